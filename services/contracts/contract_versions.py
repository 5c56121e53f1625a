"""Which version of a contract governs a month or a day, rebuilt from what was loaded."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from core.errors import NotFoundError
from core.period import business_date
from core.principal import Action, Principal, authorize
from services.contracts.asked import formula_of
from sla.judging.cut_month import month_terms
from sla.load import plain_node, read_contracts
from sla.terms.contract import Contract
from store.records import ContractVersionRecord, RunRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

#: Where nothing says otherwise.
BEIJING = "Asia/Shanghai"


def governing(house: House, who: Principal, code: str, label: str) -> Contract | None:
    """The version that governs a month: the one in force on its first day, else the first to start in it."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        return governs(uow, code, label)


def all_governing(
    house: House, who: Principal, label: str, vendor: str | None = None, code: str | None = None
) -> list[Contract]:
    """What governs a month, by contract code, of the vendors this person may see; of one vendor or one
    contract where named."""
    authorize(who, Action.VIEW, vendor)
    with house.database.read(who) as uow:
        codes = [record.code for record in uow.contracts.listed(vendor) if code in (None, record.code)]
        found = [governs(uow, each, label) for each in codes]
    return [contract for contract in found if contract is not None]


def all_versions(house: House, who: Principal) -> list[Contract]:
    """Every version of every contract this person may see."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        return [rebuilt(version) for version in uow.contracts.versions.all()]


def governs(uow: UnitOfWork, code: str, label: str) -> Contract | None:
    """`governing` inside a unit of work; nothing governs a month after the vendor left the contract."""
    found = [rebuilt(version) for version in uow.contracts.versions_of(code)]
    month = found[-1].month_rule.month(label) if found else None
    last = uow.last_days.get(code)
    if month is None or (last is not None and month.start > last):
        return None
    return month_terms(found, label, formula_of)


def with_draft(uow: UnitOfWork, code: str, draft: Contract, label: str) -> Contract | None:
    """The terms of a month that an amendment cuts, with the draft in the place of the version of its number,
    or beside the others. None where nothing cuts it, or the draft is in force on none of its days."""
    kept = [rebuilt(version) for version in uow.contracts.versions_of(code)]
    others = [version for version in kept if version.version != draft.version]
    drafted = replace(draft, code=code)
    found = month_terms([*others, drafted], label, formula_of) if others else None
    if found is None or found.cut is None or draft.version not in {v.version for v in found.cut.versions}:
        return None
    return found


def of_run(uow: UnitOfWork, run: RunRecord) -> Contract:
    """The terms a kept run was judged by: its version, in a cut month with the others its inputs name."""
    own = rebuilt(uow.contracts.version(run.contract, run.contract_version))
    named: Mapping[str, Any] = run.inputs.get("versions", {})
    if not named:
        return own
    versions = [rebuilt(uow.contracts.version(run.contract, number)) for number in named]
    return month_terms(versions, run.period, formula_of, own) or own


def none_governs(label: str, vendor: str | None = None, code: str | None = None) -> NotFoundError:
    """The refusal where nothing governs a month of what was asked for."""
    if code:
        return NotFoundError("contract_gap", contract=code, period=label)
    if vendor:
        return NotFoundError("vendor_ungoverned", vendor=vendor, period=label)
    return NotFoundError("month_ungoverned", period=label)


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


def zone_of(uow: UnitOfWork, code: str | None, at: datetime) -> str:
    """The time zone of the contract's version that is in force on the local day of an instant; in a gap the
    newest one's, and Beijing time where there is none.

    Each version is asked by its own clock: at midnight another zone's day may be another version's.
    """
    versions = uow.contracts.versions_of(code) if code is not None else []
    for version in reversed(versions):
        zone = rebuilt(version).timezone
        held = uow.contracts.governing(version.contract, business_date(at, zone))
        if held is not None and held.number == version.number:
            return zone
    return rebuilt(versions[-1]).timezone if versions else BEIJING


def zone_of_vendor(uow: UnitOfWork, vendor: str, at: datetime) -> str:
    """Where a vendor works: the one time zone of its contracts at an instant; Beijing time where they have
    several, or it has none."""
    zones = {zone_of(uow, contract.code, at) for contract in uow.contracts.listed(vendor)}
    return zones.pop() if len(zones) == 1 else BEIJING


def rebuilt(version: ContractVersionRecord) -> Contract:
    """The contract a stored version stands for."""
    return _built(version.body)


@lru_cache(maxsize=2048)
def _built(body: str) -> Contract:
    contracts, _, findings = read_contracts(plain_node(json.loads(body)))
    if len(contracts) != 1:
        raise ValueError(f"a stored contract cannot be read: {[finding.code for finding in findings]}")
    return contracts[0]
