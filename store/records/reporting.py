"""The reporting plan, and what was granted or set right about one of its due dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from core.batch import Dataset, Grain, Source
from core.text import Text
from sla.follow_up.reporting import DueKind, DueRule, Frequency
from store.records.base import Editable


class ReportNoteKind(StrEnum):
    """What is said about one due date."""

    #: More time, granted by whoever noted it.
    EXTENSION = "extension"
    #: When the report really came, where it was imported later.
    ARRIVAL = "arrival"


@dataclass(frozen=True, kw_only=True)
class ReportPlanRecord(Editable):
    """One report a contract's vendor owes: which figures, how often, by when, who sends it."""

    contract: str
    vendor: str
    name: Text
    dataset: Dataset
    source: Source = Source.VENDOR
    #: None: rows of any grain will do.
    grain: Grain | None = None
    frequency: Frequency
    due_kind: DueKind
    due_count: int
    #: Key of the vendor's contact who is reminded.
    contact: str | None = None
    #: No period that begins before this day is owed.
    starts: date
    active: bool = True
    #: Base counts of which it holds one: tells calls from surveys of the same days. Empty: any will do.
    counts: tuple[str, ...] = ()
    #: Codes of the sites that each owe it: it is whole once all of them are in. Empty: not told apart.
    sites: tuple[str, ...] = ()
    created_at: datetime
    created_by: str

    @property
    def rule(self) -> DueRule:
        """When it is due."""
        return DueRule(self.due_kind, self.due_count)


@dataclass(frozen=True, kw_only=True)
class ReportNoteRecord(Editable):
    """An extension or a corrected arrival of one period's report; the last one of a kind counts."""

    plan: str
    vendor: str
    #: First day of the period.
    period_start: date
    kind: ReportNoteKind
    #: The new last day, of an extension.
    until: date | None = None
    #: When it really came, of an arrival.
    at: datetime | None = None
    reason: str
    noted_at: datetime
    noted_by: str
