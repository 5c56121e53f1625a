"""Which site of a vendor a queue stands in, from which day on: for reports that name only the queue.

Rows that come in take the site of their day. What is in already keeps the site it came in with.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from core.errors import NotFoundError
from core.principal import Action, Principal, authorize
from importers.draft import QueueStay
from services.house.writing import writing
from store.records import MembershipKind, MembershipRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

_KIND = MembershipKind.QUEUE_SITE


@dataclass(frozen=True)
class QueueSites:
    """A vendor's queues and their sites, and what may be entered."""

    stays: tuple[QueueStay, ...]
    queues: tuple[str, ...]
    sites: tuple[str, ...]


def queue_sites(house: House, who: Principal, vendor: str) -> QueueSites:
    """The vendor's stays by queue and day; every queue that is known, and its sites in use."""
    authorize(who, Action.VIEW, vendor)
    with house.database.read(who) as uow:
        uow.directory.vendor(vendor)
        sites = tuple(site.code for site in uow.directory.sites_of(vendor) if site.active)
        queues = tuple(queue.code for queue in uow.directory.all_queues() if queue.active)
        mine = tuple(stay for stay in known_stays(uow) if stay.vendor == vendor)
    return QueueSites(mine, queues, sites)


def move_queue(
    house: House, who: Principal, vendor: str, queue: str, since: date, site: str | None
) -> tuple[QueueStay, ...]:
    """From that day until its next move the queue stands in this site, or in none; gives all its stays.

    A move on a day that has one already takes its place. Refused: a queue or site nobody knows.
    """
    with writing(house, who, Action.MANAGE, vendor) as uow:
        uow.directory.vendor(vendor)
        if site is not None and uow.directory.sites.find(vendor=vendor, code=site) is None:
            raise NotFoundError(code=site)
        if uow.directory.queues.find(code=queue) is None:
            raise NotFoundError(code=queue)
        before = [stay for stay in known_stays(uow) if (stay.vendor, stay.queue) == (vendor, queue)]
        after = _moved(before, QueueStay(vendor, queue, site or "", since))
        _keep(uow, vendor, queue, after)
        said = {"queue": queue, "site": site, "since": since}
        uow.journal.note("queue_moved", "queue", f"{vendor}/{queue}", after=said, vendor=vendor)
    return after


def known_stays(uow: UnitOfWork) -> tuple[QueueStay, ...]:
    """Every queue's stays in a site, by vendor, queue and day."""
    found = [_stay(record) for record in uow.directory.memberships.all(kind=_KIND) if _holds(record)]
    return tuple(sorted(found, key=lambda each: (each.vendor, each.queue, each.since)))


def _moved(before: list[QueueStay], move: QueueStay) -> tuple[QueueStay, ...]:
    """The stays with one more move; a stay in the same site goes on without a break."""
    turns: dict[date, str] = {}
    for stay in before:
        turns[stay.since] = stay.site
        if stay.until:
            turns.setdefault(stay.until, "")
    turns[move.since] = move.site
    days = sorted(day for at, day in enumerate(sorted(turns)) if not at or _differs(turns, at))
    ends = [*days[1:], None]
    return tuple(
        QueueStay(move.vendor, move.queue, turns[day], day, end)
        for day, end in zip(days, ends, strict=True)
        if turns[day]
    )


def _differs(turns: Mapping[date, str], at: int) -> bool:
    days = sorted(turns)
    return turns[days[at]] != turns[days[at - 1]]


def _keep(uow: UnitOfWork, vendor: str, queue: str, stays: tuple[QueueStay, ...]) -> None:
    """One record for each day a stay began on; of a stay that never was nothing but its day remains."""
    mine = [
        record
        for record in uow.directory.memberships.all(kind=_KIND, member=queue)
        if record.owner.split("/")[0] == vendor
    ]
    wanted = {stay.since: stay for stay in stays}
    for record in mine:
        stay = wanted.pop(record.valid_from, None)
        owner = f"{vendor}/{stay.site}" if stay else record.owner
        end = stay.until if stay else record.valid_from
        if (owner, end) != (record.owner, record.valid_to):
            uow.directory.memberships.update(replace(record, owner=owner, valid_to=end))
    for since, stay in wanted.items():
        uow.directory.memberships.add(
            MembershipRecord(
                kind=_KIND,
                member=queue,
                owner=f"{vendor}/{stay.site}",
                valid_from=since,
                valid_to=stay.until,
            )
        )


def _stay(record: MembershipRecord) -> QueueStay:
    vendor, _, site = record.owner.partition("/")
    return QueueStay(vendor, record.member, site, record.valid_from, record.valid_to)


def _holds(record: MembershipRecord) -> bool:
    return record.valid_from != record.valid_to and "/" in record.owner
