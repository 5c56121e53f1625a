"""Days and times in columns of their own: 年 | 月 | 日, 日期 | 时间, a day beside the times of a call."""

from __future__ import annotations

from datetime import UTC, datetime, time

import polars as pl
import pytest

from core.batch import Grain
from importers.containers.celltoken import decode, encode
from importers.values.cells_time import clock_of
from tests.test_importers_months import of_book

CALLS = ["日期", "呼入时间", "接听时间", "挂机时间", "主叫号码", "通话结果"]
TWO = ["人工请求量", "人工接通量"]


def calls(*rows, head=CALLS, name="恒信2026年5月"):
    return of_book(name, 清单=[head, *rows])


def codes(result):
    return [finding.code for finding in result.findings if finding.code != "days_missing"]


def came(result):
    """When each call came (as written, no zone), how long it waited and talked."""
    no_talk = pl.lit(None, pl.Int64).alias("talk_s")
    found = [
        (draft.frame if "talk_s" in draft.measures else draft.frame.with_columns(no_talk)).select(
            "came_at_s", "wait_ms", "talk_s"
        )
        for draft in result.drafts
    ]
    return [
        (f"{datetime.fromtimestamp(at, UTC):%m-%d %H:%M:%S}", wait and wait // 1000, talk)
        for frame in found
        for at, wait, talk in frame.sort("came_at_s").rows()
    ]


ONE = ["2026-05-01", "09:12:33", "09:12:45", "09:15:00", "13800000001", "接通"]
LATE = ["2026-05-31", "23:59:50", "00:00:05", "00:03:00", "13800000002", "接通"]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (ONE, ("05-01 09:12:33", 12, 135)),
        (["5月1日", *ONE[1:]], ("05-01 09:12:33", 12, 135)),
        (["20260501", *ONE[1:]], ("05-01 09:12:33", 12, 135)),
        (["2026-05-01", "9:12", "9:13", "9:15", *ONE[4:]], ("05-01 09:12:00", 60, 120)),
        (LATE, ("05-31 23:59:50", 15, 175)),  # answered and ended after midnight
        (["2026-05-01", "23:58:00", "23:58:30", "00:02:00", *ONE[4:]], ("05-01 23:58:00", 30, 210)),
        (["2026-05-01", "23:59:50", "", "00:00:20", "13800000002", "放弃"], ("05-01 23:59:50", 30, None)),
    ],
)
def test_a_day_and_times_of_day_are_moments_and_those_after_midnight_of_the_next_day(row, told):
    result = calls(row)
    (draft,) = result.drafts
    assert (draft.key.grain, came(result), codes(result)) == (Grain.CALL, [told], [])
    assert draft.frame["day"].to_list() == [20260531 if row is LATE else 20260501]
    assert draft.frame["slot"].null_count() == 0


@pytest.mark.parametrize(
    "row",
    [
        ["2026-05-01", "09:12:45", "09:12:33", "09:15:00", "13800000001", "接通"],
        ["2026-05-01", "09:12:33", "09:12:45", "09:12:40", "13800000001", "接通"],
    ],
)
def test_times_a_little_out_of_order_contradict_each_other_and_are_not_of_the_next_day(row):
    (kept_out,) = calls(row, ONE).rejected
    assert [reason.code for reason in kept_out.reasons] == ["call_times_contradict"]


def test_a_row_without_its_day_is_kept_out_and_the_others_come_in():
    result = calls(ONE, ["", *LATE[1:]])
    assert len(came(result)) == 1 and [row.place.row for row in result.rejected] == [3]


def test_whole_moments_beside_a_day_are_what_they_say():
    whole = [f"2026-05-02 {clock}" for clock in ONE[1:4]]
    result = calls(["2026-05-02", *whole, *ONE[4:]])
    assert came(result) == [("05-02 09:12:33", 12, 135)]


