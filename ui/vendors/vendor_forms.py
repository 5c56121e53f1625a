"""A vendor's own record: entered, changed, put out of use."""

from __future__ import annotations

import streamlit as st

from core.language import _, current
from core.text import Text
from services.known import directory
from services.known.directory import VendorView
from ui import edited, house, layout, messages, session, urls, ways
from ui.messages import Kind, escaped

#: Fields of the form → the name their widgets go by.
_FIELDS = ("code", "zh", "en", "aliases", "note")


def new() -> None:
    """The form for a vendor that is not there yet."""
    ways.back(_("All vendors"), tab=None)
    keys = {field: session.fresh_form(f"vendor-new-{field}") for field in _FIELDS}
    with st.form(session.fresh_form("vendor-new"), width=640):
        st.text_input(_("Name"), key=keys["zh"], placeholder=_("As your people call it"))
        st.text_input(
            _("Code"),
            key=keys["code"],
            placeholder="ACME",
            help=_(
                "Short and for good: capitals, digits, - and _. It names the vendor in files and addresses."
            ),
        )
        _further(keys)
        st.form_submit_button(
            _("Add vendor"),
            type="primary",
            on_click=messages.guarded(_add),
            args=(keys,),
            key=session.widget("vendor-add"),
        )


def change(vendor: VendorView) -> None:
    """The form for a vendor that is there, filled in."""
    version = edited.seen("vendor", vendor.code, vendor.version, _stands(vendor))
    keys = {field: session.fresh_form(f"vendor-{vendor.code}-{field}") for field in _FIELDS}
    with st.form(session.fresh_form(f"vendor-{vendor.code}"), width=640):
        st.text_input(_("Name"), vendor.name.zh, key=keys["zh"])
        _further(keys, vendor)
        st.form_submit_button(
            _("Save"),
            on_click=messages.guarded(_save),
            args=(vendor.code, keys, version),
            key=session.widget("vendor-save"),
        )
    words = _("Put out of use") if vendor.active else _("Put back into use")
    st.button(
        words,
        type="tertiary",
        icon=":material/block:" if vendor.active else ":material/undo:",
        key=session.widget("vendor-active", vendor.code),
        help=_("No new reports are taken for it; its figures stay."),
        on_click=messages.guarded(_set_active),
        args=(vendor,),
    )


def read_only(vendor: VendorView) -> None:
    """The same for whoever may not change it."""
    st.table(
        {
            _("Name"): escaped(vendor.name.in_(current())),
            _("Code"): escaped(vendor.code),
            _("Other names in files"): escaped("\n".join(vendor.aliases)) or "–",
            _("Note"): escaped(vendor.note) or "–",
        },
        border="horizontal",
        width=640,
        hide_header=True,
    )


def _further(keys: dict[str, str], vendor: VendorView | None = None) -> None:
    """English name, spellings, note: what a first look does not need."""
    st.text_input(
        _("Name in English"),
        vendor.name.en if vendor else "",
        key=keys["en"],
        help=_("For English pages and workbooks; the name stands in where this is empty."),
    )
    st.text_area(
        _("Other names in files, one a line"),
        "\n".join(vendor.aliases) if vendor else "",
        key=keys["aliases"],
        height=90,
        help=_("How its reports spell it. A report that names it so is recognised."),
    )
    st.text_input(_("Note"), vendor.note if vendor else "", key=keys["note"])


def _add(keys: dict[str, str]) -> None:
    code = st.session_state[keys["code"]].strip().upper()
    typed = _typed(keys)
    directory.save_vendor(house.house(), house.principal(), code, *typed)
    session.clear_form()
    urls.write(tab=None, vendor=code)
    said = _("{name} is in. Next: a contract, or its first report.")
    messages.notice(Kind.DONE, said.format(name=typed[0].in_(current()) or code))


def _save(code: str, keys: dict[str, str], version: int) -> None:
    directory.save_vendor(house.house(), house.principal(), code, *_typed(keys), version)
    session.clear_form()
    messages.notice(Kind.DONE, _("Saved."))


def _typed(keys: dict[str, str]) -> tuple[Text, str, list[str]]:
    """Name, note and spellings as they stand in the form."""
    said = {field: st.session_state.get(keys[field], "").strip() for field in _FIELDS}
    return Text(said["zh"] or said["en"], said["en"]), said["note"], said["aliases"].splitlines()


def _set_active(vendor: VendorView) -> None:
    here, who = house.house(), house.principal()
    after = directory.set_vendor_active(here, who, vendor.code, not vendor.active, vendor.version)
    said = _("{name} is out of use.") if vendor.active else _("{name} is in use again.")
    layout.offer_undo(
        said.format(name=vendor.name.in_(current())),
        lambda: directory.set_vendor_active(here, who, vendor.code, vendor.active, after.version),
    )


def _stands(vendor: VendorView) -> str:
    parts = [vendor.name.zh, vendor.name.en, *vendor.aliases, vendor.note]
    return " · ".join(dict.fromkeys(part for part in parts if part))
