"""One vendor-month judged again after a corrected figure, beside the bare query of that month in DuckDB.

python -m benchmarks.rejudge FOLDER [--rounds 7]

The lake of benchmarks/interval_lake.py: 41,400 half hours in the month, sixty clauses, and the vendor's other
23 months already judged. Each round commits one corrected half hour first; only the judging is timed: the
inputs read, one cube, sixty verdicts, the run with its verdicts and misses kept in one transaction.
"""

from __future__ import annotations

import argparse
import gc
from pathlib import Path

import duckdb
import polars as pl

from benchmarks.cube import asked_for, wish_of
from benchmarks.interval_lake import MONTHS, WHO, bring_in, draft_of, open_lake
from benchmarks.side_by_side import Times, head, show_ratio, show_times, timed
from core.facts import COMMIT_COLUMNS
from core.period import calendar_month
from core.ulid import new_ulid
from services.house.bootstrap import House
from services.judging.assess_month import assess
from store.lake.cube import CubeWish, cube_sql

VENDOR, LABEL = "V03", "2023-06"
OURS, BARE = "one vendor-month judged again", "bare query of that month"


def main() -> None:
    """Correct, judge, query; round by round."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path, help="a scratch folder; the lake in it is used again")
    parser.add_argument("--rounds", type=int, default=7)
    given = parser.parse_args()
    house = open_lake(given.folder)
    assess(house, WHO, MONTHS, vendor=VENDOR)
    whole = wish_of(asked_for(house))
    wish = CubeWish(whole.measures, whole.dims, (calendar_month(2023, 6),), whole.bits)
    base = duckdb.connect()
    gc.collect()
    gc.freeze()
    seconds: dict[str, list[float]] = {OURS: [], BARE: []}
    for turn in range(given.rounds + 1):
        path = correct(house)
        taken, months = timed(lambda: assess(house, WHO, [LABEL], vendor=VENDOR))
        if len(months[0].lines) != 60:
            raise SystemExit("sixty clauses were to be judged")
        query = cube_sql(wish, f"read_parquet('{path}')")
        bare, _ = timed(lambda query=query: base.execute(query).fetchall())
        if turn:
            seconds[OURS].append(taken)
            seconds[BARE].append(bare)
    head("rejudge: 60 clauses, 41,400 half hours")
    times = Times(seconds)
    show_times(times)
    print(f"  {OURS}: {times.median(OURS) * 1000:.0f} ms   target ≤ 100 ms")
    show_ratio(times, OURS, BARE)
    house.close()


def correct(house: House) -> str:
    """Commit the month once more with one call more in its first row; gives its new file."""
    month = calendar_month(2023, 6)
    rows = house.lake.read(_file(house)).drop(COMMIT_COLUMNS)
    raised = pl.when(pl.int_range(pl.len()) == 0).then(1).otherwise(0)
    bring_in(house, draft_of(VENDOR, rows.with_columns(pl.col("ready_s") + raised), month, new_ulid()))
    return house.lake.path(_file(house)).as_posix()


def _file(house: House) -> str:
    with house.database.read() as uow:
        return uow.lake_files.current([VENDOR], months=[LABEL])[0].path


if __name__ == "__main__":
    main()
