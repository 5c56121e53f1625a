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
    scaled = Fraction(value) * 10**digits
    units = _MODES[mode](scaled)
    return Decimal(units).scaleb(-digits)


def _half_up(value: Fraction) -> int:
    """Half away from zero, as 四舍五入 and most contracts mean it."""
    sign = -1 if value < 0 else 1
    return sign * int(abs(value) + Fraction(1, 2))


_MODES: dict[RoundingMode, Callable[[Fraction], int]] = {
    RoundingMode.HALF_UP: _half_up,
    RoundingMode.HALF_EVEN: round,
    RoundingMode.TRUNCATE: int,
    RoundingMode.CEIL: lambda value: -(-value.numerator // value.denominator),
    RoundingMode.FLOOR: lambda value: value.numerator // value.denominator,
}
