"""Batches, and the list of lake files that decides which figures exist."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, or_, select, update

from core.batch import BatchKey, Dataset, Source
from core.period import Period
from store.records.batches import BatchRecord, BatchState, LakeFileRecord, LakeState
from store.repositories.base import Repository
from store.repositories.journal import Journal
from store.tables.batches import batch_files, batches, lake_files, received_files


class Batches(Repository[BatchRecord]):
    """What each received file said, key by key."""

    TABLE = batches
    RECORD = BatchRecord
    VENDOR = "vendor"

    def of_file(self, file_id: str) -> list[BatchRecord]:
        """The batches of one received file."""
        return self.all(file_id=file_id)

    def of_files(self, file_ids: Iterable[str]) -> dict[str, list[BatchRecord]]:
        """The batches of several received files, by file."""
        found: dict[str, list[BatchRecord]] = {}
        for batch in self.all(batches.c.file_id.in_(sorted(set(file_ids)))):
            found.setdefault(batch.file_id, []).append(batch)
        return found

    def newest(self, limit: int = 200, **equal: object) -> list[BatchRecord]:
        """The last batches staged or committed, newest first."""
        return self.all(order=batches.c.id.desc(), limit=limit, **equal)

    def live(
        self,
        vendors: Iterable[str] | None = None,
        dataset: Dataset | None = None,
        source: Source | None = None,
        period: Period | None = None,
    ) -> list[BatchRecord]:
        """Committed batches in the order of their commits; those that touch `period` where one is given."""
        c = batches.c
        conditions = [c.state == BatchState.COMMITTED]
        conditions += [] if vendors is None else [c.vendor.in_(sorted(set(vendors)))]
        conditions += [] if dataset is None else [c.dataset == dataset]
        conditions += [] if source is None else [c.source == source]
        if period is not None:
            conditions += [c.covers_from < period.end, c.covers_to > period.start]
        return self.all(*conditions, order=c.commit_order)

    def live_at(self, vendor: str, at: datetime) -> list[BatchRecord]:
        """The batches of a vendor that were committed by then and not withdrawn, in the order of commits."""
        c = batches.c
        stood = or_(c.withdrawn_at.is_(None), c.withdrawn_at > at)
        return self.all(c.committed_at <= at, stood, vendor=vendor, order=c.commit_order)

    def came(self, vendors: Iterable[str], period: Period, states: Iterable[BatchState]) -> list[BatchRecord]:
        """The batches of some vendors that touch a period, in these states, as they were staged."""
        c = batches.c
        touching = (c.covers_from < period.end, c.covers_to > period.start)
        of = (c.vendor.in_(sorted(vendors)), c.state.in_(sorted(states)))
        return self.all(*touching, *of)

    def live_of_key(self, key: BatchKey, period: Period) -> list[BatchRecord]:
        """Live batches of exactly this key that speak for days of `period`, in the order of their commits."""
        found = self.live([key.vendor], key.dataset, key.source, period)
        return [batch for batch in found if batch.key == key]

    def returned(self, vendors: Iterable[str], period: Period) -> list[BatchRecord]:
        """Live batches about days of a period that were sent back for a new report."""
        return [batch for batch in self.live(vendors, period=period) if batch.is_returned]

    def later_of_key(self, batch: BatchRecord) -> list[BatchRecord]:
        """Live batches of its key committed after it on days it speaks for, with counts it holds: what has
        superseded these.

        Claims without counts supersede claims only, and rows put right nothing: they stand beside those that
        were taken the first time.
        """
        others = [each for each in self.live_of_key(batch.key, batch.coverage.period) if not each.repairs]
        later = [other for other in others if (other.commit_order or 0) > (batch.commit_order or 0)]
        mine = set(batch.measures)
        return [other for other in later if not mine or not mine.isdisjoint(other.measures)]

    def is_awaited(self, batch: BatchRecord) -> bool:
        """Whether a new report is still awaited in its place: none of its key speaks for all its days."""
        if not batch.is_returned or batch.state is not BatchState.COMMITTED:
            return False
        period = batch.coverage.period
        return not any(other.coverage.period.covers(period) for other in self.later_reports(batch))

    def is_replaced(self, batch: BatchRecord) -> bool:
        """Whether later reports hold all the counts it holds."""
        later = self.later_reports(batch)
        return bool(later) and set(batch.measures) <= {name for other in later for name in other.measures}

    def later_reports(self, batch: BatchRecord) -> list[BatchRecord]:
        """What a vendor has sent since in its place; our own corrections are no reports."""
        return [other for other in self.later_of_key(batch) if not other.is_correction]

    def same_file(
        self,
        sha256: str,
        *,
        vendor_choice: str | None,
        period_choice: str | None,
        layout_version: str,
    ) -> list[BatchRecord]:
        """Live batches that the very same file made, read the same way: taking it in again is a no-op,
        unless a later report stands in the place of one of them."""
        files = received_files.c
        same = select(files.id).where(
            files.sha256 == sha256,
            files.vendor_choice.is_not_distinct_from(vendor_choice),
            files.period_choice.is_not_distinct_from(period_choice),
        )
        c = batches.c
        return self._standing(
            self.all(c.file_id.in_(same), c.state == BatchState.COMMITTED, c.layout_version == layout_version)
        )

    def same_bytes(
        self, sha256: str, vendor_choice: str | None, period_choice: str | None
    ) -> list[BatchRecord]:
        """The same, under any choice where this one is None and however it was read."""
        files = received_files.c
        same = select(files.id).where(files.sha256 == sha256)
        if vendor_choice:
            same = same.where(files.vendor_choice == vendor_choice)
        if period_choice:
            same = same.where(files.period_choice == period_choice)
        return self._standing(self.all(batches.c.file_id.in_(same), batches.c.state == BatchState.COMMITTED))

    def replaced(self, key: BatchKey, content_hash: str) -> list[BatchRecord]:
        """Live batches of the key with equal parsed content, of which a later report has replaced figures."""
        c = batches.c
        found = self.all(c.state == BatchState.COMMITTED, vendor=key.vendor, content_hash=content_hash)
        return [batch for batch in found if batch.key == key and self.later_reports(batch)]

    def same_content(self, key: BatchKey, content_hash: str) -> list[BatchRecord]:
        """Live batches of the key with equal parsed content that nothing has superseded since."""
        found = self.all(
            batches.c.state == BatchState.COMMITTED, vendor=key.vendor, content_hash=content_hash
        )
        return [batch for batch in found if batch.key == key and not self.later_reports(batch)]

    def _standing(self, found: list[BatchRecord]) -> list[BatchRecord]:
        """All of a file's batches; none where a later report has taken the place of one."""
        return [] if any(self.later_reports(batch) for batch in found) else found

    def change_state(self, batch: BatchRecord, to: BatchState, why: str = "", **changes: Any) -> BatchRecord:
        """Take a batch to another state, as a row of its history."""
        Journal(self.desk).moved("batch", batch.id, batch.state, to, why)
        # What is only claimed has no lake file whose change would say so.
        self.desk.figures_changed |= to in (BatchState.COMMITTED, BatchState.WITHDRAWN)
        return self.update(replace(batch, state=to, **changes))

    def next_commit_order(self) -> int:
        """The place of the next commit. Only a writer, who is alone, may ask."""
        last = self.desk.connection.execute(select(func.max(batches.c.commit_order))).scalar()
        return (last or 0) + 1


