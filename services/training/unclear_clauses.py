"""Clauses that certified agents of several vendors fail alike, which may be unclear 疑似规范不清.

A hint for the owner of the specification, of the vendors that whoever asks may see. Never a verdict.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from core.period import MonthRule, Period
from core.principal import Action, Principal, authorize
from qa.form.terms import ClauseRef
from qa.training.chain import HINT_VENDORS, may_be_unclear
from qa.training.effect import Part
from services.training.asked_items import AskedItem, asked_in, counting_audits
from services.training.failure_chain import chains_in
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House


@dataclass(frozen=True)
class UnclearClause:
    """A clause with what certified agents failed of what they were asked, vendor by vendor."""

    clause: ClauseRef
    parts: Mapping[str, Part]

    @property
    def failed(self) -> int:
        """All vendors together."""
        return sum(part.failed for part in self.parts.values())


def unclear_clauses(house: House, who: Principal, label: str) -> list[UnclearClause]:
    """The clauses of a month's audits that may be unclear, the most often failed first."""
    authorize(who, Action.VIEW)
    days = MonthRule().month(label)
    with house.database.read(who) as uow:
        vendors = [each.code for each in uow.directory.vendors.all() if who.may(Action.VIEW, each.code)]
        asked = {vendor: _asked(uow, who, vendor, days) for vendor in vendors}
        looked_at = _failed_widely(asked)
        parts: dict[ClauseRef, dict[str, Part]] = defaultdict(dict)
        for vendor, found in asked.items():
            for clause, part in _of_certified(uow, house, vendor, found, looked_at).items():
                parts[clause][vendor] = part
    hints = [UnclearClause(clause, each) for clause, each in parts.items() if _is_hint(each)]
    return sorted(hints, key=lambda each: (-each.failed, astuple(each.clause)))


def _asked(uow: UnitOfWork, who: Principal, vendor: str, days: Period) -> list[AskedItem]:
    audits = counting_audits(uow, who, vendor, days)
    return [each for audit in audits for each in asked_in(uow, audit) if each.item.clause]


def _failed_widely(asked: Mapping[str, Iterable[AskedItem]]) -> set[ClauseRef]:
    """Those that enough vendors failed at all: only of them is it worth asking who was certified."""
    vendors: dict[ClauseRef, set[str]] = defaultdict(set)
    for vendor, found in asked.items():
        for each in found:
            if each.failed and each.item.clause:
                vendors[each.item.clause].add(vendor)
    return {clause for clause, failed_by in vendors.items() if len(failed_by) >= HINT_VENDORS}


def _of_certified(
    uow: UnitOfWork, house: House, vendor: str, found: Iterable[AskedItem], looked_at: set[ClauseRef]
) -> dict[ClauseRef, Part]:
    counts: dict[ClauseRef, list[int]] = defaultdict(lambda: [0, 0])
    for link in chains_in(uow, house, vendor, [each for each in found if each.item.clause in looked_at]):
        if link.failure.is_certified and link.item.clause:
            counts[link.item.clause][0] += link.failed
            counts[link.item.clause][1] += 1
    return {clause: Part(bad, n) for clause, (bad, n) in counts.items()}


def _is_hint(parts: Mapping[str, Part]) -> bool:
    return may_be_unclear({vendor: (part.failed, part.n) for vendor, part in parts.items()})
