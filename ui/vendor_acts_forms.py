"""The forms of a vendor's renaming, exit, proof of deletion and successor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import streamlit as st

from core.language import _, current
from core.text import Text
from services import exits, succession, vendor_names
from services.directory import VendorView
from services.exits import Exit, ExitView
from services.succession import Succession
from services.vendor_names import Renaming
from ui import evidence_field, house, messages, registered, session
from ui.messages import Kind

#: What is proposed for the proof of deletion.
_PROOF_WITHIN = timedelta(days=30)
_DAY = timedelta(days=1)


def rename(vendor: VendorView) -> None:
    """A new name from a day on."""
    keys = _keys(f"rename-{vendor.code}", "zh", "en", "day", "why")
    today = house.house().today()
    with st.popover(_("Rename"), icon=":material/badge:"):
        st.caption(_("Its files may go on using the old name. A misspelt name is put right in its basics."))
        st.text_input(_("New name"), key=keys["zh"], max_chars=120)
        st.text_input(_("Name in English"), key=keys["en"], max_chars=120)
        st.date_input(_("First day of the new name"), today, max_value=today, key=keys["day"])
        _ending(keys, f"rename-{vendor.code}", _rename, (vendor,))


def leave(vendor: VendorView, left: Sequence[str]) -> None:
    """The exit from a contract that goes on; nothing where there is none."""
    known = registered.known_contracts()
    codes = [code for code in vendor.contracts if code not in left and code in known]
    if not codes:
        return
    keys = _keys(f"leave-{vendor.code}", "contract", "last", "due", "why")
    today = house.house().today()
    with st.popover(_("Leaves a contract"), icon=":material/logout:"):
        st.caption(_("Later months are judged no more, and no report is owed for days after the last one."))
        st.selectbox(
            _("Contract"),
            codes,
            key=keys["contract"],
            format_func=lambda code: known[code].name.in_(current()),
        )
        st.date_input(_("Last day of work"), today, key=keys["last"])
        st.date_input(_("Proof of deletion due by"), today + _PROOF_WITHIN, key=keys["due"])
        _ending(keys, f"leave-{vendor.code}", _leave, ())


def proof(view: ExitView) -> None:
    """The proof that the data are deleted."""
    name = f"proof-{view.record.id}"
    keys = _keys(name, "day", "why")
    today = house.house().today()
    with st.popover(_("Proof of deletion"), icon=":material/delete_forever:"):
        st.text_input(_("Number of the proof"), key=keys["why"], max_chars=120)
        st.date_input(_("Day of the proof"), today, max_value=today, key=keys["day"])
        drop = evidence_field.drop(_("The proof itself"), name)
        _save(name, _prove, (view, keys, drop))


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
    keys = _keys(name, "successor", "day", "why")
    with st.popover(_("Name a successor"), icon=":material/handshake:"):
        st.caption(_("Hands the open plans and misses over; its own promises are a contract of its own."))
        st.selectbox(_("Vendor"), list(others), key=keys["successor"], format_func=others.__getitem__)
        st.date_input(_("Its first day"), view.record.day + _DAY, key=keys["day"])
        _ending(keys, name, _hand_over, (view,))


def _ending(keys: dict[str, str], name: str, act: Callable[..., None], args: tuple[object, ...]) -> None:
    """Reason, paper and button, which every act has."""
    st.text_input(_("Why? It is kept with the record."), key=keys["why"], max_chars=300)
    drop = evidence_field.drop(_("Evidence (optional)"), name)
    _save(name, act, (*args, keys, drop))


def _save(name: str, act: Callable[..., None], args: tuple[object, ...]) -> None:
    st.button(
        _("Save"),
        type="primary",
        key=session.widget("save", name),
        on_click=messages.guarded(act),
        args=args,
    )


def _keys(name: str, *parts: str) -> dict[str, str]:
    return {part: session.fresh_form(f"{name}-{part}") for part in parts}


def _said(keys: dict[str, str]) -> dict[str, Any]:
    return {part: st.session_state.get(key) or "" for part, key in keys.items()}


def _rename(vendor: VendorView, keys: dict[str, str], drop: str) -> None:
    said = _said(keys)
    name = Text(said["zh"] or said["en"], said["en"])
    given = Renaming(name, said["day"], said["why"])
    here, who = house.house(), house.principal()
    vendor_names.rename_vendor(here, who, vendor.code, given, vendor.version, evidence_field.taken(drop))
    _done()


def _leave(keys: dict[str, str], drop: str) -> None:
    said = _said(keys)
    given = Exit(said["contract"], said["last"], said["due"], said["why"])
    exits.record_exit(house.house(), house.principal(), given, evidence_field.taken(drop))
    _done()


def _prove(view: ExitView, keys: dict[str, str], drop: str) -> None:
    said = _said(keys)
    here, who, paper = house.house(), house.principal(), evidence_field.taken(drop)
    exits.record_deletion_proof(here, who, view.record.id, said["day"], said["why"], paper)
    _done()


def _hand_over(view: ExitView, keys: dict[str, str], drop: str) -> None:
    said = _said(keys)
    given = Succession(view.record.contract or "", said["successor"], said["day"], said["why"])
    succession.hand_over(house.house(), house.principal(), given, evidence_field.taken(drop))
    _done()


def _done() -> None:
    session.clear_form()
    messages.notice(Kind.DONE, _("Saved."))
