"""The clauses of a month judged twice: figure, verdict and points, before → after."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import pandas as pd
import streamlit as st

from core.language import _, current
from core.verdict import Verdict
from services.judging.moved import MovedClause, MovedMonth
from sla.judging.verdict import Judgement
from ui import formats, house, layout, verdicts
from ui.messages import escaped


def clauses(month: MovedMonth, shown: Sequence[MovedClause], alt: str) -> None:
    """These clauses of the month, a table on a desk and cards on a phone."""
    layout.records(
        pd.DataFrame([_row(moved) for moved in shown]),
        f"moved-{month.contract}-{month.label}",
        columns={
            "clause": st.column_config.TextColumn(_("Clause"), width="medium"),
            "before": st.column_config.TextColumn(_("Before"), alignment="right"),
            "after": st.column_config.TextColumn(_("Now"), alignment="right"),
            "verdict": st.column_config.TextColumn(_("Verdict"), width="medium"),
            "points": st.column_config.TextColumn(_("Points"), alignment="right"),
        },
        card=_card,
        alt=alt,
        version=house.data_version(),
    )


def points(value: Any) -> str:
    """Points as written, a dash where there are none."""
    return formats.DASH if value is None else formats.number(value)


def turn(before: Verdict | None, after: Verdict | None) -> str:
    """One verdict where it stays, else before → after; a dash where there is no such clause."""
    said = [verdicts.plain(each) if each else formats.DASH for each in (before, after)]
    return " → ".join(dict.fromkeys(said))


def _row(moved: MovedClause) -> dict[str, Any]:
    return {
        "clause": moved.name.in_(current()),
        "before": _value(moved.before),
        "after": _value(moved.after),
        "verdict": turn(*moved.verdicts),
        "points": " → ".join(dict.fromkeys(map(points, (moved.points_before, moved.points_after)))),
    }


def _card(row: Any) -> None:
    st.markdown(f"**{escaped(row.clause)}** {row.before} → **{row.after}**")
    earned = "" if row.points == formats.DASH else f"{_('Points')} {row.points}"
    st.caption(" · ".join(escaped(part) for part in (row.verdict, earned) if part))


def _value(judgement: Judgement | None) -> str:
    if judgement is None:
        return formats.DASH
    value: Fraction | None = judgement.value
    return formats.figure(value, judgement.unit.value, against=judgement.target)
