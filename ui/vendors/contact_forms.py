"""The people to call at a vendor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from core.language import _
from services.known.contacts import remove_contact, save_contact
from ui import edited, house, layout, messages, session
from ui.messages import Kind, escaped

if TYPE_CHECKING:
    from store.records import ContactRecord

_FIELDS = ("name", "job", "phone", "email")


def contacts(vendor: str, found: Sequence[ContactRecord], may_change: bool) -> None:
    """A vendor's people, and one more."""
    for person in found:
        with st.container(horizontal=True, vertical_alignment="center", gap="small", border=True):
            said = " · ".join(escaped(part) for part in (person.job, person.phone, person.email) if part)
            st.markdown(f"**{escaped(person.name)}**  \n{said}", width="stretch")
            if may_change:
                with st.popover(_("Edit"), icon=":material/edit:", type="tertiary"):
                    _form(vendor, person)
                    _removal(vendor, person)
    if not found:
        st.caption(_("Nobody yet. Enter whom to call about a report or a plan."))
    if may_change:
        with st.popover(_("Add contact"), icon=":material/add:"):
            _form(vendor)


def _form(vendor: str, person: ContactRecord | None = None) -> None:
    name = f"contact-{person.id if person else vendor}"
    keys = {field: session.fresh_form(f"{name}-{field}") for field in _FIELDS}
    version = None
    if person:
        stands = " · ".join(part for part in (person.name, person.job, person.phone, person.email) if part)
        version = edited.seen("contact", person.id, person.version, stands)
    labels = {"name": _("Name"), "job": _("Job"), "phone": _("Phone"), "email": _("E-mail")}
    with st.form(session.fresh_form(name), border=False):
        for field, label in labels.items():
            st.text_input(label, getattr(person, field) if person else "", key=keys[field])
        st.form_submit_button(
            _("Save"),
            type="primary",
            key=session.widget("save", name),
            on_click=messages.guarded(_keep),
            args=(vendor, keys, person.id if person else None, version),
        )


def _removal(vendor: str, person: ContactRecord) -> None:
    st.button(
        _("Remove"),
        icon=":material/delete:",
        type="tertiary",
        key=session.widget("remove", person.id),
        on_click=messages.guarded(_remove),
        args=(vendor, person),
    )


def _keep(vendor: str, keys: dict[str, str], id: str | None, version: int | None) -> None:
    said = {field: st.session_state[keys[field]].strip() for field in _FIELDS}
    save_contact(house.house(), house.principal(), vendor, **said, version=version, id=id)
    session.clear_form()
    messages.notice(Kind.DONE, _("Saved."))


def _remove(vendor: str, person: ContactRecord) -> None:
    here, who = house.house(), house.principal()
    remove_contact(here, who, person.id, person.version)
    kept = {field: getattr(person, field) for field in (*_FIELDS, "note")}
    layout.offer_undo(
        _("{name} is removed.").format(name=person.name),
        lambda: save_contact(here, who, vendor, **kept),
    )
