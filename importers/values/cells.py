"""Reads one cell as the kind of value its column holds: a value, nothing, or the trouble with it.

Exact throughout: whole numbers, Decimal, Fraction. The rules are those of the parsing table of Chinese
vendor reports (tests/test_importers_cells.py states them case by case).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum
from fractions import Fraction

from core.period import Period
from core.privacy import UNKEYED, Privacy, masked
from importers.containers.celltoken import Cell, Percentage
from importers.dictionary.words import ABSENT_WORDS, NO, NULLS, YES
from importers.values.day_names import DayOrder

#: How systems keep Excel from turning a code into a number: ="0012", '0012.
_GUARDED = re.compile(r"=\"([^\"]*)\"|'(\d.*)")
#: What Excel makes of a long number in text: its last digits are gone.
#: A number that a program cut, or somebody masked; or too short to be a customer's.
_NO_NUMBER = re.compile(r"\d(\.\d+)?e\+\d+|.*(?:[*＊•]|xx).*|(?:\D*\d){0,6}\D*", re.IGNORECASE)
_UNIT_TAIL = re.compile(
    r"(通|件|次|个|人|单|条|元|人次|份|笔|票|台|(?<=\d)(calls?|tickets?|cases?|orders?|times))$",
    re.IGNORECASE,
)
_MULTIPLIERS = {"万": 10_000, "千": 1_000, "亿": 100_000_000}
_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?|[+-]?\d+(\.\d+)?e[+-]?\d+")
_PERCENT = re.compile(r"([+-]?[\d.,]+)%(?:\((\d+)/(\d+)\))?")
_MOST_PLACES, _WHOLE_PERCENT = 6, 2
#: Points earned and to be earned: 67 / 72, 67分/72分.
_OF_POINTS = re.compile(r"(-?\d+(?:\.\d+)?)分?/(\d+(?:\.\d+)?)分?")
_PER_MANY = re.compile(r"([\d.]+)/万|万分之([\d.]+)|([\d.]+)‰")
_AGENT = re.compile(
    r"[^()\d]+\((?P<code>[A-Za-z0-9]+)\)|(?P<before>[A-Za-z0-9]+)[-/_ ]?[\u4e00-\u9fff·*]+"
    r"|[\u4e00-\u9fff·*]+[-/_ ]?(?P<after>[A-Za-z0-9]+)"
)


@dataclass(frozen=True)
class Trouble:
    """Why a cell cannot be read: a finding's code and its facts (a bad rate becomes `rate_unreadable`)."""

    code: str
    facts: dict[str, object] = field(default_factory=dict)


class Absent(Enum):
    """What a score says of somebody who was not there."""

    ABSENT = "absent"


ABSENT = Absent.ABSENT


@dataclass(frozen=True)
class Hints:
    """What the header, the layout and the file say about how a column's values are written."""

    #: 's', 'min', 'h', 'day' for durations; '%' for rates; a multiplier in words ('万') for numbers.
    unit: str = ""
    #: strptime format of dates or months that are text, '%d/%m/%Y'.
    format: str = ""
    #: Whether 3:25 is minutes and seconds (averages) or hours and minutes (totals).
    average: bool = False
    #: Which part of 05/06/2026 is the day, as its column tells.
    day_order: DayOrder = DayOrder.UNKNOWN
    #: Days the file speaks of: gives 1月5日 its year.
    period: Period | None = None
    #: The year the file names, where it names no month: gives 5月 and 5月1日 theirs.
    year: int | None = None
    #: 100 where a column writes 95.3 for 95.3 %, 1 where it writes 0.953.
    rate_scale: int = 1
    #: The most decimals of a fraction that a number of the column shown as a percentage has.
    percent_places: int = 0
    #: Whether the workbook counts days from 1904.
    epoch_1904: bool = False
    #: Under which key personal numbers are marked.
    privacy: Privacy = UNKEYED

    @property
    def near(self) -> Period | None:
        """The days around which a date without a year lies."""
        whole = self.year and Period(date(self.year, 1, 1), date(self.year + 1, 1, 1))
        return self.period or whole or None


