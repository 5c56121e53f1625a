"""The forms of a vendor's renaming, exit, proof of deletion and successor."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import streamlit as st

from core.language import _, current
from core.text import Text
from services.known import vendor_names
from services.known.directory import VendorView
from services.known.vendor_names import Renaming
from services.vendors import exits, succession
from services.vendors.exit_view import ExitView
from services.vendors.exits import Exit
from services.vendors.succession import Succession
from ui import evidence_field, house, messages, popped, registered, session
from ui.messages import Kind

#: What is proposed for the proof of deletion.
_PROOF_WITHIN = timedelta(days=30)
_DAY = timedelta(days=1)


def rename(vendor: VendorView) -> None:
    """A new name from a day on."""
    name = f"rename-{vendor.code}"
    keys = popped.keys(name, "zh", "en", "day", "why")
    today = house.house().today()
    explained = _("Its files may go on using the old name. A misspelt name is put right in its basics.")
    with popped.form(_("Rename"), ":material/badge:", name, explained):
        st.text_input(_("New name"), key=keys["zh"], max_chars=120)
        st.text_input(_("Name in English"), key=keys["en"], max_chars=120)
        st.date_input(
            _("First day of the new name"), today, max_value=today, format="YYYY-MM-DD", key=keys["day"]
        )
        drop = _ending(keys, name)
        popped.save(name, _rename, vendor, keys, drop)


def leave(vendor: VendorView, left: Sequence[str]) -> None:
    """The exit from a contract that goes on; nothing where there is none."""
    known = registered.known_contracts()
    codes = [code for code in vendor.contracts if code not in left and code in known]
    if not codes:
        return
    name = f"leave-{vendor.code}"
    keys = popped.keys(name, "contract", "last", "due", "why")
    today = house.house().today()
    explained = _("Later months are judged no more, and no report is owed for days after the last one.")
    with popped.form(_("Leaves a contract"), ":material/logout:", name, explained):
        st.selectbox(
            _("Contract"),
            codes,
            key=keys["contract"],
            format_func=lambda code: known[code].name.in_(current()),
        )
        st.date_input(_("Last day of work"), today, format="YYYY-MM-DD", key=keys["last"])
        st.date_input(
            _("Proof of deletion due by"), today + _PROOF_WITHIN, format="YYYY-MM-DD", key=keys["due"]
        )
        drop = _ending(keys, name)
        popped.save(name, _leave, keys, drop)


def proof(view: ExitView) -> None:
    """The proof that the data are deleted."""
    name = f"proof-{view.record.id}"
    keys = popped.keys(name, "day", "why")
    today = house.house().today()
    with popped.form(_("Proof of deletion"), ":material/delete_forever:", name):
        st.text_input(_("Number of the proof"), key=keys["why"], max_chars=120)
        st.date_input(_("Day of the proof"), today, max_value=today, format="YYYY-MM-DD", key=keys["day"])
        drop = evidence_field.drop(_("The proof itself"), name)
        popped.save(name, _prove, view, keys, drop)


def successor(view: ExitView) -> None:
    """Who goes on with what is open."""
    name = f"successor-{view.record.id}"
    others = {
        code: each.name.in_(current())
        for code, each in registered.vendors().items()
        if code != view.record.vendor and each.active
    }
    if not others:
        return
    keys = popped.keys(name, "successor", "day", "why")
    explained = _("Hands the open plans and misses over; its own promises are a contract of its own.")
    with popped.form(_("Name a successor"), ":material/handshake:", name, explained):
        st.selectbox(_("Vendor"), list(others), key=keys["successor"], format_func=others.__getitem__)
        st.date_input(_("Its first day"), view.record.day + _DAY, format="YYYY-MM-DD", key=keys["day"])
        drop = _ending(keys, name)
        popped.save(name, _hand_over, view, keys, drop)


def _ending(keys: dict[str, str], name: str) -> str:
    """Reason and paper, which every act has; gives the key of the paper."""
    st.text_input(_("Why? It is kept with the record."), key=keys["why"], max_chars=300)
    return evidence_field.drop(_("Evidence (optional)"), name)


def _rename(vendor: VendorView, keys: dict[str, str], drop: str) -> None:
    said = popped.said(keys)
    name = Text(said["zh"] or said["en"], said["en"])
    given = Renaming(name, said["day"], said["why"])
    here, who = house.house(), house.principal()
    vendor_names.rename_vendor(here, who, vendor.code, given, vendor.version, evidence_field.taken(drop))
    _done()


def _leave(keys: dict[str, str], drop: str) -> None:
    said = popped.said(keys)
    given = Exit(said["contract"], said["last"], said["due"], said["why"])
    exits.record_exit(house.house(), house.principal(), given, evidence_field.taken(drop))
    _done()


def _prove(view: ExitView, keys: dict[str, str], drop: str) -> None:
    said = popped.said(keys)
    here, who, paper = house.house(), house.principal(), evidence_field.taken(drop)
    exits.record_deletion_proof(here, who, view.record.id, said["day"], said["why"], paper)
    _done()


def _hand_over(view: ExitView, keys: dict[str, str], drop: str) -> None:
    said = popped.said(keys)
    given = Succession(view.record.contract or "", said["successor"], said["day"], said["why"])
    succession.hand_over(house.house(), house.principal(), given, evidence_field.taken(drop))
    _done()


def _done() -> None:
    session.clear_form()
    messages.notice(Kind.DONE, _("Saved."))
