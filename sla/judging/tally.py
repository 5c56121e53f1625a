"""From a source's sums to an indicator's figure: pooled, the worst site's, or the mean of the sites."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from core.counts import added, is_greatest
from core.light_value import light_value
from core.scope import Scope
from core.tally import Flag, Have, Sums, Tally
from core.text import Text
from sla.judging.hindrance import Hindrance
from sla.terms.contract import Aggregate
from sla.terms.definition import Direction, Rollup
from sla.terms.each import Each
from sla.terms.indicator import Formula


@light_value
class Measured:
    """A formula with its counts: what a clause is judged on."""

    formula: Formula
    #: The pooled counts, or the worst site's.
    tally: Tally
    #: None where there is nothing to divide by. The mean of the sites is not numerator / denominator.
    value: Fraction | None
    #: The site whose figure it is, where the worst one counts.
    scope: Scope | None = None
    #: Every site's counts, where a clause asks for the worst or the mean.
    parts: tuple[tuple[Scope, Tally], ...] = ()
    #: Why there is no figure though there are counts: they cannot be put together.
    hindrance: Hindrance | None = None
    #: What the intervals or days were held against, where it is the share that kept it.
    each: Each | None = None
    #: The months counted together where those below a volume floor are carried forward.
    months: tuple[str, ...] = ()
    #: What a sample weighed back to all calls is worth in independent ones; None where nothing was weighed.
    #: Such a value is not numerator / denominator.
    n_effective: Fraction | None = None
    #: How the value was come by where it is not plainly the counts', one sentence a step.
    steps: tuple[Text, ...] = ()

    @property
    def pooled(self) -> Fraction | None:
        """The ratio of sums, to stand beside a mean of percentages."""
        return self.formula.value_of(pool(self.formula, [tally for _, tally in self.parts] or [self.tally]))

    @property
    def numerator(self) -> Fraction:
        """The numerator in the reader's unit (heads, not thousandths)."""
        return _per(self.tally.numerator, self.formula.numerator_per)

    @property
    def denominator(self) -> Fraction:
        """The denominator in the reader's unit; over several months of headcount, their mean."""
        return _per(self.tally.denominator, self.formula.denominator_per)


def form_tally(formula: Formula, sums: Sums) -> Tally | None:
    """The formula's counts from one source's sums; None where one of its counts was not reported.

    Where the source calls its counts uneven the tally is provisional: on some rows a figure is missing.
    """
    top = _weighed(formula.numerator, sums.totals)
    below = _weighed(formula.denominator, sums.totals)
    if top is None or below is None:
        return None
    flags = sums.flags | {Flag.PROVISIONAL} if sums.uneven else sums.flags
    return Tally(
        top,
        1 if formula.is_count else below,
        formula.tally_scale,
        top // formula.numerator_per if formula.is_count else below // formula.denominator_per,
        sums.coverage,
        frozenset(flags),
        sums.origins,
    )


def measure(
    formula: Formula,
    sums: Sequence[Sums],
    aggregate: Aggregate = Aggregate.POOLED,
    weights: Mapping[str, Fraction] | None = None,
) -> Measured | None:
    """What a clause is judged on; None where no part reported all its counts.

    Parts without their counts are left out and make the rest provisional. Parts without volume count in
    neither the worst nor a mean. `weights`: what each site counts for, where the mean is a weighted one.
    """
    if len(sums) == 1 and aggregate is Aggregate.POOLED:
        # By far the most common case: one scope, nothing to pool.
        tally = form_tally(formula, sums[0])
        if tally is None:
            return None
        alone = ((sums[0].scope, tally),)
        if hindrance := _hindrance(formula, sums):
            return Measured(formula, tally, None, parts=alone, hindrance=hindrance)
        return Measured(formula, tally, formula.value_of(tally), parts=alone)
    formed = [(part.scope, form_tally(formula, part)) for part in sums]
    parts = tuple((scope, tally) for scope, tally in formed if tally is not None)
    if not parts:
        return None
    pooled = pool(formula, [tally for _, tally in parts], provisional=len(parts) < len(formed))
    if hindrance := _hindrance(formula, sums):
        return Measured(formula, pooled, None, parts=parts, hindrance=hindrance)
    if formula.rollup is Rollup.WORST:
        return worst(formula, pooled, parts)
    if aggregate is Aggregate.POOLED:
        return Measured(formula, pooled, formula.value_of(pooled), parts=parts)
    whole = Measured(formula, pooled, None, parts=parts)
    return of_sites(whole, _valued(formula, parts), aggregate, weights)


def worst(formula: Formula, pooled: Tally, parts: tuple[tuple[Scope, Tally], ...]) -> Measured:
    """The worst part's figure: the least where more is better, else the greatest."""
    whole = Measured(formula, pooled, None, parts=parts)
    return of_sites(whole, _valued(formula, parts), Aggregate.WORST)


def mean(formula: Formula, pooled: Tally, parts: tuple[tuple[Scope, Tally], ...]) -> Measured:
    """The mean of the parts' figures, each weighing the same."""
    whole = Measured(formula, pooled, None, parts=parts)
    return of_sites(whole, _valued(formula, parts), Aggregate.MEAN)


