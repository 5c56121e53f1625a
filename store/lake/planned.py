"""The lake as a commit would leave it: figures are asked for what they would be, and nothing is committed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from core.batch import Role, Source
from store.lake.commit import CommitPlan, MonthFile, prepare_commit
from store.lake.lake import Lake
from store.lake.reported import Register
from store.records.batches import BatchState, LakeFileRecord
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Planned:
    """What staged batches would make of the lake's list."""

    plan: CommitPlan
    lake: Lake

    def held(self, current: Collection[Source]) -> frozenset[Source]:
        """Whose figures there would be beside those there are."""
        return frozenset(batch.source for batch in self.plan.batches).union(current)

    def register(self, uow: UnitOfWork, vendors: Iterable[str] | None, source: Source) -> Register:
        """The files and the live batches of a source after the commit."""
        seen = None if vendors is None else sorted(set(vendors))
        gone = {file.replaces for file in self.plan.files}
        stay = [file for file in uow.lake_files.current(seen, source=source) if file.id not in gone]
        made = [file for each in self.plan.files if (file := self._file(uow, each)) and file.source is source]
        new = [replace(b, state=BatchState.COMMITTED) for b in self.plan.batches if b.source is source]
        live = [batch for batch in uow.batches.live(seen, source=source) if batch.role is Role.FACTS]
        facts = [batch for batch in new if batch.role is Role.FACTS]
        return Register((*stay, *made), (*live, *facts), uow.corrections.measures(seen))

    def _file(self, uow: UnitOfWork, made: MonthFile) -> LakeFileRecord | None:
        if made.written is None:
            return None
        vendor, dataset, source = made.series
        return LakeFileRecord(
            vendor=vendor,
            dataset=dataset,
            source=source,
            month=made.month,
            path=made.written.aside.relative_to(self.lake.folder).as_posix(),
            sha256=made.written.sha256,
            rows=made.written.rows,
            measures=made.measures,
            batches=dict(made.batches),
            batch_id="",
            written_at=uow.now,
        )


@contextmanager
def as_if_committed(
    uow: UnitOfWork, lake: Lake, batch_ids: Iterable[str], decision: Role | None = None
) -> Iterator[Planned]:
    """The lake as these staged batches would leave it, inside the block; afterwards no trace is left.

    Refused as `prepare_commit` is: where the preview is stale, or a decision is open.
    """
    plan = prepare_commit(uow, lake, batch_ids, decision)
    try:
        yield Planned(plan, lake)
    finally:
        lake.drop_aside(file.written for file in plan.files if file.written)
