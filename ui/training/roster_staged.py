"""A roster that was read and waits: what it holds, what is odd, what stays out; then taken in or let go."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.language import _, current
from services.roster import lists, roster
from services.roster.lists import StagedList
from ui import formats, house, layout, messages, session
from ui.layout import Figure
from ui.training import staged_buttons

if TYPE_CHECKING:
    from store.records import PeopleListRecord


def show(record: PeopleListRecord, staged: StagedList) -> None:
    """Everything about it, and its buttons."""
    here, who = house.house(), house.principal()
    st.caption(
        _("{kind} of {first} to {last}").format(
            kind=record.kind.words.in_(current()),
            first=formats.day(record.day),
            last=formats.day(record.days.last_day),
        )
    )
    layout.figure_strip(
        [
            Figure(_("Lines read"), formats.count(record.rows)),
            Figure(_("Lines kept out"), formats.count(record.rejected)),
        ]
    )
    overlap = roster.overlapping(here, who, record.id)
    messages.show_findings([*([overlap] if overlap else []), *staged.findings])
    if staged.rejected:
        messages.show_findings([why for row in staged.rejected for why in row.reasons])
        name, data = lists.rejected_file(here, who, record.id, current())
        st.download_button(
            _("Lines kept out (xlsx)"), data, name, icon=":material/download:", on_click="ignore",
            key=session.widget("roster-rejected"),
        )  # fmt: skip
    staged_buttons.show(record)
