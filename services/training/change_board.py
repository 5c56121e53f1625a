"""How a change 变更 stands at each vendor: due, in scope, who lacks it, who is away, its burn-down; as known
now, or as it was known then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from core.period import Period
from core.principal import Action, Principal, authorize
from core.text import Text
from qa.roster.spell import Spell, Standing
from qa.training.burn_down import BurnDown, burn_down
from qa.training.change import (
    Away,
    ChangeStanding,
    ChangeState,
    Passed,
    Scope,
    by_due,
    lacking,
    scope_on,
    standing,
)
from qa.training.coverage import SiteCount
from qa.training.due import Due, LateCourse, OwedCourse, change_due, late_courses, owed_courses, vendor_due
from qa.training.matrix import RuleKind, matrix_on
from qa.training.required import concerns
from qa.training.requirement import Change
from services.training.change_books import ChangeBooks, change_books
from services.training.changes import KnownChange, change_in, changes_in
from services.training.vendor_days import VendorDays, vendor_days
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

_DAY = timedelta(days=1)
_COUNTS = ("in_scope", "trained", "grace", "now", "excused")


@dataclass(frozen=True)
class Lacks:
    """Somebody in scope who has not passed every course of a change in time."""

    spell: Spell
    courses: tuple[str, ...]
    #: The day the last of them was passed after all; None: still open.
    later: date | None = None


@dataclass(frozen=True)
class Owing:
    """Somebody who was not in scope when it was due and owes it before the first contact."""

    spell: Spell
    #: First day back from leave, or of going live.
    day: date
    done: bool


@dataclass(frozen=True)
class ChangeAtVendor:
    """A change at one vendor."""

    known: KnownChange
    vendor: str
    #: Course → when it is due here: later than the plain day where the client's course came late.
    dues: Mapping[str, Due]
    #: The day the figures are of: the due day, before that today.
    day: date
    #: None: no course is linked to it, or no roster tells who is concerned.
    standing: ChangeStanding | None
    #: (project, counts of a site) of who is in scope.
    places: tuple[tuple[str | None, SiteCount], ...]
    lacking: tuple[Lacks, ...]
    away: tuple[Owing, ...]
    #: Live only after it was due (T28).
    joined: tuple[Owing, ...]
    late: tuple[LateCourse, ...]
    #: What the client owes for it, by itself or by what was noted.
    owed: tuple[OwedCourse, ...]
    #: Of those the client gives and was to hand over by now: no handing over is noted, nobody has a record.
    missing: tuple[OwedCourse, ...]
    records_until: date | None
    carried_days: int
    has_roster: bool
    #: Course → its name, of the courses that are known.
    names: Mapping[str, Text]

    @property
    def change(self) -> Change:
        """The change itself, with what was handed over to this vendor."""
        return self.known.change

    @property
    def due(self) -> Due | None:
        """When the last of its courses is due; None where no course is linked to it."""
        return max(self.dues.values(), key=lambda due: due.day, default=None)

    @property
    def sites(self) -> tuple[SiteCount, ...]:
        """Each site, whatever its projects."""
        found = dict.fromkeys(each.site for _project, each in self.places)
        return tuple(_sum(site, [each for _, each in self.places if each.site == site]) for site in found)

    def whole(self) -> SiteCount:
        """All sites as one."""
        return _sum(None, [each for _project, each in self.places])


def standings(house: House, who: Principal, vendor: str | None = None) -> list[ChangeAtVendor]:
    """Every change at every vendor it concerns that this person may see, the latest published first."""
    authorize(who, Action.VIEW, vendor)
    with house.database.read(who) as uow:
        found = [
            each
            for code in ([vendor] if vendor else vendors_with_rosters(uow))
            for each in standings_in(uow, house, code)
        ]
    return sorted(found, key=lambda each: (each.change.published, each.vendor), reverse=True)


def change_board(
    house: House, who: Principal, key: str, vendor: str, known: datetime | None = None
) -> tuple[ChangeAtVendor, BurnDown | None]:
    """One change at one vendor with its burn-down; `known`: as it was known then."""
    authorize(who, Action.VIEW, vendor)
    with house.database.read(who) as uow:
        found = change_in(uow, key, vendor)
        books = books_of(uow, house, vendor, [found], known)
    at = at_vendor(found, books, house.clock.now())
    return at, _burn(at, books, house.today(books.by.zone)) if at.standing is not None else None


def standings_in(
    uow: UnitOfWork, house: House, vendor: str, known: datetime | None = None
) -> list[ChangeAtVendor]:
    """Every change at one vendor, for other services."""
    found = changes_in(uow, vendor, known)
    if not found:
        return []
    books, now = books_of(uow, house, vendor, found, known), house.clock.now()
    return [at_vendor(each, books, now) for each in found]


def books_of(
    uow: UnitOfWork,
    house: House,
    vendor: str,
    found: Sequence[KnownChange],
    known: datetime | None = None,
) -> ChangeBooks:
    """The books of a vendor for the days from the first publication on."""
    by = vendor_days(uow, vendor)
    today = house.today(by.zone)
    first = min((by.of(each.change.published) for each in found), default=today)
    return change_books(uow, house, vendor, Period(first, max(today, first) + _DAY), known)


def vendors_with_rosters(uow: UnitOfWork) -> list[str]:
    """The vendors that have sent a people list, by code: of others nobody can say who is concerned."""
    return sorted({each.vendor for each in uow.people_lists.all() if each.committed_at is not None})


def dues_of(change: Change, books: ChangeBooks) -> dict[str, Due]:
    """When each course of a change is due at the vendor."""
    return {
        course: vendor_due(
            change, course, books.by.calendar, books.by.zone, before_effective=_bounded(change, course, books)
        )
        for course in change.courses
    }


def at_vendor(found: KnownChange, books: ChangeBooks, now: datetime) -> ChangeAtVendor:
    """A change by a vendor's books, at an instant."""
    change, today = found.change, books.by.of(now)
    dues = dues_of(change, books)
    last = max((due.day for due in dues.values()), default=today)
    day = min(last, today)
    roster, has = books.roster(day), books.has_roster(day)
    scope = scope_on(change, roster, day)
    passed = books.passes(change, {**roster, **books.roster(today)})
    lacks = _lacking(change, scope, passed, dues, books.by) if dues else ()
    until = books.records_until(change.courses)
    owed = owed_courses(change, books.given_by_client(change.courses), books.by.zone)
    missing = tuple(each for each in owed if each.is_late(today) and books.never_came(change, each))
    return ChangeAtVendor(
        known=found,
        vendor=books.vendor,
        dues=dues,
        day=day,
        standing=_standing(found, dues, len(lacks), now, books, missing) if dues and has else None,
        places=_places(change, scope, passed, dues, books, today),
        lacking=lacks,
        away=tuple(_back(change, scope.away, passed, books.by)),
        joined=tuple(_joined(change, books.roster(today), last, today, passed, books.by)),
        late=late_courses(change, books.by.zone),
        owed=owed,
        missing=missing,
        records_until=until,
        carried_days=books.books.carried_days(day) if has else 0,
        has_roster=has,
        names={
            code: books.books.courses[code].name for code in change.courses if code in books.books.courses
        },
    )


