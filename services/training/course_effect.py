"""Whether a course changed anything 培训效果: how often what it teaches failed, before and after passing.

From audits whose score counts, without those chosen because something went wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from core.errors import NotFoundError
from core.people_lists import RecordKind
from core.period import Period
from core.principal import Action, Principal, authorize
from importers.staff import agent_key
from qa.audit import SampleType, scored
from qa.training.course import Course
from qa.training.effect import Asked, Effect, effect
from qa.training.matrix import PASSING, Matrix, matrix_on
from qa.training.record import TrainingRecord
from services.forms.audit_forms import form_in
from services.records.kept_audits import audit_of
from services.records.sealed_audits import sealed_ids
from services.training.courses import courses_in
from services.training.list_records import records_in
from services.training.matrix import matrices_in
from store.records import AuditRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

#: Where no rule of the matrix names another: a pass by these of a hundred.
_PASS_MARK, _FULL_MARK = Decimal(80), Decimal(100)


def course_effect(house: House, who: Principal, vendor: str, course: str, days: Period) -> Effect:
    """The items a course teaches in a vendor's audits of some days, before and after each agent passed it.

    Refused: a course that is not published.
    """
    authorize(who, Action.VIEW, vendor)
    with house.database.read(who) as uow:
        courses = courses_in(uow)
        if course not in courses:
            raise NotFoundError(code=course)
        hidden = sealed_ids(uow, who)
        heads = [head.id for head in uow.audits.counting_in(days, vendor) if head.id not in hidden]
        asked = [each for record in uow.audits.of(heads) for each in _asked(uow, record, courses[course])]
        told = records_in(uow, house.lake, vendor, courses.values())
        matrices = matrices_in(uow)
    return effect(asked, _passed((each for each in told if each.course == course), matrices, days))


def _asked(uow: UnitOfWork, record: AuditRecord, course: Course) -> Sequence[Asked]:
    chosen = record.sample_type is not None and not SampleType(record.sample_type).feeds_clauses
    if not record.agent or chosen:
        return ()
    form = form_in(uow, record.form, int(record.form_version))
    wanted = {
        item.code
        for _section, item in form.items()
        if item.clause and course.taught(item.clause.spec, item.clause.clause)
    }
    lines = scored(form, audit_of(record)).items
    return [
        Asked(agent_key(record.agent), record.business_date, line.failed)
        for line in lines
        if line.item in wanted and line.left_out is None
    ]


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
