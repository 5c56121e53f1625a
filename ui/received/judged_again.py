"""A file whose figures are in though judging them failed: said until it works, with the button to try."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.finding import Finding
from core.language import _, current
from core.principal import Action
from services.judging import judge_again
from services.reports.received import ReceivedView
from ui import house, messages, session
from ui.messages import Kind, escaped


def show(view: ReceivedView) -> None:
    """That judging failed, with its reference; nothing where all is well."""
    failed = judge_again.outstanding(house.house(), house.principal(), view.file)
    if failed is None:
        return
    lang = current()
    st.warning(escaped(f"{failed.sentence(lang)}\n{failed.remedy(lang)}"), icon=":material/sync_problem:")
    if house.principal().may(Action.IMPORT):
        st.button(
            _("Judge again"),
            icon=":material/refresh:",
            key=session.widget("judge-again", view.file.id),
            on_click=messages.guarded(_judge_again),
            args=(view.file.id,),
        )


def others(view: ReceivedView) -> Sequence[Finding]:
    """The file's other findings."""
    failed = judge_again.failure(view.file)
    return [finding for finding in view.file.findings if finding != failed]


def _judge_again(file_id: str) -> None:
    if judge_again.judge_again(house.house(), house.principal(), file_id) is None:
        messages.notice(Kind.DONE, _("Its months are judged."))
