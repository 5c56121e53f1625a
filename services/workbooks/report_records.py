"""What stands beside a month's figures in its workbook: events, misses, plans, files, findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from core.counts import base_count
from core.finding import Finding
from core.money import Money
from core.offsets import sheets_of
from core.text import Text
from exports.guard import Guard
from exports.month_report import NONE, CorrectionLine, EventLine, MissLine, PlanLine, ReceivedFile
from services.improvement.plans import PlanView
from services.judging.misses import TOTAL, VOIDED, MissView
from services.judging.month_result import MonthResult
from services.known.told import telling
from services.records.daily_events import bookable
from services.reports.corrections import CorrectionView, Standing
from sla.follow_up.misses import BREACH_LEVEL_NAMES, MISS_STATE_NAMES, MissState
from sla.terms.contract import BreachLevel, Contract
from sla.terms.reporting import ERRONEOUS_REPORT
from store.records import (
    BatchRecord,
    CorrectionRecord,
    DailyEventRecord,
    EventState,
    MissRecord,
    ReceivedFileRecord,
)

_COUNTS = frozenset({EventState.RECORDED, EventState.APPROVED})
_POINTS_UNIT = "points"


def event_lines(contract: Contract, events: Iterable[DailyEventRecord]) -> tuple[EventLine, ...]:
    """The ledger's lines that count; what a rule of the contract gives each time is multiplied out."""
    return tuple(_event_line(contract, event) for event in events if event.state in _COUNTS)


def miss_lines(result: MonthResult, views: Iterable[MissView]) -> tuple[MissLine, ...]:
    """The month's misses, and those of earlier months that are still open."""
    return tuple(_miss_line(result, view) for view in views if _concerns(view, result.label))


def plan_lines(views: Iterable[PlanView], misses: Iterable[MissRecord]) -> tuple[PlanLine, ...]:
    """The plans that answer any of these misses."""
    numbers = {record.id: miss_number(record) for record in misses}
    return tuple(
        _plan_line(view, [numbers[miss.id] for miss in view.misses if miss.id in numbers])
        for view in views
        if any(miss.id in numbers for miss in view.misses)
    )


def concerned(views: Iterable[MissView], label: str) -> list[MissView]:
    """The misses a month's workbook tells of."""
    return [view for view in views if _concerns(view, label)]


def correction_lines(
    views: Iterable[CorrectionView], names: Mapping[str, Mapping[str, Text]]
) -> tuple[CorrectionLine, ...]:
    """The corrections that count, for the vendor to confirm; `names` of the codes of a dimension."""
    return tuple(_correction(view, names) for view in views if view.standing is Standing.COUNTS)


def miss_number(record: MissRecord) -> str:
    """What a miss is called: clause and first month, 'ANS-2026-03'. One clause opens one a month at most."""
    return f"{record.clause}-{record.first_period}"


def received_files(
    batches: Sequence[BatchRecord], files: Mapping[str, ReceivedFileRecord]
) -> tuple[ReceivedFile, ...]:
    """The received files the figures rest on, one line a batch, in the order they were committed."""
    reports = [batch for batch in batches if not batch.is_correction]
    ordered = sorted(reports, key=lambda batch: batch.commit_order or 0)
    return tuple(_received(batch, files[batch.file_id]) for batch in ordered)


#: What only concerns our own directory: a site or queue met for the first time.
_HOUSEKEEPING = frozenset({"site_new", "queue_new"})


def findings_of(
    batches: Iterable[BatchRecord], forbidden: Iterable[str], own: Iterable[str]
) -> tuple[Finding, ...]:
    """What was odd about those files, each once; what speaks of another vendor in a shared file is not for
    this vendor's eyes."""
    guard = Guard(forbidden, own)
    found: dict[str, Finding] = {}
    for batch in batches:
        for finding in (each for each in batch.findings if each.code not in _HOUSEKEEPING):
            found.setdefault(str(finding.as_dict()), finding)
    return telling(found.values(), guard)


def _event_line(contract: Contract, event: DailyEventRecord) -> EventLine:
    rule = next((each for each in contract.adjustments if each.code == event.code), None)
    each = event.points if event.points is not None else rule.points if rule else None
    wrong = contract.erroneous_report
    if event.code == ERRONEOUS_REPORT and wrong and wrong.points:
        each = -wrong.points
    points = None if each is None else Fraction(each) * event.times
    return EventLine(
        day=event.day,
        what=event.what if event.times == 1 else f"{event.what} × {event.times}",
        clause=event.code,
        name=_booked_name(contract, event.code),
        points=points,
        amount=None if event.cents is None else Money(event.cents, contract.currency),
        evidence=event.evidence_name,
        recorded_by=event.recorded_by,
        approved_by=event.approved_by or "",
    )


def _booked_name(contract: Contract, code: str) -> Text:
    """What the contract calls the code; the code itself where this version does not know it."""
    return next((each.name for each in bookable(contract) if each.code == code), Text(code, code))


