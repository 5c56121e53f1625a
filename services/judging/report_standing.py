"""How every report that is owed stands: arrivals against due dates, extensions and set-right arrivals in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.batch import Grain
from core.period import Period
from core.scope import Scope
from core.workdays import WorkCalendar
from qa.tallies import CountRow, CountSource
from services.contracts.contract_versions import rebuilt
from sla.follow_up.reporting import Arrival, Due, Standing, counts, extended, moved, periods_due, standing
from sla.terms.contract import Contract
from store.records import (
    BatchRecord,
    BatchState,
    ReportNoteKind,
    ReportNoteRecord,
    ReportPlanRecord,
)
from store.unit_of_work import UnitOfWork

#: The name clauses use in `source`.
REPORTS = "reports"
_CAME = (BatchState.COMMITTED, BatchState.WITHDRAWN)
#: How far back a report due in a month may look: a quarter's days and their extension.
_BEFORE = timedelta(days=150)
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Owed:
    """One report of one period: what is owed by when, what came, how it stands."""

    plan: ReportPlanRecord
    period: Period
    #: With extensions.
    due: Due
    #: The last day before any extension: the month a report counts in stays the same.
    first_day: date
    standing: Standing
    arrivals: tuple[Arrival, ...]
    notes: tuple[ReportNoteRecord, ...]

    @property
    def arrived_at(self) -> datetime | None:
        """When the whole was there, else when the first part came."""
        first = next((each.at for each in self.arrivals if each.live), None)
        return self.standing.complete_at or first


def owed_within(
    uow: UnitOfWork, within: Period, now: datetime, contracts: Iterable[str] | None = None
) -> list[Owed]:
    """Every report due on the days of `within`, of these contracts where named, in the order of due dates."""
    plans = uow.reporting.owed(contracts)
    if not plans:
        return []
    terms = {code: _terms(uow, code, within) for code in {plan.contract for plan in plans}}
    notes = _by_plan(uow.reporting.notes_of(plan.id for plan in plans))
    came = _Came.of(uow, {plan.vendor for plan in plans}, within)
    found = []
    for plan in plans:
        contract = terms[plan.contract]
        if contract is not None:
            mine = came.of_plan(plan, contract)
            last = uow.last_days.get(plan.contract)
            found += _owed(plan, contract, within, mine, notes.get(plan.id, ()), now, last)
    return sorted(found, key=lambda each: (each.due.before, each.plan.vendor, each.period.start))


def first_due(uow: UnitOfWork, plan: ReportPlanRecord, period_start: date, now: datetime) -> date | None:
    """The last day on which the report of a period is in time, extensions aside; None where it owes none."""
    owed = owed_within(uow, Period(period_start, period_start + _BEFORE), now, [plan.contract])
    mine = (each for each in owed if each.plan.id == plan.id and each.period.start == period_start)
    return next((each.first_day for each in mine), None)


def count_source(uow: UnitOfWork, contract: Contract, span: Period, now: datetime) -> CountSource | None:
    """The reports of a contract as counts on the days they were first due, for clauses; None without any."""
    if not uow.reporting.owed([contract.code]):
        return None
    scope = Scope(contract.vendor, **contract.scope)
    rows = [
        CountRow(scope, each.first_day, said, each.plan.id)
        for each in owed_within(uow, span, now, [contract.code])
        if (said := counts(each.standing, each.due, now))
    ]
    return CountSource(REPORTS, rows)


def _owed(
    plan: ReportPlanRecord,
    contract: Contract,
    within: Period,
    came: Sequence[_Batch],
    notes: Sequence[ReportNoteRecord],
    now: datetime,
    last: date | None,
) -> list[Owed]:
    """What is owed of one plan; after `last`, the day the vendor left the contract, no day is owed."""
    calendar, zone = WorkCalendar(contract.calendar), contract.timezone
    found = []
    for period, first in periods_due(
        plan.frequency, plan.rule, within, calendar, zone, contract.month_rule, plan.starts
    ):
        if period.start not in contract.effective or (last and period.start > last):
            continue
        if last and last in period:
            period = Period(period.start, last + _DAY, period.label)
        mine = [note for note in notes if note.period_start == period.start]
        due, arrivals = _as_noted(first, _arrivals(came, period), mine, zone)
        found.append(
            Owed(
                plan,
                period,
                due,
                first.day,
                standing(period, due, arrivals, now, plan.sites),
                tuple(arrivals),
                tuple(mine),
            )
        )
    return found


def _as_noted(
    due: Due, arrivals: Sequence[Arrival], notes: Sequence[ReportNoteRecord], zone: str
) -> tuple[Due, list[Arrival]]:
    """The due date and the arrivals with the last extension and the last set-right arrival."""
    found = list(arrivals)
    for note in notes:
        if note.kind is ReportNoteKind.EXTENSION and note.until:
            due = extended(due, note.until, zone)
    at = next((note.at for note in reversed(notes) if note.kind is ReportNoteKind.ARRIVAL), None)
    return due, moved(found, at) if at else found


def _arrivals(came: Sequence[_Batch], period: Period) -> list[Arrival]:
    found = []
    for batch, at, returned in came:
        days = frozenset(day for day in batch.days() if day in period)
        if days:
            live = batch.state is BatchState.COMMITTED
            rejected = batch.counts.get("rejected", 0)
            about = (frozenset(batch.measures), frozenset(map(tuple, batch.scopes)))
            found.append(Arrival(at, days, batch.id, live, rejected, returned, *about))
    return found


#: A batch, the moment its file was received, and why it was sent back while a new one is awaited.
_Batch = tuple[BatchRecord, datetime, str]


@dataclass(frozen=True)
class _Came:
    """The batches that came for some vendors."""

    batches: tuple[_Batch, ...]

    @staticmethod
    def of(uow: UnitOfWork, vendors: Iterable[str], within: Period) -> _Came:
        span = Period(within.start - _BEFORE, within.end)
        came = uow.batches.came(sorted(vendors), span, _CAME)
        found = [batch for batch in came if not batch.is_correction]
        files = uow.files.by_ids(batch.file_id for batch in found)
        why = {batch.id: batch.returned_reason or "" for batch in found if uow.batches.is_awaited(batch)}
        return _Came(
            tuple((batch, files[batch.file_id].received_at, why.get(batch.id, "")) for batch in found)
        )

    def of_plan(self, plan: ReportPlanRecord, contract: Contract) -> list[_Batch]:
        project = contract.scope.get("project")
        return [
            (batch, at, why)
            for batch, at, why in self.batches
            if (batch.vendor, batch.dataset, batch.source) == (plan.vendor, plan.dataset, plan.source)
            and (plan.grain is None or batch.grain in _as_fine(plan.grain))
            and (None in (project, batch.project) or batch.project == project)
            and (not plan.counts or not set(plan.counts).isdisjoint(batch.measures))
        ]


def _as_fine(grain: Grain) -> tuple[Grain, ...]:
    """A daily report may come by the half hour, a monthly one only by the month."""
    grains = list(Grain)
    return (grain,) if grain is Grain.MONTH else tuple(grains[grains.index(grain) :])


def _by_plan(notes: Iterable[ReportNoteRecord]) -> Mapping[str, Sequence[ReportNoteRecord]]:
    found: dict[str, list[ReportNoteRecord]] = {}
    for note in notes:
        found.setdefault(note.plan, []).append(note)
    return found


def _terms(uow: UnitOfWork, code: str, within: Period) -> Contract | None:
    """The contract's newest version that has begun by then: its calendar, time zone and months."""
    versions = [rebuilt(version) for version in uow.contracts.versions_of(code)]
    begun = [version for version in versions if version.effective.start < within.end]
    return begun[-1] if begun else None


def first_day_owed(today: date) -> date:
    """Where nobody says from when a report is owed: from the month before this one."""
    first = today.replace(day=1)
    return (first - timedelta(days=1)).replace(day=1)
