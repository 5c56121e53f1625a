"""Judge a clause for a period: exactly, and rounded before comparing only where the clause says so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from operator import ge, gt, le, lt

from core.light_value import light_value
from core.period import Period
from core.rounding import RoundingStage, rounded
from core.scope import Scope
from core.tally import Flag, Have
from core.text import Text
from core.verdict import JUDGED, Verdict
from sla.judging.hindrance import Hindrance
from sla.judging.sample import SampleView
from sla.judging.small_sample import Ruled, ruled
from sla.judging.tally import Measured
from sla.terms.bounds import minimum_of, target_of
from sla.terms.contract import Clause, Comparison
from sla.terms.definition import Unit
from sla.terms.indicator import Formula
from sla.terms.over_service import OverService


@light_value
class Judgement:
    """The answer on one clause and period, with everything it rests on."""

    clause: str
    verdict: Verdict
    flags: frozenset[Flag]
    #: The exact figure; None where there is none.
    value: Fraction | None
    #: What was held against the target: the value, rounded where the clause rounds before comparing.
    compared: Fraction | None
    numerator: Fraction | None
    denominator: Fraction | None
    #: Contacts, calls or people it rests on; None where the vendor gave a rate without counts.
    n: int | None
    unit: Unit
    comparison: Comparison
    target: Fraction | None
    minimum: Fraction | None
    target_high: Fraction | None = None
    minimum_high: Fraction | None = None
    coverage: Have = field(default_factory=lambda: Have(0, 0))
    #: The site whose figure it is, where the worst one counts.
    scope: Scope | None = None
    origins: tuple[str, ...] = ()
    #: Why there is no figure though something was reported.
    hindrance: Hindrance | None = None
    #: What the sample says of the target, beside the contract's verdict; None where it is not taken as one.
    sample: SampleView | None = None
    #: What the clause's rules for small samples did, one sentence a step.
    steps: tuple[Text, ...] = ()

    @property
    def is_judged(self) -> bool:
        """Whether a figure was judged at all."""
        return self.verdict in JUDGED

    @property
    def gap(self) -> Fraction | None:
        """How far beyond the target, negative where short of it, in the unit; none by decision."""
        settled = not self.is_judged or Flag.DEEMED in self.flags
        if self.compared is None or self.target is None or settled:
            return None
        return _gap(self.comparison, self.compared, self.target, self.target_high)


@dataclass(frozen=True)
class Circumstances:
    """What is known beside the counts when a clause is judged."""

    #: The period judged and the day of the data; in the middle of the period it is in progress.
    period: Period | None = None
    as_of: date | None = None
    #: A rate reported without counts: judged as the value it claims.
    asserted: Fraction | None = None
    #: The received files (batch keys) that rate comes from.
    asserted_by: tuple[str, ...] = ()
    #: A decision that sets the judgement aside: not applicable, or excused.
    waived: Verdict | None = None
    #: Whether the counts were found to contradict each other.
    invalid: bool = False
    #: The values of earlier months, latest first, for the over-served flag.
    earlier: Sequence[Fraction | None] = ()
    #: Flags to carry, such as typed by hand, restated, disputed.
    flags: frozenset[Flag] = frozenset()


def judge(
    clause: Clause, formula: Formula, measured: Measured | None, known: Circumstances | None = None
) -> Judgement:
    """The verdict on `clause`. `measured` is None where nothing was reported."""
    known = known or Circumstances()
    hindrance = _hindrance(clause, measured)
    if measured and hindrance:
        # Parts of a figure are no figure: the answer is that it was not reported.
        known, measured = replace(known, asserted=None), None
    value = measured.value if measured else known.asserted
    compared = None if value is None else as_compared(clause, value)
    found = _ruled(clause, measured, known, compared)
    verdict = found.verdict
    return Judgement(
        clause.code,
        verdict,
        _flags(clause, formula, measured, known, compared if verdict in JUDGED else None),
        value,
        compared,
        measured.numerator if measured else None,
        measured.denominator if measured else None,
        measured.tally.n if measured else None,
        measured.formula.unit if measured else formula.unit,
        clause.comparison,
        target_of(clause),
        minimum_of(clause),
        clause.target_high,
        clause.minimum_high,
        measured.tally.coverage if measured else Have(0, 0),
        measured.scope if measured else None,
        measured.tally.origins if measured else known.asserted_by,
        hindrance,
        found.sample,
        (*measured.steps, *found.steps) if measured else found.steps,
    )


def holds(comparison: Comparison, value: Fraction, bound: Fraction, high: Fraction | None = None) -> bool:
    """Whether `value` keeps the bound (both bounds, ends included, where the comparison is 'between')."""
    if comparison is Comparison.BETWEEN:
        return bound <= value and (high is None or value <= high)
    return _HOLDS[comparison](value, bound)


def gap_of(clause: Clause, value: Fraction) -> Fraction:
    """How far a value lies beyond the clause's target, negative where short of it; 0 without a target."""
    target = target_of(clause)
    return Fraction(0) if target is None else _gap(clause.comparison, value, target, clause.target_high)


def as_compared(clause: Clause, value: Fraction) -> Fraction:
    """The value as it is held against a bound: rounded only where the clause rounds before it compares."""
    rounding = clause.rounding
    if rounding.stage is RoundingStage.DISPLAY:
        return value
    return Fraction(rounded(value, rounding.digits, rounding.mode))


def is_maturing(formula: Formula, known: Circumstances) -> bool:
    """Whether the days have not yet passed after which the figure of the period is final."""
    if not formula.maturity_days or known.period is None or known.as_of is None:
        return False
    return known.as_of < final_on(formula, known.period)


