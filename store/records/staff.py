"""What the staff lists of received files say of agents who left, joined or are back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.period import Period
from store.records.base import Record


@dataclass(frozen=True, kw_only=True)
class StaffSaidRecord(Record):
    """One agent in one file's lists. It holds as long as figures of this vendor from the file are live."""

    file_id: str
    vendor: str
    #: Tells the agent's codes apart, and nobody who it is (importers/staff.py).
    mark: str
    #: The code as the rule of the site lets it be kept.
    agent: str
    left_on: date | None
    joined_on: date | None
    #: Whether the lists have the agent as working.
    works: bool
    #: [day, day_end), what the file's figures are of.
    day: date
    day_end: date
    #: The cell.
    sheet: str
    row: int | None
    col: str

    @property
    def period(self) -> Period:
        """The days the file's figures are of."""
        return Period(self.day, self.day_end)
