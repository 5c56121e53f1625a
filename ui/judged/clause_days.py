"""A clause day by day: when did it go wrong? A day opens the rows and cells it came from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from core.language import _, current
from core.verdict import Verdict
from services.judging.month_result import ClauseLine
from services.results.follow import DayFigure
from ui import formats, house, layout, session, tables, urls, verdicts
from ui.charts import Picture, draw
from ui.judged import clause_words
from ui.messages import escaped
from ui.sentences import ClauseFigure


def show(line: ClauseLine, days: Sequence[DayFigure]) -> None:
    """When it went wrong: a wall calendar, and the same as a table; a day opens its rows."""
    frame = tables.calendar((day.day, _day_figure(line, day)) for day in days)
    worse = sum(day.verdict is not Verdict.MET for day in days)
    name = line.name.in_(current())
    title = _("{clause}: {n} of {all} days short of the target").format(clause=name, n=worse, all=len(days))
    if not worse:
        title = _("{clause}: every day kept the target").format(clause=name)
    picked = draw(
        Picture.CALENDAR, frame, title=title, alt=title, key=f"days-{line.clause.code}", on_select=True
    )
    st.caption(_("Choose a day to see the rows and cells it came from."))
    if picked and (day := picked[0].get("date")):
        _open_day(str(day))
        st.rerun()
    chosen = _day_table(line, days)
    if chosen:
        _open_day(chosen)
        st.rerun()


def _day_table(line: ClauseLine, days: Sequence[DayFigure]) -> str | None:
    frame = _frame(line, days)
    chosen = layout.records(
        frame,
        "clause-days",
        columns=_columns(line),
        card=_day_card,
        alt=_("The days of the month with numerator, denominator and figure"),
        on_select=True,
        version=house.data_version(),
    )
    return None if chosen is None else str(chosen)


def _day_card(row: Any) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{row.day}** · {escaped(row.figure)} · {escaped(row.verdict)}", width="stretch")
        st.button(
            _("Cells"),
            type="tertiary",
            icon=":material/arrow_forward:",
            key=session.widget("day-card", row.Index),
            on_click=_open_day,
            args=(str(row.Index),),
        )


def _open_day(day: str) -> None:
    urls.write(day=day)


def _day_figure(line: ClauseLine, day: DayFigure) -> ClauseFigure:
    judgement = line.judgement
    return ClauseFigure(
        line.name.in_(current()),
        day.value,
        judgement.unit.value,
        day.verdict,
        judgement.comparison.value,
        judgement.target,
        judgement.minimum,
        n=None if line.n is None else int(day.denominator),
    )


def _frame(line: ClauseLine, days: Sequence[DayFigure]) -> pd.DataFrame:
    unit = line.judgement.unit.value
    write = formats.hours if line.formula.is_of_time else partial(formats.number, digits=0)
    return pd.DataFrame(
        [
            {
                "day": formats.day(day.day),
                "numerator": write(day.numerator),
                "denominator": write(day.denominator),
                "figure": formats.quantity(day.value, unit, against=line.judgement.target),
                "verdict": verdicts.plain(day.verdict),
            }
            for day in days
        ],
        index=[formats.day(day.day) for day in days],
    )


def _columns(line: ClauseLine) -> dict[str, Any]:
    text, right = st.column_config.TextColumn, {"alignment": "right"}
    numerator, denominator = clause_words.terms(line)
    return {
        "day": text(_("Day")),
        "numerator": text(numerator, **right),
        "denominator": text(denominator, **right),
        "figure": text(_("Result"), **right),
        "verdict": text(_("Against the target")),
    }
