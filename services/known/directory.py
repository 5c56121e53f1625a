"""Vendors, projects, sites and contacts: entered, changed, put out of use; and their names in files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.errors import ConflictError, WrongInputError
from core.principal import Action, Principal, authorize
from core.privacy import AgentRule
from core.scope import checked_code
from core.text import Text
from importers.draft import Directory, Known
from services.house.privacy import privacy
from services.house.writing import needed, writing
from services.known.aliases import set_aliases, words_for_all
from services.known.queue_sites import known_stays
from store.records import (
    ContactRecord,
    DirectoryKind,
    ProjectRecord,
    QueueRecord,
    SiteRecord,
    VendorRecord,
)
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

_NAME = Text("名称", "A name")


@dataclass(frozen=True)
class VendorView:
    """A vendor with everything that belongs to it."""

    code: str
    name: Text
    active: bool
    note: str
    version: int
    #: Other spellings in files.
    aliases: tuple[str, ...] = ()
    sites: tuple[SiteRecord, ...] = ()
    contacts: tuple[ContactRecord, ...] = ()
    #: Codes of its contracts, and of the projects those are about.
    contracts: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()


def vendors(house: House, who: Principal, *, active_only: bool = False) -> list[VendorView]:
    """The vendors this person may see, by code."""
    authorize(who, Action.VIEW)
    today = house.today()
    with house.database.read(who) as uow:
        aliases = uow.directory.aliases_of(DirectoryKind.VENDOR, today)
        found = uow.directory.all_vendors(active_only=active_only)
        return [_view(uow, vendor, [a.alias for a in aliases if a.code == vendor.code]) for vendor in found]


def save_vendor(
    house: House,
    who: Principal,
    code: str,
    name: Text,
    note: str = "",
    aliases: Sequence[str] = (),
    version: int | None = None,
) -> VendorRecord:
    """Enter a vendor (`version` None), or change the one that was seen at `version`. `aliases` are all other
    spellings from now on; one that names another vendor already is refused."""
    needed(name.zh + name.en, _NAME)
    with writing(house, who, Action.MANAGE, code) as uow:
        before = uow.directory.vendors.find(code=code)
        _check_seen(code, before, version)
        if before is None:
            record = VendorRecord(code=checked_code(code), name=name, note=note, created_at=uow.now)
            after = uow.directory.vendors.add(record)
        else:
            changed = replace(before, name=name, note=note, version=version or 0)
            after = uow.directory.vendors.update(changed)
        set_aliases(uow, house, code, aliases)
        _note(uow, "vendor_saved", "vendor", code, before, after, code)
    return after


def set_vendor_active(house: House, who: Principal, code: str, active: bool, version: int) -> VendorRecord:
    """Put a vendor out of use, or back into it; its figures stay."""
    with writing(house, who, Action.MANAGE, code) as uow:
        before = uow.directory.vendor(code)
        after = uow.directory.vendors.update(replace(before, active=active, version=version))
        _note(uow, "vendor_saved", "vendor", code, before, after, code)
    return after


def projects(house: House, who: Principal) -> list[ProjectRecord]:
    """The projects, those out of use as well, by code."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        return sorted(uow.directory.projects.all(), key=lambda project: project.code)


def save_project(
    house: House, who: Principal, code: str, name: Text, version: int | None = None, active: bool = True
) -> ProjectRecord:
    """Enter a project, or change the one that was seen at `version`."""
    needed(name.zh + name.en, _NAME)
    with writing(house, who, Action.MANAGE) as uow:
        before = uow.directory.projects.find(code=code)
        _check_seen(code, before, version)
        if before is None:
            after = uow.directory.projects.add(ProjectRecord(code=checked_code(code), name=name))
        else:
            changed = replace(before, name=name, active=active, version=version or 0)
            after = uow.directory.projects.update(changed)
        _note(uow, "project_saved", "project", code, before, after)
    return after


def sites(house: House, who: Principal, vendor: str) -> list[SiteRecord]:
    """A vendor's sites, those out of use as well, by code."""
    authorize(who, Action.VIEW, vendor)
    with house.database.read(who) as uow:
        return uow.directory.sites_of(vendor)


def save_site(
    house: House,
    who: Principal,
    vendor: str,
    code: str,
    name: Text,
    version: int | None = None,
    active: bool = True,
    agents: AgentRule | None = None,
) -> SiteRecord:
    """Enter a vendor's site, or change the one that was seen at `version`.

    `agents`: what its reports keep of its agents from now on; what is in already stays as it is.
    """
    needed(name.zh + name.en, _NAME)
    with writing(house, who, Action.MANAGE, vendor) as uow:
        uow.directory.vendor(vendor)
        before = uow.directory.sites.find(vendor=vendor, code=code)
        _check_seen(code, before, version)
        if before is None:
            rule = agents or AgentRule.KEEP
            record = SiteRecord(vendor=vendor, code=checked_code(code), name=name, agents=rule)
            after = uow.directory.sites.add(record)
        else:
            rule = agents or before.agents
            changed = replace(before, name=name, active=active, agents=rule, version=version or 0)
            after = uow.directory.sites.update(changed)
        _note(uow, "site_saved", "site", f"{vendor}/{code}", before, after, vendor)
    return after


