"""The sheet as it looks: header and table where they stand, whichever way the table lies."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook

from core.privacy import AgentRule, Privacy
from importers.draft import Choice, Directory, Known
from importers.read import read
from tests.received_file import received

NOBODY = Directory(vendors=(Known("HX", ("恒信",)),))
MATRIX = [
    ["恒信2026年5月运营月报"],
    ["指标", "1日", "2日", "3日", "合计"],
    ["人工请求量", 100, 90, 80, 270],
    ["人工接通量", 95, 88, 79, 262],
]
GROUPED = [
    ["恒信2026年月报"],
    [],
    ["类别", "指标", "单位", "2026年4月", "2026年5月"],
    ["话务", "人工请求量", "通", 1000, 900],
    [None, "人工接通量", "通", 950, 880],
]
TWO_HEADS = [
    ["指标", "2026年", None, None],
    [None, "4月", "5月", "6月"],
    ["人工请求量", 100, 90, 80],
    ["人工接通量", 95, 88, 79],
]
LONG = [
    ["恒信2026年5月"],
    ["日期", "指标", "数值", "备注"],
    ["2026-05-01", "人工请求量", 100, None],
    ["2026-05-01", "人工接通量", 95, "停电"],
    ["2026-05-02", "人工请求量", 90, None],
    ["2026-05-02", "人工接通量", 88, None],
]
#: A table whose header stands under a row of names that its columns have, too.
NAMES_ABOVE = [
    ["口径说明", "人工请求量", "不含IVR"],
    [],
    ["日期", "人工请求量", "人工接通量"],
    ["2026-05-01", 100, 95],
]


def workbook(rows) -> bytes:
    book, stream = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(stream)
    return stream.getvalue()


def picture_of(rows, directory=NOBODY):
    with received("月报.xlsx", workbook(rows)) as file:
        (picture,) = read(file, Choice(vendor="HX"), directory, date(2026, 12, 1)).pictures
    return picture


@pytest.mark.parametrize(
    ("rows", "header", "body", "table", "names", "data_rows"),
    [
        (MATRIX, [2], [3, 4], "ABCDE", "A", 2),
        # Groups stand left of the indicators, the units right of them; a column of facts is a month.
        (GROUPED, [3], [4, 5], "ABCDE", "AB", 2),
        (TWO_HEADS, [1, 2], [3, 4], "ABCD", "A", 2),
        # A list of one figure a row: its columns are those that stand there, not those it is laid out in.
        (LONG, [2], [3, 4, 5, 6], "ABCD", "", 4),
        (NAMES_ABOVE, [3], [4], "ABC", "", 1),
    ],
)  # fmt: skip
def test_header_and_table_are_marked_where_they_stand(rows, header, body, table, names, data_rows):
    picture = picture_of(rows)
    assert [row.number for row in picture.rows if row.is_header] == header
    assert [row.number for row in picture.rows if row.in_table and not row.is_header] == body
    assert picture.table == set(table) and picture.names == set(names)
    assert picture.data_rows == data_rows and picture.across is bool(names)


def test_whoever_hides_its_agents_shows_none_in_the_picture_and_loses_no_row():
    rows = [["日期", "工号", "人工接通量"]] + [["2026-05-01", f"HX{at}", 9] for at in range(4)]
    hiding = Directory(vendors=NOBODY.vendors, privacy=Privacy(agents={("HX", "NC"): AgentRule.DROP}))
    shown = [[cell.text for cell in row.cells if cell] for row in picture_of(rows, hiding).rows]
    assert len(shown) == 5 and not any("HX" in text for row in shown for text in row)
    across = [["恒信5月"], ["指标", "1日", "2日"], ["人工请求量", 5, 6], ["人工接通量", 4, 5]]
    assert [row.number for row in picture_of(across, hiding).rows] == [1, 2, 3, 4]
