"""Figures of the day beside the month so far: the days are read, and the rest is held against them."""

from __future__ import annotations

import pytest

from importers.draft import Choice
from importers.read import read
from tests.received_file import received
from tests.test_importers_sites import DIRECTORY, TODAY

DAYS = [("2026-05-01", 10, 9), ("2026-05-02", 20, 18), ("2026-05-03", 30, 25)]
SO_FAR = [(10, 9), (30, 27), (60, 52)]
TITLE = "恒信日报,,,,"


def reading(*head: str, days=DAYS, so_far=SO_FAR, turns: bool = False):
    """The days under these header rows: the day's figures, then the month's so far; or each in turn."""
    lines = []
    for (day, offered, answered), (to_date, answered_to_date) in zip(days, so_far, strict=True):
        figures = [offered, answered, to_date, answered_to_date]
        order = (0, 2, 1, 3) if turns else (0, 1, 2, 3)
        lines.append(",".join(map(str, [day, *(figures[at] for at in order)])))
    with received("日报.csv", "\n".join([TITLE, *head, *lines]).encode()) as file:
        return read(file, Choice("HX"), DIRECTORY, TODAY)


def told(result):
    """The days' figures, and what is said."""
    frame = result.drafts[0].frame.sort("day") if result.drafts else None
    rows = [] if frame is None else frame.select("offered", "answered").rows()
    return rows, [f.code for f in result.findings if f.code != "days_missing"]


HEADS = {
    "over the figures": (["日期,当日,,本月累计,", ",人工请求量,人工接通量,人工请求量,人工接通量"], False),
    "over them, in other words": (
        ["日期,日数据,,月累计,", ",人工请求量,人工接通量,人工请求量,人工接通量"],
        False,
    ),
    "below the figures": (["日期,人工请求量,,人工接通量,", ",当日,本月累计,当日,本月累计"], True),
    "in brackets": (
        ["日期,人工请求量（当日）,人工接通量（当日）,人工请求量（本月累计）,人工接通量（本月累计）"],
        False,
    ),
    "in brackets of one": (["日期,人工请求量,人工接通量,人工请求量(累计),人工接通量(累计)"], False),
    "before them": (["日期,当日人工请求量,当日人工接通量,本月累计人工请求量,本月累计人工接通量"], False),
    "behind them": (["日期,人工请求量,人工接通量,人工请求量累计,人工接通量累计"], False),
    "in English": (["Date,Daily,,MTD,", ",Calls offered,Calls answered,Calls offered,Calls answered"], False),
}  # fmt: skip


@pytest.mark.parametrize(("head", "turns"), HEADS.values(), ids=HEADS)
def test_the_days_are_read_and_the_month_so_far_is_only_a_check(head, turns):
    result = reading(*head, turns=turns)
    assert told(result) == ([(10, 9), (20, 18), (30, 25)], []) and not result.questions


@pytest.mark.parametrize(("head", "turns"), HEADS.values(), ids=HEADS)
def test_a_month_so_far_that_its_days_do_not_come_to_is_said_with_its_cell(head, turns):
    result = reading(*head, turns=turns, so_far=[*SO_FAR[:2], (61, 52)])
    rows, said = told(result)
    assert rows == [(10, 9), (20, 18), (30, 25)] and said == ["to_date_differs"]
    (finding,) = [f for f in result.findings if f.code == "to_date_differs"]
    cell = ("C" if turns else "D", len(head) + 4)
    assert (finding.place.column, finding.place.row) == cell
    assert (finding.facts["said"], finding.facts["sum"]) == (61, 60)


BRACKETED = HEADS["in brackets"][0]
CHECKS = {
    # A month that begins anew among the days, as a settlement month does.
    "begins anew": ([(510, 409), (20, 18), (50, 43)], []),
    "begins anew and is wrong": ([(510, 409), (20, 18), (51, 43)], ["to_date_differs"]),
    "the last line is empty": ([(10, 9), (30, 27), ("", "")], []),
    "nothing there": ([("", ""), ("", ""), ("", "")], []),
}


@pytest.mark.parametrize(("so_far", "said"), CHECKS.values(), ids=CHECKS)
def test_the_days_are_added_from_where_the_month_begins(so_far, said):
    assert told(reading(*BRACKETED, so_far=so_far))[1] == said


def test_days_from_the_middle_of_a_month_cannot_tell():
    days = [(f"2026-05-1{n}", 10, 9) for n in (1, 2, 3)]
    assert told(reading(*BRACKETED, days=days, so_far=[(500, 400), (510, 410), (999, 420)]))[1] == []


def test_a_total_talk_time_beside_an_average_is_not_the_month_so_far():
    text = "日期,人工接通量,累计通话时长(秒),平均通话时长(秒)\n2026-05-01,9,900,100\n2026-05-02,9,900,100\n"
    with received("日报.csv", text.encode()) as file:
        result = read(file, Choice("HX"), DIRECTORY, TODAY)
    assert result.drafts[0].frame["talk_s"].to_list() == [900, 900]


