"""DuckDB in memory over listed Parquet files; it keeps nothing and locks nothing."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

import duckdb
import polars as pl

from core.facts import ALL_COLUMNS
from store.lake.cube import CubeWish, cube_sql
from store.lake.lake import Lake
from store.lake.repeats import from_callers
from store.lake.waits import from_waits
from store.records.batches import LakeFileRecord

_lock = threading.Lock()


def cube(lake: Lake, files: Sequence[LakeFileRecord], wish: CubeWish) -> pl.DataFrame:
    """The cube over these files: sums as whole numbers, NULL where nobody reported."""
    columns = (*wish.dims, *(name for bit in wish.bits for name, _ in bit.equal))
    found = query(over(lake, files, (*wish.measures, *columns)) + cube_sql(wish))
    return found.with_columns(pl.col(f"s{i}").cast(pl.Int64) for i in range(len(wish.measures)))


def over(lake: Lake, files: Sequence[LakeFileRecord], wanted: Iterable[str]) -> str:
    """The WITH clause that makes `facts` of these files.

    Base counts none of them has follow from the waits of single calls, or from who called again, where these
    are there; else they are NULL.
    """
    there = {name for file in files for name in file.measures}
    absent = sorted({name for name in wanted if name not in ALL_COLUMNS} - there)
    paths = ", ".join(_quoted(lake.path(file.path).as_posix()) for file in files)
    made = "".join(f", CAST({_made_of(name, there)} AS BIGINT) AS {name}" for name in absent)
    rows = f"read_parquet([{paths}], union_by_name = true, hive_partitioning = false)"
    return f"WITH facts AS NOT MATERIALIZED (SELECT *{made} FROM {rows}) "


def query(sql: str, **tables: pl.DataFrame) -> pl.DataFrame:
    """Run a query on a cursor of its own: threads do not wait for each other. It may name `tables`."""
    with _lock:
        cursor = _connection().cursor()
    try:
        for name, table in tables.items():
            cursor.register(name, table.to_arrow())
        return pl.from_arrow(cursor.sql(sql).to_arrow_table())  # type: ignore[return-value]
    finally:
        cursor.close()


def _made_of(name: str, there: Collection[str]) -> str:
    return from_waits(name, there) or from_callers(name, there) or "NULL"


@lru_cache
def _connection() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(":memory:")
    connection.execute("SET enable_progress_bar = false; SET preserve_insertion_order = false")
    return connection


def _quoted(path: str) -> str:
    return "'" + path.replace("'", "''") + "'"
