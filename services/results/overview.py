"""The first page: what needs me today, whether this month can still be kept, and how the vendors stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from core.batch import DATASET_NAMES
from core.month import FROZEN
from core.period import MonthRule, Period, shifted
from core.principal import Action, Principal, authorize
from core.text import Text
from core.verdict import Verdict
from services.improvement.plans import plans
from services.judging.assess_month import history, results
from services.judging.misses import misses
from services.judging.month_result import MonthResult
from services.reports.received import calendar
from services.reports.reporting_plan import BoardLine, overdue
from services.results.audit_tasks import audit_tasks, calibration_tasks
from services.results.contract_tasks import contract_tasks
from services.results.month_gaps import Gap, gaps
from services.results.month_pace import PaceLine
from services.results.month_pace import month_pace as pace
from services.results.roster_tasks import roster_tasks
from services.results.training_tasks import training_tasks
from services.results.visit_tasks import visit_tasks
from services.vendors.tasks import Task, TaskKind
from services.vendors.vendor_tasks import vendor_tasks
from sla.follow_up.plans import PlanStatus
from sla.judging.verdict import Judgement
from sla.terms.contract import ClauseSource
from store.records import BatchState, EventState

if TYPE_CHECKING:
    from services.house.bootstrap import House

__all__ = ["ContractTrend", "HeatCell", "PaceLine", "Task", "TaskKind", "heat", "needs_me", "pace", "trend"]

#: A plan is called to mind so many days before it is due.
_SOON = timedelta(days=7)
_REPORTED_BY_VENDOR = frozenset({ClauseSource.VENDOR, ClauseSource.TRAINING})


@dataclass(frozen=True)
class HeatCell:
    """One clause of one vendor in a month."""

    vendor: str
    vendor_name: Text
    contract: str
    clause: str
    clause_name: Text
    judgement: Judgement
    #: What the clause cost of the weight it carries; None where the contract gives it none.
    points_lost: Fraction | None
    #: What it is a sample of; None for a plain count.
    n: int | None = None


@dataclass(frozen=True)
class ContractTrend:
    """A contract's totals month by month."""

    vendor: str
    vendor_name: Text
    contract: str
    contract_name: Text
    #: (month, total, full mark); None where the month has no score.
    totals: tuple[tuple[str, Decimal | None, Fraction], ...]
    #: What the last of these months lacks, of how many clauses, and whether it can still come.
    gaps: tuple[Gap, ...] = ()
    clauses: int = 0
    is_closed: bool = False


def needs_me(house: House, who: Principal) -> list[Task]:
    """Everything that waits for somebody, the most pressing first; only what this person may see."""
    authorize(who, Action.VIEW)
    today = house.today()
    last = shifted(MonthRule().month_of(today).label, -1)
    found = [
        *_plan_tasks(house, who, today),
        *_miss_tasks(house, who),
        *_overdue_tasks(house, who, today),
        *_reporting_tasks(house, who, last),
        *_ledger_tasks(house, who),
        *_staged_tasks(house, who),
        *audit_tasks(house, who),
        *visit_tasks(house, who, today),
        *calibration_tasks(house, who),
        *contract_tasks(house, who, last),
        *vendor_tasks(house, who, today),
        *roster_tasks(house, who, today),
        *training_tasks(house, who, today),
    ]
    order = list(TaskKind)
    return sorted(found, key=lambda task: (order.index(task.kind), task.due or date.max, task.vendor))


def heat(house: House, who: Principal, label: str) -> list[HeatCell]:
    """Every clause of every vendor in a month, in the contracts' order."""
    names = _names(house, who)
    return [
        HeatCell(
            month.contract.vendor,
            names[month.contract.vendor],
            month.contract.code,
            line.clause.code,
            line.name,
            line.judgement,
            line.item.lost if line.item else None,
            line.n,
        )
        for month in results(house, who, label)
        for line in month.lines
    ]


