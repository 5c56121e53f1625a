"""Staging: a draft's rows put aside, and a batch that says what they would change."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl

from core.batch import BatchKey, Coverage, Dataset, Grain, Role
from core.facts import date_of, day_number
from core.finding import Finding
from core.period import Period, partitions
from core.ulid import new_ulid
from importers.columnar.in_order import distinct
from importers.columnar.side_by_side import side_by_side
from importers.draft import Asserted, Draft
from store.lake.fold import alone, covered, in_month, is_key, months_of
from store.lake.lake import Lake
from store.records.asserted import AssertedRecord
from store.records.batches import BatchRecord, BatchState
from store.unit_of_work import UnitOfWork

#: Held when there is one: a day without any is not missing.
_SAMPLES = frozenset({Dataset.QA, Dataset.TRAINING})


@dataclass(frozen=True)
class Reader:
    """Which layout read the file, part of the no-op key."""

    layout: str
    layout_version: str


#: From so many rows on a draft is put aside as the files of its months: written once, not again at commit.
MANY_ROWS = 250_000


def put_aside(lake: Lake, draft: Draft) -> str:
    """Write the draft's rows aside, outside any transaction; gives the key of the batch to be staged."""
    key = new_ulid()
    if draft.frame.height < MANY_ROWS:
        lake.put_aside(key, draft.frame)
        return key
    months = sorted(months_of(draft.frame))
    side_by_side(lambda each: lake.put_ready(key, each, alone(in_month(draft.frame, each), key)), months, 2)
    return key


def stage(
    uow: UnitOfWork,
    batch_id: str,
    file_id: str,
    draft: Draft,
    reader: Reader,
    *,
    counts: Mapping[str, int],
    findings: Sequence[Finding] = (),
    idle: Collection[int] = (),
    by: str,
) -> BatchRecord:
    """Keep a batch whose rows were put aside. Nothing is visible before it is committed.

    `counts` are the preview's classes: new, changed, unchanged, rejected, gone. On `idle` days there was
    nothing to report: they are no gaps.
    """
    batch = uow.batches.add(
        BatchRecord(
            id=batch_id,
            file_id=file_id,
            counts=counts,
            findings=tuple(findings),
            staged_at=uow.now,
            staged_by=by,
            layout=reader.layout,
            layout_version=reader.layout_version,
            **_standing_beside(uow, draft),
            **_said_by(draft, idle),
        )
    )
    uow.asserted.add_all(claim_record(batch_id, claim) for claim in draft.asserted)
    return batch


def _standing_beside(uow: UnitOfWork, draft: Draft) -> dict[str, Any]:
    """What is committed of its key and days as it is staged, and how it counts beside that."""
    base = uow.batches.live_of_key(draft.key, draft.coverage.period)
    return {"base": tuple(batch.id for batch in base), "role": _role(uow, draft)}


def _said_by(draft: Draft, idle: Collection[int]) -> dict[str, Any]:
    """What the draft itself says: its key, the days and scopes it speaks for, and what it holds."""
    key, period = draft.key, draft.coverage.period
    return {
        "vendor": key.vendor,
        "project": key.project,
        "dataset": key.dataset,
        "source": key.source,
        "grain": key.grain,
        "covers_from": period.start,
        "covers_to": period.end,
        "scopes": tuple(sorted(draft.coverage.scopes, key=str)),
        "gaps": tuple(day for day in gaps(draft) if day_number(date.fromisoformat(day)) not in idle),
        "measures": draft.measures,
        "derived": tuple(sorted(draft.derived)),
        "offsets": draft.offsets,
        "content_hash": draft.content_hash,
        "repairs": draft.repairs,
    }


def claim_record(batch_id: str, claim: Asserted) -> AssertedRecord:
    """A claim as it is kept with its batch."""
    return AssertedRecord(
        batch_id=batch_id,
        **asdict(claim.scope),
        day=claim.day,
        day_end=claim.day_end,
        field=claim.field,
        indicator=claim.indicator,
        params=dict(claim.params),
        value=claim.value,
        sheet=claim.place.sheet,
        row=claim.place.row,
        col=claim.place.column,
    )


def _role(uow: UnitOfWork, draft: Draft) -> Role:
    """Rows put right count as the rows they stood among do."""
    if draft.repairs is None:
        return Role.FACTS
    beside = [batch for batch in uow.batches.of_file(draft.repairs) if batch.key == draft.key]
    return next((batch.role for batch in beside if batch.state is BatchState.COMMITTED), Role.FACTS)


def current_rows(uow: UnitOfWork, lake: Lake, key: BatchKey, coverage: Coverage) -> pl.DataFrame | None:
    """The committed rows of this key that the coverage speaks for; None where there are none."""
    months = partitions(coverage.period)
    files = uow.lake_files.current([key.vendor], key.dataset, key.source, months)
    parts = [lake.read(file.path).filter(is_key(key) & covered(coverage)) for file in files]
    found = pl.concat(parts, how="diagonal") if parts else None
    return None if found is None or found.is_empty() else found


def discard(uow: UnitOfWork, lake: Lake, batch_ids: Iterable[str]) -> None:
    """Let staged batches go; committed ones are left alone."""
    staged = [batch for batch in map(uow.batches.get, batch_ids) if batch.state is BatchState.STAGED]
    for batch in staged:
        uow.batches.change_state(batch, BatchState.DISCARDED)
    uow.after_commit(lambda: lake.drop_staged(batch.id for batch in staged))


def gaps(draft: Draft) -> tuple[str, ...]:
    """Covered days without a row, in figures that every day should have: silence is not a zero.

    A file that names its month speaks for all of it, so that a row taken out of a corrected file leaves the
    sums; the days it says nothing about are missing all the same. Audits and classes are samples: they
    have no day they ought to be on. Rows put right speak for their own days alone, whatever they are.
    """
    if draft.repairs is None and (draft.key.dataset in _SAMPLES or draft.key.grain is Grain.CALL):
        return ()
    spans = distinct(draft.frame, ["day", "day_end"])
    # Where there are no counts at all, what is claimed is what was reported.
    claimed = [] if draft.measures else [(claim.day, claim.day_end) for claim in draft.asserted]
    reported = _days([*((date_of(start), date_of(end)) for start, end in spans), *claimed])
    period: Period = draft.coverage.period
    return tuple(day.isoformat() for day in period.each_day() if day not in reported)


def _days(spans: Iterable[tuple[date, date]]) -> set[date]:
    found: set[date] = set()
    for first, after in spans:
        found |= {first + timedelta(days=i) for i in range((after - first).days)}
    return found
