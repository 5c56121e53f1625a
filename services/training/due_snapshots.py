"""What was known of a due day when its records were in 到期快照: written down once, never changed, beside
what is known now. Of changes, and of courses with common due days (`services.training.issuing` says when).

Going live, coming back and a certificate that runs out are due for one person each: no figure of them is
issued here; a closed month of a contract keeps the rows it was judged on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from core.canonical import content_hash
from core.period import Period
from core.principal import Action, Principal, authorize
from qa.roster.spell import Spell
from qa.training.coverage import SiteCount
from qa.training.requirement import Change
from services.training.change_board import at_vendor, books_of, dues_of, vendors_with_rosters
from services.training.change_books import ChangeBooks
from services.training.changes import changes_in
from services.training.common_dues import CommonDue, common_dues, coverage_at
from services.training.compliance import TrainingBooks
from services.training.issuing import Told, told_in
from services.training.matrix import matrices_in
from services.training.vendor_days import VendorDays, vendor_days
from store.records.training_changes import DueSnapshotRecord, SnapshotKind
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

_DAY = timedelta(days=1)
_COUNTS = ("in_scope", "trained", "excused", "grace")


@dataclass(frozen=True)
class Issued:
    """The figure of a due day as it was issued."""

    kind: SnapshotKind
    #: Key of the change, or code of the course.
    subject: str
    due: date
    #: As known at.
    known_at: datetime
    sites: tuple[SiteCount, ...]
    #: Marks of who lacked it.
    lacking: tuple[str, ...]
    #: Their codes, as far as the site's rule let them be kept.
    agents: tuple[str, ...]

    @property
    def in_scope(self) -> int:
        """Who had to have passed it."""
        return sum(each.in_scope for each in self.sites)

    @property
    def trained(self) -> int:
        """Who had, by the due day."""
        return sum(each.trained for each in self.sites)

    @property
    def grace(self) -> int:
        """Who had, by the end of the grace."""
        return sum(each.grace for each in self.sites)

    @property
    def excused(self) -> int:
        """Of those on time, who were excused because the client's course came late."""
        return sum(each.excused for each in self.sites)


@dataclass(frozen=True)
class _DueChange:
    """A change with the day it was known to be due on, from one instant to another."""

    change: Change
    due: date
    since: datetime | None
    until: datetime | None

    def known(self, at: datetime) -> bool:
        return (self.since is None or self.since <= at) and (self.until is None or at < self.until)


def issued(
    house: House,
    who: Principal,
    subject: str,
    vendor: str,
    due: date,
    kind: SnapshotKind = SnapshotKind.CHANGE,
) -> Issued | None:
    """What was issued of a change, or a course, at a vendor; None before records of its due day are in."""
    authorize(who, Action.VIEW, vendor)
    with house.database.read(who) as uow:
        return issued_in(uow, subject, vendor, due, kind)


def issued_in(
    uow: UnitOfWork, subject: str, vendor: str, due: date, kind: SnapshotKind = SnapshotKind.CHANGE
) -> Issued | None:
    """The same for other services."""
    found = uow.changes.snapshots.find(kind=kind, subject=subject, vendor=vendor, due=due)
    return _issued(found) if found else None


def issued_of(house: House, who: Principal, vendor: str, period: Period) -> list[Issued]:
    """Everything issued of due days in a period at a vendor: courses, then changes, the earliest due first.
    Days on which nobody was in scope are left out."""
    authorize(who, Action.VIEW, vendor)
    with house.database.read(who) as uow:
        found = [_issued(each) for each in uow.changes.snapshots.all(vendor=vendor) if each.due in period]
    told = [each for each in found if each.in_scope]
    return sorted(told, key=lambda each: (each.kind is SnapshotKind.CHANGE, each.due, each.subject))


def take_due(house: House) -> int:
    """Write down each due day whose records are in, as they were known then: the same whoever looks first.
    How many were written."""
    with house.database.read() as uow:
        wanted = [each for vendor in vendors_with_rosters(uow) for each in _wanted(uow, house, vendor)]
    if not wanted:
        return 0
    with house.database.write() as uow:
        new = [each for each in wanted if uow.changes.snapshots.find(**_key(each)) is None]
        uow.changes.snapshots.add_all(new)
        uow.commit()
    return len(new)


def _wanted(uow: UnitOfWork, house: House, vendor: str) -> Iterator[DueSnapshotRecord]:
    taken = {(each.kind, each.subject, each.due) for each in uow.changes.snapshots.all(vendor=vendor)}
    by = vendor_days(uow, vendor)
    today = house.today(by.zone)
    changes = list(_due_changes(uow, by, today, vendor, taken))
    courses = [
        due
        for due in common_dues(matrices_in(uow), today - _DAY)
        if (SnapshotKind.COVERAGE, due.course, due.day) not in taken
    ]
    if changes or courses:
        told = told_in(uow, house.lake, vendor)
        yield from _changes(uow, house, vendor, told, changes)
        yield from _courses(uow, house, vendor, told, courses)


