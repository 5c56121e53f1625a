"""What a title, a sheet's name or a file's name says about its days: a month, a span of days, or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from core.period import Period, calendar_month
from importers.layouts.part_said import part_said

#: Several months, or a quarter, are no month: 2026年4-5月, 2026年1季度.
_ONE = r"(?!\s*(?:月份?)?\s*(?:[-~～—–至到、,，/和及]|&|and|to)\s*(?:1[0-2]|0?[1-9])\s*月|\s*季)"
_MONTH = re.compile(r"(20\d{2})\s*(?:年|[-_./]?)\s*(1[0-2]|0?[1-9])" + _ONE + r"(?:月|(?!\d))")
_YEAR = re.compile(r"(?<!\d)(20\d{2})(?=年|(?!\d))")
#: A sheet's month without its year: 5月, 5月话务; not 4-5月, 5月3日.
_BARE_MONTH = re.compile(r"(?<![\d.\-~～—–至到、,，/和年])(1[0-2]|0?[1-9])月(?!\d|[-~～—–至到、,，/和])")
#: What makes it a part of that month.
_PART = re.compile(r"[上中下]旬|半月|周|前\d|后\d")
_MONTH_PART = r"(1[0-2]|0?[1-9])\s*(?:月|[-_./])\s*"
_DAY_PART = r"(3[01]|[12]\d|0?[1-9])(?:\s*日|(?![\d月]))"
_YEAR_PART = r"(20\d{2})\s*(?:年|[-_./])\s*"
_DATE = _YEAR_PART + _MONTH_PART + _DAY_PART
#: The later date of a span may leave its year out, or year and month.
_LATER = f"(?:(?:{_YEAR_PART})?{_MONTH_PART})?{_DAY_PART}"
_CLOCK = r"(?:[\sT]*(\d{1,2}:\d{2}(?::\d{2})?))?"
_SPAN = re.compile(_DATE + _CLOCK + r"\s*(?:至|到|to|[-~～—–]+)\s*" + _LATER + _CLOCK, re.IGNORECASE)
_SHORT_SPAN = re.compile(
    r"(?<![\d年./-])(1[0-2]|0?[1-9])[月./](3[01]|[12]\d|0?[1-9])日?\s*(?:至|到|[-~～—–]+)\s*"
    r"(?:(1[0-2]|0?[1-9])[月./])?(3[01]|[12]\d|0?[1-9])(?:日|(?![\d.]))"
)
_SINGLE = re.compile(_DATE)
#: The date on which a report was made is not the day it speaks of.
_MADE = re.compile(
    r"(?:(?:制表|填表|填报|编制|导出|打印|生成|统计|上报|报送)(?:日期|时间)?"
    r"|(?:printed|exported|made|prepared|generated)(?: on| in)?)\s*[:：]?\s*$",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(?<!\d)(20\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_NAME = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_NAME_ALONE = re.compile(_NAME, re.IGNORECASE)
#: Before a month it makes a span of months: Jan-Oct 2026.
_EARLIER_MONTH = re.compile(rf"{_NAME}\.?\s*(?:[-~–—/&,]|to|and)\s*$", re.IGNORECASE)
#: A sheet's name that is a day: 1.5, 0105, 01-05, 1月5日, 5日, 5号, 2026-01-05.
_DAY_SHEET = re.compile(
    rf"{_DATE}|20\d{{6}}|(?:1[0-2]|0?[1-9])\.(?:3[01]|[12]\d|0?[1-9])|(?:1[0-2]|0[1-9])-?(?:3[01]|[12]\d|0[1-9])"
    r"|(?:3[01]|[12]\d|0?[1-9])[日号]"
)
#: May 2026, month of May, 2026, 05/2026; with a day before it, it is a date.
_ENGLISH_MONTH = re.compile(
    rf"(?<![A-Za-z])(?<!\d)(?<!\d[ -])(?<!(?:st|nd|rd|th)[ -]){_NAME}\.?[ ,'_-]*(20\d{{2}})(?!\d)",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(r"(?<![\d/.-])(1[0-2]|0?[1-9])/(20\d{2})(?!\d)")
_ENGLISH_SPAN = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:\s+{_NAME}(?:,?\s+(20\d{{2}}))?)?\s*(?:to|[-~–—]+)\s*(\d{{1,2}})\s+{_NAME},?\s+(20\d{{2}})(?!\d)",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(r"(?<!\d)((?:1[0-2]|0?[1-9])月(?:3[01]|[12]\d|0?[1-9])日)")
_ENGLISH = re.compile(rf"(?:{_NAME}[ -]?(\d{{1,2}})|(\d{{1,2}})[ -]?{_NAME})(?!\d)", re.IGNORECASE)


@dataclass(frozen=True)
class Said:
    """The days a report says it covers, and the month its dates without a year belong to."""

    #: None where nothing but single dates, or nothing, stands there.
    covers: Period | None = None
    month: Period | None = None
    #: The year the rest belongs to, where no month is named.
    year: int | None = None


def period_of(titles: Sequence[str], sheet: str, file: str, chosen: Period | None = None) -> Said:
    """What stands above a table, else on its tab (5月, its year named elsewhere), else in the file's name;
    of a month any of them may name a part."""
    said = _whole_of(titles, sheet, file, chosen)
    month = said.month
    if month is None or month.start.day != 1 or not month.label or said.covers not in (None, month):
        return said
    part = part_said((*titles, sheet, file), month)
    return replace(said, covers=part.days) if part else said


def _whole_of(titles: Sequence[str], sheet: str, file: str, chosen: Period | None) -> Said:
    above = period_said(titles)
    if above.covers:
        return above
    year = _year((*titles, sheet, file)) or (above.month.start.year if above.month else None)
    near = chosen or period_said((*titles, file)).month
    month = _month_of_tab("".join(sheet.split()), near.last_day.year if near else year, near)
    if month and chosen and chosen.label == month.label:
        month = chosen
    if month:
        return Said(None if _PART.search(sheet) else month, month, year)
    said = period_said((*titles, sheet, file))
    return replace(said, year=year)


def period_said(texts: Iterable[str]) -> Said:
    """The first month or span of days that one of `texts` names.

    A single date (制表日期：2026-11-03, 日报 2026-10-05) is no month: a report of one day that was taken for
    its whole month would take the other days out of the sums.
    """
    month = None
    for text in texts:
        if span := _span(text):
            return Said(span, span)
        if found := _month(text):
            return Said(found, found)
        if month is None and (match := _SINGLE.search(text)):
            month = calendar_month(int(match[1]), int(match[2]))
    return Said(None, month)


def span_said(texts: Iterable[str], near: Period | None = None) -> Period | None:
    """The first span of days that one of `texts` names: 2026.4.26-5.25; 4.26-5.25 of the year of a month that
    is known from elsewhere (`near`)."""
    return next((span for text in texts if (span := _span(text, near))), None)


def said_day(sheet: str, titles: Iterable[str], file: str) -> str:
    """What a table without a column of days says of its one day, in a form a day's cell may have; or ''.

    The sheet's name comes first ('0105', '1月5日'), then a title or the file's name with one full date.
    """
    if day := _day_of_sheet("".join(sheet.split())):
        return day
    for text in (*titles, file):
        found = (
            [] if _span(text) or _MONTH.search(_COMPACT.sub(" ", _SINGLE.sub(" ", text))) else _dates(text)
        )
        if len(found) == 1:
            return found[0]
    return ""


def _year(texts: Iterable[str]) -> int | None:
    """The first year that one of `texts` names otherwise than as a date of printing."""
    matches = ((text, match) for text in texts for match in _YEAR.finditer(text))
    return next((int(at[1]) for text, at in matches if not _MADE.search(text[: at.start()])), None)


def _month_of_tab(name: str, year: int | None, near: Period | None) -> Period | None:
    """The month a tab is called by: of that year, or of the one that brings it nearest to a month named."""
    found = {int(number) for number in _BARE_MONTH.findall(name)}
    if _NAME_ALONE.fullmatch(name):
        found = {_named(name)}
    if year is None or len(found) != 1:
        return None
    number = found.pop()
    years = (year - 1, year, year + 1) if near else (year,)
    months = [calendar_month(each, number) for each in years]
    return min(months, key=lambda month: abs((month.end - near.end).days)) if near else months[0]


def _dates(text: str) -> list[str]:
    matches = [*_SINGLE.finditer(text), *_COMPACT.finditer(text)]
    return ["-".join(match.groups()[:3]) for match in matches if not _MADE.search(text[: match.start()])]


def _day_of_sheet(name: str) -> str:
    if match := _MONTH_DAY.search(name):
        return match[1] if not (year := re.search(r"(20\d{2})年", name)) else f"{year[1]}年{match[1]}"
    if match := _ENGLISH.fullmatch(name):
        month, day = match[1] or match[4], match[2] or match[3]
        return f"{_named(month)}月{int(day)}日"
    if not _DAY_SHEET.fullmatch(name):
        return ""
    digits = name.replace("-", "")
    return f"{int(digits[:2])}月{int(digits[2:])}日" if digits.isdigit() and len(digits) == 4 else name


def _month(text: str) -> Period | None:
    if match := _MONTH.search(_SINGLE.sub(" ", text)):
        return calendar_month(int(match[1]), int(match[2]))
    match = _ENGLISH_MONTH.search(text)
    if match and not _MADE.search(text[: match.start()]):
        later = _EARLIER_MONTH.search(text[: match.start()])
        return None if later else calendar_month(int(match[2]), _named(match[1]))
    match = _MONTH_FIRST.search(text)
    return calendar_month(int(match[2]), int(match[1])) if match else None


def _span(text: str, near: Period | None = None) -> Period | None:
    try:
        ends = _ends(text) or _ends_in_month(text, near)
    except ValueError:
        return None
    if ends is None:
        return None
    start, last = ends
    if last < start:
        return None
    whole = calendar_month(start.year, start.month)
    return (
        whole if (start, last) == (whole.start, whole.last_day) else Period(start, last + timedelta(days=1))
    )


def _ends(text: str) -> tuple[date, date] | None:
    """The first and the last day of a span of dates."""
    if match := _SPAN.search(text):
        year, month, day, _, later_year, later_month, later_day, clock = match.groups()
        start = date(int(year), int(month), int(day))
        last = date(int(later_year or year), int(later_month or month), int(later_day))
        # 2025年12月26日-1月25日 ends in the next year.
        last = last if later_year or last >= start else last.replace(year=last.year + 1)
        # Until midnight of a day is until the day before.
        return start, last - timedelta(days=bool(clock and not clock.strip("0:") and last > start))
    match = _ENGLISH_SPAN.search(text)
    if match is None:
        return None
    day, name, first_year, later_day, later_name, year = match.groups()
    start = date(int(first_year or year), _named(name or later_name), int(day))
    return start, date(int(year), _named(later_name), int(later_day))


def _ends_in_month(text: str, near: Period | None) -> tuple[date, date] | None:
    """The same without a year, 2026年1月(12.26-1.25), where the month it begins or ends in is known."""
    named, match = _MONTH.search(text), _SHORT_SPAN.search(text)
    if match is None or (named is None and (near is None or _YEAR.search(text))):
        return None
    last = near.last_day if near else None
    year, month = (int(named[1]), int(named[2])) if named else (last.year, last.month)  # type: ignore[union-attr]
    first, day, later, later_day = (int(part or match[1]) for part in match.groups())
    if month not in (first, later):
        return None
    start = date(year - (first > later and month == later), first, day)
    return start, date(start.year + (first > later), later, later_day)


def _named(month: str) -> int:
    return _MONTHS.index(month[:3].lower()) + 1
