"""The points a clause earns from its judgement, step by step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from core.tally import Flag
from core.text import Text
from core.verdict import Verdict
from sla.exact import exact_text, shown_text
from sla.judging.verdict import Judgement
from sla.spoken import difference_words, step_words, value_words
from sla.terms.contract import Clause, Comparison
from sla.terms.grades import Grade, grade_at, reaches
from sla.terms.indicator import Unit
from sla.terms.scoring import CapIf, FullOrZero, Grades, Linear, Manual, Partial, PerEvent, Step, Tiers


@dataclass(frozen=True)
class Points:
    """Points before rounding, and how they came about, one sentence a step."""

    earned: Fraction
    trace: tuple[Text, ...]


def item_points(
    clause: Clause, judgement: Judgement, *, trigger: Fraction | None = None, given: Fraction | None = None
) -> Points | None:
    """The points of a judged clause; None where there is no figure to score.

    `trigger` is the figure a conditional cap looks at; `given` the points a person gave.
    """
    if clause.weight is None or clause.score is None:
        return None
    if given is None and Flag.DEEMED in judgement.flags:
        return _by_decision(clause.weight, judgement)
    value = given if given is not None else judgement.compared
    if value is None:
        return None
    points = _by_method(clause, judgement, value)
    return _capped(points, clause.cap_if, trigger) if clause.cap_if else points


def on_curve(points: Sequence[tuple[Fraction, Fraction]], x: Fraction) -> Fraction:
    """Linear between the points, the end points' value outside them."""
    if x <= points[0][0]:
        return points[0][1]
    for (x0, y0), (x1, y1) in pairwise(points):
        if x <= x1:
            return y0 + (y1 - y0) * (x - x0) / (x1 - x0)
    return points[-1][1]


def steps_in(gap: Fraction, unit: Fraction, partial: Partial) -> Fraction:
    """How many units are in a gap; a begun one counts whole, not at all, or by its part."""
    exact = gap / unit
    if partial is Partial.PROPORTIONAL:
        return exact
    whole = exact.numerator // exact.denominator
    return Fraction(whole + (partial is Partial.CEIL and whole != exact))


def step_points(step: Step, full: Fraction, short: Fraction, unit: Unit) -> Points:
    """Points for a figure that is `short` of its target, in its unit; full points where it is not."""
    gap = max(Fraction(0), short)
    count = steps_in(gap, step.unit, step.partial)
    earned = max(step.min_score, full - count * step.deduct)
    if not gap:
        return Points(
            earned, (_said("达到目标值，得满分 {f} 分", "target kept: all {f} points", f=exact_text(full)),)
        )
    missing = _said("差目标 {g}", "{g} short of the target", g=difference_words(gap, unit))
    counted = _said(
        "每差 {u}计一档，计 {k} 档，每档扣 {d} 分：{f} − {k} × {d} = {e} 分",
        "{k} steps of {u}, {d} points off each: {f} − {k} × {d} = {e} points",
        u=step_words(step.unit, unit),
        k=shown_text(count),
        d=exact_text(step.deduct),
        f=exact_text(full),
        e=shown_text(full - count * step.deduct),
    )
    floor = _said("最低 {m} 分", "at least {m}", m=exact_text(step.min_score))
    return Points(
        earned, (missing, counted) if earned == full - count * step.deduct else (missing, counted, floor)
    )


def _by_method(clause: Clause, judgement: Judgement, value: Fraction) -> Points:
    full = clause.weight or Fraction(0)
    match clause.score:
        case Linear(points):
            return _linear(points, value, judgement.unit)
        case Step() as step:
            # A failure the contract allows leaves the clause met, short of its target as the figure is.
            met = judgement.verdict is Verdict.MET
            short = Fraction(0) if met else -(judgement.gap or Fraction(0))
            return step_points(step, full, short, judgement.unit) if met or short else _level(full)
        case PerEvent() as rule:
            return _per_event(rule, full, value)
        case Tiers() | Grades() as rule:
            return _banded(rule, value, judgement)
        case Manual():
            earned = min(max(value, Fraction(0)), full)
            return Points(earned, (_said("评定 {a} 分", "{a} points given", a=exact_text(earned)),))
        case FullOrZero() | _:
            return _all_or_nothing(full, judgement)


def _level(full: Fraction) -> Points:
    """At a target that had to be passed: missed, and no step short of it."""
    said = _said(
        "与目标值持平，未超过目标值；差 0，不计档，得 {f} 分",
        "level with the target, not beyond it: no step short, {f} points",
        f=exact_text(full),
    )
    return Points(full, (said,))


