"""Commit and withdrawal: month files are written aside first, then listed in one short transaction.

with database.read() as uow:
    plan = prepare_commit(uow, lake, batch_ids)      # slow part, nobody waits
with database.write(principal) as uow:
    batches = apply_commit(uow, lake, plan)          # checks again, renames, lists
    uow.commit()                                     # all batches of the file, or none
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import polars as pl

from core.batch import GRAIN_NAMES, Dataset, Grain, Role, Source
from core.errors import DecisionNeeded, IllegalTransitionError, StaleBatchError
from core.facts import date_of
from core.finding import Finding, Place
from core.period import parse_label
from store.lake.fold import (
    Layer,
    by_month,
    empty_month,
    folded,
    is_finer,
    measured,
    months_touched,
    rivals,
    tidy,
)
from store.lake.lake import Lake, Written
from store.records.batches import BatchRecord, BatchState, LakeFileRecord
from store.unit_of_work import UnitOfWork

#: Vendor, dataset and source: what shares one file a month.
Series = tuple[str, Dataset, Source]


@dataclass(frozen=True)
class MonthFile:
    """One month of a series as it is to become."""

    series: Series
    month: str
    #: The current file it takes the place of, None where there is none.
    replaces: str | None
    #: None where no row is left.
    written: Written | None
    measures: tuple[str, ...] = ()
    #: batch → rows that feed sums.
    batches: tuple[tuple[str, int], ...] = ()
    #: Batches whose own rows stand complete in it.
    own: tuple[str, ...] = ()


@dataclass(frozen=True)
class CommitPlan:
    """Everything a commit or a withdrawal is going to do, its files already written aside."""

    batches: tuple[BatchRecord, ...]
    files: tuple[MonthFile, ...]
    decision: Role | None = None


def prepare_commit(
    uow: UnitOfWork, lake: Lake, batch_ids: Iterable[str], decision: Role | None = None
) -> CommitPlan:
    """Write aside what the staged batches of one received file make of their months.

    `decision` answers where figures of another grain feed the sums already: FACTS lets these feed them
    and keeps the others as check values, CHECK the other way round. Refused: StaleBatchError where
    batches of the same key came or went since the preview, DecisionNeeded where the question is open.
    """
    batches = _staged(uow, batch_ids)
    for batch in batches:
        _must_be_fresh(uow, batch)
    rows = {batch.id: lake.staged(batch.id) for batch in batches}
    decided = tuple(_with_role(batch, batches, decision) for batch in batches)
    files: list[MonthFile] = []
    for series in dict.fromkeys(_series(batch) for batch in decided):
        ours = [batch for batch in decided if _series(batch) == series]
        files += _added(uow, lake, series, ours, rows, asks=decision is None)
    return CommitPlan(decided, tuple(files), decision)


def apply_commit(uow: UnitOfWork, lake: Lake, plan: CommitPlan) -> list[BatchRecord]:
    """Make the plan true inside a write transaction: all of its batches together.

    Another commit in between is noticed: StaleBatchError where it concerns the same key, else the
    months are simply made again.
    """
    if _outdated(uow, plan.files):
        plan = prepare_commit(uow, lake, [batch.id for batch in plan.batches], plan.decision)
    for batch in plan.batches:
        _must_be_fresh(uow, batch)
    first = uow.batches.next_commit_order()
    committed = [_commit(uow, batch, first + i) for i, batch in enumerate(plan.batches)]
    _list(uow, lake, plan.files, {_series(batch): batch.id for batch in reversed(plan.batches)})
    uow.after_commit(lambda: lake.drop_staged(batch.id for batch in plan.batches))
    return committed


def prepare_withdrawal(uow: UnitOfWork, lake: Lake, batch_ids: Iterable[str]) -> CommitPlan:
    """Write aside what the months are without these live batches: the others folded anew, in order."""
    batches = tuple(uow.batches.get(batch_id) for batch_id in batch_ids)
    for batch in batches:
        _must_be(batch, BatchState.COMMITTED, BatchState.WITHDRAWN)
    files: list[MonthFile] = []
    for series in dict.fromkeys(_series(batch) for batch in batches):
        files += _without(uow, lake, series, [batch for batch in batches if _series(batch) == series])
    return CommitPlan(batches, tuple(files))


def apply_withdrawal(uow: UnitOfWork, lake: Lake, plan: CommitPlan, reason: str) -> list[BatchRecord]:
    """Make a withdrawal true inside a write transaction; afterwards the same file can come in again."""
    if _outdated(uow, plan.files):
        plan = prepare_withdrawal(uow, lake, [batch.id for batch in plan.batches])
    withdrawn = [_withdraw(uow, batch, reason) for batch in plan.batches]
    names = {_series(batch): f"{batch.id}-withdrawn" for batch in reversed(plan.batches)}
    _list(uow, lake, plan.files, names)
    return withdrawn


def _added(
    uow: UnitOfWork,
    lake: Lake,
    series: Series,
    batches: Sequence[BatchRecord],
    rows: dict[str, pl.DataFrame],
    *,
    asks: bool,
) -> list[MonthFile]:
    """The months of one series after its new batches, in the order they will be committed."""
    parts = {batch.id: by_month(rows[batch.id]) for batch in batches}
    touched = {month for batch in batches for month in (*months_touched(batch.coverage), *parts[batch.id])}
    current = _current(uow, series, touched)
    before = {month: _rows_of(lake, current.get(month)) for month in sorted(touched)}
    if asks:
        _must_not_meet(uow, batches, before, rows)
    files = []
    for month, old in before.items():
        layers = [_layer(batch, parts[batch.id].get(month), rows[batch.id]) for batch in batches]
        new = _folded(old, layers)
        own = tuple(batch.id for batch in batches if month in parts[batch.id])
        files += _changed(lake, series, month, current.get(month), old, new, own)
    return files


def _without(uow: UnitOfWork, lake: Lake, series: Series, batches: Sequence[BatchRecord]) -> list[MonthFile]:
    """The months of one series without some batches, folded from the live ones that remain."""
    own_files = [uow.lake_files.own_files(batch.id) for batch in batches]
    touched = {month for batch in batches for month in months_touched(batch.coverage)}
    touched |= {month for files in own_files for month in files}
    gone = {batch.id for batch in batches}
    live = [batch for batch in uow.batches.live([series[0]], *series[1:]) if batch.id not in gone]
    own = {batch.id: uow.lake_files.own_files(batch.id) for batch in live}
    current = _current(uow, series, touched)
    files = []
    for month in sorted(touched):
        layers = [_live_layer(lake, batch, own[batch.id], month) for batch in _reaching(live, month)]
        old = _rows_of(lake, current.get(month))
        files += _changed(lake, series, month, current.get(month), old, _folded(empty_month(), layers), ())
    return files


def _folded(month: pl.DataFrame, layers: Sequence[Layer]) -> pl.DataFrame:
    for layer in layers:
        month = folded(month, layer)
    return tidy(month)


def _layer(batch: BatchRecord, own: pl.DataFrame | None, like: pl.DataFrame) -> Layer:
    rows = like.clear() if own is None else own
    return Layer(batch.id, batch.key, batch.coverage, batch.role, rows)


def _live_layer(lake: Lake, batch: BatchRecord, own: dict[str, LakeFileRecord], month: str) -> Layer:
    """A live batch's own rows of a month, as the file of its commit has them."""
    found = own.get(month)
    rows = empty_month() if found is None else lake.read(found.path).filter(pl.col("batch") == batch.id)
    missing = [pl.lit(None, pl.Int64).alias(name) for name in batch.measures if name not in rows.columns]
    foreign = [name for name in measured(rows) if name not in batch.measures]
    return Layer(batch.id, batch.key, batch.coverage, batch.role, rows.with_columns(missing).drop(foreign))


