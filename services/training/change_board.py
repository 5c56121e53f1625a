"""How a change 变更 stands at each vendor: due, in scope, who lacks it, who is away, its burn-down; as known
now, or as it was known then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from core.period import Period
from core.principal import Action, Principal, authorize
from qa.roster.spell import Spell, Standing
from qa.training.burn_down import BurnDown, burn_down
from qa.training.change import (
    Away,
    ChangeStanding,
    Passed,
    Scope,
    by_due,
    lacking,
    scope_on,
    standing,
)
from qa.training.coverage import SiteCount
from qa.training.due import Due, LateCourse, business_day, change_due, late_courses, vendor_due
from qa.training.matrix import RuleKind, matrix_on
from qa.training.required import concerns
from qa.training.requirement import Change
from services.training.change_books import ChangeBooks, change_books
from services.training.changes import KnownChange, change_in, changes_in
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

_DAY = timedelta(days=1)


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
    sites: tuple[SiteCount, ...]
    lacking: tuple[Lacks, ...]
    away: tuple[Owing, ...]
    #: Live only after it was due (T28).
    joined: tuple[Owing, ...]
    late: tuple[LateCourse, ...]
    records_until: date | None
    carried_days: int
    has_roster: bool

    @property
    def change(self) -> Change:
        """The change itself, with what was handed over to this vendor."""
        return self.known.change

    @property
    def due(self) -> Due | None:
        """When the last of its courses is due; None where no course is linked to it."""
        return max(self.dues.values(), key=lambda due: due.day, default=None)

    def whole(self) -> SiteCount:
        """All sites as one."""
        of = ("in_scope", "trained", "grace", "now", "excused")
        return SiteCount(None, *(sum(getattr(site, name) for site in self.sites) for name in of))


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
    return at, _burn(at, books, house.today()) if at.standing is not None else None


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
    first = min((business_day(each.change.published) for each in found), default=house.today())
    return change_books(uow, house, vendor, Period(first, max(house.today(), first) + _DAY), known)


def vendors_with_rosters(uow: UnitOfWork) -> list[str]:
    """The vendors that have sent a people list, by code: of others nobody can say who is concerned."""
    return sorted({each.vendor for each in uow.people_lists.all() if each.committed_at is not None})


def dues_of(change: Change, books: ChangeBooks) -> dict[str, Due]:
    """When each course of a change is due at the vendor."""
    return {
        course: vendor_due(change, course, books.calendar, before_effective=_bounded(change, course, books))
        for course in change.courses
    }


def at_vendor(found: KnownChange, books: ChangeBooks, now: datetime) -> ChangeAtVendor:
    """A change by a vendor's books, at an instant."""
    change, today = found.change, business_day(now)
    dues = dues_of(change, books)
    last = max((due.day for due in dues.values()), default=today)
    day = min(last, today)
    roster, has = books.roster(day), books.has_roster(day)
    scope = scope_on(change, roster, day)
    passed = books.passes(change, {**roster, **books.roster(today)})
    lacks = _lacking(change, scope, passed, dues) if dues else ()
    until = books.records_until(change.courses)
    told = bool(dues) and has
    return ChangeAtVendor(
        known=found,
        vendor=books.vendor,
        dues=dues,
        day=day,
        standing=standing(dues.values(), len(lacks), now, until, called_off=found.called_off)
        if told
        else None,
        sites=_sites(change, scope, passed, dues, books, today),
        lacking=lacks,
        away=tuple(_back(change, scope.away, passed)),
        joined=tuple(_joined(change, books.roster(today), last, today, passed)),
        late=late_courses(change),
        records_until=until,
        carried_days=books.books.carried_days(day) if has else 0,
        has_roster=has,
    )


def _lacking(change: Change, scope: Scope, passed: Passed, dues: Mapping[str, Due]) -> tuple[Lacks, ...]:
    since, in_time = business_day(change.published), by_due(dues)
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


def _sites(
    change: Change,
    scope: Scope,
    passed: Passed,
    dues: Mapping[str, Due],
    books: ChangeBooks,
    today: date,
) -> tuple[SiteCount, ...]:
    """By site of the day: in scope, passed in time, by now; and of those in time, excused by a late course of
    the client's."""
    if not dues:
        return ()
    since = business_day(change.published)
    plain = {
        course: change_due(change, books.calendar, before_effective=_bounded(change, course, books))
        for course in change.courses
    }
    late = set(lacking(change, scope, passed, since, by_due(dues)))
    late_of_plain = set(lacking(change, scope, passed, since, by_due(plain)))
    open_ = set(lacking(change, scope, passed, since, lambda _, one: one.day <= today))
    counts: dict[str | None, Counter[str]] = {}
    for mark, spell in scope.agents.items():
        mine = counts.setdefault(spell.site, Counter())
        mine["in_scope"] += 1
        mine["trained"] += mark not in late
        mine["now"] += mark not in open_
        mine["excused"] += mark in late_of_plain and mark not in late
    order = sorted(counts, key=lambda site: (site is None, site or ""))
    return tuple(
        SiteCount(site, one["in_scope"], one["trained"], one["trained"], one["now"], one["excused"])
        for site, one in ((site, counts[site]) for site in order)
    )


def _back(change: Change, away: Sequence[Away], passed: Passed) -> Iterator[Owing]:
    for each in away:
        yield Owing(each.spell, each.back, _done(change, each.spell.mark, passed, each.back))


def _joined(
    change: Change, roster: Mapping[str, Spell], last: date, today: date, passed: Passed
) -> Iterator[Owing]:
    for mark, spell in roster.items():
        live = spell.live or spell.joined
        if live is None or not last < live <= today or spell.standing(today) is not Standing.LIVE:
            continue
        if concerns(change, spell):
            yield Owing(spell, live, _done(change, mark, passed, live))


def _done(change: Change, mark: str, passed: Passed, by: date) -> bool:
    """Whether every course was passed by the day of the first contact."""
    since = business_day(change.published)
    return all(
        any(since <= one.day <= by for one in passed.get(mark, {}).get(course, ()))
        for course in change.courses
    )


def _burn(at: ChangeAtVendor, books: ChangeBooks, today: date) -> BurnDown | None:
    due = at.due
    published = business_day(at.change.published)
    if due is None or due.day < published:
        return None
    days = [published + n * _DAY for n in range((min(due.day, today) - published).days + 1)]
    everybody = {mark: spell for day in days for mark, spell in books.roster(day).items()}
    passed = books.passes(at.change, everybody)
    return burn_down(
        at.change, published, due.day, books.roster, passed, today, at.records_until, books.calendar
    )


def _bounded(change: Change, course: str, books: ChangeBooks) -> bool:
    """Whether the day before it takes effect bounds it, by the rule for changes that is nearest to it."""
    made = matrix_on(books.books.matrices, business_day(change.published))
    rules = [
        rule
        for rule in (made.rules if made else ())
        if rule.kind is RuleKind.CHANGE
        and rule.where.product in (None, change.product)
        and (not rule.courses or course in rule.courses)
    ]
    first = min(rules, key=lambda rule: (rule.where.product is None, not rule.courses), default=None)
    return first.before_effective if first is not None else True
