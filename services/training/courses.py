"""Courses 课程: every version as published; the newest is what the matrix means. They are the client's."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from core.canonical import content_hash
from core.errors import RefusedError, WrongInputError
from core.finding import blocking
from core.principal import Action, Principal, authorize, authorize_everywhere
from qa.training.course import Course, course_called
from qa.training.written import plain_course, read
from services.house.writing import reasoned, writing
from store.records.courses import CourseRecord
from store.tables import courses as tables
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House


def courses(house: House, who: Principal) -> dict[str, Course]:
    """The newest version of each course, by code."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        return courses_in(uow)


def course_versions(house: House, who: Principal, code: str) -> list[CourseRecord]:
    """Every version of one course, 1 first, each with who published it and why."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        return uow.courses.all(code=code, order=tables.courses.c.number)


def courses_in(uow: UnitOfWork, known: datetime | None = None) -> dict[str, Course]:
    """The newest version of each course, for other services. `known`: the newest published by then; a course
    that nobody had published yet is what it was first published as."""
    newest: dict[str, CourseRecord] = {}
    for record in uow.courses.all(order=(tables.courses.c.code, tables.courses.c.number)):
        if known is None or record.code not in newest or record.published_at <= known:
            newest[record.code] = record
    return {code: rebuilt(record) for code, record in newest.items()}


def rebuilt(record: CourseRecord) -> Course:
    """The course a record stands for."""
    found = read({"courses": [record.body]})
    if not found.courses:
        raise ValueError(f"a kept course cannot be read: {[each.code for each in found.findings]}")
    return replace(found.courses[0], number=record.number)


def publish_course(house: House, who: Principal, course: Course, why: str) -> CourseRecord:
    """A course, or the next version of one. Refused: what cannot stand in a file, a name that another course
    goes by, a version that says what the last one says, and no reason."""
    authorize_everywhere(who, Action.MANAGE)
    said = reasoned(why)
    with writing(house, who, Action.MANAGE) as uow:
        return kept(uow, who, course, said)


def kept(uow: UnitOfWork, who: Principal, course: Course, why: str) -> CourseRecord:
    """`publish_course` within a unit of work that was opened for whoever may."""
    body = plain_course(course)
    if found := blocking(list(read({"courses": [body]}).findings)):
        raise RefusedError(found)
    before = courses_in(uow)
    _named_apart(course, before)
    last = before.get(course.code)
    if last is not None and plain_course(last) == body:
        raise WrongInputError("course_same", code=course.code, number=last.number)
    record = uow.courses.add(
        CourseRecord(
            code=course.code,
            number=last.number + 1 if last else 1,
            name=course.name,
            body=body,
            hash=content_hash(body),
            why=why,
            published_at=uow.now,
            published_by=who.name,
        )
    )
    uow.journal.note("course_published", "course", course.code, after={"version": record.number}, why=why)
    return record


def _named_apart(course: Course, before: dict[str, Course]) -> None:
    """Refused where a list could mean two courses by one name."""
    others = {code: each for code, each in before.items() if code != course.code}
    for name in (course.name.zh, course.name.en, *course.called):
        if name and course_called(others, name) is not None:
            raise WrongInputError("taken", code=name)
