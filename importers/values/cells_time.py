"""Reads cells that tell time: durations, days, months, times of day. Never guesses a date."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction

from core.period import Period, calendar_month
from core.rounding import rounded
from importers.containers.celltoken import Cell
from importers.values.cells import Hints, Trouble, as_written, plain, said
from importers.values.day_names import (
    is_slashed,
    month_named,
    named_day,
    nearest,
    slashed_day,
    without_weekday,
)

_STAMP = re.compile(r"(20\d{2})(\d{2})(\d{2})([01]\d|2[0-3])([0-5]\d)([0-5]\d)")
_TIME_OF_DAY = re.compile(r"[ T]([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,6}))?)?\s*$")
_DAY_S = 86_400
#: No report speaks of days before this; a date before it is a span that Excel formatted as a date.
_SPANS_BEFORE = 1950
_UNIT_S = {"": 1, "s": 1, "min": 60, "h": 3600, "day": _DAY_S}
_CLOCK = re.compile(r"(\d+):([0-5]?\d):([0-5]?\d(?:\.\d+)?)")
#: Text that may be minutes and seconds or hours and minutes.
SHORT_CLOCK = r"^\s*\d+[:：][0-5]\d\s*$"
_SHORT_CLOCK = re.compile(r"(\d+):([0-5]\d)")
_WORDS = re.compile(
    r"(?:(\d+(?:\.\d+)?)(?:小时|时|hours?|h))?(?:(\d+(?:\.\d+)?)(?:分钟|分|mins?|m|'))?"
    r"(?:(\d+(?:\.\d+)?)(?:秒钟|秒|secs?|s|\"))?",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"\d+(\.\d+)?")
_YMD = re.compile(r"(\d{4}|\d{2}(?=年))[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]\d{1,2}:\d{2}.*)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MONTH_DAY = re.compile(r"(\d{1,2})(?:月|\.)(\d{1,2})日?")
#: As a number 1.10 is 1.1: it may be the 1st as well as the 10th.
_CUT_SHORT = re.compile(r"\d{1,2}\.([123])")
_MONTH_DAY_COMPACT = re.compile(r"(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
_DAY = re.compile(r"(\d{1,2})日")
#: 26-05-01 may begin with the year, the month or the day.
_SHORT_YEAR = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2}")
_YM = re.compile(r"(\d{4}|\d{2})(?:年|[-/.])(\d{1,2})月?(?:份)?")
_COMPACT_MONTH = re.compile(r"(\d{4})(0[1-9]|1[0-2])")
_BARE_MONTH = re.compile(r"(\d{1,2})月份?")
_ENGLISH_MONTH = re.compile(r"([A-Za-z]{3})[a-z]*[- ,'’]*(\d{4}|\d{2})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
#: 2026/10/1 and 10.1 name a day, though a month can be read out of them.
_DAY_OF_A_MONTH = re.compile(r"\d{4}\D\d{1,2}\D\d{1,2}日?.*|\d{1,2}[./-]\d{1,2}")
#: Any will do to see whether a cell is one.
_SOME_MONTH = calendar_month(2024, 1)
_SERIAL = range(20_000, 80_000)


def read_duration(cell: Cell, hints: Hints) -> Fraction | Trouble | None:
    """Seconds, exact: clock text, 3分25秒, time and span cells, plain numbers in the column's unit."""
    value = plain(cell)
    if value is None:
        return None
    if isinstance(value, timedelta):
        return Fraction(value // timedelta(microseconds=1), 1_000_000)
    if isinstance(value, datetime) and value.year < _SPANS_BEFORE:
        return _dated_span(value, hints, cell)
    if isinstance(value, time):
        return value.hour * 3600 + value.minute * 60 + value.second + Fraction(value.microsecond, 1_000_000)
    if isinstance(value, Decimal):
        return _in_unit(value, hints, cell)
    if isinstance(value, str):
        return _spoken_duration(value.replace(" ", ""), hints, cell)
    return Trouble("not_a_duration", {"value": said(cell)})


def seconds_of(unit: str) -> int:
    """How many seconds a whole number in a column of this unit stands for."""
    return _UNIT_S.get(unit, 1)


def read_day(cell: Cell, hints: Hints) -> date | Trouble | None:
    """A day. 1月5日, 1.5 and 5日 get year and month from the file's period; 05/01/2024 is read as its
    column tells, else not at all."""
    value = plain(cell)
    if value is None:
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, Decimal):
        return _numbered_day(value, hints, cell)
    text = value.replace(" ", "") if isinstance(value, str) and not hints.format else as_written(value)
    if not hints.format and text.isdecimal() and int(text) in _SERIAL:
        return _numbered_day(Decimal(text), hints, cell)  # a bare day saved as text
    found = _formatted(text, hints.format) if hints.format else _written_day(as_written(value), hints)
    if found is None:
        unclear = not hints.format and (_SHORT_YEAR.fullmatch(text) or is_slashed(text))
        return Trouble("date_unclear" if unclear else "not_a_date", {"value": said(cell)})
    return found


