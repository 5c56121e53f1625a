"""Groups of columns over the same figures: sites, queues, parts of the day, a whole and a part, or asked."""

from __future__ import annotations

import polars as pl
import pytest

from core.offsets import added_cells, cell_of
from importers.draft import Choice, Directory, Known, QuestionKind
from importers.layouts.column_groups import ANSWERS
from importers.read import read
from tests.received_file import received
from tests.test_importers_months import TODAY, workbook

DIRECTORY = Directory(
    vendors=(Known("HX", ("恒信",)),),
    sites=(Known("HF", ("合肥", "Hefei"), "HX"), Known("CD", ("成都", "Chengdu"), "HX")),
    queues=(Known("Q1", ("理赔",)), Known("Q2", ("咨询",))),
)
TWO = ["人工请求量", "人工接通量"]
PAIR = [["2026-05-01", 10, 9, 5, 4], ["2026-05-02", 20, 18, 7, 6]]
#: The first group is what the other two come to, but for the last row.
WHOLE = [["2026-05-01", 15, 13, 10, 9, 5, 4], ["2026-05-02", 27, 24, 20, 18, 7, 6]]
MORE = [WHOLE[0], ["2026-05-02", 29, 24, 20, 18, 7, 6]]


def report(*groups, rows=PAIR, figures=TWO, words=None, memory=()):
    head = ["日期", *(name if at == 0 else "" for name in groups for at in range(len(figures)))]
    sheets = {"日报": [head, ["", *(figures * len(groups))], *rows]}
    with received("恒信2026年5月1日至5月2日.xlsx", workbook(sheets)) as file:
        return read(file, Choice("HX", words=words or {}), DIRECTORY, TODAY, memory=memory)


def codes(result):
    known = ("queue_new", "site_new", "rates_too_steady")
    return [finding.code for finding in result.findings if finding.code not in known]


def figures(result, *by):
    (draft,) = result.drafts
    return draft.frame.sort("day", *by, "offered").select(*by, "offered", "answered").rows()


@pytest.mark.parametrize(
    ("groups", "by", "names"),
    [
        (("合肥", "成都"), "site", ("HF", "CD")),
        (("合肥职场", "成都呼叫中心"), "site", ("HF", "CD")),
        (("Hefei", "Chengdu"), "site", ("HF", "CD")),
        (("西安", "武汉市"), "site", None),  # cities nobody has registered: new sites
        (("热线A", "热线B"), "queue", None),
        (("投诉热线", "售后专线"), "queue", None),
        (("技能组1", "技能组2"), "queue", None),
        (("理赔", "咨询"), "queue", ("Q1", "Q2")),  # registered
    ],
)
def test_sites_and_queues_are_the_rows_of_each(groups, by, names):
    result = report(*groups)
    frame = result.drafts[0].frame
    found = dict(frame.filter(frame["day"] == 20260501).select("offered", by).rows())
    assert (codes(result), result.questions) == ([], ())
    assert sorted(frame["offered"]) == [5, 7, 10, 20] and len(set(found.values())) == 2
    assert names is None or found == {10: names[0], 5: names[1]}
    row = frame.filter(frame["offered"] == 7).row(0, named=True)
    cell = cell_of(result.drafts[0].offsets, "日报", row["row"], row["col"], "offered")
    assert cell == ("日报", "D4")


@pytest.mark.parametrize(
    "groups",
    [
        ("上午", "下午"), ("白班", "夜班"), ("早班", "晚班"), ("AM", "PM"), ("Day shift", "Night shift"),
        ("上午(8:00-12:00)", "下午(12:00-20:00)"),
    ],
)  # fmt: skip
def test_all_parts_of_a_day_are_added_up_and_said(groups):
    result = report(*groups)
    assert (codes(result), figures(result)) == (["groups_added"], [(15, 13), (27, 24)])
    assert groups[0] in result.findings[0].sentence("zh")


def test_each_part_is_held_against_its_own_rate_and_its_own_total():
    rows = [[*PAIR[0][:3], "90%", 5, 4, "80%"], [*PAIR[1][:3], "91%", 7, 6, "85.7%"]]
    rows.append(["合计", 30, 27, "90%", 12, 11, "83.3%"])
    result = report("上午", "下午", rows=rows, figures=[*TWO, "接通率"])
    assert sorted(codes(result)) == ["groups_added", "rate_differs", "total_differs"]
    places = {finding.code: (finding.place.column, finding.place.row) for finding in result.findings}
    assert (places["rate_differs"], places["total_differs"]) == (("D", 4), ("F", 5))
    assert figures(result) == [(15, 13), (27, 24)]


def test_a_part_that_says_nothing_leaves_the_day_unsaid_and_one_that_is_unreadable_keeps_it_out():
    empty = report("上午", "下午", rows=[PAIR[0], ["2026-05-02", 20, 18, "", 6]])
    assert figures(empty) == [(15, 13), (None, 24)] and "cell_without_figure" in codes(empty)
    broken = report("上午", "下午", rows=[PAIR[0], ["2026-05-02", 20, 18, "很多", 6]])
    assert figures(broken) == [(15, 13)] and [row.place.row for row in broken.rejected] == [4]


