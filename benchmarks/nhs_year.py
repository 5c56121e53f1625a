"""The NHS 111 year 2015-16 (534 provider-months): imported, judged and exported, beside pandas.

python -m benchmarks.nhs_year [--rounds 3]

Each stage has the nearest thing pandas does: read_csv and to_sql for the import (no layout recognised, no row
checked, no preview, no place of a figure kept), a groupby with its two rates for the judging (no verdict, no
run kept), to_excel of the same provider's rows for the workbook (one bare sheet). Every round starts from an
empty data folder.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd

from benchmarks.side_by_side import ROOT, Times, head, show_ratio, show_times, timed
from core.clock import FixedClock
from core.principal import Principal, Role
from core.text import Text
from core.verdict import Verdict
from services.contracts.contracts import load_contract
from services.house.bootstrap import House, open_house
from services.judging.assess_month import assess
from services.known.directory import register_vendor
from services.reports.import_report import commit, stage
from services.workbooks.export_month import export
from sla.load import load_contracts

SHARED = Path(os.environ.get("PLUMBLINE_SHARED", ROOT.parent / "shared"))
CALLS = SHARED / "data" / "nhs111_2015_16" / "NHS_Calls.csv"
CONTRACT = ROOT / "sample_data" / "contracts" / "nhs111_contract.yaml"
WHO = Principal("01BENCH", "Benchmark", Role.MANAGER)
MONTHS = [f"2015-{month:02d}" for month in range(4, 13)] + [f"2016-{month:02d}" for month in range(1, 4)]
#: Workbooks of one month; the year's 534 are as many times this.
EXPORTED = "2015-12"


def main() -> None:
    """Rounds of all stages, then their times and ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    seconds: dict[str, list[float]] = {}
    for turn in range(rounds + 1):
        with tempfile.TemporaryDirectory() as folder:
            found = {**ours(Path(folder)), **pandas(Path(folder))}
        for name, taken in found.items():
            if turn:
                seconds.setdefault(name, []).append(taken)
    seconds["import"] = [a + b for a, b in zip(seconds["stage"], seconds["commit"], strict=True)]
    head("nhs_year: 534 provider-months, 1,068 verdicts, 46 providers")
    times = Times(seconds)
    show_times(times)
    for stage_name, yardstick in (
        ("import", "read_csv + to_sql"),
        ("assess", "groupby"),
        ("export", "to_excel"),
    ):
        show_ratio(times, stage_name, yardstick)


def ours(folder: Path) -> dict[str, float]:
    """Seconds of each stage through the services."""
    house = open_house(folder / "house", clock=FixedClock(datetime(2016, 12, 1, tzinfo=UTC)))
    _register(house)
    staging, staged = timed(lambda: stage(house, WHO, CALLS.name, CALLS.read_bytes()))
    committing, _ = timed(lambda: commit(house, WHO, staged.file.id))
    load_contract(house, WHO, CONTRACT.read_text(encoding="utf-8"), CONTRACT.name)
    judging, months = timed(lambda: assess(house, WHO, MONTHS, as_of=date(2016, 12, 1)))
    lines = [line for month in months for line in month.lines]
    judged = sum(line.judgement.verdict is not Verdict.NOT_REPORTED for line in lines)
    if judged != 1068:
        raise SystemExit(f"{judged} verdicts instead of 1,068")
    codes = [m.contract.code for m in months if m.label == EXPORTED and m.lines[0].judgement.is_judged]
    exporting, _ = timed(lambda: [export(house, WHO, code, EXPORTED, "en") for code in codes])
    house.close()
    return {"stage": staging, "commit": committing, "assess": judging, "export": exporting}


def pandas(folder: Path) -> dict[str, float]:
    """Seconds of the nearest things in pandas."""

    def kept() -> pd.DataFrame:
        frame = pd.read_csv(CALLS)
        with sqlite3.connect(folder / "pandas.sqlite") as connection:
            frame.to_sql("calls", connection)
        return frame

    importing, frame = timed(kept)
    keys = ["Provider Org Code", "Yearnumber", "Periodname"]
    counts = {
        "offered": "Nhs1 Number Calls Offered SUM",
        "answered": "Nhs1 Answered Calls SUM",
        "within": "Nhs1 Answered 60sec SUM",
        "abandoned": "Nhs1 Abandoned Calls SUM",
    }

    def rates() -> pd.DataFrame:
        sums = frame.groupby(keys)[list(counts.values())].sum()
        answered = sums[counts["within"]] / sums[counts["answered"]] >= 0.95
        abandoned = sums[counts["abandoned"]] / sums[counts["offered"]] <= 0.05
        return pd.DataFrame({"answered": answered, "abandoned": abandoned})

    judging, _ = timed(rates)
    one_month = frame[frame["Periodname"] == "Dec-15"]

    def workbooks() -> None:
        for code, rows in one_month.groupby("Provider Org Code"):
            rows.to_excel(folder / f"{code}.xlsx", index=False)

    exporting, _ = timed(workbooks)
    return {"read_csv + to_sql": importing, "groupby": judging, "to_excel": exporting}


def _register(house: House) -> None:
    """The providers are known but no contract is: the commit judges nothing, each stage stands alone."""
    _, vendors, _ = load_contracts(CONTRACT.read_text(encoding="utf-8"), CONTRACT.name)
    with house.database.write(WHO) as uow:
        for entry in vendors:
            register_vendor(
                uow, house, WHO, entry.code, entry.name or Text(entry.code, entry.code), entry.aliases
            )
        uow.commit()


if __name__ == "__main__":
    main()
