"""Contracts: loaded from a file, listed by version, and the version that governs a month."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from core.canonical import content_hash
from core.errors import RefusedError, WrongInputError
from core.finding import Finding, Place, blocking
from core.period import Period
from core.principal import Action, Principal, authorize
from core.text import Lang, Text
from exports.contract_examples import EXAMPLES
from exports.contract_template import template as workbook
from exports.contract_template_read import read_template
from exports.template_words import in_template_words
from services.contract_versions import (
    all_governing,
    all_versions,
    governing,
    governs,
    month_of_day,
    must_govern,
    rebuilt,
)
from services.directory import register_project, register_vendor
from services.writing import writing
from sla.building import VendorEntry
from sla.contract import OPEN_END, Contract
from sla.load import catalogue, contract_to_yaml, load_contracts, read_contracts
from sla.node import Report
from sla.plain import contract_as_dict
from store.records import ContractRecord, ContractVersionRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.bootstrap import House

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


@dataclass(frozen=True)
class Loaded:
    """What a contract file said: its contracts, one a vendor, and what is odd about it."""

    contracts: tuple[Contract, ...]
    findings: tuple[Finding, ...]


class Start(StrEnum):
    """What a contract template starts from."""

    BLANK = "blank"
    HOTLINE = "hotline"
    TELECOM = "telecom"
    COPY = "copy"


@dataclass(frozen=True)
class Reading:
    """A contract file as read: contracts, the vendors it introduces, findings."""

    contracts: list[Contract]
    vendors: list[VendorEntry]
    findings: list[Finding]


_FILE_NAMES = {
    Start.BLANK: Text("合同模板", "contract-template"),
    Start.HOTLINE: Text("合同模板-政务热线", "contract-template-hotline"),
    Start.TELECOM: Text("合同模板-电信客服", "contract-template-telecom"),
    Start.COPY: Text("合同模板-续用", "contract-template-copy"),
}


def contracts(house: House, who: Principal, vendor: str | None = None) -> list[ContractView]:
    """The contracts this person may see, by code."""
    authorize(who, Action.VIEW, vendor)
    with house.database.read(who) as uow:
        return [_view(uow, record, house.today()) for record in uow.contracts.listed(vendor)]


def check_contract(house: House, text: str, file_name: str = "") -> Loaded:
    """Everything a YAML file would do, without doing it: its contracts, and every finding at once."""
    read = _read_yaml(house, text, file_name)
    return Loaded(tuple(read.contracts), tuple(read.findings))


def load_contract(house: House, who: Principal, text: str, file_name: str = "") -> Loaded:
    """Keep the contracts of a YAML file and register its vendors; the same version again changes nothing.

    Refused as a whole (RefusedError with the findings) where anything blocks."""
    authorize(who, Action.MANAGE)
    return keep(house, who, _read_yaml(house, text, file_name), text)


def check_template(house: House, data: bytes, file_name: str = "") -> Loaded:
    """The same for a filled-in Excel template; every finding names its cell."""
    read = _read_template(house, data, file_name)
    return Loaded(tuple(read.contracts), tuple(read.findings))


def load_template(house: House, who: Principal, data: bytes, file_name: str = "") -> Loaded:
    """Keep the contracts of a filled-in template, as `load_contract` does for YAML."""
    authorize(who, Action.MANAGE)
    return keep(house, who, _read_template(house, data, file_name))


def template(
    house: House, who: Principal, lang: Lang, kind: Start = Start.BLANK, copy_of: str | None = None
) -> tuple[str, bytes]:
    """A template to fill in: empty, a ready one, or the last version of the contract `copy_of`."""
    authorize(who, Action.VIEW)
    start = None
    if kind == Start.COPY:
        with house.database.read(who) as uow:
            versions = uow.contracts.versions_of(uow.contracts.by_code(copy_of or "").code)
        start = contract_as_dict(rebuilt(versions[-1]))
    elif kind != Start.BLANK:
        start = EXAMPLES[Start(kind).value]
    name = f"{_FILE_NAMES[Start(kind)].in_(lang)}{f'-{copy_of}' if copy_of else ''}.xlsx"
    return name, workbook(lang, catalogue(), house.clock.now(), start)


def keep(house: House, who: Principal, read: Reading, text: str | None = None) -> Loaded:
    """Keep what was read. `text` is the file itself; without one (a template) the contract is written out."""
    if trouble := blocking(read.findings):
        raise RefusedError(trouble)
    with writing(house, who, Action.MANAGE) as uow:
        for entry in read.vendors:
            register_vendor(uow, house, who, entry.code, entry.name, entry.aliases)
        for contract in read.contracts:
            _keep(uow, who, contract, text or contract_to_yaml(contract))
    return Loaded(tuple(read.contracts), tuple(read.findings))


def contract_text(house: House, who: Principal, code: str, number: str) -> str:
    """A version as YAML: the file as loaded, comments included; whoever may not see every vendor gets the
    contract alone, for the file may name others."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        version = uow.contracts.version(code, number)
    return version.yaml if who.vendors is None else contract_to_yaml(rebuilt(version))


