"""A cell as one string, so that whole sheets travel as text columns and equal cells are parsed once.

Text is itself; anything else starts with a control character that says what follows.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from core.privacy import masked

NUMBER, DATE, DATETIME, TIME, SPAN, TRUTH = "\x01", "\x02", "\x03", "\x04", "\x05", "\x06"

#: What stands for a formula whose result the file does not hold.
UNCALCULATED = "=?"

#: The last of the signs: a token that starts beyond it is text.
SIGNS_END = TRUTH
_SIGNS = NUMBER + DATE + DATETIME + TIME + SPAN + TRUTH

#: Between a number and the decimals of the percentage that its cell shows of it: 0.9 shown 90.00% is 0.9%2.
_SHOWN = "%"
#: The same at a token's end, as a pattern.
PERCENT_END = r"%\d+$"


class Percentage(Decimal):
    """A number whose cell shows it as a percentage: 0.9, `digits` 2, shows 90.00%."""

    digits: int

    @staticmethod
    def shown(number: str, digits: int) -> Percentage:
        """The number with the decimals its cell shows."""
        made = Percentage(number)
        made.digits = digits
        return made


Cell = str | Decimal | date | datetime | time | timedelta | bool | None


def encode(value: object) -> str | None:
    """The token of a value a reader returned; None for an empty cell."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return TRUTH + str(int(value))
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, int | float):
        return NUMBER + _number(value)
    if isinstance(value, datetime):
        return DATETIME + value.isoformat()
    if isinstance(value, date):
        return DATE + value.isoformat()
    if isinstance(value, time):
        return TIME + value.isoformat()
    if isinstance(value, timedelta):
        return SPAN + str(value // timedelta(microseconds=1))
    # Text that starts with one of our signs came from the file: it loses the sign, and stays text.
    return str(value).lstrip(_SIGNS) or None


def decode(token: str | None) -> Cell:
    """The value of a token; numbers become exact decimals of what Excel shows."""
    if token is None or token == "":
        return None
    reader = _READERS.get(token[0])
    return reader(token[1:]) if reader else token


def as_percentage(token: str | None, digits: int | None) -> str | None:
    """The token of a cell whose format shows percentages with so many decimals; only numbers become any."""
    return token + percent_sign(digits) if token and token[0] == NUMBER else token


def percent_sign(digits: int | None) -> str:
    """What the token of a number ends in whose cell shows it so; '' where it shows no percentage."""
    return "" if digits is None else f"{_SHOWN}{digits}"


def shown(token: str | None) -> str:
    """A cell as a person reads it, personal numbers masked: for titles, samples, rejected rows, sentences."""
    value = decode(token)
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return masked(f"{value:f}")
    return masked(str(value))


def _number(value: int | float) -> str:
    """A whole number without a point; any other as the shortest text that Excel would show."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    return repr(value)


def _read_number(text: str) -> Decimal:
    number, _, digits = text.partition(_SHOWN)
    return Percentage.shown(number, int(digits)) if digits else Decimal(number)


_READERS: dict[str, Callable[[str], Cell]] = {
    NUMBER: _read_number,
    DATE: date.fromisoformat,
    DATETIME: datetime.fromisoformat,
    TIME: time.fromisoformat,
    SPAN: lambda text: timedelta(microseconds=int(text)),
    TRUTH: lambda text: text == "1",
}
