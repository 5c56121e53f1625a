"""Calls begun and not logged: kept while they are filled in, offered again after a reload."""

from __future__ import annotations

import streamlit as st

from core.language import _, current
from core.principal import Action
from qa.form.terms import AuditForm
from services.audits import half_filled
from services.audits.half_filled import HalfFilled
from services.audits.spot_check import CallDraft
from services.forms import audit_forms
from ui import entries, formats, house, messages, registered, session, urls
from ui.audits import call_said
from ui.audits.call_said import CallForm
from ui.messages import escaped

#: How many are offered at once.
_SHOWN = 3


def forms() -> dict[str, AuditForm]:
    """Code in lower case → form: those in use, and that of the call in hand where it was retired since."""
    found = {form.code.lower(): form for form in entries.forms()}
    token = st.session_state.get(call_said.key("token"))
    for half in _begun() if token else ():
        if half.draft.token == token and half.draft.form.lower() not in found:
            found |= {form.code.lower(): form for form in _all_forms() if form.code == half.draft.form}
    return found


def keep(asked: CallForm, draft: CallDraft) -> None:
    """Keep what is filled in, whenever it has changed; an empty form is not kept."""
    if call_said.is_begun(asked) and draft != session.KEPT_CALL.get():
        half_filled.keep(house.house(), house.principal(), draft)
        session.KEPT_CALL.set(draft)


def offer(asked: CallForm) -> None:
    """Before an empty form: the calls this person began, to go on with or to let go; on forms that were
    retired since, too."""
    if call_said.is_begun(asked):
        return
    st.session_state.pop(call_said.key("token"), None)  # what was begun under it is offered, not overwritten
    who = house.principal()
    found = [half for half in _begun() if who.may(Action.AUDIT, half.draft.vendor)]
    known = {form.code: form for form in _all_forms()} if found else {}
    for half in [half for half in found if half.draft.form in known][:_SHOWN]:
        _offered(half, known[half.draft.form])


def _begun() -> list[HalfFilled]:
    return half_filled.half_filled(house.house(), house.principal())


def _all_forms() -> list[AuditForm]:
    return audit_forms.forms(house.house(), house.principal(), retired=True)


def _offered(half: HalfFilled, form: AuditForm) -> None:
    with st.container(
        key=f"half-{half.draft.token}", border=True, horizontal=True, vertical_alignment="center"
    ):
        st.markdown(f":material/edit_note: {escaped(_said(half))}", width="stretch")
        st.button(
            _("Continue the half-filled call"),
            type="primary",
            key=session.widget("go-on", half.draft.token),
            on_click=messages.guarded(_go_on),
            args=(form, half.draft),
        )
        st.button(
            _("Let it go"),
            type="tertiary",
            key=session.widget("let-call-go", half.draft.token),
            on_click=messages.guarded(half_filled.let_go),
            args=(house.house(), house.principal(), half.draft.token),
        )


def _go_on(form: AuditForm, draft: CallDraft) -> None:
    urls.write(vendor=draft.vendor, contract=draft.contract, tab=form.code.lower(), record=None)
    call_said.put_back(form, draft, draft.token)


def _said(half: HalfFilled) -> str:
    """恒信通达 · 10000 · 工号0217，填到10:32."""
    vendor = registered.vendors().get(half.draft.vendor)
    name = vendor.name.in_(current()) if vendor else half.draft.vendor
    agent = _("agent {code}").format(code=half.draft.agent) if half.draft.agent else ""
    saved = _("filled in up to {when}").format(when=formats.instant(half.saved_at))
    return " · ".join(part for part in (name, half.draft.dialled, agent, saved) if part)
