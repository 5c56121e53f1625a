"""The worst of several sites where more is not simply better: the one furthest from what the clause asks."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from services.judging.assess_month import current
from sla.judging.verdict import Circumstances, judge
from sla.load import contract_of
from sla.money.deductions import MoneyInput
from sla.money.settlement import settle
from tests.reports_example import bring, line_house
from tests.sla_month import formula_of, measured

CONTRACT = """
contract:
  code: LINE-2026
  version: '1'
  name: {zh: 热线合同, en: Line contract}
  effective: {from: 2026-01-01, to: 2026-12-31}
  vendors: [{code: YUNHE, name: {zh: 云禾客服, en: Yunhe Service}}]
clauses:
  - {code: AHT, indicator: AHT, variant: AHT-2, target: [150, 300], aggregate: worst}
  - {code: OCC, indicator: CPH, variant: CPH-2, comparison: '>=', target: 9, aggregate: worst}
  - {code: LONG, indicator: CPH, variant: CPH-2, comparison: '<=', target: 13, aggregate: worst}
"""
HEAD = (
    "Date,Site,Agent requests,Calls answered,Calls abandoned,Talk time (s),After-call work (s),Login time (s)"
)


def _report(nj: tuple[int, int], hz: tuple[int, int]) -> str:
    """Two sites over a month: seconds a call, calls an hour logged in."""
    rows = [HEAD]
    for n in range(31):
        day = date(2026, 10, 1) + timedelta(days=n)
        for site, (seconds, hourly) in (("NJ", nj), ("HZ", hz)):
            hours = 36_000
            answered = hourly * 10
            rows.append(f"{day},{site},{answered},{answered},0,{answered * seconds},0,{hours}")
    return "\n".join(rows) + "\n"


@pytest.mark.parametrize(
    ("nj", "hz", "found"),
    [
        # 100 s a call leave the band of 150 to 300 below; 290 s, the higher figure, are inside it.
        ((100, 8), (290, 12), {"AHT": ("NJ", "missed"), "OCC": ("NJ", "missed"), "LONG": ("HZ", "met")}),
        ((200, 10), (310, 14), {"AHT": ("HZ", "missed"), "OCC": ("NJ", "met"), "LONG": ("HZ", "missed")}),
        # Both inside: 160 s lie nearer to an end than 250 s.
        ((160, 10), (250, 12), {"AHT": ("NJ", "met"), "OCC": ("NJ", "met"), "LONG": ("HZ", "met")}),
    ],
)
def test_the_site_furthest_from_the_target_decides(tmp_path, nj, hz, found):
    house, who = line_house(tmp_path / "data", None, CONTRACT)
    bring(house, who, _report(nj, hz), "m10.csv")
    month = current(house, who, "LINE-2026", "2026-10")
    assert {
        code: (month.line(code).judgement.scope.site, month.line(code).judgement.verdict.value)
        for code in found
    } == found
    house.close()


ALLOWED = """
contract: {code: C, version: 1, effective: {from: 2026-01-01}, vendors: [{code: V}]}
clauses: [{code: QA, indicator: QA_PASS, target: 95, volume_floor: 20, floor_rule: one_miss}]
settlement:
  fee: {kind: monthly, amount: 100000}
  deductions: [{code: D, basis: gap, clause: QA, share: 0.02}]
"""


@pytest.mark.parametrize(("passed", "payable"), [(18, 10_000_000), (17, 8_800_000)])
def test_a_failure_the_contract_allows_costs_nothing(passed, payable):
    """18 of 19 are 94.7 %, and met: below the floor of 20 one failure may be. 17 are 89.47 %: six steps."""
    contract = contract_of(ALLOWED)
    counts = measured(contract, "QA", audits=19, audits_passed=passed)
    found = judge(contract.clause("QA"), formula_of(contract, "QA"), counts, Circumstances())
    paid = settle(contract, None, MoneyInput("2026-03", judgements={"QA": found}))
    assert paid.payable.cents == payable
