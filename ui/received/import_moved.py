"""What a file would move in months that have figures: verdicts and points, old → new, before the yes."""

from __future__ import annotations

import streamlit as st

from core.batch import Role
from core.language import _, current
from services.judging.moved import MovedMonth
from ui import formats
from ui.judged import moved_view
from ui.messages import escaped
from ui.received import reports


def show(file_id: str, role: Role | None = None) -> None:
    """A line a month and a table of its clauses; nothing where the file moves no month."""
    months = reports.moves(file_id, role)
    if not months:
        return
    st.subheader(_("What it moves in months already judged"), anchor=False)
    for month in months:
        st.markdown(_headline(month))
        moved_view.clauses(
            month, month.clauses, alt=_("Clauses whose figure, verdict or points this file moves")
        )


def _headline(month: MovedMonth) -> str:
    name = f"**{escaped(month.name.in_(current()))} · {formats.month(month.label)}**"
    totals = f"{moved_view.points(month.total_before)} → **{moved_view.points(month.total_after)}**"
    if month.is_final:
        stays = _("This month is final and stays; a corrected edition would take the new figures.")
        said = "".join(f"  \n{escaped(each.in_(current()))}" for each in month.restated)
        return f"{name}  \n:material/lock: {stays}{said}"
    if month.total_before is None and month.total_after is None:
        return name
    return f"{name} · {_('Total')} {totals}"
