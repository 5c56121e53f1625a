"""From an exact figure in its unit to the number and the format Excel shows it in.

Only here does a figure become a float, as the last thing before the cell. A percentage is a fraction of
one, a duration a fraction of a day: Excel then counts, charts and re-imports them as what they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from core.counts import CountUnit
from core.language import N_
from core.rounding import rounded

SECONDS_A_DAY = 86_400
_FINEST_DIGITS = 6


@dataclass(frozen=True)
class Shown:
    """A number as it stands in the cell, and its number format."""

    number: float | int
    format: str


#: Unit → the word in the unit column. A unit not listed shows under its own code.
UNIT_WORDS: dict[str, str] = {
    "percent": N_("%"),
    "s": N_("h:mm:ss"),
    "per_10k": N_("per 10,000"),
    "per_1000": N_("per 1,000"),
    "per_million": N_("per million"),
    "count": N_("count"),
    "points": N_("points"),
    "ratio": N_("ratio"),
    "hours": N_("h:mm:ss"),
    "minutes": N_("h:mm:ss"),
    "days": N_("days"),
}
#: Time units → seconds in one of them.
_TIMES = {"s": 1, "minutes": 60, "hours": 3600}
#: Units whose differences are told in another word than the unit's own.
CHANGE_WORDS = {"percent": N_("pp"), "s": N_("s"), "minutes": N_("s"), "hours": N_("s")}
#: Comparison signs as the reader knows them.
SIGNS = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "=": "="}


def is_percent(unit: str) -> bool:
    """Whether the unit is a percentage, whose differences are percentage points."""
    return unit == "percent"


def is_time(unit: str) -> bool:
    """Whether the unit is a length of time shown as a clock shows it."""
    return unit in _TIMES


def shown(value: Fraction, unit: str, beside: Fraction | None = None) -> Shown:
    """`value` in the indicator's unit. Digits grow where it would otherwise look equal to `beside`.

    94.997 % missing a target of 95 % shows as 94.997 %, not as 95.00 %.
    """
    if unit in _TIMES:
        return duration(value * _TIMES[unit])
    if is_percent(unit):
        return Shown(float(value / 100), f"0.{'0' * _digits(value, beside, 2)}%")
    if unit == "count" and value.denominator == 1:
        return whole(value)
    digits = _digits(value, beside, 4 if unit == "ratio" else 2)
    return Shown(float(value), f"#,##0.{'0' * digits}")


def bound(value: Fraction, unit: str, comparison: str, high: Fraction | None = None) -> Shown:
    """A target or minimum with every digit it has and its sign in front; the cell holds the bare number.

    A band ('between') shows its upper end behind its lower one, and the cell holds the lower.
    """
    plain = _in_full(value, unit)
    if high is not None:
        return Shown(plain.number, f'{plain.format}" – {_words(high, unit)}"')
    sign = SIGNS.get(comparison, "")
    return Shown(plain.number, f'"{sign} "{plain.format}') if sign else plain


def duration(seconds: Fraction | int) -> Shown:
    """A length of time as a fraction of a day: [h]:mm:ss from an hour on, mm:ss below, tenths if any."""
    exact = Fraction(seconds)
    number = float(exact / SECONDS_A_DAY)
    if abs(exact) >= 3600:
        return Shown(number, "[h]:mm:ss")
    return Shown(number, "mm:ss" if exact.denominator == 1 else "mm:ss.0")


def amount(value: Fraction | int, unit: CountUnit) -> Shown:
    """A numerator or denominator in its smallest unit: calls, [h]:mm:ss, yuan, heads."""
    exact = Fraction(value)
    if unit is CountUnit.SECONDS:
        return Shown(float(exact / SECONDS_A_DAY), "[h]:mm:ss")
    if unit is CountUnit.CENTS:
        return Shown(float(exact / 100), "#,##0.00")
    if unit is CountUnit.MILLI:
        return _loose(exact / 1000)
    return whole(exact) if exact.denominator == 1 else _loose(exact)


def whole(value: Fraction | int) -> Shown:
    """A whole number with thousands separated."""
    return Shown(int(value), "#,##0")


def points(value: Fraction) -> Shown:
    """Points with two decimals."""
    return Shown(float(value), "0.00")


def signed_points(value: Fraction) -> Shown:
    """Points added or taken, the sign always shown."""
    return Shown(float(value), "+0.00;-0.00;0.00")


def change(value: Fraction, unit: str, word: str) -> Shown:
    """A difference with its sign: percentage points of a percentage, seconds of a time; `word` says which."""
    if word:
        exact = value * _TIMES.get(unit, 1)
        plain = f"0.{'0' * _digits(exact, Fraction(0), 2)}"
        return Shown(float(exact), f'+{plain}" {word}";-{plain}" {word}";{plain}" {word}"')
    if unit == "count" and value.denominator == 1:
        return Shown(int(value), "+#,##0;-#,##0;0")
    return Shown(float(value), "+#,##0.00;-#,##0.00;0.00")


def _in_full(value: Fraction, unit: str) -> Shown:
    """As `shown`, with as many digits as the figure has."""
    if is_time(unit):
        return shown(value, unit)
    if is_percent(unit):
        return Shown(float(value / 100), f"0.{'0' * _needed_digits(value, 2)}%")
    if unit == "count" and value.denominator == 1:
        return whole(value)
    return Shown(float(value), f"#,##0.{'0' * _needed_digits(value, 2)}")


def _words(value: Fraction, unit: str) -> str:
    """A bound as text, for the upper end of a band."""
    if is_time(unit):
        minutes, seconds = divmod(int(value * _TIMES[unit]), 60)
        return f"{minutes:02d}:{seconds:02d}"
    digits = _needed_digits(value, 0 if unit == "count" else 2)
    return f"{rounded(value, digits):,}{'%' if is_percent(unit) else ''}"


def _loose(value: Fraction) -> Shown:
    return Shown(float(value), f"#,##0.{'0' * max(1, min(_needed_digits(value, 0), 3))}")


def _digits(value: Fraction, beside: Fraction | None, digits: int) -> int:
    if beside is None or value == beside:
        return digits
    while digits < _FINEST_DIGITS and rounded(value, digits) == rounded(beside, digits):
        digits += 1
    return digits


def _needed_digits(value: Fraction, least: int) -> int:
    digits = least
    while digits < _FINEST_DIGITS and Fraction(rounded(value, digits)) != value:
        digits += 1
    return digits
