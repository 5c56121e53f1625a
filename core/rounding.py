"""Exact rounding. Rounding is for showing, or where a clause says so; never by default for a verdict."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction


class RoundingStage(StrEnum):
    """When a clause rounds: only to show, or before it compares."""

    DISPLAY = "display"
    COMPARE = "compare"


class RoundingMode(StrEnum):
    """Which way a remainder goes."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    TRUNCATE = "truncate"
    CEIL = "ceil"
    FLOOR = "floor"


@dataclass(frozen=True)
class Rounding:
    """A clause's rounding: where, to how many decimals, which way."""

    stage: RoundingStage = RoundingStage.DISPLAY
    digits: int = 2
    mode: RoundingMode = RoundingMode.HALF_UP


def rounded(
    value: Fraction | Decimal | int, digits: int, mode: RoundingMode = RoundingMode.HALF_UP
) -> Decimal:
    """`value` with exactly `digits` decimals, rounded from its exact value (281/400 in % → 70.3 at one)."""
    exact = value if isinstance(value, Fraction) else Fraction(value)
    units = _MODES[mode](exact.numerator * 10**digits, exact.denominator)
    # From text: an operation would round to the context's 28 digits.
    return Decimal(f"{units}E{-digits}")


def _half_up(top: int, below: int) -> int:
    """Half away from zero, as 四舍五入 and most contracts mean it."""
    units = (2 * abs(top) + below) // (2 * below)
    return -units if top < 0 else units


_MODES: dict[RoundingMode, Callable[[int, int], int]] = {
    RoundingMode.HALF_UP: _half_up,
    RoundingMode.HALF_EVEN: lambda top, below: round(Fraction(top, below)),
    RoundingMode.TRUNCATE: lambda top, below: int(Fraction(top, below)),
    RoundingMode.CEIL: lambda top, below: -(-top // below),
    RoundingMode.FLOOR: lambda top, below: top // below,
}
