"""What was known of a change when the records of its due day were in 到期快照: written down once, never
changed, beside what is known now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from core.canonical import content_hash
from core.principal import Action, Principal, authorize
from qa.training.due import ZONE
from services.training.change_board import (
    ChangeAtVendor,
    at_vendor,
    books_of,
    dues_of,
    vendors_with_rosters,
)
from services.training.change_books import ChangeBooks
from services.training.changes import KnownChange, changes_in
from store.records.training_changes import DueSnapshotRecord, SnapshotKind
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

#: Records come monthly at the latest; after so many days more what is known is what is issued.
_LATEST = timedelta(days=35)


@dataclass(frozen=True)
class Issued:
    """The figure of a due day as it was issued."""

    due: date
    known_at: datetime
    in_scope: int
    trained: int
    excused: int
    #: Marks of who lacked it.
    lacking: tuple[str, ...]
    #: Their codes, as far as the site's rule let them be kept.
    agents: tuple[str, ...]


def issued(house: House, who: Principal, subject: str, vendor: str, due: date) -> Issued | None:
    """What was issued of a change at a vendor; None before the records of its due day are in."""
    authorize(who, Action.VIEW, vendor)
    with house.database.read(who) as uow:
        return issued_in(uow, subject, vendor, due)


def issued_in(uow: UnitOfWork, subject: str, vendor: str, due: date) -> Issued | None:
    """The same for other services."""
    found = uow.changes.snapshots.find(kind=SnapshotKind.CHANGE, subject=subject, vendor=vendor, due=due)
    if found is None:
        return None
    body = found.body
    return Issued(
        due, found.known_at, body["in_scope"], body["trained"], body["excused"],
        tuple(each["mark"] for each in body["lacking"]), tuple(each["agent"] for each in body["lacking"]),
    )  # fmt: skip


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
    found = [each for each in changes_in(uow, vendor) if each.change.courses and not each.called_off]
    taken = {(each.subject, each.due) for each in uow.changes.snapshots.all(vendor=vendor)}
    now = house.clock.now()
    books = books_of(uow, house, vendor, found)
    for each in found:
        due = max(dues_of(each.change, books).values(), key=lambda one: one.day)
        if due.is_over(now) and (each.change.key, due.day) not in taken and books.has_roster(due.day):
            yield from _first_told(uow, house, each, books, due.day)


def _first_told(
    uow: UnitOfWork, house: House, found: KnownChange, books: ChangeBooks, due: date
) -> Iterator[DueSnapshotRecord]:
    """As known when the first list was in that covers the due day; where no roster was in by then, as known
    when the first was."""
    now = house.clock.now()
    for known in _instants(books, found.change.courses, due):
        if known > now:
            return
        then = next(
            (one for one in changes_in(uow, books.vendor, known) if one.change.key == found.change.key), found
        )
        told = at_vendor(then, books_of(uow, house, books.vendor, [then], known), known)
        if told.standing is not None and told.day == due:
            yield _record(told, due, known, now)
            return


def _instants(books: ChangeBooks, courses: Iterable[str], due: date) -> list[datetime]:
    """Not before the day was over, at the latest 35 days on; then whenever a list came."""
    over = datetime.combine(due + timedelta(days=1), time(), ZoneInfo(ZONE))
    lists = books.told(courses)
    first = min((at for until, at in lists if until >= due), default=over + _LATEST)
    begins = min(max(first, over), over + _LATEST)
    came = {at for _, at in lists} | {each.known for each in books.books.lists}
    return [begins, *sorted(at for at in came if at > begins)]


def _record(told: ChangeAtVendor, due: date, known: datetime, now: datetime) -> DueSnapshotRecord:
    whole = told.whole()
    body: dict[str, Any] = {
        "in_scope": whole.in_scope,
        "trained": whole.trained,
        "excused": whole.excused,
        "sites": [[each.site, each.in_scope, each.trained, each.excused] for each in told.sites],
        "lacking": [
            {"mark": each.spell.mark, "agent": each.spell.agent, "site": each.spell.site}
            for each in told.lacking
        ],
    }
    return DueSnapshotRecord(
        kind=SnapshotKind.CHANGE, subject=told.change.key, vendor=told.vendor, due=due, known_at=known,
        body=body, hash=content_hash(body), taken_at=now,
    )  # fmt: skip


def _key(record: DueSnapshotRecord) -> dict[str, object]:
    return {"kind": record.kind, "subject": record.subject, "vendor": record.vendor, "due": record.due}