def _due_changes(
    uow: UnitOfWork,
    by: VendorDays,
    today: date,
    vendor: str,
    taken: Collection[tuple[SnapshotKind, str, date]],
) -> Iterator[_DueChange]:
    """The days on which changes were due that are over, of changes of which the last is not written down."""
    terms = _terms(uow, vendor, by, today)
    for found in changes_in(uow, vendor):
        if found.called_off or not found.change.courses:
            continue
        key, due = found.change.key, _due(found.change, terms)
        if (SnapshotKind.CHANGE, key, due) in taken or due >= today:
            continue
        for each in _known_dues(uow, found.change, vendor, terms):
            if (SnapshotKind.CHANGE, key, each.due) not in taken:
                yield each


def _known_dues(uow: UnitOfWork, change: Change, vendor: str, terms: ChangeBooks) -> Iterator[_DueChange]:
    """Since when, until when a change was known to be due on which day: what the client handed over late
    moves it from the hour that was noted."""
    noted = sorted({each.noted_at for each in uow.changes.deliveries.all(change_key=change.key)})
    for since, until in pairwise((None, *noted, None)):
        known = change if until is None else _before(uow, change.key, vendor, until)
        if known is not None:
            yield _DueChange(known, _due(known, terms), since, until)


def _before(uow: UnitOfWork, key: str, vendor: str, instant: datetime) -> Change | None:
    known = changes_in(uow, vendor, instant - timedelta(microseconds=1))
    return next((each.change for each in known if each.change.key == key), None)


def _due(change: Change, terms: ChangeBooks) -> date:
    return max(due.day for due in dues_of(change, terms).values())


def _changes(
    uow: UnitOfWork, house: House, vendor: str, told: Told, changes: Iterable[_DueChange]
) -> Iterator[DueSnapshotRecord]:
    now = house.clock.now()
    for each in changes:
        found = told.instants(each.change.courses, each.due, 0, now)
        within = (at for at in found if each.known(at))
        yield from _first_told(uow, house, each.change.key, vendor, each.due, within)


def _first_told(
    uow: UnitOfWork, house: House, key: str, vendor: str, due: date, instants: Iterable[datetime]
) -> Iterator[DueSnapshotRecord]:
    """As known at the first of these instants at which it could be told."""
    for known in instants:
        then = next((each for each in changes_in(uow, vendor, known) if each.change.key == key), None)
        if then is None:
            continue
        found = at_vendor(then, books_of(uow, house, vendor, [then], known), known)
        if found.standing is not None and found.day == due and not found.missing:
            lacking = [each.spell for each in found.lacking]
            yield _record(house, SnapshotKind.CHANGE, key, vendor, due, known, found.sites, lacking)
            return


def _courses(
    uow: UnitOfWork, house: House, vendor: str, told: Told, courses: Iterable[CommonDue]
) -> Iterator[DueSnapshotRecord]:
    ready: dict[tuple[date, datetime], list[CommonDue]] = {}
    for due in courses:
        found = told.instants([due.course], due.day, due.grace, house.clock.now())
        known = next((at for at in found if told.heard(due.course, at)), None)
        if known is not None:
            ready.setdefault((due.day, known), []).append(due)
    for (day, known), dues in ready.items():
        for course, at in coverage_at(uow, house, vendor, dues, known).items():
            yield _record(
                house, SnapshotKind.COVERAGE, course, vendor, day, known, at.sites, at.lacking
            )  # fmt: skip


def _terms(uow: UnitOfWork, vendor: str, by: VendorDays, day: date) -> ChangeBooks:
    """What due days follow from: rules, without rosters and records."""
    days = Period(day, day + _DAY)
    return ChangeBooks(TrainingBooks(vendor, days, None, (), matrices_in(uow), {}, {}, by=by), ())


def _record(
    house: House,
    kind: SnapshotKind,
    subject: str,
    vendor: str,
    due: date,
    known: datetime,
    sites: Iterable[SiteCount],
    lacking: Iterable[Spell],
) -> DueSnapshotRecord:
    body: dict[str, Any] = {
        "sites": [[each.site, *(getattr(each, name) for name in _COUNTS)] for each in sites],
        "lacking": [{"mark": each.mark, "agent": each.agent, "site": each.site} for each in lacking],
    }
    return DueSnapshotRecord(
        kind=kind, subject=subject, vendor=vendor, due=due, known_at=known, body=body,
        hash=content_hash(body), taken_at=house.clock.now(),
    )  # fmt: skip


def _issued(found: DueSnapshotRecord) -> Issued:
    body = found.body
    return Issued(
        found.kind, found.subject, found.due, found.known_at,
        tuple(_site(*told) for told in body["sites"]),
        tuple(each["mark"] for each in body["lacking"]), tuple(each["agent"] for each in body["lacking"]),
    )  # fmt: skip


def _site(site: str | None, in_scope: int, trained: int, excused: int, grace: int | None = None) -> SiteCount:
    """The counts of one site; what was written down first knew no grace."""
    passed = trained if grace is None else grace
    return SiteCount(site, in_scope, trained, passed, passed, excused)


def _key(record: DueSnapshotRecord) -> dict[str, object]:
    return {"kind": record.kind, "subject": record.subject, "vendor": record.vendor, "due": record.due}
