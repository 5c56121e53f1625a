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


_READERS: dict[str, Callable[[str], Cell]] = {
    NUMBER: Decimal,
    DATE: date.fromisoformat,
    DATETIME: datetime.fromisoformat,
    TIME: time.fromisoformat,
    SPAN: lambda text: timedelta(microseconds=int(text)),
    TRUTH: lambda text: text == "1",
}