def _correction(view: CorrectionView, names: Mapping[str, Mapping[str, Text]]) -> CorrectionLine:
    record = view.record
    count = base_count(record.measure)
    return CorrectionLine(
        day=record.day,
        name=count.text if count else Text(record.measure, record.measure),
        where=_row_for(record, names),
        before=record.before,
        after=record.after,
        unit=view.unit,
        file=record.file,
        cell=f"{record.sheet}!{record.cell}" if record.sheet else record.cell,
        reason=record.reason,
        by=record.entered_by,
        at=record.entered_at,
    )


def _row_for(record: CorrectionRecord, names: Mapping[str, Mapping[str, Text]]) -> Text:
    """Whose row it is, as people call it: time of day, site, queue, agent."""
    parts = [names.get(dimension, {}).get(code, Text(code, code)) for dimension, code in record.split.items()]
    if record.slot is not None:
        hour = "{:02d}:{:02d}".format(*divmod(record.slot, 60))
        parts.insert(0, Text(hour, hour))
    return Text(" · ".join(part.zh for part in parts), " · ".join(part.en for part in parts))


def _concerns(view: MissView, label: str) -> bool:
    record = view.record
    if record.state == VOIDED or record.first_period > label:
        return False
    return label in record.periods or view.is_open


def _miss_line(result: MonthResult, view: MissView) -> MissLine:
    record = view.record
    label = max((each for each in record.periods if each <= result.label), default=record.last_period)
    breach = view.breach if view.breach and view.breach.period <= result.label else None
    level = BREACH_LEVEL_NAMES[BreachLevel(breach.level)] if breach else NONE
    line = result.line(record.clause)
    said = line.judgement if line else None
    return MissLine(
        number=miss_number(record),
        clause=record.clause,
        name=view.clause_name,
        label=label,
        status=_status(view, result.label),
        unit=said.unit.value if said else _POINTS_UNIT,
        value=_value(result, record.clause, label),
        comparison=said.comparison.value if said else "",
        target=said.target if said else _total_limit(result.contract, record.clause),
        minimum=said.minimum if said else None,
        target_high=said.target_high if said else None,
        minimum_high=said.minimum_high if said else None,
        streak=len([each for each in record.periods if each <= result.label]),
        breach_level=level,
        breach_rule=_rule(breach.rule) if breach else NONE,
    )


def _status(view: MissView, label: str) -> Text:
    """Where the miss stood in the month the workbook is about: a later recovery is not in it."""
    record = view.record
    if record.recovered_period is None or record.recovered_period <= label:
        return view.state
    again = len([each for each in record.periods if each <= label]) > 1
    return MISS_STATE_NAMES[MissState.CONTINUED if again else MissState.OPEN]


def _value(result: MonthResult, clause: str, label: str) -> Fraction | None:
    """The figure that was missed: this month's, or an earlier month's from the trend."""
    if clause == TOTAL:
        return Fraction(result.score.total) if result.score and label == result.label else None
    line = result.line(clause)
    months = {month.label: month.value for month in line.trend} if line else {}
    return months.get(label, line.judgement.value if line and label == result.label else None)


def _total_limit(contract: Contract, clause: str) -> Fraction | None:
    return contract.total_rule.below if clause == TOTAL and contract.total_rule else None


def _rule(rule: Mapping[str, Any]) -> Text:
    """The contract's rule in words, from the record of it."""
    parts = []
    if rule.get("consecutive"):
        n = rule["consecutive"]
        parts.append(Text(f"连续{n}个月未达标", f"missed {n} months in a row"))
    if rule.get("of"):
        k, n = rule["of"]
        parts.append(Text(f"{n}个考核月中{k}个月未达标", f"missed in {k} of {n} months"))
    return Text("或".join(part.zh for part in parts), " or ".join(part.en for part in parts))


def _plan_line(view: PlanView, misses: Sequence[str]) -> PlanLine:
    record = view.record
    return PlanLine(
        number=f"P-{record.created_at:%Y%m%d}-{record.id[-4:]}",
        misses=tuple(misses),
        problem=record.problem,
        status=view.status_name,
        root_cause=record.root_cause,
        corrective=record.corrective,
        preventive=record.preventive,
        owner=record.owner,
        due=record.due,
        due_certain=record.due_certain,
        verification=view.verification,
    )


def _received(batch: BatchRecord, file: ReceivedFileRecord) -> ReceivedFile:
    return ReceivedFile(
        name=file.name,
        sha256=file.sha256,
        received_at=file.received_at,
        batch=batch.id,
        sheets=tuple(sheet for sheet in sheets_of(batch.offsets) if sheet),
        dataset=batch.dataset,
        source=batch.source,
        first_day=batch.covers_from,
        last_day=batch.coverage.period.last_day,
        rows=sum(batch.counts.get(name, 0) for name in ("new", "changed", "unchanged")),
    )
