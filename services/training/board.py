"""Training of a vendor in a month at one glance 培训达标: who holds what by site and course, who was trained
by the due days, who is certified day by day, what runs out, and every contact handled without it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from core.people_lists import ListState
from core.period import Period, labels_between
from core.principal import Action, Principal, authorize
from core.text import Text
from qa.roster.spell import Spell
from qa.tallies import CountRow
from qa.training.change import ChangeState
from qa.training.due import business_day
from qa.training.record import Lack
from services.roster.roster_lists import OF_ROSTERS
from services.training.change_board import ChangeAtVendor, standings_in
from services.training.changes import changes_in
from services.training.compliance import TrainingBooks, books_in, elsewhere_in
from services.training.count_rows import contact_rows, day_rows
from services.training.due_rounds import due_rows
from services.training.expiries import AHEAD, RunsOut, run_out
from services.training.held_month import HeldMonth, month_in
from services.training.list_records import KINDS, records_in
from services.training.uncovered import Uncovered, uncovered_in
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

_DAY = timedelta(days=1)
#: A site (None: agents without one) and a course.
CellKey = tuple[str | None, str]


@dataclass(frozen=True)
class Missing:
    """Somebody who has to hold a course on the board's day and does not."""

    spell: Spell
    course: str
    lack: Lack
    #: The last day it was held; None: never.
    until: date | None


@dataclass(frozen=True)
class TrainingBoard:
    """A vendor's month, reckoned as clauses of the source compliance are."""

    vendor: str
    #: The day the grid is of: the month's last, today at most.
    day: date
    #: None: as it is known now.
    known: datetime | None
    courses: Mapping[str, Text]
    #: (site, course) → who has to hold it, and who does.
    cells: Mapping[CellKey, tuple[int, int]]
    #: Site → in scope, trained by due; of all that fell due in the month up to the day, changes apart.
    due: Mapping[str | None, tuple[int, int]]
    #: The due days that no list of records reaches to yet: what they count may still rise.
    waiting: tuple[date, ...]
    #: The changes that fell due in the month up to the day.
    changes: tuple[ChangeAtVendor, ...]
    #: Day → site → live, certified.
    days: Mapping[date, Mapping[str | None, tuple[int, int]]]
    uncertified: tuple[Uncovered, ...]
    #: Contacts of the month that name an agent on the roster; None: none do.
    contacts_named: int | None
    #: What has run out or does within 60 days of the day.
    run_out: tuple[RunsOut, ...]
    #: The last day that a list of records, or one typed in, tells of; None: none is in.
    records_until: date | None
    #: The roster the day is told by is so many days old.
    carried_days: int

    @property
    def expired(self) -> tuple[RunsOut, ...]:
        """The compliance courses that have run out: because of one of them nothing is green."""
        return tuple(each for each in self.run_out if each.line.compliance and each.last_day < self.day)

    def ending(self, within: int) -> int:
        """How many run out within so many days of the day, the day itself included."""
        last = self.day + timedelta(days=within)
        return sum(1 for each in self.run_out if self.day <= each.last_day <= last)

    def certified(self, day: date | None = None) -> tuple[int, int]:
        """Live and certified of a day, all sites together."""
        of_day = self.days.get(day or self.day, {}).values()
        return sum(live for live, _ok in of_day), sum(ok for _live, ok in of_day)

    def worst(self) -> tuple[str | None, int, int] | None:
        """The site with the least trained by due, in scope, trained; never the mean of sites."""
        shares = [(Fraction(ok, of), site or "", site, of, ok) for site, (of, ok) in self.due.items() if of]
        least = min(shares, key=lambda each: each[:2], default=None)
        return least[2:] if least else None

    def pooled(self) -> tuple[int, int]:
        """In scope and trained by due over all sites: their share is the ratio of sums."""
        return sum(of for of, _ok in self.due.values()), sum(ok for _of, ok in self.due.values())


def board(
    house: House, who: Principal, vendor: str, period: Period, known: datetime | None = None
) -> TrainingBoard:
    """The board of a vendor's month (at most 31 days); `known`: as it was known then."""
    authorize(who, Action.VIEW, vendor)
    day = min(house.today(), period.last_day)
    with house.database.read(who) as uow:
        month = _month(uow, house, vendor, period, known)
        return _board(uow, house, month, max(day, period.start), known)


def lacking(
    house: House,
    who: Principal,
    vendor: str,
    day: date,
    cell: CellKey,
    known: datetime | None = None,
) -> list[Missing]:
    """Who of one cell of the board does not hold the course on a day, and why; codes as the site's rule
    leaves them."""
    authorize(who, Action.VIEW, vendor)
    site, code = cell
    with house.database.read(who) as uow:
        asked = [each.change for each in changes_in(uow, vendor, known) if not each.called_off]
        books = books_in(uow, house, vendor, Period(day, day + _DAY), known, asked, marks=())
        of_site = {mark: one for mark, one in books.at_work(day).items() if one.site == site}
        books = _with_records(uow, house, books, of_site)
    found = [
        Missing(spell, code, lack, _until(books, mark, code, day))
        for mark, spell in of_site.items()
        for need in books.owed(spell, day)
        if need.course == code and (lack := books.lack(mark, need, day)) is not Lack.NONE
    ]
    return sorted(found, key=lambda each: each.spell.agent)


