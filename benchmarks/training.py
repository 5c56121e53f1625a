"""The training of all agents of a vendor in a month, beside plain pandas over the same files.

python -m benchmarks.training FOLDER [--agents 20000] [--rounds 5]

Forty courses, 24 months of rosters and records (benchmarks/training_house.py). Asked for: who holds what of
what has to be held, by site and course on the month's last day and by site and day; and of every due day of
the month who was in scope, trained, examined and passed at first. Ours starts at the database and the files,
as a page does. Before anything is timed, all figures must equal those of pandas.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.side_by_side import Times, head, in_turn, show_ratio, show_times, timed
from benchmarks.training_house import VENDOR, WHO, month_of, open_agents
from benchmarks.training_pandas import Figures, by_pandas
from services.house.bootstrap import House
from services.training.count_rows import day_rows
from services.training.due_rounds import due_rows
from services.training.held_month import month_in
from store.records.people_lists import PeopleListRecord

COURSES, MONTHS = 40, 24
OURS, PANDAS = "Plumbline", "plain pandas"


def main() -> None:
    """Both once for their figures, then in turn."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path, help="a scratch folder; the house in it is used again")
    parser.add_argument("--agents", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    house = open_agents(given.folder, given.agents, COURSES, MONTHS)
    first, ours = timed(lambda: by_plumbline(house))
    theirs = by_pandas(paths_of(house, "roster")[-2], paths_of(house, "exams"), COURSES, MONTHS - 2)
    if ours != theirs:
        raise SystemExit("the figures differ")
    head(
        f"training: {given.agents:,} agents, {COURSES} courses, {MONTHS} months, {_records(house):,} records"
    )
    print(f"  the first time in this process: {first:.2f} s   target ≤ 2 s")
    times = in_turn(
        {
            OURS: lambda: by_plumbline(house),
            PANDAS: lambda: by_pandas(
                paths_of(house, "roster")[-2], paths_of(house, "exams"), COURSES, MONTHS - 2
            ),
        },
        given.rounds,
        warm=0,
    )
    show(times)
    house.close()


def by_plumbline(house: House) -> Figures:
    """The month before the last one, seen on the last day of that."""
    period, today = month_of(MONTHS - 2), month_of(MONTHS - 1).last_day
    with house.database.read(WHO) as uow:
        month = month_in(uow, house, VENDOR, period)
        cells = {(site or "", code): of for (site, code), of in month.courses_on(period.last_day).items()}
        days = {
            (row.scope.site or "", row.day): (row.counts["agents_live"], row.counts["agents_certified"])
            for row in day_rows(month, period.last_day)
        }
        dues = {
            (row.scope.site or "", row.day): tuple(
                row.counts[name]
                for name in (
                    "agents_in_scope",
                    "agents_trained",
                    "agents_trained_grace",
                    "exam_taken",
                    "passed_first",
                )
            )
            for row in due_rows(uow, house.lake, month, period.last_day, today)
        }
    return Figures(cells, days, dues)


def show(times: Times) -> None:
    """Both times and the ratio."""
    show_times(times)
    show_ratio(times, PANDAS, OURS)


def paths_of(house: House, kind: str) -> list[Path]:
    """The files of the lists of a kind, the oldest first."""
    return [house.lake.path(each.rows_file or "") for each in _lists(house) if each.kind == kind]


def _lists(house: House) -> list[PeopleListRecord]:
    with house.database.read(WHO) as uow:
        return sorted(uow.people_lists.all(vendor=VENDOR), key=lambda each: each.day)


def _records(house: House) -> int:
    return sum(each.rows for each in _lists(house) if each.kind == "exams")


if __name__ == "__main__":
    main()
