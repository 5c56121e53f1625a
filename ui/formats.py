"""How exact figures are written for a reader: the only rounding the pages do.

Patterns of a language (where the unit stands, whether a space goes before it) live here as Text;
words of the interface are gettext messages. Every function takes exact numbers and an optional
language; without one it writes in the reader's.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import partial
from zoneinfo import ZoneInfo

from core.language import current
from core.money import Money
from core.period import Period, parse_label
from core.rounding import rounded
from core.text import Lang, Text

Exact = Fraction | Decimal | int

#: What stands where there is no figure.
DASH = "–"
MINUS = "−"
_MOST_DIGITS = 6
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

#: An indicator's unit → how a value in it is written. A unit not listed is written after the number.
_UNITS: dict[str, Text] = {
    "percent": Text("{v}%", "{v} %"),
    "seconds": Text("{v}秒", "{v} s"),
    "per_10k": Text("每万{v}", "{v} per 10,000"),
    "per_10000": Text("每万{v}", "{v} per 10,000"),
    "per_million": Text("每百万{v}", "{v} per million"),
    "points": Text("{v}分", "{v} points"),
    "count": Text("{v}", "{v}"),
    "ratio": Text("{v}", "{v}"),
    "times": Text("{v}次", "{v} times"),
    "hours": Text("{v}小时", "{v} h"),
    "days": Text("{v}天", "{v} days"),
    "persons": Text("{v}人", "{v} people"),
    "cny": Text("{v}元", "CNY {v}"),
}
#: The same where there is little room.
_SHORT_UNITS: dict[str, Text] = {
    "per_10k": Text("每万{v}", "{v}/10,000"),
    "per_10000": Text("每万{v}", "{v}/10,000"),
    "per_million": Text("每百万{v}", "{v}/million"),
}
_ALIASES = {"%": "percent", "s": "seconds", "pct": "percent", "number": "count", "CNY": "cny"}
_GAP = Text("{v}个百分点", "{v} percentage points")
_SHORT_GAP = Text("{v}个百分点", "{v} pp")
_OVER = Text("{value}（{top}/{bottom}）", "{value} ({top} / {bottom})")
_SAMPLE = Text("样本量 {n}", "n = {n}")
_CURRENCIES = {"CNY": Text("{v}元", "CNY {v}")}


def count(n: int | None) -> str:
    """A whole number with separators: 39,200."""
    return DASH if n is None else _signed(f"{n:,}")


def number(value: Exact | None, digits: int = 2) -> str:
    """An exact number rounded half-up to `digits` decimals, with separators: 1,234.50."""
    return DASH if value is None else _signed(f"{rounded(value, digits):,f}")


def signed(value: Exact, digits: int = 2) -> str:
    """An exact number with its sign, plus as well as minus: +0.20."""
    return _plus(Fraction(value)) + number(value, digits)


def percent(
    value: Exact | None, lang: Lang | None = None, digits: int = 2, against: Exact | None = None
) -> str:
    """A value already in percent: `78.40 %`, in Chinese `78.40%`.

    With `against`, decimals are added until the shown figure no longer looks equal to a target it is
    not equal to: 94.997 against 95 is `94.997 %`, never `95.00 %`.
    """
    return quantity(value, "percent", lang, digits, against)


def quantity(
    value: Exact | None,
    unit: str,
    lang: Lang | None = None,
    digits: int | None = None,
    against: Exact | None = None,
) -> str:
    """A value in an indicator's unit; seconds from one minute up as `3 min 25 s`."""
    if value is None:
        return DASH
    lang, unit = lang or current(), _ALIASES.get(unit, unit)
    if unit == "seconds" and digits is None:
        return duration(value, lang)
    digits = _digits(value, unit) if digits is None else digits
    shown = number(value, digits if against is None else _telling(value, against, digits))
    pattern = _UNITS.get(unit)
    return pattern.in_(lang).format(v=shown) if pattern else f"{shown} {unit}".strip()


