"""The reporting plan: what each vendor owes by when, the board, reminders, extensions, real arrivals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from core.batch import DATASET_NAMES, Dataset, Grain, Source
from core.counts import base_count
from core.errors import WrongInputError
from core.language import N_, translated
from core.period import MonthRule, Period
from core.principal import Action, Principal, authorize
from core.text import Lang, Text
from services.contract_versions import rebuilt
from services.report_standing import Owed, first_day_owed, first_due, owed_within
from services.sources import formula_of
from services.writing import needed, reasoned, writing
from sla.reporting import DueRule, Frequency, ReportState
from store.records import ReportNoteKind, ReportNoteRecord, ReportPlanRecord

if TYPE_CHECKING:
    from services.bootstrap import House

_NAME = Text("报表名称", "The report's name")
#: What is pressing once the time is over.
_OPEN = frozenset({ReportState.MISSING, ReportState.RETURNED, ReportState.PARTIAL})


@dataclass(frozen=True)
class BoardLine:
    """One report of one period on the board."""

    owed: Owed
    vendor_name: Text
    contact: str

    @property
    def key(self) -> str:
        """Tells the lines of a board apart."""
        return f"{self.owed.plan.id}{self.owed.period.start:%Y%m%d}"

    @property
    def is_open(self) -> bool:
        """Whether something of it is still to come."""
        return self.owed.standing.state in {*_OPEN, ReportState.WAITING}


def plans(house: House, who: Principal, contract: str | None = None) -> list[ReportPlanRecord]:
    """The reports planned, those no longer owed as well, by contract."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        found = [plan for plan in uow.reporting.plans.all() if contract in (None, plan.contract)]
    return sorted(found, key=lambda plan: (not plan.active, plan.contract, plan.name.zh))


def save_plan(
    house: House,
    who: Principal,
    contract: str,
    name: Text,
    dataset: Dataset,
    frequency: Frequency,
    rule: DueRule,
    source: Source = Source.VENDOR,
    grain: Grain | None = None,
    contact: str | None = None,
    starts: date | None = None,
    active: bool = True,
    id: str | None = None,
    version: int | None = None,
    counts: Sequence[str] = (),
) -> ReportPlanRecord:
    """Plan a report, or change the one of that key as seen at `version`. A file answers it that holds one of
    `counts`, where some are named. Refused: a base count there is none of."""
    needed(name.zh + name.en, _NAME)
    for count in counts:
        if base_count(count) is None:
            raise WrongInputError("base_count", code=count)
    said: dict[str, Any] = {
        "name": name, "dataset": dataset, "frequency": frequency, "due_kind": rule.kind,
        "due_count": rule.count, "source": source, "grain": grain, "contact": contact, "active": active,
        "counts": tuple(counts),
    }  # fmt: skip
    with writing(house, who, Action.MANAGE) as uow:
        vendor = uow.contracts.by_code(contract).vendor
        authorize(who, Action.MANAGE, vendor)
        if id is None:
            record = ReportPlanRecord(
                contract=contract, vendor=vendor, starts=starts or first_day_owed(house.today()),
                created_at=uow.now, created_by=who.name, **said,
            )  # fmt: skip
            before, after = None, uow.reporting.plans.add(record)
        else:
            before = uow.reporting.plans.one(id=id, contract=contract)
            changed = replace(before, **said, starts=starts or before.starts, version=version or 0)
            after = uow.reporting.plans.update(changed)
        uow.journal.note(
            "report_plan_saved", "report_plan", after.id,
            before=before and _noted(before), after=_noted(after), vendor=vendor,
        )  # fmt: skip
    return after