def version_of(house: House, who: Principal, code: str, number: str) -> Contract:
    """One version of a contract."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        return rebuilt(uow.contracts.version(code, number))


def _read_yaml(house: House, text: str, file_name: str) -> Reading:
    read = Reading(*load_contracts(text, file_name, all_versions(house)))
    return held_against_known(house, read, file_name)


def _read_template(house: House, data: bytes, file_name: str) -> Reading:
    node, findings = read_template(data, file_name, catalogue())
    if node is None:
        return Reading([], [], findings)
    report = Report()
    report.findings = list(findings)
    contracts, vendors, found = read_contracts(node, report, all_versions(house))
    return held_against_known(house, Reading(contracts, vendors, in_template_words(found)), file_name)


def held_against_known(house: House, read: Reading, file_name: str) -> Reading:
    """The reading, with a finding for each version number that already says something else."""
    with house.database.read() as uow:
        taken = [contract for contract in read.contracts if _is_taken(uow, contract)]
    place = Place(file_name)
    facts = [{"code": contract.code, "version": contract.version} for contract in taken]
    found = [Finding("contract_version_taken", place, each) for each in facts]
    return Reading([] if found else read.contracts, read.vendors, [*read.findings, *found])


def _is_taken(uow: UnitOfWork, contract: Contract) -> bool:
    known = uow.contracts.versions.find(contract=contract.code, number=contract.version)
    return known is not None and known.hash != _hash(contract)


def _hash(contract: Contract) -> str:
    return content_hash(contract_as_dict(contract))


def _keep(uow: UnitOfWork, who: Principal, contract: Contract, text: str) -> None:
    """A version not yet known, with its contract where that is new too."""
    authorize(who, Action.MANAGE, contract.vendor)
    known = uow.contracts.find(code=contract.code)
    if known is not None and known.vendor != contract.vendor:
        raise WrongInputError("taken", code=contract.code)
    if uow.contracts.versions.find(contract=contract.code, number=contract.version) is not None:
        return
    for project in _projects(contract):
        register_project(uow, project)
    if known is None:
        uow.contracts.add(
            ContractRecord(
                code=contract.code,
                vendor=contract.vendor,
                project=contract.scope.get("project"),
                name=contract.name,
            )
        )
    uow.contracts.add_version(_version(uow, who, contract, text))
    after = {"version": contract.version, "clauses": len(contract.clauses)}
    uow.journal.note("contract_loaded", "contract", contract.code, after=after, vendor=contract.vendor)


def _version(uow: UnitOfWork, who: Principal, contract: Contract, text: str) -> ContractVersionRecord:
    end = contract.effective.end
    return ContractVersionRecord(
        contract=contract.code,
        vendor=contract.vendor,
        number=contract.version,
        yaml=text,
        # As text: sorting its keys would change the order in which a formula is spoken.
        body=json.dumps(contract_as_dict(contract), ensure_ascii=False),
        hash=_hash(contract),
        effective_from=contract.effective.start,
        effective_to=None if end == OPEN_END else end,
        loaded_at=uow.now,
        loaded_by=who.name,
    )


def _projects(contract: Contract) -> Iterable[str]:
    scopes = [contract.scope, *(clause.scope for clause in contract.clauses)]
    return sorted({scope["project"] for scope in scopes if "project" in scope})


def _view(uow: UnitOfWork, record: ContractRecord, today: date) -> ContractView:
    versions = uow.contracts.versions_of(record.code)
    in_force = uow.contracts.governing(record.code, today)
    latest = rebuilt(versions[-1]) if versions else None
    return ContractView(
        code=record.code,
        name=latest.name if latest else record.name,
        vendor=record.vendor,
        vendor_name=uow.directory.vendor(record.vendor).name,
        project=record.project,
        versions=tuple(_version_view(versions, index) for index in range(len(versions))),
        current=in_force.number if in_force else None,
        active=record.active,
        version=record.version,
    )


def _version_view(versions: Sequence[ContractVersionRecord], index: int) -> VersionView:
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
    )
