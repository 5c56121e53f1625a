"""One vendor: its record, sites, people, contracts, each behind its own tab."""

from __future__ import annotations

import streamlit as st

from core.language import N_, _, current
from services.known.directory import VendorView
from ui import navigation, registered, session, urls, ways
from ui.judged import chronic_view, results
from ui.messages import escaped
from ui.vendors import contact_forms, place_forms, queue_stays, vendor_file_view, vendor_forms

#: Part of a vendor (in the address) → its name.
_PARTS = {
    "record": N_("Basics"),
    "sites": N_("Sites"),
    "people": N_("Contacts"),
    "contracts": N_("Contracts"),
    "file": N_("Vendor file"),
}


def show(vendor: VendorView, may_change: bool, has_list: bool) -> None:
    """The vendor, with the part of it that the address names."""
    if has_list:
        ways.back(_("All vendors"), vendor=None, tab=None)
    st.subheader(escaped(vendor.name.in_(current())), anchor=False)
    part = _part()
    if part == "sites":
        place_forms.sites(vendor.code, vendor.sites, may_change)
        queue_stays.show(vendor.code, may_change)
    elif part == "people":
        contact_forms.contacts(vendor.code, vendor.contacts, may_change)
    elif part == "contracts":
        _contracts(vendor)
    elif part == "file":
        vendor_file_view.show(vendor, may_change)
    elif may_change:
        vendor_forms.change(vendor)
    else:
        vendor_forms.read_only(vendor)


def _part() -> str:
    key = session.widget("vendor-part")

    def keep() -> None:
        urls.write(tab=st.session_state[key])

    here = urls.one_of(urls.read().tab, _PARTS) or "record"
    return st.segmented_control(
        _("Show"),
        list(_PARTS),
        default=here,
        format_func=lambda part: _(_PARTS[part]),
        key=key,
        required=True,
        label_visibility="collapsed",
        on_change=keep,
    )


def _contracts(vendor: VendorView) -> None:
    known = registered.known_contracts()
    for code in vendor.contracts:
        name = escaped(known[code].name.in_(current())) if code in known else code
        navigation.link("contracts", name, ":material/contract:", contract=code)
        chronic_view.show(results.chronic(code))
    if not vendor.contracts:
        st.caption(_("No contract yet: its figures can come in, and are judged once there is one."))
        navigation.link("contracts", _("Load a contract"), ":material/contract:", tab="new")
    navigation.link(
        "received", _("Files received from this vendor"), ":material/folder_open:", vendor=vendor.code
    )
