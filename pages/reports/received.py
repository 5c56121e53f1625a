"""Received files: what came in, what it changed, which days are there, and taking a file back."""

from __future__ import annotations

import streamlit as st

from core.language import _
from ui import layout, navigation, session, urls
from ui.received import coverage_view, received_view, reports

view = urls.read()
chosen = reports.file(view.record)
layout.page_head(_("Received files"), [_("Every file that came in, what it changed, and taking one back.")])
parts = {"files": _("Files"), "days": _("Days that came in")}
key = session.widget("received-part")


def keep() -> None:
    """The part that is shown, in the address; the list again, not the file that was open."""
    urls.write(tab=st.session_state[key], record=None)


part = st.segmented_control(
    _("Show"),
    list(parts),
    default=urls.one_of(view.tab, parts),
    format_func=parts.__getitem__,
    key=key,
    required=True,
    label_visibility="collapsed",
    on_change=keep,
)

if part == "days":
    coverage_view.show()
elif chosen:
    received_view.show(chosen)
elif found := received_view.asked_for():
    clicked = received_view.table(found)
    if clicked:
        urls.write(record=clicked)
        st.rerun()
else:
    layout.empty_state(
        _("Nothing received yet"),
        _("Every report you import is kept here as it came, with what it changed and who took it in."),
        lambda: navigation.link("import_report", _("Import a report"), ":material/upload_file:"),
        icon="folder_open",
    )
