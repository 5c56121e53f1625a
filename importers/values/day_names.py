"""Days with a month's name, a weekday or slashes: of 05/06/2026 its column tells which part is the day."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum

import polars as pl

from core.period import Period

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_LEAST_LETTERS = 3
_CLOCK = r"(?:[ T]\d{1,2}:\d{2}.*)?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_NAME = r"(?P<name>[a-z]{3,9})\.?"
_NAMED = (
    re.compile(rf"{_DAY}[-/ .,]*{_NAME}(?:[-/ .,']+(?P<year>\d{{4}}|\d{{2}}))?{_CLOCK}"),
    re.compile(rf"{_NAME}[-/ ]+{_DAY}[-/ .,']+(?P<year>\d{{4}}){_CLOCK}"),
    # Without a year only after a space: May-26 is a month.
    re.compile(rf"{_NAME} +{_DAY}(?P<year>){_CLOCK}"),
)
_WEEKDAY = re.compile(
    r"\s*\(?\s*(?:(?:周|星期|礼拜)[一二三四五六日天]|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)"
    r"\.?\s*\)?\s*,?\s*",
    re.IGNORECASE,
)
_SLASHED = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})" + _CLOCK)
#: Looked for in whole columns at once, whatever stands behind the day.
_IN_COLUMN = r"^\s*(?:[A-Za-z]{3,9},? )?(\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d{1,2}[-/]\d{1,2})(?:\D.*)?$"
_SLASHED_SHORT = re.compile(r"(\d{1,2})[-/](\d{1,2})()" + _CLOCK)


class DayOrder(StrEnum):
    """How a column writes days with slashes."""

    UNKNOWN = ""
    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


def without_weekday(text: str) -> str:
    """The day without the weekday before or after it: 2026-05-01 (周五), Fri 1 May."""
    cut = _WEEKDAY.sub(" ", text, count=1).strip() if _at_an_end(text) else text
    return cut if any(letter.isdigit() for letter in cut) else text


def named_day(text: str, period: Period | None) -> date | None:
    """01-May-26, 1 May 2026, May 1, 2026; a day without a year takes the one nearest to the period."""
    for pattern in _NAMED:
        match = pattern.fullmatch(text.lower())
        if match and (month := month_named(match["name"])):
            return _dated(match["year"], month, int(match["day"]), period)
    return None


def slashed_day(text: str, order: DayOrder, period: Period | None) -> date | None:
    """05/06/2026, 5/6 in the order its column tells; None where it tells none."""
    match = _SLASHED.fullmatch(text) or _SLASHED_SHORT.fullmatch(text)
    if match is None or order is DayOrder.UNKNOWN:
        return None
    first, second = int(match[1]), int(match[2])
    month, day = (second, first) if order is DayOrder.DAY_FIRST else (first, second)
    return _dated(match[3], month, day, period)


def is_slashed(text: str) -> bool:
    """Whether the order of its parts matters."""
    return bool(_SLASHED.fullmatch(text) or _SLASHED_SHORT.fullmatch(text))


def order_of(tokens: pl.Series, period: Period | None) -> DayOrder:
    """The one order in which every such cell of the column is a day, and a day of the period where two are;
    unknown where both orders do, or neither."""
    written = tokens.str.extract(_IN_COLUMN).drop_nulls().unique().to_list()
    orders = [each for each in (DayOrder.DAY_FIRST, DayOrder.MONTH_FIRST) if written]
    days = {each: [slashed_day(text, each, period) for text in written] for each in orders}
    fitting = [each for each in orders if None not in days[each]]
    if len(fitting) == 2 and days[fitting[0]] == days[fitting[1]]:
        return fitting[0]
    # One such cell among dates written otherwise may be any slip: the period tells only of a whole column.
    if len(fitting) == 2 and period is not None and len(written) * 2 >= tokens.n_unique():
        fitting = [each for each in fitting if all(day in period for day in days[each])]
    return fitting[0] if len(fitting) == 1 else DayOrder.UNKNOWN


def nearest(month: int, day: int, period: Period) -> date | None:
    """The day of that name in the period, else the one nearest to it; None where no year has it."""
    years = (period.start.year - 1, period.start.year, period.start.year + 1)
    days = [found for year in years if (found := _day(year, month, day))]
    return min(days, key=lambda found: (found not in period, abs((found - period.start).days)), default=None)


def month_named(name: str) -> int:
    """1 to 12 of January, jan, Sept.; 0 for what is no month's name or the beginning of one."""
    folded = name.casefold().rstrip(".")
    if folded == "sept":
        return 9
    found = (at for at, whole in enumerate(_MONTHS, start=1) if whole.startswith(folded))
    return next(found, 0) if len(folded) >= _LEAST_LETTERS else 0


def _at_an_end(text: str) -> bool:
    found = _WEEKDAY.search(text)
    return bool(found) and (found.start() == 0 or found.end() == len(text))  # type: ignore[union-attr]


def _dated(year: str | None, month: int, day: int, period: Period | None) -> date | None:
    if year:
        return _day(int(year) if len(year) == 4 else 2000 + int(year), month, day)
    return nearest(month, day, period) if period else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