def counts_of(house: House, who: Principal, contract: str | None = None) -> list[str]:
    """The base counts that clauses of the contract, or of any, rest on: what tells its reports apart."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        codes = [each.code for each in uow.contracts.all() if contract in (None, each.code)]
        versions = [rebuilt(version) for code in codes for version in uow.contracts.versions_of(code)]
    formulas = [formula_of(version, clause) for version in versions for clause in version.clauses]
    return sorted({name for form in formulas for name in form.base_counts})


def board(house: House, who: Principal, label: str, vendor: str | None = None) -> list[BoardLine]:
    """Every report due in a calendar month, by due date; of one vendor where named."""
    authorize(who, Action.VIEW, vendor)
    return [
        line
        for line in _lines(house, who, MonthRule().month(label))
        if vendor in (None, line.owed.plan.vendor)
    ]


def overdue(house: House, who: Principal, within: Period) -> list[BoardLine]:
    """What was due on these days and is not whole yet."""
    authorize(who, Action.VIEW)
    now = house.clock.now()
    return [
        line
        for line in _lines(house, who, within)
        if line.owed.standing.state in _OPEN and line.owed.due.before <= now
    ]


def extend(
    house: House, who: Principal, plan: str, period_start: date, until: date, reason: str
) -> ReportNoteRecord:
    """Grant more time for one period's report; who granted it and why stay with it.

    Refused: a day before the report is due anyway (earlier_than_due). The due day itself takes an extension
    back.
    """
    authorize(who, Action.MANAGE)
    with house.database.read(who) as uow:
        due = first_due(uow, uow.reporting.plans.get(plan), period_start, house.clock.now())
    if due is not None and until < due:
        raise WrongInputError("earlier_than_due", day=until, due=due)
    return _note(house, who, plan, period_start, ReportNoteKind.EXTENSION, reason, until=until)


def arrived(
    house: House, who: Principal, plan: str, period_start: date, at: datetime, reason: str
) -> ReportNoteRecord:
    """Say when a report really came, where it was imported later than that."""
    if at > house.clock.now():
        raise WrongInputError("future", day=at.date())
    return _note(house, who, plan, period_start, ReportNoteKind.ARRIVAL, reason, at=at)


_REMINDER = N_(
    "{contact}: the report “{report}” for {period} was due on {due} and {state}. Please send it today. "
    "If the figures cannot come by then, write to us with the reason and a date."
)
_REMINDER_AHEAD = N_("{contact}: the report “{report}” for {period} is due on {due}. Please send it in time.")
_STATES = {
    ReportState.MISSING: N_("has not arrived"),
    ReportState.RETURNED: N_("was returned for a new one ({reason})"),
    ReportState.PARTIAL: N_("lacks these days: {days}"),
}


def reminder(line: BoardLine, lang: Lang, now: datetime) -> str:
    """The text of a reminder, to be sent as one likes."""
    owed = line.owed
    facts = {
        "contact": line.contact or line.vendor_name.in_(lang),
        "report": owed.plan.name.in_(lang),
        "period": span(owed.period, lang),
        "due": owed.due.day.isoformat(),
    }
    state_of = owed.standing.state
    is_ahead = now < owed.due.before and state_of is not ReportState.RETURNED
    if is_ahead or state_of not in _STATES:
        return translated(_REMINDER_AHEAD, lang).format(**facts)
    days = [f"{day:%m-%d}" for day in owed.standing.missing]
    state = translated(_STATES[state_of], lang).format(
        days=("、" if lang == "zh" else ", ").join(days), reason=owed.standing.returned
    )
    return translated(_REMINDER, lang).format(**facts, state=state)


def span(period: Period, lang: Lang) -> str:
    """The days of a period: a day, a month by its name, else from and to."""
    if period.days == 1:
        return period.start.isoformat()
    joint = "至" if lang == "zh" else "to"
    return f"{period.start.isoformat()} {joint} {period.last_day.isoformat()}"


def dataset_words(plan: ReportPlanRecord) -> Text:
    """What kind of figures a report brings."""
    return DATASET_NAMES[plan.dataset]


def _lines(house: House, who: Principal, within: Period) -> list[BoardLine]:
    with house.database.read(who) as uow:
        names = {vendor.code: vendor.name for vendor in uow.directory.all_vendors(active_only=False)}
        people = {person.id: person.name for person in uow.directory.contacts.all()}
        found = owed_within(uow, within, house.clock.now())
    return [
        BoardLine(each, names[each.plan.vendor], people.get(each.plan.contact or "", "")) for each in found
    ]


def _note(
    house: House,
    who: Principal,
    plan: str,
    period_start: date,
    kind: ReportNoteKind,
    reason: str,
    until: date | None = None,
    at: datetime | None = None,
) -> ReportNoteRecord:
    why = reasoned(reason)
    with writing(house, who, Action.MANAGE) as uow:
        planned = uow.reporting.plans.get(plan)
        authorize(who, Action.MANAGE, planned.vendor)
        record = ReportNoteRecord(
            plan=plan, vendor=planned.vendor, period_start=period_start, kind=kind, until=until, at=at,
            reason=why, noted_at=uow.now, noted_by=who.name,
        )  # fmt: skip
        note = uow.reporting.notes.add(record)
        uow.journal.note(
            f"report_{kind.value}", "report_plan", plan,
            after={"period": period_start, "until": until, "at": at and at.isoformat()},
            why=why, vendor=planned.vendor,
        )  # fmt: skip
    return note


def _noted(plan: ReportPlanRecord) -> dict[str, object]:
    return {
        "name": plan.name, "dataset": plan.dataset, "frequency": plan.frequency,
        "due": [plan.due_kind, plan.due_count], "active": plan.active,
    }  # fmt: skip