def test_people_on_duty_are_not_added_up():
    rows = [["2026-05-01", 10, 20, 5, 8], ["2026-05-02", 20, 21, 7, 9]]
    (draft,) = report("白班", "夜班", rows=rows, figures=["人工请求量", "在岗人数"]).drafts
    assert draft.measures == ("offered",)


@pytest.mark.parametrize("rows", [WHOLE, MORE])
@pytest.mark.parametrize("groups", [("全天", "上午", "下午"), ("合计", "白班", "夜班")])
def test_the_whole_day_counts_and_its_parts_check_it(groups, rows):
    result = report(*groups, rows=rows)
    assert codes(result) == ["groups_check" if rows is WHOLE else "groups_differ"]
    assert figures(result) == [(row[1], row[2]) for row in rows]


@pytest.mark.parametrize(
    "groups", [("合计", "合肥", "成都"), ("总计", "热线A", "热线B"), ("全部职场", "合肥", "成都")]
)
def test_sites_that_come_to_the_whole_count_and_it_checks_them(groups):
    result = report(*groups, rows=WHOLE)
    assert (codes(result), figures(result)) == (["groups_add_up"], [(5, 4), (10, 9), (7, 6), (20, 18)])
    other = report(*groups, rows=MORE)
    assert (codes(other), figures(other)) == (["groups_differ"], [(15, 13), (29, 24)])


@pytest.mark.parametrize("part", ["其中VIP", "其中：VIP客户", "VIP", "其中:新客户", "其中 老年客户"])
def test_a_segment_beside_the_whole_is_left_out_and_said(part):
    result = report("全部", part)
    assert (codes(result), figures(result)) == (["segment_beside_whole"] * 2, [(10, 9), (20, 18)])


@pytest.mark.parametrize(
    "groups", [("南区", "北区"), ("上午", "晚上"), ("A组", "B组"), ("合计", "南区", "北区")]
)
def test_groups_whose_names_say_nothing_are_asked_about_once(groups):
    result = report(*groups, rows=PAIR if len(groups) == 2 else WHOLE)
    (question,) = result.questions
    assert (question.kind, question.choices) == (QuestionKind.GROUPS, ANSWERS)
    assert question.subject == f"{groups[-2]} / {groups[-1]} = groups"
    assert result.blocked and codes(result) == ["groups_unclear"]


@pytest.mark.parametrize(
    ("answer", "told", "said"),
    [
        ("site", [(5, 4), (10, 9), (7, 6), (20, 18)], []),
        ("queue", [(5, 4), (10, 9), (7, 6), (20, 18)], []),
        ("channel", [(5, 4), (10, 9), (7, 6), (20, 18)], []),
        ("segment", [(5, 4), (10, 9), (7, 6), (20, 18)], []),
        ("part", [(15, 13), (27, 24)], ["groups_added"]),
        ("first", [(10, 9), (20, 18)], []),
    ],
)
def test_every_answer_brings_the_file_in_and_is_remembered(answer, told, said):
    assert answer in ANSWERS
    first = report("南区", "北区", words={"南区 / 北区 = groups": answer})
    after = report("南区", "北区", memory=first.mappings)
    for result in (first, after):
        assert (figures(result), codes(result), result.questions) == (told, said, ())


def test_groups_beside_the_whole_may_be_left_out():
    result = report("合计", "南区", "北区", rows=WHOLE, words={"南区 / 北区 = groups": "first"})
    assert (codes(result), figures(result)) == ([], [(15, 13), (27, 24)])


@pytest.mark.parametrize(("heading", "site"), [("话务情况", None), ("合肥", "HF")])
def test_one_group_alone_is_but_a_heading_unless_it_names_a_site(heading, site):
    result = report(heading, rows=[["2026-05-01", 10, 9], ["2026-05-02", 20, 18]])
    assert result.drafts[0].frame["site"].to_list() == [site, site]


def test_a_figure_added_from_parts_of_the_day_leads_to_the_cell_of_each():
    result = report("上午", "下午")
    row = result.drafts[0].frame.filter(pl.col("day") == 20260502).row(0, named=True)
    assert added_cells(row["col"], "offered") == (("日报", "B4"), ("日报", "D4"))
    site = report("合肥", "成都").drafts[0].frame.row(0, named=True)
    assert added_cells(site["col"], "offered") == ()  # one cell each


def test_a_group_nobody_knows_beside_sites_is_asked_about_and_never_taken_for_the_whole():
    result = report("合肥", "成都", "其他", rows=WHOLE)
    assert [question.subject for question in result.questions] == ["合肥 / 成都 / 其他 = groups"]
    told = report("合肥", "成都", "其他", rows=WHOLE, words={"合肥 / 成都 / 其他 = groups": "site"})
    assert sorted(told.drafts[0].frame["offered"]) == [5, 7, 10, 15, 20, 27]


