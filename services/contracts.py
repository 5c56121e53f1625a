"""Contracts: loaded from a file, listed by version, and the version that governs a month."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from core.canonical import content_hash
from core.errors import NotFoundError, RefusedError, WrongInputError
from core.finding import Finding, Place, blocking
from core.period import Period
from core.principal import Action, Principal, authorize
from core.text import Text
from services.directory import register_project, register_vendor
from services.writing import writing
from sla.building import VendorEntry
from sla.contract import OPEN_END, Contract
from sla.load import contract_to_yaml, load_contracts, plain_node, read_contracts
from sla.plain import contract_as_dict
from store.records import ContractRecord, ContractVersionRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.bootstrap import House


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


@dataclass(frozen=True)
class Reading:
    """A contract file as read: contracts, the vendors it introduces, findings."""

    contracts: list[Contract]
    vendors: list[VendorEntry]
    findings: list[Finding]


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


def keep(house: House, who: Principal, read: Reading, text: str | None = None) -> Loaded:
    """Keep what was read. `text` is the file itself; without one (a template) the contract is written out."""
    if trouble := blocking(read.findings):
        raise RefusedError(trouble, findings=len(trouble))
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


def governing(house: House, code: str, label: str) -> Contract | None:
    """The version that governs a month: of those in force on any of its days, the last to take effect."""
    with house.database.read() as uow:
        return governs(uow, code, label)


def all_governing(
    house: House, label: str, vendor: str | None = None, code: str | None = None
) -> list[Contract]:
    """What governs a month, by contract code; of one vendor or one contract where named."""
    with house.database.read() as uow:
        codes = [record.code for record in uow.contracts.listed(vendor) if code in (None, record.code)]
        found = [governs(uow, each, label) for each in codes]
    return [contract for contract in found if contract is not None]


def all_versions(house: House) -> list[Contract]:
    """Every version of every contract."""
    with house.database.read() as uow:
        return [rebuilt(version) for version in uow.contracts.versions.all()]


def governs(uow: UnitOfWork, code: str, label: str) -> Contract | None:
    """`governing` inside a unit of work."""
    found = [rebuilt(version) for version in uow.contracts.versions_of(code)]
    over = [c for c in found if c.effective.overlaps(c.month_rule.month(label))]
    return over[-1] if over else None


def must_govern(uow: UnitOfWork, code: str, label: str) -> Contract:
    """The version that governs a month, or a refusal where none does."""
    uow.contracts.by_code(code)
    contract = governs(uow, code, label)
    if contract is None:
        raise NotFoundError("contract_gap", contract=code, period=label)
    return contract


def month_of_day(uow: UnitOfWork, code: str, day: date) -> tuple[Contract, str]:
    """The version in force on a day and the contract's month the day belongs to; refused in a gap."""
    uow.contracts.by_code(code)
    version = uow.contracts.governing(code, day)
    if version is None:
        raise NotFoundError("contract_gap", contract=code, period=day.isoformat())
    contract = rebuilt(version)
    return contract, contract.month_rule.month_of(day).label


def rebuilt(version: ContractVersionRecord) -> Contract:
    """The contract a stored version stands for."""
    return _built(version.body)


@lru_cache(maxsize=2048)
def _built(body: str) -> Contract:
    contracts, _, findings = read_contracts(plain_node(json.loads(body)))
    if len(contracts) != 1:
        raise ValueError(f"a stored contract cannot be read: {[finding.code for finding in findings]}")
    return contracts[0]


def _read_yaml(house: House, text: str, file_name: str) -> Reading:
    read = Reading(*load_contracts(text, file_name, all_versions(house)))
    return held_against_known(house, read, file_name)


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
        project = contract.scope.get("project")
        name = contract.name
        record = ContractRecord(code=contract.code, vendor=contract.vendor, project=project, name=name)
        uow.contracts.add(record)
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
