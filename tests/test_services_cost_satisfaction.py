"""What a call costs beside how satisfied callers are, vendor by vendor, exact and with n."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from core.money import money
from services.contracts.contracts import load_contract
from services.results.cost_satisfaction import cost_beside_satisfaction
from services.workbooks.client_book import client_book
from tests.reports_example import CONTRACT, bring, choice, line_house

FEE = "settlement:\n  fee: {kind: monthly, amount: 106000}\n  tax_rate: 0.06\n  prices_include_tax: %s\n"
ANDA = CONTRACT.replace("LINE-2026", "ANDA-2026").replace(
    "code: YUNHE, name: {zh: 云禾客服, en: Yunhe Service}", "code: ANDA, name: {zh: 安达, en: Anda}"
)
HEAD = "日期,人工请求量,人工接通量,放弃量,20秒接通量,参评量,满意量"


def test_two_vendors_cost_and_satisfaction_stand_beside_each_other_net_of_tax(tmp_path: Path):
    house, who = line_house(tmp_path / "data", None, CONTRACT + FEE % "true")
    load_contract(house, who, ANDA + FEE % "false", "anda.yaml")
    for vendor, calls, happy in (("YUNHE", 50_000, 180), ("ANDA", 40_000, 190)):
        text = f"{HEAD}\n2026-10-01,{calls},{calls},0,{calls},200,{happy}\n"
        bring(house, who, text, f"{vendor}.csv", replace(choice("2026-10"), vendor=vendor))
    found = cost_beside_satisfaction(house, who, "2026-10")
    # 106,000 with 6 % tax in it is 100,000 net; ANDA's 106,000 is net already.
    assert [(c.vendor, c.payable, c.each, c.satisfied, c.n) for c in found] == [
        ("YUNHE", money(100_000), Fraction(2), 90, 200),
        ("ANDA", money(106_000), Fraction(53, 20), 95, 200),
    ]
    [sheet] = [s for s in client_book(house, who, "2026-10").sheets if s.name == "Cost and satisfaction"]
    assert [row[0].en for row in sheet.rows] == ["Yunhe Service", "Anda"]
    only = cost_beside_satisfaction(house, replace(who, vendors=frozenset({"ANDA"})), "2026-10")
    assert [each.vendor for each in only] == ["ANDA"]
    house.close()


def test_what_is_not_known_is_left_open_and_a_running_month_says_nothing(tmp_path: Path):
    house, who = line_house(tmp_path / "data", None, CONTRACT + FEE % "true")
    bring(house, who, f"{HEAD}\n2026-10-01,10,10,0,10,,\n", "10.csv", choice("2026-10"))
    bring(house, who, f"{HEAD}\n2026-11-01,10,10,0,10,2,2\n", "11.csv", choice("2026-11"))
    [found] = cost_beside_satisfaction(house, who, "2026-10")
    assert (found.each, found.satisfied, found.n) == (Fraction(10_000), None, None)
    assert cost_beside_satisfaction(house, who, "2026-11") == []
    house.close()
