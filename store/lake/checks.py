"""What must hold before a commit: nothing changed since the preview, and no two grains feed one sum."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

import polars as pl

from core.batch import GRAIN_KINDS, Dataset, Grain, Role, Source
from core.counts import base_count
from core.errors import DecisionNeeded, IllegalTransitionError, StaleBatchError
from core.facts import date_of
from core.finding import Finding, Place
from importers.preview.other_calls import beside, unclear
from importers.preview.parts_of_whole import adds_up, of_parts
from importers.preview.superseding import measured, replaced, shares
from store.lake.fold import SCOPES, covered, is_finer, is_key, projects_meet, rivals
from store.lake.spoken_for import spoken_for
from store.lake.staged import StagedRows
from store.records.batches import BatchRecord, BatchState
from store.unit_of_work import UnitOfWork

#: Vendor, dataset and source: what shares one file a month.
Series = tuple[str, Dataset, Source]


def must_not_meet(
    uow: UnitOfWork,
    batches: Sequence[BatchRecord],
    before: dict[str, pl.DataFrame],
    rows: StagedRows,
) -> None:
    """Refused where other figures of the same days already feed the sums: a person decides."""
    if all(old.is_empty() for old in before.values()):
        return
    found: list[Finding] = []
    for batch in (batch for batch in batches if batch.role is Role.FACTS):
        carried = [name for name in batch.measures if name in rows[batch.id].columns]
        parts = [old.filter(rivals(old, batch.key, batch.coverage, carried)) for old in before.values()]
        parts += [old.filter(_parts_of(batch, rows[batch.id], old)) for old in before.values()]
        met = pl.concat(
            [part.select("grain", "project", *SCOPES, "day", "day_end", "batch") for part in parts]
        )
        other = met.filter(pl.col("grain") != batch.grain.value)
        same = met.filter(pl.col("grain") == batch.grain.value)
        found += [_meeting(uow, batch, other)] if other.height else []
        asks = same.height and not _comes_to(batch, rows[batch.id], parts)
        found += [_part_and_whole(uow, batch, same)] if asks else []
        found += _calls_shared(uow, batch, before.values(), rows[batch.id])
        found += _figures_lost(uow, batch, list(before.values()), rows[batch.id])
        found += (
            [] if _says_the_same(batch, before.values(), rows[batch.id]) else _replaced_before(uow, batch)
        )
    if found:
        raise DecisionNeeded(found)


def _meeting(uow: UnitOfWork, batch: BatchRecord, met: pl.DataFrame) -> Finding:
    others = sorted(Grain(name) for name in met["grain"].unique())
    facts = {
        "vendor": batch.vendor,
        "batch": batch.id,
        "grain": GRAIN_KINDS[batch.grain],
        "other": [GRAIN_KINDS[grain] for grain in others],
        **_days_of_both(batch, met),
        "choices": [role.value for role in Role],
    }
    return Finding("grain_meets", Place(uow.files.get(batch.file_id).name), facts)


def _comes_to(batch: BatchRecord, rows: pl.DataFrame, met: Sequence[pl.DataFrame]) -> bool:
    """Whether its sites or queues come to the rows of everything that are in: then they take their place."""
    whole = pl.concat(met, how="diagonal").filter(pl.col("grain") == batch.grain.value)
    project = pl.col("project").eq_missing(pl.lit(batch.project, pl.String))
    return not whole.filter(~project).height and adds_up(whole, of_parts(rows))


def _part_and_whole(uow: UnitOfWork, batch: BatchRecord, met: pl.DataFrame) -> Finding:
    """One of two reports of the same days is a part of the other: both are named."""
    names = [uow.files.get(uow.batches.get(key).file_id).name for key in sorted(met["batch"].unique())]
    facts = {
        "vendor": batch.vendor,
        "batch": batch.id,
        "mine": spoken_for(uow, batch.vendor, batch.project, batch.coverage.scopes),
        "others": [f"“{name}”" for name in dict.fromkeys(names)],
        "theirs": spoken_for(uow, batch.vendor, _project_of(met), met.select(SCOPES).unique().rows()),
        **_days_of_both(batch, met),
        "choices": [role.value for role in Role],
    }
    return Finding("part_and_whole", Place(uow.files.get(batch.file_id).name), facts)


def _project_of(met: pl.DataFrame) -> str | None:
    return ", ".join(sorted(met["project"].drop_nulls().unique())) or None


def _days_of_both(batch: BatchRecord, met: pl.DataFrame) -> dict[str, str]:
    """The first and the last of the days both speak of; a month's row speaks of all of its days."""
    days, ends = met["day"].to_list(), met["day_end"].to_list()
    period = batch.coverage.period
    last = min(period.last_day, date_of(max(ends)) - timedelta(days=1))
    return {"first": max(period.start, date_of(min(days))).isoformat(), "last": last.isoformat()}


