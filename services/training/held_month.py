"""Who holds what through a month at one vendor: what is asked, met by every record, day by day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from core.people_lists import ListState
from core.period import Period
from qa.training.certified import certified_mask, days_mask
from qa.training.record import TrainingRecord
from qa.training.requirement import Change, Requirement
from services.training.asked_month import AskedMonth, Stretch, asked_month, same
from services.training.compliance import TrainingBooks, books_in, elsewhere_in
from services.training.list_records import KINDS, codes_of, records_in
from services.training.unsupported import unsupported_marks
from store.lake.held import ListRows, Terms, by_hand, held_month
from store.lake.lake import Lake
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    import polars as pl

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


@dataclass
class HeldMonth:
    """A vendor's month of training."""

    asked: AskedMonth
    #: Terms of a requirement → their number.
    terms: Mapping[Requirement, int]
    #: (mark, terms) → the days held.
    found: Mapping[tuple[str, int], HeldDays]

    @property
    def period(self) -> Period:
        """The month."""
        return self.asked.period

    @property
    def books(self) -> TrainingBooks:
        """What it rests on; without records."""
        return self.asked.books

    def of(self, mark: str, need: Requirement) -> HeldDays:
        """The days an agent holds a course on the terms of a requirement."""
        return self.found.get((mark, self.terms[same(need)]), _NOTHING)

    def lacking(self, stretch: Stretch) -> int:
        """The days of a stretch on which something owed is not held."""
        whole = stretch.days
        for number in self._owed[stretch.asked]:
            whole &= self.found.get((stretch.spell.mark, number), _NOTHING).held
        return stretch.days & ~whole

    def expired(self, stretch: Stretch) -> int:
        """The days of a stretch on which a course of compliance has run out that was held once."""
        lost = 0
        for number in self._compliance[stretch.asked]:
            days = self.found.get((stretch.spell.mark, number), _NOTHING)
            lost |= days.ever & ~days.held
        return stretch.days & lost

    def asks(self, stretch: Stretch) -> bool:
        """Whether anything has to be held through a stretch."""
        return bool(self._owed[stretch.asked])

    def courses_on(self, day: date) -> dict[tuple[str | None, str], tuple[int, int]]:
        """(site, course) → who has to hold it on a day, and who does."""
        bit = 1 << (day - self.period.start).days
        found: dict[tuple[str | None, str], list[int]] = {}
        for stretch in self.asked.on(day):
            for course, number in self._by_course[stretch.asked]:
                cell = found.setdefault((stretch.spell.site, course), [0, 0])
                cell[0] += 1
                cell[1] += bool(self.found.get((stretch.spell.mark, number), _NOTHING).held & bit)
        return {key: (of, ok) for key, (of, ok) in found.items()}

    @cached_property
    def _by_course(self) -> list[list[tuple[str, int]]]:
        """Of each set, what is owed; a stretch never reaches beyond a due day, so its first day decides."""
        first: dict[int, date] = {}
        for stretch in (*self.asked.stretches, *self.asked.nesting):
            first.setdefault(stretch.asked, stretch.first_day)
        return [
            [(need.course, self.terms[same(need)]) for need in self.asked.owed(at, first[at])]
            for at in range(len(self.asked.sets))
        ]

    @cached_property
    def _owed(self) -> list[list[int]]:
        return [[number for _course, number in each] for each in self._by_course]

    @cached_property
    def _compliance(self) -> list[list[int]]:
        courses = self.books.courses
        strict = {code for code, course in courses.items() if course.compliance}
        return [[number for course, number in each if course in strict] for each in self._by_course]


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
    frame = _frame(uow, house.lake, books, terms)
    odd = {(mark, at) for mark, at in frame.filter("odd").select("mark", "term").iter_rows()}
    away = elsewhere_in(uow, house.lake, books)
    counts_as = books.roster_of_all()
    for one in away:
        odd |= {(counts_as[one.mark], at) for need, at in terms.items() if need.course == one.course}
    found = {
        (mark, term): HeldDays(held, ever, until, ends)
        for mark, term, held, ever, until, ends, _odd in frame.iter_rows()
    }
    return HeldMonth(asked, terms, found | _by_record(uow, house.lake, books, terms, odd, away))


