"""Rows of everything beside rows of its parts: 全部 and 其中VIP, 合计 of sites, 全国 and one site."""

from __future__ import annotations

import pytest

from importers.draft import Choice, Directory, Known
from importers.read import read
from tests.received_file import received
from tests.test_importers_months import TODAY, workbook

DIRECTORY = Directory(
    vendors=(Known("HX", ("恒信",)), Known("YS", ("远山",))),
    sites=(Known("HF", ("合肥",), "HX"), Known("CD", ("成都",), "HX")),
)
TWO = ["人工请求量", "人工接通量"]
DAYS = ("2026-05-01", "2026-05-02", "2026-05-03")
#: What the whole counts on each day, and what two parts of it do that come to it.
WHOLE = [(100, 90), (80, 75), (60, 50)]
ONE, OTHER = [(40, 35), (30, 28), (20, 19)], [(60, 55), (50, 47), (40, 31)]
SMALL = [(20, 19), (16, 15), (12, 11)]
WRONG = [(100, 91), *WHOLE[1:]]
MORE = [(150, 140), (120, 110), (90, 80)]
NEAR = [(101, 91), (81, 76), (61, 51)]
QUIET = ("queue_new", "site_new", "rates_too_steady", "header_unknown")


def report(head, rows, figures=TWO):
    with received("恒信2026年5月1日至5月3日.xlsx", workbook({"日报": [[*head, *figures], *rows]})) as file:
        return read(file, Choice("HX"), DIRECTORY, TODAY)


def by_day(header, *parts):
    """A sheet with a row for each part on each day, in the order of the parts."""
    rows = [[day, label, *figures[at]] for at, day in enumerate(DAYS) for label, figures in parts]
    return report(["日期", header], rows)


def codes(result):
    return [finding.code for finding in result.findings if finding.code not in QUIET]


def sums(result, name="offered"):
    frames = [draft.frame for draft in result.drafts if name in draft.measures]
    days = sorted({day for frame in frames for day in frame["day"]})
    return [sum(int(frame.filter(frame["day"] == day)[name].sum()) for frame in frames) for day in days]


