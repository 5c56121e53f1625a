"""Figures that come in and nothing judges: no contract governs their month, their day, or their project."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from core.finding import Finding, Place
from core.period import MonthRule, Period, labels_between
from core.principal import Action, Principal, authorize
from core.text import Text
from importers.draft import Reading
from importers.rows.missing_days import ranges
from services.contracts.contract_versions import governs, rebuilt
from sla.terms.contract import Contract, governing
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

#: A file of more vendors says how many they are.
_MOST_NAMES = 3


def ungoverned(house: House, who: Principal, reading: Reading) -> list[Finding]:
    """A finding for each set of months that no contract of its vendors governs, and for each set of days
    outside every version's term in months that one does, and for each contract that looks at one project
    only where the file states none."""
    spans: dict[str, set[Period]] = {}
    days: dict[str, set[date]] = {}
    for draft in reading.drafts:
        authorize(who, Action.IMPORT, draft.key.vendor)
        spans.setdefault(draft.key.vendor, set()).add(draft.coverage.period)
        days.setdefault(draft.key.vendor, set()).update(draft.days())
    months_of: dict[tuple[str, ...], list[str]] = {}
    days_of: dict[tuple[date, ...], list[str]] = {}
    with house.database.read(who) as uow:
        names = {vendor.code: vendor.name for vendor in uow.directory.all_vendors(active_only=False)}
        for vendor, periods in sorted(spans.items()):
            contracts = _contracts(uow, vendor)
            if months := _without(contracts, periods):
                months_of.setdefault(months, []).append(vendor)
            if idle := _outside(contracts, days[vendor], months):
                days_of.setdefault(idle, []).append(vendor)
        unsaid = _unsaid(uow, reading)
    file = reading.file.name
    found = [
        _finding(file, "months_without_contract", {"months": list(months)}, vendors, names)
        for months, vendors in months_of.items()
    ]
    found += [
        _finding(file, "days_without_contract", {"n": len(idle), "days": ranges(idle)}, vendors, names)
        for idle, vendors in days_of.items()
    ]
    return found + unsaid


def _unsaid(uow: UnitOfWork, reading: Reading) -> list[Finding]:
    """A contract for one project never sees figures that belong to no project in particular."""
    found: dict[str, Finding] = {}
    for draft in (draft for draft in reading.drafts if draft.key.project is None):
        for record in uow.contracts.listed(draft.key.vendor):
            for label in _labels(MonthRule(), draft.coverage.period):
                contract = governs(uow, record.code, label)
                project = contract.scope.get("project") if contract else None
                if contract and project:
                    facts = {"vendor": contract.vendor, "contract": contract.name, "project": project}
                    found[contract.code] = Finding("project_unsaid", Place(reading.file.name), facts)
    return list(found.values())


def _contracts(uow: UnitOfWork, vendor: str) -> list[list[Contract]]:
    """The versions of each of the vendor's contracts."""
    listed = [uow.contracts.versions_of(record.code) for record in uow.contracts.listed(vendor)]
    return [[rebuilt(version) for version in versions] for versions in listed]


def _without(contracts: Sequence[Sequence[Contract]], periods: Iterable[Period]) -> tuple[str, ...]:
    """The months among `periods` that none of the contracts governs, each by its contracts' rule."""
    spans = list(periods)
    if not contracts:
        return tuple(sorted({label for period in spans for label in _labels(MonthRule(), period)}))
    idle = []
    for versions in contracts:
        rule = versions[-1].month_rule if versions else MonthRule()
        labels = {label for period in spans for label in _labels(rule, period)}
        idle.append({label for label in labels if governing(versions, rule.month(label)) is None})
    return tuple(sorted(set.intersection(*idle)))


def _outside(
    contracts: Sequence[Sequence[Contract]], days: Iterable[date], months: Container[str]
) -> tuple[date, ...]:
    """The days in the term of no version, but for those of months that are said already."""
    versions = [version for each in contracts for version in each]
    if not versions:
        return ()
    idle = [day for day in sorted(days) if not any(day in version.effective for version in versions)]
    rules = {version.month_rule for version in versions}
    return tuple(day for day in idle if not any(rule.month_of(day).label in months for rule in rules))


def _labels(rule: MonthRule, period: Period) -> list[str]:
    return labels_between(rule.month_of(period.start).label, rule.month_of(period.last_day).label)


def _finding(
    file: str, code: str, facts: dict[str, object], vendors: list[str], names: dict[str, Text]
) -> Finding:
    whose: object = [names.get(vendor, Text(vendor, vendor)) for vendor in vendors]
    if len(vendors) > _MOST_NAMES:
        whose = Text(f"{len(vendors)} 家外包商", f"{len(vendors)} vendors")
    only = {"vendor": vendors[0]} if len(vendors) == 1 else {}
    return Finding(code, Place(file), {**only, **facts, "whose": whose})
