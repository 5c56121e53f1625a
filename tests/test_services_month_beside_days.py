"""A month's figure beside fewer days: a person says which counts; it is judged with its own coverage."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from core.batch import Role
from core.errors import DecisionNeeded
from core.principal import Principal
from core.tally import Flag
from services.house.bootstrap import House
from services.judging.assess_month import current
from services.reports.import_report import commit, stage, withdraw
from tests.reports_example import bring, choice, daily_report, line_house, previewed

HEAD = "Month,Agent requests,Calls answered,Calls abandoned,Answered within 20s"
MONTH = f"{HEAD}\n2026-10,31000,29760,1240,26350\n"


@pytest.fixture
def line(tmp_path: Path) -> Iterator[tuple[House, Principal]]:
    house, who = line_house(tmp_path / "data")
    yield house, who
    house.close()


@pytest.mark.parametrize("days_first", [True, False])
@pytest.mark.parametrize("month_counts", [True, False])
def test_what_a_person_lets_count_is_judged_with_its_own_days(line, days_first, month_counts):
    house, who = line
    days, month = (daily_report("2026-10", days=20), "日报.csv"), (MONTH, "月报.csv")
    first, second = (days, month) if days_first else (month, days)
    bring(house, who, *first)
    staged = previewed(house, who, *second)
    with pytest.raises(DecisionNeeded):
        commit(house, who, staged.file.id)
    commit(house, who, staged.file.id, Role.FACTS if days_first is month_counts else Role.CHECK)
    judged = [each.judgement for each in current(house, who, "LINE-2026", "2026-10").lines]
    found = [j for j in judged if j.coverage.have]
    assert found and {j.coverage.have for j in found} == {31 if month_counts else 20}
    assert {Flag.PROVISIONAL in j.flags for j in found} == {not month_counts}


MONTHS = MONTH.replace("2026-10", "2026-08,31000,29000,1240,26350\n2026-09,30000,28000,1240,25000\n2026-10")


def offered(house: House, who: Principal) -> dict[str, int | None]:
    """Month → answered and abandoned calls, as the abandonment rate has them."""
    found = {}
    for label in ("2026-08", "2026-09", "2026-10"):
        shown = current(house, who, "LINE-2026", label)
        found[label] = shown.line("ABN").judgement.denominator
    return found


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("days_first", [True, False])
def test_months_that_no_days_meet_count_whatever_is_said_of_the_one_that_they_meet(line, days_first, role):
    house, who = line
    days, months = (daily_report("2026-10", days=20), "日报.csv"), (MONTHS, "月报.csv")
    first, second = (days, months) if days_first else (months, days)
    bring(house, who, *first)
    staged = previewed(house, who, *second)
    assert [found.facts["first"] for found in staged.decision] == ["2026-10-01"]
    commit(house, who, staged.file.id, role)
    october = 31_000 if days_first is (role is Role.FACTS) else 20_000
    assert offered(house, who) == {"2026-08": 31_000, "2026-09": 30_000, "2026-10": october}


def test_days_of_two_months_beside_the_figure_of_one_count_where_no_month_does(line):
    house, who = line
    bring(house, who, MONTH, "月报.csv")
    both = daily_report("2026-09") + daily_report("2026-10").partition("\n")[2]
    staged = previewed(house, who, both, "日报.csv")
    commit(house, who, staged.file.id, Role.CHECK)
    assert offered(house, who) == {"2026-08": None, "2026-09": 30_000, "2026-10": 31_000}


def test_months_in_one_file_with_the_days_of_the_last(line):
    house, who = line
    workbook, stream = openpyxl.Workbook(), io.BytesIO()
    workbook.remove(workbook.active)
    for name, text in (("months", MONTHS), ("days", daily_report("2026-10"))):
        sheet = workbook.create_sheet(name)
        for row in text.splitlines():
            sheet.append([int(cell) if cell.isdigit() else cell for cell in row.split(",")])
    workbook.save(stream)
    staged = stage(house, who, "10.xlsx", stream.getvalue(), choice())
    assert staged.decision == ()
    commit(house, who, staged.file.id)
    assert offered(house, who) == {"2026-08": 31_000, "2026-09": 30_000, "2026-10": 31_000}


TALK = f"{HEAD},Talk time (s)\n2026-10,31000,29760,1240,26350,5000000\n"


@pytest.mark.parametrize(
    ("month", "said"),
    [(MONTH, []), (TALK, ["Talk time"]), ("Month,Talk time (s)\n2026-10,5000000\n", [])],
    ids=["nothing more", "talk times too", "nothing that the days have"],
)
def test_what_only_the_month_holds_and_gives_way_to_the_days_is_said(line, month, said):
    house, who = line
    workbook, stream = openpyxl.Workbook(), io.BytesIO()
    workbook.remove(workbook.active)
    for name, text in (("month", month), ("days", daily_report("2026-10"))):
        sheet = workbook.create_sheet(name)
        for row in text.splitlines():
            sheet.append([int(cell) if cell.isdigit() else cell for cell in row.split(",")])
    workbook.save(stream)
    found = stage(house, who, "10.xlsx", stream.getvalue(), choice()).findings
    assert [c.en for f in found if f.code == "only_checked" for c in f.facts["counts"]] == said


def test_months_that_are_taken_back_leave_the_days(line):
    house, who = line
    bring(house, who, daily_report("2026-10"), "日报.csv")
    staged = previewed(house, who, MONTHS, "月报.csv")
    done = commit(house, who, staged.file.id, Role.CHECK)
    for batch in done.batches:
        withdraw(house, who, batch.id, "发错了")
    assert offered(house, who) == {"2026-08": None, "2026-09": None, "2026-10": 31_000}