def months_told(house: House, who: Principal, vendor: str) -> list[str]:
    """The calendar months a board can be of, the newest first: from the first roster to today."""
    authorize(who, Action.VIEW, vendor)
    with house.database.read(who) as uow:
        lists = uow.people_lists.all(vendor=vendor)
    rosters = [each.day for each in lists if each.kind in OF_ROSTERS and each.state is ListState.COMMITTED]
    if not rosters:
        return []
    return labels_between(f"{min(rosters):%Y-%m}", f"{house.today():%Y-%m}")[::-1]


def _month(uow: UnitOfWork, house: House, vendor: str, period: Period, known: datetime | None) -> HeldMonth:
    asked = [each.change for each in changes_in(uow, vendor, known) if not each.called_off]
    return month_in(uow, house, vendor, period, known, asked)


def _board(
    uow: UnitOfWork, house: House, month: HeldMonth, day: date, known: datetime | None
) -> TrainingBoard:
    vendor = month.books.vendor
    named = [row.counts["contacts_named"] for row in contact_rows(uow, house.lake, month, day)]
    fell_due = due_rows(uow, house.lake, month, day, house.today())
    return TrainingBoard(
        vendor=vendor,
        day=day,
        known=known,
        courses={code: course.name for code, course in month.books.courses.items()},
        cells=month.courses_on(day),
        due=_due(fell_due),
        waiting=tuple(sorted({row.day for row in fell_due if row.provisional})),
        changes=_changes(uow, house, month, day, known),
        days=_days(day_rows(month, day)),
        uncertified=uncovered_in(uow, house.lake, month, day),
        contacts_named=sum(named) if named else None,
        run_out=run_out(month, day, day + AHEAD),
        records_until=_records_until(uow, vendor, house.today(), known),
        carried_days=month.books.carried_days(day),
    )


def _due(rows: Iterable[CountRow]) -> dict[str | None, tuple[int, int]]:
    found: dict[str | None, tuple[int, int]] = {}
    for row in rows:
        of, ok = found.get(row.scope.site, (0, 0))
        found[row.scope.site] = of + row.counts["agents_in_scope"], ok + row.counts["agents_trained"]
    return found


def _days(rows: Iterable[CountRow]) -> dict[date, dict[str | None, tuple[int, int]]]:
    found: dict[date, dict[str | None, tuple[int, int]]] = {}
    for row in rows:
        sites = found.setdefault(row.day, {})
        live, ok = sites.get(row.scope.site, (0, 0))
        sites[row.scope.site] = live + row.counts["agents_live"], ok + row.counts["agents_certified"]
    return found


def _changes(
    uow: UnitOfWork, house: House, month: HeldMonth, until: date, known: datetime | None
) -> tuple[ChangeAtVendor, ...]:
    found = standings_in(uow, house, month.books.vendor, known)
    return tuple(
        each
        for each in found
        if each.standing is not None and each.standing.state is not ChangeState.CALLED_OFF
        if each.due is not None and each.due.day in month.period and each.due.day <= until
    )


def _records_until(uow: UnitOfWork, vendor: str, today: date, known: datetime | None) -> date | None:
    """Of lists of records only, for a roster tells nothing of what was passed; a list of a month tells no day
    after the one it came."""
    lists = [
        min(business_day(each.committed_at), each.day_end - _DAY)
        for each in uow.people_lists.all(vendor=vendor)
        if each.kind in KINDS and each.state in (ListState.COMMITTED, ListState.WITHDRAWN)
        if each.committed_at and _stood(each.committed_at, each.withdrawn_at, known)
    ]
    typed = [
        each.day
        for each in uow.training.entries.all(vendor=vendor)
        if _stood(each.known_at, each.withdrawn_at, known)
    ]
    return max((min(day, today) for day in (*lists, *typed)), default=None)


def _stood(since: datetime, until: datetime | None, known: datetime | None) -> bool:
    if known is None:
        return until is None
    return since <= known and not (until and until <= known)


def _with_records(
    uow: UnitOfWork, house: House, books: TrainingBooks, heads: Mapping[str, Spell]
) -> TrainingBooks:
    """With what these agents did, under each of their codes, and elsewhere where that counts."""
    marks = {mark for mark, head in books.roster_of_all().items() if head in heads}
    told = records_in(uow, house.lake, books.vendor, books.courses.values(), marks)
    return replace(books, records=[*told, *elsewhere_in(uow, house.lake, books, marks)])


def _until(books: TrainingBooks, mark: str, code: str, day: date) -> date | None:
    needs = [need for need in books.owed(books.at_work(day)[mark], day) if need.course == code]
    ends = [span.last_day for need in needs for span in books.held(mark, need) if span.last_day]
    return max((end for end in ends if end < day), default=None)
