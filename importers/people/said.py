"""What a person says of a people list, and what is read of it: rows as the lake keeps them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import polars as pl

from core.finding import Finding, Severity
from core.people_lists import ListKind
from core.period import Period
from importers.draft import Question, RejectedRow

#: The rows of a roster or a list of changes: names stay as said and are resolved when they are read.
ROSTER_ROWS: dict[str, type[pl.DataType]] = {
    "mark": pl.String,
    "agent": pl.String,
    "person": pl.String,
    "site_said": pl.String,
    "project_said": pl.String,
    "role": pl.String,
    # Several of them by `BETWEEN`; empty: all.
    "channels": pl.String,
    "languages": pl.String,
    "segments": pl.String,
    "joined": pl.Date,
    "live": pl.Date,
    "left": pl.Date,
    # First day of a leave and first day back; NULL there: until told.
    "leave_from": pl.Date,
    "leave_to": pl.Date,
    "event": pl.String,
    "event_day": pl.Date,
    "named": pl.String,
    "sheet": pl.String,
    "row": pl.Int32,
}
BETWEEN = "|"


@dataclass(frozen=True)
class ListSaid:
    """What a person says of a list; None: the list has to say so itself."""

    vendor: str
    kind: ListKind | None = None
    project: str | None = None
    days: Period | None = None
    zone: str = "Asia/Shanghai"
    #: Whether a person said that times of the list are in that zone; else it is only the likely one.
    zone_told: bool = False
    #: Of lists of training records without a column of courses.
    course: str = ""
    #: Of retakes that have no day of their own.
    retake_day: date | None = None


@dataclass(frozen=True)
class ListReading:
    """Everything a list says, and what is wrong with it."""

    kind: ListKind | None
    days: Period | None
    frame: pl.DataFrame
    findings: tuple[Finding, ...] = ()
    rejected: tuple[RejectedRow, ...] = ()
    questions: tuple[Question, ...] = field(default=())

    @property
    def blocked(self) -> bool:
        """Whether nothing of it may be taken in."""
        return self.frame.is_empty() or any(one.severity is Severity.BLOCKS for one in self.findings)
