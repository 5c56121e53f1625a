"""Changes that ask for training 变更宣贯, what stood on their due day, and evidence audits 佐证抽查."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from core.text import Text
from qa.training.evidence import EvidenceFound
from store.records.audits import EntryState
from store.records.base import Editable, Record


class SnapshotKind(StrEnum):
    """What a figure written down on a due day is of."""

    COVERAGE = "coverage"
    CHANGE = "change"


@dataclass(frozen=True, kw_only=True)
class TrainingChangeRecord(Editable):
    """A change of a product or process as it was entered; withdrawn: called off."""

    #: None: every vendor, every project.
    vendor: str | None = None
    project: str | None = None
    name: Text
    product: str
    number: int
    #: The published specification it is a version of, if one.
    spec: str | None = None
    spec_number: int | None = None
    published_at: datetime
    effective_from: date
    #: Courses, working days, whom it concerns, whether it is urgent, what the client owed when.
    body: Mapping[str, Any]
    why: str
    state: EntryState = EntryState.LIVE
    entered_at: datetime
    entered_by: str


@dataclass(frozen=True, kw_only=True)
class CourseDeliveryRecord(Record):
    """A course of the client's that was handed over for a change; never changed, the last one counts."""

    change_key: str
    course: str
    #: None: to every vendor.
    vendor: str | None = None
    day: date
    evidence_sha256: str | None = None
    evidence_name: str = ""
    noted_at: datetime
    noted_by: str


@dataclass(frozen=True, kw_only=True)
class DueSnapshotRecord(Record):
    """What was known of a due day when its records were in: the figure as issued; never changed."""

    kind: SnapshotKind
    #: Key of the change, or course and rule.
    subject: str
    vendor: str
    due: date
    known_at: datetime
    #: Counts by site, marks of who lacked it.
    body: Mapping[str, Any]
    hash: str
    taken_at: datetime


@dataclass(frozen=True, kw_only=True)
class EvidenceAuditRecord(Editable):
    """A month's random sample of agents whose records are looked at."""

    vendor: str
    #: YYYY-MM.
    month: str
    seed: str
    population: int
    size: int
    drawn_at: datetime
    drawn_by: str
    state: EntryState = EntryState.LIVE


@dataclass(frozen=True, kw_only=True)
class EvidenceAuditLineRecord(Editable):
    """One record in the sample, and what was found of it."""

    audit: str
    vendor: str
    mark: str
    agent: str
    course: str
    #: Key of the training record.
    record: str
    found: EvidenceFound = EvidenceFound.OPEN
    why: str = ""
    evidence_sha256: str | None = None
    evidence_name: str = ""
    looked_at: datetime | None = None
    looked_by: str | None = None