def trend(house: House, who: Principal, labels: Sequence[str]) -> list[ContractTrend]:
    """The totals of each contract over these months; a month without figures has none."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        codes = [record.code for record in uow.contracts.listed()]
    found = [history(house, who, code, labels) for code in codes]
    names = _names(house, who)
    return [_trend(months, names) for months in found if months]


def _names(house: House, who: Principal) -> dict[str, Text]:
    """What each vendor is called today, whatever its contract called it."""
    with house.database.read(who) as uow:
        return {vendor.code: vendor.name for vendor in uow.directory.all_vendors(active_only=False)}


def _trend(months: Sequence[MonthResult], names: Mapping[str, Text]) -> ContractTrend:
    last = months[-1]
    contract = last.contract
    totals = tuple(
        (m.label, m.score.total if m.score and m.has_figures else None, m.contract.full_mark) for m in months
    )
    return ContractTrend(
        contract.vendor,
        names[contract.vendor],
        contract.code,
        contract.name,
        totals,
        gaps(last),
        len(last.lines),
        last.state in FROZEN,
    )


def _plan_tasks(house: House, who: Principal, today: date) -> Iterator[Task]:
    for view in plans(house, who):
        record = view.record
        if view.status is PlanStatus.TO_VERIFY:
            kind = TaskKind.PLAN_TO_VERIFY
        elif view.overdue:
            kind = TaskKind.PLAN_OVERDUE
        elif view.status is not PlanStatus.CLOSED and record.due and record.due - today <= _SOON:
            kind = TaskKind.PLAN_DUE
        else:
            continue
        title = Text(record.title, record.title)
        yield Task(kind, record.vendor, title, record.contract, due=record.due, params={"plan": record.id})


def _miss_tasks(house: House, who: Principal) -> Iterator[Task]:
    for view in misses(house, who, open_only=True):
        record = view.record
        if not view.plans:
            params = {"miss": record.id, "clause": record.clause, "period": record.last_period}
            yield Task(
                TaskKind.MISS_WITHOUT_PLAN,
                record.vendor,
                view.clause_name,
                record.contract,
                record.last_period,
                count=view.streak,
                params=params,
            )


def _overdue_tasks(house: House, who: Principal, today: date) -> Iterator[Task]:
    """Reports of the plan whose time is over, of this month and the last: one line a plan."""
    this = MonthRule().month_of(today)
    since = MonthRule().month(shifted(this.label, -1))
    lines: dict[str, list[BoardLine]] = {}
    for line in overdue(house, who, Period(since.start, this.end)):
        lines.setdefault(line.owed.plan.id, []).append(line)
    for mine in lines.values():
        first, plan = mine[0].owed, mine[0].owed.plan
        label = MonthRule().month_of(first.due.day).label
        yield Task(
            TaskKind.REPORT_OVERDUE, plan.vendor, plan.name, plan.contract, label, first.due.day, len(mine),
            {"plan": plan.id},
        )  # fmt: skip


def _reporting_tasks(house: House, who: Principal, last: str) -> Iterator[Task]:
    """What the vendor owes for the last full month: clauses without figures, days without rows."""
    for month in results(house, who, last):
        silent = [
            line
            for line in month.lines
            if line.judgement.verdict is Verdict.NOT_REPORTED and line.clause.source in _REPORTED_BY_VENDOR
        ]
        if silent and month.state not in FROZEN:
            names = Text("、".join(s.name.zh for s in silent), ", ".join(s.name.en for s in silent))
            contract = month.contract
            params = {"vendor": contract.vendor, "period": last}
            yield Task(
                TaskKind.LATE_FILE,
                contract.vendor,
                names,
                contract.code,
                last,
                count=len(silent),
                params=params,
            )
    for line in calendar(house, who, last):
        if 0 < line.have < line.expected and (who.vendors is None or line.vendor in who.vendors):
            params = {"vendor": line.vendor, "period": last}
            missing = line.expected - line.have
            subject = DATASET_NAMES[line.dataset]
            yield Task(TaskKind.COVERAGE_GAP, line.vendor, subject, period=last, count=missing, params=params)


def _ledger_tasks(house: House, who: Principal) -> Iterator[Task]:
    with house.database.read(who) as uow:
        waiting = uow.events.all(state=EventState.RECORDED)
    for event in waiting:
        label = MonthRule().month_of(event.day).label
        words = Text(event.what, event.what)
        params = {"event": event.id, "contract": event.contract, "period": label}
        yield Task(
            TaskKind.EVENT_TO_APPROVE, event.vendor, words, event.contract, label, event.day, params=params
        )


def _staged_tasks(house: House, who: Principal) -> Iterator[Task]:
    """Files somebody looked at and neither committed nor let go."""
    with house.database.read(who) as uow:
        staged = uow.batches.all(state=BatchState.STAGED)
        files = uow.files.by_ids(batch.file_id for batch in staged)
    for file_id, file in files.items():
        mine = [batch for batch in staged if batch.file_id == file_id]
        name = Text(file.name, file.name)
        yield Task(TaskKind.STAGED_FILE, mine[0].vendor, name, count=len(mine), params={"file": file_id})