def _frame(
    uow: UnitOfWork, lake: Lake, books: TrainingBooks, terms: Mapping[Requirement, int]
) -> pl.DataFrame:
    on, codes = books.roster_of_all(), codes_of(books.courses.values())
    return held_month(
        lake,
        _lists(uow, books),
        _entries(uow, books),
        on,
        lambda said: codes.get(said.strip().casefold()),
        [_terms(need, number) for need, number in terms.items()],
        books.days,
        {on.get(mark, mark) for mark in unsupported_marks(uow, books.vendor, books.known)},
    )


def _terms(need: Requirement, number: int) -> Terms:
    mark = need.pass_mark * 1000
    return Terms(
        number, need.course, need.valid_months, need.valid_days, int(mark) if mark % 1 == 0 else None,
        need.attempts, need.holds_by, need.min_version, need.not_before, need.certified_trainer,
    )  # fmt: skip


def _lists(uow: UnitOfWork, books: TrainingBooks) -> list[ListRows]:
    """The lists of records that were known, each with what was taken back of it by then."""
    known = books.known
    gone: dict[str, set[tuple[str, int]]] = {}
    for each in uow.training.retractions.all(vendor=books.vendor):
        if known is None or each.at <= known:
            gone.setdefault(each.list_id, set()).add((each.sheet, each.row))
    found = []
    for record in uow.people_lists.all(vendor=books.vendor):
        live = record.state in (ListState.COMMITTED, ListState.WITHDRAWN) and record.kind in KINDS
        if not live or not record.rows_file or record.committed_at is None:
            continue
        withdrawn = record.withdrawn_at
        if (known is None and withdrawn is None) or (known is not None and (
            record.committed_at <= known and not (withdrawn and withdrawn <= known)
        )):  # fmt: skip
            found.append(ListRows(record.rows_file, frozenset(gone.get(record.id, ()))))
    return found


def _entries(uow: UnitOfWork, books: TrainingBooks) -> pl.DataFrame:
    """What was typed in, as it was known."""
    known = books.known
    told = uow.training.entries.all(vendor=books.vendor)
    if known is None:
        return by_hand([each for each in told if each.withdrawn_at is None])
    return by_hand(
        [
            each
            for each in told
            if each.known_at <= known and not (each.withdrawn_at and each.withdrawn_at <= known)
        ]
    )


def _by_record(
    uow: UnitOfWork,
    lake: Lake,
    books: TrainingBooks,
    terms: Mapping[Requirement, int],
    odd: set[tuple[str, int]],
    away: Sequence[TrainingRecord] = (),
) -> dict[tuple[str, int], HeldDays]:
    """The pairs that do not follow from each record alone, record by record."""
    if not odd:
        return {}
    marks = {mark for mark, _term in odd}
    counts_as = books.roster_of_all()
    wanted = {mark for mark, head in counts_as.items() if head in marks}
    records = records_in(uow, lake, books.vendor, books.courses.values(), wanted)
    whole = replace(books, records=[*records, *away])
    needs = {number: need for need, number in terms.items()}
    last = books.days.last_day
    found = {}
    for mark, term in odd:
        spans = [each for each in whole.held(mark, needs[term]) if each.first_day <= last]
        first = min((each.first_day for each in spans), default=None)
        ends = [each.last_day or date.max for each in spans]
        found[mark, term] = HeldDays(
            certified_mask(books.days, [spans]),
            days_mask(books.days, first, None) if first else 0,
            max(ends, default=None),
            any(end in books.days for end in ends),
        )
    return found