@pytest.mark.parametrize(
    ("header", "whole", "part"),
    [
        ("类别", "全部", "VIP"), ("类型", "合计", "VIP"), ("口径", "总体", "VIP"),
        ("类别", "全部", "其中夜间"),
        ("Type", "All", "VIP"), ("Skill", "Total", "of which VIP"), ("队列", "全部", "VIP"),
        ("职场", "全国", "合肥"), ("职场", "合计", "合肥"), ("队列", "人工总量", "其中：VIP"),
        ("客户群", "全部客户", "其中VIP客户"), ("客户类型", "全量", "其中：VIP"), ("渠道", "全渠道", "APP"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("first", [True, False], ids=["the whole first", "the part first"])
def test_the_whole_counts_and_its_part_is_left_out_and_said(header, whole, part, first):
    parts = [(whole, WHOLE), (part, SMALL)]
    result = by_day(header, *(parts if first else parts[::-1]))
    assert (codes(result), sums(result), sums(result, "answered")) == (
        ["parts_beside_whole"],
        [100, 80, 60],
        [90, 75, 50],
    )
    (said,) = [found for found in result.findings if found.code == "parts_beside_whole"]
    assert f"“{part}” 各行（共 3 行）只是“{whole}”的一部分" in said.sentence("zh")
    assert result.drafts[0].frame["queue"].null_count() == 3


@pytest.mark.parametrize("label", ["合计", "小计", "全部", "全国", "总计", "当日合计", "Total"])
def test_rows_that_come_to_the_whole_count_and_it_checks_them(label):
    result = by_day("职场", ("合肥", ONE), ("成都", OTHER), (label, WHOLE))
    assert (codes(result), sums(result)) == ([], [100, 80, 60])
    assert sorted(result.drafts[0].frame["site"].unique()) == ["CD", "HF"]


@pytest.mark.parametrize("label", ["合计", "全部", "全国"])
def test_a_whole_that_is_wrong_on_one_day_is_said_and_its_rows_count(label):
    result = by_day("职场", ("合肥", ONE), ("成都", OTHER), (label, WRONG))
    (said,) = [found for found in result.findings if found.code == "total_differs"]
    assert (codes(result), sums(result, "answered")) == (["total_differs"], [90, 75, 50])
    assert (said.place.row, said.facts["said"], said.facts["added"]) == (4, 91, 90)


def test_a_sum_that_is_off_by_a_slip_on_every_day_is_said_on_every_day():
    result = by_day("职场", ("合肥", ONE), ("成都", OTHER), ("合计", NEAR))
    assert (codes(result), sums(result)) == (["total_differs"] * 6, [100, 80, 60])


def test_a_total_of_sites_that_are_not_all_there_counts():
    result = by_day("职场", ("合肥", ONE), ("成都", OTHER), ("合计", MORE))
    (said,) = [found for found in result.findings if found.code == "parts_differ"]
    assert (codes(result), sums(result)) == (["parts_differ"], [150, 120, 90])
    assert "“合肥”、“成都” 各行相加与“合计”行不符（3 处" in said.sentence("zh")
    assert result.drafts[0].frame["site"].null_count() == 3


def test_parts_that_overlap_are_left_out_beside_everything_but_not_beside_a_sum():
    whole = by_day("队列", ("VIP", OTHER), ("夜间", OTHER), ("全部", WHOLE))
    assert (codes(whole), sums(whole)) == (["parts_differ"], [100, 80, 60])
    total = by_day("队列", ("A", OTHER), ("B", OTHER), ("合计", WHOLE))
    assert (codes(total), sums(total)) == (["total_differs"] * 6, [120, 100, 80])


def test_shifts_that_come_to_the_whole_are_the_day():
    result = by_day("班次", ("白班", ONE), ("夜班", OTHER), ("合计", WHOLE))
    assert ("parts_differ" in codes(result), sums(result)) == (False, [100, 80, 60])


def test_one_site_whose_total_is_its_row_stays_that_site():
    result = by_day("职场", ("合肥", WHOLE), ("合计", WHOLE))
    assert (codes(result), result.drafts[0].frame["site"].unique().to_list()) == ([], ["HF"])


def test_subtotals_among_the_rows_of_a_day_are_no_whole():
    both = [(a + c, b + d) for (a, b), (c, d) in zip(WHOLE, SMALL, strict=True)]
    rows = [("合肥", ONE), ("成都", OTHER), ("小计", WHOLE), ("武汉", SMALL), ("合计", both)]
    result = by_day("职场", *rows)
    assert (codes(result), sums(result)) == ([], [120, 96, 72])


def test_rows_that_say_of_which_never_count_beside_the_others():
    result = by_day("职场", ("合肥", ONE), ("成都", OTHER), ("其中夜班", SMALL), ("合计", WHOLE))
    assert (codes(result), sums(result)) == (["parts_beside_whole"], [100, 80, 60])
    alone = by_day("队列", ("人工", WHOLE), ("其中：VIP", SMALL))
    assert (codes(alone), sums(alone)) == (["parts_beside_whole"], [100, 80, 60])
    assert "只是“人工”的一部分" in alone.findings[-1].sentence("zh")


def test_rows_of_parts_alone_are_what_there_is():
    result = by_day("队列", ("其中：VIP", SMALL))
    assert (codes(result), sums(result)) == ([], [20, 16, 12])


def test_a_day_without_its_whole_is_missing_and_said():
    rows = [[day, "全部", *WHOLE[at]] for at, day in enumerate(DAYS) if at != 1]
    rows += [[day, "VIP", *SMALL[at]] for at, day in enumerate(DAYS)]
    result = report(["日期", "类别"], rows)
    assert (codes(result), sums(result)) == (["days_missing", "parts_beside_whole"], [100, 60])


def test_a_total_of_all_vendors_is_nobodys_whole():
    result = by_day("供应商", ("恒信", ONE), ("合计", WHOLE))
    assert sums(result) == [40, 30, 20]


def test_the_whole_of_each_site_counts_beside_that_of_the_other():
    rows = [[day, site, "全部", *WHOLE[at]] for at, day in enumerate(DAYS) for site in ("合肥", "成都")]
    rows += [[day, site, "VIP", *SMALL[at]] for at, day in enumerate(DAYS) for site in ("合肥", "成都")]
    rows += [[day, "合计", None, 2 * WHOLE[at][0], 2 * WHOLE[at][1]] for at, day in enumerate(DAYS)]
    result = report(["日期", "职场", "队列"], rows)
    assert (codes(result), sums(result)) == (["parts_beside_whole"], [200, 160, 120])
    assert sorted(result.drafts[0].frame["site"].unique()) == ["CD", "HF"]


def test_subtotals_of_sites_with_queues_stay_check_values():
    rows = []
    for at, day in enumerate(DAYS):
        for site in ("合肥", "成都"):
            rows += [
                [day, site, "A", *ONE[at]],
                [day, site, "B", *OTHER[at]],
                [day, site, "小计", *WHOLE[at]],
            ]
        rows.append([day, "合计", "合计", 2 * WHOLE[at][0], 2 * WHOLE[at][1]])
    result = report(["日期", "职场", "队列"], rows)
    assert (codes(result), sums(result)) == ([], [200, 160, 120])


def test_people_rates_and_averages_need_not_add_up():
    figures = [*TWO, "在岗人数", "接通率", "平均通话时长(秒)"]
    rows = []
    for at, day in enumerate(DAYS):
        for site, (offered, answered), people in (
            ("合肥", ONE[at], 5),
            ("成都", OTHER[at], 6),
            ("合计", WHOLE[at], 9),
        ):
            rows.append([day, site, offered, answered, people, f"{answered / offered:.2%}", 100])
    result = report(["日期", "职场"], rows, figures)
    assert ("parts_differ" in codes(result), sums(result)) == (False, [100, 80, 60])


def test_a_month_of_everything_and_a_part_of_it():
    with received(
        "恒信2026年5月月报.xlsx",
        workbook({"月报": [["2026年5月月报"], ["类别", *TWO], ["全部", 900, 800], ["VIP", 90, 85]]}),
    ) as file:
        result = read(file, Choice("HX"), DIRECTORY, TODAY)
    assert (codes(result), sums(result)) == (["parts_beside_whole"], [900])