def read_month(cell: Cell, hints: Hints) -> Period | Trouble | None:
    """A calendar month: 2024年1月, 202401, 24年1月, 2024-01, Apr-15; 1月 takes its year from the file."""
    value = plain(cell)
    if value is None:
        return None
    if isinstance(value, datetime | date):
        return calendar_month(value.year, value.month)
    text = as_written(value).replace(" ", "")
    if hints.format:
        day = _formatted(as_written(value), hints.format)
        return calendar_month(day.year, day.month) if day else _not_a_month(cell)
    return month_in(text, hints.near) or _not_a_month(cell)


def month_in(text: str, period: Period | None = None) -> Period | None:
    """The month that `text` (without spaces) names as a whole, or None. `period` gives 1月 its year."""
    if match := _YM.fullmatch(text) or _COMPACT_MONTH.fullmatch(text):
        return _month(_century(match[1]), int(match[2]))
    if match := _ENGLISH_MONTH.fullmatch(text):
        name = match[1].lower()
        return _month(_century(match[2]), _MONTHS.index(name) + 1) if name in _MONTHS else None
    bare = _BARE_MONTH.fullmatch(text)
    if period and (number := int(bare[1]) if bare else month_named(text)):
        return _month(period.last_day.year, number)
    match = _YMD.fullmatch(text)
    return _month(_century(match[1]), int(match[2])) if match else None


def is_month(text: str) -> bool:
    """Whether `text` (without spaces) is a month and no day; its year may stand elsewhere: 5月, May."""
    return month_in(text, _SOME_MONTH) is not None and not _DAY_OF_A_MONTH.fullmatch(text)


def read_slot(cell: Cell) -> tuple[int, int | None] | Trouble | None:
    """Minutes from midnight, [start, end); the end is None where only a start is given.

    '09:00-09:30', '9:00~9:30', '9点-9点半', '0900-0930'; an end at 00:00 or 24:00 is 1440.
    """
    value = plain(cell)
    if value is None:
        return None
    if isinstance(value, time | datetime):
        return value.hour * 60 + value.minute, None
    text = (
        re.sub(r"\s", "", as_written(value)).replace("时", "点").replace("点半", ":30").replace("点", ":00")
    )
    parts = [_minute(part) for part in re.split(r"[-~—–至到]+", text)]
    if None in parts or len(parts) not in (1, 2):
        return Trouble("not_a_time_of_day", {"value": said(cell)})
    start, end = parts[0], parts[1] if len(parts) == 2 else None
    return start, (1440 if end == 0 else end)  # type: ignore[return-value]


def clock_of(cell: Cell) -> time | None:
    """The time of day that a cell is, to the thousandth of a second, with no day beside it; else None."""
    value = plain(cell)
    if isinstance(value, time):
        return value
    match = _TIME_OF_DAY.fullmatch(f" {value}") if isinstance(value, str) else None
    if match is None:
        return None
    return time(int(match[1]), int(match[2]), int(match[3] or 0), int((match[4] or "0").ljust(6, "0")))


def read_moment(cell: Cell, hints: Hints) -> tuple[date, int | None] | Trouble | None:
    """A day and, where given, the minute of it."""
    value = plain(cell)
    value = _stamp(value) or value
    if isinstance(value, datetime):
        return value.date(), value.hour * 60 + value.minute
    day = read_day(value, hints)
    if day is None or isinstance(day, Trouble):
        return day
    clock = re.search(r"[ T](\d{1,2}):(\d{2})", value) if isinstance(value, str) else None
    return day, int(clock[1]) * 60 + int(clock[2]) if clock else None


def read_instant(cell: Cell, hints: Hints) -> datetime | Trouble | None:
    """A moment to the thousandth of a second; None where no time of day is given."""
    value = plain(cell)
    if isinstance(value, datetime):
        return value
    if stamp := _stamp(value):
        return stamp
    day = read_day(value, hints)
    if day is None or isinstance(day, Trouble):
        return day
    clock = _TIME_OF_DAY.search(value) if isinstance(value, str) else None
    if clock is None:
        return None
    spent = timedelta(hours=int(clock[1]), minutes=int(clock[2]), seconds=int(clock[3] or 0))
    return (
        datetime(day.year, day.month, day.day)
        + spent
        + timedelta(microseconds=int((clock[4] or "0").ljust(6, "0")))
    )


def _stamp(value: Cell) -> datetime | None:
    """20261001090005 as systems write it; None for anything else, and for a day that is none."""
    match = _STAMP.fullmatch(said(value).strip()) if isinstance(value, str | Decimal) else None
    if match is None or _day(*map(int, match.groups()[:3])) is None:
        return None
    return datetime(*map(int, match.groups()))  # type: ignore[arg-type]


