"""Figures claimed without counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from core.batch import BatchKey
from core.period import Period
from store.records.asserted import AssertedRecord
from store.records.batches import BatchRecord
from store.repositories.base import Repository
from store.repositories.batches import Batches
from store.tables.asserted import asserted_values


class Asserted(Repository[AssertedRecord]):
    """What reports claim. Like rows of the lake, a later batch of the same key replaces what it covers."""

    TABLE = asserted_values
    RECORD = AssertedRecord
    VENDOR = "vendor"

    def of_batch(self, batch_id: str) -> list[AssertedRecord]:
        """What one batch claims, in the order it was read."""
        return self.all(batch_id=batch_id)

    def holding(
        self, vendors: Iterable[str], period: Period, key: BatchKey | None = None
    ) -> list[tuple[AssertedRecord, BatchRecord]]:
        """The claims about days of a period that nothing newer replaces, with their batches, in the order
        these were committed; only those of one key where it is given."""
        c = asserted_values.c
        touching = (c.day < period.end, c.day_end > period.start)
        claims = self.all(c.vendor.in_(sorted(set(vendors))), *touching)
        if not claims:
            return []
        days = Period(min(claim.day for claim in claims), max(claim.day_end for claim in claims))
        live = Batches(self.desk).live({claim.vendor for claim in claims}, period=days)
        by_id = {batch.id: batch for batch in live if key in (None, batch.key)}
        mine = [claim for claim in claims if claim.batch_id in by_id]
        held = [(claim, by_id[claim.batch_id]) for claim in mine if not _replaced(claim, by_id, live)]
        return sorted(held, key=lambda each: (each[1].commit_order or 0, each[0].id))


def _replaced(claim: AssertedRecord, by_id: dict[str, BatchRecord], live: Sequence[BatchRecord]) -> bool:
    """Whether a later batch of the same key speaks for its day and scope."""
    mine = by_id[claim.batch_id]
    later = [
        batch
        for batch in live
        if batch.key == mine.key and (batch.commit_order or 0) > (mine.commit_order or 0)
    ]
    return any(claim.day in batch.coverage.period and _covers(batch, claim) for batch in later)


def _covers(batch: BatchRecord, claim: AssertedRecord) -> bool:
    at = (claim.site, claim.queue, claim.channel, claim.segment, claim.language)
    return not batch.scopes or at in set(map(tuple, batch.scopes))
