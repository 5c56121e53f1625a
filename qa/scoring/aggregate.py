"""The scores of several audits as one: three ways that give three figures; contracts name which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from qa.form.policies import WHOLE, Aggregate
from qa.scoring.receipt import Receipt

_NOTHING = Fraction(0)


@dataclass(frozen=True)
class Pooled:
    """What is needed of one audit to add it to others: its score, its points, and whose it is."""

    score: Fraction
    earned: Fraction
    possible: Fraction
    #: The stratum whose volume it stands for: an agent, a queue, a site.
    stratum: str = ""


def pooled(receipt: Receipt, stratum: str = "") -> Pooled | None:
    """A receipt as part of an aggregate; None where it has no score, for that enters no average."""
    if receipt.total is None:
        return None
    lines = [line for line in receipt.items if not line.bonus]
    extra = sum((line.earned for line in receipt.items if line.bonus), _NOTHING)
    earned = sum((line.earned for line in lines), receipt.base + extra)
    possible = sum((line.applicable for line in lines), receipt.base)
    return Pooled(receipt.total, earned, possible, stratum)


def aggregated(
    audits: Sequence[Pooled], how: Aggregate, volumes: Mapping[str, int] | None = None
) -> Fraction | None:
    """One score in percent; None where there are no audits (no data is not 100, AT-53).

    Volume-weighted: each stratum's mean by its volume; strata without an audit are left out of the weights.
    """
    if not audits:
        return None
    if how is Aggregate.POOLED_POINTS:
        possible = sum((audit.possible for audit in audits), _NOTHING)
        earned = sum((audit.earned for audit in audits), _NOTHING)
        return earned / possible * WHOLE if possible else None
    if how is Aggregate.MEAN_OF_SCORES:
        return _mean(audits)
    return _by_volume(audits, volumes or {})


def pass_points(rate: Fraction, maximum: Fraction) -> int:
    """The fewest whole points that reach a pass rate: 70 % of 70 is 49, 55 % of 100 is 55 (AT-50)."""
    return -(-(rate * maximum).numerator // (rate * maximum).denominator)


def _by_volume(audits: Sequence[Pooled], volumes: Mapping[str, int]) -> Fraction | None:
    strata = {audit.stratum for audit in audits if volumes.get(audit.stratum, 0) > 0}
    whole = sum(volumes[stratum] for stratum in strata)
    if not whole:
        return None
    means = {s: _mean([audit for audit in audits if audit.stratum == s]) for s in strata}
    return sum((means[s] * volumes[s] for s in strata), _NOTHING) / whole


def _mean(audits: Sequence[Pooled]) -> Fraction:
    return sum((audit.score for audit in audits), _NOTHING) / len(audits)
