"""A versioned audit form: sections of items, what each answer is worth, and which faults are fatal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from core.canonical import content_hash
from core.text import Text
from qa.form.conditions import Condition
from qa.form.kinds import ErrorClass, FormKind, ItemKind, KnownFrom, Phase
from qa.form.plain import as_plain
from qa.form.policies import (
    USUAL,
    WHOLE,
    Bonus,
    FatalDisplay,
    FatalScope,
    FatalTrigger,
    Policies,
    WeightMode,
)


@dataclass(frozen=True)
class Choice:
    """One answer to an item: a stable code, its words, and the points it earns (or takes off)."""

    code: str
    text: Text
    points: Fraction
    #: The most it stands for, where the answer is a number or known from the wait; None: no upper end.
    up_to: Fraction | None = None
    #: Whether it is fatal, where the item's fatal rule goes by the choice.
    fatal: bool = False
    #: Whether it passes the item; None where the points say so.
    passes: bool | None = None


@dataclass(frozen=True)
class Pick:
    """An entry of a pick-list: a root cause, a behaviour."""

    code: str
    text: Text


@dataclass(frozen=True)
class ClauseRef:
    """The clause of a process specification an item stands on, in its version."""

    spec: str
    version: int
    clause: str


@dataclass(frozen=True)
class FatalRule:
    """When an item is fatally failed and what that costs; None: as the form says."""

    trigger: FatalTrigger = FatalTrigger.TICKED
    #: Percent of the item's points, for the trigger BELOW.
    below: Fraction | None = None
    scope: FatalScope | None = None
    #: The section it costs, where not its own.
    section: str | None = None
    display: FatalDisplay | None = None


@dataclass(frozen=True)
class Item:
    """One line of the form."""

    #: Stable across versions of the form, never an index.
    code: str
    text: Text
    #: The most it can earn.
    points: Fraction
    choices: tuple[Choice, ...] = ()
    kind: ItemKind = ItemKind.SINGLE
    #: Its own weight, in the mode QUESTION.
    weight: Fraction | None = None
    fatal: FatalRule | None = None
    na_allowed: bool = False
    #: Whether the auditor may leave open which it is: neither right nor wrong, told apart from N/A.
    undetermined_allowed: bool = False
    #: A question with an approved answer: counted in questions_asked and questions_correct.
    is_question: bool = False
    known_from: KnownFrom | None = None
    #: Adds to the score, is no part of what is possible.
    bonus: bool = False
    #: Asked and kept, never scored.
    unscored: bool = False
    error_class: ErrorClass | None = None
    phase: Phase | None = None
    condition: Condition | None = None
    guidance: Text | None = None
    clause: ClauseRef | None = None
    #: What may be picked where it failed.
    root_causes: tuple[Pick, ...] = ()
    behaviours: tuple[Pick, ...] = ()
    #: Whether a failing answer says whose fault it was.
    attributed: bool = False

    @property
    def is_scored(self) -> bool:
        """Whether its answer earns points."""
        return not self.unscored and not self.kind.is_written and bool(self.choices or self.points)

    def choice(self, code: str) -> Choice | None:
        """The choice of that code."""
        return next((choice for choice in self.choices if choice.code == code), None)


@dataclass(frozen=True)
class FatalFault:
    """A fault that is fatal without being an item: hanging up, abuse. `section` is where it costs."""

    code: str
    text: Text
    section: str | None = None
    scope: FatalScope | None = None
    display: FatalDisplay | None = None


@dataclass(frozen=True)
class Section:
    """Items that belong together, and sections within it (one level, for two in all)."""

    code: str
    text: Text
    items: tuple[Item, ...] = ()
    #: Scored also where no agent was reached (getting through); the others then do not apply.
    asked_unconnected: bool = False
    sections: tuple[Section, ...] = ()
    #: Its share or multiplier, in the modes SECTION and MULTIPLIER.
    weight: Fraction | None = None
    #: Under so many percent it fails.
    pass_mark: Fraction | None = None
    bonus: bool = False
    condition: Condition | None = None
    guidance: Text | None = None

    def all_items(self) -> Iterator[Item]:
        """Its items and those of the sections within it, in order."""
        yield from self.items
        for section in self.sections:
            yield from section.all_items()


@dataclass(frozen=True)
class AuditForm:
    """One version of a form. A published version never changes; a change makes the next version."""

    code: str
    version: int
    text: Text
    kind: FormKind
    #: In percent.
    pass_mark: Fraction
    sections: tuple[Section, ...]
    fatal_faults: tuple[FatalFault, ...] = ()
    policies: Policies = USUAL
    guidance: Text | None = None

    def all_sections(self) -> Iterator[Section]:
        """Every section, those within others after the one they are in."""
        for section in self.sections:
            yield section
            yield from section.sections

    def items(self) -> Iterator[tuple[Section, Item]]:
        """Every item with its section, in the form's order."""
        return ((section, item) for section in self.all_sections() for item in section.items)

    def item(self, code: str) -> Item | None:
        """The item of that code."""
        return next((item for _section, item in self.items() if item.code == code), None)

    def top_of(self, section: str) -> Section:
        """The outermost section that section is, or is in."""
        return self._tops[section]

    @cached_property
    def _tops(self) -> dict[str, Section]:
        return {each.code: top for top in self.sections for each in (top, *top.sections)}

    def is_bonus(self, section: Section, item: Item) -> bool:
        """Whether the item adds to the score without being part of what is possible."""
        return item.bonus or section.bonus or self.top_of(section.code).bonus

    def fatal_codes(self) -> dict[str, str | None]:
        """Everything that can be ticked as fatal, with the section it belongs to (None: the call)."""
        of_items = {item.code: section.code for section, item in self.items() if item.fatal}
        return of_items | {fault.code: fault.section for fault in self.fatal_faults}

    @cached_property
    def names(self) -> dict[str, Text]:
        """The words of every item, then of every fatal fault, by code."""
        of_items = {item.code: item.text for _section, item in self.items()}
        return of_items | {fault.code: fault.text for fault in self.fatal_faults}

    def fatal_names(self) -> dict[str, Text]:
        """The words of everything that can be ticked as fatal, by code: no item by its topic alone."""
        faults = {fault.code for fault in self.fatal_faults}
        return {
            code: self.names[code] if code in faults else _failed(self.names[code])
            for code in self.fatal_codes()
        }

    def is_asked(self, section: Section, connected: bool) -> bool:
        """Whether the section is scored, which one that reached no agent is only where it says so."""
        return connected or section.asked_unconnected or self.top_of(section.code).asked_unconnected

    @cached_property
    def maximum(self) -> Fraction:
        """The most a score can be, in percent: 100, and what the bonus items add, up to the cap."""
        whole, extra = self.policies.base, Fraction(0)
        for section, item in self.items():
            points = item.points * self.factor(section) if item.is_scored else Fraction(0)
            if self.is_bonus(section, item):
                extra += points
            else:
                whole += points
        if self.policies.weights not in (WeightMode.POINTS, WeightMode.MULTIPLIER):
            whole = WHOLE  # a bonus point is a percent point there
        most = WHOLE + (extra / whole * WHOLE if whole and self.policies.bonus is Bonus.ADDS else 0)
        return most if self.policies.cap is None else min(most, self.policies.cap)

    def factor(self, section: Section) -> Fraction:
        """What a section's points are multiplied by: its weight in the mode MULTIPLIER, else 1."""
        if self.policies.weights is not WeightMode.MULTIPLIER:
            return Fraction(1)
        weight = self.top_of(section.code).weight
        return Fraction(1) if weight is None else weight

    def __hash__(self) -> int:
        """By its fingerprint: what is reckoned of a form is kept by it."""
        return hash(self.hash)

    @cached_property
    def hash(self) -> str:
        """The fingerprint a receipt carries: the same words, points and rules give the same one, however
        the file spelt them."""
        return content_hash(as_plain(self))


def _failed(item: Text) -> Text:
    return Text(f"{item.zh}：致命差错", f"{item.en}: failed fatally")