def of_sites(
    whole: Measured,
    valued: Sequence[tuple[Scope, Tally, Fraction]],
    aggregate: Aggregate,
    weights: Mapping[str, Fraction] | None = None,
) -> Measured:
    """One figure of those that the sites have; `whole` holds the counts of all of them."""
    if not valued:
        return replace(whole, value=None)
    if aggregate is Aggregate.WORST:
        pick = min if whole.formula.direction is Direction.HIGHER else max
        scope, tally, value = pick(valued, key=lambda part: part[2])
        return replace(whole, tally=tally, value=value, scope=scope)
    if aggregate is Aggregate.MEAN:
        return replace(whole, value=sum((value for *_, value in valued), Fraction(0)) / len(valued))
    shares = [(weights or {}).get(scope.site or "") for scope, *_ in valued]
    weighed = [(share, value) for share, (*_, value) in zip(shares, valued, strict=True) if share is not None]
    total = sum((share for share, _ in weighed), Fraction(0))
    if None in shares or not total:
        return replace(whole, value=None, hindrance=Hindrance.NO_WEIGHT)
    missing = len(weighed) < sum(weight > 0 for weight in (weights or {}).values())
    flags = whole.tally.flags | ({Flag.PROVISIONAL} if missing else set())
    value = sum((share * value for share, value in weighed), Fraction(0)) / total
    return replace(whole, tally=replace(whole.tally, flags=flags), value=value)


def pool(formula: Formula, tallies: Sequence[Tally], *, provisional: bool = False) -> Tally:
    """The ratio of sums; a plain count's denominator stays 1."""
    if len(tallies) == 1 and not provisional:
        return tallies[0]
    below = 1 if formula.is_count else sum(tally.denominator for tally in tallies)
    flags = frozenset().union(*(tally.flags for tally in tallies))
    return Tally(
        sum(tally.numerator for tally in tallies),
        below,
        formula.tally_scale,
        sum(tally.n for tally in tallies),
        Have(sum(t.coverage.have for t in tallies), sum(t.coverage.expected for t in tallies)),
        flags | {Flag.PROVISIONAL} if provisional else flags,
        tuple(sorted({origin for tally in tallies for origin in tally.origins})),
    )


def over_window(formula: Formula, months: Sequence[Sums | None]) -> tuple[Formula, Sums | None]:
    """The formula and the sums of a window of several months, oldest first.

    A month without all the counts is left out, and the rest is provisional; a mean headcount is formed
    over the months that are there.
    """
    there = [m for m in months if m is not None and all(name in m.totals for name in formula.base_counts)]
    if not there:
        return formula, None
    total = add_up(there)
    if len(there) < len(months):
        missing = Have(total.coverage.have, total.coverage.expected + len(months) - len(there))
        flags = total.flags | {Flag.PROVISIONAL}
        total = replace(total, coverage=missing, flags=flags)
    return formula.over(len(there)), total


def add_up(parts: Sequence[Sums]) -> Sums:
    """Sums of one source and scope added count by count; the period is the last part's."""
    names = {name for part in parts for name in part.totals}
    return Sums(
        parts[-1].scope,
        parts[-1].period,
        parts[-1].source,
        {name: added(name, *(part.totals.get(name, 0) for part in parts)) for name in sorted(names)},
        {name: sum(part.rows.get(name, 0) for part in parts) for name in sorted(names)},
        Have(sum(p.coverage.have for p in parts), sum(p.coverage.expected for p in parts)),
        frozenset().union(*(part.flags for part in parts)),
        tuple(sorted({origin for part in parts for origin in part.origins})),
        any(part.uneven for part in parts),
    )


def _valued(formula: Formula, parts: Sequence[tuple[Scope, Tally]]) -> list[tuple[Scope, Tally, Fraction]]:
    """The parts that have volume, with their figures."""
    figures = ((scope, tally, formula.value_of(tally)) for scope, tally in parts)
    return [(scope, tally, value) for scope, tally, value in figures if value is not None]


def _hindrance(formula: Formula, sums: Sequence[Sums]) -> Hindrance | None:
    """Why a figure may not be formed from these sums; None where it may."""
    of_means = formula.rollup is Rollup.AVERAGE and not formula.is_count
    if formula.rollup in _ADDITIVE or of_means:
        # The ratio of two means over the same snapshots is that of their sums.
        return None
    rows = [max((part.rows.get(name, 0) for name in formula.base_counts), default=0) for part in sums]
    if formula.rollup is Rollup.QUANTILE:
        return Hindrance.NOT_AGGREGABLE if sum(rows) > 1 or len(sums) > 1 else None
    if formula.rollup is Rollup.MEAN_PERCENT:
        return Hindrance.NEEDS_PARTS if formula.months > 1 else None
    if formula.rollup is Rollup.WORST and all(map(is_greatest, formula.base_counts)):
        # The greatest of many is what they make together.
        return None
    return Hindrance.NEEDS_PARTS if max(rows, default=0) > 1 else None


#: What is formed from sums whatever they are the sums of.
_ADDITIVE = frozenset(
    {Rollup.RATIO, Rollup.TIME, Rollup.SUM, Rollup.SAMPLE, Rollup.ZERO, Rollup.SHARE, Rollup.DONE}
)


def _weighed(weights: Mapping[str, int], totals: Mapping[str, int]) -> int | None:
    """None where one of the counts is absent. A plain loop: it runs for every clause of every month."""
    total = 0
    for name, weight in weights.items():
        if name not in totals:
            return None
        total += weight * totals[name]
    return total


def _per(count: int, unit: int) -> Fraction:
    """Most counts are kept in the reader's unit already, and a whole number needs no reducing."""
    return Fraction(count) if unit == 1 else Fraction(count, unit)
