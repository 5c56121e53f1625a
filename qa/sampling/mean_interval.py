"""Student's interval of a mean of scores, or of points pooled, as a sample tells it.

R = Σ w·y ÷ Σ w·x over the audits; each lies e = y − R·x off it, and s² = n/(n−1) · Σ w·e² ÷ Σ w, in units
of the mean x, is the spread of single calls. R ± t·s/√m, with m the independent calls the audits are worth
(all of them where nothing is weighed) and t Student's for m − 1 degrees of freedom, rounded down.

Sources: Cochran, Sampling Techniques (1977) 2.8 (the interval) and 2.11 (the ratio, of which a mean is the
case x = 1); Kish, Survey Sampling (1965) for m. All is exact but t and the root, which only a bound needs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from core.chance import USUAL, root
from core.rounding import rounded

_NOTHING = Fraction(0)


@dataclass(frozen=True)
class Part:
    """What one audit adds above and below, and how many calls it stands for."""

    above: Fraction
    below: Fraction
    weight: Fraction = Fraction(1)


@dataclass(frozen=True)
class MeanInterval:
    """The figure, how far single calls lie off it, and its bounds. All in units of above over below."""

    value: Fraction
    n: int
    #: The spread of single calls, to twelve decimals.
    deviation: Fraction
    #: Degrees of freedom of Student's t.
    freedom: int
    low: Fraction
    high: Fraction


def mean_interval(
    parts: Sequence[Part], worth: Fraction | None = None, confidence: Fraction = USUAL
) -> MeanInterval | None:
    """The interval of the parts' figure; None where they are worth less than two independent calls, or lie
    all alike: that nothing else is to be heard, no sample can promise.

    `worth`: as many independent calls as they are; None for all of them. Parts that divide by nothing are not
    counted.
    """
    told = [part for part in parts if part.below]
    n, worth = len(told), Fraction(len(told)) if worth is None else worth
    if n < 2 or worth < 2:
        return None
    whole = sum((part.weight for part in told), _NOTHING)
    below = sum((part.weight * part.below for part in told), _NOTHING)
    value = sum((part.weight * part.above for part in told), _NOTHING) / below
    off = sum((part.weight * (part.above - value * part.below) ** 2 for part in told), _NOTHING)
    variance = Fraction(n, n - 1) * off / whole / (below / whole) ** 2
    if not variance:
        return None
    freedom = int(worth) - 1
    half = _student((1 + confidence) / 2, freedom) * root(variance / worth)
    return MeanInterval(value, n, root(variance), freedom, value - half, value + half)


@lru_cache
def _student(share: Fraction, freedom: int) -> Fraction:
    """The quantile of Student's t, 2.2009… for 97.5 % at 11 degrees, to twelve decimals."""
    # Half a second, only for houses whose contracts have means of audits.
    from scipy.stats import t as students

    found = students.ppf(share.numerator / share.denominator, freedom).item()
    return Fraction(rounded(Fraction(found), 12))
