"""Who owes what, and who holds it: rosters, matrix and records of one vendor, opened once for some days.

What is asked of an agent goes by profile and day, and is worked out once for all who are alike. As it was
known at an instant, or as it is known now.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from core.errors import NotFoundError
from core.period import Period
from core.principal import Action, Principal, authorize
from importers.staff import agent_key
from qa.roster.history import RosterList, carried_days, known_at, roster_on
from qa.roster.identity import Link, heads
from qa.roster.spell import Spell, Standing
from qa.training import held as spans
from qa.training.course import Course
from qa.training.held import TrainerCertified
from qa.training.matrix import Matrix, matrix_on
from qa.training.profile import profile_of
from qa.training.record import Held, Lack, TrainingRecord
from qa.training.required import Products, requirements
from qa.training.requirement import Change, Requirement
from qa.training.trainers import TrainerCertificate, may_give
from services.roster.agent_links import links_in
from services.roster.roster import WithLake, lists_in
from services.training.carried_over import carried_over
from services.training.courses import courses_in
from services.training.list_records import records_in
from services.training.matrix import matrices_in, products_in
from services.training.trainers import certificates_in
from services.training.unsupported import unsupported_in
from services.training.vendor_days import VendorDays, vendor_days
from store.lake.lake import Lake
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House


@dataclass
class TrainingBooks:
    """Everything training rests on at one vendor, for the days it was opened for."""

    vendor: str
    days: Period
    #: None: as it is known now.
    known: datetime | None
    lists: Sequence[RosterList]
    matrices: Sequence[Matrix]
    courses: Mapping[str, Course]
    products: Products
    changes: Sequence[Change] = ()
    #: By whose clock and working days things are due.
    by: VendorDays = field(default_factory=VendorDays)
    links: Sequence[Link] = ()
    certificates: Sequence[TrainerCertificate] = ()
    #: Keys of records behind which an evidence audit found nothing.
    unsupported: frozenset[str] = frozenset()
    #: Every record of the marks it was opened for, those taken back included.
    records: Sequence[TrainingRecord] = ()
    _rosters: dict[date, dict[str, Spell]] = field(default_factory=dict, repr=False)
    _needs: dict[object, tuple[Requirement, ...]] = field(default_factory=dict, repr=False)

    def roster(self, day: date) -> dict[str, Spell]:
        """Everybody the rosters name on a day, by mark; of one person's several codes only the one that
        counts."""
        if day not in self._rosters:
            found = roster_on(self.lists, day, self.known)
            double = heads(found, self.links, day)
            self._rosters[day] = {mark: one for mark, one in found.items() if mark not in double}
        return self._rosters[day]

    def at_work(self, day: date) -> dict[str, Spell]:
        """Who is live on a day, by mark."""
        return {mark: one for mark, one in self.roster(day).items() if one.standing(day) is Standing.LIVE}

    def counted_as(self, day: date) -> dict[str, str]:
        """Mark → the mark its person is counted under that day; without those counted under their own."""
        return heads(roster_on(self.lists, day, self.known), self.links, day)

    def roster_of_all(self) -> dict[str, str]:
        """Mark of every code on any roster of the days, or linked to one → the mark its records count for."""
        ends = (self.days.start, self.days.last_day)
        double = {mark: head for day in ends for mark, head in self.counted_as(day).items()}
        marks = {
            (line.mark if isinstance(line, Spell) else line.after.mark)
            for told in known_at(self.lists, self.known)
            for line in told.lines
        }
        return {mark: double.get(mark, mark) for mark in {*marks, *double, *double.values()}}

    def carried_days(self, day: date) -> int:
        """How many days old the oldest roster is that a day is told by."""
        return carried_days(known_at(self.lists, self.known), day)

    def needs(self, spell: Spell, day: date) -> tuple[Requirement, ...]:
        """Everything asked of whoever has this line on the roster, on a day."""
        key = profile_of(spell), spell.joined, spell.live, spell.left, spell.leaves, day
        if key not in self._needs:
            made = matrix_on(self.matrices, day)
            self._needs[key] = requirements(
                made, self.courses, spell, day, self.changes, self.products, self.by.calendar, self.by.zone
            )
        return self._needs[key]

    def owed(self, spell: Spell, day: date) -> tuple[Requirement, ...]:
        """What has to be held on a day already: without what is only asked for until a later due day."""
        return tuple(need for need in self.needs(spell, day) if need.is_owed(day))

    def of(self, mark: str) -> Sequence[TrainingRecord]:
        """The records of an agent, under every code that is counted as theirs."""
        return self._by_mark.get(mark, ())

    def held(self, mark: str, need: Requirement) -> tuple[Held, ...]:
        """The days through which an agent holds a course on the terms of a requirement."""
        return spans.held(self.of(mark), need, self.known, self.unsupported, self.trainers)

    def holds(self, mark: str, need: Requirement, day: date) -> bool:
        """Whether an agent holds a course on a day."""
        return spans.held_on(self.held(mark, need), day) is not None

    def lack(self, mark: str, need: Requirement, day: date) -> Lack:
        """Why an agent does not hold a course on a day; `Lack.NONE` where they do."""
        return spans.lack(self.of(mark), need, day, self.known, self.unsupported, self.trainers)

    def certified(self, spell: Spell, day: date) -> bool:
        """Whether an agent holds on a day everything that has to be held that day."""
        return all(self.holds(spell.mark, need, day) for need in self.owed(spell, day))

    def records_until(self, courses: Collection[str]) -> date | None:
        """The last day that any record of these courses is of, as far as they were opened; None: none are."""
        mine = (one.day for one in self.records if one.vendor and one.course in courses)
        return max(mine, default=None)

    @cached_property
    def trainers(self) -> TrainerCertified:
        """Whether the trainer of a record was certified for its course and version on its day."""
        return lambda record: may_give(
            self.certificates, self.vendor, agent_key(record.trainer), record.course, record.course_version,
            record.day,
        )  # fmt: skip

    @cached_property
    def _by_mark(self) -> dict[str, list[TrainingRecord]]:
        of_head = self.roster_of_all()
        found: dict[str, list[TrainingRecord]] = {}
        for record in self.records:
            found.setdefault(of_head.get(record.mark, record.mark), []).append(record)
        return found


def books_in(
    uow: UnitOfWork,
    house: WithLake,
    vendor: str,
    days: Period,
    known: datetime | None = None,
    changes: Sequence[Change] = (),
    marks: Collection[str] | None = None,
) -> TrainingBooks:
    """The books of a vendor for some days, inside another service's transaction. `marks`: the records of
    these agents only; none: no records are read."""
    courses = courses_in(uow, known)
    books = TrainingBooks(
        vendor=vendor,
        days=days,
        known=known,
        lists=lists_in(uow, house, vendor, days, known),
        matrices=matrices_in(uow),
        courses=courses,
        products=products_in(uow),
        changes=changes,
        by=vendor_days(uow, vendor),
        links=links_in(uow, vendor, known),
        certificates=certificates_in(uow, vendor, known),
        unsupported=unsupported_in(uow, vendor, known),
        records=records_in(uow, house.lake, vendor, courses.values(), marks),
    )
    books.records = [*books.records, *elsewhere_in(uow, house.lake, books, marks)]
    return books


def elsewhere_in(
    uow: UnitOfWork, lake: Lake, books: TrainingBooks, marks: Collection[str] | None = None
) -> list[TrainingRecord]:
    """What the people on these rosters did at other vendors, in courses that carry over: under the mark that
    counts, of those whom these marks are counted with."""
    if not any(course.carries_over for course in books.courses.values()):
        return []
    counts_as = books.roster_of_all()
    asked = None if marks is None else {counts_as.get(mark, mark) for mark in marks}
    people: dict[str, set[str]] = {}
    for told in known_at(books.lists, books.known):
        for line in told.lines:
            spell = line if isinstance(line, Spell) else line.after
            head = counts_as[spell.mark]
            if spell.person and (asked is None or head in asked):
                people.setdefault(spell.person, set()).add(head)
    return carried_over(uow, lake, books.vendor, people, books.courses, books.known)


def requirements_of(
    house: House, who: Principal, vendor: str, agent: str, day: date, changes: Sequence[Change] = ()
) -> tuple[Spell, tuple[Requirement, ...]]:
    """An agent's line on the roster of a day and what is asked of them, however the code is written.

    Refused: a code that is on no roster of that day.
    """
    authorize(who, Action.VIEW, vendor)
    one_day = Period(day, date.fromordinal(day.toordinal() + 1))
    with house.database.read(who) as uow:
        books = books_in(uow, house, vendor, one_day, changes=changes, marks=())
    key = agent_key(agent)
    found = [one for one in books.roster(day).values() if agent_key(one.agent) == key]
    if not found:
        raise NotFoundError(code=agent)
    return found[0], books.needs(found[0], day)