def final_on(formula: Formula, period: Period) -> date:
    """The day from which on the period's figure changes no more by itself."""
    return period.end + timedelta(days=formula.maturity_days)


def is_contradictory(measured: Measured) -> bool:
    """Whether the counts cannot be: a part larger than its whole, or less than nothing."""
    if measured.tally.denominator < 0:
        return True
    # Both held against each other in whole numbers: heads may be kept in thousandths on one side only.
    top = measured.tally.numerator * measured.formula.denominator_per
    below = measured.tally.denominator * measured.formula.numerator_per
    return measured.formula.part and not 0 <= top <= below


def _hindrance(clause: Clause, measured: Measured | None) -> Hindrance | None:
    """Why nothing can be judged though something was reported."""
    if measured is None:
        return None
    if measured.hindrance is None and clause.each and measured.each != clause.each:
        # A figure typed by hand is the share itself.
        return None if Flag.BY_HAND in measured.tally.flags else Hindrance.NO_SHARE
    return measured.hindrance


def _ruled(
    clause: Clause, measured: Measured | None, known: Circumstances, compared: Fraction | None
) -> Ruled:
    """The verdict, with what the clause's rules for small samples make of it."""
    verdict = known.waived or _verdict(clause, measured, known, compared)
    if not (clause.sample or clause.floor_rule) or known.waived or measured is None or compared is None:
        return Ruled(verdict)
    if verdict not in {*JUDGED, Verdict.INSUFFICIENT_SAMPLE}:
        return Ruled(verdict)
    return ruled(clause, measured, verdict, _held_against(clause, compared))


def _verdict(
    clause: Clause,
    measured: Measured | None,
    known: Circumstances,
    compared: Fraction | None,
) -> Verdict:
    if measured is None and known.asserted is None:
        return Verdict.NOT_REPORTED
    if known.invalid or (measured and is_contradictory(measured)):
        return Verdict.INVALID
    if compared is None:
        return Verdict.NO_VOLUME
    # A difference may be below nothing (more seats filled than bought): no floor, no small sample.
    if measured and clause.volume_floor and measured.tally.n < clause.volume_floor:
        return Verdict.INSUFFICIENT_SAMPLE
    return _held_against(clause, compared)


def _held_against(clause: Clause, value: Fraction) -> Verdict:
    """Met at the target, below target down to the minimum (itself kept), missed beyond it."""
    target = target_of(clause)
    beyond = None if target is None else _beyond(clause, value, target)
    if beyond is None or beyond > 0 or (not beyond and clause.comparison not in _INCLUSIVE):
        return Verdict.MET
    minimum = minimum_of(clause)
    at_minimum = _INCLUSIVE.get(clause.comparison, clause.comparison)
    if minimum is not None and holds(at_minimum, value, minimum, clause.minimum_high):
        return Verdict.BELOW_TARGET
    return Verdict.MISSED


def _beyond(clause: Clause, value: Fraction, target: Fraction) -> int:
    """More than 0 beyond the target, 0 at it. In whole numbers, for every verdict asks."""
    if clause.comparison is Comparison.BETWEEN:
        return _gap(clause.comparison, value, target, clause.target_high).numerator
    more = value.numerator * target.denominator - target.numerator * value.denominator
    return -more if clause.comparison in _LOWER else more


def _gap(comparison: Comparison, value: Fraction, target: Fraction, high: Fraction | None) -> Fraction:
    if comparison is Comparison.BETWEEN:
        inside = value - target
        return inside if high is None else min(inside, high - value)
    return target - value if comparison in _LOWER else value - target


def _flags(
    clause: Clause,
    formula: Formula,
    measured: Measured | None,
    known: Circumstances,
    judged: Fraction | None,
) -> frozenset[Flag]:
    """`judged`: what was held against the target; None where nothing was."""
    added = set()
    if measured and not measured.tally.coverage.complete:
        added.add(Flag.PROVISIONAL)
    if judged is not None and is_maturing(formula, known):
        added.add(Flag.PROVISIONAL)
    if not measured and known.asserted is not None:
        added.add(Flag.ASSERTED)
    if known.period and known.as_of and known.as_of < known.period.end:
        added.add(Flag.IN_PROGRESS)
    if clause.over_service and _over_served(clause, clause.over_service, [judged, *known.earlier]):
        added.add(Flag.OVER_SERVED)
    counted = measured.tally.flags if measured else frozenset()
    return counted.union(known.flags, added) if known.flags or added else counted


def _over_served(clause: Clause, rule: OverService, values: Sequence[Fraction | None]) -> bool:
    """`by` or more beyond the target in this and the months before; only where the clause asks for it."""
    target, asked = target_of(clause), values[: rule.months]
    if target is None or len(asked) < rule.months:
        return False
    return all(
        value is not None and _gap(clause.comparison, value, target, clause.target_high) >= rule.by
        for value in asked
    )


_HOLDS: dict[Comparison, Callable[[Fraction, Fraction], bool]] = {
    Comparison.AT_LEAST: ge,
    Comparison.MORE: gt,
    Comparison.AT_MOST: le,
    Comparison.LESS: lt,
}
#: Where less is better.
_LOWER = (Comparison.AT_MOST, Comparison.LESS)
#: A minimum that is reached exactly is kept, whatever the comparison with the target.
_INCLUSIVE = {Comparison.MORE: Comparison.AT_LEAST, Comparison.LESS: Comparison.AT_MOST}
