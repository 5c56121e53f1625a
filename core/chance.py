"""Chances told exactly: tails of samples, the Wilson interval, the normal quantile.

Sources: domain reference 3.3 and 3.4; audits_and_scoring 4.2.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import isqrt
from statistics import NormalDist

from core.rounding import rounded

#: What intervals are told at unless somebody says otherwise.
USUAL = Fraction(95, 100)
#: Decimals a bound is kept at: more than anybody is shown.
_DIGITS = 12


@lru_cache
def quantile(share: Fraction) -> Fraction:
    """The normal quantile, 1.6448… for 95 %, to twelve decimals; no fraction is exactly it."""
    return Fraction(rounded(Fraction(NormalDist().inv_cdf(share.numerator / share.denominator)), _DIGITS))


def two_sided(confidence: Fraction) -> Fraction:
    """The quantile of an interval with two ends: 1.9599… for 95 %."""
    return quantile((1 + confidence) / 2)


def beyond(z: Fraction) -> Fraction:
    """How likely a normal value lies above `z`, to twelve decimals: 0.05 for 1.6448…"""
    return Fraction(rounded(Fraction(NormalDist().cdf(-z.numerator / z.denominator)), _DIGITS))


def root(value: Fraction) -> Fraction:
    """The square root to at least twelve decimals, rounded down; refused (ValueError) below zero."""
    if value < 0:
        raise ValueError(f"no root of {value}")
    fine = 10 ** (2 * _DIGITS + 6)
    return Fraction(isqrt(value.numerator * fine // value.denominator), 10 ** (_DIGITS + 3))


def wilson(share: Fraction, n: Fraction | int, confidence: Fraction = USUAL) -> tuple[Decimal, Decimal]:
    """The Wilson interval of a share seen in `n` (which clustering or weights may make a fraction).

    Two-sided, as shares between 0 and 1, to twelve decimals. Refused (ValueError) where n is not above 0.
    """
    if n <= 0 or not 0 <= share <= 1:
        raise ValueError(f"{share} of {n}")
    z2 = two_sided(confidence) ** 2
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = root(z2 * (share * (1 - share) / n + z2 / (4 * n * n))) / (1 + z2 / n)
    low, high = max(middle - half, Fraction(0)), min(middle + half, Fraction(1))
    return rounded(low, _DIGITS), rounded(high, _DIGITS)


def at_most(k: int, n: int, rate: Fraction) -> Fraction:
    """How likely at most `k` good ones of `n` are where each is good with chance `rate`: the exact tail.

    The shorter of the two tails is added up; either is the whole less the other.
    """
    if 2 * k > n:
        return 1 - at_most(n - k - 1, n, 1 - rate) if k < n else Fraction(1)
    good, bad = rate.numerator, rate.denominator - rate.numerator
    if not bad:
        return Fraction(0)
    ways = term = bad**n
    for i in range(k):
        term = term * (n - i) * good // ((i + 1) * bad)
        ways += term
    return Fraction(ways, rate.denominator**n)


def sample_needed(target: Fraction, confidence: Fraction = USUAL) -> int:
    """How many must all be good before a true rate of at least `target` can be claimed (29 for 90 %).

    Exact: the smallest n with target ** n ≤ 1 − confidence. A target of 1 can never be shown: refused.
    """
    if not 0 < target < 1:
        raise ValueError(f"no sample shows {target}")
    chance, n = Fraction(1), 0
    while chance > 1 - confidence:
        chance *= target
        n += 1
    return n
