"""Commit and withdrawal: month files are written aside first, then listed in one short transaction.

with database.read() as uow:
    plan = prepare_commit(uow, lake, batch_ids)      # slow part, nobody waits
with database.write(principal) as uow:
    batches = apply_commit(uow, lake, plan)          # checks again, renames, lists
    uow.commit()                                     # all batches of the file, or none
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from core.batch import Grain, Role
from core.errors import DecisionNeeded
from core.finding import Finding
from core.period import parse_label
from importers.preview.parts_of_whole import told_by_parts
from importers.preview.superseding import measured
from store.lake.checks import (
    Series,
    must_be,
    must_be_fresh,
    must_not_meet,
    series_of,
    with_role,
)
from store.lake.fold import (
    Layer,
    empty_month,
    folded,
    in_month,
    months_touched,
    tidy,
)
from store.lake.lake import Lake, Written
from store.lake.stage import current_rows
from store.lake.staged import StagedRows
from store.records.batches import BatchRecord, BatchState, LakeFileRecord
from store.unit_of_work import UnitOfWork


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
    uow: UnitOfWork,
    lake: Lake,
    batch_ids: Iterable[str],
    decision: Role | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> CommitPlan:
    """Write aside what the staged batches of one received file make of their months.

    `decision` answers where figures of another grain feed the sums already: FACTS lets these feed them
    and keeps the others as check values, CHECK the other way round. Refused: StaleBatchError where
    batches of the same key came or went since the preview, DecisionNeeded where the question is open.
    `progress` hears of every month (done, of how many); whatever it raises ends it, and nothing is left.
    """
    decided, rows = _fresh(uow, lake, batch_ids, decision)
    counted = _counted(decided)
    total = len({(series_of(b), month) for b in counted for month in months_touched(b.coverage)})
    files: list[MonthFile] = []
    done = 0
    try:
        for series in dict.fromkeys(series_of(batch) for batch in counted):
            addition = _addition(uow, lake, series, counted, rows)
            if decision is None:
                must_not_meet(uow, addition.batches, addition.before, rows)
            for month in addition.before:
                if progress:
                    progress(done, total)
                files += _added(lake, addition, month, rows)
                done += 1
        if progress:
            progress(done, max(done, total))
    except BaseException:
        lake.drop_aside(file.written for file in files if file.written)
        raise
    return CommitPlan(decided, tuple(files), decision)


def check_commit(uow: UnitOfWork, lake: Lake, batch_ids: Iterable[str]) -> None:
    """Refused where `prepare_commit` without a decision would be; nothing is folded or written."""
    staged = _staged(uow, batch_ids)
    if not any(_current(uow, series_of(batch), months_touched(batch.coverage)) for batch in staged):
        # Nothing is there that could be met: their rows need not be read.
        for batch in staged:
            must_be_fresh(uow, batch)
        return
    decided, rows = _fresh(uow, lake, [batch.id for batch in staged], None)
    counted = _counted(decided)
    for series in dict.fromkeys(series_of(batch) for batch in counted):
        addition = _addition(uow, lake, series, counted, rows)
        must_not_meet(uow, addition.batches, addition.before, rows)


def apply_commit(uow: UnitOfWork, lake: Lake, plan: CommitPlan) -> list[BatchRecord]:
    """Make the plan true inside a write transaction: all of its batches together.

    Another commit in between is noticed: StaleBatchError where it concerns the same key, else the
    months are simply made again.
    """
    if _outdated(uow, plan.files):
        plan = prepare_commit(uow, lake, [batch.id for batch in plan.batches], plan.decision)
    for batch in plan.batches:
        must_be_fresh(uow, batch)
    first = uow.batches.next_commit_order()
    committed = [_commit(uow, batch, first + i) for i, batch in enumerate(plan.batches)]
    _list(uow, lake, plan.files, {series_of(batch): batch.id for batch in reversed(plan.batches)})
    uow.after_commit(lambda: lake.drop_staged(batch.id for batch in plan.batches))
    return committed


def prepare_withdrawal(uow: UnitOfWork, lake: Lake, batch_ids: Iterable[str]) -> CommitPlan:
    """Write aside what the months are without these live batches: the others folded anew, in order."""
    batches = tuple(uow.batches.get(batch_id) for batch_id in batch_ids)
    for batch in batches:
        must_be(batch, BatchState.COMMITTED, BatchState.WITHDRAWN)
    files: list[MonthFile] = []
    counted = _counted(batches)
    for series in dict.fromkeys(series_of(batch) for batch in counted):
        files += _without(uow, lake, series, [batch for batch in counted if series_of(batch) == series])
    return CommitPlan(batches, tuple(files))


def apply_withdrawal(uow: UnitOfWork, lake: Lake, plan: CommitPlan, reason: str) -> list[BatchRecord]:
    """Make a withdrawal true inside a write transaction; afterwards the same file can come in again."""
    if _outdated(uow, plan.files):
        plan = prepare_withdrawal(uow, lake, [batch.id for batch in plan.batches])
    withdrawn = [_withdraw(uow, batch, reason) for batch in plan.batches]
    names = {series_of(batch): f"{batch.id}-withdrawn" for batch in reversed(plan.batches)}
    _list(uow, lake, plan.files, names)
    return withdrawn


@dataclass(frozen=True)
class _Addition:
    """New batches of one series beside the months they touch as these are."""

    series: Series
    batches: tuple[BatchRecord, ...]
    #: batch → the months it has rows in.
    months: Mapping[str, frozenset[str]]
    current: Mapping[str, LakeFileRecord]
    before: dict[str, pl.DataFrame]


def _fresh(
    uow: UnitOfWork, lake: Lake, batch_ids: Iterable[str], decision: Role | None
) -> tuple[tuple[BatchRecord, ...], StagedRows]:
    """The staged batches in the role they get, and their rows."""
    batches = _staged(uow, batch_ids)
    for batch in batches:
        must_be_fresh(uow, batch)
    rows = StagedRows(lake)
    asked = _asked(uow, lake, batches, rows) if decision is Role.CHECK else frozenset()
    spared = {batch.id for batch in batches if batch.id not in asked and _is_part_of(batch, asked, batches)}
    roles = [None if batch.id in spared else decision for batch in batches]
    if decision is None:
        roles = [_of_itself(uow, lake, batch, rows) for batch in batches]
    return tuple(with_role(batch, batches, role) for batch, role in zip(batches, roles, strict=True)), rows


def _of_itself(uow: UnitOfWork, lake: Lake, batch: BatchRecord, rows: StagedRows) -> Role | None:
    """The role that a report has without a word: only a check of the sites that come to it."""
    if batch.grain is Grain.CALL or batch.coverage.scopes or not batch.measures:
        return None
    held = current_rows(uow, lake, batch.key, batch.coverage)
    told = held is not None and batch.repairs is None and told_by_parts(rows[batch.id], held)
    return Role.CHECK if told else None


def _asked(
    uow: UnitOfWork, lake: Lake, batches: Sequence[BatchRecord], rows: StagedRows
) -> frozenset[object]:
    """The batches of which a person has to say whether they count."""
    decided = _counted([with_role(batch, batches, None) for batch in batches])
    found: list[Finding] = []
    for series in dict.fromkeys(series_of(batch) for batch in decided):
        addition = _addition(uow, lake, series, decided, rows)
        try:
            must_not_meet(uow, addition.batches, addition.before, rows)
        except DecisionNeeded as needed:
            found += needed.findings
    return frozenset(each.facts["batch"] for each in found)


def _is_part_of(batch: BatchRecord, asked: Collection[object], batches: Sequence[BatchRecord]) -> bool:
    """Whether it holds other months of the very figures that are asked about: these count all the same."""
    return any(other.id in asked and other.key == batch.key for other in batches)


def _counted(batches: Iterable[BatchRecord]) -> list[BatchRecord]:
    """The batches that hold counts: what is only claimed leaves the lake alone."""
    return [batch for batch in batches if batch.measures]


def _addition(
    uow: UnitOfWork, lake: Lake, series: Series, decided: Sequence[BatchRecord], rows: StagedRows
) -> _Addition:
    batches = tuple(batch for batch in decided if series_of(batch) == series)
    months = {batch.id: rows.months(batch.id) for batch in batches}
    touched = {month for batch in batches for month in (*months_touched(batch.coverage), *months[batch.id])}
    current = _current(uow, series, touched)
    before = {month: _rows_of(lake, current.get(month)) for month in sorted(touched)}
    return _Addition(series, batches, months, current, before)


def _added(lake: Lake, addition: _Addition, month: str, rows: StagedRows) -> list[MonthFile]:
    """A month of one series after its new batches; nothing where they change nothing in it."""
    old = addition.before[month]
    own = tuple(b.id for b in addition.batches if month in addition.months[b.id])
    if month not in addition.current and (not own or _lies_ready(addition, own, month, rows)):
        return [_ready_file(lake, addition, own[0], month)] if own else []
    layers = [
        _layer(b, in_month(rows[b.id], month) if b.id in own else None, rows[b.id]) for b in addition.batches
    ]
    return _changed(lake, addition.series, month, addition.current.get(month), old, _folded(old, layers), own)


def _lies_ready(addition: _Addition, own: Sequence[str], month: str, rows: StagedRows) -> bool:
    """Whether a month is to hold just what one batch, put aside for it, brings."""
    (batch, *others) = [each for each in addition.batches if each.id in own]
    return not others and batch.role is Role.FACTS and month in rows.ready(batch.id)


def _ready_file(lake: Lake, addition: _Addition, batch_id: str, month: str) -> MonthFile:
    written = lake.taken(batch_id, month)
    (measures,) = (tuple(sorted(batch.measures)) for batch in addition.batches if batch.id == batch_id)
    return MonthFile(
        addition.series, month, None, written, measures, ((batch_id, written.rows),), (batch_id,)
    )


def _without(uow: UnitOfWork, lake: Lake, series: Series, batches: Sequence[BatchRecord]) -> list[MonthFile]:
    """The months of one series without some batches, folded from the live ones that remain."""
    own_files = [uow.lake_files.own_files(batch.id) for batch in batches]
    touched = {month for batch in batches for month in months_touched(batch.coverage)}
    touched |= {month for files in own_files for month in files}
    gone = {batch.id for batch in batches}
    live = [batch for batch in _counted(uow.batches.live([series[0]], *series[1:])) if batch.id not in gone]
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
    return month if layers else tidy(month)


def _layer(batch: BatchRecord, own: pl.DataFrame | None, like: pl.DataFrame) -> Layer:
    rows = like.clear() if own is None else own
    return Layer(batch.id, batch.key, batch.coverage, batch.role, rows, batch.repairs is not None)


def _live_layer(lake: Lake, batch: BatchRecord, own: dict[str, LakeFileRecord], month: str) -> Layer:
    """A live batch's own rows of a month, as the file of its commit has them."""
    found = own.get(month)
    rows = empty_month() if found is None else lake.read(found.path).filter(pl.col("batch") == batch.id)
    missing = [pl.lit(None, pl.Int64).alias(name) for name in batch.measures if name not in rows.columns]
    foreign = [name for name in measured(rows) if name not in batch.measures]
    own_rows = rows.with_columns(missing).drop(foreign)
    return Layer(batch.id, batch.key, batch.coverage, batch.role, own_rows, batch.repairs is not None)


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
    if not own and (new.equals(old) or new.equals(tidy(old))):
        return []
    replaces = None if current is None else current.id
    if new.is_empty():
        return [MonthFile(series, month, replaces, None)]
    feeding = new.group_by("batch").agg((pl.col("role") == Role.FACTS.value).sum().alias("n")).sort("batch")
    counted = tuple((batch, int(n)) for batch, n in feeding.rows())
    return [MonthFile(series, month, replaces, lake.write_aside(new), tuple(measured(new)), counted, own)]


def _staged(uow: UnitOfWork, batch_ids: Iterable[str]) -> tuple[BatchRecord, ...]:
    """The batches, those of coarser grain first, so that the finer ones fold over them."""
    found = [uow.batches.get(batch_id) for batch_id in batch_ids]
    for batch in found:
        must_be(batch, BatchState.STAGED, BatchState.COMMITTED)
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
    changes: dict[str, Any] = {"role": batch.role, "commit_order": order, "committed_at": uow.now}
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
