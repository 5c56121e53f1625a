"""Figures a report claims without the counts they would follow from, as they were read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as of_default
from datetime import date
from fractions import Fraction

from core.period import Period
from core.scope import Scope
from store.records.base import Record


@dataclass(frozen=True, kw_only=True)
class AssertedRecord(Record):
    """One claimed figure. It holds as long as its batch is live and nothing of the batch's key is newer."""

    batch_id: str
    vendor: str
    project: str | None = None
    site: str | None = None
    queue: str | None = None
    channel: str | None = None
    segment: str | None = None
    language: str | None = None
    #: [day, day_end), what it speaks for.
    day: date
    day_end: date
    #: The dictionary's field, 'answer_rate'.
    field: str
    #: The catalogue's code; '' where no indicator of ours measures it.
    indicator: str = ""
    #: What its header says of it, written as in a contract; empty where it says nothing.
    params: Mapping[str, str] = of_default(default_factory=dict)
    #: A fraction of one, seconds, or points: times the indicator's scale it is in the indicator's unit.
    value: Fraction
    #: The cell.
    sheet: str
    row: int | None
    col: str

    @property
    def scope(self) -> Scope:
        """Whose figure it is."""
        return Scope(
            self.vendor, self.project, self.site, self.queue, self.channel, self.segment, self.language
        )

    @property
    def period(self) -> Period:
        """The days it speaks for."""
        return Period(self.day, self.day_end)

    @property
    def said(self) -> tuple[object, ...]:
        """What it is a figure of: two records that share this say the same thing, perhaps differently."""
        return (self.scope, self.day, self.day_end, self.field)

    @property
    def cell(self) -> str:
        """The cell as Excel calls it."""
        return f"{self.col}{self.row or ''}"
