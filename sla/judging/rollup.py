"""From parts to one figure, by the indicator's aggregation code: days, months and sites, exactly.

A part is the sums of one scope over its own period (a day, a month), which may not overlap another of its
scope. What the codes mean: sla/terms/definition.py, Rollup.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import groupby
from math import lcm

from core.period import Period
from core.scope import Scope
from core.tally import Flag, Sums, Tally
from sla.judging.forecast_accuracy import accuracy, is_of_forecasts, is_of_intervals, states_accuracy
from sla.judging.hindrance import Hindrance
from sla.judging.tally import Measured, form_tally, mean, measure, over_window, pool, worst
from sla.judging.verdict import holds
from sla.terms.contract import Clause, Comparison
from sla.terms.definition import Direction, Rollup, Unit
from sla.terms.each import Each, Slice
from sla.terms.indicator import Formula

_Formed = tuple[Scope, Period, Tally]


def rolled(formula: Formula, parts: Sequence[Sums]) -> Measured | None:
    """The figure of all parts together; None where none has all the counts.

    Parts that lack one are left out and make the rest provisional.
    """
    formed = _formed(formula, parts)
    if not formed:
        return None
    missing = len(formed) < len(parts)
    match formula.rollup:
        case Rollup.QUANTILE:
            return _as_stated(formula, parts, formed)
        case Rollup.END:
            return _at_the_end(formula, formed, missing)
        case Rollup.AVERAGE:
            return _on_average(formula, formed, missing)
        case Rollup.WORST:
            return worst(formula, pool(formula, _tallies(formed), provisional=missing), _scoped(formed))
        case Rollup.MEAN_PERCENT:
            moments = tuple(_by_moment(formula, formed))
            return mean(formula, pool(formula, _tallies(formed), provisional=missing), moments)
        case Rollup.DONE:
            return _done(formula, formed, missing)
        case _:
            pooled = pool(formula, _tallies(formed), provisional=missing)
            return Measured(formula, pooled, formula.value_of(pooled), parts=_scoped(formed))


def is_by_day(formula: Formula, clause: Clause) -> bool:
    """Whether the clause's figure is formed from those of days or intervals, not from the sums of a month."""
    of_days = formula.rollup in (Rollup.END, Rollup.AVERAGE, Rollup.WORST)
    return clause.each is not None or of_days or is_of_forecasts(formula)


def is_by_interval(formula: Formula, clause: Clause) -> bool:
    """Whether it asks for the share of intervals that keep their target, or how near each was forecast."""
    if clause.each is None:
        return is_of_intervals(formula)
    return clause.each.grain is Slice.INTERVAL


def from_days(formula: Formula, clause: Clause, days: Sequence[Sums]) -> Measured | None:
    """The figure of a clause that `is_by_day`, from its days or intervals; None where none has the counts."""
    if clause.each:
        return share_meeting(formula, days, clause.each)
    formed = is_of_forecasts(formula) and not states_accuracy(formula, days)
    return accuracy(formula, days) if formed else rolled(formula, days)


def of_one_day(formula: Formula, clause: Clause) -> Clause:
    """The clause as one day is held against it: without a floor, and against the day's own target."""
    alone = replace(clause, volume_floor=0, floor_rule=None, sample=None)
    if clause.each is None:
        return alone
    each, comparison = clause.each, _comparison(formula, clause.each)
    whole = replace(alone, each=None, minimum=None, minimum_high=None, comparison=comparison)
    return replace(whole, target=each.target, target_high=each.target_high)


def over_months(formula: Formula, months: Sequence[Sums | None]) -> Measured | None:
    """The figure of a window of several months, oldest first; months without all the counts are left out.

    Literally the mean of the months' percentages where that is the code, else one figure of all their sums.
    """
    if formula.rollup is not Rollup.MEAN_PERCENT:
        over, total = over_window(formula, months)
        return measure(over, [total]) if total else None
    there = [month for month in months if month is not None]
    found = rolled(formula, there)
    if found is None or len(there) == len(months):
        return found
    flags = found.tally.flags | {Flag.PROVISIONAL}
    return replace(found, tally=replace(found.tally, flags=flags))


def done_on(formula: Formula, parts: Sequence[Sums]) -> date | None:
    """The first day something was done that the formula counts; None where it was not."""
    days = [period.start for _, period, tally in _formed(formula, parts) if tally.numerator > 0]
    return min(days, default=None)


def share_meeting(formula: Formula, parts: Sequence[Sums], each: Each) -> Measured | None:
    """The share of parts (intervals, days) that keep `each.target`, itself kept; None where none is valid.

    Parts below the floor or without volume are left out above and below. Less is better keeps it from below.
    """
    formed = _formed(formula, parts)
    valued = [(tally, formula.value_of(tally)) for _, _, tally in formed if tally.n >= each.volume_floor]
    values = [value for _, value in valued if value is not None]
    if not formed:
        return None
    met = sum(_keeps(formula, value, each) for value in values)
    flags = frozenset().union(*(tally.flags for _, _, tally in formed))
    flags |= {Flag.PROVISIONAL} if len(formed) < len(parts) else set()
    whole = pool(formula, _tallies(formed))
    tally = Tally(met, len(values), Fraction(100), len(values), whole.coverage, flags, whole.origins)
    return Measured(share_of(formula), tally, tally.value, each=each)


