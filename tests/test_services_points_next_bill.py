"""M8 as written: service points of a month take their share of the next month's bill (reference 2.7)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from core.month import MonthState
from core.principal import Role
from services.contracts.contracts import load_contract
from services.contracts.credit_words import credit_words
from services.contracts.drafts import draft_from_version
from services.judging.assess_month import assess, current
from services.judging.rebuild import rebuild
from services.known.people import add_person
from services.money.credit_ledger import ledger
from services.money.statements import statement
from services.months.month import set_state
from services.results.what_if import what_if
from services.vendors.exits import Exit, record_exit
from sla.contract_file.plain import contract_as_dict
from sla.load import contract_of, contract_to_yaml
from tests.reports_example import CONTRACT, bring, daily_report, line_house

#: A yuan an answered call: 960 a day, so that each month's bill is another one.
POINTS = """
settlement:
  fee: {kind: per_call, volume: answered, amount: 1}
  credits:
    service_points:
      clauses: [{clause: SL20, bands: [[75, 5], [0, 10]]}]
      multipliers: [1, 2]
      ladder: [[5, 0], [10, 0.02], [15, 0.04], [20, 0.06]]
      base: next_month
"""
LATE = 700


@pytest.fixture
def line(tmp_path, database_url):
    house, who = line_house(tmp_path / "data", database_url, CONTRACT + POINTS)
    yield house, who
    house.close()


def _reported(house, who, **within):
    for label, figure in within.items():
        bring(house, who, daily_report(label.replace("m", "2026-"), within=figure), f"{label}.csv")


def _lines(house, who, label):
    settled = current(house, who, "LINE-2026", label).settled
    return {line.code: (line.units, line.amount.amount) for line in settled.deductions}


def test_the_points_of_a_month_come_off_the_next_months_bill_and_nothing_off_its_own(line):
    """August 10 points, September 20 (twice in a row), October none: 2 % of September's 28,800 yuan, and 6 %
    of October's 29,760."""
    house, who = line
    _reported(house, who, m08=LATE, m09=LATE, m10=850)
    assert _lines(house, who, "2026-08") == {"SERVICE_POINTS_LATER": (10, 0)}
    assert _lines(house, who, "2026-09") == {
        "SERVICE_POINTS_EARLIER": (10, Decimal("576.00")),
        "SERVICE_POINTS_LATER": (20, 0),
    }
    assert _lines(house, who, "2026-10") == {
        "SERVICE_POINTS_EARLIER": (20, Decimal("1785.60")),
        "SERVICE_POINTS_LATER": (0, 0),
    }


def test_the_trace_names_the_month_and_both_bills(line):
    house, who = line
    _reported(house, who, m08=LATE, m09=LATE)
    lines = current(house, who, "LINE-2026", "2026-09").settled.deductions
    assert [(each.name.en, [step.en for step in each.trace]) for each in lines] == [
        (
            "Service points of 2026-08",
            [
                "Those of 2026-08 come off this month's bill, "
                "10 service points: CNY 28,800.00 × 2 % → CNY 576.00"
            ],
        ),
        (
            "Service points",
            [
                "Service level 70 %: 10 points × 2 (month 2 in a row) = 20 points",
                "20 service points, credited on next month's bill",
            ],
        ),
    ]
    assert lines[0].trace[0].zh == "2026-08 的扣分计入本月账单，服务扣分 10 分：28,800.00 元 × 2% → 576.00 元"
    assert lines[1].trace[1].zh == "服务扣分 20 分，计入下月账单"


def test_the_receipt_takes_nothing_for_points_that_wait(line):
    house, who = line
    _reported(house, who, m08=LATE)
    said = [step.en for step in current(house, who, "LINE-2026", "2026-08").settled.receipt]
    assert "Service points: 10 service points, credited on next month's bill" in said
    assert not [step for step in said if step.startswith("Service points −")]


def test_months_asked_for_together_and_rebuilt_say_the_same(line):
    house, who = line
    boss = add_person(house, "赵总", Role.APPROVER)
    _reported(house, who, m09=LATE, m08=LATE)
    months = assess(house, who, ["2026-09", "2026-08"], contract="LINE-2026")
    assert [month.settled.deducted.amount for month in months] == [Decimal("576.00"), 0]
    for label in ("2026-08", "2026-09"):
        set_state(house, boss, "LINE-2026", label, MonthState.FINAL, "核对无误")
        assert rebuild(house, who, "LINE-2026", label).is_same
    assert _lines(house, who, "2026-09")["SERVICE_POINTS_EARLIER"] == (10, Decimal("576.00"))


def test_another_august_is_another_bill_of_september(line):
    house, who = line
    _reported(house, who, m08=LATE, m09=850)
    first = current(house, who, "LINE-2026", "2026-09")
    bring(house, who, daily_report("2026-08", within=850), "again.csv")
    after = current(house, who, "LINE-2026", "2026-09")
    assert (first.settled.deducted.amount, after.settled.deducted.amount) == (Decimal("576.00"), 0)
    assert first.run_id != after.run_id


