"""When the figure of a due day is issued: the first instant at which enough is known of it.

Its day is over with the grace after it, a roster tells who was there, and a list of each course is in that
reaches to the day. Where records stay out it is issued all the same 35 days after the later of the two:
rosters and records come monthly at the latest.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.people_lists import ListKind
from services.roster.roster_lists import OF_ROSTERS
from services.training.courses import courses_in
from services.training.list_records import KINDS, codes_of
from services.training.vendor_days import VendorDays, vendor_days
from store.lake import people_rows
from store.lake.lake import Lake
from store.unit_of_work import UnitOfWork

#: So long after a due day, or after the first roster of it, what is known is what is issued.
WAITS = timedelta(days=35)


@dataclass(frozen=True)
class _Told:
    """One list, or one record typed in: of which course, through which day, and when it was in the books.
    Of a roster the course is empty and the day its first."""

    course: str
    day: date
    since: datetime
    until: datetime | None
    by_hand: bool = False

    def known(self, at: datetime) -> bool:
        return self.since <= at and not (self.until and self.until <= at)


@dataclass(frozen=True)
class Told:
    """What a vendor's rosters and lists of records told, and when."""

    by: VendorDays
    rosters: tuple[_Told, ...]
    records: tuple[_Told, ...]

    def instants(self, courses: Collection[str], due: date, grace: int, now: datetime) -> Iterator[datetime]:
        """The instants up to now at which the figure of a due day may be issued, the earliest first."""
        over = datetime.combine(due + timedelta(days=1 + grace), time(), ZoneInfo(self.by.zone))
        rosters = [each for each in self.rosters if each.day <= due]
        if not rosters:
            return
        begins = max(over, min(each.since for each in rosters))
        latest = begins + WAITS
        came = {each.since for each in (*self.rosters, *self.records) if each.since > begins}
        for at in sorted({begins, latest, *came}):
            if at > now:
                return
            if any(each.known(at) for each in rosters) and (at >= latest or self.told(courses, due, at)):
                yield at

    def told(self, courses: Collection[str], due: date, at: datetime) -> bool:
        """Whether a list of each of the courses was in that reaches to a day."""
        return all(
            any(each.course == course and each.day >= due and not each.by_hand and each.known(at)
                for each in self.records)
            for course in courses
        )  # fmt: skip

    def heard(self, course: str, at: datetime) -> bool:
        """Whether anything was ever told of a course: silence is not zero."""
        return course in self.courses(at)

    def courses(self, at: datetime) -> frozenset[str]:
        """The courses of which a list, or a record typed in, told anything of anybody."""
        return frozenset(each.course for each in self.records if each.known(at))

    def waits(self, due: date, at: datetime) -> bool:
        """Whether the figure of a due day may still rise by what is on its way: no list of records reaches to
        the day yet, and it is not waited for any longer."""
        over = datetime.combine(due + timedelta(days=1), time(), ZoneInfo(self.by.zone))
        reached = any(each.day >= due and not each.by_hand and each.known(at) for each in self.records)
        return not reached and at < over + WAITS


def told_in(uow: UnitOfWork, lake: Lake, vendor: str) -> Told:
    """What a vendor's lists told, those that were withdrawn included; rows of lists are read for their
    courses only."""
    codes = codes_of(courses_in(uow).values())
    by = vendor_days(uow, vendor)
    rosters, records = [], []
    for each in uow.people_lists.all(vendor=vendor):
        if each.committed_at is None:
            continue
        if each.kind in OF_ROSTERS:
            first = each.day if each.kind is ListKind.ROSTER else date.min
            rosters.append(_Told("", first, each.committed_at, each.withdrawn_at))
        elif each.kind in KINDS and each.rows_file:
            # A list said to be of a month tells no day after the one it came.
            last = min(by.of(each.committed_at), each.day_end - timedelta(days=1))
            for said in people_rows.courses_said(lake, each):
                course = codes.get(said.strip().casefold(), said)
                records.append(_Told(course, last, each.committed_at, each.withdrawn_at))
    for entry in uow.training.entries.all(vendor=vendor):
        records.append(_Told(entry.course, entry.day, entry.known_at, entry.withdrawn_at, by_hand=True))
    return Told(by, tuple(rosters), tuple(records))
