"""How far scores lie from others of the same calls: within so many points, leniency, bias and its limits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from core.chance import root
from core.rounding import rounded

#: Score and master's score, or vendor's and ours, of one call.
Pair = tuple[Fraction, Fraction]


def within(pairs: Sequence[Pair], points: int) -> Fraction | None:
    """The share of calls whose scores lie at most so many points apart; None where there is no call."""
    if not pairs:
        return None
    return Fraction(sum(abs(one - other) <= points for one, other in pairs), len(pairs))


def leniency(pairs: Sequence[Pair]) -> Fraction | None:
    """The mean signed deviation from the second of each pair: above 0 the first is the milder."""
    return sum((one - other for one, other in pairs), Fraction(0)) / len(pairs) if pairs else None


def deviation(pairs: Sequence[Pair]) -> Fraction | None:
    """The mean absolute deviation: two raters may be even on the whole and far apart on each call."""
    return sum((abs(one - other) for one, other in pairs), Fraction(0)) / len(pairs) if pairs else None


def hit_rates(
    given: Sequence[Mapping[str, str]], master: Sequence[Mapping[str, str]]
) -> dict[str, tuple[int, int]]:
    """Question → (answered as the master did, answered by both), call by call."""
    found: dict[str, tuple[int, int]] = {}
    for mine, right in zip(given, master, strict=True):
        for question in right.keys() & mine.keys():
            hits, asked = found.get(question, (0, 0))
            found[question] = hits + (mine[question] == right[question]), asked + 1
    return dict(sorted(found.items()))


@dataclass(frozen=True)
class BlandAltman:
    """Two organisations on the same calls: the bias of every call, and how far single calls stray."""

    n: int
    #: The mean of first less second, exact.
    bias: Fraction
    #: bias ± 1.96 s: within these lie 95 of 100 differences. To six decimals.
    low: Decimal
    high: Decimal
    #: Of the paired t-test that there is no bias; None where all differences are the same.
    t: Decimal | None
    p: Decimal | None

    @property
    def is_biased(self) -> bool:
        """Whether chance alone would bring so much at most once in twenty times."""
        return self.bias != 0 if self.p is None else self.p < Decimal("0.05")


def bland_altman(pairs: Sequence[Pair]) -> BlandAltman | None:
    """Bias and limits of agreement; None below two calls."""
    n, bias = len(pairs), leniency(pairs)
    if n < 2 or bias is None:
        return None
    variance = sum(((one - other - bias) ** 2 for one, other in pairs), Fraction(0)) / (n - 1)
    reach = Fraction(196, 100) * root(variance)
    low, high = rounded(bias - reach, 6), rounded(bias + reach, 6)
    if not variance:
        return BlandAltman(n, bias, low, high, None, None)
    from scipy.stats import t as students

    t = bias / root(variance / n)
    chance = 2 * students.sf(abs(t.numerator / t.denominator), n - 1).item()
    return BlandAltman(n, bias, low, high, rounded(t, 6), rounded(Fraction(chance), 12))