def test_the_ledger_and_the_statement_take_it_in_the_month_it_is_billed(line):
    """Once August is corrected, the next edition of September trues the entry up."""
    house, who = line
    boss = add_person(house, "赵总", Role.APPROVER)
    _reported(house, who, m08=LATE, m09=850)
    for label in ("2026-08", "2026-09"):
        current(house, who, "LINE-2026", label)
        set_state(house, boss, "LINE-2026", label, MonthState.FINAL, "核对无误")
    (entry,) = ledger(house, who, "LINE-2026")
    assert (entry.record.period, entry.record.code, entry.amount.amount) == (
        "2026-09",
        "SERVICE_POINTS_EARLIER",
        Decimal("576.00"),
    )
    shown = statement(house, who, "LINE-2026", "2026-09").figures
    assert [(each.name.en, each.amount.amount) for each in shown.lines if each.code] == [
        ("Service points of 2026-08", Decimal("-576.00"))
    ]
    for label in ("2026-08", "2026-09"):
        set_state(house, boss, "LINE-2026", label, MonthState.CORRECTED, "数据更正")
    bring(house, who, daily_report("2026-08", within=760), "again.csv")
    for label in ("2026-08", "2026-09"):
        current(house, who, "LINE-2026", label)
        set_state(house, boss, "LINE-2026", label, MonthState.FINAL, "更正后核对")
    (entry,) = ledger(house, who, "LINE-2026")
    assert (entry.amount.amount, len(entry.moves)) == (0, 2)  # 5 points are nothing by the ladder


def test_the_last_month_has_no_next_bill_and_takes_its_points_itself(tmp_path):
    text = (CONTRACT + POINTS).replace("to: 2026-12-31", "to: 2026-10-31")
    house, who = line_house(tmp_path / "data", None, text)
    _reported(house, who, m09=LATE, m10=LATE)
    assert _lines(house, who, "2026-10") == {
        "SERVICE_POINTS_EARLIER": (10, Decimal("595.20")),
        "SERVICE_POINTS": (20, Decimal("1785.60")),
    }
    own = current(house, who, "LINE-2026", "2026-10").settled.deductions[-1]
    assert (
        own.trace[-1].en == "The contract's last month: there is no next bill, so they are taken of this one"
    )
    house.close()


RENEWED = (CONTRACT + POINTS).replace("version: '1'", "version: '2'").replace("2026-01-01", "2026-10-01")


def test_a_contract_that_goes_on_under_another_version_has_a_next_bill(tmp_path, database_url):
    """Version 1 ends with September, version 2 begins in October: September's 20 points are 6 % of October's
    29,760 yuan, not of September's own 28,800."""
    text = (CONTRACT + POINTS).replace("to: 2026-12-31", "to: 2026-09-30")
    house, who = line_house(tmp_path / "data", database_url, text)
    boss = add_person(house, "赵总", Role.APPROVER)
    _reported(house, who, m08=LATE, m09=LATE, m10=850)
    assert _lines(house, who, "2026-09")["SERVICE_POINTS"] == (20, Decimal("1728.00"))
    load_contract(house, who, RENEWED, "renewed.yaml")
    assert _lines(house, who, "2026-09") == {
        "SERVICE_POINTS_EARLIER": (10, Decimal("576.00")),
        "SERVICE_POINTS_LATER": (20, 0),
    }
    assert _lines(house, who, "2026-10")["SERVICE_POINTS_EARLIER"] == (20, Decimal("1785.60"))
    draft = draft_from_version(house, who, "LINE-2026", "1", {"SL20": {"target": "60"}})
    (month,) = what_if(house, who, "LINE-2026", draft, ["2026-09"]).months
    assert month.payable_before.amount == Decimal("28224.00")
    set_state(house, boss, "LINE-2026", "2026-09", MonthState.FINAL, "核对无误")
    found = rebuild(house, who, "LINE-2026", "2026-09")
    assert found.is_same and found.again and found.hindered == ()
    house.close()


def test_a_month_closed_as_the_last_one_is_rebuilt_as_that_after_a_later_renewal(tmp_path):
    text = (CONTRACT + POINTS).replace("to: 2026-12-31", "to: 2026-09-30")
    house, who = line_house(tmp_path / "data", None, text)
    boss = add_person(house, "赵总", Role.APPROVER)
    _reported(house, who, m09=LATE, m10=850)
    current(house, who, "LINE-2026", "2026-09")
    set_state(house, boss, "LINE-2026", "2026-09", MonthState.FINAL, "核对无误")
    load_contract(house, who, RENEWED, "renewed.yaml")
    found = rebuild(house, who, "LINE-2026", "2026-09")
    assert found.is_same and found.again and found.hindered == ()
    # What it took itself does not come off October's bill once more.
    assert _lines(house, who, "2026-09") == {"SERVICE_POINTS": (10, Decimal("576.00"))}
    assert "SERVICE_POINTS_EARLIER" not in _lines(house, who, "2026-10")
    house.close()


def test_the_month_a_vendor_leaves_has_no_next_bill_whether_or_not_its_fee_is_cut(line):
    house, who = line
    _reported(house, who, m10=LATE)
    left = date(2026, 10, 31)
    record_exit(house, who, Exit("LINE-2026", left, left, "提前终止"))
    assert _lines(house, who, "2026-10") == {"SERVICE_POINTS": (10, Decimal("595.20"))}


def test_under_a_draft_the_points_are_those_the_draft_would_have_given(line):
    """85 % is no miss of 80 %. Under 86 % July brings 5 points, August twice as many: 2 % of September's."""
    house, who = line
    _reported(house, who, m07=850, m08=850, m09=870)
    draft = draft_from_version(house, who, "LINE-2026", "1", {"SL20": {"target": "86"}})
    months = what_if(house, who, "LINE-2026", draft, ["2026-07", "2026-08", "2026-09"]).months
    less = [month.payable_before.amount - month.payable_after.amount for month in months]
    assert less == [0, 0, Decimal("576.00")]


def test_a_contract_says_it_in_words_and_comes_back_from_its_file():
    contract = contract_of(CONTRACT + POINTS)
    assert contract_of(contract_to_yaml(contract)) == contract
    assert credit_words(contract)[-1].en == "Points come off the next month's bill"
    plain = contract_of(CONTRACT + POINTS.replace("      base: next_month\n", ""))
    assert "base" not in contract_as_dict(plain)["settlement"]["credits"]["service_points"]
