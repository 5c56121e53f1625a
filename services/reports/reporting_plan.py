"""The reporting plan: what each vendor owes by when, the board, reminders, extensions, real arrivals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from core.batch import Dataset, Grain, Source
from core.counts import base_count
from core.errors import WrongInputError
from core.language import N_, translated
from core.period import MonthRule, Period
from core.principal import Action, Principal, authorize
from core.text import Lang, Text
from services.contracts.asked import formula_of
from services.contracts.contract_versions import rebuilt
from services.house.writing import needed, reasoned, writing
from services.judging.report_standing import Owed, first_day_owed, first_due, owed_within
from sla.follow_up.reporting import DueRule, Frequency, ReportState
from store.records import ReportNoteKind, ReportNoteRecord, ReportPlanRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

_NAME = Text("报表名称", "The report's name")
#: What is pressing once the time is over.
_OPEN = frozenset({ReportState.MISSING, ReportState.RETURNED, ReportState.PARTIAL})


@dataclass(frozen=True)
class BoardLine:
    """One report of one period on the board."""

    owed: Owed
    vendor_name: Text
    contact: str
    #: Site → its name, of the sites that each owe it.
    sites: Mapping[str, Text] = field(default_factory=dict)

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
    sites: Sequence[str] = (),
) -> ReportPlanRecord:
    """Plan a report, or change the one of that key as seen at `version`. A file answers it that holds one of
    `counts`, where some are named; it is whole once each of `sites` is in, where some are. Refused: a base
    count there is none of, a site the vendor has not."""
    _may_be_planned(name, counts)
    said: dict[str, Any] = {
        "name": name, "dataset": dataset, "frequency": frequency, "due_kind": rule.kind,
        "due_count": rule.count, "source": source, "grain": grain, "contact": contact, "active": active,
        "counts": tuple(counts), "sites": tuple(sorted(set(sites))),
    }  # fmt: skip
    with writing(house, who, Action.MANAGE) as uow:
        vendor = uow.contracts.by_code(contract).vendor
        authorize(who, Action.MANAGE, vendor)
        for site in said["sites"]:
            uow.directory.sites.one(vendor=vendor, code=site)
        if id is None:
            said["starts"] = starts or first_day_owed(house.today())
            said |= {"vendor": vendor, "created_at": uow.now, "created_by": who.name}
            return _planned(uow, ReportPlanRecord(contract=contract, **said))
        before = uow.reporting.plans.one(id=id, contract=contract)
        changed = replace(before, **said, starts=starts or before.starts, version=version or 0)
        return _planned(uow, changed, before)


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
_ALL_DAYS = N_("all days")
_OF_SITE = N_("{site} ({days})")
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
    state = translated(_STATES[state_of], lang).format(
        days=lacking(line, lang), reason=owed.standing.returned
    )
    return translated(_REMINDER, lang).format(**facts, state=state)


def lacking(line: BoardLine, lang: Lang) -> str:
    """The days that lack; where sites owe them each, site by site."""
    found, every = line.owed.standing, line.owed.period.days
    if not found.sites:
        return _days(found.missing, lang)
    said = []
    for site, days in found.sites:
        which = translated(_ALL_DAYS, lang) if len(days) == every else _days(days, lang)
        name = line.sites[site].in_(lang) if site in line.sites else site
        said.append(translated(_OF_SITE, lang).format(site=name, days=which))
    return ("；" if lang == "zh" else "; ").join(said)


def span(period: Period, lang: Lang) -> str:
    """The days of a period: a day, a month by its name, else from and to."""
    if period.days == 1:
        return period.start.isoformat()
    joint = "至" if lang == "zh" else "to"
    return f"{period.start.isoformat()} {joint} {period.last_day.isoformat()}"


def _days(days: Sequence[date], lang: Lang) -> str:
    return ("、" if lang == "zh" else ", ").join(f"{day:%m-%d}" for day in days)


def _lines(house: House, who: Principal, within: Period) -> list[BoardLine]:
    with house.database.read(who) as uow:
        names = {vendor.code: vendor.name for vendor in uow.directory.all_vendors(active_only=False)}
        people = {person.id: person.name for person in uow.directory.contacts.all()}
        found = owed_within(uow, within, house.clock.now())
        sites = {code: _sites(uow, code) for code in {each.plan.vendor for each in found if each.plan.sites}}
    return [
        BoardLine(
            each,
            names[each.plan.vendor],
            people.get(each.plan.contact or "", ""),
            sites.get(each.plan.vendor, {}),
        )
        for each in found
    ]


def _sites(uow: UnitOfWork, vendor: str) -> dict[str, Text]:
    return {site.code: site.name for site in uow.directory.sites_of(vendor)}


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


def _may_be_planned(name: Text, counts: Sequence[str]) -> None:
    needed(name.zh + name.en, _NAME)
    for count in counts:
        if base_count(count) is None:
            raise WrongInputError("base_count", code=count)


def _planned(
    uow: UnitOfWork, plan: ReportPlanRecord, before: ReportPlanRecord | None = None
) -> ReportPlanRecord:
    """Keep a plan, new or in the place of the one before it, and note what it was and is."""
    after = uow.reporting.plans.update(plan) if before else uow.reporting.plans.add(plan)
    was = _noted(before) if before else None
    uow.journal.note(
        "report_plan_saved", "report_plan", after.id, before=was, after=_noted(after), vendor=after.vendor
    )
    return after


def _noted(plan: ReportPlanRecord) -> dict[str, object]:
    return {
        "name": plan.name, "dataset": plan.dataset, "frequency": plan.frequency,
        "due": [plan.due_kind, plan.due_count], "active": plan.active,
        "sites": list(plan.sites),
    }  # fmt: skip
