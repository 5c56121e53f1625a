"""Our reckoning of training 培训达标核算 for the contracts that judge it: rows of counts of each month, kept
with a run's inputs, so that a closed month keeps what it said when rosters and records are put right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from core.period import Period
from core.scope import Scope
from qa.tallies import CountRow, CountSource
from services.contracts.asked import Asked
from services.training.count_rows import compliance_rows, compliance_source
from sla.terms.contract import ClauseSource
from sla.terms.cut import clauses_asked
from store.lake.lake import Lake
from store.unit_of_work import UnitOfWork

#: The kind of inputs it stands under.
TRAINING_TOLD = "compliance"
Told = Mapping[tuple[str, str], CountSource]


def _asks(asked: Asked) -> bool:
    """Whether a clause of the contract is judged on it."""
    return any(clause.source is ClauseSource.COMPLIANCE for clause in clauses_asked(asked.contract))


def training_told(
    uow: UnitOfWork, lake: Lake, asked: Sequence[Asked], as_of: date
) -> dict[tuple[str, str], CountSource]:
    """(contract, month) → its rows, of contracts with such a clause; as known today."""
    found: dict[tuple[str, Period], list[CountRow]] = {}
    told = {}
    for each in asked:
        if not _asks(each):
            continue
        vendor = each.contract.vendor
        days = sorted(
            {part for period in each.periods() for part in _months(period)}, key=lambda one: one.start
        )
        for part in days:
            if (vendor, part) not in found:
                found[vendor, part] = compliance_rows(uow, lake, vendor, part, as_of)
        rows = [row for part in days for row in found[vendor, part]]
        told[each.contract.code, each.label] = compliance_source(rows)
    return told


def kept(source: CountSource) -> list[list[Any]]:
    """As a run's inputs keep them."""
    return [
        [row.scope.vendor, row.scope.project, row.scope.site, f"{row.day}", dict(row.counts), row.provisional]
        for row in source.rows
    ]


def told_then(stored: Iterable[Sequence[Any]]) -> CountSource:
    """The rows that a run's inputs keep."""
    return compliance_source(
        [
            CountRow(
                Scope(vendor, project=project, site=site), date.fromisoformat(day), counts,
                provisional=provisional,
            )
            for vendor, project, site, day, counts, provisional in stored
        ]
    )  # fmt: skip


def _months(period: Period) -> list[Period]:
    """A span in parts of at most a month: what is held through it is reckoned a month at a time."""
    found, start = [], period.start
    while start < period.end:
        end = min(period.end, start + timedelta(days=31)) if period.days > 31 else period.end
        found.append(Period(start, end))
        start = end
    return found