@dataclass(frozen=True)
class Rate:
    """A printed rate: its value, the size of its last printed digit, and the counts printed beside it."""

    value: Fraction
    step: Fraction
    counts: tuple[int, int] | None = None
    #: Whether its cell's format gives its digits: then nobody wrote a zero too many.
    formatted: bool = False


def plain(cell: Cell) -> Cell:
    """The cell with its text in one width and without outer space; None where it says 'nothing'."""
    if not isinstance(cell, str):
        return cell
    text = unicodedata.normalize("NFKC", cell).strip().strip("\u200b\ufeff")
    if guarded := _GUARDED.fullmatch(text):
        text = guarded[1] or guarded[2] or ""
    return None if not text or text.casefold() in NULLS else text


def read_whole(cell: Cell, hints: Hints, scale: int = 1) -> int | Trouble | None:
    """A count in units of 1/`scale`: 1,234, １２３４通, 1.2万. Fractions of a unit are refused."""
    number = read_number(cell, hints)
    if number is None or isinstance(number, Trouble):
        return number
    if number < 0:
        return Trouble("count_negative", {"value": said(cell)})
    exact = number * scale
    if scale > 1:
        return int(exact + Fraction(1, 2))
    return int(exact) if exact.denominator == 1 else Trouble("count_not_whole", {"value": said(cell)})


def read_score(cell: Cell, hints: Hints) -> Fraction | Absent | Trouble | None:
    """Points of 100, exact: 92.5, 92.5分, 67 / 72, 93%; `ABSENT` where a person was not there to earn any
    (缺考)."""
    value = plain(cell)
    if isinstance(value, Percentage):
        return Fraction(value) * 100
    if isinstance(value, str):
        text = value.replace(" ", "").casefold()
        if text in ABSENT_WORDS:
            return ABSENT
        if match := _OF_POINTS.fullmatch(text):
            share = _of_points(match[1], match[2])
            return Trouble("not_a_number", {"value": said(cell)}) if share is None else share
        value = text.removesuffix("分").removesuffix("%")
    # 分 in the header are points here, never minutes.
    return read_number(value, replace(hints, unit=""))


def _of_points(earned: str, possible: str) -> Fraction | None:
    """67 / 72 in percent; None where nothing was to be earned."""
    most = Fraction(Decimal(possible))
    return Fraction(Decimal(earned)) / most * 100 if most else None


def read_number(cell: Cell, hints: Hints) -> Fraction | Trouble | None:
    """An exact number; text that is not one is trouble ('约1200' is not a number)."""
    value = plain(cell)
    if value is None:
        return None
    factor = factor_of(hints.unit)
    if isinstance(value, Decimal):
        return Fraction(value) * factor
    if not isinstance(value, str):
        return Trouble("not_a_number", {"value": said(cell)})
    text = _UNIT_TAIL.sub("", value.replace(" ", ""))
    if text[-1:] in _MULTIPLIERS:
        factor, text = _MULTIPLIERS[text[-1]], text[:-1]
    if not _NUMBER.fullmatch(text.casefold()):
        return Trouble("not_a_number", {"value": said(cell)})
    return Fraction(Decimal(text.replace(",", ""))) * factor


def factor_of(unit: str) -> int:
    """How many a number in a column of this unit stands for: 万通 is ten thousand."""
    return _MULTIPLIERS.get(unit[:1], 1)


