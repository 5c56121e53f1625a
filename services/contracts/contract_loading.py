"""A contract file comes in: read, checked against what is known, kept whole or refused whole."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath, PureWindowsPath
from typing import TYPE_CHECKING, Any

from core.canonical import content_hash
from core.errors import RefusedError, WrongInputError
from core.finding import Finding, Place, blocking
from core.principal import Action, Principal, authorize
from exports.contract_template_read import read_template
from exports.template_words import in_template_words
from services.contracts.contract_versions import all_versions
from services.contracts.term_fields.settings import settings
from services.house.writing import writing
from services.known.directory import register_project, register_site, register_vendor
from sla.contract_file.building import VendorEntry
from sla.contract_file.node import Node, Report, keyed_node
from sla.contract_file.plain import contract_as_dict
from sla.load import catalogue, contract_to_yaml, load_contracts, read_contracts, record_to_yaml
from sla.terms.contract import OPEN_END, Contract
from store.records import ContractRecord, ContractVersionRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House


#: What is read as a filled-in template; anything else as YAML.
WORKBOOKS = frozenset({".xlsx", ".xlsm"})


@dataclass(frozen=True)
class Loaded:
    """What a contract file said: its contracts, one a vendor, and what is odd about it."""

    contracts: tuple[Contract, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class _Received:
    """A contract file as it came."""

    name: str
    content: bytes


@dataclass(frozen=True)
class _Reading:
    """A contract file as read: contracts, the vendors it introduces, findings."""

    contracts: list[Contract]
    vendors: list[VendorEntry]
    findings: list[Finding]
    #: The YAML itself, comments included; None for a template, which is written out as YAML.
    text: str | None = None

    def loaded(self) -> Loaded:
        """Without what only keeping needs."""
        return Loaded(tuple(self.contracts), tuple(self.findings))


def check_contract(house: House, who: Principal, content: str | bytes, file_name: str = "") -> Loaded:
    """Everything a YAML file would do, without doing it: its contracts, and every finding at once."""
    return _checked(who, _read_yaml(house, who, content, file_name))


def load_contract(house: House, who: Principal, content: str | bytes, file_name: str = "") -> Loaded:
    """Keep the contracts of a YAML file and register its vendors; the same version again changes nothing.

    Refused as a whole (RefusedError with the findings) where anything blocks. Bytes are kept as they came;
    they must be UTF-8."""
    authorize(who, Action.MANAGE)
    received = _Received(file_name, content.encode() if isinstance(content, str) else content)
    return _keep(house, who, _read_yaml(house, who, content, file_name), received)


def check_template(house: House, who: Principal, data: bytes, file_name: str = "") -> Loaded:
    """The same for a filled-in Excel template; every finding names its cell, in the template's own words."""
    return _checked(who, _read_template(house, who, data, file_name))


def load_template(house: House, who: Principal, data: bytes, file_name: str = "") -> Loaded:
    """Keep the contracts of a filled-in template, as `load_contract` does for YAML."""
    authorize(who, Action.MANAGE)
    return _keep(house, who, _read_template(house, who, data, file_name), _Received(file_name, data))


def check_record(house: House, who: Principal, record: Mapping[str, Any]) -> Loaded:
    """The same for a contract that is being written in the app; a finding's place is its clause."""
    return _checked(who, _read_record(house, who, record))


def load_record(house: House, who: Principal, record: Mapping[str, Any], file_name: str) -> Loaded:
    """Keep the contracts of what was written in the app, as `load_contract` does for YAML."""
    authorize(who, Action.MANAGE)
    text = record_to_yaml(record)
    return _keep(house, who, _read_record(house, who, record), _Received(file_name, text.encode()))


def read_draft(who: Principal, data: bytes, file_name: str) -> Loaded:
    """A YAML file or a filled-in template as a contract to try: held against no version that is kept."""
    if PurePath(file_name).suffix.lower() in WORKBOOKS:
        return _checked(who, _template_reading(data, file_name, ()))
    return _checked(who, _yaml_reading(data, file_name, ()))


def _checked(who: Principal, read: _Reading) -> Loaded:
    """What was read, if every vendor in it is one the person may see."""
    authorize(who, Action.VIEW)
    for contract in read.contracts:
        authorize(who, Action.VIEW, contract.vendor)
    return read.loaded()


def _read_yaml(house: House, who: Principal, content: str | bytes, file_name: str) -> _Reading:
    read = _yaml_reading(content, file_name, all_versions(house, who), house.today())
    return _held_against_known(house, read, file_name)


def _read_record(house: House, who: Principal, record: Mapping[str, Any]) -> _Reading:
    code = str((record.get("contract") or {}).get("code") or "")
    known, today = all_versions(house, who), house.today()
    found = read_contracts(_in_clauses(record, code), None, known, advise=True, today=today)
    return _held_against_known(house, _Reading(*found, record_to_yaml(record)), code)


