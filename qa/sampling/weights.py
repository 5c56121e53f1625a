"""What the audited calls say of all calls: each stratum weighs as many calls as it has (domain ref. 3.3).

Σ W_h p_h with W_h the share of the calls; counts pooled over unequal strata would let the small ones speak
too loudly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from core.chance import USUAL, wilson
from qa.sampling.strata import Stratum


@dataclass(frozen=True)
class Heard:
    """What was heard of one stratum: `good` of `n` audited ones, out of `volume` calls."""

    stratum: Stratum
    volume: int
    n: int
    good: int


@dataclass(frozen=True)
class Estimate:
    """What a sample says of all calls. Shares between 0 and 1."""

    #: Σ W_h p_h, exact.
    share: Fraction
    #: Plain good / n, as if every call had been equally likely.
    pooled: Fraction
    #: Σ W_h² p_h(1−p_h)/n_h.
    variance: Fraction
    n: int
    #: What the n are worth once weights and agents heard several times are allowed for.
    n_effective: Fraction
    #: Wilson at n_effective, 95 %.
    low: Decimal
    high: Decimal
    #: The share of all calls whose stratum nothing was heard of yet: the estimate is not of these.
    unheard: Fraction


def estimate(
    heard: Sequence[Heard], effect: Fraction = Fraction(1), confidence: Fraction = USUAL
) -> Estimate | None:
    """The figure weighted back; None where nothing was audited yet.

    `effect`: the design effect of several calls of an agent. The interval rests on Kish's number,
    1 / Σ(W_h²/n_h): where every stratum is all good its variance is 0, which no sample can promise.
    """
    told = [each for each in heard if each.n]
    if not told:
        return None
    volume = sum(each.volume for each in told)
    weighed = [(Fraction(each.volume, volume), Fraction(each.good, each.n), each.n) for each in told]
    share = sum((w * p for w, p, _ in weighed), Fraction(0))
    worth = 1 / sum((w * w / n for w, _, n in weighed), Fraction(0)) / effect
    n = sum(each.n for each in told)
    low, high = wilson(share, worth, confidence)
    return Estimate(
        share=share,
        pooled=Fraction(sum(each.good for each in told), n),
        variance=sum((w * w * p * (1 - p) / n for w, p, n in weighed), Fraction(0)),
        n=n,
        n_effective=worth,
        low=low,
        high=high,
        unheard=1 - Fraction(volume, sum(each.volume for each in heard)),
    )
