"""Rows of one day for shifts, parts of the day or lines: added up, told apart, or asked; never let go."""

from __future__ import annotations

import pytest

from importers.draft import Choice, Directory, Known, QuestionKind
from importers.read import read
from tests.received_file import received
from tests.test_importers_months import TODAY, workbook

DIRECTORY = Directory(vendors=(Known("HX", ("恒信",)),), sites=(Known("HF", ("合肥",), "HX"),))
FIGURES = ["人工请求量", "人工接通量"]
EQUAL = {"2026-05-01": [(10, 9), (10, 9)], "2026-05-02": [(12, 11), (12, 11)], "2026-05-03": [(7, 6), (7, 6)]}
OTHER = {"2026-05-01": [(10, 9), (4, 3)], "2026-05-02": [(12, 11), (5, 5)], "2026-05-03": [(7, 6), (3, 2)]}


def report(head, words, days, *more, columns=None):
    """Every day a row for each word; `more`: rows below."""
    rows = [[day, words[at], *each[at]] for day, each in days.items() for at in range(len(each))]
    return sheet([["日期", head, *FIGURES], *rows, *more], columns)


def sheet(rows, columns=None):
    with received("恒信2026年5月1日至5月3日.xlsx", workbook({"日报": rows})) as file:
        return read(file, Choice("HX", columns=columns or {}), DIRECTORY, TODAY)


def codes(result):
    return [f.code for f in result.findings if f.code not in ("queue_new", "site_new", "rates_too_steady")]


def offered(result):
    return sum(draft.frame["offered"].sum() for draft in result.drafts)


@pytest.mark.parametrize("days", [EQUAL, OTHER], ids=["equal figures", "other figures"])
@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("班次", ("早班", "晚班")),
        ("班次", ("白班", "夜班")),
        ("班次", ("中班", "夜班")),  # no day by their words, but shifts by the header
        ("时段", ("白天", "夜间")),  # a column of times without a time
        ("时间段", ("上午", "下午")),
        ("类型", ("白班", "夜班")),  # a header nobody knows
    ],
)
def test_shifts_and_parts_of_a_day_are_added_up_to_it(head, words, days):
    result = report(head, words, days)
    assert (codes(result), result.questions) == (["groups_added"], ())
    assert offered(result) == sum(o for each in days.values() for o, _ in each)
    assert result.drafts[0].frame.height == len(days)


def test_a_total_line_is_held_against_the_shifts():
    right = report("班次", ("早班", "晚班"), OTHER, ["合计", "", 41, 36])
    wrong = report("班次", ("早班", "晚班"), OTHER, ["合计", "", 44, 36])
    assert codes(right) == ["groups_added"]
    assert sorted(codes(wrong)) == ["groups_added", "total_differs"]


@pytest.mark.parametrize(
    ("words", "rows", "said"),
    [
        (("全天", "夜间"), [(10, 9), (4, 3)], "parts_beside_day"),
        (("全天", "白天", "夜间"), [(10, 9), (6, 6), (4, 3)], "groups_check"),
        (("全天", "白天", "夜间"), [(10, 9), (6, 5), (4, 3)], "groups_differ"),
    ],
)
def test_where_the_whole_day_stands_beside_its_parts_it_counts(words, rows, said):
    days = dict.fromkeys(("2026-05-01", "2026-05-02", "2026-05-03"), rows)
    result = report("时段", words, days, ["合计", "", 30, 27])
    assert said in codes(result) and "total_differs" not in codes(result)
    assert offered(result) == 30


def test_a_day_that_lacks_a_shift_is_kept_out_and_says_which():
    result = report("班次", ("早班", "晚班"), OTHER | {"2026-05-03": [(7, 6)]})
    (rejected,) = [f for f in result.findings if f.code == "part_of_day_missing"]
    assert "“晚班”" in rejected.sentence("zh")
    assert offered(result) == 31


def test_the_same_shift_twice_and_a_bad_shift_keep_the_whole_day_out():
    twice = report("班次", ("早班", "晚班", "晚班"), OTHER | {"2026-05-03": [(7, 6), (3, 2), (4, 2)]})
    bad = report("班次", ("早班", "晚班"), OTHER | {"2026-05-03": [(7, 6), (3, 5)]})
    assert (offered(twice), offered(bad)) == (31, 31)
    assert [row.place.row for row in bad.drafts[0].rejected] == [6, 7]


@pytest.mark.parametrize("days", [EQUAL, OTHER], ids=["equal figures", "other figures"])
def test_lines_nobody_knows_are_asked_about_and_then_read(days):
    asked = report("线路", ("A线", "B线"), days)
    (question,) = asked.questions
    assert (question.kind, question.subject, asked.blocked) == (QuestionKind.COLUMN, "线路", True)
    assert "rows_told_apart" in codes(asked) and "header_unknown" not in codes(asked)
    for field in question.choices:
        said = report("线路", ("A线", "B线"), days, columns={"线路": field})
        assert not said.blocked
        assert offered(said) == sum(o for each in days.values() for o, _ in each), field
    left = report("线路", ("A线", "B线"), days, columns={"线路": ""})
    assert left.blocked and "row_repeated" not in codes(left)


@pytest.mark.parametrize(("head", "words"), [("归属", ("合肥", "成都")), ("线路", ("热线1", "热线2"))])
def test_words_that_name_sites_or_queues_are_taken_as_such(head, words):
    result = report(head, words, EQUAL)
    assert result.questions == ()
    assert offered(result) == 58


@pytest.mark.parametrize(
    ("notes", "left", "said"),
    [
        ((None, "更正"), 19, "row_alike"),  # a remark beside one: nobody knows
        (("", ""), 29, "row_repeated"),  # a copy in every cell
    ],
)
def test_a_copy_is_a_copy_only_in_every_cell(notes, left, said):
    rows = [["2026-05-01", 10, 9, notes[0]], ["2026-05-01", 10, 9, notes[1]]]
    rest = [["2026-05-02", 12, 11, None], ["2026-05-03", 7, 6, None]]
    result = sheet([["日期", *FIGURES, "备注"], *rows, *rest])
    assert said in codes(result)
    assert offered(result) == left


def test_a_column_of_words_beside_days_that_stand_once_is_no_shift():
    rows = [["2026-05-01", "早班", 10, 9], ["2026-05-02", "晚班", 12, 11], ["2026-05-03", "早班", 7, 6]]
    result = sheet([["日期", "班次", *FIGURES], *rows])
    assert codes(result) == [] and offered(result) == 29
