"""What looks odd in a month's training records, and on what that rests."""

from __future__ import annotations

import streamlit as st

from core.language import _
from services.training.doubts import Doubted
from ui import formats, layout, messages


def show(found: Doubted, label: str) -> None:
    """The findings of a month, or that there are none; nothing where no list of it is in."""
    if not found.records:
        layout.empty_state(
            _("No list of {month} is in").format(month=formats.month(label)),
            _("Here stand results that look made up, classes that do not count, and registers that differ."),
            icon="manage_search",
        )
        return
    words = _("{records} records of {lists} lists, looked at together; nothing is taken away by this.")
    st.caption(words.format(records=formats.count(found.records), lists=formats.count(found.lists)))
    if found.findings:
        messages.show_findings(found.findings, headed=False)
    else:
        st.markdown(f":green[:material/check_circle:] {_('Nothing looks odd in this month.')}")