def test_sites_have_their_own_months_so_far():
    lines = [f"2026-05-0{d},{site},10,{10 * d}" for d in (1, 2) for site in ("合肥", "成都")]
    text = "\n".join(["日期,职场,人工请求量,人工请求量（本月累计）", *lines])
    with received("日报.csv", text.encode()) as file:
        result = read(file, Choice("HX"), DIRECTORY, TODAY)
    assert "to_date_differs" not in {f.code for f in result.findings} and result.drafts


def test_the_year_so_far_beside_a_month_is_left_out_and_said():
    head = "月份,人工请求量（本月）,人工接通量（本月）,人工请求量（累计）,人工接通量（累计）"
    text = f"{head}\n2026-05,10,9,50,45\n"
    with received("月报.csv", text.encode()) as file:
        result = read(file, Choice("HX"), DIRECTORY, TODAY)
    assert told(result) == ([(10, 9)], ["columns_beside"])


BULLETIN = """恒信客服热线日报 2026年5月20日,,,,
指标,当日,昨日,本月累计,环比
人工请求量,752,740,16028,1.6%
人工接通量,724,700,15334,3.4%
"""


def bulletin(text, name="日报.csv"):
    with received(name, text.encode()) as file:
        return read(file, Choice("HX"), DIRECTORY, TODAY)


OF_THE_DAY = {
    "with yesterday and the month so far": BULLETIN,
    "with a unit": BULLETIN.replace("标,当", "标,单位,当").replace("量,7", "量,通,7"),
    "in other words": BULLETIN.replace("当日", "今日完成值"),
}  # fmt: skip


@pytest.mark.parametrize("text", OF_THE_DAY.values(), ids=OF_THE_DAY)
def test_a_bulletin_of_one_day_gives_that_day_and_leaves_the_rest_out(text):
    result = bulletin(text)
    (draft,) = result.drafts
    assert draft.frame.select("day", "offered", "answered").rows() == [(20260520, 752, 724)]
    assert [f.code for f in result.findings] == ["columns_beside"] and draft.key.grain == "day"


def test_the_file_may_say_which_day_it_is():
    result = bulletin(BULLETIN.replace(" 2026年5月20日", ""), "日报2026-05-20.csv")
    assert [draft.frame["day"].to_list() for draft in result.drafts] == [[20260520]]


@pytest.mark.parametrize("said", ["", " 2026年5月", " 2026年5月1日-20日"])
def test_a_result_of_the_day_is_not_taken_for_the_month(said):
    result = bulletin(BULLETIN.replace(" 2026年5月20日", said))
    assert not result.drafts and result.blocked


ROWS_OF_NOW = {
    "the day": ("恒信客服热线日报 2026年5月20日", ["当日,752,724", "本月累计,16028,15334"], 20260520),
    "the day and the one before": (
        "恒信日报 2026年5月20日",
        ["昨日,740,700", "今日,752,724", "月累计,16028,15334", "环比,1.6%,3.4%"],
        20260520,
    ),
    "the month": (
        "恒信月报 2026年5月",
        ["本月,752,724", "上月,700,690", "环比,1%,1%", "本年累计,5000,4800"],
        20260501,
    ),
}


@pytest.mark.parametrize("label", ["项目", "日期", "指标"])
@pytest.mark.parametrize(("title", "lines", "day"), ROWS_OF_NOW.values(), ids=ROWS_OF_NOW)
def test_of_rows_that_are_times_the_one_of_now_is_read(title, lines, day, label):
    result = bulletin("\n".join([f"{title},,", f"{label},人工请求量,人工接通量", *lines]))
    (draft,) = result.drafts
    assert draft.frame.select("day", "offered", "answered").rows() == [(day, 752, 724)]
    assert {f.code for f in result.findings} <= {"lines_left_out"} and not result.questions


@pytest.mark.parametrize("label", ["项目", "日期", "指标"])
@pytest.mark.parametrize(
    ("title", "line"),
    [("恒信月报 2026年5月", "当日,752,724"), ("恒信日报 2026年5月20日", "本月,752,724")],
    ids=["a day in a month's report", "a month in a day's"],
)
def test_a_row_of_now_that_the_title_does_not_bear_out_is_not_taken(title, line, label):
    result = bulletin("\n".join([f"{title},,", f"{label},人工请求量,人工接通量", line, "上月,700,690"]))
    assert result.blocked or not result.drafts


def test_a_row_that_names_no_time_leaves_the_table_as_it_is():
    text = "恒信日报 2026年5月20日,,\n职场,人工请求量,人工接通量\n合肥,752,724\n成都,100,90\n"
    (draft,) = bulletin(text).drafts
    assert sorted(draft.frame["offered"]) == [100, 752]