def _standing(
    found: KnownChange,
    dues: Mapping[str, Due],
    lacks: int,
    now: datetime,
    books: ChangeBooks,
    missing: Sequence[OwedCourse],
) -> ChangeStanding:
    """Nothing is overdue of which the client has not handed over the course."""
    until, off = books.records_until(found.change.courses), found.called_off
    told = standing(dues.values(), lacks, now, until, books.by.zone, called_off=off)
    return replace(told, state=ChangeState.RUNNING, provisional=True) if missing and not off else told


def _lacking(
    change: Change, scope: Scope, passed: Passed, dues: Mapping[str, Due], by: VendorDays
) -> tuple[Lacks, ...]:
    since, in_time = by.of(change.published), by_due(dues)
    marks = lacking(change, scope, passed, since, in_time)
    found = []
    for mark in marks:
        days = {
            course: [one for one in passed.get(mark, {}).get(course, ()) if one.day >= since]
            for course in change.courses
        }
        open_ = tuple(
            course for course, each in days.items() if not any(in_time(course, one) for one in each)
        )
        later = (
            max(min(one.day for one in days[course]) for course in open_)
            if all(days[course] for course in open_)
            else None
        )
        found.append(Lacks(scope.agents[mark], open_, later))
    return tuple(sorted(found, key=lambda each: (each.spell.site or "", each.spell.agent)))


