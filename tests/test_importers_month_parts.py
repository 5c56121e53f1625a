"""Weeks, ten days and spans of days, down or across: a month where they are exactly one, else left out."""

from __future__ import annotations

from datetime import date

import pytest

from core.batch import Grain
from core.offsets import added_cells, cell_of
from core.period import MonthRule
from importers.draft import Choice, QuestionKind
from importers.read import read
from tests.received_file import received
from tests.test_importers_months import DIRECTORY, TODAY, workbook

OFFERED, ANSWERED = ["人工请求量", 300, 310, 320], ["人工接通量", 290, 300, 310]


def reading(rows, name="恒信2026年5月", choice=None):
    with received(f"{name}.xlsx", workbook({"月报": rows})) as file:
        return read(file, choice or Choice(vendor="HX"), DIRECTORY, TODAY)


def codes(result):
    return [finding.code for finding in result.findings]


def across(parts, *more):
    lines = [OFFERED[: len(parts) + 1], ANSWERED[: len(parts) + 1], *more]
    return [["指标", *parts], *lines]


def down(parts, head="日期"):
    return [[head, OFFERED[0], ANSWERED[0]], *zip(parts, OFFERED[1:], ANSWERED[1:], strict=False)]


def months(result):
    return [
        (draft.key.grain, *row)
        for draft in result.drafts
        for row in draft.frame.select("day", "day_end", "offered", "answered").rows()
    ]


@pytest.mark.parametrize("lay", [across, down])
@pytest.mark.parametrize(
    "parts",
    [
        ["5.1-5.10", "5.11-5.20", "5.21-5.31"], ["5月1日-10日", "5月11日-20日", "5月21日-31日"],
        ["5/1~5/10", "5/11~5/20", "5/21~5/31"], ["上旬", "中旬", "下旬"], ["5月上旬", "5月中旬", "5月下旬"],
        ["1-10日", "11-20日", "21-31日"], ["1日-10日", "11日-20日", "21日-31日"], ["上半月", "下半月"],
        ["5.21-5.31", "5.1-5.10", "5.11-5.20"], ["2026.5.1-5.10", "2026.5.11-5.20", "2026.5.21-5.31"],
        ["第1周(5.1-5.10)", "第2周(5.11-5.24)", "第3周(5.25-5.31)"],
    ],
)  # fmt: skip
def test_parts_that_are_exactly_a_month_are_added_up_to_it(lay, parts):
    result = reading(lay(parts))
    sums = (930, 900) if len(parts) == 3 else (610, 590)
    assert codes(result) == ["parts_make_month"]
    assert months(result) == [(Grain.MONTH, 20260501, 20260601, *sums)]


@pytest.mark.parametrize(("lay", "code"), [(across, "columns_by_week"), (down, "rows_by_week")])
@pytest.mark.parametrize(
    "parts",
    [
        ["5.1-5.10", "5.10-5.20", "5.21-5.31"],  # one day twice
        ["第1周", "第2周", "第3周"],
        ["4.27-5.3", "5.4-5.17", "5.18-5.31"],  # begins in the month before
    ],
)
def test_parts_that_are_no_month_are_left_out_and_said(lay, code, parts):
    result = reading(lay(parts))
    assert (sorted(codes(result)), result.drafts) == (sorted([code, "nothing_left"]), ())


@pytest.mark.parametrize("lay", [across, down])
@pytest.mark.parametrize(
    ("parts", "days"),
    [
        (["5.1-5.10", "5.11-5.20", "5.21-5.30"], [(1, 11), (11, 21), (21, 31)]),  # a day short
        (["5.1-5.10", "5.12-5.20", "5.21-5.31"], [(1, 11), (12, 21), (21, 32)]),
        (["上旬", "中旬"], [(1, 11), (11, 21)]),
        (["上旬", "下旬"], [(1, 11), (21, 32)]),
        (["1日-3日", "4日-10日"], [(1, 4), (4, 11)]),
    ],
)
def test_some_days_of_a_month_are_read_as_these_days(lay, parts, days):
    result = reading(lay(parts))
    ends = [(20260500 + first, 20260601 if after == 32 else 20260500 + after) for first, after in days]
    assert [row[1:3] for row in sorted(months(result))] == ends and codes(result) == []


@pytest.mark.parametrize("head", ["时间段", "统计周期", "统计区间", "日期"])
@pytest.mark.parametrize("part", ["上旬", "5月上旬", "5.1-5.10", "1日-10日"])
def test_a_report_of_one_such_part_speaks_for_its_days_whatever_heads_them(head, part):
    result = reading([["恒信2026年5月上旬旬报"], [head, "人工请求量", "人工接通量"], [part, 300, 290]])
    assert (months(result), codes(result)) == ([(Grain.MONTH, 20260501, 20260511, 300, 290)], [])
    assert result.drafts[0].coverage.period.end == date(2026, 5, 11)