def short(
    value: Exact | None,
    unit: str,
    lang: Lang | None = None,
    digits: int | None = None,
    against: Exact | None = None,
) -> str:
    """As `quantity`, for a cell where a long unit has no room: `1.24/10,000`."""
    pattern = _SHORT_UNITS.get(_ALIASES.get(unit, unit))
    if value is None or pattern is None:
        return quantity(value, unit, lang, digits, against)
    least = 2 if digits is None else digits
    shown = number(value, least if against is None else _telling(value, against, least))
    return pattern.in_(lang or current()).format(v=shown)


def figure(
    value: Exact | None,
    unit: str,
    lang: Lang | None = None,
    *,
    numerator: int | None = None,
    denominator: int | None = None,
    against: Exact | None = None,
    of_time: bool = False,
) -> str:
    """A value with what it is made of: `78.40 % (39,200 / 50,000)`, in Chinese `78.40%（39,200/50,000）`.

    A share of time is made of hours; both counts are seconds then.
    """
    lang = lang or current()
    shown = quantity(value, unit, lang, against=against)
    if numerator is None or denominator is None:
        return shown
    write: Callable[[int], str] = partial(hours, lang=lang) if of_time else count
    return over(shown, write(numerator), write(denominator), lang)


def over(value: str, top: str, bottom: str, lang: Lang | None = None) -> str:
    """A value beside what it is made of, all three already written."""
    return _OVER.in_(lang or current()).format(value=value, top=top, bottom=bottom)


def gap(
    value: Exact | None, target: Exact | None, unit: str, lang: Lang | None = None, short: bool = False
) -> str:
    """How far a value is from its target, signed; of percentages in percentage points, never in %."""
    if value is None or target is None:
        return DASH
    lang, unit = lang or current(), _ALIASES.get(unit, unit)
    difference = Fraction(value) - Fraction(target)
    if unit != "percent":
        return _plus(difference) + quantity(difference, unit, lang)
    shown = number(difference, _telling(difference, 0, 2))
    return _plus(difference) + (_SHORT_GAP if short else _GAP).in_(lang).format(v=shown)


def target(
    comparison: str, value: Exact | None, unit: str, lang: Lang | None = None, in_cell: bool = False
) -> str:
    """A target with its sign: `≥ 80 %`, in Chinese `≥80%`. Decimals as the contract wrote them.

    `in_cell` writes a long unit short.
    """
    if value is None:
        return DASH
    lang = lang or current()
    sign = {">=": "≥", "<=": "≤", "==": "=", "ge": "≥", "le": "≤", "gt": ">", "lt": "<"}.get(
        comparison, comparison
    )
    write = short if in_cell else quantity
    shown = write(value, unit, lang, None if unit in ("seconds", "s") else _written(value))
    return f"{sign}{shown}" if lang == "zh" else f"{sign} {shown}"


