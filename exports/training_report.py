"""What a vendor's workbook says of training: who holds what, changes, what runs out, why calls
failed. Codes, never names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from core.text import Text

_NONE = Text("", "")


@dataclass(frozen=True)
class CourseLine:
    """One course at one site on the report's day."""

    site: str
    course: str
    name: Text
    #: Nothing is green while one of compliance is lacked.
    compliance: bool
    required: int
    certified: int
    #: Codes of who lacks it.
    lacking: tuple[str, ...]

    @property
    def share(self) -> Fraction:
        """In percent."""
        return Fraction(100 * self.certified, self.required)


@dataclass(frozen=True)
class ChangeLine:
    """One agent who lacked a change's training when it was due, or was not in scope then and owes it still;
    or the change alone, where nobody does."""

    name: Text
    product: str
    published: date
    effective: date
    due: date
    state: Text
    in_scope: int
    trained: int
    excused: int
    #: What was issued, where more is known now: '4/5'.
    issued: str
    agent: str = ""
    site: str = ""
    courses: tuple[str, ...] = ()
    later: date | None = None
    #: Why somebody is listed: lacked it when due; or was not in scope then, away or live only later.
    note: Text = _NONE


@dataclass(frozen=True)
class ExpiryLine:
    """A course that an agent holds until soon, or held until lately."""

    last_day: date
    agent: str
    site: str
    course: str
    name: Text
    bucket: Text
    compliance: bool


@dataclass(frozen=True)
class CauseLine:
    """A failed item of an audit: the class of cause, why it is that class, and who acts."""

    day: date
    recording: str
    agent: str
    item: Text
    clause: str
    courses: tuple[str, ...]
    cause: Text
    because: Text
    who: Text


@dataclass(frozen=True)
class TrainingReport:
    """A vendor's training as of a day, by what is known now."""

    day: date
    courses: tuple[CourseLine, ...] = ()
    changes: tuple[ChangeLine, ...] = ()
    expiries: tuple[ExpiryLine, ...] = ()
    #: Of the whole month.
    causes: tuple[CauseLine, ...] = ()