def read_rate(cell: Cell, hints: Hints) -> Rate | Trouble | None:
    """A rate as a fraction of one: '95.3%', '９５．３％', 0.953, '95.3%(953/1000)', '3‰', '0.5/万'."""
    value = plain(cell)
    if value is None:
        return None
    if isinstance(value, Decimal):
        return _shown_rate(value, hints) or _rate(value, hints.rate_scale)
    text = value.replace(" ", "") if isinstance(value, str) else ""
    if match := _PERCENT.fullmatch(text):
        counts = (int(match[2]), int(match[3])) if match[2] else None
        return _rate(_decimal(match[1]), 100, counts) or Trouble("not_a_rate", {"value": said(cell)})
    if match := _PER_MANY.fullmatch(text):
        per = 1_000 if match[3] else 10_000
        return _rate(_decimal(match[1] or match[2] or match[3]), per) or _not_a_rate(cell)
    return _rate(_decimal(text), hints.rate_scale) or _not_a_rate(cell)


def bare_number(cell: Cell) -> Decimal | None:
    """The number a cell of a rate column holds without saying of what: not '95%', not '3‰'."""
    value = plain(cell)
    number = _decimal(value.replace(" ", "")) if isinstance(value, str) else value
    return number if isinstance(number, Decimal) and number.is_finite() else None


def read_flag(cell: Cell) -> bool | Trouble | None:
    """Yes or no, in the words vendors use for it."""
    value = plain(cell)
    if value is None or isinstance(value, bool):
        return value
    text = as_written(value).replace(" ", "").casefold()
    if text in YES:
        return True
    return False if text in NO else Trouble("not_yes_or_no", {"value": said(cell)})


def read_code(cell: Cell, privacy: Privacy = UNKEYED) -> str | None:
    """A code as text, leading zeros kept; of 张三(1024) and 1024-张三 the 1024. Personal numbers masked."""
    value = plain(cell)
    if value is None:
        return None
    text = as_written(value)
    match = _AGENT.fullmatch(text)
    return privacy.told_apart((match["code"] or match["before"] or match["after"]) if match else text)


def read_label(cell: Cell, privacy: Privacy = UNKEYED) -> str | None:
    """A name as text, its inner spaces made single, personal numbers masked."""
    value = plain(cell)
    return None if value is None else privacy.told_apart(" ".join(as_written(value).split()))


def read_caller(cell: Cell, privacy: Privacy = UNKEYED) -> str | None:
    """The mark of a customer's number; the number itself is not kept. 1.38E+10 and 138****5678 are nobody's
    any more, an extension or a service number (10086) is no customer's."""
    value = plain(cell)
    text = "" if value is None else as_written(value).strip()
    return None if _NO_NUMBER.fullmatch(text) else privacy.caller(text)


def said(cell: Cell) -> str:
    """The cell in words for a sentence, personal numbers masked."""
    return masked(as_written(cell))


def as_written(cell: Cell) -> str:
    """The cell as text."""
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return str(cell)


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None


def places_of(number: Decimal) -> int:
    """Its decimals. Excel keeps 17 digits of a computed rate; beyond the sixth they are noise."""
    return min(max(0, -int(number.as_tuple().exponent)), _MOST_PLACES)


def _shown_rate(number: Decimal, hints: Hints) -> Rate | None:
    """A rate as its cell shows it, with the decimals of its format where any number of the column has them:
    0.9 among 0.9012 claims 90.00%. Where all are whole per cents, .00 is but the column's format."""
    if not isinstance(number, Percentage) or hints.rate_scale != 1:
        return None
    places = max(_WHOLE_PERCENT, min(number.digits + _WHOLE_PERCENT, hints.percent_places))
    return Rate(Fraction(number), Fraction(1, 10**places), formatted=True)


def _rate(number: Decimal | None, scale: int, counts: tuple[int, int] | None = None) -> Rate | None:
    if number is None or not number.is_finite():
        return None
    return Rate(Fraction(number) / scale, Fraction(1, 10 ** places_of(number) * scale), counts)


def _not_a_rate(cell: Cell) -> Trouble:
    return Trouble("not_a_rate", {"value": said(cell)})