def _reaching(live: Sequence[BatchRecord], month: str) -> list[BatchRecord]:
    """The batches that can touch rows of a month; a row may run past the month it begins in."""
    first = "{:04d}-{:02d}-01".format(*parse_label(month))
    return [batch for batch in live if batch.covers_to.isoformat() > first]


def _changed(
    lake: Lake,
    series: Series,
    month: str,
    current: LakeFileRecord | None,
    old: pl.DataFrame,
    new: pl.DataFrame,
    own: tuple[str, ...],
) -> list[MonthFile]:
    """A new file for the month where anything in it is different; nothing where nothing is."""
    if not own and new.equals(old):
        return []
    replaces = None if current is None else current.id
    if new.is_empty():
        return [MonthFile(series, month, replaces, None)]
    feeding = new.group_by("batch").agg((pl.col("role") == Role.FACTS.value).sum().alias("n")).sort("batch")
    counted = tuple((batch, int(n)) for batch, n in feeding.rows())
    return [MonthFile(series, month, replaces, lake.write_aside(new), tuple(measured(new)), counted, own)]


def _must_not_meet(
    uow: UnitOfWork,
    batches: Sequence[BatchRecord],
    before: dict[str, pl.DataFrame],
    rows: dict[str, pl.DataFrame],
) -> None:
    """Refused where figures of another grain already feed the sums: a person decides."""
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
        "grain": GRAIN_NAMES[batch.grain],
        "other": [GRAIN_NAMES[grain] for grain in others],
        "first": date_of(met["day"].min()).isoformat(),
        "last": date_of(met["day"].max()).isoformat(),
        "choices": [role.value for role in Role],
    }
    return Finding("grain_meets", Place(uow.files.get(batch.file_id).name), facts)


