"""What random months brought to light, kept as the smallest files that showed it (test_round_trip.py)."""

from __future__ import annotations

from datetime import date

import pytest

from importers.draft import Choice, Directory, Known, QuestionKind, Reading
from importers.read import read
from tests.received_file import received
from tests.round_trip_files import written
from tests.round_trip_sheets import Merge, Page

_DIRECTORY = Directory(vendors=(Known("HX", ("恒信",)),), sites=(Known("NC", ("南昌",), "HX"),))
Rows = list[list[object]]


def reading(
    rows: Rows, kind: str = "xlsx", merges: tuple[Merge, ...] = (), stem: str = "恒信2024年1月"
) -> Reading:
    name, data = written([Page("日报", rows, list(merges))], kind, stem)
    with received(name, data) as file:
        return read(file, Choice(vendor="HX"), _DIRECTORY, date(2026, 11, 22))


def figures(result: Reading) -> list[tuple[int, str | None, str, int]]:
    """(day, site, count, value) of everything that would come in."""
    return sorted(
        (row["day"], row["site"], name, row[name])
        for draft in result.drafts
        for row in draft.frame.iter_rows(named=True)
        for name in draft.measures
        if row[name] is not None
    )


READ: list[tuple[str, Rows, str, tuple[Merge, ...], list[tuple[int, str | None, str, int]]]] = [
    # The group's name 时长 is known by itself; merged cells say that the header goes on below it.
    (
        "a group over one column",
        [["日期", "职场", "时长"], [None, None, "话后处理时长(秒)"], ["2024-01-01", "南昌", 5]],
        "xlsx",
        ((0, 0, 1, 0), (0, 1, 1, 1)),
        [(20240101, "NC", "wrap_s", 5)],
    ),
    # The same saved as text: nothing is merged any more.
    (
        "a group over one column, as text",
        [["班组", "工号", "姓名", "时长"], [None, None, None, "总通话时长(秒)"], ["一组", "0010", "张三", 7]],
        "csv utf-8",
        (),
        [(20240101, None, "talk_s", 7)],
    ),
    # The lone name in the second header row was taken for the title of another table.
    (
        "a bulletin of one indicator",
        [
            ["职场", "考核指标", None, None],
            [None, "人工请求量", None, None],
            [None, "本月", "同比", "环比"],
            ["南昌", 7, "5%", "/"],
        ],
        "xlsx",
        ((0, 0, 2, 0), (0, 1, 0, 3), (1, 1, 1, 3)),
        [(20240101, "NC", "offered", 7)],
    ),
    # As many names across as down: 满意度 and 话务量 are groups here.
    (
        "a matrix of two indicators",
        [
            ["类别", "指标", "2024-01-01", "2024-01-02"],
            ["话务量", "30秒接通量", 5, 6],
            ["满意度", "邀请评价量", 7, 8],
        ],
        "tsv.xls gb18030",
        (),
        [
            (20240101, None, "answered_within_30", 5), (20240101, None, "survey_sent", 7),
            (20240102, None, "answered_within_30", 6), (20240102, None, "survey_sent", 8),
        ],
    ),
    (
        "a list of two indicators",
        [
            ["类别", "具体指标", "本月", "备注"],
            ["时长", "总通话时长", "04:14:48", None],
            ["满意度", "邀请评价量", "662通", None],
        ],
        "tsv utf-8",
        (),
        [(20240101, None, "survey_sent", 662), (20240101, None, "talk_s", 15_288)],
    ),
    (
        "bare days saved as text",
        [["日期", "人工请求量"], [45296, 9]],
        "csv utf-8",
        (),
        [(20240105, None, "offered", 9)],
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "kind", "merges", "expected"), [r[1:] for r in READ], ids=[r[0] for r in READ]
)
def test_it_is_read_to_its_true_counts(rows, kind, merges, expected):
    result = reading(rows, kind, merges)
    assert figures(result) == expected and not result.questions


def test_lost_calls_beside_an_abandon_rate_are_asked_about():
    """放弃率 is a rate: it does not say that the abandoned calls have a column of their own."""
    result = reading([["日期", "人工请求量", "呼损量", "放弃率"], ["2024-01-01", 9, 1, "11.11%"]])
    assert [(q.kind, q.subject) for q in result.questions] == [(QuestionKind.COLUMN, "呼损量")]


def test_days_without_their_month_ask_for_it():
    result = reading([["日期", "人工请求量"], ["1月1日", 9]], stem="恒信报表")
    assert [question.kind for question in result.questions] == [QuestionKind.PERIOD]


def test_a_merged_site_saved_as_text_never_counts_for_the_whole_vendor():
    rows: Rows = [["职场", "日期", "人工请求量"], ["南昌", "2024-01-01", 9], [None, "2024-01-02", 8]]
    result = reading(rows, "csv utf-8")
    assert figures(result) == [(20240101, "NC", "offered", 9)]
    assert [f.code for f in result.findings if f.severity == "rejects"] == ["scope_missing"]


def test_a_total_rate_is_read_as_its_column_is_written():
    """0.93 below fractions is 93 %, though 0.93 % would lie nearer to the first row."""
    rows: Rows = [
        ["日期", "人工请求量", "放弃量", "放弃率"],
        ["2024-01-01", 1000, 200, 0.2],
        ["2024-01-02", 9000, 9000, 1],
        ["合计", 10_000, 9200, 0.92],
    ]
    assert "rate_differs" not in {finding.code for finding in reading(rows).findings}
