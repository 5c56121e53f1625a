"""What a sample can say: met, met but weak, below yet inconclusive, or confirmed (domain reference 3.4).

This stands beside the contract's verdict and never replaces it unless the clause says so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor

from core.chance import at_most, quantile, wilson
from core.rounding import rounded
from core.text import Text
from sla.terms.sample import SampleMethod, SampleRule


class SampleState(StrEnum):
    """How sure the sample is of what it says."""

    MET = "met"
    #: At the target, but the true rate may well lie short of it.
    MET_WEAK = "met_weak"
    #: Short of the target, but the true rate may well reach it.
    INCONCLUSIVE = "inconclusive"
    CONFIRMED = "confirmed"


SAMPLE_STATE_NAMES: dict[SampleState, Text] = {
    SampleState.MET: Text("达标", "Met"),
    SampleState.MET_WEAK: Text("达标（样本偏少）", "Met, weakly"),
    SampleState.INCONCLUSIVE: Text("低于目标，样本不足以下结论", "Below target, inconclusive"),
    SampleState.CONFIRMED: Text("低于目标，已证实", "Below target, confirmed"),
}


@dataclass(frozen=True)
class SampleView:
    """What a sample of `n` with `k` good ones says of a target share; bounds are shares between 0 and 1."""

    k: int
    n: int
    target: Fraction
    rule: SampleRule
    #: Two-sided 95 %, for showing.
    low: Decimal
    high: Decimal
    #: One-sided at the rule's confidence, for showing.
    least: Decimal
    most: Decimal
    #: How likely so few (or fewer) are where the true rate is the target.
    tail: Decimal
    #: Of a sample weighed back to all calls its share, and how many independent ones it is worth; `k` of `n`
    #: are then these in whole ones, for the exact test.
    weighed: tuple[Fraction, Fraction] | None = None

    @property
    def point(self) -> Fraction:
        """The share it has."""
        return self.weighed[0] if self.weighed else Fraction(self.k, self.n)

    @property
    def is_adequate(self) -> bool:
        """Whether the sample is large enough to say anything."""
        return self.n >= self.rule.adequate

    @property
    def state(self) -> SampleState:
        """How sure the sample is, by the rule's method; decided in fractions, never from a shown bound."""
        if self.point >= self.target:
            weak = self.point == self.target or not self._lies_outside
            return SampleState.MET_WEAK if weak else SampleState.MET
        return SampleState.CONFIRMED if self._is_sure else SampleState.INCONCLUSIVE

    @property
    def _is_sure(self) -> bool:
        if self.rule.method is SampleMethod.WILSON:
            return self._lies_outside
        return at_most(self.k, self.n, self.target) < 1 - self.rule.confidence

    @property
    def _lies_outside(self) -> bool:
        """Whether the target lies outside the Wilson interval: the inequality whose roots are its bounds."""
        gap, n = self.point - self.target, self.weighed[1] if self.weighed else self.n
        return gap * gap * n > quantile(self.rule.confidence) ** 2 * self.target * (1 - self.target)


def weighed_view(share: Fraction, worth: Fraction, target: Fraction, rule: SampleRule) -> SampleView | None:
    """The same of a sample weighed back to all calls: `share` of so many independent ones. The exact test
    takes whole ones, in favour of whoever is judged; None where they are not one."""
    n = floor(worth)
    if not n:
        return None
    plain = sample_view(min(ceil(share * n), n), n, target, rule)
    shown, sided = wilson(share, worth), wilson(share, worth, 2 * rule.confidence - 1)
    (low, high), (least, most) = shown, sided
    return replace(plain, low=low, high=high, least=least, most=most, weighed=(share, worth))


def sample_view(k: int, n: int, target: Fraction, rule: SampleRule) -> SampleView:
    """What `k` good ones of `n` say of `target`, a share of which more is better.

    For a share of which less is better pass the others: n − k and 1 − target. Refused (ValueError) where n is
    not above 0, k not within it, or the target no share.
    """
    if not 0 <= k <= n or n == 0 or not 0 < target <= 1:
        raise ValueError(f"{k} of {n} against {target}")
    # Floats for what is shown only: the state is decided in fractions. The bounds are kept with a run and are
    # in the hash a month is closed with, so they stay reckoned as they were; the exact tail of a large sample
    # would take minutes. Half a second and forty megabytes, only for houses whose contracts have samples.
    from scipy.stats import binomtest

    found = binomtest(k, n)
    shown = found.proportion_ci(0.95, "wilson")
    one_sided = found.proportion_ci(float(2 * rule.confidence - 1), "wilson")
    tail = binomtest(k, n, float(target), alternative="less").pvalue
    bounds = (shown.low, shown.high, one_sided.low, one_sided.high, tail)
    # Twelve decimals: what the library can be trusted with on every machine.
    low, high, least, most, chance = (rounded(Fraction(float(bound)), 12) for bound in bounds)
    return SampleView(k, n, target, rule, low, high, least, most, chance)
