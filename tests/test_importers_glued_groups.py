"""Group names glued to those of figures, 上午呼入量 | 下午呼入量: read as groups over them, or not at all."""

from __future__ import annotations

import pytest

from core.offsets import cell_of
from importers.dictionary.group_names import glued
from importers.draft import Choice
from importers.read import read
from tests.received_file import received
from tests.test_importers_column_groups import DIRECTORY, codes, figures
from tests.test_importers_months import TODAY, workbook

PAIR = [["2026-05-01", 10, 5, 9, 4], ["2026-05-02", 20, 7, 18, 6]]


def report(*head, rows=PAIR, choice=None, memory=()):
    with received("恒信2026年5月1日至5月2日.xlsx", workbook({"日报": [["日期", *head], *rows]})) as file:
        return read(file, choice or Choice("HX"), DIRECTORY, TODAY, memory=memory)


def both(first, second, form="{name}{figure}"):
    """Two figures of two groups, side by side."""
    return [
        form.format(name=name, figure=figure)
        for figure in ("人工请求量", "人工接通量")
        for name in (first, second)
    ]


@pytest.mark.parametrize(
    "form",
    [
        "{name}{figure}", "{name}-{figure}", "{name} {figure}", "{figure}（{name}）", "{figure}-{name}",
        "{name}{figure}(通)",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    ("names", "by", "expected"),
    [
        (("合肥", "成都"), "site", ("HF", "CD")),
        (("合肥职场", "成都职场"), "site", ("HF", "CD")),
        (("理赔", "咨询"), "queue", ("Q1", "Q2")),  # registered
        (("热线A", "热线B"), "queue", None),
        (("投诉热线", "售后专线"), "queue", None),
        (("上海", "本溪"), "site", None),  # their first characters say above and this elsewhere
    ],
)
def test_a_site_or_queue_at_either_end_of_a_header_is_that_of_its_figure(names, form, by, expected):
    result = report(*both(*names, form))
    frame = result.drafts[0].frame
    first = frame.filter(frame["day"] == 20260501)
    found = dict(first.select("offered", by).rows())
    assert (codes(result), result.questions) == ([], ())
    assert sorted(frame.select("offered", "answered").rows()) == [(5, 4), (7, 6), (10, 9), (20, 18)]
    assert None not in found.values() and len(set(found.values())) == 2
    assert expected is None or found == {10: expected[0], 5: expected[1]}
    row = frame.filter(frame["offered"] == 7).row(0, named=True)
    cell = cell_of(result.drafts[0].offsets, "日报", row["row"], row["col"], "offered")
    assert cell == ("日报", "C3")


@pytest.mark.parametrize("names", [("上午", "下午"), ("早班", "晚班"), ("白班", "夜班"), ("日间", "夜间")])
def test_parts_of_a_day_in_the_headers_are_added_up_and_said(names):
    result = report(*both(*names))
    assert (codes(result), figures(result)) == (["groups_added"], [(15, 13), (27, 24)])


def test_english_headers_are_parted_at_their_words():
    by_time = report("AM calls offered", "PM calls offered", "AM calls answered", "PM calls answered")
    assert (codes(by_time), figures(by_time)) == (["groups_added"], [(15, 13), (27, 24)])
    sites = ["Hefei calls offered", "Chengdu calls offered", "Hefei calls answered", "Chengdu calls answered"]
    assert figures(report(*sites), "site") == [
        ("CD", 5, 4), ("HF", 10, 9), ("CD", 7, 6), ("HF", 20, 18),
    ]  # fmt: skip


@pytest.mark.parametrize("whole", ["人工请求量", "全天人工请求量", "合计人工请求量"])
def test_the_figure_of_all_beside_them_counts_and_is_checked(whole):
    rows = [["2026-05-01", 15, 10, 5], ["2026-05-02", 27, 20, 7]]
    parts = report(whole, "上午人工请求量", "下午人工请求量", rows=rows)
    assert codes(parts) == ["groups_check"] and parts.drafts[0].frame["offered"].to_list() == [15, 27]
    sites = report(whole, "合肥人工请求量", "成都人工请求量", rows=rows)
    assert codes(sites) == ["groups_add_up"] and sorted(sites.drafts[0].frame["offered"]) == [5, 7, 10, 20]


def test_figures_of_the_parts_that_the_whole_lacks_are_added_up_beside_it():
    rows = [["2026-05-01", 15, *PAIR[0][1:]], ["2026-05-02", 27, *PAIR[1][1:]]]
    result = report("人工请求量", *both("上午", "下午"), rows=rows)
    assert sorted(codes(result)) == ["groups_added", "groups_check"]
    assert figures(result) == [(15, 13), (27, 24)]


def test_a_figure_of_one_part_alone_is_left_out_and_said():
    result = report("上午人工请求量", "下午人工请求量", "上午人工接通量", rows=[row[:4] for row in PAIR])
    assert codes(result) == ["groups_added", "part_alone"]
    assert "D 上午人工接通量" in result.findings[1].sentence("zh")
    assert result.drafts[0].measures == ("offered",)


def test_what_the_figure_means_is_asked_of_each_as_of_any_column_and_remembered():
    head = ["上午呼入量", "下午呼入量", "上午人工接通量", "下午人工接通量"]
    asked = report(*head)
    assert [question.subject for question in asked.questions] == head[:2]
    first = report(*head, choice=Choice("HX", columns=dict.fromkeys(head[:2], "offered")))
    after = report(*head, memory=first.mappings)
    for result in (first, after):
        assert (codes(result), figures(result)) == (["groups_added"], [(15, 13), (27, 24)])


@pytest.mark.parametrize("parts", [("上午", "下午"), ("合肥", "成都")])
def test_names_of_lines_across_are_parted_like_headers(parts):
    rows = [["指标", "2026-05-01", "2026-05-02"]]
    rows += [
        [name, *cells] for name, cells in zip(both(*parts), ((10, 20), (5, 7), (9, 18), (4, 6)), strict=True)
    ]
    with received("恒信2026年5月1日至5月2日.xlsx", workbook({"日报": rows})) as file:
        result = read(file, Choice("HX"), DIRECTORY, TODAY)
    told = [(15, 13), (27, 24)] if parts[0] == "上午" else [(5, 4), (10, 9), (7, 6), (20, 18)]
    assert (result.questions, figures(result)) == ((), told)


def test_parts_that_make_no_day_are_asked_about():
    result = report(*both("上午", "晚上"))
    assert [question.subject for question in result.questions] == ["上午 / 晚上 = groups"]


@pytest.mark.parametrize(
    "headers",
    [
        ("自助呼入量", "首次呼入量"), ("日均呼入量", "月均呼入量"), ("本月呼入量", "上月呼入量"),
        ("首次接通量", "重复接通量"), ("5月呼入量", "4月呼入量"),
        ("本月热线呼入量", "上月热线呼入量"), ("呼入热线接通量", "呼出热线接通量"),
        ("热线15秒接通量", "热线25秒接通量"), ("专线15秒接通量", "专线25秒接通量"),  # of no line 1 and 2
        ("最大队列等待时长", "平均队列等待时长"), ("Max queue wait time", "Avg queue wait time"),
        ("合肥热线人工接通量", "合肥在线人工接通量"),  # a site and a channel
        ("合肥人工接通量", "下午人工接通量"), ("合肥人工接通量", "合计人工接通量"),  # one group alone
    ],
)  # fmt: skip
def test_other_words_before_a_figure_are_no_groups(headers):
    rows = [["2026-05-01", 100, 90, 80], ["2026-05-02", 120, 110, 70]]
    result = report("人工请求量", *headers, rows=rows)
    frame = result.drafts[0].frame
    assert {code[:14] for code in codes(result)} == {"header_unknown"} and result.questions == ()
    assert frame.select("site", "queue", "channel", "offered").rows() == [
        (None, None, None, 100), (None, None, None, 120),
    ]  # fmt: skip


@pytest.mark.parametrize("headers", [("20秒接通量", "30秒接通量"), ("人工接通量", "人工请求量")])
def test_headers_that_are_known_are_what_they_say(headers):
    result = report(*headers, rows=[["2026-05-01", 10, 20], ["2026-05-02", 20, 30]])
    (draft,) = result.drafts
    assert codes(result) == [] and len(draft.measures) == 2 and draft.frame["site"].to_list() == [None, None]


def test_numbers_and_words_are_never_cut():
    found = {(each.name, each.figure) for each in glued("热线15秒接通量", {})}
    assert ("热线1", "5秒接通量") not in found
    assert [(each.name, each.figure) for each in glued("AMoffered", {})] == []


@pytest.mark.parametrize(
    ("names", "by", "expected"),
    [
        (("合肥", "成都"), "site", ("HF", "CD")),
        (("理赔", "咨询"), "queue", ("Q1", "Q2")),
        (("电话", "在线"), "channel", ("电话", "在线")),
    ],
)
def test_a_figure_over_its_groups_is_read_as_the_groups_over_their_figures(names, by, expected):
    head = [["日期", "人工请求量", "", "人工接通量", ""], ["", *names, *names]]
    with received("恒信2026年5月1日至5月2日.xlsx", workbook({"日报": [*head, *PAIR]})) as file:
        result = read(file, Choice("HX"), DIRECTORY, TODAY)
    first = {row[0]: row[1:] for row in result.drafts[0].frame.select(by, "day", "offered", "answered").rows()
             if row[1] == 20260501}  # fmt: skip
    assert (codes(result), result.rejected) == ([], ())
    assert first == {expected[0]: (20260501, 10, 9), expected[1]: (20260501, 5, 4)}


def test_shifts_below_a_figure_are_added_up():
    head = [["日期", "人工请求量", "", "人工接通量", ""], ["", "早班", "晚班", "早班", "晚班"]]
    with received("恒信2026年5月1日至5月2日.xlsx", workbook({"日报": [*head, *PAIR]})) as file:
        result = read(file, Choice("HX"), DIRECTORY, TODAY)
    assert (codes(result), figures(result)) == (["groups_added"], [(15, 13), (27, 24)])