@pytest.mark.parametrize("head", ["时间", "时刻"])
def test_a_time_beside_callers_is_when_a_call_came(head):
    rows = [
        ["2026-05-01", "09:12:33", "13800000001", 5, "接通"],
        ["2026-05-01", "09:00", "13800000002", 6, "放弃"],
    ]
    result = calls(*rows, head=["日期", head, "主叫号码", "等待时长(秒)", "通话结果"])
    assert [draft.key.grain for draft in result.drafts] == [Grain.CALL]
    assert [(at, wait) for at, wait, _ in came(result)] == [("05-01 09:00:00", 6), ("05-01 09:12:33", 5)]


def test_a_time_beside_figures_is_still_a_half_hour():
    result = calls(
        ["2026-05-01", "09:00", 10, 9], ["2026-05-01", "09:30", 11, 10], head=["日期", "时间", *TWO]
    )
    (draft,) = result.drafts
    assert draft.key.grain is Grain.INTERVAL
    assert draft.frame.select("slot", "slot_end").rows() == [(540, 570), (570, 600)]


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        (["年", "月", "日"], [[2026, 5, 1], [2026, 5, 2]]),
        (["年份", "月份", "日期"], [["2026年", "5月", "1日"], ["2026年", "5月", "2日"]]),
        (["Year", "Month", "Day"], [["2026", "05", "01"], ["2026", "05", "02"]]),
        (["年", "月", "日"], [[2026, 5, 1], ["", "", 2]]),  # merged downwards
        (["日", "月", "年"], [[1, 5, 26], [2, 5, 26]]),
        (["月", "日"], [[5, 1], [5, 2]]),
        (["月份", "日"], [["2026年5月", 1], ["2026年5月", 2]]),
    ],
)
def test_the_parts_of_a_date_in_columns_of_their_own_are_its_day(head, rows):
    result = of_book("恒信2026年5月", 日报=[[*head, *TWO], *([*row, 10, 9] for row in rows)])
    (draft,) = result.drafts
    assert (draft.frame["day"].to_list(), codes(result)) == ([20260501, 20260502], [])
    assert draft.key.grain is Grain.DAY


def test_the_parts_of_a_date_may_stand_before_the_times_of_calls():
    result = calls([2026, 5, 1, *ONE[1:]], head=["年", "月", "日", *CALLS[1:]])
    assert came(result) == [("05-01 09:12:33", 12, 135)]


@pytest.mark.parametrize(
    ("head", "rows", "days"),
    [
        (["月份", "日期"], [["2026年5月", "2026-05-01"], ["2026年5月", "2026-05-02"]], [20260501, 20260502]),
        (["月份"], [["2026年4月"], ["2026年5月"]], [20260401, 20260501]),
        (["日"], [[1], [2], [3]], [20260501, 20260502, 20260503]),
    ],
)
def test_a_month_beside_whole_dates_and_either_alone_are_what_they_were(head, rows, days):
    result = of_book("恒信2026年5月", 日报=[[*head, *TWO], *([*row, 10, 9] for row in rows)])
    assert sorted(day for draft in result.drafts for day in draft.frame["day"]) == days


def test_time_cells_are_times_as_well():

    assert clock_of(decode(encode(time(9, 12, 33)))) == time(9, 12, 33) == clock_of("09:12:33")
    assert [clock_of(cell) for cell in ("2026-05-01 09:12", "25:00", "九点", "", None)] == [None] * 5


def test_a_call_that_is_kept_out_stands_in_the_list_as_it_was_received():
    wrong = ["2026-05-01", "09:12:33", "09:12:45", "09:05:00", "13800000001", "接通"]
    result = calls(ONE, wrong)
    (row,) = result.rejected
    told = {name: row.cells[name] for name in CALLS[:4]}
    assert told == dict(zip(CALLS, wrong[:4], strict=False))


@pytest.mark.parametrize(
    ("head", "row"),
    [(["年", "月", "日"], ["2026", "5", "1"]), (["月", "日"], ["5", "1"]), (["日期"], ["1"])],
)
def test_a_row_that_is_kept_out_has_its_day_as_it_was_received(head, row):
    rows = [[*row[:-1], str(day), "90" if day < 4 else "很多", "80"] for day in range(1, 5)]
    result = of_book("恒信2026年5月", 日报=[[*head, *TWO], *rows])
    (kept_out,) = result.rejected
    assert [kept_out.cells[name] for name in head] == [*row[:-1], "4"]
