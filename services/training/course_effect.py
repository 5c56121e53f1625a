"""Whether a course changed anything 培训效果: how often what it teaches failed, before and after passing.

From audits whose score counts, without those chosen because something went wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from core.people_lists import RecordKind
from core.period import MonthRule, Period, shifted
from core.principal import Action, Principal, authorize
from importers.staff import agent_key
from qa.audit import SampleType
from qa.training.course import Course
from qa.training.effect import Asked, Effect, effect
from qa.training.matrix import PASSING, Matrix, matrix_on
from qa.training.record import TrainingRecord
from services.training.asked_items import AskedItem, asked_in, counting_audits
from services.training.courses import courses_in
from services.training.list_records import records_in
from services.training.matrix import matrices_in
from store.records import AuditHead

if TYPE_CHECKING:
    from services.house.bootstrap import House

#: Where no rule of the matrix names another: a pass by these of a hundred.
_PASS_MARK, _FULL_MARK = Decimal(80), Decimal(100)


def three_months(label: str) -> Period:
    """The days of a month and the two before it: one month seldom holds enough calls on either side."""
    rule = MonthRule()
    return Period(rule.month(shifted(label, -2)).start, rule.month(label).end)


def course_effects(house: House, who: Principal, vendor: str, days: Period) -> dict[str, Effect]:
    """Course → the items it teaches in a vendor's audits of some days, before and after each agent passed it.

    Courses that nothing was asked of in those days are left out.
    """
    authorize(who, Action.VIEW, vendor)
    with house.database.read(who) as uow:
        courses = courses_in(uow)
        teaching = [each for each in courses.values() if each.teaches]
        audits = [each for each in counting_audits(uow, who, vendor, days) if _tells(each)]
        asked = [each for audit in audits for each in asked_in(uow, audit)] if teaching else []
        told = records_in(uow, house.lake, vendor, courses.values()) if asked else []
        matrices = matrices_in(uow)
    found = {
        each.code: effect(_of(each, asked), _passed(_records(each, told), matrices, days))
        for each in teaching
    }
    return {code: each for code, each in found.items() if each.before.n or each.after.n or each.untrained.n}


def _tells(audit: AuditHead) -> bool:
    """Whether it is of a known agent, and was not chosen because something went wrong."""
    chosen = audit.sample_type is not None and not SampleType(audit.sample_type).feeds_clauses
    return bool(audit.agent) and not chosen


def _of(course: Course, asked: Iterable[AskedItem]) -> Iterator[Asked]:
    for each in asked:
        clause = each.item.clause
        if clause and course.taught(clause.spec, clause.clause):
            yield Asked(agent_key(each.audit.agent or ""), each.audit.business_date, each.failed)


def _records(course: Course, told: Iterable[TrainingRecord]) -> list[TrainingRecord]:
    return [each for each in told if each.course == course.code]


def _passed(records: Iterable[TrainingRecord], matrices: Sequence[Matrix], days: Period) -> dict[str, date]:
    """The first pass of each agent within the days, by the list's word, else by the mark the matrix asks."""
    found: dict[str, date] = {}
    for record in records:
        if record.known_at(None) and record.day in days and _is_pass(record, matrices):
            found.setdefault(agent_key(record.agent), record.day)
    return found


def _is_pass(record: TrainingRecord, matrices: Sequence[Matrix]) -> bool:
    if record.absent or record.kind not in PASSING:
        return False
    if record.passed is not None:
        return record.passed
    if record.score is None:
        return record.kind is not RecordKind.EXAM
    made = matrix_on(matrices, record.day)
    marks = [rule.pass_mark for rule in (made.rules if made else ()) if record.course in rule.courses]
    return record.score * 100 >= max(marks, default=_PASS_MARK) * (record.full_mark or _FULL_MARK)
