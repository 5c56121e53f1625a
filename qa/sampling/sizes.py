"""How many calls to listen to for a wanted precision, and how precise so many are (domain reference 3.3)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import ceil

from core.chance import USUAL, beyond, root, two_sided, wilson
from core.rounding import rounded

_HALF = Fraction(1, 2)


def calls_for(
    precision: Fraction, rate: Fraction = _HALF, population: int | None = None, confidence: Fraction = USUAL
) -> int:
    """The calls after which a rate is known within ± `precision` (a share: 5/100).

    n₀ = z²p(1−p)/e², and n₀/(1+(n₀−1)/N) where all calls are `population` many, rounded up. `rate` is what
    the rate is thought to be; one half asks for most. Never more than there are. Refused (ValueError) where
    the precision is not between 0 and 1, or the rate is 0 or 1, of which nothing can be said beforehand.
    """
    if not 0 < precision < 1 or not 0 < rate < 1:
        raise ValueError(f"± {precision} at {rate}")
    plain = two_sided(confidence) ** 2 * rate * (1 - rate) / precision**2
    if population is None:
        return ceil(plain)
    return min(ceil(plain / (1 + (plain - 1) / population)), population) if population else 0


def precision_of(
    n: int, rate: Fraction = _HALF, population: int | None = None, confidence: Fraction = USUAL
) -> Decimal:
    """± so much is known of a rate after `n` calls, as a share to six decimals; 0 where all were heard."""
    if population is not None and n >= population:
        return Decimal(0)
    left = Fraction(1) if population is None else Fraction(population - n, population - 1)
    return rounded(root(two_sided(confidence) ** 2 * rate * (1 - rate) / n * left), 6)


def calls_for_wilson(precision: Fraction, rate: Fraction, confidence: Fraction = USUAL) -> int:
    """The smallest sample whose Wilson interval around `rate` is no wider than ± `precision`.

    Near 0 and 1, where ± is no longer even to both sides, this is the one to go by.
    """
    if not 0 < precision < 1 or not 0 <= rate <= 1:
        raise ValueError(f"± {precision} at {rate}")
    low, high = 0, 1
    while _width(rate, high, confidence) > 2 * precision:
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        if _width(rate, middle, confidence) > 2 * precision:
            low = middle
        else:
            high = middle
    return high


def calls_to_see(
    claimed: Fraction, gap: Fraction, others: int | None = None, power: Fraction = Fraction(80, 100)
) -> int | None:
    """The calls needed to see, `power` of the time, that a rate is `gap` below a claim (one-sided 5 %).

    `others`: the claim itself rests on so many calls; None where it is held for exact. None where the claim
    rests on too few for any number of ours to show it. By the normal approximation.
    """
    most = 1 << 20
    if not _seen(most, claimed, gap, others, power):
        return None
    low, high = 0, most
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if _seen(middle, claimed, gap, others, power) else (middle, high)
    return high


def _seen(n: int, claimed: Fraction, gap: Fraction, others: int | None, power: Fraction) -> bool:
    """Whether a rate that lies `gap` below would be told from the claim often enough."""
    true = max(claimed - gap, Fraction(0))
    theirs = claimed * (1 - claimed) / others if others else Fraction(0)
    pooled = (claimed * others + true * n) / (others + n) if others else claimed
    alike = pooled * (1 - pooled) * (Fraction(1, n) + (Fraction(1, others) if others else 0))
    apart = true * (1 - true) / n + theirs
    room = claimed - true - two_sided(Fraction(90, 100)) * root(alike)
    return room > 0 and (not apart or 1 - beyond(room / root(apart)) >= power)


def _width(rate: Fraction, n: int, confidence: Fraction) -> Fraction:
    low, high = wilson(rate, n, confidence)
    return Fraction(high) - Fraction(low)
