"""Lists of one figure a row (日期 | 指标 | 数值): a line a day and scope, each figure with its own cell."""

from __future__ import annotations

from fractions import Fraction as F

import pytest

from core.offsets import cell_of, with_cell, with_places
from tests.test_importers_kpi_tables import codes
from tests.test_importers_tables import figures, reading

HEAD = ["日期", "指标", "数值"]
DAYS = [
    ["2026-05-01", "人工请求量", 959],
    ["2026-05-01", "人工接通量", 915],
    ["2026-05-02", "人工接通量", 925],  # the other way round
    ["2026-05-02", "人工请求量", 947],
]
READ = {
    ("traffic", 501, None, "offered"): (959, "Sheet!C2"),
    ("traffic", 501, None, "answered"): (915, "Sheet!C3"),
    ("traffic", 502, None, "answered"): (925, "Sheet!C4"),
    ("traffic", 502, None, "offered"): (947, "Sheet!C5"),
}


def test_a_row_for_each_day_and_indicator_is_read_to_its_own_cell():
    result = reading([HEAD, *DAYS])
    assert figures(result) == READ and not result.questions


@pytest.mark.parametrize(
    "head", [["日期", "指标名称", "指标值"], ["统计日期", "考核指标", "完成值"], ["Date", "KPI", "Value"]]
)
def test_the_heads_may_be_called_otherwise(head):
    assert figures(reading([head, *DAYS])) == READ


def test_sites_and_units_are_columns_of_their_own():
    rows = [["日期", "职场", "指标", "单位", "数值"]]
    for site, offered in (("南昌", 1000), ("上饶", 500)):
        rows += [
            ["2026-05-01", site, "人工请求量", "通", offered],
            ["2026-05-01", site, "平均通话时长", "分", 2],
        ]
        rows += [["2026-05-01", site, "人工接通量", "通", offered - 10]]
    found = figures(reading(rows))
    assert found["traffic", 501, "NC", "offered"] == (1000, "Sheet!E2")
    assert found["traffic", 501, "NC", "talk_s"] == (990 * 120, "Sheet!E3")
    assert found["traffic", 501, "SR", "answered"] == (490, "Sheet!E7")


def test_a_day_that_stands_once_for_its_indicators_is_that_of_the_rows_below():
    rows = [[None if at % 2 else day, name, n] for at, (day, name, n) in enumerate(DAYS)]
    assert figures(reading([HEAD, *rows])) == READ


def test_a_printed_rate_is_held_against_the_counts_of_its_day():
    rate = [["2026-05-01", "人工接通率", "99%"], ["2026-05-02", "人工接通率", "97.68%"]]
    result = reading([HEAD, *DAYS, *rate])
    (said,) = [finding for finding in result.findings if finding.code.startswith("rate_")]
    assert (said.place.column, said.place.row) == ("C", 6)
    assert not any(draft.asserted for draft in result.drafts)


def test_a_rate_without_counts_is_claimed_from_its_own_cell():
    rows = [["2026-05-01", "满意率", "95%"], ["2026-05-02", "满意率", "96%"]]
    result = reading([HEAD, *DAYS, *rows])
    claimed = [(each.value, each.place.row) for draft in result.drafts for each in draft.asserted]
    assert claimed == [(F("0.95"), 6), (F("0.96"), 7)] and codes(result) == ["claimed_by_day"]


@pytest.mark.parametrize(
    ("again", "code", "left"),
    [(915, "row_repeated", 4), (900, "row_doubled", 2)],
)
def test_a_figure_that_comes_twice_is_held_against_the_first(again, code, left):
    result = reading([HEAD, *DAYS, ["2026-05-01", "人工接通量", again]])
    assert code in codes(result)
    assert bool(result.rejected) is (code == "row_doubled")
    assert len(figures(result)) == left


def test_a_cell_that_cannot_be_read_is_named_by_its_own_row():
    result = reading([HEAD, *DAYS[:3], ["2026-05-02", "人工请求量", "很多"]])
    (why,) = [why for row in result.rejected for why in row.reasons]
    assert (why.code, why.place.row, why.place.column) == ("not_a_number", 5, "C")


def test_a_unit_above_the_list_is_that_of_its_counts():
    rows = [["单位：万通"], HEAD, ["2026-05-01", "人工请求量", 1.2], ["2026-05-02", "人工请求量", 1.3]]
    rows += [["2026-05-01", "人工接通量", 1.1], ["2026-05-02", "人工接通量", 1.25]]
    assert figures(reading(rows))["traffic", 501, None, "offered"] == (12_000, "Sheet!C3")


def test_a_target_beside_the_figures_is_said_to_be_left_out():
    rows = [["日期", "指标", "目标值", "完成值"], *([day, name, 900, n] for day, name, n in DAYS)]
    result = reading(rows)
    assert codes(result) == ["columns_beside"] and len(figures(result)) == 4


def test_no_sentence_begins_with_an_empty_column():
    rows = [
        ["2026年5月"],
        ["指标名称", "本月完成值"],
        ["人工请求量", 10],
        ["人工请求数", 11],
        ["人工接通量", 9],
    ]
    result = reading(rows)
    said = [finding.sentence("zh") for finding in result.findings if finding.code == "header_twice"]
    assert said == ["第4行“人工请求数”与“人工请求量”是同一项数据。"]


def test_the_own_cells_of_two_rows_that_become_one_are_all_kept():
    col = with_places("A", "乙", 7, with_cell("A", "乙", "C9", "answered"))
    assert cell_of({"甲": {"offered": "B"}, "乙": {}}, "甲", 2, col, "answered") == ("乙", "C9")
    assert cell_of({"甲": {"offered": "B"}, "乙": {}}, "甲", 2, col, "offered") == ("甲", "B2")