def duration(seconds: Exact | None, lang: Lang | None = None) -> str:
    """`3 min 25 s`, in Chinese `3分25秒`; below a minute one decimal where it is not whole: `42.3 s`."""
    if seconds is None:
        return DASH
    lang = lang or current()
    if seconds < 0:
        return MINUS + duration(-seconds, lang)
    if rounded(seconds, 1) < 60:
        return (
            _UNITS["seconds"]
            .in_(lang)
            .format(v=number(seconds, 0 if Fraction(seconds).denominator == 1 else 1))
        )
    minutes, rest = divmod(int(rounded(seconds, 0)), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [(hours, "小时", "h"), (minutes, "分", "min"), (rest, "秒", "s")]
    said = [f"{v:,}{zh}" if lang == "zh" else f"{v:,} {en}" for v, zh, en in parts if v]
    return ("" if lang == "zh" else " ").join(said)


def hours(seconds: Exact | None, lang: Lang | None = None) -> str:
    """Long times as people plan them: `14,576 h`, in Chinese `14,576小时`; one decimal where needed."""
    if seconds is None:
        return DASH
    value = Fraction(seconds) / 3600
    return quantity(value, "hours", lang, 0 if value.denominator == 1 else 1)


def sample(n: int | None, lang: Lang | None = None, short: bool = False) -> str:
    """`n = 50,000`, in Chinese `样本量 50,000`; `n=50,000` in both where there is little room."""
    if short:
        return f"n={count(n)}"
    return _SAMPLE.in_(lang or current()).format(n=count(n))


def money(amount: Money | None, lang: Lang | None = None) -> str:
    """`CNY 340,229.93`, in Chinese `340,229.93元`; other currencies before the amount in both."""
    if amount is None:
        return DASH
    pattern = _CURRENCIES.get(amount.currency, Text("{c} {v}", "{c} {v}")).in_(lang or current())
    return _signed(pattern.format(v=f"{amount.amount:,.2f}", c=amount.currency))


def points(value: Exact | None, lang: Lang | None = None) -> str:
    """A score in points, two decimals: `93.25 points`, in Chinese `93.25分`."""
    return quantity(value, "points", lang, 2)


def mark(value: Fraction, lang: Lang | None = None) -> str:
    """A mark a form sets, as it sets it: `90 points`, `62.5 points`; rounded, 62.6 would seem to pass 63."""
    return quantity(value, "points", lang, _written(value))


def day(value: date | None) -> str:
    """A date in a table: 2026-10-05."""
    return DASH if value is None else value.isoformat()


def day_in_words(value: date, lang: Lang | None = None) -> str:
    """A date in a sentence: 2026年10月5日, 5 Oct 2026."""
    if (lang or current()) == "zh":
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def month(label: str, lang: Lang | None = None) -> str:
    """A month called 'YYYY-MM': 2026年10月, Oct 2026."""
    year, of_year = parse_label(label)
    return f"{year}年{of_year}月" if (lang or current()) == "zh" else f"{_MONTHS[of_year - 1]} {year}"


def period(value: Period, lang: Lang | None = None) -> str:
    """A contract's month; one that is not a calendar month says its days: 2026年10月（09-26 至 10-25）."""
    lang = lang or current()
    name = month(value.label, lang) if value.label else ""
    if name and value.start.day == 1 and value.end.day == 1:
        return name
    if value.days == 1:
        return day(value.start)
    if lang == "zh":
        days = (
            f"{value.start:%m-%d} 至 {value.last_day:%m-%d}" if name else f"{value.start} 至 {value.last_day}"
        )
        return f"{name}（{days}）" if name else days
    days = f"{value.start:%m-%d} to {value.last_day:%m-%d}" if name else f"{value.start} to {value.last_day}"
    return f"{name} ({days})" if name else days


def instant(value: datetime | None, zone: str = "Asia/Shanghai") -> str:
    """A moment in the business's own time zone: 2026-10-05 14:03. Never left to the browser."""
    return DASH if value is None else f"{value.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"


def size(byte_count: int) -> str:
    """A file's size: 812 B, 12.4 kB, 3.1 MB."""
    for unit, step in (("MB", 1_000_000), ("kB", 1_000)):
        if byte_count >= step:
            return f"{number(Fraction(byte_count, step), 1)} {unit}"
    return f"{byte_count} B"


def _digits(value: Exact, unit: str) -> int:
    if unit in ("count", "persons", "times", "days") and Fraction(value).denominator == 1:
        return 0
    return 2


def _telling(value: Exact, against: Exact, digits: int) -> int:
    """Enough decimals to tell `value` from `against`, at least `digits`."""
    while digits < _MOST_DIGITS and value != against and rounded(value, digits) == rounded(against, digits):
        digits += 1
    return digits


def _written(value: Exact) -> int:
    """The decimals a contract's figure needs: none for 80, one for 99.5."""
    return next((d for d in range(_MOST_DIGITS) if rounded(value, d) == Fraction(value)), _MOST_DIGITS)


def _signed(shown: str) -> str:
    return shown.replace("-", MINUS, 1)


def _plus(difference: Fraction) -> str:
    return "+" if difference > 0 else ""
