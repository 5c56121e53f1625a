"""What runs out 证书到期 at a vendor, as seen on a day: 60, 30 and 7 days ahead, what has run out already,
and the forecast of next month by site and course (T5.5)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from core.language import N_, translated
from core.period import Period, calendar_month
from core.principal import Action, Principal, authorize
from core.text import Lang, Text
from exports.expiries_workbook import ExpiryList, ForecastLine, expiries_workbook
from exports.training_report import ExpiryLine
from qa.roster.spell import Spell
from qa.training.expiry import Bucket, Expiring, forecast, no_green
from qa.training.requirement import Requirement
from services.known.told import names_around
from services.training.changes import changes_in
from services.training.held_month import HeldMonth, month_in
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

_NAME = N_("{vendor}_{day}_certificate_expiries.xlsx")
#: How far ahead the last days are listed.
AHEAD = timedelta(days=60)
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class RunsOut:
    """A course that an agent has to hold on the day, and the last day it is, or was, held."""

    spell: Spell
    name: Text
    line: Expiring

    @property
    def last_day(self) -> date:
        """On it the course is still held."""
        return self.line.last_day


@dataclass(frozen=True)
class Expiries:
    """What runs out at a vendor, as seen on a day; the first to run out first."""

    vendor: str
    day: date
    lines: tuple[RunsOut, ...]
    #: How many agents were at work on the day.
    agents: int
    #: The calendar month after the day's, and what runs out in it: (site, course) → how many.
    next_month: Period
    forecast: Mapping[tuple[str | None, str], int]
    courses: Mapping[str, Text]
    #: The roster the day is told by is so many days old.
    carried_days: int = 0

    @property
    def listed(self) -> tuple[RunsOut, ...]:
        """What has run out or does within 60 days."""
        return tuple(each for each in self.lines if each.last_day <= self.day + AHEAD)

    @property
    def buckets(self) -> Mapping[Bucket, int]:
        """How many in each window; each is in the nearest one only."""
        return Counter(each.line.bucket(self.day) for each in self.listed)

    @property
    def by_day(self) -> Mapping[date, int]:
        """Last day → how many, of the days to come."""
        return Counter(each.last_day for each in self.listed if each.last_day >= self.day)

    @property
    def blocking(self) -> tuple[Expiring, ...]:
        """The expired ones of compliance because of which nothing is green."""
        return no_green((each.line for each in self.lines), self.day)


def expiries(
    house: House, who: Principal, vendor: str, day: date | None = None, known: datetime | None = None
) -> Expiries:
    """What runs out at a vendor, seen on a day (today where none is said); `known`: as it was known then."""
    authorize(who, Action.VIEW, vendor)
    with house.database.read(who) as uow:
        return expiries_in(uow, house, vendor, day or house.today(), known)


def expiries_in(
    uow: UnitOfWork, house: House, vendor: str, day: date, known: datetime | None = None
) -> Expiries:
    """The same for other services."""
    asked = [each.change for each in changes_in(uow, vendor, known) if not each.called_off]
    month = month_in(uow, house, vendor, Period(day, day + _DAY), known, asked)
    after = calendar_month(day.year, day.month).end
    ahead = calendar_month(after.year, after.month)
    lines = run_out(month, day, max(day + AHEAD, ahead.last_day))
    return Expiries(
        vendor=vendor,
        day=day,
        lines=lines,
        agents=sum(1 for _each in month.asked.on(day)),
        next_month=ahead,
        forecast=forecast((each.line for each in lines), ahead),
        courses={code: course.name for code, course in month.books.courses.items()},
        carried_days=month.books.carried_days(day),
    )


def run_out(month: HeldMonth, day: date, until: date) -> tuple[RunsOut, ...]:
    """What agents at work on a day have to hold and held or hold to a last day, up to `until`; the first to
    run out first. Right for days after which the month knows no pass: its last one, and today."""
    owed: dict[int, tuple[Requirement, ...]] = {}
    found: list[RunsOut] = []
    for stretch in month.asked.on(day):
        if stretch.asked not in owed:
            owed[stretch.asked] = month.asked.owed(stretch.asked, stretch.first_day)
        found += _last_days(month, stretch.spell, owed[stretch.asked], day, until)
    return tuple(sorted(found, key=_order))


def _last_days(
    month: HeldMonth, spell: Spell, needs: Sequence[Requirement], day: date, until: date
) -> Iterator[RunsOut]:
    """By course the nearest last day; one that was never held has none, nor one without an end."""
    bit = 1 << (day - month.period.start).days
    last: dict[str, date] = {}
    for need in needs:
        days = month.of(spell.mark, need)
        if days.until is not None and days.until <= until and (days.held & bit or days.until < day):
            last[need.course] = min(days.until, last.get(need.course, days.until))
    for code, ends in last.items():
        course = month.books.courses.get(code)
        line = Expiring(spell.mark, spell.site, code, bool(course and course.compliance), ends)
        yield RunsOut(spell, course.name if course else Text(code, code), line)


def _order(each: RunsOut) -> tuple[date, str, str, str]:
    return each.last_day, each.spell.site or "", each.spell.agent, each.line.course


def expiries_file(house: House, who: Principal, vendor: str, day: date, lang: Lang) -> tuple[str, bytes]:
    """File name and workbook: what has run out or does within 60 days, and next month's forecast; journalled,
    for it goes to the vendor. Refused where a cell would name another vendor."""
    authorize(who, Action.EXPORT, vendor)
    found = expiries(house, who, vendor, day)
    with house.database.write(who) as uow:
        known = uow.directory.vendor(vendor)
        # Without the person's filter: nobody else's name may leave, whoever asks.
        with house.database.read() as every:
            forbidden, own = names_around(every, vendor)
        report = ExpiryList(
            known.name, day, house.clock.now(), tuple(_line(each, day) for each in found.listed),
            f"{found.next_month.start:%Y-%m}", tuple(_forecast(found)),
        )  # fmt: skip
        data = expiries_workbook(report, lang, forbidden, own)
        after = {"expiries": len(found.listed), "day": day, "sha256": sha256(data).hexdigest()}
        uow.journal.note("expiries_list", "vendor", vendor, after=after, vendor=vendor)
        uow.commit()
    return translated(_NAME, lang).format(vendor=vendor, day=f"{day:%Y%m%d}"), data


def _line(each: RunsOut, day: date) -> ExpiryLine:
    line = each.line
    return ExpiryLine(
        line.last_day, each.spell.agent, line.site or "", line.course, each.name, line.bucket(day).words,
        line.compliance,
    )  # fmt: skip


def _forecast(found: Expiries) -> Iterator[ForecastLine]:
    for (site, code), n in sorted(found.forecast.items(), key=lambda each: (each[0][0] or "", each[0][1])):
        yield ForecastLine(site or "", code, found.courses.get(code, Text(code, code)), n)
