"""Single facts: the rows behind a figure with their place in the vendor's sheet, and the figures by day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from core.batch import Dataset, Role, Source
from core.counts import base_count
from core.errors import WrongInputError
from core.facts import ALL_COLUMNS, IDENTITY_COLUMNS, date_of
from core.period import Period
from core.scope import Scope
from store.lake import engine
from store.lake.cube import Bit
from store.lake.lake import Lake
from store.lake.repeats import months_with_window
from store.lake.summed import ROW_KEYS, Summed
from store.lake.whole_rows import Line, bits_sql, kind_sql, lines, rows_of
from store.records.batches import LakeFileRecord
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class FactRow:
    """One row as it feeds (or checks) a sum, and where it came from."""

    day: date
    #: The first day after it.
    day_end: date
    #: Minutes from midnight, where it is an interval.
    slot: int | None
    slot_end: int | None
    scope: Scope
    agent: str | None
    item: str | None
    dataset: Dataset
    source: Source
    grain: str
    role: Role
    batch: str
    #: Sheet, row number, column letters as in Excel; offsets of the batch give each figure's cell.
    sheet: str
    row: int | None
    col: str | None
    orientation: str | None
    values: Mapping[str, int | None]


@dataclass(frozen=True)
class FactPage:
    """Some of the rows, and how many there are."""

    rows: tuple[FactRow, ...]
    total: int


def fact_rows(
    uow: UnitOfWork,
    lake: Lake,
    source: Source,
    scope: Scope,
    period: Period,
    measures: Sequence[str],
    *,
    dataset: Dataset | None = None,
    role: Role | None = Role.FACTS,
    bit: Bit | None = None,
    summed: Summed | None = None,
    limit: int = 200,
    offset: int = 0,
) -> FactPage:
    """The rows that carry any of these counts, by day and place; `role` None gives check values too.

    `bit` keeps only the rows inside certain hours or weekdays; `summed` only those a figure is the sum of,
    each with the counts it brings to it.
    """
    files = _files(uow, source, scope, period, dataset, measures)
    if not files or not measures:
        return FactPage((), 0)
    _check(measures)
    carried = " OR ".join(f"{name} IS NOT NULL" for name in measures)
    where = f"{rows_of(scope, period, role, bit)} AND ({carried})"
    parts = " UNION ALL ".join(_dataset_part(lake, d, files, measures, where) for d in _datasets(files))
    tables = {}
    if summed is not None:
        parts, tables = _only_summed(parts, measures), {"brought": summed.rows(measures)}
    total = int(engine.query(f"SELECT COUNT(*) AS n FROM ({parts}) AS every", **tables).item())
    order = "day, slot, sheet, row, col"
    page = f"SELECT * FROM ({parts}) AS every ORDER BY {order} LIMIT {int(limit)} OFFSET {int(offset)}"
    found = [_row(row, source, measures) for row in engine.query(page, **tables).iter_rows(named=True)]
    return FactPage(tuple(found), total)


def day_lines(
    uow: UnitOfWork,
    lake: Lake,
    source: Source,
    scope: Scope,
    period: Period,
    measures: Sequence[str],
    bit: Bit | None = None,
) -> tuple[Line, ...]:
    """The rows of a scope and period told apart by the counts they report, for indicators to sum by day."""
    _check(measures)
    return lines(lake, _files(uow, source, scope, period, None, measures), scope, period, measures, bit)


def _files(
    uow: UnitOfWork,
    source: Source,
    scope: Scope,
    period: Period,
    dataset: Dataset | None,
    measures: Sequence[str],
) -> list[LakeFileRecord]:
    months = months_with_window(period, measures)
    return uow.lake_files.current([scope.vendor], dataset, source, months)


def _datasets(files: Sequence[LakeFileRecord]) -> list[Dataset]:
    return list(dict.fromkeys(file.dataset for file in files))


def _dataset_part(
    lake: Lake, dataset: Dataset, files: Sequence[LakeFileRecord], measures: Sequence[str], where: str
) -> str:
    mine = [file for file in files if file.dataset is dataset]
    # Months written before callers were marked have no such column.
    columns = ", ".join([*(name for name in ALL_COLUMNS if name not in IDENTITY_COLUMNS), *measures])
    with_facts = engine.over(lake, mine, measures)
    rows = f"{with_facts}SELECT {columns} FROM facts WHERE {where}"
    return f"(SELECT '{dataset.value}' AS dataset, * FROM ({rows}))"


def _only_summed(parts: str, measures: Sequence[str]) -> str:
    """Those of the rows that the table `brought` (Summed.rows) names, with the counts they give."""
    given = ", ".join(f"CASE WHEN g{i} THEN {name} END AS {name}" for i, name in enumerate(measures))
    told = f"SELECT *, {kind_sql()} AS kind, {bits_sql(measures)} AS reported FROM ({parts}) AS every"
    same = " AND ".join(f"r.{key} IS NOT DISTINCT FROM b.{key}" for key in ("dataset", *ROW_KEYS))
    return f"SELECT r.* REPLACE ({given}) FROM ({told}) AS r JOIN brought AS b ON {same}"


def _check(measures: Sequence[str]) -> None:
    for name in measures:
        if base_count(name) is None:
            raise WrongInputError("base_count", code=name)


def _row(row: Mapping[str, Any], source: Source, measures: Sequence[str]) -> FactRow:
    scope = {name: row[name] for name in ("project", "site", "queue", "channel", "segment", "language")}
    return FactRow(
        day=date_of(row["day"]),
        day_end=date_of(row["day_end"]),
        slot=row["slot"],
        slot_end=row["slot_end"],
        scope=Scope(row["vendor"], **scope),
        agent=row["agent"],
        item=row["item"],
        dataset=Dataset(row["dataset"]),
        source=source,
        grain=row["grain"],
        role=Role(row["role"]),
        batch=row["batch"],
        sheet=row["sheet"] or "",
        row=row["row"],
        col=row["col"],
        orientation=row["orientation"],
        values={name: row[name] for name in measures},
    )
