"""What the other definitions would say of one figure, and all vendors by one of them; counts are imported."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from core.errors import NotFoundError, WrongInputError
from core.principal import Principal
from core.rounding import rounded
from core.text import Text
from core.verdict import Verdict
from services.contracts.contracts import load_contract
from services.house.bootstrap import House
from services.judging.assess_month import current
from services.known import directory
from services.records.manual_figures import enter_figure
from services.reports.import_report import commit, stage
from services.results.other_definitions import OtherDefinition, other_definitions
from services.results.same_formula import Reference, comparable, reference_text, same_formula, spread
from sla.judging.variants import NoValue
from tests.reports_example import CONTRACT, choice, daily_report, line_house

SL = "SL20"
HEAD = "日期,人工请求量,人工接通量,放弃量,20秒接通量,20秒内放弃量"
#: (offered, answered, abandoned, within 20 s, abandoned within 20 s), then what else the day says.
AT_62 = f"{HEAD},20秒后放弃量\n2026-10-01,1000,900,100,760,30,70\n"
CHINA_4_2 = f"{HEAD}\n2026-10-01,10000,9300,700,8000,150\n"
GT_01 = f"{HEAD},20秒后放弃量,5秒内放弃量\n2026-10-01,1060,1000,60,860,20,40,10\n"


@pytest.fixture
def line(tmp_path: Path, database_url: str | None) -> Iterator[tuple[House, Principal]]:
    house, who = line_house(tmp_path / "data", database_url)
    yield house, who
    house.close()


def said(house: House, who: Principal, text: str, clause: str = SL) -> dict[str, OtherDefinition]:
    commit(house, who, stage(house, who, "report.csv", text.encode(), choice("2026-10")).file.id)
    return {each.variant: each for each in other_definitions(house, who, "LINE-2026", "2026-10", clause)}


def digits(found: dict[str, OtherDefinition], places: int) -> dict[str, str]:
    return {code: str(rounded(each.value, places)) for code, each in found.items() if each.value is not None}


def test_at_62_the_same_calls_keep_80_percent_or_miss_it(line):
    found = said(*line, AT_62)
    assert digits(found, 2) == {
        "SL-1": "76.00",
        "SL-5": "84.44",
        "SL-3": "78.35",
        "SL-3W": "78.35",
        "SL-4": "79.00",
        "SL-OFFERED": "76.00",
    }
    assert {code: each.verdict for code, each in found.items() if each.verdict} == {
        "SL-1": Verdict.MISSED,
        "SL-5": Verdict.MET,
        "SL-3": Verdict.MISSED,
        "SL-3W": Verdict.MISSED,
        "SL-4": Verdict.MISSED,
        "SL-OFFERED": Verdict.MISSED,
    }


def test_china_4_2_one_month_reads_81_50_or_86_02_or_80_00_or_81_22(line):
    found = digits(said(*line, CHINA_4_2), 2)
    assert [found[code] for code in ("SL-4", "SL-5", "SL-1", "SL-3W")] == ["81.50", "86.02", "80.00", "81.22"]


def test_gt_01_against_82_percent_two_fail_and_four_pass(tmp_path: Path, database_url):
    house, who = line_house(tmp_path / "82", database_url, CONTRACT.replace("target: 80", "target: 82"))
    found = said(house, who, GT_01)
    codes = ("SL-1", "SL-2", "SL-6", "SL-3", "SL-4", "SL-5")
    figures = digits(found, 4)
    assert [figures[code] for code in codes] == [
        "81.1321",
        "81.9048",
        "82.0755",
        "82.6923",
        "83.0189",
        "86.0000",
    ]
    met = [found[code].verdict is Verdict.MET for code in codes]
    assert met == [False, False, True, True, True, True]
    house.close()


def test_the_contracts_own_is_marked_and_says_what_the_scorecard_says(line):
    house, who = line
    found = said(house, who, AT_62)
    assert [code for code, each in found.items() if each.is_own] == ["SL-1"]
    scorecard = current(house, who, "LINE-2026", "2026-10").line(SL).judgement
    assert (found["SL-1"].value, found["SL-1"].verdict) == (scorecard.value, scorecard.verdict)
    assert found["SL-1"].value == Fraction(76)


def test_a_definition_without_its_counts_says_which_are_missing(line):
    found = said(*line, AT_62)
    assert (found["SL-2"].said.why, found["SL-2"].said.missing) == (
        NoValue.NOT_REPORTED,
        ("abandoned_within_5",),
    )
    assert found["SL-2"].verdict is None
    assert "÷" in found["SL-2"].formula.zh and "÷" in found["SL-2"].formula.en


def test_under_20_seconds_stands_beside_within_20_where_both_were_counted(line):
    house, who = line
    text = "日期,人工请求量,人工接通量,放弃量,20秒接通量,小于20秒接通量\n2026-10-01,1000,900,100,810,790\n"
    commit(house, who, stage(house, who, "report.csv", text.encode(), choice("2026-10")).file.id)
    rows = other_definitions(house, who, "LINE-2026", "2026-10", SL)
    shares = [(each.variant, each.value, each.verdict) for each in rows if each.variant == "SL-1"]
    assert shares == [("SL-1", 81, Verdict.MET), ("SL-1", 79, Verdict.MISSED)]


def test_a_figure_typed_by_hand_answers_for_no_other_definition(line):
    house, who = line
    enter_figure(house, who, "LINE-2026", "2026-10", SL, Decimal(80), Decimal(100), "月报")
    rows = {each.variant: each for each in other_definitions(house, who, "LINE-2026", "2026-10", SL)}
    assert [(code, each.value) for code, each in rows.items() if each.value is not None] == [("SL-1", 80)]


def test_an_indicator_with_one_definition_has_no_others(line):
    house, who = line
    assert said(house, who, AT_62, "RPT") == {}
    with pytest.raises(NotFoundError, match="contract_gap"):
        other_definitions(house, who, "LINE-2026", "2025-10", SL)


# ---- all vendors by one definition

ANDA = (
    CONTRACT.replace("LINE-2026", "SHOP-2026")
    .replace("code: YUNHE, name: {zh: 云禾客服, en: Yunhe Service}", "code: ANDA, name: {zh: 安达, en: Anda}")
    .replace("variant: SL-1", "variant: SL-5")
)
BARE = """
contract:
  code: BARE-2026
  version: '1'
  name: {zh: 无服务水平条款, en: No service level}
  effective: {from: 2026-01-01, to: 2026-12-31}
  vendors: [{code: HENG, name: {zh: 恒信, en: Hengxin}}]
