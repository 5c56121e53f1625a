"""A fee by volume of a month of which days are missing: paid by what was reported, and said to be so."""

from __future__ import annotations

import pytest

from core.month import MonthState
from core.principal import Role
from services.judging.assess_month import current
from services.judging.rebuild import rebuild
from services.known.people import add_person
from services.money.statements import statement
from services.months.month import set_state
from tests.reports_example import CONTRACT, bring, daily_report, line_house

FEE = """
settlement:
  fee: {kind: per_call, amount: 1, volume: answered}
"""


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (30, []),
        (28, ["The volume billed is of 28 days; the month has 30"]),
    ],
)
def test_a_volume_of_some_days_only_says_so_on_scorecard_and_statement(tmp_path, days, said):
    house, who = line_house(tmp_path / "data", None, CONTRACT + FEE)
    boss = add_person(house, "赵总", Role.APPROVER)
    bring(house, who, daily_report("2026-09", days=days), "m09.csv")
    month = current(house, who, "LINE-2026", "2026-09")
    assert [step.en for step in month.settled.receipt if "volume billed" in step.en] == said
    assert month.settled.gross.cents == days * 960 * 100
    set_state(house, boss, "LINE-2026", "2026-09", MonthState.FINAL)
    fee = statement(house, who, "LINE-2026", "2026-09").figures.lines[0]
    assert [step.en for step in fee.steps] == said
    assert rebuild(house, who, "LINE-2026", "2026-09").is_same
    house.close()
