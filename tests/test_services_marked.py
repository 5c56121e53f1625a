"""A received file goes back to its vendor marked: from the preview, from the list, in either language."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from core.errors import NotFoundError, WrongInputError
from core.principal import Principal
from core.return_mark import marked_file
from services.house.bootstrap import House
from services.reports.import_report import commit, rejects_file, stage
from services.reports.marked_copy import is_markable, letter, marked_copy, write_marked
from tests.reports_example import choice, counted_report, line_house, report

HEADS = ["日期", "人工请求量", "人工接通量", "放弃量", "20秒接通量", "备注栏"]


@pytest.fixture
def line(tmp_path: Path, database_url: str | None) -> Iterator[tuple[House, Principal]]:
    """The house with the line's contract, over SQLite and over a real PostgreSQL."""
    house, who = line_house(tmp_path / "data", database_url)
    yield house, who
    house.close()


def daily(changes: dict[int, dict[int, object]] | None = None, days: int = 10) -> bytes:
    """A vendor's daily workbook; `changes` says what stands in which column of which day instead."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("日报")
        sheet.write(0, 0, "2026年10月日报")
        sheet.write_row(1, 0, HEADS)
        look = book.add_format({"num_format": "yyyy-mm-dd"})
        for day in range(1, days + 1):
            sheet.write_datetime(day + 1, 0, date(2026, 10, day), look)
            sheet.write_row(day + 1, 1, [1000, 960, 40, 850, "无"])
            for column, value in (changes or {}).get(day, {}).items():
                sheet.write(day + 1, column, value)
    return out.getvalue()


#: Day 3 says more answered than requested, day 5 a word instead of a figure.
FAULTY = {3: {2: 1200}, 5: {2: "约九成"}}


def first_sheet(data: bytes) -> list[str]:
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_a_previewed_file_comes_back_with_its_faults_marked(line):
    house, who = line
    shown = stage(house, who, "日报.xlsx", daily(FAULTY), choice())
    made = marked_copy(house, who, shown.file.id, "zh")
    sheet = openpyxl.load_workbook(io.BytesIO(made.data))["日报"]
    assert made.name == "日报_标注.xlsx"
    assert {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.fill.fill_type} >= {
        "C5",
        "C7",
    }
    assert "约九成" in sheet["C7"].comment.text
    assert marked_file("\n".join(first_sheet(made.data))) == shown.file.id


def test_a_committed_file_comes_back_in_english_too(line):
    house, who = line
    shown = stage(house, who, "日报.xlsx", daily(FAULTY), choice())
    commit(house, who, shown.file.id)
    made = marked_copy(house, who, shown.file.id, "en")
    assert made.name == "日报_marked.xlsx"
    assert any("Please correct it" in words for words in first_sheet(made.data))
    assert not any("vendor" in words for words in first_sheet(made.data))


def test_a_column_nobody_knows_is_marked_at_its_header(line):
    house, who = line
    shown = stage(house, who, "日报.xlsx", daily(FAULTY), choice())
    sheet = openpyxl.load_workbook(io.BytesIO(marked_copy(house, who, shown.file.id, "zh").data))["日报"]
    assert sheet["F2"].fill.fill_type and "备注栏" in sheet["F2"].comment.text


def test_a_text_file_comes_back_as_a_workbook_with_the_same_cells(line):
    house, who = line
    rows = [(f"2026-10-{day:02d}", 1000, "约九成" if day == 2 else 960, 40, 850) for day in range(1, 4)]
    shown = stage(house, who, "report.csv", report(rows).encode(), choice())
    made = marked_copy(house, who, shown.file.id, "en")
    sheet = openpyxl.load_workbook(io.BytesIO(made.data)).worksheets[1]
    assert made.name == "report_marked.xlsx"
    assert sheet["C3"].value == "约九成" and sheet["C3"].fill.fill_type
    assert sheet["A2"].value == "2026-10-01"


def test_a_file_that_could_not_come_in_is_marked_as_a_whole(line):
    house, who = line
    shown = stage(house, who, "日报.xlsx", daily({day: {2: "?"} for day in range(1, 11)}), choice())
    assert shown.blocked
    assert "按整份文件重新读取" in letter(house, who, shown.file.id, "zh")
    assert any(
        "整份文件" in words for words in first_sheet(marked_copy(house, who, shown.file.id, "zh").data)
    )


def test_what_only_the_house_can_do_is_not_told(line):
    house, who = line
    shown = stage(house, who, "日报.xlsx", daily(), choice())
    ours = [finding for finding in shown.findings if not is_markable([finding])]
    words = first_sheet(marked_copy(house, who, shown.file.id, "zh").data)
    assert not any(finding.sentence("zh") in words for finding in ours)


def test_a_file_with_nothing_to_put_right_has_no_marked_copy(line):
    house, who = line
    shown = stage(house, who, "report.csv", counted_report("2026-10").encode(), choice())
    assert not is_markable(shown.findings)
    with pytest.raises(WrongInputError, match="nothing_to_mark"):
        marked_copy(house, who, shown.file.id, "zh")


def test_the_text_to_send_says_how_many_rows_stayed_out(line):
    house, who = line
    shown = stage(house, who, "日报.xlsx", daily(FAULTY), choice())
    assert "2 处所在行未能入库" in letter(house, who, shown.file.id, "zh")
    assert "Of it only the rows that were kept out are read" in letter(house, who, shown.file.id, "en")


@pytest.mark.parametrize("named", ["file", "batch", "path"])
def test_it_is_written_by_the_key_of_the_file_of_a_batch_or_by_the_file_itself(line, tmp_path, named):
    house, who = line
    (tmp_path / "日报.xlsx").write_bytes(daily(FAULTY))
    shown = stage(house, who, "日报.xlsx", tmp_path / "日报.xlsx", choice())
    names = {"file": shown.file.id, "batch": shown.batches[0].record.id, "path": str(tmp_path / "日报.xlsx")}
    path, made = write_marked(house, who, names[named], tmp_path / "out", "zh")
    assert path.read_bytes() == made.data and zipfile.is_zipfile(path)


def test_a_file_that_never_came_in_is_not_known(line, tmp_path):
    house, who = line
    (tmp_path / "other.xlsx").write_bytes(daily())
    for named in (str(tmp_path / "other.xlsx"), "01ARZ3NDEKTSV4RRFFQ69G5FAV"):
        with pytest.raises(NotFoundError):
            write_marked(house, who, named, tmp_path, "zh")


def test_rejected_rows_are_listed_where_nothing_of_their_vendor_comes_in(line):
    house, who = line
    shown = stage(house, who, "日报.xlsx", daily({day: {2: "?"} for day in range(1, 11)}), choice())
    assert shown.batches == ()
    sheet = openpyxl.load_workbook(io.BytesIO(rejects_file(house, who, shown.file.id, "zh")[1])).worksheets[0]
    assert sheet.max_row == 11
