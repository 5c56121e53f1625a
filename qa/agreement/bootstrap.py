"""An interval for any measure of agreement: the calls are drawn again and again, with a seed that is kept.

Calls are drawn, not answers: the answers of one call belong together. The draws come from SHA-256, so that
the seed gives the same interval on every machine and with every version of the program.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from typing import TypeVar

from core.chance import USUAL
from core.rounding import rounded

#: Below this many calls nothing is drawn: two calls drawn again are the same two calls.
ENOUGH = 3
#: How often the calls are drawn again.
TIMES = 1000
T = TypeVar("T")


@dataclass(frozen=True)
class BootstrapInterval:
    """Between which bounds the measure lies; to six decimals."""

    low: Decimal
    high: Decimal
    seed: str
    #: Of the TIMES draws those in which the measure was defined.
    defined: int


def bootstrap(
    calls: Sequence[T],
    measure: Callable[[Sequence[T]], Fraction | Decimal | None],
    seed: str,
    confidence: Fraction = USUAL,
) -> BootstrapInterval | None:
    """The percentile interval; None (“too few calls”) below three calls, or where the measure is not defined
    in most draws.
    """
    if len(calls) < ENOUGH:
        return None
    found = (measure([calls[at] for at in _again(seed, time, len(calls))]) for time in range(TIMES))
    values = sorted(Fraction(value) for value in found if value is not None)
    if 2 * len(values) < TIMES:
        return None
    tail = int((1 - confidence) / 2 * len(values))
    low, high = rounded(values[tail], 6), rounded(values[-1 - tail], 6)
    return BootstrapInterval(low, high, seed, len(values))


def _again(seed: str, time: int, n: int) -> list[int]:
    """As many calls as there are, each drawn from all."""
    draws = (sha256(f"{seed}\n{time}\n{turn}".encode()).digest()[:8] for turn in range(n))
    return [int.from_bytes(draw, "big") % n for draw in draws]
