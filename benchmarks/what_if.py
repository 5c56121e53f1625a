"""What if over 24 months of one vendor, beside the bare query of these months in DuckDB.

python -m benchmarks.what_if FOLDER [--rounds 7]

The lake of benchmarks/interval_lake.py: sixty clauses, 41,400 half hours a month, every month judged. One
clause's target is a point higher in the draft; before and after are judged anew each round, nothing is kept.
"""

from __future__ import annotations

import argparse
import gc
from pathlib import Path

import duckdb

from benchmarks.cube import asked_for, wish_of
from benchmarks.interval_lake import MONTHS, WHO, open_lake
from benchmarks.side_by_side import head, in_turn, show_ratio, show_times
from core.period import Period, calendar_month, parse_label
from services.contracts.contract_versions import all_governing
from services.contracts.drafts import draft_from_version
from services.house.bootstrap import House
from services.judging.assess_month import assess
from services.results.what_if import what_if
from store.lake.cube import CubeWish, cube_sql

VENDOR = "V03"
OURS, BARE = "what if over 24 months", "bare query of these months"


def main() -> None:
    """Judge before and after, query; round by round."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path, help="a scratch folder; the lake in it is used again")
    parser.add_argument("--rounds", type=int, default=7)
    given = parser.parse_args()
    house = open_lake(given.folder)
    assess(house, WHO, MONTHS, vendor=VENDOR)
    (contract,) = all_governing(house, WHO, MONTHS[0], VENDOR)
    target = contract.clauses[0].target
    assert target is not None
    edit = {contract.clauses[0].code: {"target": str(target + 1)}}
    draft = draft_from_version(house, WHO, contract.code, contract.version, edit)
    gc.collect()
    gc.freeze()
    whole = wish_of(asked_for(house))
    wish = CubeWish(whole.measures, whole.dims, tuple(map(_month, MONTHS)), whole.bits)
    query, base = cube_sql(wish, f"read_parquet({_files(house)}, union_by_name = true)"), duckdb.connect()
    contenders = {
        OURS: lambda: what_if(house, WHO, contract.code, draft, MONTHS),
        BARE: lambda: base.execute(query).fetchall(),
    }
    times = in_turn(contenders, given.rounds)
    head("what if: 60 clauses, 24 months of 41,400 half hours, before and after")
    show_times(times)
    print(f"  {OURS}: {times.median(OURS):.2f} s   target < 1 s")
    show_ratio(times, OURS, BARE)
    house.close()


def _month(label: str) -> Period:
    return calendar_month(*parse_label(label))


def _files(house: House) -> list[str]:
    with house.database.read() as uow:
        return [house.lake.path(file.path).as_posix() for file in uow.lake_files.current([VENDOR])]


if __name__ == "__main__":
    main()
