"""A table by week is kept out and said to be; a summary takes the month of the daily table below it."""

from __future__ import annotations

from datetime import date

import pytest

from core.batch import Grain
from tests.test_importers_tables import figures, reading

DAILY = [["日期", "人工请求量", "人工接通量"], ["2026-05-01", 100, 90], ["2026-05-02", 101, 91]]


def codes(result):
    return [finding.code for finding in result.findings]


@pytest.mark.parametrize(
    "weeks",
    [
        ["第1周", "第2周", "第3周"],
        ["第一周", "第二周", "第三周"],
        ["5.1-5.7", "5.8-5.14", "5.15-5.21"],
        ["5月1日-5月7日", "5月8日—14日", "5月15日至5月21日"],
        ["W18", "W19", "W20"],
        ["第1周(5.1-5.7)", "第2周(5.8-5.14)", "第3周(5.15-5.21)"],
    ],
)
@pytest.mark.parametrize("head", ["周次", "日期"])
def test_weeks_are_kept_out_as_weeks_and_never_as_rows_of_one_day(weeks, head):
    quality = [[head, "抽检量", "抽检合格量"], *([week, 50, 40 + at] for at, week in enumerate(weeks))]
    result = reading([["恒信2026年5月月报"], [], ["一、话务"], *DAILY, [], ["二、质检"], *quality])
    (said,) = [finding for finding in result.findings if finding.code == "rows_by_week"]
    assert (said.place.row, said.facts["until"]) == (10, 12)
    assert "row_doubled" not in codes(result) and not result.rejected
    assert {key[3] for key in figures(result)} == {"offered", "answered"}


def test_one_week_column_beside_days_is_only_a_column():
    rows = [["日期", "周次", "人工请求量"], ["2026-05-01", "第1周", 100], ["2026-05-08", "第2周", 101]]
    assert len(figures(reading(rows))) == 2


@pytest.mark.parametrize(
    "summary",
    [
        [["恒信5月汇总"], ["指标", "人工请求量", "人工接通量"], ["2026年5月", 201, 181]],
        [["恒信5月汇总"], ["项目", "人工请求量", "人工接通量"], ["恒信", 201, 181]],
        [["本月汇总"], ["人工请求量", "人工接通量"], [201, 181]],
    ],
)
def test_a_summary_above_a_daily_table_asks_for_no_month(summary):
    result = reading([*summary, [], [], *DAILY])
    assert not result.questions and "period_missing" not in codes(result)
    months = [draft for draft in result.drafts if draft.key.grain is Grain.MONTH]
    assert [draft.coverage.period.start for draft in months] == [date(2026, 5, 1)]


def test_a_summary_that_names_another_month_than_the_days_is_asked_about():
    result = reading([["恒信4月汇总"], ["人工请求量", "人工接通量"], [201, 181], [], [], *DAILY])
    assert codes(result).count("period_missing") == 1


def test_day_sheets_without_a_year_are_asked_about_once():
    slots = [["时段", "人工请求量", "人工接通量"], ["8:00", 30, 29], ["8:30", 13, 13]]
    result = reading({f"5.{day}": slots for day in range(1, 11)}, name="恒信5月分时.xlsx")
    assert codes(result).count("period_missing") == 1 and len(result.questions) == 1
