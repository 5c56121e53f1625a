"""The calls being scored, one's own first, and beginning another."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.language import _, current
from core.principal import Action
from services.desk import audit_drafts, draft_submit
from services.desk.draft_standing import AuditDraft
from ui import entries, formats, house, messages, registered, session, urls
from ui.desk import desk_open
from ui.messages import escaped


def begin(vendors: dict[str, str]) -> None:
    """Vendor, contract, form, and a new call."""
    forms = {form.code: form.text.in_(current()) for form in entries.forms()}
    with st.container(horizontal=True, vertical_alignment="bottom", key="desk-begin"):
        vendor = st.selectbox(
            _("Vendor"),
            list(vendors),
            format_func=vendors.__getitem__,
            key=session.widget("desk-vendor"),
            width=240,
        )
        contracts = {
            code: each.name.in_(current())
            for code, each in registered.known_contracts().items()
            if each.vendor == vendor and each.active and each.current
        }
        contract = st.selectbox(
            _("Contract"), list(contracts), format_func=contracts.__getitem__,
            key=session.widget("desk-contract", vendor), width=280, placeholder=_("No contract"),
        )  # fmt: skip
        form = st.selectbox(
            _("Form"), list(forms), format_func=forms.__getitem__, key=session.widget("desk-form"), width=240
        )
        st.button(
            _("Begin a call"),
            icon=":material/add_call:",
            key=session.widget("desk-new"),
            on_click=messages.guarded(_begin),
            args=(vendor, form, contract),
        )


def again() -> None:
    """After a call was submitted: the next one with the same header."""
    last = session.DESK_LAST.get()
    if last is None:
        return
    found = audit_drafts.draft(house.house(), house.principal(), last).record
    st.button(
        _("Next call, same header"),
        icon=":material/redo:",
        key=session.widget("desk-again"),
        on_click=messages.guarded(_begin),
        args=(found.vendor, found.form, found.contract, last),
    )


def begun() -> Sequence[AuditDraft]:
    """Everything begun and not submitted that this person may score, one's own first."""
    here, who = house.house(), house.principal()
    return [each for each in audit_drafts.drafts(here, who) if who.may(Action.AUDIT, each.record.vendor)]


def drafts(found: Sequence[AuditDraft]) -> None:
    """A line for each call begun and not submitted."""
    who = house.principal()
    if not found:
        st.caption(_("No call is being scored."))
    for each in found:
        _one(each, each.record.owner == who.id)


def _one(found: AuditDraft, own: bool) -> None:
    record = found.record
    saved = _("saved {time}").format(time=formats.instant(record.saved_at))
    left = _("to go: {n}").format(n=len(draft_submit.left_open(found)))
    parts = [*desk_open.named(found), saved, left]
    if not own:
        parts.append(_("{name} submits this call.").format(name=record.owner_name))
    with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"draft-{record.id}"):
        st.markdown(escaped(" · ".join(parts)), width="stretch")
        st.button(_("Go on"), key=session.widget("desk-open", record.id), on_click=_open, args=(record.id,))
        if own:
            st.button(
                _("Let it go"),
                type="tertiary",
                key=session.widget("desk-let-go", record.id),
                on_click=messages.guarded(audit_drafts.let_go),
                args=(house.house(), house.principal(), record.id),
            )


def _begin(vendor: str, form: str, contract: str | None, like: str | None = None) -> None:
    found = audit_drafts.open_draft(house.house(), house.principal(), vendor, form, contract, like)
    session.DESK_LAST.take()
    _open(found.record.id)


def _open(id: str) -> None:
    session.DESK_KEPT.take()
    session.DESK_TROUBLE.take()
    urls.write(record=id)