def _in_clauses(record: Mapping[str, Any], code: str) -> Node:
    """Nodes that stand in the contract, those of a clause in that clause."""
    whole = keyed_node(record, Place(code))
    clauses = record.get("clauses")
    if not isinstance(whole.value, Mapping) or not isinstance(clauses, list):
        return whole
    placed = tuple(keyed_node(each, Place(code, str(each.get("code") or "?"))) for each in clauses)
    return Node({**whole.value, "clauses": Node(placed, whole.place)}, whole.place)


def _yaml_reading(
    content: str | bytes, file_name: str, existing: Sequence[Contract], today: date | None = None
) -> _Reading:
    try:
        text = content if isinstance(content, str) else content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _Reading([], [], [Finding("encoding_unknown", Place(file_name))])
    return _Reading(*load_contracts(text, file_name, existing, advise=True, today=today), text)


def _read_template(house: House, who: Principal, data: bytes, file_name: str) -> _Reading:
    read = _template_reading(data, file_name, all_versions(house, who), house.today())
    return _held_against_known(house, read, file_name)


def _template_reading(
    data: bytes, file_name: str, existing: Sequence[Contract], today: date | None = None
) -> _Reading:
    node, findings = read_template(data, file_name, catalogue(), settings())
    if node is None:
        return _Reading([], [], findings)
    report = Report()
    report.findings = list(findings)
    contracts, vendors, found = read_contracts(node, report, existing, advise=True, today=today)
    return _Reading(contracts, vendors, in_template_words(found, settings()))


def _held_against_known(house: House, read: _Reading, file_name: str) -> _Reading:
    """The reading, with a finding for each version number that already says something else."""
    with house.database.read() as uow:
        taken = [contract for contract in read.contracts if _is_taken(uow, contract)]
    place = Place(file_name)
    facts = [{"code": contract.code, "version": contract.version} for contract in taken]
    found = [Finding("contract_version_taken", place, each) for each in facts]
    return _Reading([] if found else read.contracts, read.vendors, [*read.findings, *found], read.text)


def _is_taken(uow: UnitOfWork, contract: Contract) -> bool:
    known = uow.contracts.versions.find(contract=contract.code, number=contract.version)
    return known is not None and known.hash != _hash(contract)


def _hash(contract: Contract) -> str:
    return content_hash(contract_as_dict(contract))


def _keep(house: House, who: Principal, read: _Reading, received: _Received) -> Loaded:
    if trouble := blocking(read.findings):
        raise RefusedError(trouble)
    # Whole on disk before any record names it.
    sha256 = house.files.keep(received.content).sha256
    with writing(house, who, Action.MANAGE) as uow:
        for entry in read.vendors:
            register_vendor(uow, house, who, entry.code, entry.name, entry.aliases)
        for contract in read.contracts:
            text = read.text or contract_to_yaml(contract)
            _keep_version(uow, who, contract, _version(uow, who, contract, text, received.name, sha256))
    return read.loaded()


def _keep_version(
    uow: UnitOfWork, who: Principal, contract: Contract, version: ContractVersionRecord
) -> None:
    """A version not yet known, with its contract where that is new too."""
    authorize(who, Action.MANAGE, contract.vendor)
    known = uow.contracts.find(code=contract.code)
    if known is not None and known.vendor != contract.vendor:
        raise WrongInputError("taken", code=contract.code)
    if uow.contracts.versions.find(contract=contract.code, number=contract.version) is not None:
        return
    for project in _projects(contract):
        register_project(uow, project)
    for site in sorted(_sites(contract)):
        register_site(uow, contract.vendor, site)
    if known is None:
        uow.contracts.add(
            ContractRecord(
                code=contract.code,
                vendor=contract.vendor,
                project=contract.scope.get("project"),
                name=contract.name,
            )
        )
    uow.contracts.add_version(version)
    after = {"version": contract.version, "clauses": len(contract.clauses)}
    uow.journal.note("contract_loaded", "contract", contract.code, after=after, vendor=contract.vendor)


def _version(
    uow: UnitOfWork, who: Principal, contract: Contract, text: str, name: str, sha256: str
) -> ContractVersionRecord:
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
        file=sha256,
        file_name=PureWindowsPath(PurePath(name).name).name or f"{contract.code}.yaml",
    )


def _sites(contract: Contract) -> set[str]:
    """The sites its scope or its clauses name."""
    scopes = (contract.scope, *(clause.scope for clause in contract.clauses))
    return {site for scope in scopes if (site := scope.get("site"))}


def _projects(contract: Contract) -> Iterable[str]:
    scopes = [contract.scope, *(clause.scope for clause in contract.clauses)]
    return sorted({scope["project"] for scope in scopes if "project" in scope})