def _places(
    change: Change,
    scope: Scope,
    passed: Passed,
    dues: Mapping[str, Due],
    books: ChangeBooks,
    today: date,
) -> tuple[tuple[str | None, SiteCount], ...]:
    """By project and site of the day: in scope, passed in time, within grace, by now; and of those in time,
    excused by a late course of the client's."""
    if not dues:
        return ()
    since = books.by.of(change.published)
    plain = {
        course: change_due(
            change, books.by.calendar, books.by.zone, before_effective=_bounded(change, course, books)
        )
        for course in change.courses
    }
    late = set(lacking(change, scope, passed, since, by_due(dues)))
    late_of_plain = set(lacking(change, scope, passed, since, by_due(plain)))
    open_ = set(lacking(change, scope, passed, since, lambda _, one: one.day <= today))
    counts: dict[tuple[str | None, str | None], Counter[str]] = {}
    for mark, spell in scope.agents.items():
        mine = counts.setdefault((spell.project, spell.site), Counter())
        mine["in_scope"] += 1
        mine["trained"] += mark not in late
        mine["grace"] += mark not in late or _in_grace(change, spell, passed, dues, books)
        mine["now"] += mark not in open_
        mine["excused"] += mark in late_of_plain and mark not in late
    order = sorted(counts, key=lambda place: (place[1] is None, place[1] or "", place[0] or ""))
    return tuple(
        (project, SiteCount(site, *(counts[project, site][name] for name in _COUNTS)))
        for project, site in order
    )


def _in_grace(
    change: Change, spell: Spell, passed: Passed, dues: Mapping[str, Due], books: ChangeBooks
) -> bool:
    """Whether somebody passed every course by its due day and the days of grace that the rule leaves."""
    since, needs = books.by.of(change.published), books.needs_of(change, spell)
    for course, due in dues.items():
        last = due.day + needs[course].grace_days * _DAY if course in needs else due.day
        each = passed.get(spell.mark, {}).get(course, ())
        if not any(
            since <= one.day and (due.in_time(one.day, one.at) or due.day < one.day <= last) for one in each
        ):
            return False
    return True


def _sum(site: str | None, counts: Sequence[SiteCount]) -> SiteCount:
    return SiteCount(site, *(sum(getattr(each, name) for each in counts) for name in _COUNTS))


def _back(change: Change, away: Sequence[Away], passed: Passed, by: VendorDays) -> Iterator[Owing]:
    for each in away:
        yield Owing(each.spell, each.back, _done(change, each.spell.mark, passed, each.back, by))


def _joined(
    change: Change,
    roster: Mapping[str, Spell],
    last: date,
    today: date,
    passed: Passed,
    by: VendorDays,
) -> Iterator[Owing]:
    for mark, spell in roster.items():
        live = spell.live or spell.joined
        if live is None or not last < live <= today or spell.standing(today) is not Standing.LIVE:
            continue
        if concerns(change, spell):
            yield Owing(spell, live, _done(change, mark, passed, live, by))


def _done(change: Change, mark: str, passed: Passed, until: date, by: VendorDays) -> bool:
    """Whether every course was passed by the day of the first contact."""
    since = by.of(change.published)
    return all(
        any(since <= one.day <= until for one in passed.get(mark, {}).get(course, ()))
        for course in change.courses
    )


def _burn(at: ChangeAtVendor, books: ChangeBooks, today: date) -> BurnDown | None:
    due = at.due
    published = books.by.of(at.change.published)
    if due is None or due.day < published:
        return None
    days = [published + n * _DAY for n in range((min(due.day, today) - published).days + 1)]
    everybody = {mark: spell for day in days for mark, spell in books.roster(day).items()}
    passed = books.passes(at.change, everybody)
    return burn_down(
        at.change, published, due.day, books.roster, passed, today, at.records_until, books.by.calendar
    )


def _bounded(change: Change, course: str, books: ChangeBooks) -> bool:
    """Whether the day before it takes effect bounds it, by the rule for changes that is nearest to it."""
    made = matrix_on(books.books.matrices, books.by.of(change.published))
    rules = [
        rule
        for rule in (made.rules if made else ())
        if rule.kind is RuleKind.CHANGE
        and rule.where.product in (None, change.product)
        and (not rule.courses or course in rule.courses)
    ]
    first = min(rules, key=lambda rule: (rule.where.product is None, not rule.courses), default=None)
    return first.before_effective if first is not None else True
