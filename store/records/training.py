"""Training records by hand, rows of lists that were taken back, papers kept with a course and a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from core.people_lists import RecordKind
from qa.training.evidence import EvidenceKind
from store.records.audits import EntryState
from store.records.base import Editable, Record


@dataclass(frozen=True, kw_only=True)
class TrainingEntryRecord(Editable):
    """A training record (`qa.training.record`) that a person typed in, with the reason."""

    vendor: str
    mark: str
    agent: str
    person: str | None = None
    course: str
    course_version: int | None = None
    kind: RecordKind
    day: date
    at: datetime | None = None
    attempt: int | None = None
    score: Decimal | None = None
    full_mark: Decimal | None = None
    passed: bool | None = None
    absent: bool = False
    minutes: int | None = None
    expires: date | None = None
    number: str = ""
    trainer: str = ""
    material: str = ""
    known_at: datetime
    entered_by: str
    why: str
    evidence_sha256: str | None = None
    evidence_name: str = ""
    state: EntryState = EntryState.LIVE
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class RecordRetractionRecord(Record):
    """One row of a list that does not count from an instant on; never changed."""

    list_id: str
    sheet: str
    row: int
    vendor: str
    why: str
    at: datetime
    by_whom: str


@dataclass(frozen=True, kw_only=True)
class TrainingEvidenceRecord(Record):
    """A paper kept with a course and a day; never changed."""

    vendor: str
    course: str
    day: date
    kind: EvidenceKind
    list_id: str | None = None
    sha256: str
    name: str
    kept_at: datetime
    kept_by: str
