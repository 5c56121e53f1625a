"""Groups of columns that are channels become the rows' channel, both count, and nothing counts twice."""

from __future__ import annotations

import pytest

from core.offsets import cell_of
from importers.layouts.column_groups import channel_of
from tests.test_importers_months import of_book

TWO = ["人工请求量", "人工接通量"]


def report(*groups, figures=TWO, rows=(("2026-05-01", 10, 9, 5, 4), ("2026-05-02", 20, 18, 7, 6))):
    """A daily report of the same figures under each group; '' for figures without one."""
    head = ["日期", *(name if at == 0 else "" for name in groups for at in range(len(figures)))]
    return of_book("恒信2026年5月1日至5月2日", 日报=[head, ["", *(figures * len(groups))], *rows])


def codes(reading):
    return [finding.code for finding in reading.findings if finding.code != "rates_too_steady"]


@pytest.mark.parametrize(
    ("groups", "names"),
    [
        (("电话渠道", "在线渠道"), ("电话", "在线")), (("热线", "微信"), ("热线", "微信")),
        (("Phone", "Live chat"), ("Phone", "Live chat")), (("语音客服", "文本客服"), ("语音", "文本")),
        (("APP", "官网"), ("APP", "官网")),
    ],
)  # fmt: skip
def test_channels_over_the_same_figures_are_told_apart_and_both_count(groups, names):
    reading = report(*groups)
    (draft,) = reading.drafts
    told = draft.frame.sort("day", "offered", descending=[False, True])
    assert (codes(reading), reading.questions) == ([], ())
    assert told.select("channel", "offered", "answered").rows() == [
        (names[0], 10, 9), (names[1], 5, 4), (names[0], 20, 18), (names[1], 7, 6),
    ]  # fmt: skip
    cells = {
        (row["channel"], cell_of(draft.offsets, "日报", row["row"], row["col"], "answered"))
        for row in draft.frame.filter(draft.frame["day"] == 20260502).iter_rows(named=True)
    }
    assert cells == {(names[0], ("日报", "C4")), (names[1], ("日报", "E4"))}


@pytest.mark.parametrize("names", [("热线", "在线"), ("电话渠道", "微信渠道"), ("Phone ", "Chat ")])
def test_a_channel_may_begin_the_header_of_each_figure(names):
    figures = ["calls offered", "calls answered"] if names[0].isascii() else TWO
    head = ["日期", *(name + figure for name in names for figure in figures)]
    reading = of_book("恒信2026年5月1日至5月1日", 日报=[head, ["2026-05-01", 10, 9, 5, 4]])
    assert codes(reading) == []
    told = reading.drafts[0].frame.sort("offered", descending=True).select("channel", "offered", "answered")
    first, second = (name.strip().removesuffix("渠道") for name in names)
    assert told.rows() == [(first, 10, 9), (second, 5, 4)]


def test_a_word_that_only_looks_like_a_channel_says_nothing_alone():
    reading = of_book(
        "恒信2026年5月1日至5月1日", 日报=[["日期", *TWO, "在线接通量"], ["2026-05-01", 10, 9, 5]]
    )
    assert codes(reading) == ["header_unknown"]


def test_figures_of_all_channels_leave_those_of_each_out_and_say_so():
    rows = [("2026-05-01", 15, 13, 10, 9, 5, 4)]
    reading = report("合计", "电话渠道", "在线渠道", rows=rows)
    assert [code for code in codes(reading) if code != "days_missing"] == ["channel_beside_whole"] * 4
    assert reading.drafts[0].frame.select("channel", "offered", "answered").rows() == [(None, 15, 13)]


def test_other_figures_beside_the_channels_stay():
    rows = [("2026-05-01", 10, 9, 5, 4, 30, 29), ("2026-05-02", 20, 18, 7, 6, 31, 30)]
    head = ["日期", "电话渠道", "", "在线渠道", "", "质检", ""]
    below = ["", *TWO, *TWO, "抽检量", "抽检合格量"]
    reading = of_book("恒信2026年5月1日至5月2日", 日报=[head, below, *rows])
    frames = {draft.key.dataset.value: draft.frame for draft in reading.drafts}
    assert codes(reading) == []
    assert (frames["traffic"]["offered"].sum(), frames["qa"]["audits"].sum()) == (42, 61)
    assert frames["qa"]["channel"].to_list() == [None, None]


