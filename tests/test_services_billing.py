"""A fee by the days a vendor served and by the least of the forecast, in a house: judged, kept, read back."""

from __future__ import annotations

from datetime import date

import pytest

from core.batch import Source
from services.judging.assess_month import current
from services.vendors.exits import Exit, record_exit, undo_exit
from tests.reports_example import CONTRACT, bring, choice, daily_report, line_house

PARTS = """
settlement:
  fee: {kind: monthly, amount: 60000, part_month: {from: 2026-09-12, floors: true}}
"""
CALLS = """
settlement:
  fee: {kind: per_call, amount: 2, volume: answered, minimum_billing: {share: 0.9}}
"""


@pytest.fixture
def parts(tmp_path, database_url):
    contract = CONTRACT.replace("weight: 60,", "weight: 60, volume_floor: 30000,") + PARTS
    house, who = line_house(tmp_path / "data", database_url, contract)
    yield house, who
    house.close()


@pytest.fixture
def calls(tmp_path, database_url):
    house, who = line_house(tmp_path / "data", database_url, CONTRACT + CALLS)
    yield house, who
    house.close()


def _month(house, who, label="2026-10"):
    first, again = (current(house, who, "LINE-2026", label) for _ in range(2))
    assert first == again
    return first


def test_the_month_of_go_live_is_paid_and_its_floor_taken_by_its_days(parts):
    house, who = parts
    bring(house, who, daily_report("2026-09", days=30), "m09.csv")
    found = _month(house, who, "2026-09")
    assert str(found.settled.gross.amount) == "38000.00"  # 19 of 30 days
    assert "Part of a month: volume floor by its days, 30000 → 19000" in [
        step.en for step in found.line("SL20").judgement.steps
    ]
    assert found.line("SL20").judgement.is_judged


def test_a_vendor_that_leaves_within_a_month_is_paid_for_its_days_and_that_can_be_undone(parts):
    house, who = parts
    bring(house, who, daily_report("2026-10"), "m10.csv")
    whole = _month(house, who)
    act = record_exit(house, who, Exit("LINE-2026", date(2026, 10, 20), date(2026, 12, 31), "到期前协商退出"))
    part = _month(house, who)
    assert [str(each.settled.gross.amount) for each in (whole, part)] == ["60000.00", "38709.68"]
    assert part.run_hash != whole.run_hash
    assert part.settled.receipt[0].zh == "当月服务 20 天：60,000.00 元 × 20 ÷ 31 = 38,709.68 元"
    undo_exit(house, who, act.id, "继续履行")
    assert str(_month(house, who).settled.gross.amount) == "60000.00"


def _forecast(house, who, calls, source=Source.CLIENT):
    rows = [f"2026-10-{day:02},{calls}" for day in range(1, 32)]
    bring(house, who, "\n".join(["日期,预测量", *rows]) + "\n", f"f-{source}.csv", choice("2026-10", source))


def test_the_clients_forecast_bills_the_least_volume(calls):
    house, who = calls
    bring(house, who, daily_report("2026-10"), "m10.csv")
    before = _month(house, who)
    assert str(before.settled.gross.amount) == "59520.00"  # 31 × 960 × 2
    assert before.settled.receipt[0].en == "Nothing was forecast: the actual 29,760 are billed"
    _forecast(house, who, 1200)
    after = _month(house, who)
    # 31 × 1,200 × 90 % = 33,480
    assert (str(after.settled.gross.amount), after.settled.billed.quantity) == ("66960.00", 33_480)


def test_the_vendors_own_forecast_bills_nothing_by_itself(calls):
    house, who = calls
    bring(house, who, daily_report("2026-10"), "m10.csv")
    _forecast(house, who, 1200, Source.VENDOR)
    assert str(_month(house, who).settled.gross.amount) == "59520.00"
