"""The reporting plan 报送计划: which days a report is for, when it is due, and how an arrival stands to that.

A period's report is due a number of working days, calendar days or hours after the period's last day. A day
that is due ends at midnight in the contract's time zone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from core.errors import WrongInputError
from core.period import MonthRule, Period, shifted
from core.text import Text
from core.workdays import WorkCalendar

#: The longest a report may take: beyond it a plan is a slip of the pen.
_MOST = {"working_day": 60, "calendar_day": 92, "hours": 2160}
_WEEK = timedelta(days=7)
#: Where a batch's scopes name the site.
_SITE = 0
#: No report is due later than this after the end of what it is about.
_LATEST = timedelta(days=120)


class Frequency(StrEnum):
    """How often a report is due."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return FREQUENCY_NAMES[self]


class DueKind(StrEnum):
    """What is counted from the end of the period."""

    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    HOURS = "hours"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return DUE_KIND_NAMES[self]


class ReportState(StrEnum):
    """Where one period's report stands, the most pressing first."""

    MISSING = "missing"
    RETURNED = "returned"
    PARTIAL = "partial"
    LATE = "late"
    WAITING = "waiting"
    RESENT = "resent"
    RECEIVED = "received"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return REPORT_STATE_NAMES[self]


FREQUENCY_NAMES: dict[Frequency, Text] = {
    Frequency.DAILY: Text("日报", "Daily"),
    Frequency.WEEKLY: Text("周报", "Weekly"),
    Frequency.MONTHLY: Text("月报", "Monthly"),
}
DUE_KIND_NAMES: dict[DueKind, Text] = {
    DueKind.WORKING_DAY: Text("期后第几个工作日", "Working days after the period"),
    DueKind.CALENDAR_DAY: Text("期后第几天", "Calendar days after the period"),
    DueKind.HOURS: Text("期后几小时内", "Hours after the period"),
}
REPORT_STATE_NAMES: dict[ReportState, Text] = {
    ReportState.MISSING: Text("缺报", "Missing"),
    ReportState.RETURNED: Text("已退回", "Returned"),
    ReportState.PARTIAL: Text("部分", "Partial"),
    ReportState.LATE: Text("迟报", "Late"),
    ReportState.WAITING: Text("待报", "Not due yet"),
    ReportState.RESENT: Text("重报", "Sent again"),
    ReportState.RECEIVED: Text("已收", "Received"),
}


@dataclass(frozen=True)
class DueRule:
    """When a report is due: working day 5 after the month, day 10 after it, 12 hours after the day."""

    kind: DueKind
    count: int

    def __post_init__(self) -> None:
        if not 1 <= self.count <= _MOST[self.kind]:
            raise WrongInputError("due_count", count=self.count, most=_MOST[self.kind])

    @property
    def words(self) -> Text:
        """The rule in words."""
        zh, en = _RULE_WORDS[self.kind]
        return Text(zh.format(n=self.count), en.format(n=self.count))


_RULE_WORDS = {
    DueKind.WORKING_DAY: ("期后第{n}个工作日", "working day {n} after the period"),
    DueKind.CALENDAR_DAY: ("期后第{n}天", "day {n} after the period"),
    DueKind.HOURS: ("期后{n}小时内", "within {n} hours after the period"),
}


@dataclass(frozen=True)
class Due:
    """The end of the time for a report."""

    #: The first instant at which it is late, in UTC.
    before: datetime
    #: The last day on which it is in time.
    day: date
    #: False where the working-day calendar of that year is not yet published (待核).
    certain: bool = True


@dataclass(frozen=True)
class Arrival:
    """What one received file brought for a report."""

    at: datetime
    #: Days with figures.
    days: frozenset[date]
    #: The batch, and whether its figures still count.
    key: str
    live: bool = True
    #: Rows that had to be kept out.
    rejected: int = 0
    #: Why it was sent back, as long as a new report is awaited in its place; else empty.
    returned: str = ""
    #: Its base counts, and the sites, queues and the rest it is about; empty for all.
    counts: frozenset[str] = frozenset()
    scopes: frozenset[tuple[str | None, ...]] = frozenset()

    def is_of(self, site: str) -> bool:
        """Whether it speaks for a site; one that tells no sites apart speaks for all of them."""
        return not self.scopes or any(scope[_SITE] in (None, site) for scope in self.scopes)

    def repeats(self, other: Arrival) -> bool:
        """Whether it says again what another said: of one day, one count and one site."""
        counts = not self.counts or not other.counts or not self.counts.isdisjoint(other.counts)
        return counts and not self.days.isdisjoint(other.days) and _meet(self.scopes, other.scopes)


@dataclass(frozen=True)
class Standing:
    """One period's report against its due date."""

    state: ReportState
    #: When the last missing day was there; None while any is missing.
    complete_at: datetime | None
    on_time: bool
    #: Days without figures, of any site where sites are told apart.
    missing: tuple[date, ...]
    #: How often it was sent again after it was complete, or taken back.
    resent: int
    rejected: int
    #: Why it was sent back; empty where it was not, or a new report is in.
    returned: str = ""
    #: Of the sites that each owe it, those with such days, and which.
    sites: tuple[tuple[str, tuple[date, ...]], ...] = ()

    @property
    def accurate(self) -> bool:
        """Whether it came whole, without a rejected row, and was never sent back or again."""
        there = self.complete_at is not None
        return there and not self.resent and not self.rejected and not self.returned


