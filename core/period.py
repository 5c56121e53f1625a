"""Half-open spans of days: calendar months, settlement months, and the business date of an instant."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from core.errors import WrongInputError

_LABEL = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


class PeriodKind(StrEnum):
    """How a contract cuts its year into months."""

    MONTH = "month"
    SETTLEMENT = "settlement"


@dataclass(frozen=True, order=True)
class Period:
    """The days [start, end): `end` is the first day that no longer belongs to it."""

    start: date
    end: date
    #: The month it is called by, 'YYYY-MM'; a 26th-25th month is called by the month it ends in.
    label: str = ""

    @property
    def days(self) -> int:
        """How many days it covers."""
        return (self.end - self.start).days

    @property
    def last_day(self) -> date:
        """The last day that belongs to it."""
        return self.end - timedelta(days=1)

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.start <= day < self.end

    def each_day(self) -> Iterator[date]:
        """Every day in order."""
        return (self.start + timedelta(days=i) for i in range(self.days))

    def overlaps(self, other: Period) -> bool:
        """Whether any day belongs to both."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Period) -> bool:
        """Whether every day of `other` belongs to it."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True)
class MonthRule:
    """How a contract's months run: calendar months, or from `first_day` to the day before it."""

    kind: PeriodKind = PeriodKind.MONTH
    #: 1 for calendar months; 26 for a month that runs from the 26th to the 25th.
    first_day: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.first_day <= 28:
            raise WrongInputError("period_first_day", first_day=self.first_day)

    def month(self, label: str) -> Period:
        """The period called `label` ('YYYY-MM'); a settlement month starts in the calendar month before."""
        year, month = parse_label(label)
        if self.first_day == 1:
            return calendar_month(year, month)
        before_year, before_month = _shift(year, month, -1)
        return Period(
            date(before_year, before_month, self.first_day), date(year, month, self.first_day), label
        )

    def month_of(self, day: date) -> Period:
        """The period `day` belongs to."""
        year, month = day.year, day.month
        if self.first_day > 1 and day.day >= self.first_day:
            year, month = _shift(year, month, 1)
        return self.month(f"{year:04d}-{month:02d}")


def parse_label(label: str) -> tuple[int, int]:
    """Year and month of 'YYYY-MM'; anything else is refused."""
    match = _LABEL.fullmatch(label)
    if not match:
        raise WrongInputError("period_label", label=label)
    return int(match[1]), int(match[2])


def calendar_month(year: int, month: int) -> Period:
    """The days of one calendar month."""
    after_year, after_month = _shift(year, month, 1)
    return Period(date(year, month, 1), date(after_year, after_month, 1), f"{year:04d}-{month:02d}")


def labels_between(first: str, last: str) -> list[str]:
    """Month labels from `first` to `last`, both included; a reversed pair is refused."""
    start, end = parse_label(first), parse_label(last)
    if start > end:
        raise WrongInputError("period_order", first=first, last=last)
    count = (end[0] - start[0]) * 12 + end[1] - start[1] + 1
    return [shifted(first, i) for i in range(count)]


def shifted(label: str, months: int) -> str:
    """The label `months` later (earlier where negative)."""
    year, month = _shift(*parse_label(label), months)
    return f"{year:04d}-{month:02d}"


def partitions(period: Period) -> list[str]:
    """The calendar months a period touches: one, or two for a 26th-25th month."""
    return labels_between(f"{period.start:%Y-%m}", f"{period.last_day:%Y-%m}")


def day_runs(days: Collection[date]) -> tuple[Period, ...]:
    """The stretches that days make without a gap, in order."""
    runs: list[Period] = []
    for day in sorted(days):
        joined = bool(runs) and runs[-1].end == day
        start = runs.pop().start if joined else day
        runs.append(Period(start, day + timedelta(days=1)))
    return tuple(runs)


def business_date(instant: datetime, zone: str, cut: time = time(0)) -> date:
    """The production day an aware instant belongs to: local time in `zone`, days starting at `cut`.

    The local wall clock decides, so a day of 23 or 25 hours (daylight saving) is still one day.
    """
    if instant.tzinfo is None:
        raise WrongInputError("naive_instant", instant=instant.isoformat())
    local = instant.astimezone(ZoneInfo(zone))
    return local.date() if local.time() >= cut else local.date() - timedelta(days=1)


def _shift(year: int, month: int, by: int) -> tuple[int, int]:
    index = year * 12 + month - 1 + by
    return index // 12, index % 12 + 1