def test_one_channel_alone_is_but_a_heading():
    reading = report("热线", rows=[("2026-05-01", 10, 9), ("2026-05-02", 20, 18)])
    assert reading.drafts[0].frame["channel"].to_list() == [None, None]


def test_a_figure_that_two_headings_share_by_chance_is_asked_about_by_itself():
    head, below = (
        ["日期", "话务", "", "", "质检", "", ""],
        ["", *TWO, "放弃量", "人工接通量", "抽检量", "抽检合格量"],
    )
    reading = of_book("恒信2026年5月1日至5月1日", 日报=[head, below, ["2026-05-01", 10, 9, 1, 9, 3, 3]])
    assert codes(reading) == ["header_twice"]


def test_another_month_beside_this_one_is_left_out_and_said():
    reading = report("本月", "上月")
    assert codes(reading) == ["columns_beside"]
    assert "D 上月 > 人工请求量、E 上月 > 人工接通量" in reading.findings[0].sentence("zh")
    assert reading.drafts[0].frame["offered"].to_list() == [10, 20]


@pytest.mark.parametrize(
    ("groups", "left"),
    [
        (("5月", "4月"), "E"), (("4月", "5月"), "B"), (("本月", "上月同期"), "E"),
        (("本月", "去年同月"), "E"),
        (("2026年5月", "2025年5月"), "E"), (("实际值", "目标值"), "E"),
    ],
)  # fmt: skip
def test_the_group_of_another_month_is_left_out_wherever_it_stands(groups, left):
    head = ["日期", groups[0], "", "", groups[1], "", ""]
    below = ["", *TWO, "20秒接通量", *TWO, "20秒接通量"]
    this, other = [10, 9, 8], [7, 6, 5]
    cells = this + other if left == "E" else other + this
    reading = of_book("恒信2026年5月", 日报=[head, below, ["2026-05-01", *cells]])
    said = [finding for finding in reading.findings if finding.code != "days_missing"]
    assert [finding.code for finding in said] == ["columns_beside"]
    assert said[0].place.column == left
    assert reading.drafts[0].frame.select("offered", "answered").rows() == [(10, 9)]


def test_groups_of_months_in_a_report_of_no_month_are_asked_about():
    rows = [["职场", "5月", "4月"], ["", "人工请求量", "人工请求量"], ["甲", 1, 2]]
    assert "header_twice" in codes(of_book("恒信", 日报=rows))


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (("电话渠道", "人工请求量"), "电话"), (("在线", "人工请求量"), "在线"), (("人工请求量",), ""),
        (("话务量", "人工请求量"), ""), (("服务水平", "20秒接通率"), ""), (("APP渠道", "人工请求量"), "APP"),
    ],
)  # fmt: skip
def test_a_channel_is_told_by_the_head_above_its_figures(path, name):
    assert channel_of(path) == name


def test_channels_may_stand_across_with_their_total():
    rows = [["指标", "电话渠道", "在线渠道", "合计"], ["人工请求量", 10, 5, 15], ["人工接通量", 9, 4, 13]]
    (draft,) = of_book("恒信2026年5月", 月报=rows).drafts
    told = draft.frame.sort("offered", descending=True).select("channel", "offered", "answered").rows()
    assert [figures for _, *figures in told] == [[10, 9], [5, 4]]


def test_a_month_of_queues_under_a_span_with_times_is_not_its_last_day():
    title = ["统计时间：2026-05-01 00:00:00 至 2026-05-31 23:59:59"]
    rows = [title, ["技能组", *TWO], ["甲队列", 10, 9], ["乙队列", 20, 18]]
    (draft,) = of_book("恒信", 话务=rows).drafts
    assert draft.frame.select("day", "day_end").unique().rows() == [(20260501, 20260601)]