def due(rule: DueRule, period: Period, calendar: WorkCalendar, zone: str) -> Due:
    """When the report of a period is due. 2024-01 + working day 5 = 2024-02-06."""
    local = ZoneInfo(zone)
    if rule.kind is DueKind.HOURS:
        # Hours that pass, whatever a clock on the wall is set to meanwhile.
        end = datetime.combine(period.end, time(0), local).astimezone(UTC) + timedelta(hours=rule.count)
        return Due(end, (end - timedelta(microseconds=1)).astimezone(local).date())
    if rule.kind is DueKind.WORKING_DAY:
        reached = calendar.add(period.last_day, rule.count)
        return Due(end_of(reached.day, zone), reached.day, reached.certain)
    day = period.last_day + timedelta(days=rule.count)
    return Due(end_of(day, zone), day)


def end_of(day: date, zone: str) -> datetime:
    """The midnight that ends a day in a time zone, in UTC."""
    return datetime.combine(day + timedelta(days=1), time(0), ZoneInfo(zone)).astimezone(UTC)


def extended(first: Due, until: date, zone: str) -> Due:
    """The due date moved to the end of a day that was granted; never to an earlier one."""
    moved = Due(end_of(until, zone), until)
    return moved if moved.before > first.before else first


def periods_due(
    frequency: Frequency,
    rule: DueRule,
    within: Period,
    calendar: WorkCalendar,
    zone: str,
    months: MonthRule,
    starts: date,
) -> list[tuple[Period, Due]]:
    """The periods whose reports are due on the days of `within`, oldest first; none begun before `starts`.

    A month's count of reports due looks at due days: the September report that is due in October is
    October's.
    """
    found = []
    for period in _periods(frequency, Period(within.start - _LATEST, within.end), months):
        if period.start >= starts:
            when = due(rule, period, calendar, zone)
            if when.day in within:
                found.append((period, when))
    return found


def standing(
    period: Period, when: Due, arrivals: Iterable[Arrival], now: datetime, sites: Sequence[str] = ()
) -> Standing:
    """How a period's report stands now. It is there when every day of it is, of each of `sites` where they
    owe it each; `arrivals` in any order."""
    came = sorted(arrivals, key=lambda each: each.at)
    live = [each for each in came if each.live]
    complete_at, lacking = _completed(period, live, sites)
    missing = tuple(sorted(set().union(*lacking.values())))
    gone = len(came) - len(live)
    whole = [] if complete_at is None else [each for each in live if each.at <= complete_at]
    resent = gone + sum(any(each.repeats(first) for first in whole) for each in live[len(whole) :] if whole)
    rejected = sum(each.rejected for each in live)
    # What was taken back does not count: the whole that counts came later.
    on_time = complete_at is not None and complete_at < when.before
    returned = next((each.returned for each in live if each.returned), "")
    state = _state(complete_at, on_time, resent, bool(missing and live), now >= when.before)
    if returned:
        state = ReportState.RETURNED
    by_site = tuple((site, days) for site, days in lacking.items() if site is not None)
    return Standing(state, complete_at, on_time, missing, resent, rejected, returned, by_site)


def counts(found: Standing, when: Due, now: datetime) -> dict[str, int]:
    """The base counts of one report: nothing before it is due, unless it is there already."""
    there = found.complete_at is not None
    if not there and now < when.before:
        return {}
    return {
        "reports_due": 1,
        "reports_on_time": int(found.on_time),
        "reports_received": int(there),
        "reports_accurate": int(found.accurate),
    }


def moved(arrivals: Sequence[Arrival], to: datetime) -> list[Arrival]:
    """The first arrival as it really was: by mail on Friday, imported on Monday. Later ones stay."""
    if not arrivals:
        return []
    ordered = sorted(arrivals, key=lambda each: each.at)
    return [replace(ordered[0], at=min(to, ordered[0].at)), *ordered[1:]]


def _periods(frequency: Frequency, within: Period, months: MonthRule) -> Iterable[Period]:
    if frequency is Frequency.MONTHLY:
        label = months.month_of(within.start).label
        while (month := months.month(label)).start < within.end:
            yield month
            label = shifted(label, 1)
        return
    if frequency is Frequency.WEEKLY:
        monday = within.start - timedelta(days=within.start.weekday())
        while monday < within.end:
            yield Period(monday, monday + _WEEK)
            monday += _WEEK
        return
    for day in within.each_day():
        yield Period(day, day + timedelta(days=1))


def _meet(some: Collection[tuple[str | None, ...]], others: Collection[tuple[str | None, ...]]) -> bool:
    """Whether two sets of scopes have anything in common; a dimension left open meets every value of it."""
    return (
        not some
        or not others
        or any(
            all(a is None or b is None or a == b for a, b in zip(one, other, strict=True))
            for one in some
            for other in others
        )
    )


def _completed(
    period: Period, live: Sequence[Arrival], sites: Sequence[str]
) -> tuple[datetime | None, dict[str | None, tuple[date, ...]]]:
    """When the last of it came; else the days each site still lacks, None for a report of no one site."""
    left: dict[str | None, set[date]] = {site: set(period.each_day()) for site in sites or (None,)}
    for each in live:
        for site, days in left.items():
            if site is None or each.is_of(site):
                days -= each.days
        if not any(left.values()):
            return each.at, {}
    return None, {site: tuple(sorted(days)) for site, days in left.items() if days}


def _state(
    complete_at: datetime | None, on_time: bool, resent: int, some: bool, is_over: bool
) -> ReportState:
    if complete_at is None:
        if some:
            return ReportState.PARTIAL
        return ReportState.MISSING if is_over else ReportState.WAITING
    if not on_time:
        return ReportState.LATE
    return ReportState.RESENT if resent else ReportState.RECEIVED


def worst(states: Collection[ReportState]) -> ReportState | None:
    """The most pressing of several."""
    return min(states, key=list(ReportState).index, default=None)
