"""Immediate notices that wait: their words in both languages, and keeping that one was sent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from core.language import _
from core.principal import Action
from core.text import Text
from services.review import audit_notices
from ui import formats, house, messages, report_words, session
from ui.messages import Kind, escaped

if TYPE_CHECKING:
    from store.records import AuditNoticeRecord


def show(notices: Sequence[AuditNoticeRecord]) -> None:
    """One fold a notice."""
    st.subheader(_("Immediate notices to send"), anchor=False)
    today = house.house().today()
    for notice in notices:
        vendor = report_words.vendor_name(notice.vendor)
        over = f" :red[{_('overdue')}]" if notice.due < today else ""
        due = _("due {day}").format(day=formats.day(notice.due))
        # Under a key of its own, or it would fold up over what is refused in it.
        key = session.widget("notice-fold", notice.id)
        with st.expander(f"{escaped(vendor)} · {due}{over}", icon=":material/campaign:", key=key):
            _one(notice)


def _one(notice: AuditNoticeRecord) -> None:
    may = house.principal().may(Action.AUDIT, notice.vendor)
    zh = st.text_area("中文", notice.text.zh, key=session.widget("notice-zh", notice.id), disabled=not may)
    en = st.text_area("English", notice.text.en, key=session.widget("notice-en", notice.id), disabled=not may)
    if not may:
        return
    how = st.text_input(
        _("To whom and how it was sent, or why not"), key=session.widget("notice-how", notice.id)
    )
    with st.container(horizontal=True):
        st.button(
            _("It was sent"),
            type="primary",
            key=session.widget("notice-sent", notice.id),
            on_click=messages.guarded(_sent),
            args=(notice, how, Text(zh, en)),
        )
        st.button(
            _("It is not sent"),
            key=session.widget("notice-dropped", notice.id),
            on_click=messages.guarded(_dropped),
            args=(notice, how),
        )


def _sent(notice: AuditNoticeRecord, how: str, text: Text) -> None:
    audit_notices.send_notice(house.house(), house.principal(), notice.id, how, text, notice.version)
    messages.notice(Kind.DONE, _("Kept: the vendor was told."))


def _dropped(notice: AuditNoticeRecord, why: str) -> None:
    audit_notices.drop_notice(house.house(), house.principal(), notice.id, why, notice.version)
    messages.notice(Kind.DONE, _("Kept: the vendor is not told, and why."))