def _with_role(batch: BatchRecord, together: Sequence[BatchRecord], decision: Role | None) -> BatchRecord:
    """Inside one file the finest grain feeds the sums; against others' figures, what was decided."""
    finer = any(_is_beside(batch, other) and is_finer(other.grain, batch.grain) for other in together)
    return replace(batch, role=Role.CHECK if finer else decision or Role.FACTS)


def _is_beside(batch: BatchRecord, other: BatchRecord) -> bool:
    """Whether two batches of one file speak of the same counts on the same days."""
    same = _series(batch) == _series(other) and batch.project == other.project
    shared = set(batch.measures) & set(other.measures)
    return same and bool(shared) and batch.coverage.period.overlaps(other.coverage.period)


def _must_be_fresh(uow: UnitOfWork, batch: BatchRecord) -> None:
    """Refused where live batches of the key are not those the preview was made against."""
    _must_be(uow.batches.get(batch.id), BatchState.STAGED, BatchState.COMMITTED)
    period = batch.coverage.period
    now = tuple(other.id for other in uow.batches.live_of_key(batch.key, period))
    if now != batch.base:
        facts = {
            "vendor": batch.vendor,
            "first": period.start.isoformat(),
            "last": period.last_day.isoformat(),
        }
        raise StaleBatchError([Finding("batch_stale", Place(uow.files.get(batch.file_id).name), facts)])


def _must_be(batch: BatchRecord, state: BatchState, to: BatchState) -> None:
    if batch.state is not state:
        raise IllegalTransitionError(entity="batch", id=batch.id, state=batch.state.value, to=to.value)


def _staged(uow: UnitOfWork, batch_ids: Iterable[str]) -> tuple[BatchRecord, ...]:
    """The batches, those of coarser grain first, so that the finer ones fold over them."""
    found = [uow.batches.get(batch_id) for batch_id in batch_ids]
    for batch in found:
        _must_be(batch, BatchState.STAGED, BatchState.COMMITTED)
    return tuple(sorted(found, key=lambda batch: list(Grain).index(batch.grain)))


def _outdated(uow: UnitOfWork, files: Sequence[MonthFile]) -> bool:
    """Whether another commit changed any of the months since they were written aside."""
    touched: dict[Series, set[str]] = {}
    for file in files:
        touched.setdefault(file.series, set()).add(file.month)
    current = {
        (series, month): record.id
        for series, months in touched.items()
        for month, record in _current(uow, series, months).items()
    }
    return any(current.get((file.series, file.month)) != file.replaces for file in files)


def _list(uow: UnitOfWork, lake: Lake, files: Sequence[MonthFile], names: dict[Series, str]) -> None:
    """Put the files in their places and list them; the former ones stay listed as former."""
    for file in files:
        if file.written is None:
            uow.lake_files.supersede([file.replaces] if file.replaces else [], None)
            continue
        vendor, dataset, source = file.series
        name = names[file.series]
        record = LakeFileRecord(
            vendor=vendor,
            dataset=dataset,
            source=source,
            month=file.month,
            path=lake.place_of(dataset, vendor, file.month, name),
            sha256=file.written.sha256,
            rows=file.written.rows,
            measures=file.measures,
            batches=dict(file.batches),
            batch_id=name.removesuffix("-withdrawn"),
            written_at=uow.now,
        )
        lake.put_in_place(file.written, record.path)
        uow.lake_files.supersede([file.replaces] if file.replaces else [], record.id)
        uow.lake_files.add(record)
        uow.lake_files.link(file.own, record.id)


def _commit(uow: UnitOfWork, batch: BatchRecord, order: int) -> BatchRecord:
    changes = {"role": batch.role, "commit_order": order, "committed_at": uow.now}
    by = uow.principal_name
    return uow.batches.change_state(batch, BatchState.COMMITTED, committed_by=by, **changes)


def _withdraw(uow: UnitOfWork, batch: BatchRecord, reason: str) -> BatchRecord:
    changes = {"withdrawn_at": uow.now, "withdrawn_by": uow.principal_name, "withdrawn_reason": reason}
    return uow.batches.change_state(batch, BatchState.WITHDRAWN, reason, **changes)


def _current(uow: UnitOfWork, series: Series, months: Iterable[str]) -> dict[str, LakeFileRecord]:
    vendor, dataset, source = series
    return {file.month: file for file in uow.lake_files.current([vendor], dataset, source, sorted(months))}


def _rows_of(lake: Lake, file: LakeFileRecord | None) -> pl.DataFrame:
    return empty_month() if file is None else lake.read(file.path)


def _series(batch: BatchRecord) -> Series:
    return batch.vendor, batch.dataset, batch.source
