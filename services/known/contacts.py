"""The people at a vendor: entered, changed, deleted when nobody needs them any more."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from core.principal import Action, Principal
from core.text import Text
from services.house.writing import needed, writing
from store.records import ContactRecord

if TYPE_CHECKING:
    from services.house.bootstrap import House

_NAME = Text("姓名", "A name")


def save_contact(
    house: House,
    who: Principal,
    vendor: str,
    name: str,
    job: str = "",
    phone: str = "",
    email: str = "",
    version: int | None = None,
    id: str | None = None,
    note: str = "",
) -> ContactRecord:
    """Enter a person at a vendor, or change the one of that key as seen at `version`."""
    fields: dict[str, Any] = {
        "name": needed(name, _NAME),
        "job": job,
        "phone": phone,
        "email": email,
        "note": note,
    }
    with writing(house, who, Action.MANAGE, vendor) as uow:
        uow.directory.vendor(vendor)
        if id is None:
            after = uow.directory.contacts.add(ContactRecord(vendor=vendor, **fields))
        else:
            before = uow.directory.contacts.one(id=id, vendor=vendor)
            after = uow.directory.contacts.update(replace(before, version=version or 0, **fields))
        # Personal data stays out of the journal, which can never be deleted.
        uow.journal.note("contact_saved", "contact", after.id, vendor=vendor)
    return after


def remove_contact(house: House, who: Principal, id: str, version: int) -> None:
    """Delete a contact: who is no longer needed is no longer kept."""
    with writing(house, who, Action.MANAGE) as uow:
        contact = uow.directory.contacts.get(id)
        uow.directory.remove_contact(replace(contact, version=version))
        uow.journal.note("contact_removed", "contact", id, vendor=contact.vendor)
