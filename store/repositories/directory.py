"""Vendors, projects, sites, queues, and what they are called."""

from __future__ import annotations

from datetime import date

from sqlalchemy import delete, or_

from core.errors import ConflictError
from store.records.directory import (
    AliasRecord,
    ContactRecord,
    DirectoryKind,
    MembershipKind,
    MembershipRecord,
    ProjectRecord,
    QueueRecord,
    SiteRecord,
    VendorRecord,
)
from store.repositories.base import Desk, Shelf
from store.tables import directory as tables


class Directory:
    """A shelf for each kind: vendors, projects, sites, queues, aliases, memberships, contacts."""

    def __init__(self, desk: Desk) -> None:
        self.vendors = Shelf(desk, tables.vendors, VendorRecord, vendor="code")
        self.projects = Shelf(desk, tables.projects, ProjectRecord)
        self.sites = Shelf(desk, tables.sites, SiteRecord, vendor="vendor")
        self.queues = Shelf(desk, tables.queues, QueueRecord)
        self.aliases = Shelf(desk, tables.aliases, AliasRecord)
        self.memberships = Shelf(desk, tables.memberships, MembershipRecord)
        self.contacts = Shelf(desk, tables.contacts, ContactRecord, vendor="vendor")

    def vendor(self, code: str) -> VendorRecord:
        """The vendor of that code; refused where there is none this person may see."""
        return self.vendors.one(code=code)

    def all_vendors(self, *, active_only: bool = True) -> list[VendorRecord]:
        """The vendors this person may see, by code."""
        only = (tables.vendors.c.active,) if active_only else ()
        return self.vendors.all(*only, order=tables.vendors.c.code)

    def project(self, code: str) -> ProjectRecord:
        """The project of that code."""
        return self.projects.one(code=code)

    def all_projects(self) -> list[ProjectRecord]:
        """The running projects, by code."""
        return self.projects.all(tables.projects.c.active, order=tables.projects.c.code)

    def sites_of(self, vendor: str) -> list[SiteRecord]:
        """The vendor's sites, by code."""
        return self.sites.all(order=tables.sites.c.code, vendor=vendor)

    def all_queues(self) -> list[QueueRecord]:
        """The queues, by code."""
        return self.queues.all(order=tables.queues.c.code)

    def aliases_of(self, kind: DirectoryKind, on: date | None = None) -> list[AliasRecord]:
        """The other names of one kind; those that hold on a day where one is given."""
        c = tables.aliases.c
        holds = _holds_on(c, on) if on else ()
        return self.aliases.all(*holds, kind=kind, order=c.alias)

    def owner_on(self, kind: MembershipKind, member: str, on: date) -> str | None:
        """The site a queue stood in, or the vendor an agent worked for, that day."""
        holds = _holds_on(tables.memberships.c, on)
        found = self.memberships.all(
            *holds, kind=kind, member=member, order=tables.memberships.c.valid_from.desc(), limit=1
        )
        return found[0].owner if found else None

    def contacts_of(self, vendor: str) -> list[ContactRecord]:
        """The people we know at a vendor, by name."""
        return self.contacts.all(order=tables.contacts.c.name, vendor=vendor)

    def remove_contact(self, contact: ContactRecord) -> None:
        """Delete a contact at the version that was seen: personal data nobody needs any more."""
        c = tables.contacts.c
        gone = delete(tables.contacts).where(c.id == contact.id, c.version == contact.version)
        if self.contacts.desk.write(gone).rowcount != 1:
            raise ConflictError(entity="contacts", id=contact.id, seen=contact.version)


def _holds_on(columns: object, on: date) -> tuple:
    start, end = columns.valid_from, columns.valid_to  # type: ignore[attr-defined]
    return (or_(start.is_(None), start <= on), or_(end.is_(None), end > on))
