"""A versioned audit form: sections of items, what each answer is worth, and which faults are fatal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from core.canonical import content_hash
from core.text import Text


class FormKind(StrEnum):
    """What is scored: a call we made ourselves, or one we listened to."""

    MYSTERY = "mystery"
    LISTENING = "listening"


class FatalMode(StrEnum):
    """What a fatal fault costs: the whole call, or its section only (both exist in contracts)."""

    CALL_ZERO = "call_zero"
    SECTION_ZERO = "section_zero"


class KnownFrom(StrEnum):
    """What a call's own facts answer already, so that the auditor is not asked twice."""

    #: Whether an agent was reached: the best choice, else the worst.
    REACHED = "reached"
    #: The seconds waited: the first choice that goes up to them; the worst where no agent was reached.
    WAIT = "wait"


@dataclass(frozen=True)
class Choice:
    """One answer to an item: a stable code, its words, and the share of the item's points it earns."""

    code: str
    text: Text
    share: Fraction
    #: The most seconds it stands for, where the item is known from the wait; None: no upper end.
    up_to: int | None = None


@dataclass(frozen=True)
class Item:
    """One line of the form."""

    #: Stable across versions of the form, never an index.
    code: str
    text: Text
    points: Fraction
    choices: tuple[Choice, ...]
    #: Whether failing it can be ticked as fatal.
    fatal: bool = False
    na_allowed: bool = False
    #: A question with an approved answer: counted in questions_asked and questions_correct.
    is_question: bool = False
    known_from: KnownFrom | None = None

    def choice(self, code: str) -> Choice | None:
        """The choice of that code."""
        return next((choice for choice in self.choices if choice.code == code), None)


@dataclass(frozen=True)
class FatalFault:
    """A fault that is fatal without being an item: hanging up, abuse. `section` is where it zeroes."""

    code: str
    text: Text
    section: str | None = None


@dataclass(frozen=True)
class Section:
    """Items that belong together."""

    code: str
    text: Text
    items: tuple[Item, ...]
    #: Scored also where no agent was reached (getting through); the others then do not apply.
    asked_unconnected: bool = False


@dataclass(frozen=True)
class AuditForm:
    """One version of a form. A published version never changes; a change makes the next version."""

    code: str
    version: int
    text: Text
    kind: FormKind
    #: In percent of the applicable points.
    pass_mark: Fraction
    fatal_mode: FatalMode
    sections: tuple[Section, ...]
    fatal_faults: tuple[FatalFault, ...] = ()

    def items(self) -> Iterator[tuple[Section, Item]]:
        """Every item with its section, in the form's order."""
        return ((section, item) for section in self.sections for item in section.items)

    def fatal_codes(self) -> dict[str, str | None]:
        """Everything that can be ticked as fatal, with the section it belongs to (None: the call)."""
        of_items = {item.code: section.code for section, item in self.items() if item.fatal}
        return of_items | {fault.code: fault.section for fault in self.fatal_faults}

    @cached_property
    def hash(self) -> str:
        """The fingerprint a receipt carries: the same words, points and rules give the same hash."""
        return content_hash(self)
