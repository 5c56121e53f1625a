"""Returning a received file for a new report: the reason, the text for the vendor, and the way back."""

from __future__ import annotations

import streamlit as st

from core.language import _, current
from core.text import LANGS
from services.reports import returns
from services.reports.received import ReceivedView
from ui import formats, house, messages, registered, report_words, session
from ui.messages import Kind, escaped

_LANG_NAMES = {"zh": "中文", "en": "English"}


def send_back(view: ReceivedView) -> None:
    """A button that asks why; nothing where it is sent back already."""
    if view.awaited:
        return
    why = session.fresh_form(f"why-return-{view.file.id}")
    with (
        st.popover(_("Return for a new report"), icon=":material/assignment_return:", type="tertiary"),
        st.form(session.fresh_form(f"return-{view.file.id}"), border=False),
    ):
        words = _("Its figures count provisionally until the vendor's new report takes their place.")
        st.markdown(words)
        st.text_input(
            _("Why?"),
            key=why,
            placeholder=_("Such as: abandoned calls do not add up on 3 March"),
            max_chars=200,
        )
        st.form_submit_button(
            _("Return this file"),
            key=session.widget("return-now", view.file.id),
            on_click=messages.guarded(_send_back),
            args=(view.file.id, why),
        )


def standing(view: ReceivedView, may: bool) -> None:
    """That a new report is awaited: why, since when, by whom; the text for the vendor; the way back."""
    if not view.awaited:
        return
    first = view.awaited[0]
    with st.container(border=True, key=f"returned-{view.file.id}"):
        said = _("Returned for a new report: {why} ({who}, {when})").format(
            why=first.returned_reason, who=first.returned_by, when=formats.instant(first.returned_at)
        )
        st.markdown(":material/assignment_return: " + escaped(said))
        with st.container(horizontal=True, vertical_alignment="center"):
            _letter(view)
            if may:
                st.button(
                    _("Take the return back"),
                    icon=":material/undo:",
                    type="tertiary",
                    key=session.widget("return-undo", view.file.id),
                    on_click=messages.guarded(_take_back),
                    args=(view.file.id,),
                )


def _letter(view: ReceivedView) -> None:
    vendor = registered.vendors()[view.awaited[0].vendor].name
    days = report_words.days(view.awaited[0])
    received = formats.instant(view.file.received_at)
    with st.popover(_("Text for the vendor"), icon=":material/content_copy:"):
        for lang in sorted(LANGS, key=lambda each: each != current()):
            st.caption(_LANG_NAMES[lang])
            st.code(returns.letter(view, vendor, days, received, lang), language=None, wrap_lines=True)


def _send_back(file_id: str, why_key: str) -> None:
    returns.send_back(house.house(), house.principal(), file_id, st.session_state[why_key] or "")
    session.clear_form()
    messages.notice(Kind.DONE, _("Returned. The text for the vendor is below."))


def _take_back(file_id: str) -> None:
    returns.take_return_back(house.house(), house.principal(), file_id)
    messages.notice(Kind.DONE, _("The report stands as it is; no new one is awaited."))