def directory(house: House, who: Principal) -> Directory:
    """What this person may see with every name it goes by, as importers look names up: to whoever may not see
    a vendor, a file that names it speaks of nobody known, and is refused."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        known = known_names(uow)
    return replace(known, privacy=privacy(house, who))


def known_names(uow: UnitOfWork) -> Directory:
    """Everything the unit of work may see, with its names."""
    return Directory(
        vendors=_known(uow, DirectoryKind.VENDOR, uow.directory.all_vendors()),
        projects=_known(uow, DirectoryKind.PROJECT, uow.directory.all_projects()),
        sites=_known(uow, DirectoryKind.SITE, [s for s in uow.directory.sites.all() if s.active]),
        queues=_known(uow, DirectoryKind.QUEUE, [q for q in uow.directory.all_queues() if q.active]),
        whole=words_for_all(uow),
        stays=known_stays(uow),
    )


def register_vendor(
    uow: UnitOfWork, house: House, who: Principal, code: str, name: Text, aliases: Sequence[str] = ()
) -> None:
    """Enter a vendor that a contract names, where it is not known yet; further spellings are added."""
    authorize(who, Action.MANAGE, code)
    if uow.directory.vendors.find(code=code) is None:
        record = uow.directory.vendors.add(VendorRecord(code=code, name=name, created_at=uow.now))
        _note(uow, "vendor_saved", "vendor", code, None, record, code)
    held = uow.directory.aliases_of(DirectoryKind.VENDOR, house.today())
    set_aliases(uow, house, code, [*(alias.alias for alias in held if alias.code == code), *aliases])


def register_project(uow: UnitOfWork, code: str) -> None:
    """Enter a project that a contract names, under its code until somebody gives it a name."""
    if uow.directory.projects.find(code=code) is None:
        record = uow.directory.projects.add(ProjectRecord(code=code, name=Text(code, code)))
        _note(uow, "project_saved", "project", code, None, record)


def register_site(uow: UnitOfWork, vendor: str, code: str) -> None:
    """Enter a site that a contract names, under its code until somebody gives it a name."""
    if uow.directory.sites.find(vendor=vendor, code=code) is None:
        record = uow.directory.sites.add(SiteRecord(vendor=vendor, code=code, name=Text(code, code)))
        _note(uow, "site_saved", "site", f"{vendor}/{code}", None, record, vendor)


def _check_seen(
    code: str, before: VendorRecord | ProjectRecord | SiteRecord | None, version: int | None
) -> None:
    """Refused: a new record under a code in use, or a change of one that is not there."""
    if before is not None and version is None:
        raise WrongInputError("taken", code=code)
    if before is None and version is not None:
        raise ConflictError(entity="directory", id=code, seen=version)


def _note(
    uow: UnitOfWork,
    action: str,
    entity: str,
    code: str,
    before: VendorRecord | ProjectRecord | SiteRecord | None,
    after: VendorRecord | ProjectRecord | SiteRecord,
    vendor: str | None = None,
) -> None:
    was = None if before is None else _noted(before)
    uow.journal.note(action, entity, code, before=was, after=_noted(after), vendor=vendor)


def _noted(record: VendorRecord | ProjectRecord | SiteRecord) -> dict[str, object]:
    rule = {"agents": record.agents} if isinstance(record, SiteRecord) else {}
    return {"name": record.name, "active": record.active, **rule}


def _view(uow: UnitOfWork, vendor: VendorRecord, aliases: list[str]) -> VendorView:
    contracts = uow.contracts.listed(vendor.code)
    return VendorView(
        code=vendor.code,
        name=vendor.name,
        active=vendor.active,
        note=vendor.note,
        version=vendor.version,
        aliases=tuple(aliases),
        sites=tuple(uow.directory.sites_of(vendor.code)),
        contacts=tuple(uow.directory.contacts_of(vendor.code)),
        contracts=tuple(contract.code for contract in contracts),
        projects=tuple(sorted({contract.project for contract in contracts if contract.project})),
    )


def _known(
    uow: UnitOfWork,
    kind: DirectoryKind,
    records: Sequence[VendorRecord | ProjectRecord | SiteRecord | QueueRecord],
) -> tuple[Known, ...]:
    """Each record under its own names, and under what one vendor's files call it where they differ."""
    aliases = uow.directory.aliases_of(kind)
    known = []
    for record in records:
        vendor = record.vendor if isinstance(record, SiteRecord) else None
        mine = [alias for alias in aliases if alias.code == record.code and vendor in (None, alias.vendor)]
        words = (record.name.zh, record.name.en, *(a.alias for a in mine if a.vendor in (None, vendor)))
        known.append(Known(record.code, tuple(dict.fromkeys(word for word in words if word)), vendor))
        for other in sorted({a.vendor for a in mine if a.vendor not in (None, vendor)} - {None}):
            names = tuple(alias.alias for alias in mine if alias.vendor == other)
            known.append(Known(record.code, names, other))
    return tuple(known)
