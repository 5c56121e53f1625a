"""A month's figure beside fewer days: a person says which counts; it is judged with its own coverage."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.batch import Role
from core.errors import DecisionNeeded
from core.principal import Principal
from core.tally import Flag
from services.assess_month import current
from services.bootstrap import House
from services.import_report import commit
from tests.reports_example import bring, daily_report, line_house, previewed

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