class LakeFiles(Repository[LakeFileRecord]):
    """The list of lake files: a file it does not name does not exist."""

    TABLE = lake_files
    RECORD = LakeFileRecord
    VENDOR = "vendor"
    FIGURES = True

    def current(
        self,
        vendors: Iterable[str] | None = None,
        dataset: Dataset | None = None,
        source: Source | None = None,
        months: Sequence[str] | None = None,
    ) -> list[LakeFileRecord]:
        """The files sums read, by vendor and month."""
        c = lake_files.c
        conditions = [c.state == LakeState.CURRENT]
        conditions += [] if vendors is None else [c.vendor.in_(sorted(set(vendors)))]
        conditions += [] if dataset is None else [c.dataset == dataset]
        conditions += [] if source is None else [c.source == source]
        conditions += [] if months is None else [c.month.in_(sorted(set(months)))]
        return self.all(*conditions, order=(c.vendor, c.dataset, c.source, c.month))

    def with_hashes(self, vendor: str, hashes: Iterable[str]) -> list[LakeFileRecord]:
        """The vendor's files of these contents, current or former."""
        return self.all(lake_files.c.sha256.in_(sorted(hashes)), vendor=vendor)

    def supersede(self, old: Sequence[str], new: str | None) -> None:
        """Make current files former ones, and say what took their place."""
        if old:
            c = lake_files.c
            change = update(lake_files).where(c.id.in_(old), c.state == LakeState.CURRENT)
            self.desk.write(change.values(state=LakeState.FORMER, superseded_by=new))
            self.desk.figures_changed = True

    def link(self, batch_ids: Iterable[str], lake_file_id: str) -> None:
        """Note that these batches' own rows stand complete in this file, for the month it holds."""
        rows = [{"batch_id": batch, "lake_file_id": lake_file_id} for batch in batch_ids]
        if rows:
            self.desk.write(insert(batch_files), rows)

    def own_files(self, batch_id: str) -> dict[str, LakeFileRecord]:
        """Month → the file in which the batch's own rows stand complete."""
        own = select(batch_files.c.lake_file_id).where(batch_files.c.batch_id == batch_id)
        return {record.month: record for record in self.all(lake_files.c.id.in_(own))}
