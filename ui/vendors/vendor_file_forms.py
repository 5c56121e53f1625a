"""The forms of a vendor's file: a dated fact, a certificate, the client's own in-house cost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from core.language import _, current
from services.vendors import certificates, vendor_facts
from services.vendors.certificates import Certificate, CertificateState, CertificateView
from services.vendors.vendor_facts import FACT_NAMES, INHOUSE, Fact, FactKind
from ui import evidence_field, formats, house, messages, popped, session, typed_numbers
from ui.messages import Kind

if TYPE_CHECKING:
    from store.records import VendorFactRecord

#: How many of the costs entered before are shown beside the form.
_MOST = 4
_CURRENCIES = ("CNY", "USD", "EUR", "HKD")


def fact(vendor: str) -> None:
    """One more dated fact of the vendor's."""
    _fact(_("Add a fact"), ":material/add:", vendor, [kind for kind in FactKind if kind not in INHOUSE])


def inhouse(found: Sequence[VendorFactRecord]) -> None:
    """The client's own costs, the same beside every vendor."""
    lines = [_("The same for every vendor; only who sees every vendor sees it.")]
    for cost in found[:_MOST]:
        said = f"{FACT_NAMES[cost.kind].in_(current())} {cost.amount} {cost.currency}"
        lines.append(f"{said} · {formats.day(cost.day)} · {messages.escaped(cost.source)}")
    kinds = [kind for kind in FactKind if kind in INHOUSE]
    _fact(_("In-house cost"), ":material/home_work:", None, kinds, "  \n".join(lines))


def certificate(vendor: str, found: Sequence[CertificateView]) -> None:
    """One more certificate, which may renew one that is there."""
    name = f"certificate-{vendor}"
    keys = popped.keys(name, "name", "number", "issuer", "issued", "expires", "renews")
    with popped.form(_("Add a certificate"), ":material/add:", name):
        st.text_input(_("What it certifies"), key=keys["name"], max_chars=120)
        st.text_input(_("Certificate number"), key=keys["number"], max_chars=80)
        st.text_input(_("Issued by"), key=keys["issuer"], max_chars=120)
        st.date_input(
            _("Issued on"), None, max_value=house.house().today(), format="YYYY-MM-DD", key=keys["issued"]
        )
        st.date_input(
            _("Last day it holds"),
            None,
            format="YYYY-MM-DD",
            key=keys["expires"],
            help=_("Empty: without an end."),
        )
        _renews(found, keys["renews"])
        drop = evidence_field.drop(_("The copy (optional)"), f"{name}-copy")
        popped.save(name, _keep_certificate, vendor, keys, drop)


def _renews(found: Sequence[CertificateView], key: str) -> None:
    open_ones = {
        view.record.id: f"{view.record.name} {view.record.number}"
        for view in found
        if view.state is not CertificateState.RENEWED
    }
    if open_ones:
        st.selectbox(
            _("Renews"),
            [None, *open_ones],
            key=key,
            format_func=lambda id: open_ones[id] if id else _("none: a new one"),
        )


def _fact(label: str, icon: str, vendor: str | None, kinds: Sequence[FactKind], explained: str = "") -> None:
    name = f"fact-{vendor or 'own'}"
    keys = popped.keys(name, "kind", "day", "amount", "currency", "said", "source")
    today = house.house().today()
    with popped.form(label, icon, name, explained):
        st.selectbox(
            _("What about"),
            kinds,
            key=keys["kind"],
            format_func=lambda each: FACT_NAMES[each].in_(current()),
        )
        st.text_input(
            _("How many or how much"),
            key=keys["amount"],
            max_chars=20,
            help=_("For staff, seats and costs; anything else is said in words."),
        )
        st.selectbox(_("Currency, of a cost"), _CURRENCIES, key=keys["currency"])
        st.text_input(_("Words"), key=keys["said"], max_chars=500)
        st.date_input(_("As of"), today, max_value=today, format="YYYY-MM-DD", key=keys["day"])
        st.text_input(_("Source: who says so, which document"), key=keys["source"], max_chars=200)
        drop = evidence_field.drop(_("Evidence (optional)"), f"{name}-evidence")
        popped.save(name, _keep_fact, vendor, keys, drop)


def _keep_fact(vendor: str | None, keys: dict[str, str], drop: str) -> None:
    said = {part: st.session_state.get(key) for part, key in keys.items()}
    given = Fact(
        said["kind"],
        said["day"],
        said["source"] or "",
        typed_numbers.decimal(said["amount"]),
        said["currency"] or _CURRENCIES[0],
        said["said"] or "",
    )
    vendor_facts.record_fact(house.house(), house.principal(), vendor, given, evidence_field.taken(drop))
    _done()


def _keep_certificate(vendor: str, keys: dict[str, str], drop: str) -> None:
    said = {part: st.session_state.get(key) for part, key in keys.items()}
    given = Certificate(
        said["name"] or "",
        said["number"] or "",
        said["issuer"] or "",
        said["issued"],
        said["expires"],
        said["renews"],
    )
    certificates.record_certificate(
        house.house(), house.principal(), vendor, given, evidence_field.taken(drop)
    )
    _done()


def _done() -> None:
    session.clear_form()
    messages.notice(Kind.DONE, _("Saved."))