def _linear(points: Sequence[tuple[Fraction, Fraction]], value: Fraction, unit: Unit) -> Points:
    earned = on_curve(points, value)
    curve = [(value_words(x, unit), exact_text(y)) for x, y in points]
    step = _said(
        "实绩 {v}，按得分线（{c}）得 {e} 分",
        "{v} on the line ({c}) earns {e} points",
        v=value_words(value, unit),
        c=Text(
            "，".join(f"{x.zh} 得 {y} 分" for x, y in curve), ", ".join(f"{x.en} earns {y}" for x, y in curve)
        ),
        e=shown_text(earned),
    )
    return Points(earned, (step,))


def _per_event(rule: PerEvent, full: Fraction, events: Fraction) -> Points:
    off = events * rule.deduct
    kept = off if rule.cap is None else min(off, rule.cap)
    earned = max(rule.min_score, full - kept)
    step = _said(
        "{n} 件，每件扣 {d} 分：得 {e} 分",
        "{n} events, {d} points off each: {e} points",
        n=shown_text(events),
        d=exact_text(rule.deduct),
        e=shown_text(earned),
    )
    if kept == off:
        return Points(earned, (step,))
    capped = _said(
        "应扣 {o} 分，最多扣 {c} 分", "{o} points off, {c} at most", o=shown_text(off), c=exact_text(kept)
    )
    return Points(earned, (capped, step))


_AT_AN_OPEN_END = Text(
    "实绩恰为界值，合同约定该档不含界值，落入下一档",
    "exactly on a boundary that does not reach its own tier: the next tier holds",
)


def _banded(rule: Tiers | Grades, value: Fraction, judgement: Judgement) -> Points:
    """The band a figure falls in; its value belongs to it unless the contract says otherwise, and the best
    band has no upper end."""
    less = judgement.comparison in (Comparison.AT_MOST, Comparison.LESS)
    if isinstance(rule, Grades):
        found = grade_at(rule.grades, value, less_is_better=less, open_at=rule.open_at)
    else:
        bands = [Grade("", x, y) for x, y in rule.bands]
        inside = any(reaches(value, band.value, less, rule.open_at) for band in bands)
        found = grade_at(bands, value, less_is_better=less, open_at=rule.open_at) if inside else None
    earned = found.points if found and found.points is not None else _otherwise(rule)
    grade = found.grade if found else ""
    said = (_band_words(value, judgement.unit, grade, earned),)
    return Points(earned, (_AT_AN_OPEN_END, *said) if value in (rule.open_at or ()) else said)


def _otherwise(rule: Tiers | Grades) -> Fraction:
    return rule.otherwise if isinstance(rule, Tiers) else Fraction(0)


def _band_words(value: Fraction, unit: Unit, grade: str, earned: Fraction) -> Text:
    said, points = value_words(value, unit), exact_text(earned)
    if grade:
        return _said("实绩 {v}，等级 {g}：{e} 分", "{v} is grade {g}: {e} points", v=said, g=grade, e=points)
    return _said("实绩 {v}，按分档得 {e} 分", "{v} earns {e} points by its tier", v=said, e=points)


def _all_or_nothing(full: Fraction, judgement: Judgement) -> Points:
    met = judgement.verdict is Verdict.MET
    words = _said("达标，得满分 {f} 分", "met: all {f} points", f=exact_text(full))
    return (
        Points(full, (words,))
        if met
        else Points(Fraction(0), (_said("未达目标，得 0 分", "target not met: 0"),))
    )


def _by_decision(full: Fraction, judgement: Judgement) -> Points:
    """Deemed met earns all points, deemed failed none, whatever figure there is."""
    if judgement.verdict is Verdict.MET:
        words = _said("经审批视同达标，得满分 {f} 分", "deemed met: all {f} points", f=exact_text(full))
        return Points(full, (words,))
    return Points(Fraction(0), (_said("经审批视同未达标，得 0 分", "deemed failed: 0 points"),))


def _capped(points: Points, rule: CapIf, trigger: Fraction | None) -> Points:
    """A trigger that was not reported caps too: leaving it out must not pay."""
    if trigger is not None and trigger >= rule.below:
        return points
    earned = min(points.earned, rule.cap)
    step = _said(
        "{i} 为 {t}，低于 {b}：最多 {c} 分",
        "{i} is {t}, below {b}: at most {c}",
        i=rule.indicator,
        t="—" if trigger is None else shown_text(trigger),
        b=exact_text(rule.below),
        c=exact_text(rule.cap),
    )
    return Points(earned, (*points.trace, step))


def _said(zh: str, en: str, **facts: str | Text) -> Text:
    """A sentence in both languages; a fact that is a Text is spoken in each."""
    known = {name: Text(fact, fact) if isinstance(fact, str) else fact for name, fact in facts.items()}
    return Text(
        zh.format(**{name: fact.zh for name, fact in known.items()}),
        en.format(**{name: fact.en for name, fact in known.items()}),
    )