def spread_between(formula: Formula, parts: Sequence[Sums]) -> Fraction | None:
    """How far the best and the worst scope lie apart, each over all its parts; None with fewer than two."""
    tallies = [pool(formula, _tallies(own)) for own in _by_scope(_formed(formula, parts))]
    values = [value for tally in tallies if (value := formula.value_of(tally)) is not None]
    return max(values) - min(values) if len(values) > 1 else None


def _as_stated(formula: Formula, parts: Sequence[Sums], formed: Sequence[_Formed]) -> Measured | None:
    """One figure of one scope and period stands; several are no figure at all."""
    if len(formed) == 1:
        return measure(formula, parts)
    whole = pool(formula, _tallies(formed))
    return Measured(formula, whole, None, parts=_scoped(formed), hindrance=Hindrance.NOT_AGGREGABLE)


def _at_the_end(formula: Formula, formed: Sequence[_Formed], missing: bool) -> Measured:
    """Of each scope its last snapshot; provisional where they are not of the same day."""
    last = [max(own, key=lambda each: each[1].end) for own in _by_scope(formed)]
    apart = len({period.end for _, period, _ in last}) > 1
    pooled = pool(formula, _tallies(last), provisional=missing or apart)
    return Measured(formula, pooled, formula.value_of(pooled), parts=_scoped(last))


def _on_average(formula: Formula, formed: Sequence[_Formed], missing: bool) -> Measured:
    """Each scope's mean of the snapshots that are there, the scopes added; a ratio is one of such means.

    A scope with fewer snapshots than another is not taken for zero on the days it lacks; it makes the
    rest provisional.
    """
    scopes = _by_scope(formed)
    common = lcm(*(len(own) for own in scopes))
    even = all(len(own) == len(scopes[0]) for own in scopes)
    pooled = pool(formula, _tallies(formed), provisional=missing or not even)
    top, below = (
        sum(part(each[2]) * (common // len(own)) for own in scopes for each in own)
        for part in (lambda tally: tally.numerator, lambda tally: tally.denominator)
    )
    below = common if formula.is_count else below
    tally = replace(pooled, numerator=top, denominator=below, n=pooled.n // common)
    return Measured(formula, tally, formula.value_of(tally), parts=_scoped(formed))


def _done(formula: Formula, formed: Sequence[_Formed], missing: bool) -> Measured:
    """1 where it was done at all, else 0."""
    pooled = pool(formula, _tallies(formed), provisional=missing)
    tally = replace(pooled, numerator=int(pooled.numerator > 0), denominator=1)
    return Measured(formula, tally, formula.value_of(tally), parts=_scoped(formed))


def _by_moment(formula: Formula, formed: Sequence[_Formed]) -> list[tuple[Scope, Tally]]:
    """One ratio of sums for each period, all scopes together."""
    ordered = sorted(formed, key=lambda each: each[1])
    moments = [list(own) for _, own in groupby(ordered, key=lambda each: each[1])]
    return [(own[0][0], pool(formula, _tallies(own))) for own in moments]


def _by_scope(formed: Sequence[_Formed]) -> list[list[_Formed]]:
    found: dict[Scope, list[_Formed]] = {}
    for each in formed:
        found.setdefault(each[0], []).append(each)
    return list(found.values())


def _formed(formula: Formula, parts: Sequence[Sums]) -> list[_Formed]:
    found = ((part, form_tally(formula, part)) for part in parts)
    return [(part.scope, part.period, tally) for part, tally in found if tally is not None]


def _tallies(formed: Sequence[_Formed]) -> list[Tally]:
    return [tally for _, _, tally in formed]


def _scoped(formed: Sequence[_Formed]) -> tuple[tuple[Scope, Tally], ...]:
    return tuple((scope, tally) for scope, _, tally in formed)


def _keeps(formula: Formula, value: Fraction, each: Each) -> bool:
    return holds(_comparison(formula, each), value, each.target, each.target_high)


def _comparison(formula: Formula, each: Each) -> Comparison:
    """How one interval or day is held against the target; the target itself is kept."""
    if each.target_high is not None:
        return Comparison.BETWEEN
    lower = formula.direction in (Direction.LOWER, Direction.ZERO)
    return Comparison.AT_MOST if lower else Comparison.AT_LEAST


def share_of(formula: Formula) -> Formula:
    """The formula as one of a share of intervals or days: a percentage, more is better."""
    return replace(
        formula,
        scale=Fraction(100),
        unit=Unit.PERCENT,
        direction=Direction.HIGHER,
        rollup=Rollup.SHARE,
        numerator_per=1,
        denominator_per=1,
        part=True,
        compounded=0,
    )
