"""How far a mean of our own audits may lie from that of all calls: its interval, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from core.exact import shown_text
from core.rounding import rounded
from core.text import Text
from qa.sampling.mean_interval import MeanInterval, Part, mean_interval
from qa.tallies import CountRow
from sla.judging.tally import Measured
from sla.terms.contract import Aggregate, Clause
from sla.terms.definition import Rollup, Unit
from sla.terms.indicator import Formula

#: What calibrated calls are counted by: they are a sample of all calls, though their figure is a plain ratio.
_CALIBRATED = frozenset({"calibrations", "items_calibrated"})
#: Of a share of points, and of answers in calls, single calls tell the spread: neither is a share of calls.
_OF_CALLS = frozenset({"audit_points_applicable", "shop_points_applicable", "items_calibrated"})
_WHOLE = Fraction(100)


def mean_told(clause: Clause, found: Measured, rows: Sequence[CountRow]) -> Measured:
    """The figure with its interval, or why there is none; as it is where it is no mean of these audits."""
    form = found.formula
    if not _is_mean(form) or clause.aggregate is not Aggregate.POOLED or found.value is None:
        return found
    weighed = [_part(row, form, row.drawn.weight) for row in rows if row.drawn]
    plain = [_part(row, form, Fraction(1)) for row in rows]
    for parts in (weighed if len(weighed) == len(rows) else [], plain):
        if parts and _value(parts, form) == found.value:
            worth = found.n_effective if parts is weighed else None
            said = _words(mean_interval(parts, worth), parts, form)
            return replace(found, steps=(*found.steps, said))
    return found


def _is_mean(form: Formula) -> bool:
    """Whether single calls tell more than yes or no: scores, points, items of a call."""
    below = form.denominator.keys()
    sampled = form.rollup is Rollup.SAMPLE or not _CALIBRATED.isdisjoint(below)
    return sampled and not form.is_count and (not form.part or not _OF_CALLS.isdisjoint(below))


def _part(row: CountRow, form: Formula, weight: Fraction) -> Part:
    return Part(_sum(row, form.numerator), _sum(row, form.denominator), weight)


def _sum(row: CountRow, weights: Mapping[str, int]) -> Fraction:
    return Fraction(sum(weight * row.counts.get(name, 0) for name, weight in weights.items()))


def _value(parts: Sequence[Part], form: Formula) -> Fraction | None:
    below = sum((part.weight * part.below for part in parts), Fraction(0))
    above = sum((part.weight * part.above for part in parts), Fraction(0))
    return above / below * form.tally_scale if below else None


def _words(found: MeanInterval | None, parts: Sequence[Part], form: Formula) -> Text:
    n = sum(bool(part.below) for part in parts)
    if found is None:
        return Text(
            f"n={n:,}，各通相同或通数过少，无法给出置信区间",
            f"n = {n:,}: too few, or all alike, to tell an interval",
        )
    spread = shown_text(found.deviation * form.tally_scale, 2)
    low, high = _ends(found, parts, form)
    unit = ("%", " %") if form.unit is Unit.PERCENT else ("", "")
    return Text(
        f"n={n:,}，各通标准差 {spread}，"
        f"95% 置信区间（Student t，自由度 {found.freedom}）{low}–{high}{unit[0]}",
        f"n = {n:,}, standard deviation of single calls {spread}, 95 % interval (Student's t, "
        f"{found.freedom} degrees of freedom) {low}–{high}{unit[1]}",
    )


def _ends(found: MeanInterval, parts: Sequence[Part], form: Formula) -> tuple[str, str]:
    """The bounds, never beyond what every call kept to: without a bonus a score lies within 0 and 100."""
    low, high = found.low * form.tally_scale, found.high * form.tally_scale
    single = [part.above / part.below * form.tally_scale for part in parts if part.below]
    if min(single) >= 0:
        low = max(low, Fraction(0))
    if max(single) <= _WHOLE:
        high = min(high, _WHOLE)
    return f"{rounded(low, 2):.2f}", f"{rounded(high, 2):.2f}"
