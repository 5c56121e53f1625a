"""A list of training records that was read and waits: what it changes, what is odd, what stays out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.language import _, current
from services.roster.lists import StagedList
from services.training import record_lists
from ui import formats, house, layout, messages, session
from ui.layout import Figure
from ui.training import staged_buttons

if TYPE_CHECKING:
    from store.records import PeopleListRecord


def show(record: PeopleListRecord, staged: StagedList) -> None:
    """Everything about it, and its buttons."""
    here, who = house.house(), house.principal()
    first, last = formats.day(record.day), formats.day(record.days.last_day)
    days = first if first == last else f"{first} – {last}"
    st.caption(f"{record.kind.words.in_(current())} · {days}")
    seen = record_lists.preview(here, who, record.id)
    layout.figure_strip(
        [
            Figure(_("New records"), formats.count(seen.new)),
            Figure(_("Already there, count once"), formats.count(seen.already)),
            Figure(_("Lines kept out"), formats.count(seen.held_back)),
        ]
    )
    staged_buttons.show(record)
    messages.show_findings(staged.findings)
    if staged.rejected:
        messages.show_findings([why for row in staged.rejected for why in row.reasons])
        name, data = record_lists.rejected_records(here, who, record.id, current())
        st.download_button(
            _("Lines kept out (xlsx)"), data, name, icon=":material/download:", on_click="ignore",
            key=session.widget("records-rejected"),
        )  # fmt: skip
