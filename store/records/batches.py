"""Received files, the batches they made, and the lake files those batches stand in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from core.batch import BatchKey, Coverage, Dataset, Grain, Role, Source
from core.finding import Finding
from core.period import Period
from core.text import Text
from store.records.base import Editable, Record


class FileState(StrEnum):
    """Whether the bytes are still here; a purged file keeps its hash and findings."""

    KEPT = "kept"
    PURGED = "purged"


class BatchState(StrEnum):
    """Where a batch stands; a committed one is live."""

    STAGED = "staged"
    COMMITTED = "committed"
    WITHDRAWN = "withdrawn"
    DISCARDED = "discarded"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return BATCH_STATE_NAMES[self]


BATCH_STATE_NAMES: dict[BatchState, Text] = {
    BatchState.STAGED: Text("待导入", "waiting"),
    BatchState.COMMITTED: Text("已导入", "in"),
    BatchState.WITHDRAWN: Text("已撤回", "withdrawn"),
    BatchState.DISCARDED: Text("未导入", "let go"),
}


#: The layout of a batch that no layout has read: one row of a report with a count set right.
CORRECTION = "client_correction"


class LakeState(StrEnum):
    """Whether sums read this file."""

    CURRENT = "current"
    FORMER = "former"


@dataclass(frozen=True, kw_only=True)
class ReceivedFileRecord(Editable):
    """A file as it came in, and what was chosen on receipt."""

    sha256: str
    name: str
    size: int
    received_at: datetime
    received_by: str
    vendor_choice: str | None = None
    project_choice: str | None = None
    period_choice: str | None = None
    state: FileState = FileState.KEPT
    findings: tuple[Finding, ...] = ()
    #: What each sheet's columns were read as (importers/confirmed/mapping.py), where anything could be.
    sheets: Sequence[Mapping[str, Any]] | None = None


@dataclass(frozen=True, kw_only=True)
class BatchRecord(Editable):
    """The figures of one key in one received file."""

    file_id: str
    vendor: str
    project: str | None
    dataset: Dataset
    source: Source
    grain: Grain
    #: The days it speaks for, [covers_from, covers_to).
    covers_from: date
    covers_to: date
    #: (site, queue, channel, segment, language) lists; empty speaks for the whole vendor.
    scopes: tuple[tuple[str | None, ...], ...] = ()
    #: Days inside the coverage without a row, where every day should have one.
    gaps: tuple[str, ...] = ()
    role: Role = Role.FACTS
    state: BatchState = BatchState.STAGED
    layout: str = ""
    layout_version: str = ""
    measures: tuple[str, ...] = ()
    #: Those of them that are an average times its count, not a reported sum.
    derived: tuple[str, ...] = ()
    #: sheet → field → column letters.
    offsets: Mapping[str, Any] = field(default_factory=dict)
    #: new, changed, unchanged, rejected, gone.
    counts: Mapping[str, int] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    content_hash: str = ""
    #: Live batches of the same key inside the coverage when it was staged.
    base: tuple[str, ...] = ()
    staged_at: datetime
    staged_by: str
    #: The received file whose turned-away rows these are, put right: they only add.
    repairs: str | None = None
    #: Order of commits, 1 first; None before.
    commit_order: int | None = None
    committed_at: datetime | None = None
    committed_by: str | None = None
    withdrawn_at: datetime | None = None
    withdrawn_by: str | None = None
    withdrawn_reason: str | None = None
    #: Sent back to the vendor (退回重报): its figures count until the new report takes their place.
    returned_at: datetime | None = None
    returned_by: str | None = None
    returned_reason: str | None = None

    @property
    def is_correction(self) -> bool:
        """Whether it is no report but one figure of a report that the client set right (甲方更正)."""
        return self.layout == CORRECTION

    @property
    def is_returned(self) -> bool:
        """Whether a new report is awaited in its place."""
        return self.returned_at is not None

    @property
    def key(self) -> BatchKey:
        """What it supersedes: only the same."""
        return BatchKey(self.vendor, self.project, self.dataset, self.source, self.grain)

    @property
    def coverage(self) -> Coverage:
        """The days and scopes it speaks for."""
        return Coverage(Period(self.covers_from, self.covers_to), frozenset(map(tuple, self.scopes)))

    def days(self) -> frozenset[date]:
        """The covered days with figures."""
        spans = (self.covers_to - self.covers_from).days
        every = frozenset(self.covers_from + timedelta(days=i) for i in range(spans))
        return every - frozenset(date.fromisoformat(gap) for gap in self.gaps)


@dataclass(frozen=True, kw_only=True)
class LakeFileRecord(Record):
    """One immutable Parquet file of a vendor, dataset, source and calendar month."""

    vendor: str
    dataset: Dataset
    source: Source
    month: str
    #: Below the data folder, with forward slashes.
    path: str
    sha256: str
    rows: int
    measures: tuple[str, ...]
    #: batch id → rows that feed sums; a batch with only check rows has 0.
    batches: Mapping[str, int]
    #: The batch whose commit or withdrawal wrote it.
    batch_id: str
    state: LakeState = LakeState.CURRENT
    superseded_by: str | None = None
    written_at: datetime
