"""Who holds what through a month at one vendor: what is asked, met by every record, day by day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from core.garbage import search_paused
from core.period import Period
from qa.training.certified import certified_mask, days_mask
from qa.training.record import TrainingRecord
from qa.training.requirement import Change, Requirement
from services.training.asked_month import AskedMonth, Stretch, asked_month, same
from services.training.compliance import TrainingBooks, books_in, elsewhere_in
from services.training.judged_records import judged_in
from services.training.list_records import records_in
from store.lake.held import Judged, held_month
from store.lake.held_sums import HeldTable, Pair, Row, Stretches
from store.lake.held_told import RecordsTold
from store.lake.lake import Lake
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.roster.roster import WithLake


@dataclass(frozen=True, slots=True)
class HeldDays:
    """One agent on one set of terms: the days held, those since the first pass, until when."""

    held: int = 0
    ever: int = 0
    until: date | None = None
    #: Whether something passed runs out in the month.
    ends: bool = False


_NOTHING = HeldDays()
#: A project and a site; None: without one.
Place = tuple[str | None, str | None]


@dataclass
class HeldMonth:
    """A vendor's month of training."""

    asked: AskedMonth
    #: Terms of a requirement → their number.
    terms: Mapping[Requirement, int]
    #: Every record on every terms.
    judged: Judged
    held: HeldTable

    @property
    def period(self) -> Period:
        """The month."""
        return self.asked.period

    @property
    def agents(self) -> Mapping[str, int]:
        """Marks that are counted → their number."""
        return self.judged.told.agents

    @property
    def books(self) -> TrainingBooks:
        """What it rests on; without records."""
        return self.asked.books

    def of(self, mark: str, need: Requirement) -> HeldDays:
        """The days an agent holds a course on the terms of a requirement."""
        found = self.held.of(self.agents.get(mark, -1), self.terms[same(need)])
        return HeldDays(*found) if found else _NOTHING

    def holds_beyond(self, mark: str, need: Requirement, day: date, last: date) -> bool:
        """Whether an agent surely holds a course on a day and until after another; False too of terms that
        nobody at work is asked, which are not reckoned here."""
        if same(need) not in self.terms:
            return False
        days = self.of(mark, need)
        held = days.held >> (day - self.period.start).days & 1
        return bool(held) and (days.until is None or days.until > last)

    def lacking(self, stretch: Stretch) -> int:
        """The days of a stretch on which something owed is not held."""
        return self._sums.get(self._numbers[id(stretch)], (0, 0))[0]

    def expired(self, stretch: Stretch) -> int:
        """The days of a stretch on which a course of compliance has run out that was held once."""
        return self._sums.get(self._numbers[id(stretch)], (0, 0))[1]

    def by_day(self, until: date) -> Iterator[tuple[Place, date, int, int, int]]:
        """Of each place and day up to one: who is live, holds everything, has a course of compliance that ran
        out; of agents of whom something is asked."""
        last = (min(until, self.period.last_day) - self.period.start).days
        for place, at, *counts in self.held.by_day(self._live, last):
            live, certified, expired = counts
            yield self._places[place], self.period.start + timedelta(days=at), live, certified, expired

    def courses_on(self, day: date) -> dict[tuple[str | None, str], tuple[int, int]]:
        """(site, course) → who has to hold it on a day, and who does."""
        found: dict[tuple[str | None, str], tuple[int, int]] = {}
        for place, course, of, ok in self.held.by_course(self._live, (day - self.period.start).days):
            key = self._places[place][1], course
            before = found.get(key, (0, 0))
            found[key] = before[0] + of, before[1] + ok
        return found

    @cached_property
    def _sums(self) -> dict[int, tuple[int, int]]:
        return self.held.lacking(self._table([*self.asked.stretches, *self.asked.nesting]))

    @cached_property
    def _numbers(self) -> dict[int, int]:
        return {id(each): nr for nr, each in enumerate([*self.asked.stretches, *self.asked.nesting])}

    @cached_property
    def _live(self) -> Stretches:
        return self._table(self.asked.stretches)

    def _table(self, stretches: Sequence[Stretch]) -> Stretches:
        number = {place: at for at, place in enumerate(self._places)}
        return Stretches(
            [
                (nr, self.agents[e.spell.mark], e.asked, number[place_of(e)], e.days)
                for nr, e in enumerate(stretches)
            ],
            self._owed,
        )

    @cached_property
    def _places(self) -> list[Place]:
        return list(dict.fromkeys(place_of(e) for e in (*self.asked.stretches, *self.asked.nesting)))

    @cached_property
    def _owed(self) -> list[tuple[int, int, str, bool]]:
        """Of each set, what is owed; a stretch never reaches beyond a due day, so its first day decides."""
        first: dict[int, date] = {}
        for stretch in (*self.asked.stretches, *self.asked.nesting):
            first.setdefault(stretch.asked, stretch.first_day)
        strict = {code for code, course in self.books.courses.items() if course.compliance}
        return [
            (at, self.terms[same(need)], need.course, need.course in strict)
            for at, day in first.items()
            for need in self.asked.owed(at, day)
        ]


