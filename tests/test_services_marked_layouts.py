"""Sheets that are no plain list go out marked and come back: each figure in its cell, and followed home."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from core.finding import Severity
from core.principal import Principal
from exports.marked.styles import FILLS
from services.house.bootstrap import House
from services.judging.assess_month import current
from services.reports.import_report import commit, stage
from services.reports.marked_copy import marked_copy
from services.results.follow import rows
from tests.reports_example import choice, line_house

DAYS = range(1, 6)
NAMES = ("人工请求量", "人工接通量", "放弃量", "20秒接通量")
COUNTS = (1000, 960, 40, 850)
#: What is odd in days that are all alike, and few.
ALIKE = {"days_missing", "day_copied"}
#: The figure of 3 October that is wrong, and what it is put right to.
WRONG, RIGHT = -850, 870


def long_form() -> list[list[object]]:
    """One figure a row; the wrong one stands in D16."""
    head = [["恒信2026年10月"], [], ["日期", "指标", "单位", "数值"]]
    lines = [
        [f"2026-10-{day:02d}", name, "通", n] for day in DAYS for name, n in zip(NAMES, COUNTS, strict=True)
    ]
    return [*head, *lines]


def matrix() -> list[list[object]]:
    """Days across; the wrong figure stands in D6."""
    lines = [[name, *[n for _ in DAYS]] for name, n in zip(NAMES, COUNTS, strict=True)]
    return [["2026年10月运营日报"], ["指标", *[f"{day}日" for day in DAYS]], *lines]


SHEETS = {"long form": (long_form, "D15"), "matrix": (matrix, "D6")}


@pytest.fixture
def line(tmp_path: Path) -> Iterator[tuple[House, Principal]]:
    house, who = line_house(tmp_path / "data")
    yield house, who
    house.close()


def workbook(lines: list[list[object]], wrong: str) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active.title = "日报"
    for each in lines:
        book.active.append(each)
    assert book.active[wrong].value == COUNTS[-1]
    book.active[wrong] = WRONG
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("name", SHEETS)
def test_the_wrong_figure_is_marked_in_its_cell_put_right_there_and_followed_home(line, name):
    build, at = SHEETS[name]
    house, who = line
    first = stage(house, who, "日报.xlsx", workbook(build(), at), choice("2026-10"))
    commit(house, who, first.file.id)
    book = openpyxl.load_workbook(io.BytesIO(marked_copy(house, who, first.file.id, "zh").data))
    red = f"FF{FILLS[Severity.REJECTS]}"
    coloured = [
        cell.coordinate for row in book["日报"].iter_rows() for cell in row if cell.fill.fgColor.rgb == red
    ]
    assert coloured == [at] and book["日报"][at].comment
    book["日报"][at] = RIGHT
    out = io.BytesIO()
    book.save(out)
    back = stage(house, who, "日报_标注.xlsx", out.getvalue(), choice())
    assert [finding.code for finding in back.findings if finding.code not in ALIKE] == [
        "marked_copy_returned"
    ]
    commit(house, who, back.file.id)
    judgement = current(house, who, "LINE-2026", "2026-10").line("SL20").judgement
    assert (int(judgement.numerator), int(judgement.denominator)) == (4 * COUNTS[3] + RIGHT, 5 * COUNTS[0])
    (found,) = rows(house, who, "LINE-2026", "2026-10", "SL20", date(2026, 10, 3)).lines
    assert found.counts["answered_within_20"] == RIGHT and found.cells["answered_within_20"] == at
    assert found.file_name == "日报_标注.xlsx" and found.sheet == "日报"
    kept = rows(house, who, "LINE-2026", "2026-10", "SL20", date(2026, 10, 2)).lines[0]
    assert kept.file_name == "日报.xlsx" and kept.counts["answered_within_20"] == COUNTS[3]