clauses:
  - {code: ABN, name: {zh: 放弃率, en: Abandonment}, indicator: ABANDON_RATE, comparison: '<=', target: 5}
"""


@pytest.fixture
def three(line) -> tuple[House, Principal]:
    """Two vendors with the same calls judged by SL-1 and by SL-5, a third without the clause."""
    house, who = line
    for text, vendor in ((None, "YUNHE"), (ANDA, "ANDA"), (BARE, "HENG")):
        if text:
            load_contract(house, who, text, f"{vendor}.yaml")
        mine = replace(choice(), vendor=vendor)
        file = stage(house, who, f"{vendor}.csv", daily_report("2026-10").encode(), mine)
        commit(house, who, file.file.id)
    return house, who


def test_vendors_judged_by_different_definitions_are_level_under_one(three):
    house, who = three
    found = {
        each.vendor: each
        for each in same_formula(house, who, "2026-10", Reference("SL", "SL-1", {"threshold_s": "20"}))
    }
    assert [(v, found[v].own_value, found[v].value) for v in ("YUNHE", "ANDA", "HENG")] == [
        ("YUNHE", 85, 85),
        ("ANDA", Fraction(8500, 96), 85),
        ("HENG", None, 85),
    ]
    assert found["HENG"].clause is None and found["ANDA"].clause == SL
    assert found["ANDA"].own_formula != reference_text(Reference("SL", "SL-1"))


def test_what_the_reference_lacks_is_named(three):
    house, who = three
    found = same_formula(house, who, "2026-10", Reference("SL", "SL-2", {"threshold_s": "20"}))
    assert {each.value for each in found} == {None}
    assert {each.missing for each in found} == {("abandoned_within_5",)}


def test_what_several_contracts_promise_can_be_compared(three):
    house, who = three
    found = {each.indicator.code: each for each in comparable(house, who, "2026-10")}
    assert list(found) == ["ABANDON_RATE", "SL"]
    assert [params["threshold_s"] for params in found["SL"].params] == ["20"]
    with pytest.raises(WrongInputError):
        same_formula(house, who, "2026-10", Reference("SL", "SL-99"))
    with pytest.raises(WrongInputError):
        same_formula(house, who, "2026-10", Reference("NONE", "N-1"))


def test_consistency_is_how_far_apart_the_vendors_are_by_one_definition(three):
    house, who = three
    by_one = same_formula(house, who, "2026-10", Reference("SL", "SL-1", {"threshold_s": "20"}))
    level = spread(by_one)
    assert level is not None and (level.between, level.n) == (0, 3)
    apart = spread([replace(each, value=each.own_value) for each in by_one])
    assert apart is not None and (apart.lowest.vendor, apart.highest.vendor) == ("YUNHE", "ANDA")
    # 88.541… − 85: of the two that promise it, each by its own clause.
    assert (apart.between, apart.n) == (Fraction(8500, 96) - 85, 2)


def test_one_vendor_alone_is_not_consistent_with_anybody(three):
    house, who = three
    found = same_formula(house, who, "2026-10", Reference("SL", "SL-1", {"threshold_s": "20"}))
    assert spread(found[:1]) is None and spread([]) is None


def test_vendors_are_called_by_their_present_names(three):
    house, who = three
    known = {each.code: each for each in directory.vendors(house, who)}
    renamed = Text("云禾科技", "Yunhe Technology")
    directory.save_vendor(house, who, "YUNHE", renamed, version=known["YUNHE"].version)
    found = same_formula(house, who, "2026-10", Reference("SL", "SL-1", {"threshold_s": "20"}))
    assert {each.vendor: each.vendor_name.en for each in found}["YUNHE"] == "Yunhe Technology"
