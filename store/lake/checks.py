"""What must hold before a commit: nothing changed since the preview, and no two grains feed one sum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from core.batch import GRAIN_KINDS, Dataset, Grain, Role, Source
from core.errors import DecisionNeeded, IllegalTransitionError, StaleBatchError
from core.facts import date_of
from core.finding import Finding, Place
from store.lake.fold import is_finer, rivals
from store.records.batches import BatchRecord, BatchState
from store.unit_of_work import UnitOfWork

#: Vendor, dataset and source: what shares one file a month.
Series = tuple[str, Dataset, Source]


def must_not_meet(
    uow: UnitOfWork,
    batches: Sequence[BatchRecord],
    before: dict[str, pl.DataFrame],
    rows: dict[str, pl.DataFrame],
) -> None:
    """Refused where figures of another grain already feed the sums: a person decides."""
    if all(old.is_empty() for old in before.values()):
        return
    found: list[Finding] = []
    for batch in (batch for batch in batches if batch.role is Role.FACTS):
        carried = [name for name in batch.measures if name in rows[batch.id].columns]
        parts = [old.filter(rivals(old, batch.key, batch.coverage, carried)) for old in before.values()]
        met = pl.concat([part.select("grain", "day", "day_end") for part in parts])
        if met.height:
            found.append(_meeting(uow, batch, met))
    if found:
        raise DecisionNeeded(found)


def _meeting(uow: UnitOfWork, batch: BatchRecord, met: pl.DataFrame) -> Finding:
    others = sorted(Grain(name) for name in met["grain"].unique())
    facts = {
        "vendor": batch.vendor,
        "batch": batch.id,
        "grain": GRAIN_KINDS[batch.grain],
        "other": [GRAIN_KINDS[grain] for grain in others],
        "first": date_of(min(met["day"].to_list())).isoformat(),
        "last": date_of(max(met["day"].to_list())).isoformat(),
        "choices": [role.value for role in Role],
    }
    return Finding("grain_meets", Place(uow.files.get(batch.file_id).name), facts)


def with_role(batch: BatchRecord, together: Sequence[BatchRecord], decision: Role | None) -> BatchRecord:
    """Inside one file the finest grain feeds the sums; against others' figures, what was decided."""
    finer = any(_is_beside(batch, other) and is_finer(other.grain, batch.grain) for other in together)
    return replace(batch, role=Role.CHECK if finer else decision or Role.FACTS)


def _is_beside(batch: BatchRecord, other: BatchRecord) -> bool:
    """Whether two batches of one file speak of the same counts on the same days."""
    same = series_of(batch) == series_of(other) and batch.project == other.project
    shared = set(batch.measures) & set(other.measures)
    return same and bool(shared) and batch.coverage.period.overlaps(other.coverage.period)


def must_be_fresh(uow: UnitOfWork, batch: BatchRecord) -> None:
    """Refused where live batches of the key are not those the preview was made against."""
    must_be(uow.batches.get(batch.id), BatchState.STAGED, BatchState.COMMITTED)
    period = batch.coverage.period
    now = tuple(other.id for other in uow.batches.live_of_key(batch.key, period))
    if now != batch.base:
        facts = {
            "vendor": uow.directory.vendor(batch.vendor).name,
            "first": period.start.isoformat(),
            "last": period.last_day.isoformat(),
        }
        raise StaleBatchError([Finding("batch_stale", Place(uow.files.get(batch.file_id).name), facts)])


def must_be(batch: BatchRecord, state: BatchState, to: BatchState) -> None:
    """Refused where the batch is not in `state`, from which alone it can become `to`."""
    if batch.state is to:
        raise IllegalTransitionError("already_state", entity="batch", id=batch.id, state=batch.state)
    if batch.state is not state:
        raise IllegalTransitionError(entity="batch", id=batch.id, state=batch.state, to=to)


def series_of(batch: BatchRecord) -> Series:
    """The series a batch belongs to."""
    return batch.vendor, batch.dataset, batch.source
