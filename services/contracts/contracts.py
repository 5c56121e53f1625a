"""Contracts: which there are, what each version said, and the file it came in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from core.errors import NotFoundError
from core.period import Period
from core.principal import Action, Principal, authorize
from core.text import Text
from services.contracts.contract_loading import (
    Loaded,
    check_contract,
    check_template,
    load_contract,
    load_template,
)
from services.contracts.contract_templates import Start, template
from services.contracts.contract_versions import (
    all_governing,
    all_versions,
    governing,
    governs,
    month_of_day,
    must_govern,
    rebuilt,
)
from sla.load import contract_to_yaml
from sla.terms.contract import OPEN_END, Contract
from store.records import ContractRecord, ContractVersionRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

__all__ = [
    "ContractView",
    "Loaded",
    "Start",
    "VersionView",
    "all_governing",
    "all_versions",
    "check_contract",
    "check_template",
    "contract_text",
    "contracts",
    "governing",
    "governs",
    "load_contract",
    "load_template",
    "month_of_day",
    "must_govern",
    "original",
    "rebuilt",
    "template",
    "version_of",
]


@dataclass(frozen=True)
class VersionView:
    """One version of a contract."""

    number: str
    #: As it turned out: a version that ran until further notice ends where the next one starts.
    effective: Period
    loaded_at: datetime
    loaded_by: str
    clauses: int
    #: The file it came in; None where it was not kept, or may name vendors this person does not see.
    file_name: str | None = None


@dataclass(frozen=True)
class ContractView:
    """A contract with its versions, by the day they take effect."""

    code: str
    name: Text
    vendor: str
    vendor_name: Text
    project: str | None
    versions: tuple[VersionView, ...]
    #: The version in force today; None before the first and after the last.
    current: str | None
    active: bool = True
    version: int = 1


def contracts(house: House, who: Principal, vendor: str | None = None) -> list[ContractView]:
    """The contracts this person may see, by code."""
    authorize(who, Action.VIEW, vendor)
    with house.database.read(who) as uow:
        return [_view(uow, record, house.today(), who) for record in uow.contracts.listed(vendor)]


def contract_text(house: House, who: Principal, code: str, number: str) -> str:
    """A version as YAML: the file as loaded, comments included; whoever may not see every vendor gets the
    contract alone, for the file may name others."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        version = uow.contracts.version(code, number)
    return version.yaml if who.vendors is None else contract_to_yaml(rebuilt(version))


def original(house: House, who: Principal, code: str, number: str) -> tuple[str, bytes]:
    """The file a version came in, YAML or Excel, as it came: name and bytes. Refused where it was not kept,
    and to whoever may not see every vendor, for it may name others."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        version = uow.contracts.version(code, number)
    if version.file is None or who.vendors is not None:
        raise NotFoundError("file_missing", code=f"{code} {number}")
    return version.file_name or version.file, house.files.opened(version.file).read_bytes()


def version_of(house: House, who: Principal, code: str, number: str) -> Contract:
    """One version of a contract."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        return rebuilt(uow.contracts.version(code, number))


def _view(uow: UnitOfWork, record: ContractRecord, today: date, who: Principal) -> ContractView:
    versions = uow.contracts.versions_of(record.code)
    in_force = uow.contracts.governing(record.code, today)
    latest = rebuilt(versions[-1]) if versions else None
    return ContractView(
        code=record.code,
        name=latest.name if latest else record.name,
        vendor=record.vendor,
        vendor_name=uow.directory.vendor(record.vendor).name,
        project=record.project,
        versions=tuple(_version_view(versions, index, who) for index in range(len(versions))),
        current=in_force.number if in_force else None,
        active=record.active,
        version=record.version,
    )


def _version_view(versions: Sequence[ContractVersionRecord], index: int, who: Principal) -> VersionView:
    version = versions[index]
    end = version.effective_to or OPEN_END
    if index + 1 < len(versions):
        end = min(end, versions[index + 1].effective_from)
    return VersionView(
        number=version.number,
        effective=Period(version.effective_from, end),
        loaded_at=version.loaded_at,
        loaded_by=version.loaded_by,
        clauses=len(rebuilt(version).clauses),
        file_name=version.file_name if version.file and who.vendors is None else None,
    )
