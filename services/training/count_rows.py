"""Training as rows of counts that clauses judge (培训达标核算): coverage, passes, certified share by day,
contacts by agents without a certificate, change training, and what the client owed.

Silence is not zero: a course nobody sent a list of has no coverage, a day without named contacts none of
these, a month without a roster nothing at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.period import Period
from core.scope import Scope
from importers.staff import agent_key
from qa.roster.watch import OLDEST_DAYS
from qa.tallies import CountRow, CountSource
from services.training.asked_month import Stretch
from services.training.change_board import ChangeAtVendor, at_vendor
from services.training.change_books import change_books
from services.training.changes import changes_in
from services.training.due_rounds import due_rows
from services.training.held_month import HeldMonth, month_in
from services.training.vendor_days import VendorDays, vendor_days
from store.lake.agent_contacts import agent_contacts
from store.lake.lake import Lake
from store.unit_of_work import UnitOfWork

#: What clauses call it.
COMPLIANCE = "compliance"
_DAY = timedelta(days=1)
_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True)
class OnlyLake:
    """A lake where a house is not at hand."""

    lake: Lake


@dataclass(frozen=True)
class Uncertified:
    """Contacts of one agent on one day without everything that has to be held."""

    stretch: Stretch
    day: date
    contacts: int


def compliance_rows(
    uow: UnitOfWork, lake: Lake, vendor: str, period: Period, as_of: date, known: datetime | None = None
) -> list[CountRow]:
    """A vendor's rows of a month, up to a day; `known`: as it was known then."""
    house = OnlyLake(lake)
    until = min(as_of, period.last_day)
    found = changes_in(uow, vendor, known)
    live = [each.change for each in found if not each.called_off]
    rows: list[CountRow] = []
    if until >= period.start:
        month = month_in(uow, house, vendor, period, known, live)
        rows += day_rows(month, until)
        rows += contact_rows(uow, lake, month, until)
        rows += due_rows(uow, lake, month, min(until, as_of - _DAY), as_of)
    rows += _change_rows(uow, house, vendor, period, as_of, known)
    return sorted(rows, key=lambda row: (row.day, str(row.scope), sorted(row.counts)))


def compliance_source(rows: list[CountRow]) -> CountSource:
    """The rows as a clause's source."""
    return CountSource(COMPLIANCE, rows)


def day_rows(month: HeldMonth, until: date) -> list[CountRow]:
    """Of each place and day who is live, who holds everything, whose compliance course has run out."""
    carried = _carried(month, until)
    return [
        CountRow(
            Scope(month.books.vendor, project=project, site=site),
            day,
            {"agents_live": live, "agents_certified": certified, "agents_expired": expired},
            provisional=carried,
        )
        for (project, site), day, live, certified, expired in month.by_day(until)
    ]


def contact_rows(uow: UnitOfWork, lake: Lake, month: HeldMonth, until: date) -> list[CountRow]:
    """Contacts whose agent is named, those handled uncertified, and those after a training was due."""
    counted: dict[tuple[Scope, date], Counter[str]] = {}
    for stretch, day, n in named_contacts(uow, lake, month, until):
        counts = counted.setdefault((scope_of(month, stretch), day), Counter())
        bit = 1 << (day - month.period.start).days
        owed = [need for need in month.asked.sets[stretch.asked] if need.due and need.due < day]
        lacks = any(not month.of(stretch.spell.mark, need).held & bit for need in owed)
        counts["contacts_named"] += n
        counts["uncertified_contacts"] += n if month.lacking(stretch) & bit else 0
        if owed:
            counts["contacts_after_due"] += n
            counts["uncovered_contacts"] += n if lacks else 0
    return [CountRow(place, day, dict(counts)) for (place, day), counts in counted.items()]


def named_contacts(
    uow: UnitOfWork, lake: Lake, month: HeldMonth, until: date
) -> Iterator[tuple[Stretch, date, int]]:
    """Contacts of agents who are on the roster of the day, not live yet too: they owe what is asked before
    the first contact. Those of others are ghosts, and said elsewhere."""
    stretches: dict[str, list[Stretch]] = {}
    for each in (*month.asked.stretches, *month.asked.nesting):
        stretches.setdefault(agent_key(each.spell.agent), []).append(each)
    for agent, day, n in agent_contacts(uow, lake, month.books.vendor, month.period):
        if day > until or not n:
            continue
        for each in stretches.get(agent_key(agent), ()):
            if each.first_day <= day < each.end:
                yield each, day, n
                break


def uncertified(uow: UnitOfWork, lake: Lake, month: HeldMonth, until: date) -> list[Uncertified]:
    """Every contact by an agent who lacked something that day: one is a fact, not a sample."""
    return [
        Uncertified(stretch, day, n)
        for stretch, day, n in named_contacts(uow, lake, month, until)
        if month.lacking(stretch) & 1 << (day - month.period.start).days
    ]


def scope_of(month: HeldMonth, stretch: Stretch) -> Scope:
    """Where a stretch's counts belong."""
    return Scope(month.books.vendor, project=stretch.spell.project, site=stretch.spell.site)


def _change_rows(
    uow: UnitOfWork, house: OnlyLake, vendor: str, period: Period, as_of: date, known: datetime | None
) -> Iterator[CountRow]:
    """Changes due in the month, on their due day once it is over; and the client's own courses, on the day
    they were owed. What the client has not handed over is not counted against the vendor."""
    found = [each for each in changes_in(uow, vendor, known) if not each.called_off]
    if not found:
        return
    by = vendor_days(uow, vendor)
    first = min(by.of(each.change.published) for each in found) - _DAY
    books = change_books(uow, house, vendor, Period(min(first, period.start), period.end), known)
    at_most = datetime.combine(as_of + _DAY, time(), ZoneInfo(by.zone)) - _INSTANT
    now = min(known or uow.now, at_most)
    for each in found:
        at = at_vendor(each, books, now)
        yield from _of_change(vendor, at, period, now, by)
        for owed in at.owed:
            told = owed.delivered is not None or owed in at.missing
            if told and owed.owed in period and owed.owed <= as_of:
                counts = {"courses_owed": 1, "courses_late": int(owed.is_late(by.of(now)))}
                yield CountRow(Scope(vendor, project=each.change.project), owed.owed, counts)


def _of_change(
    vendor: str, at: ChangeAtVendor, period: Period, now: datetime, by: VendorDays
) -> Iterator[CountRow]:
    due = at.due
    if at.standing is None or due is None or due.day not in period or at.missing:
        return
    if due.is_over(now, by.zone):
        for project, site in at.places:
            counts = {
                "change_in_scope": site.in_scope,
                "change_trained": site.trained,
                "change_excused": site.excused,
            }
            place = Scope(vendor, project=project, site=site.site)
            yield CountRow(place, due.day, counts, provisional=at.standing.provisional)


def _carried(month: HeldMonth, until: date) -> bool:
    """A roster too old to say who is at work."""
    return month.books.carried_days(until) > OLDEST_DAYS