def _dated_span(value: datetime, hints: Hints, cell: Cell) -> Fraction | Trouble:
    """A span of a day or more under a format without [h]: the reader shows it as a date of 1900 or 1904.

    Excel believes in 29 February 1900: from March on its days are one ahead. On that day itself the reader
    gives the same date for two spans, so nobody can tell which was meant.
    """
    if hints.epoch_1904:
        start = datetime(1904, 1, 1)
    elif value.date() == date(1900, 2, 28):
        return Trouble("duration_unclear", {"value": said(cell)})
    else:
        start = datetime(1899, 12, 30 if value >= datetime(1900, 3, 1) else 31)
    return Fraction((value - start) // timedelta(microseconds=1), 1_000_000)


def _in_unit(number: Decimal, hints: Hints, cell: Cell) -> Fraction | Trouble:
    if number < 0:
        return Trouble("not_a_duration", {"value": said(cell)})
    if hints.unit == "day":
        # Excel keeps a time as a fraction of a day in binary: the second is what was meant.
        return Fraction(rounded(Fraction(number) * _DAY_S, 0))
    if not hints.unit and 0 < number < 1:
        return Trouble("duration_unclear", {"value": said(cell)})
    return Fraction(number) * seconds_of(hints.unit)


def _spoken_duration(text: str, hints: Hints, cell: Cell) -> Fraction | Trouble:
    if match := _CLOCK.fullmatch(text):
        return int(match[1]) * 3600 + int(match[2]) * 60 + Fraction(match[3])
    if match := _SHORT_CLOCK.fullmatch(text):
        first, second = int(match[1]), int(match[2])
        return Fraction(first * 60 + second if hints.average else first * 3600 + second * 60)
    if _PLAIN.fullmatch(text):
        return _in_unit(Decimal(text), hints, cell)
    match = _WORDS.fullmatch(text)
    if not match or not any(match.groups()):
        return Trouble("not_a_duration", {"value": said(cell)})
    hours, minutes, seconds = (Fraction(part or 0) for part in match.groups())
    return hours * 3600 + minutes * 60 + seconds


def _numbered_day(number: Decimal, hints: Hints, cell: Cell) -> date | Trouble:
    text = f"{number:f}"
    if match := _COMPACT.fullmatch(text):
        return _day(*map(int, match.groups())) or Trouble("not_a_date", {"value": text})
    if match := _CUT_SHORT.fullmatch(text):
        return Trouble("day_cut_short", {"value": text, "day": int(match[1]), "longer": int(match[1]) * 10})
    if int(number) in _SERIAL:
        start = date(1904, 1, 1) if hints.epoch_1904 else date(1899, 12, 30)
        return start + timedelta(days=int(number))
    return _from_period(text, hints) or Trouble("not_a_date", {"value": text})


def _written_day(text: str, hints: Hints) -> date | None:
    text = without_weekday(text).replace("号", "日")
    joined = text.replace(" ", "")
    match = _YMD.fullmatch(text) or _YMD.fullmatch(joined) or _COMPACT.fullmatch(joined)
    if match:
        return _day(_century(match[1]), int(match[2]), int(match[3]))
    if (match := _MONTH_DAY_COMPACT.fullmatch(joined)) and hints.near:
        return nearest(int(match[1]), int(match[2]), hints.near)
    named = named_day(text, hints.near) or slashed_day(text, hints.day_order, hints.near)
    return named or _from_period(joined, hints)


def _from_period(text: str, hints: Hints) -> date | None:
    """1月5日 in the year nearest to the period: 12月31日 in a January file is last year's."""
    period = hints.period
    if period and (match := _DAY.fullmatch(text)):
        return _day_of(period, int(match[1]))
    match = _MONTH_DAY.fullmatch(text)
    return nearest(int(match[1]), int(match[2]), hints.near) if match and hints.near else None


def _day_of(period: Period, number: int) -> date | None:
    """5日 of a month; of 26 December to 25 January the day of that number that lies in it."""
    named = [_day(at.year, at.month, number) for at in (period.last_day, period.start)]
    return next((day for day in named if day in period), named[0])


def _formatted(text: str, pattern: str) -> date | None:
    try:
        return datetime.strptime(text, pattern).date()
    except ValueError:
        return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(year: int, month: int) -> Period | None:
    return calendar_month(year, month) if 1 <= month <= 12 and 1900 < year < 2200 else None


def _century(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)


def _minute(text: str) -> int | None:
    if re.fullmatch(r"1?\d|2[0-4]", text):
        return int(text) * 60
    match = re.fullmatch(r"(\d{1,2}):?([0-5]\d)(?::[0-5]\d)?", text)
    if not match or int(match[1]) * 60 + int(match[2]) > 1440:
        return None
    return int(match[1]) * 60 + int(match[2])


def _not_a_month(cell: Cell) -> Trouble:
    return Trouble("not_a_month", {"value": said(cell)})
