"""Lines of averages, extremes, targets and working days among the days: checked, or left out and said."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from core.workdays import WorkCalendar
from tests.test_importers_months import of_book

_HEAD = ["日期", "人工请求量", "人工接通量"]
MONTH = [date(2026, 5, 1) + timedelta(days=at) for at in range(31)]
DAYS = [[day, 1000 + 37 * at % 101, 900 + 53 * at % 89] for at, day in enumerate(MONTH)]
WORK = [row for row in DAYS if WorkCalendar().is_working_day(row[0])]
OFF = [row for row in DAYS if row not in WORK]
WEEKDAYS = [row for row in DAYS if row[0].isoweekday() <= 5]


def sums(rows, more=0):
    return [sum(row[1] for row in rows) + more, sum(row[2] for row in rows)]


def averages(rows, digits, more=0):
    return [round(total / len(rows), digits) + more * (at == 0) for at, total in enumerate(sums(rows))]


MOST, LEAST = [max(row[at] for row in DAYS) for at in (1, 2)], [min(row[at] for row in DAYS) for at in (1, 2)]
TOTAL = ["合计", *sums(DAYS)]
WEEKS = [DAYS[:3], DAYS[3:10], DAYS[10:17], DAYS[17:24], DAYS[24:]]
BY_WEEK = [line for week in WEEKS for line in (*week, ["小计", *sums(week)])]
#: The rows under the header → what is said of them.
CASES = {
    "月日均": ([*DAYS, ["月日均", *averages(DAYS, 2)]], []),
    "本月日均, whole": ([*DAYS, ["本月日均", *averages(DAYS, 0)], TOTAL], []),
    "Daily average": ([*DAYS, ["Daily average", *averages(DAYS, 1)]], []),
    "an average that is wrong": ([*DAYS, ["日均", *averages(DAYS, 2, 40)]], ["line_differs"]),
    "of the working days": ([*DAYS, ["工作日日均", *averages(WORK, 2)]], []),
    "of Monday to Friday": ([*DAYS, ["工作日日均", *averages(WEEKDAYS, 2)]], []),
    "of each week": ([line for week in WEEKS for line in (*week, ["日均", *averages(week, 1)])], []),
    "MTD": ([*DAYS, ["MTD", *sums(DAYS)]], []),
    "MTD that is wrong": ([*DAYS, ["MTD", *sums(DAYS, 9)]], ["total_differs"]),
    "本月累计 so far": (
        [*DAYS[:10], ["本月累计", *sums(DAYS[:10])], *DAYS[10:], ["本月累计", *sums(DAYS)]],
        [],
    ),
    "YTD": ([*DAYS, ["YTD", 160_000, 150_000]], ["lines_left_out"]),
    "年累计 among weeks": ([*BY_WEEK, ["年累计", 160_000, 150_000]], ["lines_left_out"]),
    "上月合计 among weeks": ([*BY_WEEK, ["上月合计", 31_000, 29_000]], ["lines_left_out"]),
    "the largest and its day": ([*DAYS, ["最高值(5月3日)", *MOST], ["最低", *LEAST]], []),
    "a largest that is none": ([*DAYS, ["最大值", MOST[0] + 5, MOST[1]]], ["line_differs"]),
    # 最高日 may give the whole line of the day with most requests.
    "the day with most requests": ([*DAYS, ["最高日", *max(DAYS, key=lambda row: row[1])[1:]]], []),
    "lines to compare with": (
        [*DAYS, ["去年同期", 900, 800], ["同比", "3%", "2%"], ["目标值", 999, 888], ["合格线", 950, 880]],
        ["lines_left_out"],
    ),
    "小计 of each week": (BY_WEEK, []),
    "工作日合计": ([*DAYS, ["工作日合计", *sums(WORK)], ["周末合计", *sums(OFF)], TOTAL], []),
    "of Monday to Friday, summed": ([*DAYS, ["工作日合计", *sums(WEEKDAYS)]], []),
    "工作日合计 that is wrong": ([*DAYS, ["工作日合计", *sums(WORK, 9)]], ["subtotal_differs"]),
    "工作日 beside 小计": ([*BY_WEEK, ["工作日合计", *sums(WORK)], ["周末合计", *sums(OFF)]], []),
    "a remark among the days": ([*DAYS[:9], ["备注", "5月9日系统故障"], *DAYS[9:]], []),
    "a remark below, and figures in it": (
        [*DAYS, TOTAL, ["备注：", "共两次故障"], ["1", "5月9日", "30分钟"]],
        [],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "said"), CASES.values(), ids=CASES)
def test_lines_that_are_no_day_are_checked_where_they_can_be_and_reject_nothing(rows, said):
    reading = of_book("恒信2026年5月", 日报=[_HEAD, *rows])
    found = [f.code for f in reading.findings if f.code not in ("rates_too_steady", "days_alike")]
    assert found == said
    (draft,) = reading.drafts
    assert (draft.frame["offered"].sum(), draft.frame.height, draft.rejected) == (TOTAL[1], 31, ())


def test_a_wrong_average_says_what_its_days_give():
    reading = of_book("恒信2026年5月", 日报=[_HEAD, *DAYS, ["日均", *averages(DAYS, 0, 40)]])
    (found,) = [f for f in reading.findings if f.code == "line_differs"]
    assert found.sentence("zh") == (
        "日报!B33 “日均”行的“人工请求量”写的是 1090，按各行应为 1050（该行共 1 处不符）。"
    )
