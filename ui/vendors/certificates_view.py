"""A vendor's certificates: which holds until when, the copy, and the form for a new one or its renewal."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from core.language import _, current
from services.vendors import certificates
from services.vendors.certificates import CertificateState, CertificateView
from ui import evidence_field, formats, house, taking_back
from ui.messages import escaped
from ui.vendors import vendor_file_forms

_COLOURS = {
    CertificateState.EXPIRED: "red",
    CertificateState.EXPIRING: "orange",
    CertificateState.VALID: "green",
    CertificateState.ENDLESS: "green",
    CertificateState.RENEWED: "gray",
}


def show(vendor: str, found: Sequence[CertificateView], may_change: bool) -> None:
    """The certificates, the most pressing first."""
    st.subheader(_("Certificates"), anchor=False)
    for view in found:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(_said(view), width="stretch")
            read = partial(certificates.certificate_file, house.house(), house.principal(), view.record.id)
            evidence_field.offer(view.record.evidence_name, read, view.record.id)
            if may_change:
                taking_back.withdraw(view.record.id, partial(_withdraw, view))
    if not found:
        st.caption(_("None entered yet: licence, ISO, fire safety, each with number, issuer and last day."))
    if may_change:
        vendor_file_forms.certificate(vendor, found)


def _said(view: CertificateView) -> str:
    record = view.record
    badge = f":{_COLOURS[view.state]}-badge[{view.state.words.in_(current())}]"
    parts = [_("No. {number}").format(number=record.number), record.issuer]
    if record.issued:
        parts.append(_("issued {day}").format(day=formats.day(record.issued)))
    if record.expires:
        parts.append(_("holds until {day}").format(day=formats.day(record.expires)))
    if view.state is CertificateState.EXPIRING:
        parts.append(_("{n} days left").format(n=view.days_left))
    facts = " · ".join(escaped(part) for part in parts)
    return f"**{escaped(record.name)}** {badge}  \n:gray[{facts}]"


def _withdraw(view: CertificateView, why: str) -> None:
    record = view.record
    certificates.withdraw_certificate(house.house(), house.principal(), record.id, record.version, why)
