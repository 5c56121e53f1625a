"""Daily events that carry points or money, and figures typed by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from store.records.audits import EntryState
from store.records.base import Editable


class EventState(StrEnum):
    """Whether a daily event counts."""

    RECORDED = "recorded"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True)
class DailyEventRecord(Editable):
    """One line of the ledger (日常事项): a day, what happened, its points or cents."""

    contract: str
    vendor: str
    day: date
    #: The clause or adjustment it belongs to.
    code: str
    what: str
    times: int = 1
    points: Decimal | None = None
    cents: int | None = None
    evidence_sha256: str | None = None
    evidence_name: str = ""
    state: EventState = EventState.RECORDED
    recorded_at: datetime
    recorded_by: str
    approved_at: datetime | None = None
    approved_by: str | None = None


@dataclass(frozen=True, kw_only=True)
class ManualFigureRecord(Editable):
    """A clause's numerator and denominator typed by hand, with where they come from."""

    contract: str
    vendor: str
    clause: str
    period: str
    numerator: Decimal
    #: None where the figure is a count, not a ratio.
    denominator: Decimal | None = None
    source: str
    attachment_sha256: str | None = None
    attachment_name: str = ""
    state: EntryState = EntryState.LIVE
    entered_at: datetime
    entered_by: str
