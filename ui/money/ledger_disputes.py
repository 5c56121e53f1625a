"""A dispute about an entry of the ledger, whole or in part, with its proof; and deciding on a part."""

from __future__ import annotations

from typing import Any

import streamlit as st

from core.language import _
from core.money import Money
from core.principal import Action
from services.money import credit_disputes, credit_ledger
from services.money.credit_accounts import EntryView
from sla.money.ledger import CreditState
from ui import evidence_field, formats, house, messages, session, taking_back, typed_numbers
from ui.messages import Kind


def enter(view: EntryView, label: str) -> None:
    """The whole amount or a part of it, the reason, the vendor's letter."""
    id = view.record.id
    keys = session.widget("dispute-amount", id), session.widget("dispute-why", id)
    with st.popover(label, icon=":material/edit:"):
        st.text_input(
            _("Amount in dispute"),
            str(view.amount.amount),
            key=keys[0],
            max_chars=20,
            help=_("Where it is less than the whole, the rest goes on as it stands."),
        )
        st.text_input(_("Why? It is kept with the record."), key=keys[1], max_chars=200)
        proof = evidence_field.drop(_("Evidence (optional)"), f"dispute-{id}")
        _button(label, "disputed", id, _dispute, view, *keys, proof)


def decide(view: EntryView) -> None:
    """What stays of the part in dispute; giving up anything of it is an approver's to say."""
    record, who = view.record, house.principal()
    allowed = who.may(Action.APPROVE, record.vendor) or who.may(Action.MANAGE, record.vendor)
    if not view.account.part.cents or not allowed:
        return
    label = _("Decide the dispute")
    keys = session.widget("decide-amount", record.id), session.widget("decide-why", record.id)
    with st.popover(label, icon=":material/gavel:", type="primary"):
        st.text_input(
            _("What stays of {amount} in dispute").format(amount=formats.money(view.account.part)),
            str(view.account.part.amount),
            key=keys[0],
            max_chars=20,
        )
        st.text_input(_("Why? It is kept with the record."), key=keys[1], max_chars=200)
        proof = evidence_field.drop(_("Evidence (optional)"), f"decide-{record.id}")
        _button(label, "decide-part", record.id, _decide, view, *keys, proof)


def _button(label: str, name: str, id: str, act: Any, *args: Any) -> None:
    st.button(
        label,
        type="primary",
        key=session.widget(name, id),
        on_click=messages.guarded(act),
        args=args,
    )


def _dispute(view: EntryView, amount: str, why: str, proof: str) -> None:
    said, record = st.session_state.get, view.record
    cents = typed_numbers.cents(said(amount))
    part = view.amount if cents is None else Money(cents, record.currency)
    acting, reason, file = (house.house(), house.principal()), said(why) or "", evidence_field.taken(proof)
    if part == view.amount:
        to = CreditState.DISPUTED
        credit_ledger.move_entry(*acting, record.id, view.version, to, why=reason, evidence=file)
    else:
        credit_disputes.dispute_part(*acting, record.id, view.version, part, reason, file)
    _done(_("The dispute is entered; it stands apart on the statement."))


def _decide(view: EntryView, amount: str, why: str, proof: str) -> None:
    said, record = st.session_state.get, view.record
    cents = typed_numbers.cents(said(amount))
    upheld = view.account.part if cents is None else Money(cents, record.currency)
    acting = house.house(), house.principal()
    file = evidence_field.taken(proof)
    credit_disputes.decide_part(*acting, record.id, view.version, upheld, said(why) or "", file)
    _done(_("Decided; what was taken off too much comes back with the next statement."))


def _done(words: str) -> None:
    session.clear_form()
    taking_back.unmark()
    messages.notice(Kind.DONE, words)
