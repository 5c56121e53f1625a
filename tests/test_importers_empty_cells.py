"""Cells that should hold a figure and do not: said by their name, and never read as zero."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta

import openpyxl
import pytest

from importers.draft import Choice, Directory, Known
from importers.read import read
from tests.received_file import received

HEAD = ["日期", "人工请求量", "人工接通量", "20秒接通量"]
TODAY = date(2026, 11, 22)


def reading(*rows: list[object], name: str = "日报.xlsx", head: list[str] = HEAD):
    if name.endswith(".csv"):
        data = "\n".join(",".join("" if v is None else str(v) for v in row) for row in [head, *rows]).encode()
    else:
        book, stream = openpyxl.Workbook(), io.BytesIO()
        for row in [head, *rows]:
            book.active.append(row)
        book.save(stream)
        data = stream.getvalue()
    with received(name, data) as file:
        return read(file, Choice(vendor="HX"), Directory(vendors=(Known("HX"),)), TODAY)


FIRST = [date(2026, 9, 1), 100, 90, 80]
DAY = date(2026, 9, 2)


@pytest.mark.parametrize(
    ("row", "code", "zh"),
    [
        ([DAY, None, None, None], "row_without_figures", "第3行有日期，没有任何数字。"),
        ([DAY, "--", "/", "无"], "row_without_figures", "第3行有日期，没有任何数字。"),
        # A date that is text stands alone in its row, as a note would.
        (["2026-09-02", None, None, None], "row_without_figures", "第3行有日期，没有任何数字。"),
        (["9月2日", None, None, None], "not_a_date", "Sheet!A3“日期”的“9月2日”不是日期。"),
        (
            [DAY, "#DIV/0!", "#DIV/0!", None],
            "row_of_errors",
            "第3行有日期，该有数字的单元格却是 #DIV/0!，没有一个可用的数字。",
        ),
        # openpyxl writes formulas without their results, as every such tool does.
        (
            [DAY, "=50+50", "=90", "=80"],
            "row_uncalculated",
            "第3行有日期，数字却都是没有计算过的公式，文件里没有结果。",
        ),
        (
            ["2026-09-02", "=1", "=1", "=1"],
            "row_uncalculated",
            "第3行有日期，数字却都是没有计算过的公式，文件里没有结果。",
        ),
    ],
)
def test_a_day_without_figures_is_rejected_and_says_why(row, code, zh):
    result = reading(FIRST, row)
    (draft,) = result.drafts
    assert draft.frame.height == 1
    (kept_out,) = draft.rejected
    assert [(f.code, f.sentence("zh")) for f in kept_out.reasons] == [(code, zh)]
    assert code in [finding.code for finding in result.findings]


def test_a_text_file_has_such_days_too():
    result = reading(FIRST, ["2026-09-02", None, None, None], name="日报.csv")
    assert [f.code for row in result.drafts[0].rejected for f in row.reasons] == ["row_without_figures"]


@pytest.mark.parametrize(
    ("cell", "zh", "en"),
    [
        (
            None,
            "Sheet!C3“人工接通量”是空的，而该行有其他数字。",
            "is empty, though the row has other figures.",
        ),
        ("#DIV/0!", "Sheet!C3“人工接通量”是“#DIV/0!”，而该行有其他数字。", "holds “#DIV/0!”, though"),
        ("=1/0", "Sheet!C3“人工接通量”是没有计算过的公式，而该行有其他数字。", "a formula that was never"),
        ("--", "Sheet!C3“人工接通量”是“--”，而该行有其他数字。", "holds “--”, though"),
    ],
)
def test_a_cell_without_a_figure_is_named(cell, zh, en):
    (finding,) = [f for f in reading(FIRST, [DAY, 100, cell, 80]).findings if f.place.row]
    assert (finding.code, finding.severity) == ("cell_without_figure", "warns")
    assert finding.sentence("zh") == zh
    assert en in finding.sentence("en")


def test_the_same_gap_further_down_is_said_once_with_its_cells():
    rows = [[DAY + timedelta(days=i), 100, None, 80] for i in range(3)]
    (finding,) = reading(FIRST, *rows).findings
    assert finding.sentence("zh").endswith("而该行有其他数字（C4、C5 也是）。")


@pytest.mark.parametrize(
    "rows",
    [
        # A column nobody fills in is not reported, and says so in the verdict.
        [[date(2026, 9, 1), 100, 90, None], [DAY, 110, 95, None]],
        # Of no calls none was answered: the blank cannot be anything but 0.
        [FIRST, [DAY, 0, None, None]],
        # Errors filled down past the last day are no rows.
        [FIRST, [None, None, "#DIV/0!", "#DIV/0!"]],
    ],
)
def test_blanks_that_mean_something_are_no_trouble(rows):
    result = reading(*rows)
    assert result.findings == ()
    assert result.drafts[0].rejected == ()


AUDITS = ["录音编号", "质检日期", "质检得分", "是否合格", "是否致命"]


def audit(number: int, passed: str | None, fatal: str | None) -> list[object]:
    return [f"R{number}", datetime(2026, 9, 1, 10, number), 90, passed, fatal]


@pytest.mark.parametrize(
    ("fatal", "read_as", "codes"),
    [
        # Only the fatal ones are marked: the others are not.
        (("是", None, None), [1, 0, 0], ["marks_only"]),
        # Where 'no' is written as well, a blank is a gap.
        (("是", "否", None), [1, 0, None], ["cell_without_figure"]),
        ((None, None, None), [None, None, None], []),
    ],
)
def test_a_column_of_marks_says_no_where_it_is_blank(fatal, read_as, codes):
    result = reading(*(audit(i, "是", mark) for i, mark in enumerate(fatal)), head=AUDITS)
    assert result.drafts[0].frame.sort("row")["audits_critical"].to_list() == read_as
    assert [finding.code for finding in result.findings] == codes
