"""A hundred thousand audits of thirty answers: a month's counts and judging, and the pages of audits.

python -m benchmarks.audits FOLDER [--audits 100000] [--rounds 5] [--profile]

FOLDER is a scratch folder; the house in it (benchmarks/audit_house.py) is made once. Beside a month's counts
stands the bare query that reads the same rows; each page runs through the main script under AppTest.
"""

from __future__ import annotations

import argparse
import gc
import os
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from time import process_time

from sqlalchemy import func, select

from benchmarks.audit_house import VENDORS, WHO, open_audits
from benchmarks.pages import LIMIT_MS, opened, say_where, somebody
from benchmarks.side_by_side import head, in_turn, show_ratio, show_times, timed
from core.period import MonthRule
from services.audits.spot_check import count_rows
from services.house.bootstrap import House
from services.judging.assess_month import assess
from store.tables.audits import audits
from ui import navigation

PAGES = (
    "overview", "scorecard", "spot-check", "desk", "reviews", "calibration", "sampling", "auditors",
    "call-experience", "foreign-audits",
)  # fmt: skip
OURS, BARE, JUDGED = "counts of a vendor's month", "bare query of its rows", "that month asked for again"


def main() -> None:
    """Make the house, then measure services and pages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--audits", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--profile", action="store_true")
    given = parser.parse_args()
    seconds, house = timed(lambda: open_audits(given.folder, given.audits, date.today()))
    head(f"audits: {given.audits:,} × 30 answers ({seconds:.0f} s to open)")
    label = f"{date.today().replace(day=1) - timedelta(days=1):%Y-%m}"
    services(house, label, given.rounds)
    house.close()
    pages(given.folder, label, given.rounds, given.profile)


def services(house: House, label: str, rounds: int) -> None:
    """A month's counts and its judging."""
    period, vendor = MonthRule().month(label), VENDORS[0]

    def counted() -> int:
        with house.database.read(WHO) as uow:
            return len(count_rows(uow, vendor, period))

    def bare() -> object:
        c = audits.c
        days = c.business_date.between(period.start, period.end - timedelta(days=1))
        asked = select(c.business_date, c.agent, c.passed, func.length(c.counts))
        with house.database.read(WHO) as uow:
            return uow.connection.execute(asked.where(c.vendor == vendor, days)).all()

    print(f"  {counted():,} audits of {vendor} in {label}")
    times = in_turn(
        {OURS: counted, BARE: bare, JUDGED: lambda: assess(house, WHO, [label], vendor=vendor)}, rounds
    )
    show_times(times)
    show_ratio(times, OURS, BARE)


def pages(folder: Path, label: str, rounds: int, profile: bool) -> None:
    """Every page that has to do with audits: milliseconds of a rerun by the clock and by the processors."""
    os.environ["PLUMBLINE_DATA"] = str(folder.resolve())
    person = somebody(folder)
    print(f"  milliseconds of a rerun (of the processors), limit {LIMIT_MS}")
    for entry in (each for each in navigation.TABLE if each.url in PAGES and each.file.exists()):
        app = opened(entry, person)
        gc.collect()
        found, worked = [], []
        for _ in range(rounds):
            start = process_time()
            found.append(timed(app.run)[0] * 1000)
            worked.append((process_time() - start) * 1000)
        mark = "  over the limit" if median(worked) > LIMIT_MS else ""
        print(f"  {entry.url:<12} {median(found):6.0f} ({median(worked):.0f}){mark}", flush=True)
        if mark and profile:
            say_where(app)


if __name__ == "__main__":
    main()
