"""What was answered to an item, and what it earns by itself, before anything weighs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from core.errors import WrongInputError
from qa.form.conditions import Given
from qa.form.kinds import Attribution, ItemKind
from qa.form.terms import AuditForm, Choice, Item

_NOTHING = Fraction(0)


@dataclass(frozen=True)
class Answer:
    """What the auditor said about one item, in the way its kind is answered; and what was noted beside it."""

    choice: str | None = None
    #: Points taken off the full item, one for each fault heard. Together never more than the item.
    deductions: tuple[Fraction, ...] = ()
    not_applicable: bool = False
    comment: str = ""
    #: Of an item with several choices: those that were made, in the form's order or not.
    choices: tuple[str, ...] = ()
    #: Of a measured item; a duration in seconds.
    number: Fraction | None = None
    #: Of a written item; a moment as ISO writes it.
    text: str = ""
    #: Neither right nor wrong: it could not be told.
    undetermined: bool = False
    root_cause: str | None = None
    behaviours: tuple[str, ...] = ()
    attribution: Attribution | None = None


@dataclass(frozen=True)
class Valued:
    """An answer as the item values it."""

    earned: Fraction
    #: The choices it comes to.
    choices: tuple[Choice, ...] = ()

    @property
    def is_fatal(self) -> bool:
        """Whether the form marks one of the choices as fatal."""
        return any(choice.fatal for choice in self.choices)

    @property
    def passes(self) -> bool | None:
        """Whether the choices say the item is passed or failed; None where they leave it to the points."""
        said = {choice.passes for choice in self.choices}
        return False if False in said else (True if True in said else None)


def valued(item: Item, answer: Answer) -> Valued:
    """What the answer earns. Refused: a choice the item does not offer, a deduction below nothing, an answer
    of another kind than the item's."""
    if any(points < 0 for points in answer.deductions):
        raise WrongInputError("item_deduction", item=item.text)
    if item.kind.is_written:
        return Valued(_NOTHING)
    made = _choices(item, answer)
    full = _full(item, made)
    # Deductions stop at nothing; only an answer that is itself worth less goes below it.
    least = min(_NOTHING, full)
    return Valued(max(least, full - sum(answer.deductions, _NOTHING)), made)


def check_asked(form: AuditForm, answers: Collection[str]) -> None:
    """Refused: an answer to a code the form has no item of.

    Asked where answers come in and not where kept ones are scored again: an audit logged before this was
    refused stays readable, and such an answer never counted.
    """
    if unknown := sorted(set(answers) - {item.code for _section, item in form.items()}):
        raise WrongInputError("draft_what", what=unknown[0])


def answered(item: Item, answer: Answer) -> Valued | None:
    """What the answer earns; None where the item does not apply or could not be told. Refused: either where
    the item does not allow it, and whatever `valued` refuses."""
    if not (answer.not_applicable or answer.undetermined):
        return valued(item, answer)
    if not (item.na_allowed if answer.not_applicable else item.undetermined_allowed):
        raise WrongInputError("item_not_applicable", item=item.text)
    return None


def given(answers: Mapping[str, Answer], item: Item) -> Given | None:
    """What conditions on the item see; None where it has no answer to go by."""
    answer = answers.get(item.code)
    if answer is None or answer.not_applicable or answer.undetermined:
        return None
    chosen = (answer.choice, *answer.choices) if answer.choice else answer.choices
    return Given(frozenset(chosen), answer.number)


def _choices(item: Item, answer: Answer) -> tuple[Choice, ...]:
    """The choices an answer comes to, in the item's order; a number is the first that goes up to it."""
    if item.kind.is_measured:
        if answer.number is None:
            raise WrongInputError("item_number", item=item.text)
        return _reached(item, answer.number)
    codes = answer.choices if item.kind is ItemKind.MULTI else (answer.choice,) if answer.choice else ()
    wrong = [code for code in codes if item.choice(code) is None]
    if wrong:
        raise WrongInputError("item_choice", item=item.text, choice=wrong[0])
    return tuple(choice for choice in item.choices if choice.code in codes)


def _reached(item: Item, number: Fraction) -> tuple[Choice, ...]:
    return tuple(c for c in item.choices if c.up_to is None or number <= c.up_to)[:1]


def _full(item: Item, made: tuple[Choice, ...]) -> Fraction:
    """What the choices earn; an item without any starts full. A list of faults comes off the item."""
    worth = sum((choice.points for choice in made), _NOTHING)
    if item.kind is ItemKind.MULTI and all(choice.points <= 0 for choice in item.choices):
        return max(_NOTHING, item.points + worth) if item.points else worth
    if item.kind is ItemKind.SINGLE and not made:
        return item.points
    return worth
