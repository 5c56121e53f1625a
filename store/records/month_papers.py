"""What came in about a contract's month: the vendor's answer, an objection, the signed copy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from store.records.base import Editable


class PaperKind(StrEnum):
    """What a paper says."""

    ACCEPTED = "accepted"
    OBJECTION = "objection"
    SIGNED = "signed"


class PaperState(StrEnum):
    """Whether it counts; an objection also whether it was decided, and how."""

    RECORDED = "recorded"
    UPHELD = "upheld"
    PARTLY = "partly"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True)
class MonthPaperRecord(Editable):
    """A paper about one edition of a month, entered for the vendor, who has no login."""

    contract: str
    vendor: str
    period: str
    edition: int
    #: The assessment it speaks of: figures that changed since were not the ones accepted.
    run_id: str | None = None
    kind: PaperKind
    #: The clauses an objection is about; empty: the month as a whole.
    clauses: tuple[str, ...] = ()
    #: The day it came or was signed.
    day: date
    #: Who at the vendor said or signed it.
    given_by: str
    said: str = ""
    evidence_sha256: str | None = None
    evidence_name: str = ""
    state: PaperState = PaperState.RECORDED
    recorded_at: datetime
    recorded_by: str
