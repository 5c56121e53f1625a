"""Working days as published: mainland China with its make-up days, other countries by their holidays.

China's calendar ends with the last year the State Council has published. A later year counts plain
weekdays and says so (`certain` is False, shown as 待核), to be recomputed when the calendar arrives.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import chinese_calendar
import holidays

from core.errors import WrongInputError


@dataclass(frozen=True)
class DueDate:
    """A date reached by counting working days, and whether every day on the way is published."""

    day: date
    certain: bool


@dataclass(frozen=True)
class WorkCalendar:
    """The working days of a country, 'CN' or an ISO code that the holidays library knows."""

    country: str = "CN"

    def __post_init__(self) -> None:
        if self.country != "CN" and self.country not in holidays.list_supported_countries():
            raise WrongInputError("calendar", country=self.country)

    def is_certain(self, day: date) -> bool:
        """Whether the calendar of that year is published."""
        return self.country != "CN" or day.year in published_years()

    def is_working_day(self, day: date) -> bool:
        """Whether people work that day; plain weekdays in a year not yet published."""
        if self.country == "CN" and self.is_certain(day):
            return bool(chinese_calendar.is_workday(day))
        if self.country == "CN":
            return day.weekday() < 5
        return day.weekday() < 5 and day not in _holidays(self.country, day.year)

    def is_public_holiday(self, day: date) -> bool:
        """Whether it is a day off as published: in China the whole break, its weekend included; elsewhere the
        country's holidays. Never in a year not yet published."""
        if self.country == "CN":
            return day in chinese_calendar.constants.holidays
        return day in _holidays(self.country, day.year)

    def is_make_up(self, day: date) -> bool:
        """Whether it is a day of a weekend that is worked 调休上班."""
        return self.country == "CN" and day.weekday() >= 5 and day in chinese_calendar.constants.workdays

    def add(self, start: date, working_days: int) -> DueDate:
        """The date `working_days` after `start`, which itself does not count. 2024-02-08 + 5 = 2024-02-21."""
        day, left, certain = start, working_days, True
        while left:
            day += timedelta(days=1)
            certain = certain and self.is_certain(day)
            left -= self.is_working_day(day)
        return DueDate(day, certain)


@lru_cache
def published_years() -> frozenset[int]:
    """The years whose mainland calendar the library holds."""
    return frozenset(day.year for day in chinese_calendar.constants.workdays) | frozenset(
        day.year for day in chinese_calendar.constants.holidays
    )


@lru_cache
def _holidays(country: str, year: int) -> holidays.HolidayBase:
    return holidays.country_holidays(country, years=year)
