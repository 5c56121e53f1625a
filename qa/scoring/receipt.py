"""The whole reckoning of one audit, line by line: what the vendor may argue with and reckon again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import Any

from core.canonical import content_hash
from qa.form.kinds import ErrorClass
from qa.form.policies import FatalDisplay, FatalScope, FatalTrigger


class LeftOut(StrEnum):
    """Why an item is not scored by its answer."""

    NOT_APPLICABLE = "not_applicable"
    NOT_CONNECTED = "not_connected"
    #: Its condition is not met; an answer it had before is kept and does not count.
    HIDDEN = "hidden"
    UNDETERMINED = "undetermined"
    UNANSWERED = "unanswered"
    #: The form keeps its answer only.
    UNSCORED = "unscored"


@dataclass(frozen=True)
class ItemScore:
    """One line of the receipt."""

    section: str
    item: str
    #: What was answered: the codes chosen, a number, words; empty for nothing.
    answer: str
    earned: Fraction
    #: Points possible; 0 with a reason where the item left the base.
    applicable: Fraction
    left_out: LeftOut | None = None
    #: Its weight as the form has it, in percent of the whole.
    weight: Fraction = Fraction(0)
    #: The weight it had in this audit, once what does not apply was left out. All together are 100.
    applied_weight: Fraction = Fraction(0)
    #: What it brought to the score, in percent points.
    contribution: Fraction = Fraction(0)
    bonus: bool = False
    error_class: ErrorClass | None = None
    #: Whether it counts as failed for the count rules.
    failed: bool = False


@dataclass(frozen=True)
class SectionScore:
    """A section's points; `percent` is None where nothing in it applied."""

    section: str
    earned: Fraction
    applicable: Fraction
    #: Whether a fatal fault took everything.
    zeroed: bool = False
    percent: Fraction | None = None
    applied_weight: Fraction = Fraction(0)
    contribution: Fraction = Fraction(0)
    #: Whether it failed: its pass mark, so many items, or a fatal fault.
    failed: bool = False


@dataclass(frozen=True)
class FatalReason:
    """One fatal fault: of which item or fault, why, and what it costs."""

    code: str
    trigger: FatalTrigger
    scope: FatalScope
    #: The section it costs, where its scope is one.
    section: str | None
    display: FatalDisplay


@dataclass(frozen=True)
class Receipt:
    """A score with everything it is made of."""

    form: str
    version: int
    form_hash: str
    items: tuple[ItemScore, ...]
    sections: tuple[SectionScore, ...]
    #: The fatal codes, in the form's order, and why each is one.
    fatal: tuple[str, ...]
    fatal_reasons: tuple[FatalReason, ...]
    #: Percent; None where nothing applied or no agent was reached.
    total: Fraction | None
    #: The same before fatal faults, the cap and the floor.
    arithmetic: Fraction | None
    #: The most it could be: 100, more with bonus items.
    maximum: Fraction
    #: Percent of the critical items' points alone; None where the form does not tell it or none applied.
    critical: Fraction | None
    #: None where there is no total: such a call is neither passed nor failed.
    passed: bool | None
    #: Whether nothing at all was taken off.
    flawless: bool
    band: str | None
    #: Questions with an approved answer that were asked, and those answered fully right.
    questions_asked: int
    questions_correct: int
    #: The points everybody starts from, and what they bring.
    base: Fraction = Fraction(0)
    base_contribution: Fraction = Fraction(0)
    #: Sections the count rule of the form speaks of, whether they fail the form.
    failed_by_count: bool = False
    #: The form's switches by name, as they were.
    policies: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def hash(self) -> str:
        """The fingerprint of the whole reckoning: whoever scores the same answers under the same form gets
        the same one."""
        return content_hash(self.as_dict())

    def as_dict(self) -> dict[str, Any]:
        """Every field, nested."""
        return asdict(self)

    def item(self, code: str) -> ItemScore:
        """The line of an item."""
        return next(line for line in self.items if line.item == code)
