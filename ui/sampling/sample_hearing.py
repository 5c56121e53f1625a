"""A drawn call that was chosen: begin to score it, or note that its recording cannot be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.language import _
from qa.form.kinds import FormKind
from services.sampling import sample_lines
from services.workbooks.sample_list import time_of
from ui import formats, house, messages, session, taking_back
from ui.desk import desk_open
from ui.messages import Kind, escaped

if TYPE_CHECKING:
    from store.records import SampleLineRecord


def line(chosen: SampleLineRecord) -> None:
    """What can be done with the call."""
    with st.container(border=True, key="sample-line"):
        said = _("Call of {day}, {time}").format(day=formats.day(chosen.day), time=time_of(chosen))
        st.markdown(f"**{escaped(said)}**")
        _scoring(chosen)
        _replacing(chosen)


def _scoring(chosen: SampleLineRecord) -> None:
    """Opens the desk with what the list tells filled in."""
    if not desk_open.forms_of(FormKind.LISTENING):
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        key = session.widget("sample-form-code", chosen.id)
        form = desk_open.form_field(FormKind.LISTENING, chosen.vendor, key)
        key = session.widget("sample-contract", chosen.id)
        contract = desk_open.contract_field(chosen.vendor, chosen.project, key)
        begun = st.button(
            _("Score this call"),
            type="primary",
            icon=":material/headphones:",
            key=session.widget("sample-score", chosen.id),
        )
    draft = None
    if begun and form:
        with messages.explained():
            draft = desk_open.line(chosen.id, form, contract)
    if draft:
        desk_open.to(draft)


def _replacing(chosen: SampleLineRecord) -> None:
    key = session.widget("unusable-why", chosen.id)
    with st.container(horizontal=True, vertical_alignment="bottom", key="sample-unusable"):
        st.text_input(_("Or say why the recording cannot be used"), key=key, max_chars=200, width=320)
        st.button(
            _("Take the next call"),
            icon=":material/redo:",
            key=session.widget("unusable", chosen.id),
            on_click=messages.guarded(_replace),
            args=(chosen.id, chosen.version, key),
        )


def _replace(line_id: str, version: int, key: str) -> None:
    why = st.session_state.get(key) or ""
    found = sample_lines.replace_line(house.house(), house.principal(), line_id, why, version)
    taking_back.unmark()
    if found is None:
        words = _("Noted. None is left in reserve of this stratum: it gives one call less.")
        messages.notice(Kind.WARNING, words)
        return
    said = _("Noted. The call of {day}, {time} stands in for it.")
    messages.notice(Kind.DONE, said.format(day=formats.day(found.day), time=time_of(found)))
