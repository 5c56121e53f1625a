"""Every item of a form beside its answer: asked or not, applicable or not, what it earned by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from core.errors import WrongInputError
from qa.form.conditions import Given, holds
from qa.form.policies import Unanswered
from qa.form.terms import AuditForm, Item, Section
from qa.scoring.answers import Answer, Valued, answered, given
from qa.scoring.receipt import LeftOut

#: Reasons that mean the item was never asked of this call.
NOT_ASKED = frozenset({LeftOut.NOT_CONNECTED, LeftOut.HIDDEN, LeftOut.UNSCORED})


@dataclass(frozen=True)
class Line:
    """One item as it was answered."""

    section: Section
    item: Item
    answer: str = ""
    value: Valued = field(default_factory=lambda: Valued(Fraction(0)))
    left_out: LeftOut | None = None
    #: Whether it is in the base though nobody answered it (the form counts that as nothing earned).
    blank: bool = False


def shown(
    form: AuditForm, answers: Mapping[str, Answer], connected: bool = True
) -> list[tuple[Section, Item]]:
    """The items to be asked of such a call, given what was answered to those before."""
    return [
        (section, item)
        for section, item, reason in _walked(form, answers, connected)
        if reason in (None, LeftOut.UNSCORED)
    ]


def lines(form: AuditForm, answers: Mapping[str, Answer], connected: bool) -> list[Line]:
    """Every item, in the form's order. Refused: an item left unanswered where the form insists, and an
    answer the form does not offer."""
    return [
        _line(form, section, item, answers.get(item.code), reason)
        for section, item, reason in _walked(form, answers, connected)
    ]


def _walked(
    form: AuditForm, answers: Mapping[str, Answer], connected: bool
) -> list[tuple[Section, Item, LeftOut | None]]:
    """Each item with why it is not scored; conditions see only what is shown before."""
    known: dict[str, Given] = {}
    found = []
    for section, item in form.items():
        reason = _reason(form, section, item, known, connected)
        if reason in (None, LeftOut.UNSCORED) and (seen := given(answers, item)) is not None:
            known[item.code] = seen
        found.append((section, item, reason))
    return found


def _reason(
    form: AuditForm, section: Section, item: Item, known: Mapping[str, Given], connected: bool
) -> LeftOut | None:
    if not form.is_asked(section, connected):
        return LeftOut.NOT_CONNECTED
    conditions = (form.top_of(section.code).condition, section.condition, item.condition)
    if not all(holds(condition, known) for condition in conditions):
        return LeftOut.HIDDEN
    return None if item.is_scored else LeftOut.UNSCORED


def _line(
    form: AuditForm, section: Section, item: Item, answer: Answer | None, reason: LeftOut | None
) -> Line:
    if reason is not None:
        return Line(section, item, _words(answer), left_out=reason)
    if answer is None:
        return _unanswered(form, section, item)
    value = answered(item, answer)
    if value is None:
        left = LeftOut.NOT_APPLICABLE if answer.not_applicable else LeftOut.UNDETERMINED
        return Line(section, item, left_out=left)
    return Line(section, item, _words(answer), value)


def _unanswered(form: AuditForm, section: Section, item: Item) -> Line:
    if form.policies.unanswered is Unanswered.BLOCK:
        raise WrongInputError("item_unanswered", item=item.text)
    if form.policies.unanswered is Unanswered.NOT_APPLICABLE:
        return Line(section, item, left_out=LeftOut.UNANSWERED)
    return Line(section, item, blank=True)


def _words(answer: Answer | None) -> str:
    """What was answered, as codes: full, a+b, 42, and points taken off: full −5."""
    if answer is None:
        return ""
    number = "" if answer.number is None else str(answer.number)
    said = answer.choice or "+".join(sorted(answer.choices)) or number or answer.text
    off = sum(answer.deductions, Fraction(0))
    return f"{said} −{off}".strip() if off else said
