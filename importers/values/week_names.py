"""Reads the names of weeks and other parts of a month: 第1周, W19, 5.4-5.10, 上旬."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

from core.period import Period, calendar_month
from importers.values.cells import Hints
from importers.values.cells_time import read_day

_DAY = r"(?:20\d{2}[年./-])?(?:1[0-2]|0?[1-9])[月./-](?:3[01]|[12]\d|0?[1-9])[日号]?"
_LATER = rf"(?:{_DAY}|(?:3[01]|[12]\d|0?[1-9])[日号])"
_SPAN = re.compile(rf"({_DAY})[-~至到—–]+((?:{_DAY})|{_LATER})")
_WEEK = re.compile(
    rf"(?:20\d{{2}}年?)?(?:\d{{1,2}}月份?)?第?(?:[一二三四五六]|\d{{1,2}})周(?:\(?{_DAY}[-~至到—–]+{_LATER}\)?)?"
    rf"|(?:20\d{{2}}-?)?w(?:eek|k)?\.?\d{{1,2}}|{_DAY}[-~至到—–]+{_LATER}",
    re.IGNORECASE,
)

_PARTS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "上半月": (1, 15), "下半月": (16, 31)}
_NAMED = re.compile(rf"(?:(?:20\d{{2}}年)?(?:1[0-2]|0?[1-9])月)?({'|'.join(_PARTS)})")
_BARE = re.compile(r"(\d{1,2})[日号]?[-~至到—–]+(\d{1,2})[日号]?")


def is_week(text: str) -> bool:
    """Whether `text` (without spaces) is a week by its number, or the days of one: 第1周, W19, 5.4-5.10."""
    return _WEEK.fullmatch(text) is not None


def names_days(text: str) -> bool:
    """Whether `text` (without spaces) names days of a month, and no time: 上旬, 5.1-5.10, 1日-10日."""
    plain = unicodedata.normalize("NFKC", text)
    bare = _BARE.fullmatch(plain) is not None and ("日" in plain or "号" in plain)
    return bare or _NAMED.fullmatch(plain) is not None or _SPAN.search(plain) is not None


def week_span(text: str, hints: Hints) -> Period | None:
    """The days that `text` (without spaces) names by its first and last: 5.4-5.10, 第2周(5月4日-10日)."""
    match = _SPAN.search(unicodedata.normalize("NFKC", text))
    if match is None:
        return None
    first = read_day(match[1].replace("-", ".").replace("/", "."), hints)
    last = read_day(_later(match[1], match[2]).replace("-", ".").replace("/", "."), hints)
    if not isinstance(first, date) or not isinstance(last, date) or not first <= last:
        return None
    return Period(first, last + timedelta(days=1))


def part_of_month(text: str, month: Period) -> Period | None:
    """The days of a month that `text` (without spaces) names: 5.1-5.10, 1-10日, 上旬, 下半月; else None."""
    plain = unicodedata.normalize("NFKC", text)
    last = calendar_month(month.last_day.year, month.last_day.month).last_day
    named = _NAMED.fullmatch(plain)
    bare = _BARE.fullmatch(plain)
    days = _PARTS[named[1]] if named else (int(bare[1]), int(bare[2])) if bare else None
    if days is None:
        return week_span(plain, Hints(period=month))
    until = min(days[1], last.day) if named else days[1]
    if not 1 <= days[0] <= until <= last.day:
        return None
    return Period(last.replace(day=days[0]), last.replace(day=until) + timedelta(days=1))


def _later(first: str, last: str) -> str:
    """The later day in full: 10日 is of the month the first one is in."""
    parts, own = re.split(r"\D+", first.rstrip("日号")), re.split(r"\D+", last.rstrip("日号"))
    return ".".join(parts[: len(parts) - len(own)] + own)
