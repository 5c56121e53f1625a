"""What counts as earned in the base, items that do not apply included where the form counts them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from qa.form.policies import NaPolicy
from qa.form.terms import AuditForm
from qa.scoring.lines import Line
from qa.scoring.receipt import LeftOut
from qa.scoring.weighing import effective_shares

_NOTHING = Fraction(0)
_NOT_APPLICABLE = (LeftOut.NOT_APPLICABLE, LeftOut.UNANSWERED)


def earned_in_base(form: AuditForm, counted: Sequence[Line]) -> dict[str, Fraction]:
    """Item → points earned, of every item in the base: those answered, and those that do not apply where the
    form's policy keeps them in."""
    earned = {line.item.code: line.value.earned for line in counted if line.left_out is None}
    if form.policies.na.excludes or not earned:
        return earned
    for line in counted:
        if line.left_out in _NOT_APPLICABLE and (share := _share(form, line, counted)) is not None:
            earned[line.item.code] = line.item.points * share
    return earned


def _share(form: AuditForm, line: Line, counted: Sequence[Line]) -> Fraction | None:
    """The part of its points an item that does not apply counts as; None where nothing says."""
    policy = form.policies.na
    if policy is NaPolicy.FULL:
        return Fraction(1)
    if policy is NaPolicy.ZERO:
        return _NOTHING
    if policy is NaPolicy.SCALE_MEAN:
        return _scale_mean(line)
    top = form.top_of(line.section.code)
    if policy is NaPolicy.GROUP_MEAN:
        counted = [each for each in counted if form.top_of(each.section.code) == top]
    return _mean(form, counted)


def _scale_mean(line: Line) -> Fraction | None:
    choices = line.item.choices
    if not choices or not line.item.points:
        return None
    return sum((choice.points for choice in choices), _NOTHING) / len(choices) / line.item.points


def _mean(form: AuditForm, among: Sequence[Line]) -> Fraction | None:
    """What the answered ones earned of their points, each by its weight; None where none was answered."""
    shares = effective_shares(form)
    answered = [line for line in among if line.left_out is None and line.item.points]
    whole = sum((shares.get(line.item.code, _NOTHING) for line in answered), _NOTHING)
    if not whole:
        return None
    parts = (shares[line.item.code] * line.value.earned / line.item.points for line in answered)
    return sum(parts, _NOTHING) / whole
