"""A month before our own figures: what was taken over of it, as it was settled (期初)."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from core.language import _, current
from core.verdict import LOOKS
from services.judging.month_result import ClauseLine, MonthResult, TrendMonth
from ui import formats, session
from ui.messages import escaped


def of(result: MonthResult) -> list[tuple[ClauseLine, TrendMonth]]:
    """The clauses whose month was taken over."""
    return [
        (line, month)
        for line in result.lines
        for month in line.trend[-1:]
        if month.is_history and month.label == result.label
    ]


def show(result: MonthResult) -> None:
    """The clauses taken over, with figure and verdict; nothing where none was."""
    taken = of(result)
    if not taken:
        return
    words = _("Taken over as settled before, not judged here:")
    st.markdown(f"**{escaped(words)}**")
    st.dataframe(
        pd.DataFrame([_row(line, month) for line, month in taken]),
        hide_index=True,
        key=session.widget("taken-over", result.contract.code, result.label),
        alt=_("Results taken over: clause, figure, verdict"),
    )


def _row(line: ClauseLine, month: TrendMonth) -> dict[str, str]:
    look = LOOKS[month.verdict]
    unit = line.formula.unit
    return {
        _("Clause"): line.name.in_(current()),
        _("Result"): formats.DASH if month.value is None else formats.quantity(month.value, unit.value),
        _("Verdict"): f"{look.sign} {look.word.in_(current())}",
    }
