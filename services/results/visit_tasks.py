"""What waits on site visits: findings past their day, missing signatures, drafts nobody decided on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from core.principal import Action, Principal, authorize
from core.text import Text
from qa.visit.states import FindingState, VisitState
from services.vendors.tasks import Task, TaskKind
from services.visits.visit_bookings import drafts_to_book

if TYPE_CHECKING:
    from services.house.bootstrap import House


def visit_tasks(house: House, who: Principal, today: date) -> Iterator[Task]:
    """One line a finding that is overdue and a visit to be signed; the drafts of a visit in one line."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        stand = {record.id: record for record in uow.visits.all() if record.state.stands}
        found = uow.visits.every_finding() if stand else []
    for finding in found:
        late = finding.due is not None and finding.due < today and finding.state is FindingState.OPEN
        if late and finding.visit in stand and finding.grade.is_booked:
            subject = Text(finding.what, finding.what)
            params = {"visit": finding.visit, "tab": "findings"}
            yield Task(TaskKind.FINDING_OVERDUE, finding.vendor, subject, due=finding.due, params=params)
    for record in stand.values():
        if record.state is VisitState.SUBMITTED and record.day < today:
            subject, params = _visit(record.day), {"visit": record.id}
            yield Task(TaskKind.VISIT_TO_SIGN, record.vendor, subject, due=record.day, params=params)
    waiting = [finding.visit for finding in drafts_to_book(house, who)] if stand else []
    for id in dict.fromkeys(waiting):
        params = {"visit": id, "tab": "findings"}
        subject, count = _visit(stand[id].day), waiting.count(id)
        yield Task(TaskKind.FINDING_TO_BOOK, stand[id].vendor, subject, count=count, params=params)


def _visit(day: date) -> Text:
    return Text(f"{day} 现场检查", f"the visit of {day}")
