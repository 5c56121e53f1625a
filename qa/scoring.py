"""Score one audit: from a form and its answers to a receipt that shows every point."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from core.errors import WrongInputError
from qa.form import AuditForm, FatalMode, Item, Section


@dataclass(frozen=True)
class Answer:
    """What the auditor said about one item: a choice, points taken off, or not applicable."""

    choice: str | None = None
    #: Points taken off the full item, one for each fault heard. Together never more than the item.
    deductions: tuple[Fraction, ...] = ()
    not_applicable: bool = False
    comment: str = ""


class LeftOut(StrEnum):
    """Why an item is not in the base."""

    NOT_APPLICABLE = "not_applicable"
    NOT_CONNECTED = "not_connected"


@dataclass(frozen=True)
class ItemScore:
    """One line of the receipt; `applicable` 0 with a reason where the item left the base."""

    section: str
    item: str
    earned: Fraction
    applicable: Fraction
    left_out: LeftOut | None = None


@dataclass(frozen=True)
class SectionScore:
    """A section's points; `percent` is None where nothing in it applied."""

    section: str
    earned: Fraction
    applicable: Fraction
    zeroed: bool = False

    @property
    def percent(self) -> Fraction | None:
        """Earned of applicable points, in percent."""
        return self.earned / self.applicable * 100 if self.applicable else None


@dataclass(frozen=True)
class Receipt:
    """The whole reckoning of one audit, what the vendor may argue with."""

    form: str
    version: int
    form_hash: str
    items: tuple[ItemScore, ...]
    sections: tuple[SectionScore, ...]
    #: The fatal codes ticked, in the form's order.
    fatal: tuple[str, ...]
    #: Percent of the applicable points; None where nothing applied or no agent was reached.
    total: Fraction | None
    #: None where there is no total: such a call is neither passed nor failed.
    passed: bool | None
    #: Whether nothing at all was taken off.
    flawless: bool
    #: Questions with an approved answer that were asked, and those answered fully right.
    questions_asked: int
    questions_correct: int


def score(
    form: AuditForm, answers: Mapping[str, Answer], fatal: Collection[str] = (), connected: bool = True
) -> Receipt:
    """Score `answers` under `form`.

    Items marked not applicable leave the base (82 of 90 is 91.11). A call that reached no agent is scored
    in its getting-through section only and has no total, so it never enters an average. Refused: an item
    left unanswered or answered with what the form does not offer, and a fatal code it does not know.
    """
    ticked = _checked_fatal(form, fatal)
    items = tuple(_item_score(s, item, answers.get(item.code), connected) for s, item in form.items())
    sections = tuple(_section_score(form, section, items, ticked) for section in form.sections)
    total = _total(form, sections, ticked) if connected else None
    questions = {item.code for _, item in form.items() if item.is_question}
    asked = [line for line in items if line.applicable and line.item in questions]
    return Receipt(
        form=form.code,
        version=form.version,
        form_hash=form.hash,
        items=items,
        sections=sections,
        fatal=ticked,
        total=total,
        passed=None if total is None else total >= form.pass_mark and not ticked,
        flawless=total is not None and not ticked and all(line.earned == line.applicable for line in items),
        questions_asked=len(asked),
        questions_correct=sum(line.earned == line.applicable for line in asked),
    )


def unanswered(form: AuditForm, answers: Mapping[str, Answer], connected: bool = True) -> list[str]:
    """The codes of the items that still need an answer."""
    return [
        item.code
        for section, item in form.items()
        if (connected or section.asked_unconnected) and item.code not in answers
    ]


def _item_score(section: Section, item: Item, answer: Answer | None, connected: bool) -> ItemScore:
    if not connected and not section.asked_unconnected:
        return ItemScore(section.code, item.code, Fraction(0), Fraction(0), LeftOut.NOT_CONNECTED)
    if answer is None:
        raise WrongInputError("item_unanswered", item=item.text)
    if answer.not_applicable:
        if not item.na_allowed:
            raise WrongInputError("item_not_applicable", item=item.text)
        return ItemScore(section.code, item.code, Fraction(0), Fraction(0), LeftOut.NOT_APPLICABLE)
    return ItemScore(section.code, item.code, _earned(item, answer), item.points)


def _earned(item: Item, answer: Answer) -> Fraction:
    """What is left of the item: the choice's share, less deductions, never below nothing."""
    if any(points < 0 for points in answer.deductions):
        raise WrongInputError("item_deduction", item=item.text)
    if answer.choice is None:
        return max(Fraction(0), item.points - sum(answer.deductions, Fraction(0)))
    choice = item.choice(answer.choice)
    if choice is None:
        raise WrongInputError("item_choice", item=item.text, choice=answer.choice)
    return max(Fraction(0), item.points * choice.share - sum(answer.deductions, Fraction(0)))


def _section_score(
    form: AuditForm, section: Section, items: tuple[ItemScore, ...], ticked: tuple[str, ...]
) -> SectionScore:
    lines = [line for line in items if line.section == section.code]
    where = form.fatal_codes()
    zeroed = form.fatal_mode is FatalMode.SECTION_ZERO and any(where[code] == section.code for code in ticked)
    earned = Fraction(0) if zeroed else sum((line.earned for line in lines), Fraction(0))
    return SectionScore(section.code, earned, sum((line.applicable for line in lines), Fraction(0)), zeroed)


def _total(form: AuditForm, sections: tuple[SectionScore, ...], ticked: tuple[str, ...]) -> Fraction | None:
    applicable = sum((section.applicable for section in sections), Fraction(0))
    if not applicable:
        return None
    where = form.fatal_codes()
    # A fatal fault that belongs to no section zeroes the call under either mode.
    if ticked and (form.fatal_mode is FatalMode.CALL_ZERO or any(where[code] is None for code in ticked)):
        return Fraction(0)
    return sum((section.earned for section in sections), Fraction(0)) / applicable * 100


def _checked_fatal(form: AuditForm, fatal: Collection[str]) -> tuple[str, ...]:
    known = form.fatal_codes()
    if unknown := sorted(set(fatal) - set(known)):
        raise WrongInputError("fatal_unknown", codes=unknown)
    return tuple(code for code in known if code in fatal)
