"""Forecast accuracy from what a report gives: each day's calls and each day's forecast."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest

from services.judging.assess_month import current
from tests.reports_example import bring, line_house

CONTRACT = """
contract:
  code: LINE-2026
  version: '1'
  name: {zh: 热线合同, en: Line contract}
  effective: {from: 2026-01-01, to: 2026-12-31}
  vendors: [{code: YUNHE, name: {zh: 云禾客服, en: Yunhe Service}}]
clauses:
  - {code: ACTUAL, indicator: FORECAST_ACC, variant: FA-ACTUAL, target: 90}
  - {code: PLAN, indicator: FORECAST_ACC, variant: FA-FORECAST, target: 80}
  - {code: WAPE, indicator: VOLUME_DEVIATION, variant: DEV-WAPE, target: [0, 25]}
  - {code: SITES, indicator: FORECAST_ACC, variant: FA-FORECAST, target: 80, aggregate: worst}
  - {code: QUARTER, indicator: FORECAST_ACC, variant: FA-FORECAST, target: 80, window: rolling_2}
"""


@pytest.fixture
def line(tmp_path):
    house, who = line_house(tmp_path / "data", None, CONTRACT)
    yield house, who
    house.close()


def _report(rows):
    """Day of October, site, calls, forecast."""
    head = "日期,职场,人工请求量,人工接通量,放弃量,预测量"
    days = [(date(2026, 10, 1) + timedelta(days=n), site, came, plan) for n, site, came, plan in rows]
    return "\n".join([head, *(f"{d},{s},{c},{c},0,{'' if p is None else p}" for d, s, c, p in days)]) + "\n"


def _found(line, rows):
    house, who = line
    bring(house, who, _report(rows), "m10.csv")
    month = current(house, who, "LINE-2026", "2026-10")
    return {line.clause.code: line.judgement for line in month.lines}


def test_days_too_high_do_not_make_good_for_days_too_low(line):
    """1,000 calls a day, forecast 800 and 1,200 by turns: 31,000 against 30,800, and 20 % off."""
    found = _found(line, [(n, "NJ", 1000, 800 if n % 2 == 0 else 1200) for n in range(31)])
    assert found["ACTUAL"].value == 80
    assert found["PLAN"].value == 100 * (1 - Fraction(6200, 30_800))
    assert (found["ACTUAL"].verdict, found["PLAN"].verdict) == ("missed", "missed")
    assert found["WAPE"].value == Fraction(620_000, 30_800)
    assert [step.en for step in found["PLAN"].steps] == [
        "Forecast errors from each day's calls and forecast: the days' absolute differences, added up"
    ]


def test_sites_are_added_up_as_days_are_and_the_worst_stands_alone(line):
    """NJ is 10 % off each day, HZ not at all; over both a day's calls are held against a day's forecast."""
    rows = [(n, site, 1100 if site == "NJ" else 1000, 1000) for n in range(31) for site in ("NJ", "HZ")]
    found = _found(line, rows)
    assert (found["SITES"].value, found["SITES"].scope.site) == (90, "NJ")
    assert found["PLAN"].value == 95


def test_a_day_without_a_forecast_is_left_out_and_makes_the_rest_provisional(line):
    found = _found(line, [(n, "NJ", 1000, 900 if n else None) for n in range(31)])
    assert found["PLAN"].value == 100 * (1 - Fraction(100, 900))
    assert "provisional" in found["PLAN"].flags


def test_several_months_add_their_days(line):
    found = _found(line, [(n, "NJ", 1000, 800 if n % 2 == 0 else 1200) for n in range(31)])
    assert found["QUARTER"].value == found["PLAN"].value