@pytest.mark.parametrize("last", ["上月合计", "上月", "去年同期"])
def test_last_months_figures_beside_sites_are_no_whole(last):
    result = report("合肥", "成都", last, rows=WHOLE)
    assert (codes(result), sorted(result.drafts[0].frame["offered"])) == (
        ["columns_beside"],
        [10, 15, 20, 27],
    )


REGIONS = [["2026-05-01", 10, 5, 9, 4], ["2026-05-02", 20, 7, 18, 6]]
BELOW = {
    "figures said once": ["人工请求量", "", "人工接通量", ""],
    "figures repeated": ["人工请求量", "人工请求量", "人工接通量", "人工接通量"],
}


def upside(head, names=("南区", "北区"), words=None, rows=REGIONS, text=False):
    """Figures over names of groups."""
    lines = [["日期", *head], ["", *(names * 2)], *rows]
    data, name = workbook({"日报": lines}), "日报.xlsx"
    if text:
        data, name = "\n".join(",".join(map(str, line)) for line in lines).encode(), "日报.csv"
    with received(f"恒信2026年5月1日至5月2日{name}", data) as file:
        return read(file, Choice("HX", words=words or {}), DIRECTORY, TODAY)


@pytest.mark.parametrize("text", [False, True], ids=["workbook", "text"])
@pytest.mark.parametrize("head", BELOW.values(), ids=BELOW)
def test_names_nobody_knows_below_their_figure_are_asked_about(head, text):
    result = upside(head, text=text)
    assert codes(result) == ["groups_unclear"] and not result.drafts
    (question,) = result.questions
    (draft,) = upside(head, words={question.subject: "queue"}, text=text).drafts
    assert sorted(draft.frame.select("offered", "answered").rows()) == [(5, 4), (7, 6), (10, 9), (20, 18)]
    assert draft.frame["queue"].n_unique() == 2 and draft.frame["queue"].null_count() == 0


@pytest.mark.parametrize(
    "names",
    [
        # How much, when, and how it was counted.
        ("数量", "占比"),
        ("本月", "上月"),
        ("含转接", "不含转接"),
        ("实际", "目标"),
        ("5月", "6月"),
    ],
)
def test_words_below_a_figure_that_name_no_group_are_not_asked_about_as_groups(names):
    assert "groups_unclear" not in codes(upside(BELOW["figures said once"], names))


def test_cities_below_their_figure_are_known():
    result = upside(BELOW["figures said once"], ("合肥", "成都"))
    assert codes(result) == []
    assert sum(draft.frame["offered"].sum() for draft in result.drafts) == 42


def test_parts_nobody_knows_below_a_figure_whose_whole_stands_beside_them_are_left_out():
    lines = [["日期", "人工请求量", "", "人工请求量", "人工接通量"], ["", "南区", "北区", "", ""]]
    rows = [["2026-05-01", 10, 5, 15, 13], ["2026-05-02", 20, 7, 27, 24]]
    with received("恒信2026年5月1日至5月2日.xlsx", workbook({"日报": [*lines, *rows]})) as file:
        result = read(file, Choice("HX"), DIRECTORY, TODAY)
    assert codes(result) == ["header_unknown", "header_unknown"]
    assert figures(result) == [(15, 13), (27, 24)]


#: 合肥 | 成都 | 小计 | 武汉 | 合计, requests and answered of each.
SUBTOTAL = [
    ["2026-05-01", 10, 9, 5, 4, 15, 13, 3, 2, 18, 15],
    ["2026-05-02", 20, 18, 7, 6, 27, 24, 4, 4, 31, 28],
]


def test_a_subtotal_between_groups_is_left_out_and_the_total_checks_the_rest():
    result = report("合肥", "成都", "小计", "武汉", "合计", rows=SUBTOTAL)
    assert codes(result) == ["columns_subtotal", "groups_add_up"] and not result.questions
    assert sum(offered for offered, _ in figures(result)) == 18 + 31


def test_subtotals_without_a_total_are_left_out_and_the_groups_count():
    rows = [[*row[:7], *row[7:9], *row[7:9]] for row in SUBTOTAL]
    result = report("合肥", "成都", "小计", "武汉", "小计", rows=rows)
    assert codes(result) == ["columns_subtotal"]
    assert sum(offered for offered, _ in figures(result)) == 18 + 31


def test_one_subtotal_behind_all_groups_is_their_total():
    rows = [row[:7] for row in SUBTOTAL]
    assert codes(report("合肥", "成都", "小计", rows=rows)) == ["groups_add_up"]


def test_of_two_columns_of_one_figure_either_may_be_left_out():
    rows = [["日期", "人工请求量", "转人工量"], ["2026-05-01", 10, 9]]
    with received("恒信2026年5月1日至5月1日.xlsx", workbook({"日报": rows})) as file:
        asked = read(file, Choice("HX"), DIRECTORY, TODAY)
        told = read(file, Choice("HX", columns={"人工请求量": ""}), DIRECTORY, TODAY)
    assert {question.subject for question in asked.questions} == {"人工请求量", "转人工量"}
    assert not told.questions and told.drafts[0].frame["offered"].to_list() == [9]
