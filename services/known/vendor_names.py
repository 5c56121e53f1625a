"""A vendor's names over time 更名: old ones keep matching its files, documents bear that of their day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from core.errors import ConflictError, WrongInputError
from core.principal import Action, Principal, authorize
from core.text import Text
from services.house.evidence import Evidence, keep_evidence
from services.house.writing import needed, reasoned, writing
from services.known.aliases import set_aliases, taken_by_others
from sla.terms.contract import Contract
from store.records import ActKind, DirectoryKind, VendorActRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

_NAME = Text("新名称", "The new name")


@dataclass(frozen=True)
class Renaming:
    """What a person enters."""

    name: Text
    #: The first day of the new name; not in the future, not before an earlier renaming.
    day: date
    why: str


def rename_vendor(
    house: House,
    who: Principal,
    vendor: str,
    given: Renaming,
    version: int,
    evidence: Evidence | None = None,
) -> VendorActRecord:
    """Give a vendor a new name from a day on. Its old names stay among what its files may call it.

    A misspelt name is put right in the vendor's basics instead: that is no renaming. Refused: the name it
    has, a name another vendor goes by, a day in the future or before the last renaming.
    """
    authorize(who, Action.MANAGE, vendor)
    why = reasoned(given.why)
    if given.day > house.today():
        raise WrongInputError("future", day=given.day)
    sha256, name = keep_evidence(house, who, evidence)
    with writing(house, who, Action.MANAGE, vendor) as uow:
        before = uow.directory.vendor(vendor)
        if before.version != version:
            raise ConflictError(entity="vendors", id=vendor, seen=version)
        after = _checked(uow, house, vendor, before.name, given)
        uow.directory.vendors.update(replace(before, name=after))
        _keep_old(uow, house, vendor, before.name)
        body = {"before": before.name.as_dict(), "after": after.as_dict()}
        kept = uow.vendor_acts.add(
            VendorActRecord(
                vendor=vendor,
                kind=ActKind.RENAMED,
                day=given.day,
                body=body,
                why=why,
                evidence_sha256=sha256,
                evidence_name=name,
                recorded_at=uow.now,
                recorded_by=who.name,
            )
        )
        uow.journal.note(
            "vendor_renamed", "vendor", vendor, before=before.name, after=after, why=why, vendor=vendor
        )
    return kept


def renamings(uow: UnitOfWork, vendor: str) -> list[VendorActRecord]:
    """The vendor's renamings, the first one first."""
    acts = [act for act in uow.vendor_acts.of(vendor) if act.kind is ActKind.RENAMED]
    return sorted(acts, key=lambda act: act.day)


def name_on(uow: UnitOfWork, vendor: str, day: date) -> Text:
    """What the vendor was called on a day."""
    later = next((act for act in renamings(uow, vendor) if act.day > day), None)
    return Text(**later.body["before"]) if later else uow.directory.vendor(vendor).name


def name_in(uow: UnitOfWork, contract: Contract, day: date) -> Text:
    """The name a document of the contract bears: the contract's own, unless the vendor was ever renamed."""
    return name_on(uow, contract.vendor, day) if renamings(uow, contract.vendor) else contract.vendor_name


def _checked(uow: UnitOfWork, house: House, vendor: str, before: Text, given: Renaming) -> Text:
    zh, en = given.name.zh.strip(), given.name.en.strip()
    after = Text(needed(zh or en, _NAME), en)
    if after == before:
        raise WrongInputError("same_name", name=after)
    last = next(iter(reversed(renamings(uow, vendor))), None)
    if last and given.day < last.day:
        raise WrongInputError("period_order", first=last.day, last=given.day)
    if clash := taken_by_others(uow, house, vendor, (after.zh, after.en)):
        raise WrongInputError("taken", code=clash)
    return after


def _keep_old(uow: UnitOfWork, house: House, vendor: str, before: Text) -> None:
    """Let the old names stand among the vendor's other spellings."""
    held = uow.directory.aliases_of(DirectoryKind.VENDOR, house.today())
    mine = [alias.alias for alias in held if alias.code == vendor]
    set_aliases(uow, house, vendor, [*mine, *(name for name in (before.zh, before.en) if name)])
