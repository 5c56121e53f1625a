"""The scorecard of one contract and month: the strip, one picture, one table, how the total came about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from core.language import _, current
from services.judging.month_result import ClauseLine, MonthResult
from ui import formats, house, layout, session, urls, verdicts
from ui.charts import Picture, draw
from ui.decisions import agreement_note
from ui.judged import (
    chronic_view,
    clause_figures,
    copied,
    edition_view,
    gaps_view,
    results,
    scorecard_figures,
    year_view,
)
from ui.messages import escaped
from ui.money import settlement_view


def show(result: MonthResult) -> None:
    """Everything under the head."""
    layout.figure_strip(scorecard_figures.strip(result))
    gaps_view.caution(result)
    chronic_view.show(results.chronic(result.contract.code, result.label))
    _picture(result.lines)
    chosen = _table(result)
    if said := clause_figures.taken_over_months(result.lines):
        st.caption(escaped(said))
    if chosen:
        open_clause(chosen)
        st.rerun()
    _moved_weight(result.lines)
    settlement_view.show(result)
    agreement_note.show(result)
    year_view.show(result)
    edition_view.show(result)


def copy(result: MonthResult) -> None:
    """Every figure of the page, as sentences to paste."""
    if result.has_figures:
        layout.copyable(*copied.month(result, scorecard_figures.beside_score(result)))


def open_clause(clause: str) -> None:
    """Go down into one clause."""
    urls.write(clause=clause, day=None, tab=None)


def _picture(lines: Sequence[ClauseLine]) -> None:
    """What costs points; where nothing does, how far every clause is from its target."""
    lost = clause_figures.pareto(lines)
    if len(lost):
        title = _("“{clause}” costs most: {lost}").format(
            clause=lost.label[0], lost=formats.points(clause_figures.most_lost(lines))
        )
        draw(Picture.PARETO, lost, title=title, alt=title, unit="points", key="points-lost")
        return
    for unit, frame in clause_figures.bullets(lines).items():
        title = _("No points lost: how far each clause is from its target")
        draw(Picture.BULLET, frame, title=title, alt=title, unit=unit, key=f"bullets-{unit}")
        return


def _table(result: MonthResult) -> str | None:
    frame = clause_figures.table(result)
    unused = [] if result.score else ["points", "lost"]
    if all(line.judgement.minimum is None for line in result.lines):
        unused.append("minimum")
    chosen = layout.records(
        frame.drop(columns=unused),
        "clauses",
        columns=_columns(),
        card=_Cards(result.lines).draw,
        alt=_("Clauses with figure, target, verdict and points"),
        style=lambda shown: verdicts_coloured(shown, result.lines),
        on_select=True,
        version=house.data_version(),
    )
    return None if chosen is None else str(chosen)


def verdicts_coloured(frame: pd.DataFrame, lines: Sequence[ClauseLine]) -> Any:
    """The frame with its verdict column in the verdicts' colours."""
    styles = [verdicts.style(line.judgement.verdict) for line in lines]
    return frame.style.apply(lambda _column: styles, subset=["verdict"])


class _Cards:
    """A clause on a phone."""

    def __init__(self, lines: Sequence[ClauseLine]) -> None:
        self.lines = {line.clause.code: line for line in lines}

    def draw(self, row: Any) -> None:
        """One clause: name, verdict, figure against target, points."""
        line = self.lines[row.Index]
        said = verdicts.badge(line.judgement.verdict, line.judgement.flags)
        st.markdown(f"**{escaped(row.clause)}** · {said}")
        points = (
            _("Points {points}").format(points=clause_figures.points_text(line.item)) if line.item else ""
        )
        over = f"n={row.n}" if line.n is not None else row.n
        figures = [row.figure, row.target, "" if over == formats.DASH else over, points]
        st.markdown(escaped(" · ".join(part for part in figures if part)))
        st.button(
            _("Details"),
            icon=":material/arrow_forward:",
            type="tertiary",
            key=session.widget("clause-card", row.Index),
            on_click=open_clause,
            args=(row.Index,),
        )


def _columns() -> dict[str, Any]:
    text, right = st.column_config.TextColumn, {"alignment": "right"}
    # Widths in pixels: all of them together fit a laptop beside the menu.
    return {
        "clause": text(_("Clause"), width=240),
        "figure": text(_("Result"), width=96, **right),
        "n": text(_("n or period"), width=88, **right),
        "target": text(_("Target"), width=98, **right),
        "minimum": text(_("Minimum"), width=98, **right),
        "verdict": text(_("Verdict"), width=172),
        "points": text(_("Points"), width=84, **right),
        "lost": text(_("Points lost"), width=76, **right),
        "trend": st.column_config.LineChartColumn(_("Six months"), width=84),
    }


def _moved_weight(lines: Sequence[ClauseLine]) -> None:
    """Which clauses have no figure, and who carries their weight this month."""
    moved = clause_figures.moved_weight(lines)
    if not moved:
        return
    named = [f"{line.name.in_(current())} ({formats.number(line.clause.weight, 2)})" for line in moved]
    carried = [
        f"{line.name.in_(current())} {formats.number(line.item.weight)} → "
        f"{formats.number(line.item.effective_weight)}"
        for line in lines
        if line.item and line.item.effective_weight != line.item.weight and line not in moved
    ]
    with st.container(border=True, gap="xsmall"):
        said = _("Nothing to judge this month; their weight goes to the others in proportion: {names}")
        st.markdown(escaped(said.format(names=_(", ").join(named))))
        st.caption(escaped(_(", ").join(carried)))