def _parts_of(batch: BatchRecord, rows: pl.DataFrame, old: pl.DataFrame) -> pl.Expr:
    """Committed rows of single sites or queues that rows for the whole vendor would take the place of."""
    whole = rows.filter(pl.all_horizontal([pl.col(name).is_null() for name in SCOPES]))
    if batch.coverage.scopes or whole.is_empty() or batch.repairs is not None:
        return pl.lit(False)
    own = rows.select(SCOPES).unique()
    named = pl.any_horizontal([pl.col(name).is_not_null() for name in SCOPES])
    shared = [name for name in measured(whole) if name in old.columns and whole[name].count()]
    carries = pl.any_horizontal([pl.lit(False), *(pl.col(name).is_not_null() for name in shared)])
    kept = pl.struct(SCOPES).is_in(own.to_struct().implode())
    counts = pl.col("role") == Role.FACTS.value
    return is_key(batch.key) & covered(batch.coverage) & counts & named & carries & ~kept


def _figures_lost(
    uow: UnitOfWork, batch: BatchRecord, before: Sequence[pl.DataFrame], rows: pl.DataFrame
) -> list[Finding]:
    """Counts that feed sums on rows whose place this report would take, and that it does not hold."""
    if batch.repairs is not None:
        return []
    mine = is_key(batch.key) & covered(batch.coverage) & (pl.col("role") == Role.FACTS.value)
    spoken = [_without_others(each.filter(mine), rows) for each in before]
    old = [held.filter(replaced(held, rows, batch.measures)) for held in spoken]
    lost = {n for held in old for n in measured(held) if n not in batch.measures and held[n].count()}
    if not lost:
        return []
    files = {uow.batches.get(key).file_id for held in old for key in held.filter(shares(held, lost))["batch"]}
    facts = {
        "vendor": batch.vendor,
        "batch": batch.id,
        "counts": [known.text for name in sorted(lost) if (known := base_count(name))],
        "others": [f"“{name}”" for name in sorted({uow.files.get(key).name for key in files})],
        "choices": [role.value for role in Role],
    }
    return [Finding("figures_lost", Place(uow.files.get(batch.file_id).name), facts)]


def _without_others(held: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows a report speaks for without the calls of other lists."""
    return held.filter(~beside(held, rows))


def _calls_shared(
    uow: UnitOfWork, batch: BatchRecord, before: Iterable[pl.DataFrame], rows: pl.DataFrame
) -> list[Finding]:
    """A list that names some of the calls that are in and not the rest: corrected, or another part?"""
    if batch.repairs is not None:
        return []
    mine = is_key(batch.key) & covered(batch.coverage) & (pl.col("role") == Role.FACTS.value)
    old = [held.filter(unclear(held, rows)) for held in (each.filter(mine) for each in before)]
    files = {uow.batches.get(key).file_id for held in old for key in held["batch"].unique()}
    if not files:
        return []
    facts = {
        "vendor": batch.vendor,
        "batch": batch.id,
        "others": [f"“{name}”" for name in sorted({uow.files.get(key).name for key in files})],
        "n": sum(held.height for held in old),
        "brings": rows.height,
        "choices": [role.value for role in Role],
    }
    return [Finding("calls_shared", Place(uow.files.get(batch.file_id).name), facts)]


def _says_the_same(batch: BatchRecord, before: Iterable[pl.DataFrame], rows: pl.DataFrame) -> bool:
    """Whether all its figures are in already, though other reports may have told them since."""
    mine = is_key(batch.key) & covered(batch.coverage) & (pl.col("role") == Role.FACTS.value)
    held = [_without_others(each.filter(mine), rows) for each in before]
    if any(replaced(each, rows, batch.measures).any() for each in held):
        return False
    totals = [sum(each[name].sum() for each in held if name in each.columns) for name in batch.measures]
    return totals == [rows[name].sum() for name in batch.measures]


def _replaced_before(uow: UnitOfWork, batch: BatchRecord) -> list[Finding]:
    """Figures that came before and were replaced by a later report: they come back if a person says so."""
    found = uow.batches.replaced(batch.key, batch.content_hash)
    if not found:
        return []
    later = [other for one in found for other in uow.batches.later_reports(one)]
    last = max(later, key=lambda other: other.commit_order or 0)
    facts = {
        "vendor": batch.vendor,
        "batch": batch.id,
        "other": uow.files.get(last.file_id).name,
        "choices": [role.value for role in Role],
    }
    return [Finding("replaced_before", Place(uow.files.get(batch.file_id).name), facts)]


def with_role(batch: BatchRecord, together: Sequence[BatchRecord], decision: Role | None) -> BatchRecord:
    """Inside one file the finest grain feeds the sums, and of one grain what is told apart by project;
    against others' figures, what was decided."""
    finer = any(_is_beside(batch, other) and _tells_more(other, batch) for other in together)
    return replace(batch, role=Role.CHECK if finer else decision or batch.role)


def _tells_more(one: BatchRecord, than: BatchRecord) -> bool:
    if one.grain is than.grain:
        return one.project is not None and than.project is None
    return is_finer(one.grain, than.grain)


def _is_beside(batch: BatchRecord, other: BatchRecord) -> bool:
    """Whether two batches of one file speak of the same counts on the same days."""
    same = series_of(batch) == series_of(other) and projects_meet(batch.project, other.project)
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
