"""Evidence beside what is typed in: the place to drop it, and the way to get it back."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from core.language import _
from services.house.evidence import Evidence
from services.house.settings import settings
from ui import session, styles

KINDS = ("pdf", "png", "jpg", "xlsx", "docx", "eml", "mp3", "wav", "zip")


def drop(label: str, name: str) -> str:
    """A place for one file; gives the key under which `taken` finds it."""
    key = session.fresh_form(name)
    with styles.uploader(name, KINDS, settings().max_upload_mb):
        st.file_uploader(label, type=list(KINDS), key=key)
    return key


def taken(key: str) -> Evidence | None:
    """The dropped file, name and bytes; None where there is none."""
    dropped = st.session_state.get(key)
    return None if dropped is None else (dropped.name, dropped.getvalue())


def offer(file_name: str, read: Callable[[], Evidence], record_id: str) -> None:
    """A button that hands the kept file out as it came; nothing where none was kept."""
    if file_name:
        st.download_button(
            _("Evidence: {name}").format(name=file_name),
            data=lambda: read()[1],
            file_name=file_name,
            icon=":material/attach_file:",
            on_click="ignore",
            key=session.widget("evidence", record_id),
        )
