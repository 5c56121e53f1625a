"""A large file from its bytes to committed facts, beside pandas and beside a bare read.

python -m benchmarks.import_speed FOLDER [--rows 1000000] [--csv-rows 10000000] [--rounds 1] [--only xlsx]

FOLDER is a scratch folder; the files in it are made once. Every contender runs in a process of its own, in
turn. Ours is recognised, parsed, checked, compared, staged, committed and judged; pandas reads with openpyxl,
checks types and sums, drops doubled rows and writes to SQLite. What ours has committed must equal what was
written, cell by cell, before any time is shown.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import polars as pl

from benchmarks.half_hours import COUNTS, HEADERS, TRAPS, half_hours, write_text, write_workbook
from benchmarks.memory import watched
from benchmarks.side_by_side import Times, alone, head, show_ratio, show_times

OURS = "Plumbline"
PANDAS = "pandas + openpyxl + to_sql"
TEXT, WIDE = "CSV, UTF-8", "CSV, GB18030"
BARE, WHOLE = "polars.read_csv alone", "polars.read_csv alone, each cell as it is written"
MONTH_ROUNDS = 9


def main() -> None:
    """Make the inputs, run each contender, compare, print."""
    given = _arguments()
    if given.alone:
        print(json.dumps(_CONTENDERS[given.alone](given.folder)))
        return
    given.folder.mkdir(parents=True, exist_ok=True)
    if given.only in (None, "xlsx"):
        path = made(given.folder / f"half_hours_{given.rows}.xlsx", given.rows)
        size = path.stat().st_size >> 20
        title = f"import: a workbook of {given.rows:,} rows and {len(HEADERS)} columns, {size} MB"
        times = _turns(title, {OURS: ("ours", path), PANDAS: ("pandas", path)}, given.rounds)
        show_ratio(times, PANDAS, OURS, "≥ 8")
    if given.only in (None, "csv"):
        text = made(given.folder / f"half_hours_{given.csv_rows}.csv", given.csv_rows)
        wide = made(given.folder / f"half_hours_{given.csv_rows}.gb18030.csv", given.csv_rows)
        title = f"import: {given.csv_rows:,} rows of text, {text.stat().st_size >> 20} MB"
        contenders = {
            BARE: ("bare", text),
            WHOLE: ("whole", text),
            TEXT: ("ours", text),
            WIDE: ("ours", wide),
        }
        times = _turns(title, contenders, given.rounds)
        show_ratio(times, TEXT, BARE, "≤ 3")
        show_ratio(times, TEXT, WHOLE, "≤ 3")
        show_ratio(times, WIDE, TEXT, "≤ 3")
    if given.only in (None, "month"):
        _show_month(json.loads(alone("benchmarks.import_speed", str(given.folder), "--alone", "month")))


def made(path: Path, rows: int) -> Path:
    """The input, written once."""
    if not path.exists():
        aside, frame = path.with_suffix(".part"), half_hours(rows)
        if path.suffix == ".xlsx":
            write_workbook(frame, aside)
        else:
            write_text(frame, aside, "gb18030" if ".gb18030" in path.name else "utf-8")
        aside.rename(path)
    return path


def ours(path: Path) -> dict[str, Any]:
    """Seconds and memory of the import through the services; fails where a figure is not what was written."""
    from importers.containers.reading_process import end_all
    from importers.draft import Choice
    from services.reports.import_report import commit, stage
    from services.reports.reading_ahead import expect_files

    os.environ |= {"PLUMBLINE_MAX_UPLOAD_MB": "4096", "PLUMBLINE_MAX_CELLS": "200000000"}
    folder = Path(tempfile.mkdtemp(prefix="import-speed-"))
    house, who = _house(folder)
    # As the page does when it opens.
    expect_files().join()
    with watched() as peak:
        start, used = perf_counter(), _processor()
        staging = stage(house, who, path.name, path, Choice(vendor="HX"))
        staged = perf_counter() - start
        commit(house, who, staging.file.id)
        seconds = perf_counter() - start
    house.close()
    end_all()
    used = _processor() - used
    _must_be_what_was_written(folder, path)
    shutil.rmtree(folder)
    return {"seconds": seconds, "staged": staged, "peak_mb": peak.mb, "processor": used}


def pandas(path: Path) -> dict[str, Any]:
    """Seconds and memory of what a script does: read, check, drop doubled rows, write."""
    import pandas as pd

    start, used = perf_counter(), _processor()
    frame = pd.read_excel(path, engine="openpyxl", dtype={"工号": str})
    numbers = frame[list(COUNTS)].apply(pd.to_numeric, errors="coerce")
    frame["日期"] = pd.to_datetime(frame["日期"], errors="coerce")
    wrong = numbers.isna().any(axis=1) | (numbers < 0).any(axis=1) | frame["日期"].isna()
    wrong |= numbers["人工接通量"] + numbers["放弃量"] > numbers["人工请求量"]
    good = frame[~wrong].drop_duplicates(["日期", "时段", "职场", "技能组", "工号"])
    with (
        tempfile.TemporaryDirectory() as folder,
        sqlite3.connect(Path(folder) / "facts.sqlite") as connection,
    ):
        good.to_sql("facts", connection, index=False)
    return {"seconds": perf_counter() - start, "peak_mb": _peak(), "processor": _processor() - used}


def bare(path: Path) -> dict[str, Any]:
    """Seconds and memory of reading the text and nothing else; its first rows tell the types, so that the
    agents' 00123 becomes 123."""
    return _bare(path, infer_schema=True)


