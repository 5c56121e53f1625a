"""What a process specification says: scope, content, procedure, method, and its numbered clauses.

The four fields are those of seeds/002 (范围、内容、程序和处理方法); a business standard is written in them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from core.text import Text


class Part(StrEnum):
    """The four fields, in the order they are read; a clause stands under one of them."""

    SCOPE = "scope"
    CONTENT = "content"
    PROCEDURE = "procedure"
    METHOD = "method"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return _PARTS[self]


_PARTS: dict[Part, Text] = {
    Part.SCOPE: Text("范围", "Scope"),
    Part.CONTENT: Text("内容", "Content"),
    Part.PROCEDURE: Text("程序", "Procedure"),
    Part.METHOD: Text("方法", "Method"),
}


@dataclass(frozen=True)
class SpecClause:
    """One clause: what an agent has to do, under a code that never changes and is never used again."""

    code: str
    text: Text
    #: As printed, '3.2'; it may change from version to version, the code does not.
    number: str = ""
    part: Part = Part.PROCEDURE
    #: Whether breaking it harms the customer, the business or the law.
    critical: bool = False


@dataclass(frozen=True)
class Specification:
    """A specification as one version states it."""

    code: str
    name: Text
    #: The one person accountable for it.
    owner: str
    scope: Text
    content: Text
    procedure: Text
    method: Text
    clauses: tuple[SpecClause, ...]
    #: Whose agents it binds; None: every vendor's.
    vendor: str | None = None
    project: str | None = None
    #: The indicators this version is meant to move (流程优化), by their codes.
    improves: tuple[str, ...] = ()
    #: The courses that teach it, by the names training lists carry.
    trainings: tuple[str, ...] = ()
    #: When its owner looks at it again; None: no day set.
    review_by: date | None = None

    @property
    def stated(self) -> Specification:
        """What it says to those it binds: without the indicators this very version is meant to move."""
        return replace(self, improves=())

    def clause(self, code: str) -> SpecClause | None:
        """The clause of that code."""
        return next((clause for clause in self.clauses if clause.code == code), None)

    def field(self, part: Part) -> Text:
        """One of the four fields."""
        return {
            Part.SCOPE: self.scope,
            Part.CONTENT: self.content,
            Part.PROCEDURE: self.procedure,
            Part.METHOD: self.method,
        }[part]

    def under(self, part: Part) -> tuple[SpecClause, ...]:
        """The clauses that stand under one of the four fields."""
        return tuple(clause for clause in self.clauses if clause.part is part)


@dataclass(frozen=True)
class SpecVersion:
    """A version that was published: never edited, only followed by another."""

    specification: Specification
    #: 1 first.
    number: int
    effective: date
    #: Why the standard was changed.
    why: str


def in_force(versions: Iterable[SpecVersion], day: date) -> SpecVersion | None:
    """The version that holds on a day: of those that have taken effect, the last; None before the first.

    Two that take effect on the same day: the one published later holds.
    """
    begun = [version for version in versions if version.effective <= day]
    return max(begun, key=lambda version: (version.effective, version.number), default=None)
