"""When a plan is due: on a named day, or working days on, counted anew once a calendar is published."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from core.finding import Finding, Place
from core.principal import Action, Principal, authorize_everywhere
from core.workdays import WorkCalendar
from services.contracts.contract_versions import rebuilt
from services.house.writing import writing
from sla.follow_up.plans import PlanStatus, due_date
from store.records import PlanRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House


@dataclass(frozen=True)
class Due:
    """A due day, and what it was counted from where it was counted; its fields are those of the record."""

    due: date
    due_certain: bool = True
    working_days: int | None = None
    counted_from: date | None = None


def due_on(
    uow: UnitOfWork, house: House, contract: str, working_days: int | None, day: date | None
) -> Due | None:
    """The day as named, or counted from today on the contract's calendar; None where neither is given."""
    if day is not None:
        return Due(day)
    if working_days is None:
        return None
    terms = rebuilt(uow.contracts.versions_of(contract)[-1])
    today = house.today(terms.timezone)
    found = due_date(WorkCalendar(terms.calendar), today, working_days)
    return Due(found.day, found.certain, working_days, today)


def as_published(uow: UnitOfWork, record: PlanRecord) -> PlanRecord:
    """The plan with its due day counted on the calendar as it is known now, where it was uncertain."""
    if record.due_certain or record.working_days is None or record.counted_from is None:
        return record
    calendar = WorkCalendar(rebuilt(uow.contracts.versions_of(record.contract)[-1]).calendar)
    found = due_date(calendar, record.counted_from, record.working_days)
    return replace(record, due=found.day, due_certain=found.certain)


def to_be_checked(record: PlanRecord) -> Finding | None:
    """That a due day rests on a calendar nobody has published yet (待核)."""
    if record.due is None or record.due_certain:
        return None
    facts = {"year": record.due.year, "due": record.due.isoformat()}
    return Finding("calendar_unpublished", Place(record.title), facts)


def count_again(house: House, who: Principal) -> list[Finding]:
    """Keep the due days of open plans as the calendar published since has them; says which moved, and which
    still are to be checked."""
    authorize_everywhere(who, Action.MANAGE)
    with house.database.read() as uow:
        standing = [plan for plan in uow.plans.listed() if plan.state != PlanStatus.CLOSED]
        known = [(plan, as_published(uow, plan)) for plan in standing]
    moved = [(before, after) for before, after in known if before != after]
    if moved:
        with writing(house, who, Action.MANAGE) as uow:
            for before, after in moved:
                uow.plans.update(after)
                uow.journal.note(
                    "plan_due_counted", "plan", after.id,
                    before=before.due, after=after.due, vendor=after.vendor,
                )  # fmt: skip
    unsure = [to_be_checked(after) for _, after in known]
    return [*(_moved(*pair) for pair in moved), *(found for found in unsure if found)]


def _moved(before: PlanRecord, after: PlanRecord) -> Finding:
    facts = {"title": after.title, "before": str(before.due), "after": str(after.due)}
    return Finding("plan_due_counted", Place(after.title), facts)
