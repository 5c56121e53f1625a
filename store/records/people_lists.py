"""People lists 人员名单 as they were taken in, codes that are one person, who was cleared out 红线清退."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from core.batch import Source
from core.finding import Finding
from core.people_lists import ListKind, ListState
from core.period import Period
from store.records.base import Editable


@dataclass(frozen=True, kw_only=True)
class PeopleListRecord(Editable):
    """One list of one file. Known from its commit until it was withdrawn; nothing of it is overwritten."""

    vendor: str
    #: None: all the vendor's projects.
    project: str | None = None
    kind: ListKind
    source: Source
    #: The file: its name as received and its bytes' hash.
    name: str
    sha256: str
    #: [day, day_end), what it is of.
    day: date
    day_end: date
    #: What a person said of it: time zone, course, day, columns.
    said: Mapping[str, Any] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    rows: int = 0
    rejected: int = 0
    #: The Parquet file of its rows; while it is named here, sweeping the lake leaves it alone.
    rows_file: str | None = None
    rows_sha256: str | None = None
    state: ListState = ListState.STAGED
    received_at: datetime
    received_by: str
    committed_at: datetime | None = None
    committed_by: str | None = None
    withdrawn_at: datetime | None = None
    withdrawn_by: str | None = None
    why: str = ""

    @property
    def days(self) -> Period:
        """The days it is of."""
        return Period(self.day, self.day_end)


@dataclass(frozen=True, kw_only=True)
class AgentLinkRecord(Editable):
    """Two codes at one vendor that are one person, as a named person said."""

    vendor: str
    #: Marks of the codes (importers/staff.py); the second is the one counted.
    mark: str
    same_as: str
    first_day: date
    last_day: date | None = None
    why: str
    linked_at: datetime
    linked_by: str
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class ClearedOutRecord(Editable):
    """Somebody who may not work on our programmes. It names no vendor, so that none can be told from it."""

    #: Keyed hash of the id number.
    person: str
    day: date
    why: str
    evidence_sha256: str | None = None
    evidence_name: str = ""
    recorded_at: datetime
    recorded_by: str
    lifted_at: datetime | None = None
    lifted_by: str | None = None
    lifted_why: str = ""
