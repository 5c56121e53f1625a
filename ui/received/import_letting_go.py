"""A file that waits is let go: nothing changes, and it can be had back at once."""

from __future__ import annotations

import streamlit as st

from core.language import _
from services.reports import import_again, import_report
from services.reports.import_report import Staged
from ui import house, layout, messages, session, urls
from ui.received import reports


def show(staged: Staged) -> None:
    st.button(
        _("Do not import this file"),
        type="tertiary",
        icon=":material/close:",
        key=session.widget("let-go", staged.file.id),
        on_click=messages.guarded(_discard),
        args=(staged.file.id, staged.file.name),
    )


def _discard(file_id: str, name: str) -> None:
    here, who = house.house(), house.principal()
    import_report.discard(here, who, file_id)
    urls.write(record=None)

    def back() -> None:
        urls.write(record=import_again.again(here, who, file_id, reports.said(file_id)).file.id)

    layout.offer_undo(_("“{name}” was let go. Nothing changed.").format(name=name), back)
