"""KPI tables: the month's results are read; targets, other months, points and 是否达标 are none of them."""

from __future__ import annotations

from fractions import Fraction as F

import pytest

from tests.test_importers_tables import figures, reading

TITLE = ["2026年5月KPI完成情况表（恒信）"]
WHOLE = [
    TITLE,
    ["序号", "指标类别", "指标名称", "目标值", "本月完成值", "上月完成值", "是否达标"],
    [1, "服务水平", "20秒接通率", "≥80%", "84.99%", "82.10%", "是"],
    [2, "服务水平", "人工接通率", "≥90%", "94.78%", "93.1%", "是"],
    [3, "质量", "质检合格率", "≥95%", "97.10%", "96%", "是"],
]


def claims(result):
    """Indicator → (value, cell) of everything a reading claims."""
    return {
        claim.indicator: (claim.value, f"{claim.place.column}{claim.place.row}")
        for draft in result.drafts
        for claim in draft.asserted
    }


def codes(result):
    return [finding.code for finding in result.findings]


def test_a_kpi_table_gives_the_results_of_this_month_and_no_audit():
    result = reading([list(row) for row in WHOLE])
    assert figures(result) == {}
    assert claims(result) == {
        "SL": (F("0.8499"), "E3"),
        "ANSWER_RATE": (F("0.9478"), "E4"),
        "QA_PASS": (F("0.971"), "E5"),
    }
    assert not result.rejected and not result.questions


def test_what_stands_beside_the_results_is_said_to_be_left_out():
    (said,) = [f for f in reading([list(row) for row in WHOLE]).findings if f.code == "columns_beside"]
    assert said.sentence("zh") == ("只读取本期结果，以下各列没有读取：D 目标值、F 上月完成值、G 是否达标。")


@pytest.mark.parametrize(
    "head",
    [
        "本月完成值",
        "完成值",
        "完成情况",
        "实际值",
        "本期",
        "本月实际完成",
        "5月完成值",
        "当月完成情况",
        "Actual",
    ],
)
@pytest.mark.parametrize("before", ["上月完成值", "目标值", "去年同期", "权重", "得分", "环比"])
def test_the_column_of_this_month_is_found_beside_any_other(head, before):
    rows = [TITLE, ["指标名称", before, head], ["人工接通率", "93.1%", "94.78%"], ["满意率", "95%", "95.8%"]]
    assert claims(reading(rows)) == {"ANSWER_RATE": (F("0.9478"), "C3"), "CSAT": (F("0.958"), "C4")}


def test_a_target_under_this_month_is_no_result():
    rows = [
        TITLE,
        ["指标名称", "本月", None, "上月"],
        [None, "目标值", "完成值", "完成值"],
        ["人工接通率", "90%", "94.78%", "93%"],
        ["满意率", "95%", "95.8%", "94%"],
    ]
    assert claims(reading(rows, merges=["B2:C2"])) == {
        "ANSWER_RATE": (F("0.9478"), "C4"),
        "CSAT": (F("0.958"), "C5"),
    }


def test_counts_in_a_kpi_table_are_counts():
    rows = [TITLE, ["指标名称", "目标值", "本月完成值"], ["人工请求量", None, 1000], ["人工接通量", 900, 950]]
    assert {key[3]: value for key, value in figures(reading(rows)).items()} == {
        "offered": (1000, "Sheet!C3"),
        "answered": (950, "Sheet!C4"),
    }


@pytest.mark.parametrize("beside", [["上月完成值"], ["目标值", "得分"], []])
def test_a_kpi_table_without_results_of_this_month_is_refused_and_gives_no_audit(beside):
    rows = [TITLE, ["指标名称", *beside, "是否达标"]]
    rows += [[name, *["95%" for _ in beside], "是"] for name in ("质检合格率", "满意率", "人工接通率")]
    assert not reading(rows).drafts


def test_a_mark_of_met_beside_the_figures_of_a_month_counts_no_audit():
    rows = [TITLE, ["职场", "抽检量", "抽检合格量", "是否达标"], ["南昌", 120, 116, "是"]]
    assert sorted(key[3] for key in figures(reading(rows))) == ["audits", "audits_passed"]
    assert {value for value, _ in figures(reading(rows)).values()} == {120, 116}
