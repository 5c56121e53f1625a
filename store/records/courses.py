"""Courses, versions of the training matrix 培训矩阵, and who was certified to train."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from core.text import Text
from store.records.audits import EntryState
from store.records.base import Editable, Record


@dataclass(frozen=True, kw_only=True)
class CourseRecord(Record):
    """One version of a course; never edited, only followed by another."""

    code: str
    number: int
    name: Text
    #: Everything it says, as texts under their keys.
    body: Mapping[str, Any]
    hash: str
    why: str
    published_at: datetime
    published_by: str


@dataclass(frozen=True, kw_only=True)
class MatrixVersionRecord(Record):
    """One version of the matrix; never edited, only followed by another."""

    number: int
    effective_from: date
    #: Its rules, as texts under their keys.
    body: Mapping[str, Any]
    hash: str
    why: str
    published_at: datetime
    published_by: str


@dataclass(frozen=True, kw_only=True)
class TrainerCertificationRecord(Editable):
    """A vendor's trainer whom the client certified for a course (转训)."""

    vendor: str
    mark: str
    agent: str
    course: str
    #: None: every version.
    course_version: int | None = None
    first_day: date
    last_day: date | None = None
    why: str
    evidence_sha256: str | None = None
    evidence_name: str = ""
    recorded_at: datetime
    recorded_by: str
    state: EntryState = EntryState.LIVE

    @property
    def is_live(self) -> bool:
        """Whether it counts: it was not withdrawn."""
        return self.state is EntryState.LIVE
