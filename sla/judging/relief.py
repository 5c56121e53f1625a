"""What granted reliefs make of a judgement: an adjusted one beside the raw one, step by step.

The raw judgement is never changed. All that is removed is added up before anything is taken off, so the order
in which reliefs were granted does not matter.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm

from core.errors import WrongInputError
from core.tally import Flag, Tally
from core.text import Text
from core.verdict import LOOKS, Verdict
from sla.judging.relief_words import (
    blended_words,
    calculation,
    capped_words,
    deemed_words,
    left_out_words,
    raw_words,
    removed_words,
    target_words,
    verdict_words,
    waived_words,
)
from sla.judging.rollup import share_of
from sla.judging.tally import Measured
from sla.judging.verdict import Circumstances, Judgement, judge
from sla.terms.bounds import minimum_of, target_of
from sla.terms.contract import Aggregate, Clause
from sla.terms.indicator import Formula
from sla.terms.relief import Counters, Counts, Excess, Mechanism, Relief

_REMOVING = (Mechanism.REMOVE_CELLS, Mechanism.REMOVE_CONTACTS, Mechanism.CAP_VOLUME)
_NONE = Counts(Fraction(0), Fraction(0))


@dataclass(frozen=True)
class Relieved:
    """A judgement after every relief granted, and how it came about."""

    judgement: Judgement
    trace: tuple[Text, ...]
    #: Whether the money of a miss is waived; the miss itself stands.
    waived: bool = False


def relieved(clause: Clause, formula: Formula, raw: Judgement, reliefs: Sequence[Relief]) -> Relieved:
    """`raw` with these reliefs of its clause. `formula` is its indicator's, whatever the clause makes of it.

    Refused (WrongInputError): removing more than there is ('relief_too_much'), or removing from a figure that
    is not one numerator over one denominator ('relief_no_counts').
    """
    formula = share_of(formula) if clause.each and Flag.BY_HAND not in raw.flags else formula
    changed, steps = _removed(clause, formula, raw, reliefs)
    changed, more = _held_against_another(clause, formula, changed, reliefs)
    changed, last = _deemed(changed, reliefs)
    waived = [relief for relief in reliefs if relief.mechanism is Mechanism.WAIVE_CREDIT]
    before = raw_words(raw, removes=bool(steps))
    trace = (before, *steps, *more, *last, *(waived_words(each) for each in waived))
    said = () if changed.verdict is raw.verdict and not steps else (verdict_words(changed),)
    return Relieved(changed, (*trace, *said), bool(waived))


def counted_verdict(
    adjusted: Verdict, flags: Collection[Flag], raw: Verdict | None, counters: Counters
) -> Verdict:
    """The verdict that streaks and credits go by, as the contract says: `raw` is the one before relief, where
    any was granted. A failure by decision is no relief and counts either way."""
    deemed_failed = adjusted is Verdict.MISSED and Flag.DEEMED in flags
    return adjusted if raw is None or counters is Counters.ADJUSTED or deemed_failed else raw


def beyond_forecast(excess: Excess, tolerance: Fraction) -> Counts:
    """The part of an interval's counts that lies beyond the forecast with its tolerance, in proportion."""
    allowed = excess.forecast * (1 + tolerance)
    if excess.net <= allowed or not excess.offered:
        return _NONE
    share = (excess.net - allowed) / excess.offered
    return Counts(excess.counts.numerator * share, excess.counts.denominator * share)


def _removed(
    clause: Clause, formula: Formula, raw: Judgement, reliefs: Sequence[Relief]
) -> tuple[Judgement, list[Text]]:
    """The figure without what is removed, judged as the clause judges any figure."""
    parts = [(each, _part(each)) for each in reliefs if each.mechanism in _REMOVING]
    if not parts:
        return raw, []
    if clause.aggregate is not Aggregate.POOLED:
        # The worst site without its worst days may be another one.
        raise WrongInputError("relief_no_counts", clause=raw.clause)
    left = _left(formula, raw, [part for _, part in parts])
    words = [
        said
        for each, part in parts
        for said in (
            *each.steps,
            capped_words(each, part) if each.mechanism is Mechanism.CAP_VOLUME else removed_words(each, part),
        )
    ]
    judged = _judged(clause, formula, raw, left)
    return judged, [*words, calculation(formula, raw, [part for _, part in parts], judged)]


def _part(relief: Relief) -> Counts:
    if relief.mechanism is not Mechanism.CAP_VOLUME:
        return relief.removed or _NONE
    each = [beyond_forecast(excess, relief.tolerance) for excess in relief.excess]
    return _sum(each)


def _left(formula: Formula, raw: Judgement, parts: Sequence[Counts]) -> Counts:
    """What is left of numerator and denominator; refused where more is removed than there is."""
    top, below = raw.numerator, raw.denominator
    if top is None or below is None or _value(formula, Counts(top, below)) != raw.value:
        raise WrongInputError("relief_no_counts", clause=raw.clause)
    off = _sum(parts)
    left = Counts(top - off.numerator, below if formula.is_count else below - off.denominator)
    least = min(*(each for part in parts for each in (part.numerator, part.denominator)), Fraction(0))
    part_left = not formula.part or left.numerator <= left.denominator
    if least < 0 or left.numerator < 0 or left.denominator < 0 or not part_left:
        raise WrongInputError(
            "relief_too_much",
            clause=raw.clause,
            removed=f"{off.numerator} / {off.denominator}",
            there=f"{top} / {below}",
        )
    return left


