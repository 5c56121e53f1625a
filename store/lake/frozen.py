"""The lake as it stood when a month was judged: its files of that time, and the batches live then."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from core.batch import Role, Source
from store.lake.lake import Lake
from store.lake.reported import Register
from store.records.batches import BatchRecord, LakeFileRecord
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Frozen:
    """A list of the lake that is not today's."""

    files: tuple[LakeFileRecord, ...]
    batches: tuple[BatchRecord, ...]
    #: Hashes of files that are not here any more.
    lost: frozenset[str]

    @staticmethod
    def of(uow: UnitOfWork, lake: Lake, vendor: str, hashes: Collection[str], at: datetime) -> Frozen:
        """What the files of these hashes and the batches live `at` that moment were of a vendor."""
        kept: dict[str, LakeFileRecord] = {}
        for file in uow.lake_files.with_hashes(vendor, hashes):
            if (lake.folder / file.path).exists():
                kept.setdefault(file.sha256, file)
        live = [batch for batch in uow.batches.live_at(vendor, at) if batch.role is Role.FACTS]
        return Frozen(tuple(kept.values()), tuple(live), frozenset(hashes) - kept.keys())

    def held(self, current: Collection[Source]) -> frozenset[Source]:
        """Whose figures there were, whatever is there today."""
        return frozenset(file.source for file in self.files)

    def register(self, uow: UnitOfWork, vendors: Collection[str] | None, source: Source) -> Register:
        """The files and the live batches of a source then."""
        return Register(
            tuple(file for file in self.files if file.source is source),
            tuple(batch for batch in self.batches if batch.source is source),
            uow.corrections.measures(vendors),
        )
