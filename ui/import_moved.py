"""What a file would move in months that have figures: verdicts and points, old → new, before the yes."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from core.batch import Role
from core.language import _, current
from services.restatement import MovedClause, MovedMonth
from sla.judging.verdict import Judgement
from ui import formats, house, layout, reports, verdicts
from ui.messages import escaped


def show(file_id: str, role: Role | None = None) -> None:
    """A line a month and a table of its clauses; nothing where the file moves no month."""
    months = reports.moves(file_id, role)
    if not months:
        return
    st.subheader(_("What it moves in months already judged"), anchor=False)
    for month in months:
        st.markdown(_headline(month))
        _clauses(month)


def _headline(month: MovedMonth) -> str:
    name = f"**{escaped(month.name.in_(current()))} · {formats.month(month.label)}**"
    totals = f"{_points(month.total_before)} → **{_points(month.total_after)}**"
    if month.is_final:
        stays = _("This month is final and stays; a corrected edition would take the new figures.")
        return f"{name}  \n:material/lock: {stays}"
    if month.total_before is None and month.total_after is None:
        return name
    return f"{name} · {_('Total')} {totals}"


def _clauses(month: MovedMonth) -> None:
    rows = [_row(moved) for moved in month.clauses]
    layout.records(
        pd.DataFrame(rows),
        f"moved-{month.contract}-{month.label}",
        columns={
            "clause": st.column_config.TextColumn(_("Clause"), width="medium"),
            "before": st.column_config.TextColumn(_("Before"), alignment="right"),
            "after": st.column_config.TextColumn(_("Now"), alignment="right"),
            "verdict": st.column_config.TextColumn(_("Verdict"), width="medium"),
            "points": st.column_config.TextColumn(_("Points"), alignment="right"),
        },
        card=_card,
        alt=_("Clauses whose figure, verdict or points this file moves"),
        version=house.data_version(),
    )


def _row(moved: MovedClause) -> dict[str, Any]:
    points = (moved.points_before, moved.points_after)
    return {
        "clause": moved.name.in_(current()),
        "before": _value(moved.before),
        "after": _value(moved.after),
        "verdict": _verdict(moved),
        "points": " → ".join(dict.fromkeys(map(_points, points))),
    }


def _card(row: Any) -> None:
    st.markdown(f"**{escaped(row.clause)}** {row.before} → **{row.after}**")
    points = "" if row.points == formats.DASH else f"{_('Points')} {row.points}"
    st.caption(" · ".join(escaped(part) for part in (row.verdict, points) if part))


def _verdict(moved: MovedClause) -> str:
    if not moved.turns:
        return verdicts.plain(moved.after.verdict)
    return f"{verdicts.plain(moved.before.verdict)} → {verdicts.plain(moved.after.verdict)}"


def _value(judgement: Judgement) -> str:
    return formats.figure(judgement.value, judgement.unit.value, against=judgement.target)


def _points(value: Any) -> str:
    return formats.DASH if value is None else formats.number(value)