@pytest.mark.parametrize("head", ["时间段", "统计区间"])
def test_ten_days_under_a_heading_of_times_are_no_times_of_day(head):
    result = reading(down(["上旬", "中旬", "下旬"], head))
    assert codes(result) == ["parts_make_month"]


def test_weeks_with_their_days_beside_them_are_told_by_the_days():
    days = ["1日-3日", "4日-10日", "11日-17日", "18日-24日", "25日-31日"]
    rows = [[f"第{n}周", span, 10] for n, span in enumerate(days, 1)]
    result = reading([["周次", "日期范围", "人工请求量"], *rows])
    assert result.drafts[0].frame["offered"].to_list() == [50]
    assert codes(result) == ["parts_make_month"]


def test_weeks_beside_days_are_left_out_as_before():
    daily = [["日期", "人工请求量"], *([f"2026-05-{n:02d}", 10] for n in range(1, 32))]
    weekly = [["周次", "抽检量", "抽检合格量"], ["5.1-5.7", 50, 49], ["5.8-5.14", 50, 48]]
    assert "rows_by_week" in codes(reading([*daily, [], *weekly]))


def test_ten_days_beside_single_days_are_left_to_the_days():
    result = reading(across(["5.1", "5.2", "5.1-5.2"]))
    assert [row[1] for row in months(result)] == [20260501, 20260502]


def test_a_total_across_checks_the_parts():
    rows = [["指标", "上旬", "中旬", "下旬", "合计"], [*OFFERED, 930], [*ANSWERED, 901]]
    result = reading(rows)
    assert sorted(codes(result)) == ["parts_make_month", "total_differs"]
    assert months(result) == [(Grain.MONTH, 20260501, 20260601, 930, 900)]


def test_a_printed_rate_of_each_part_is_checked_and_not_added_up():
    rows = across(["上旬", "中旬", "下旬"], ["接通率", "96.7%", "90.0%", "96.9%"])
    assert sorted(codes(reading(rows))) == ["parts_make_month", "rate_differs"]


def test_rates_alone_are_no_month():
    rows = [
        ["指标", "上旬", "中旬", "下旬"],
        ["接通率", "96%", "97%", "98%"],
        ["20秒接通率", "90%", "91%", "92%"],
    ]
    result = reading(rows)
    assert result.drafts == () and "columns_by_week" in codes(result)


def test_each_site_is_added_up_by_itself_and_only_where_it_has_every_part():
    rows = [
        ["日期", "职场", OFFERED[0]],
        *([part, site, 10] for site in "甲乙" for part in ("上旬", "中旬", "下旬")),
    ]
    whole = reading(rows)
    assert whole.drafts[0].frame["offered"].to_list() == [30, 30]
    # A site without its last ten days is no month: each row speaks for its own days.
    some = reading(rows[:-1])
    assert sum(draft.frame["offered"].sum() for draft in some.drafts) == 50


def test_a_part_that_is_kept_out_keeps_the_month_out():
    result = reading([["指标", "上旬", "中旬", "下旬"], OFFERED, ["人工接通量", 290, "很多", 310]])
    assert result.drafts == () and len(result.rejected) == 3


def test_parts_of_a_month_that_nobody_names_ask_for_it_and_a_settlement_month_is_one():
    result = reading(down(["上旬", "中旬", "下旬"]), "恒信")
    assert [question.kind for question in result.questions] == [QuestionKind.PERIOD]
    settled = Choice(vendor="HX", period=MonthRule("settlement", 26).month("2026-05"))
    (draft,) = reading(down(["4.26-5.5", "5.6-5.15", "5.16-5.25"]), "恒信", settled).drafts
    assert (draft.coverage.period.start, draft.frame["offered"].sum()) == (date(2026, 4, 26), 930)


@pytest.mark.parametrize(
    ("lay", "cells"),
    [
        (across, [("月报", "B2"), ("月报", "C2"), ("月报", "D2")]),
        (down, [("月报", f"B{n}") for n in (2, 3, 4)]),
    ],
)
def test_a_months_figure_leads_to_the_cells_of_all_its_parts(lay, cells):
    (draft,) = reading(lay(["上旬", "中旬", "下旬"])).drafts
    row = draft.frame.row(0, named=True)
    assert list(added_cells(row["col"], "offered")) == cells
    assert cell_of(draft.offsets, row["sheet"], row["row"], row["col"], "offered") == cells[0]
