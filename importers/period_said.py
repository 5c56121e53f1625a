"""What a title, a sheet's name or a file's name says about its days: a month, a span of days, or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from core.period import Period, calendar_month

_MONTH = re.compile(r"(20\d{2})\s*(?:年|[-_./]?)\s*(1[0-2]|0?[1-9])(?:月|(?!\d))")
_MONTH_PART = r"(1[0-2]|0?[1-9])\s*(?:月|[-_./])\s*"
_DAY_PART = r"(3[01]|[12]\d|0?[1-9])(?:\s*日|(?!\d))"
_YEAR_PART = r"(20\d{2})\s*(?:年|[-_./])\s*"
_DATE = _YEAR_PART + _MONTH_PART + _DAY_PART
#: The later date of a span may leave its year out, or year and month.
_LATER = f"(?:(?:{_YEAR_PART})?{_MONTH_PART})?{_DAY_PART}"
_SPAN = re.compile(_DATE + r"\s*(?:至|到|to|[-~～—–]+)\s*" + _LATER, re.IGNORECASE)
_SINGLE = re.compile(_DATE)


@dataclass(frozen=True)
class Said:
    """The days a report says it covers, and the month its dates without a year belong to."""

    #: None where nothing but single dates, or nothing, stands there.
    covers: Period | None = None
    month: Period | None = None


def period_said(texts: Iterable[str]) -> Said:
    """The first month or span of days that one of `texts` names.

    A single date (制表日期：2026-11-03, 日报 2026-10-05) is no month: a report of one day that was taken for
    its whole month would take the other days out of the sums.
    """
    month = None
    for text in texts:
        if span := _span(text):
            return Said(span, span)
        if match := _MONTH.search(_SINGLE.sub(" ", text)):
            found = calendar_month(int(match[1]), int(match[2]))
            return Said(found, found)
        if month is None and (match := _SINGLE.search(text)):
            month = calendar_month(int(match[1]), int(match[2]))
    return Said(None, month)


def _span(text: str) -> Period | None:
    match = _SPAN.search(text)
    if not match:
        return None
    year, month, day, later_year, later_month, later_day = match.groups()
    try:
        start = date(int(year), int(month), int(day))
        last = date(int(later_year or year), int(later_month or month), int(later_day))
    except ValueError:
        return None
    if last < start:
        return None
    whole = calendar_month(start.year, start.month)
    return (
        whole if (start, last) == (whole.start, whole.last_day) else Period(start, last + timedelta(days=1))
    )