def whole(path: Path) -> dict[str, Any]:
    """The same with nothing lost: every cell stays its text."""
    return _bare(path, infer_schema=False)


def _bare(path: Path, *, infer_schema: bool) -> dict[str, Any]:
    start, used = perf_counter(), _processor()
    frame = pl.read_csv(path, infer_schema=infer_schema)
    seconds, used = perf_counter() - start, _processor() - used
    return {"seconds": seconds, "peak_mb": _peak(), "processor": used, "rows": frame.height}


def month(folder: Path) -> dict[str, Any]:
    """A normal month, 31 days of ten queues: seconds from its bytes to the preview, round by round."""
    from importers.draft import Choice
    from services.reports.import_report import stage
    from services.reports.reading_ahead import expect_files

    path = folder / "month.xlsx"
    write_workbook(_month(), path)
    with tempfile.TemporaryDirectory(prefix="import-speed-") as scratch:
        house, who = _house(Path(scratch))
        expect_files().join()
        seconds = []
        for _ in range(MONTH_ROUNDS):
            start = perf_counter()
            stage(house, who, path.name, path.read_bytes(), Choice(vendor="HX"))
            seconds.append(perf_counter() - start)
        house.close()
    return {"first": seconds[0], "seconds": seconds[1:], "cells": _month().height * len(HEADERS)}


_CONTENDERS: dict[str, Callable[[Path], dict[str, Any]]] = {
    "ours": ours,
    "pandas": pandas,
    "bare": bare,
    "whole": whole,
    "month": month,
}


def _turns(title: str, contenders: dict[str, tuple[str, Path]], rounds: int) -> Times:
    """Each contender once a round, alone."""
    seconds: dict[str, list[float]] = {name: [] for name in contenders}
    peaks: dict[str, int] = {}
    used: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, (which, path) in contenders.items():
            told = json.loads(alone("benchmarks.import_speed", str(path), "--alone", which).splitlines()[-1])
            seconds[name].append(told["seconds"])
            used[name].append(told["processor"])
            peaks[name] = max(peaks.get(name, 0), told["peak_mb"])
    head(title)
    times = Times(seconds)
    show_times(times)
    for name, peak in peaks.items():
        busy = median(used[name])
        print(f"  peak memory of {name}: {peak:,} MB; its processors were busy for {busy:.2f} s")
    return times


def _show_month(told: dict[str, Any]) -> None:
    seconds = sorted(told["seconds"])
    head(f"import: a normal month of {told['cells']:,} cells, from its bytes to the preview")
    middle = seconds[len(seconds) // 2]
    print(f"  the first in a fresh process {told['first']:.3f} s, then {middle:.3f} s   target < 1 s")


def _month() -> pl.DataFrame:
    """A row a day and queue."""
    return half_hours(500 * 48 * 31)[:: 500 * 48 // 11 + 1][:333]


def _must_be_what_was_written(folder: Path, path: Path) -> None:
    """Every row that carries no trap, in every cell; the rows with one are kept out and said."""
    rows = int(path.name.removeprefix("half_hours_").split(".")[0])
    written = half_hours(rows).with_row_index("row", offset=2)
    trapped = list(TRAPS) if path.suffix == ".xlsx" else []
    wanted = written.filter(~pl.col("row").is_in(trapped)).select(
        pl.col("row").cast(pl.Int32),
        pl.col("日期").dt.strftime("%Y%m%d").cast(pl.Int32).alias("day"),
        pl.col("时段").str.slice(0, 2).cast(pl.Int32).alias("hour"),
        pl.col("工号").alias("agent"),
        *(pl.col(header).cast(pl.Int64).alias(name) for header, name in COUNTS.items()),
    )
    files = sorted((folder / "lake").rglob("*.parquet"))
    parts = [pl.read_parquet(f, hive_partitioning=False, columns=wanted.columns) for f in files]
    found = pl.concat(part.cast({"agent": pl.String}) for part in parts)
    if not found.sort("row").equals(wanted):
        raise SystemExit(f"{path.name}: what was committed is not what was written")


def _house(folder: Path) -> tuple[Any, Any]:
    """An open house that knows the vendor and no contract."""
    from core.clock import FixedClock
    from core.principal import Principal, Role
    from core.text import Text
    from services.house.bootstrap import open_house
    from services.known.directory import register_vendor

    house = open_house(folder, clock=FixedClock(datetime(2027, 6, 1, tzinfo=UTC)))
    who = Principal("benchmark", "Benchmark", Role.MANAGER)
    with house.database.write(who) as uow:
        register_vendor(uow, house, who, "HX", Text("恒信", "Hengxin"))
        uow.commit()
    return house, who


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


def _processor() -> float:
    """Seconds the processors have worked for this process and those it has ended."""
    mine, ended = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in (mine, ended))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path, help="a scratch folder; the files in it are used again")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--csv-rows", type=int, default=10_000_000)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--only", choices=("xlsx", "csv", "month"))
    parser.add_argument("--alone", choices=tuple(_CONTENDERS), help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
