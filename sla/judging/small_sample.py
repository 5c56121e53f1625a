"""What a clause's own rules make of a small sample, one sentence a step: the floor, and misses confirmed.

The contract's verdict, what the sample can say and whether it is large enough are three things: a rule of the
contract may change the first, and says so; nothing changes the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from core.text import Text
from core.verdict import Verdict
from sla.judging.sample import SampleState, SampleView, sample_view, weighed_view
from sla.judging.tally import Measured
from sla.spoken import value_words
from sla.terms.bounds import minimum_of, target_of
from sla.terms.contract import Clause, Comparison
from sla.terms.floor import FloorRule

_LOWER = (Comparison.AT_MOST, Comparison.LESS)


@dataclass(frozen=True)
class Ruled:
    """The contract's verdict under its rules for small samples, and what the sample says beside it."""

    verdict: Verdict
    sample: SampleView | None = None
    steps: tuple[Text, ...] = ()


def ruled(clause: Clause, measured: Measured, verdict: Verdict, by_figure: Verdict) -> Ruled:
    """`verdict` as far as the floor alone decides; `by_figure` what the figure is without a floor."""
    carried = _carried(clause, measured)
    if verdict is Verdict.INSUFFICIENT_SAMPLE:
        allowed = _one_miss(clause, measured, by_figure)
        return Ruled(allowed.verdict, None, (*carried, *allowed.steps))
    said = _view(clause, measured, target_of(clause)) if clause.sample else None
    if not clause.sample or not clause.sample.confirmed_only or verdict is not Verdict.MISSED:
        return Ruled(verdict, said, carried)
    bound = minimum_of(clause) if minimum_of(clause) is not None else target_of(clause)
    view = _view(clause, measured, bound)
    if view is None or bound is None or view.state is SampleState.CONFIRMED:
        return Ruled(verdict, said, carried)
    words = _unconfirmed(value_words(bound, measured.formula.unit))
    return Ruled(Verdict.BELOW_TARGET, said, (*carried, words))


def good_of(clause: Clause, measured: Measured) -> tuple[int, int] | None:
    """How many of how many are good; None where the figure is no share of whole ones."""
    k, n = measured.numerator, measured.denominator
    whole = k.denominator == n.denominator == 1 and 0 <= k <= n and n > 0
    if not measured.formula.part or not whole or clause.comparison is Comparison.BETWEEN:
        return None
    if measured.value != k / n * measured.formula.scale:
        return None
    return (int(n - k) if clause.comparison in _LOWER else int(k)), int(n)


def _view(clause: Clause, measured: Measured, bound: Fraction | None) -> SampleView | None:
    """What the sample says of a bound; None where there is none, or it is no share that can be tested."""
    if bound is None or clause.sample is None:
        return None
    share = bound / measured.formula.scale
    share = 1 - share if clause.comparison in _LOWER else share
    if measured.n_effective is not None:
        return _weighed(clause, measured, measured.n_effective, share)
    good = good_of(clause, measured)
    if good is None:
        return None
    return sample_view(*good, share, clause.sample) if 0 < share <= 1 else None


def _weighed(clause: Clause, measured: Measured, worth: Fraction, target: Fraction) -> SampleView | None:
    """The same of a sample weighed back to all calls."""
    plain = not measured.formula.part or clause.comparison is Comparison.BETWEEN
    if plain or measured.value is None or clause.sample is None or not 0 < target <= 1:
        return None
    share = measured.value / measured.formula.scale
    share = 1 - share if clause.comparison in _LOWER else share
    return weighed_view(share, worth, target, clause.sample)


def _one_miss(clause: Clause, measured: Measured, by_figure: Verdict) -> Ruled:
    """Below the floor a single failure is allowed; two and more are judged as the figure is."""
    good = good_of(clause, measured)
    if clause.floor_rule is not FloorRule.ONE_MISS or good is None:
        return Ruled(Verdict.INSUFFICIENT_SAMPLE)
    k, n = good
    failed, floor = n - k, clause.volume_floor
    verdict = Verdict.MET if failed <= 1 else by_figure
    zh = f"起评量 {floor}，本月 {n}：允许 1 次不合格；不合格 {failed} 次，"
    en = f"Volume floor {floor}, {n} this month: one failure is allowed; {failed} failed, "
    if failed <= 1:
        return Ruled(verdict, None, (Text(f"{zh}视为达标。", f"{en}so it is met."),))
    return Ruled(verdict, None, (Text(f"{zh}按实绩判定。", f"{en}so the figure decides."),))


def _carried(clause: Clause, measured: Measured) -> tuple[Text, ...]:
    """Which earlier months are in the figure, and whether they make the floor."""
    if len(measured.months) < 2:
        return ()
    floor, n = clause.volume_floor, measured.tally.n
    zh = f"此前未满起评量 {floor}，以下各月合并计算：{'、'.join(measured.months)}，共 {n:,}"
    en = (
        f"Below the volume floor of {floor} so far, counted together: {', '.join(measured.months)}, n = {n:,}"
    )
    if n < floor:
        return (Text(f"{zh}，仍不足，继续顺延。", f"{en}, still below it: carried on."),)
    return (Text(f"{zh}。", f"{en}."),)


def _unconfirmed(bound: Text) -> Text:
    return Text(
        f"合同约定未达标须经样本证实：对 {bound.zh} 的不足尚不能证实，记为低于目标。",
        f"By the contract a miss must be confirmed by the sample: that it lies short of {bound.en} is not, "
        "so it is below target.",
    )
