"""What looks odd in a vendor's training records 记录疑点: made up, given by nobody certified, tried too
often, or otherwise than the register says.

Over all lists of a month, whichever brought a row. It is for somebody to look at; what does not count, does
not because of the matrix and the register of trainers, never because of this.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from core.batch import Source
from core.finding import Finding
from core.people_lists import ListState
from core.period import MonthRule, Period
from core.principal import Action, Principal, authorize
from core.text import Text
from qa.training.course import Course, Provider
from qa.training.due import ZONE
from qa.training.held import Refused, refused
from qa.training.inflation import inflated
from qa.training.matrix import PASSING, Matrix, matrix_on
from qa.training.record import TrainingRecord
from qa.training.reported import ClassRecord
from qa.training.requirement import Requirement
from qa.training.uncounted import against_register, uncounted
from services.records.training import classes_in
from services.training.changes import changes_in
from services.training.compliance import TrainingBooks, books_in
from services.training.courses import courses_in
from services.training.list_records import KINDS, codes_of, records_in
from services.training.matrix import matrices_in
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

#: A list that waits is looked at beside the lists of so many days before its last one.
_BACK = timedelta(days=31)


@dataclass(frozen=True)
class Doubted:
    """What is odd in a month, and on how many records of how many lists that rests."""

    findings: tuple[Finding, ...]
    records: int
    lists: int


def doubted(house: House, who: Principal, vendor: str, label: str) -> Doubted:
    """Everything odd in the records of a calendar month, over all lists that are in."""
    authorize(who, Action.VIEW, vendor)
    days = MonthRule().month(label)
    with house.database.read(who) as uow:
        uow.directory.vendors.one(code=vendor)
        courses, made = courses_in(uow), matrices_in(uow)
        told = _told(uow, house, vendor, days, courses)
        found = [
            *inflated(told, _least(made, days.last_day)),
            *uncounted(_refused(uow, house, vendor, days, told), days),
            *against_register(_registered(uow, house, vendor, days, courses), told, days),
        ]
    named = tuple(_named(each, courses) for each in found)
    return Doubted(named, len(told), len({each.list_id for each in told}))


def beside(uow: UnitOfWork, house: House, vendor: str, staged: Sequence[TrainingRecord]) -> Iterator[Finding]:
    """What a list that waits makes odd, by itself or beside the lists that are in."""
    if not staged:
        return
    courses, made = courses_in(uow), matrices_in(uow)
    last = max(each.day for each in staged)
    days = Period(last - _BACK, last + timedelta(days=1))
    rows = [_at_home(each) for each in staged]
    before, least = _told(uow, house, vendor, days, courses), _least(made, last)
    known = inflated(before, least)
    found = [each for each in inflated([*before, *rows], least) if each not in known]
    span = Period(min(each.day for each in rows), days.end)
    found += uncounted(_refused(uow, house, vendor, span, rows), span)
    yield from (_named(each, courses) for each in found)


def _told(
    uow: UnitOfWork, house: House, vendor: str, days: Period, courses: Mapping[str, Course]
) -> list[TrainingRecord]:
    """What the lists of some days tell and is not taken back."""
    lists = {
        each.id
        for each in uow.people_lists.all(vendor=vendor, state=ListState.COMMITTED)
        if each.kind in KINDS and each.days.overlaps(days)
    }
    found = records_in(uow, house.lake, vendor, courses.values(), lists=lists)
    return [_at_home(each) for each in found if each.day in days and each.known_at(None)]


def _at_home(record: TrainingRecord) -> TrainingRecord:
    """With its instant on the vendor's own clock."""
    return replace(record, at=record.at.astimezone(ZoneInfo(ZONE))) if record.at else record


def _least(made: Sequence[Matrix], day: date) -> dict[str, int]:
    """Course → minutes that rules of the matrix want; of several the fewest."""
    found: dict[str, int] = {}
    matrix = matrix_on(made, day)
    for rule in matrix.rules if matrix else ():
        for code in rule.courses if rule.minutes else ():
            found[code] = min(rule.minutes or 0, found.get(code, rule.minutes or 0))
    return found


def _refused(
    uow: UnitOfWork, house: House, vendor: str, days: Period, told: Sequence[TrainingRecord]
) -> list[tuple[Refused, Requirement]]:
    """The passes among some records that do not count: only courses that have such terms are looked at."""
    books = _books(uow, house, vendor, days)
    strict = _strict(books)
    rows = [each for each in told if each.course in strict and each.kind in PASSING and not each.absent]
    if not rows:
        return []
    head = books.roster_of_all()
    heads = {head.get(each.mark, each.mark) for each in rows}
    marks = {each.mark for each in rows} | {mark for mark, one in head.items() if one in heads}
    kept = records_in(uow, house.lake, vendor, books.courses.values(), marks)
    have = {each.key for each in kept}
    whole = replace(books, records=[*kept, *(each for each in told if each.key not in have)])
    pairs = {(head.get(each.mark, each.mark), each.course, each.day) for each in rows}
    return [found for pair in sorted(pairs) for found in _of(whole, *pair)]


def _books(uow: UnitOfWork, house: House, vendor: str, days: Period) -> TrainingBooks:
    changes = [each.change for each in changes_in(uow, vendor) if not each.called_off]
    return books_in(uow, house, vendor, days, changes=changes, marks=())


def _strict(books: TrainingBooks) -> set[str]:
    """Courses that ask for a certified trainer, or allow only so many tries."""
    by_client = {code for code, one in books.courses.items() if one.provider is Provider.TRAIN_THE_TRAINER}
    rules = (rule for made in books.matrices for rule in made.rules)
    return by_client | {
        code for rule in rules if rule.certified_trainer or rule.attempts is not None for code in rule.courses
    }


def _of(books: TrainingBooks, mark: str, course: str, day: date) -> Iterator[tuple[Refused, Requirement]]:
    spell = books.roster(day).get(mark)
    if spell is None:
        return
    for need in books.needs(spell, day):
        if need.course == course and (need.certified_trainer or need.attempts is not None):
            found = refused(books.of(mark), need, None, books.unsupported, books.trainers)
            yield from ((each, need) for each in found if each.record.day == day)


def _registered(
    uow: UnitOfWork, house: House, vendor: str, days: Period, courses: Mapping[str, Course]
) -> Iterable[ClassRecord]:
    """What the vendor's register says of classes, under the codes of their courses."""
    codes = codes_of(courses.values())
    for each in classes_in(uow, house, vendor, Source.VENDOR, days):
        yield replace(each, course=codes.get(each.course.strip().casefold(), each.course))


def _named(found: Finding, courses: Mapping[str, Course]) -> Finding:
    """With the course by its name: 'PRIVACY v2' is '个人信息保护 v2'."""
    said = str(found.facts["course"])
    code, _space, version = said.partition(" ")
    if code not in courses:
        return found
    name, rest = courses[code].name, f" {version}" if version else ""
    return replace(found, facts={**found.facts, "course": Text(f"{name.zh}{rest}", f"{name.en}{rest}")})
