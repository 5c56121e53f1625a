"""The way up: from one record of a page back to the list it stands in."""

from __future__ import annotations

import streamlit as st

from ui import messages, session, urls


def back(label: str, **changes: str | None) -> None:
    """A quiet button that takes words out of the address: `ways.back(_("All vendors"), vendor=None)`."""
    st.button(
        label,
        icon=":material/arrow_back:",
        type="tertiary",
        key=session.widget("back", *changes),
        on_click=messages.guarded(urls.write),
        kwargs=changes,
    )
