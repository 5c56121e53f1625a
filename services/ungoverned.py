"""Figures that come in and nothing judges: their month has no contract, or their project is not said."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from core.finding import Finding, Place
from core.period import MonthRule, Period, labels_between
from core.principal import Action, Principal, authorize
from core.text import Text
from importers.draft import Reading
from services.contract_versions import governs, rebuilt
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.bootstrap import House

#: A file of more vendors says how many they are.
_MOST_NAMES = 3


def ungoverned(house: House, who: Principal, reading: Reading) -> list[Finding]:
    """A finding for each set of months that no contract of its vendors governs, and for each contract that
    looks at one project only where the file states none."""
    spans: dict[str, set[Period]] = {}
    for draft in reading.drafts:
        authorize(who, Action.IMPORT, draft.key.vendor)
        spans.setdefault(draft.key.vendor, set()).add(draft.coverage.period)
    with house.database.read(who) as uow:
        names = {vendor.code: vendor.name for vendor in uow.directory.all_vendors(active_only=False)}
        found: dict[tuple[str, ...], list[str]] = {}
        for vendor, periods in sorted(spans.items()):
            if months := _without(uow, vendor, periods):
                found.setdefault(months, []).append(vendor)
        unsaid = _unsaid(uow, reading)
    return [_finding(reading.file.name, months, vendors, names) for months, vendors in found.items()] + unsaid


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


def _without(uow: UnitOfWork, vendor: str, periods: Iterable[Period]) -> tuple[str, ...]:
    """The months among `periods` that none of the vendor's contracts governs, each by its contracts' rule."""
    contracts = [record.code for record in uow.contracts.listed(vendor)]
    if not contracts:
        return tuple(sorted({label for period in periods for label in _labels(MonthRule(), period)}))
    idle = []
    for code in contracts:
        versions = uow.contracts.versions_of(code)
        rule = rebuilt(versions[-1]).month_rule if versions else MonthRule()
        labels = {label for period in periods for label in _labels(rule, period)}
        idle.append({label for label in labels if governs(uow, code, label) is None})
    return tuple(sorted(set.intersection(*idle)))


def _labels(rule: MonthRule, period: Period) -> list[str]:
    return labels_between(rule.month_of(period.start).label, rule.month_of(period.last_day).label)


def _finding(file: str, months: tuple[str, ...], vendors: list[str], names: dict[str, Text]) -> Finding:
    whose: object = [names.get(vendor, Text(vendor, vendor)) for vendor in vendors]
    if len(vendors) > _MOST_NAMES:
        whose = Text(f"{len(vendors)} 家外包商", f"{len(vendors)} vendors")
    only = {"vendor": vendors[0]} if len(vendors) == 1 else {}
    return Finding("months_without_contract", Place(file), {**only, "months": list(months), "whose": whose})
