"""The rows of staged batches as a commit sees them."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from store.lake.fold import months_of
from store.lake.lake import Lake


@dataclass(frozen=True)
class StagedRows:
    """The rows of staged batches, read only where they are asked for."""

    lake: Lake
    _read: dict[str, pl.DataFrame] = field(default_factory=dict)

    def __getitem__(self, batch_id: str) -> pl.DataFrame:
        if batch_id not in self._read:
            self._read[batch_id] = self.lake.staged(batch_id)
        return self._read[batch_id]

    def ready(self, batch_id: str) -> list[str]:
        """The months whose files lie ready."""
        return self.lake.ready(batch_id)

    def months(self, batch_id: str) -> frozenset[str]:
        """The calendar months of its rows' days."""
        return frozenset(self.ready(batch_id)) or months_of(self[batch_id])
