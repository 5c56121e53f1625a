"""What unsupported records take away 覆盖率重述: the figures without them, beside those as recorded (T5.7).

Both stand side by side, by course: how many of those the course is asked of held it on the last day of the
month, and how many passed a change's training by its due day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from core.period import MonthRule, Period
from core.principal import Action, Principal, authorize
from core.text import Text
from qa.training.held import held, held_on
from qa.training.requirement import Requirement
from services.training.change_board import at_vendor, books_of
from services.training.change_books import ChangeBooks
from services.training.changes import changes_in
from services.training.compliance import TrainingBooks, books_in
from services.training.held_month import HeldMonth, month_in
from store.records.audits import EntryState
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House


@dataclass(frozen=True)
class Restated:
    """One figure with and without the records behind which nothing was found."""

    courses: tuple[Text, ...]
    #: None: held on the day; else the change that was due on it.
    change: Text | None
    day: date
    in_scope: int
    recorded: int
    counted: int

    @property
    def unsupported(self) -> int:
        """How many people it loses."""
        return self.recorded - self.counted

    def share(self, n: int) -> Fraction:
        """In percent of those in scope."""
        return Fraction(100 * n, self.in_scope)


def restated(house: House, who: Principal, vendor: str, label: str) -> list[Restated]:
    """The figures of a vendor's month that unsupported records of any month take people from; none where no
    record was found unsupported."""
    authorize(who, Action.VIEW, vendor)
    days = MonthRule().month(label)
    day = min(days.last_day, house.today())
    with house.database.read(who) as uow:
        taken = _taken_away(uow, vendor)
        if not taken or day < days.start:
            return []
        found = [*_held_on(uow, house, vendor, days, day, taken), *_changes(uow, house, vendor, days, taken)]
    return [each for each in found if each.unsupported]


def _taken_away(uow: UnitOfWork, vendor: str) -> dict[str, set[str]]:
    """Course → marks of the agents who lost a record of it."""
    live = {each.id for each in uow.evidence_audits.all(vendor=vendor, state=EntryState.LIVE)}
    found: dict[str, set[str]] = {}
    for line in uow.evidence_audits.lines.all(vendor=vendor):
        if line.audit in live and line.found.takes_away:
            found.setdefault(line.course, set()).add(line.mark)
    return found


def _held_on(
    uow: UnitOfWork, house: House, vendor: str, days: Period, day: date, taken: Mapping[str, set[str]]
) -> Iterator[Restated]:
    changes = [each.change for each in changes_in(uow, vendor) if not each.called_off]
    month = month_in(uow, house, vendor, days, None, changes)
    heads = month.books.roster_of_all()
    lost = {heads.get(mark, mark) for marks in taken.values() for mark in marks}
    marks = lost | {mark for mark, head in heads.items() if head in lost}
    books = books_in(uow, house, vendor, days, changes=changes, marks=marks)
    for code in sorted(taken):
        asked = _asked(month, code, day)
        counted = sum(_holds(month, mark, needs, day) for mark, needs in asked.items())
        again = sum(_lost(books, mark, asked[mark], day) for mark in lost if mark in asked)
        yield Restated((_name(books, code),), None, day, len(asked), counted + again, counted)


def _asked(month: HeldMonth, course: str, day: date) -> dict[str, list[Requirement]]:
    """Mark → what asks the course of them on a day, what is not due yet as well."""
    found: dict[str, list[Requirement]] = {}
    for stretch in month.asked.on(day):
        needs = [need for need in month.asked.sets[stretch.asked] if need.course == course]
        if needs:
            found.setdefault(stretch.spell.mark, []).extend(needs)
    return found


def _holds(month: HeldMonth, mark: str, needs: Iterable[Requirement], day: date) -> bool:
    bit = 1 << (day - month.period.start).days
    return all(month.of(mark, need).held & bit for need in needs)


def _lost(books: TrainingBooks, mark: str, needs: Iterable[Requirement], day: date) -> bool:
    """Whether somebody would hold it if something had been found behind every record."""
    told, terms = books.of(mark), list(needs)

    def holds(unsupported: frozenset[str]) -> bool:
        spans = (held(told, need, None, unsupported, books.trainers) for need in terms)
        return all(held_on(each, day) for each in spans)

    return holds(frozenset()) and not holds(books.unsupported)


def _changes(
    uow: UnitOfWork, house: House, vendor: str, days: Period, taken: Mapping[str, set[str]]
) -> Iterator[Restated]:
    """Changes that were published by the month's end and due in it or later."""
    found = [
        each
        for each in changes_in(uow, vendor)
        if not each.called_off and set(each.change.courses) & taken.keys()
    ]
    if not found:
        return
    books, now = books_of(uow, house, vendor, found), house.clock.now()
    plain = ChangeBooks(replace(books.books, unsupported=frozenset()), books.record_lists)
    for each in found:
        if books.by.of(each.change.published) >= days.end:
            continue
        at, before = at_vendor(each, books, now), at_vendor(each, plain, now)
        if at.standing is None or at.due is None or at.due.day < days.start:
            continue
        names = tuple(_name(books.books, code) for code in each.change.courses)
        whole = at.whole()
        recorded = before.whole().trained
        yield Restated(names, each.change.name, at.day, whole.in_scope, recorded, whole.trained)


def _name(books: TrainingBooks, code: str) -> Text:
    course = books.courses.get(code)
    return course.name if course else Text(code, code)