def place_of(stretch: Stretch) -> Place:
    """Where a stretch's counts belong."""
    return stretch.spell.project, stretch.spell.site


@search_paused()
def month_in(
    uow: UnitOfWork,
    house: WithLake,
    vendor: str,
    period: Period,
    known: datetime | None = None,
    changes: Sequence[Change] = (),
) -> HeldMonth:
    """A vendor's month (at most 31 days), as it is known now or was known at an instant."""
    books = books_in(uow, house, vendor, period, known, changes, marks=())
    asked = asked_month(books, period)
    terms: dict[Requirement, int] = {}
    for each in asked.sets:
        for need in each:
            terms.setdefault(same(need), len(terms))
    judged = judged_in(uow, house.lake, books, terms)
    found = HeldTable(held_month(judged, period))
    away = elsewhere_in(uow, house.lake, books)
    odd = found.odd | set(_told_elsewhere(judged.told, terms, away))
    return HeldMonth(
        asked,
        terms,
        judged,
        found.replaced(_by_record(uow, house.lake, judged.told, books, terms, odd, away)),
    )


def _told_elsewhere(
    told: RecordsTold, terms: Mapping[Requirement, int], away: Sequence[TrainingRecord]
) -> Iterator[Pair]:
    for one in away:
        for need, term in terms.items():
            if need.course == one.course:
                yield told.agents[told.marks[one.mark]], term


def _by_record(
    uow: UnitOfWork,
    lake: Lake,
    told: RecordsTold,
    books: TrainingBooks,
    terms: Mapping[Requirement, int],
    odd: set[Pair],
    away: Sequence[TrainingRecord] = (),
) -> dict[Pair, Row]:
    """The pairs that do not follow from each record alone, record by record."""
    if not odd:
        return {}
    needs = {number: need for need, number in terms.items()}
    marks_of = {number: mark for mark, number in told.agents.items()}
    heads, of = {marks_of[agent] for agent, _term in odd}, {needs[term].course for _agent, term in odd}
    wanted = {mark for mark, head in told.marks.items() if head in heads}
    records = records_in(uow, lake, books.vendor, books.courses.values(), wanted, of=of)
    whole = replace(books, records=[*records, *away])
    return {(agent, term): _row(whole, marks_of[agent], needs[term]) for agent, term in odd}


def _row(books: TrainingBooks, mark: str, need: Requirement) -> Row:
    spans = [each for each in books.held(mark, need) if each.first_day <= books.days.last_day]
    first = min((each.first_day for each in spans), default=None)
    ends = [each.last_day or date.max for each in spans]
    return (
        certified_mask(books.days, [spans]),
        days_mask(books.days, first, None) if first else 0,
        max(ends, default=None),
        any(end in books.days for end in ends),
    )
