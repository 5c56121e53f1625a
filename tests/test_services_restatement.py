"""Figures of committed days that a file changes: what would move is said before, and flagged after."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from core.month import MonthState
from core.principal import Principal, Role
from core.tally import Flag
from core.verdict import Verdict
from services.house.bootstrap import House
from services.judging.assess_month import current
from services.known.people import add_person
from services.months.month import set_state
from services.records.manual_figures import enter_figure
from services.reports.import_files import bring_in
from services.reports.import_report import commit, staged
from services.reports.restatement import would_move
from tests.reports_example import bring, choice, daily_report, line_house, previewed, report

#: One day's figure within 20 seconds goes from 850 to 0: 26,350 → 25,500 of 31,000, 85.00 % → 82.26 %.
ONE_DAY = report([(date(2026, 10, 3), 1000, 960, 40, 0)])


@pytest.fixture
def line(tmp_path: Path, database_url: str | None) -> Iterator[tuple[House, Principal]]:
    house, who = line_house(tmp_path / "data", database_url)
    yield house, who
    house.close()


def traces(house: House) -> tuple[object, ...]:
    """Everything a look could leave behind: runs, lake files, files written aside."""
    with house.database.read() as uow:
        runs = len(uow.runs.all())
    aside = sorted(path.name for path in (house.folder / "tmp" / "lake").rglob("*.parquet"))
    return runs, sorted(house.lake.files()), aside


def test_the_verdicts_and_points_that_would_move_are_said_before_anything_is_committed(line):
    house, who = line
    bring(house, who, daily_report("2026-10"))
    worse = previewed(house, who, daily_report("2026-10", within=700), "worse.csv")
    before = traces(house)
    (month,) = would_move(house, who, worse.file.id)
    assert traces(house) == before
    assert (month.contract, month.label, month.is_final) == ("LINE-2026", "2026-10", False)
    (moved,) = month.clauses
    assert (moved.clause, moved.before.value, moved.after.value) == ("SL20", 85, 70)
    assert (moved.before.verdict, moved.after.verdict, moved.turns) == (Verdict.MET, Verdict.MISSED, True)
    # Ten points short of 80 %, two points each, of the 60 that are full.
    assert (moved.points_before, moved.points_after) == (Decimal("60.00"), Decimal("40.00"))
    assert month.total_before - month.total_after == Decimal("22.22")


def test_what_is_said_before_is_what_is_judged_after(line):
    house, who = line
    bring(house, who, daily_report("2026-10"))
    shown = previewed(house, who, ONE_DAY, "one.csv")
    (month,) = would_move(house, who, shown.file.id)
    commit(house, who, shown.file.id)
    after = current(house, who, "LINE-2026", "2026-10")
    assert month.clauses[0].after.value == after.line("SL20").judgement.value
    assert month.total_after == after.score.total


def test_a_preview_opened_again_says_the_same(line):
    house, who = line
    bring(house, who, daily_report("2026-10"))
    shown = previewed(house, who, ONE_DAY, "one.csv")
    again = staged(house, who, shown.file.id)
    assert would_move(house, who, again.file.id) == would_move(house, who, shown.file.id) != ()


def test_a_file_that_only_adds_moves_nothing(line):
    house, who = line
    bring(house, who, daily_report("2026-10"))
    november = previewed(house, who, daily_report("2026-11", days=20), "nov.csv")
    assert would_move(house, who, november.file.id) == ()


def test_a_month_that_is_final_is_said_to_stay(line):
    house, who = line
    bring(house, who, daily_report("2026-10"))
    enter_figure(house, who, "LINE-2026", "2026-10", "RPT", Decimal(1), Decimal(1), "月报")
    current(house, who, "LINE-2026", "2026-10")
    approver = add_person(house, "批准人", Role.APPROVER)
    set_state(house, approver, "LINE-2026", "2026-10", MonthState.FINAL)
    (month,) = would_move(house, who, previewed(house, who, ONE_DAY, "one.csv").file.id)
    assert month.is_final and month.clauses[0].clause == "SL20"


def test_what_rests_on_changed_figures_is_flagged_restated_and_nothing_else(line):
    house, who = line
    bring(house, who, daily_report("2026-10"))
    bring(house, who, daily_report("2026-09"), "sep.csv")
    assert Flag.RESTATED not in current(house, who, "LINE-2026", "2026-10").line("SL20").judgement.flags
    bring(house, who, ONE_DAY, "one.csv")
    october = current(house, who, "LINE-2026", "2026-10")
    assert Flag.RESTATED in october.line("SL20").judgement.flags
    assert Flag.RESTATED not in october.line("ABN").judgement.flags
    september = current(house, who, "LINE-2026", "2026-09")
    assert Flag.RESTATED not in september.line("SL20").judgement.flags


def test_a_dry_run_says_it_for_machines_too(line, tmp_path: Path):
    house, who = line
    bring(house, who, daily_report("2026-10"))
    file = tmp_path / "worse.csv"
    file.write_text(daily_report("2026-10", within=700), encoding="utf-8")
    tried = bring_in(house, who, file, choice(), dry_run=True).as_dict()
    assert tried["result"] == "previewed"
    (month,) = tried["moves"]
    assert month["clauses"] == [
        {
            "clause": "SL20",
            "value": ["85.0000000000", "70.0000000000"],
            "verdict": ["met", "missed"],
            "points": ["60", "40"],
        }
    ]
    assert current(house, who, "LINE-2026", "2026-10").line("SL20").judgement.value == 85