def _held_against_another(
    clause: Clause, formula: Formula, judgement: Judgement, reliefs: Sequence[Relief]
) -> tuple[Judgement, list[Text]]:
    """The figure held against the last target granted in place of the clause's own, then against those that
    hold on some days only, weighted by what these days are of the month."""
    found = [each for each in reliefs if each.mechanism is Mechanism.REPLACE_TARGET]
    steps = []
    for given in [each for each in found if each.part is None][-1:]:
        minimum = clause.minimum if given.minimum is None else given.minimum
        clause = replace(clause, target=given.target, minimum=minimum)
        before, judgement = judgement, _judged(clause, formula, judgement, _counts(judgement))
        steps.append(target_words(given, before, judgement))
    days = [each for each in found if each.part is not None]
    if days:
        other = _blended(clause, formula, judgement, days)
        said = blended_words(days, target_of(clause), _below(judgement), other.target, judgement.unit)
        judgement = _judged(other, formula, judgement, _counts(judgement))
        steps += said
    return judgement, steps


def _blended(clause: Clause, formula: Formula, judgement: Judgement, days: Sequence[Relief]) -> Clause:
    """The clause with its bounds as the mean of those of the days, weighted by the denominators."""
    whole = _below(judgement)
    parts = [each.part.denominator for each in days if each.part]
    if formula.is_count or not whole or target_of(clause) is None:
        raise WrongInputError("relief_no_counts", clause=judgement.clause)
    if sum(parts) > whole:
        removed, there = str(sum(parts)), str(whole)
        raise WrongInputError("relief_too_much", clause=judgement.clause, removed=removed, there=there)

    def mean(own: Fraction | None, others: Sequence[Fraction | None]) -> Fraction | None:
        if own is None:
            return None
        changed = [(part, own if other is None else other) for part, other in zip(parts, others, strict=True)]
        return own + sum((part * (other - own) for part, other in changed), Fraction(0)) / whole

    return replace(
        clause,
        target=mean(target_of(clause), [each.target for each in days]),
        minimum=mean(minimum_of(clause), [each.minimum for each in days]),
    )


def _counts(judgement: Judgement) -> Counts | None:
    if judgement.numerator is None or judgement.denominator is None:
        return None
    return Counts(judgement.numerator, judgement.denominator)


def _below(judgement: Judgement) -> Fraction:
    return Fraction(judgement.denominator or 0)


def _deemed(judgement: Judgement, reliefs: Sequence[Relief]) -> tuple[Judgement, list[Text]]:
    """Left out, met or failed by decision, whatever the figure says. A relief outweighs a failure."""
    if found := [each for each in reliefs if each.mechanism is Mechanism.LEAVE_OUT]:
        left = replace(judgement, verdict=Verdict.EXCUSED, flags=judgement.flags | {Flag.DEEMED})
        return left, [left_out_words(each) for each in found]
    for mechanism, verdict in _BY_DECISION.items():
        if found := [each for each in reliefs if each.mechanism is mechanism]:
            deemed = replace(judgement, verdict=verdict, flags=judgement.flags | {Flag.DEEMED})
            return deemed, [deemed_words(each, LOOKS[verdict].word) for each in found]
    return judgement, []


def _judged(clause: Clause, formula: Formula, raw: Judgement, left: Counts | None) -> Judgement:
    """Judged anew by the clause's own rules, with the rest of the raw judgement kept."""
    known = Circumstances(flags=raw.flags, asserted=raw.value if left is None else None)
    measured = _measured(clause, formula, raw, left) if left else None
    if raw.hindrance or (left is None and raw.value is None):
        return raw
    found = judge(clause, formula, measured, known)
    return replace(
        found,
        flags=raw.flags,
        numerator=left.numerator if left else raw.numerator,
        denominator=left.denominator if left else raw.denominator,
        coverage=raw.coverage,
        scope=raw.scope,
        origins=raw.origins,
    )


def _measured(clause: Clause, formula: Formula, raw: Judgement, left: Counts) -> Measured:
    changed = left != Counts(raw.numerator or Fraction(0), raw.denominator or Fraction(0))
    value = _value(formula, left) if changed else raw.value
    n = int(left.numerator if formula.is_count else left.denominator) if changed else raw.n or 0
    return Measured(formula, replace(_tally(formula, left), n=n), value, each=clause.each)


def _value(formula: Formula, counts: Counts) -> Fraction | None:
    return formula.value_of(_tally(formula, counts))


def _tally(formula: Formula, counts: Counts) -> Tally:
    """The same ratio in whole numbers."""
    top = counts.numerator * formula.numerator_per
    below = counts.denominator * (1 if formula.is_count else formula.denominator_per)
    scale = lcm(top.denominator, below.denominator)
    return Tally(int(top * scale), int(below * scale), formula.tally_scale)


def _sum(parts: Sequence[Counts]) -> Counts:
    return Counts(
        sum((part.numerator for part in parts), Fraction(0)),
        sum((part.denominator for part in parts), Fraction(0)),
    )


_BY_DECISION = {Mechanism.DEEM_MET: Verdict.MET, Mechanism.DEEM_FAILED: Verdict.MISSED}
