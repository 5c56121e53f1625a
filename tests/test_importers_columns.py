"""A large sheet is read by columns: the same tokens, looks and readings as cell by cell."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from importers.containers.caps import Caps
from importers.containers.sheet_rows import SheetRows
from importers.containers.sheets import read_sheets
from importers.draft import Choice, Directory, Known, Reading
from importers.read import read
from tests.received_file import received

GOLDEN = Path(__file__).parent / "golden"
TODAY = date(2026, 11, 22)
DIRECTORY = Directory(
    vendors=(Known("HX", ("恒信", "Hengxin", "华信")), Known("YH", ("云和", "Yunhe"))),
    sites=(Known("NC", ("南昌", "Nanchang"), "HX"), Known("SR", ("上饶", "Shangrao"), "HX")),
)
BY_COLUMNS, BY_CELLS = Caps(columnar_bytes=0), Caps(columnar_bytes=10**12)
WORKBOOKS = sorted(GOLDEN.rglob("*.xlsx"))
assert len(WORKBOOKS) > 10


def both(data: bytes):
    """The sheets read by columns and cell by cell, with what is said about them."""
    with received("sheet.xlsx", data) as file:
        (fast, said, _), (slow, also, _) = read_sheets(file, BY_COLUMNS), read_sheets(file, BY_CELLS)
    assert said == also
    return fast, slow


def rows(sheet):
    """Rows without the empty cells at their ends, and without empty rows at the end of the sheet."""
    found = [list(row) for row in sheet.rows]
    for row in found:
        while row and row[-1] is None:
            row.pop()
    while found and not found[-1]:
        found.pop()
    return found


def facts(sheet):
    return [getattr(sheet, name) for name in sheet.__dataclass_fields__ if name != "rows"]


def must_be_the_same(data: bytes, by_columns: bool = True):
    fast, slow = both(data)
    assert [sheet.name for sheet in fast] == [sheet.name for sheet in slow]
    for one, other in zip(fast, slow, strict=True):
        assert isinstance(one.rows, SheetRows) is by_columns
        assert rows(one) == rows(other)
        assert facts(one) == facts(other)
    return fast


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.name)
def test_every_golden_workbook_gives_the_same_tokens(path):
    fast, slow = both(path.read_bytes())
    assert [(rows(sheet), facts(sheet)) for sheet in fast] == [(rows(sheet), facts(sheet)) for sheet in slow]


def readings(data: bytes, vendor: str | None = "HX") -> list[Reading]:
    with received("sheet.xlsx", data) as file:
        return [read(file, Choice(vendor=vendor), DIRECTORY, TODAY, caps) for caps in (BY_COLUMNS, BY_CELLS)]


def must_read_the_same(data: bytes) -> Reading:
    fast, slow = readings(data)
    for one, other in zip(fast.drafts, slow.drafts, strict=True):
        assert one.frame.equals(other.frame)
    same = [
        name
        for name in fast.__dataclass_fields__
        if name != "drafts" and getattr(fast, name) != getattr(slow, name)
    ]
    assert same == []
    told = [
        (draft.key, draft.coverage, draft.offsets, draft.rejected, draft.content_hash)
        for draft in slow.drafts
    ]
    assert told == [(d.key, d.coverage, d.offsets, d.rejected, d.content_hash) for d in fast.drafts]
    return fast


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.name)
def test_every_golden_workbook_is_read_the_same(path):
    must_read_the_same(path.read_bytes())


def long_report(rows: int) -> list[list[object]]:
    """Half hours of two sites, whole in itself."""
    made: list[list[object]] = [
        ["日期", "时段", "职场", "人工请求量", "人工接通量", "接通率", "通话时长(秒)"]
    ]
    for at in range(rows):
        day, slot = date(2026, 1, 1) + timedelta(days=at // 96), at // 2 % 48
        clock = f"{slot // 2:02d}:{slot % 2 * 30:02d}-{(slot + 1) // 2:02d}:{(slot + 1) % 2 * 30:02d}"
        answered = at % 7 + 1
        made.append([day, clock, "南昌" if at % 2 else "上饶", answered * 2, answered, 0.5, answered * 100.0])
    return made


def as_workbook(lines: list[list[object]]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet, day = book.add_worksheet("话务"), book.add_format({"num_format": "yyyy-mm-dd"})
        for row, cells in enumerate(lines):
            for column, value in enumerate(cells):
                if isinstance(value, date):
                    sheet.write_datetime(row, column, datetime.combine(value, time()), day)
                elif value is not None:
                    sheet.write(row, column, value)
    return stream.getvalue()


def test_nothing_is_inferred_from_the_first_thousand_rows():
    """Text in row 3,000 of a number column is said, 98% stays a rate, 00123 a text: nothing is lost."""
    lines = [[*line, "工号" if at == 0 else "123"] for at, line in enumerate(long_report(3_500))]
    lines[2_999][3], lines[3_099][5], lines[3_199][7] = "缺失", "98%", "00123"
    (sheet,) = must_be_the_same(as_workbook(lines))
    assert sheet.rows[2_999][3] == "缺失"
    assert sheet.rows[3_099][5] == "98%"
    assert sheet.rows[3_199][7] == "00123"
    reading = must_read_the_same(as_workbook(lines))
    assert ("not_a_number", 3_000) in [(f.code, f.place.row) for f in reading.findings]
    assert ("rate_differs", 3_100) in [(f.code, f.place.row) for f in reading.findings]
    (draft,) = reading.drafts
    assert draft.frame.height == 3_499
    assert draft.frame["offered"].null_count() == draft.frame["answered"].null_count() == 0
    assert draft.frame.filter(draft.frame["row"] == 3_200)["agent"].to_list() == ["00123"]


@pytest.mark.parametrize("name", ["titled", "two tables", "labels", "merged", "gaps", "footer", "beside"])
def test_a_long_sheet_is_parted_and_cut_the_same(name):
    lines = long_report(400)
    if name == "titled":
        lines = [["恒信2026年1月话务日报"], [], *lines]
    elif name == "two tables":
        lines = [*lines[:300], [], ["第二张"], lines[0], *lines[300:]]
    elif name == "labels":
        lines[50] = ["2026-01-01 小计", None, None, 5]
        lines[200] = [None, "合计：", None, 5, 6]
        lines[250] = ["注：以下为补报"]
        lines[300] = ["#DIV/0!", "#DIV/0!"]
        lines[320] = ["同比", None, None, 1, 2, 3]
    elif name == "merged":
        lines[10][2] = None
    elif name == "gaps":
        lines = [
            *lines[:100],
            [],
            [],
            *lines[100:200],
            [],
            ["备注", "x", "y", "z", "v", "w"],
            [],
            *lines[200:],
        ]
    elif name == "footer":
        lines = [*lines, ["制表人：张三", None, "审核：李四"], [date(2026, 1, 1), None, None, 1, 1]]
    else:
        lines = [[*line, None, *line[:5]] for line in lines]
    assert must_read_the_same(as_workbook(lines)).findings is not None


def ugly(book: xlsxwriter.Workbook) -> None:
    """One of everything a report may hold."""
    sheet = book.add_worksheet("丑表")
    day, span, clock = (book.add_format({"num_format": f}) for f in ("yyyy-mm-dd", "[h]:mm:ss", "h:mm"))
    percent, money = book.add_format({"num_format": "0.00%"}), book.add_format({"num_format": "#,##0.00"})
    sheet.merge_range(0, 0, 0, 5, "标题 & <话务>")
    sheet.merge_range(3, 0, 5, 0, "南昌")
    sheet.set_column("C:D", None, None, {"hidden": True})
    sheet.set_row(7, None, None, {"hidden": True})
    sheet.set_row(8, None, None, {"level": 1, "hidden": True})
    values = [
        0, -1, 5.0, 0.1, 0.95300000000000007, 1e-7, 1e21, 2**53, 123456789012345678, -0.0, 1 / 3,
        "98%", "00123", "123", "缺失", " 两边 ", "一\n二", "\x01abc", "_x000D_", "=1+1?", True, False,
    ]  # fmt: skip
    for at, value in enumerate(values):
        row = 10 + at
        if isinstance(value, str):
            sheet.write_string(row, 1, value)
        else:
            sheet.write(row, 1, value)
            sheet.write(row, 2, value, percent)
            sheet.write(row, 3, value, money)
    for at, value in enumerate(
        (date(2026, 1, 5), datetime(2026, 1, 5, 9, 30, 1), time(9, 30), timedelta(hours=30))
    ):
        for column, form in enumerate((day, span, clock), 5):
            sheet.write_datetime(10 + at, column, value, form)
    sheet.write(20, 6, 40_000.25, day)
    sheet.write(20, 7, -3, day)
    sheet.write_formula(10, 9, "=1/0", None, "#DIV/0!")
    sheet.write_formula(11, 9, "=A1&A2", None, "文字 < 3")
    sheet.write_formula(12, 9, "=1+1", None, 2)
    sheet.write_formula(13, 9, "=B1", percent, 0.5)
    sheet.write_formula(14, 9, "=B1", None, "")
    sheet.write_formula(15, 9, "=TRUE", None, True)
    sheet.write_blank(16, 12, None, money)
    sheet.write_rich_string(17, 9, "半", day, "粗", "体")
    sheet.write(40, 0, "合计")


@pytest.mark.parametrize("options", [{}, {"date_1904": True}, {"constant_memory": True}], ids=str)
def test_an_ugly_sheet_gives_the_same_tokens(options):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, options) as book:
        if options.get("constant_memory"):
            book.add_worksheet().write_row(0, 0, ["文字", 1, "98%", "00123", " x "])
        else:
            ugly(book)
    must_be_the_same(stream.getvalue())


def test_a_sheet_of_another_writer_gives_the_same_tokens():
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["日期", "呼入量"],
        [date(2026, 1, 1), 5],
        [datetime(2026, 1, 2, 3), "=1+1"],
        [time(3), 0.1],
        [None, "#N/A"],
    ):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet.merge_cells("A7:B8")
    sheet["A7"] = "合并"
    stream = io.BytesIO()
    book.save(stream)
    must_be_the_same(stream.getvalue())


def written(cells: str, before: str = "", after: str = "") -> bytes:
    """A workbook whose one sheet has these cells in its XML."""
    stream = io.BytesIO()
    book = openpyxl.Workbook()
    book.save(stream)
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(stream.getvalue())) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            if name != "xl/worksheets/sheet1.xml":
                target.writestr(name, source.read(name))
        xml = (
            '<?xml version="1.0" encoding="UTF-8"?>'
            '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            f"{before}<sheetData>{cells}</sheetData>{after}</worksheet>"
        )
        target.writestr("xl/worksheets/sheet1.xml", xml)
    return made.getvalue()


def row_of(*odd: tuple[str, str, str], **plain: str) -> str:
    """Row 1: cells with attributes, then cells without."""
    cells = (*odd, *((place, "", inside) for place, inside in plain.items()))
    said = "".join(f'<c r="{place}"{more}>{inside}</c>' for place, more, inside in cells)
    return f'<row r="1">{said}</row>'


@pytest.mark.parametrize(
    ("cells", "by_columns"),
    [
        # What calculating libraries leave: formulas with no result, or 0 for all of them.
        (row_of(A1="<f>1+1</f>", B1="<f>B2</f><v></v>", C1="<v>3</v>"), True),
        (row_of(("A1", ' t="e"', "<v>#REF!</v>"), ("B1", ' t="b"', "<v>1</v>")), True),
        (row_of(("A1", ' t="str"', "<v>x &amp; y</v>"), B1="<v> 5 </v>"), True),
        (row_of(("A1", ' t="n"', "<v>007</v>"), B1="<v>1E3</v>", C1="<v>-0</v>"), True),
        (row_of(("A1", ' t="d"', "<v>2026-01-05T00:00:00</v>"), B1="<v>12.50</v>"), True),
        (row_of(("A1", ' t="inlineStr"', '<is><t xml:space="preserve"> 一 </t></is>'), B1="<v>1</v>"), True),
        (row_of(A1="", B1="<v>5</v>") + '<row r="2"/><row r="4"><c r="C4" s="0"/></row>', True),
        # Written by hand, with the line breaks of a pretty printer.
        ('<row r="1">\n <c r="A1"><v>5</v></c>\n <c r="B1"><v>6</v></c>\n</row>\n', True),
        # Out of order, twice in one place, without its place, in other quotes, with a comment: cell by cell.
        ('<row r="2"><c r="A2"><v>5</v></c></row>' + row_of(A1="<v>6</v>"), False),
        (row_of(B1="<v>5</v>", A1="<v>6</v>"), True),
        ('<row r="1"><c r="A1"><v>5</v></c><c r="A1"><v>6</v></c></row>', False),
        ('<row><c><v>5</v></c><c r="C1"><v>5</v></c></row>', False),
        ("<row r='1'><c r='A1'><v>5</v></c></row>", False),
        ('<row r="1"><c r="A1"><v>5</v></c><!-- <c r="B1"><v>6</v></c> --></row>', False),
    ],
)  # fmt: skip
def test_cells_are_told_from_how_they_are_written(cells, by_columns):
    must_be_the_same(written(cells), by_columns)


def test_a_sheet_of_formulas_that_were_never_calculated_says_so():
    data = written('<row r="1"><c r="A1"><f>1</f><v>0</v></c><c r="B1"><v>7</v></c></row>')
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        book = source.read("xl/workbook.xml").decode()
    assert "fullCalcOnLoad" in book
    (sheet,) = must_be_the_same(data)
    assert sheet.uncalculated == ((1, 1),)


def test_hidden_rows_of_the_first_and_last_lines_are_seen():
    cells = '<row r="1" hidden="1"><c r="A1"><v>1</v></c></row><row r="2" ht="0"><c r="A2"><v>2</v></c></row>'
    must_be_the_same(written(cells, before='<cols><col min="1" max="1" width="0"/></cols>'))


@pytest.mark.parametrize(
    ("caps", "code"),
    [
        ({"rows": 3}, "sheet_too_long"),
        ({"columns": 2}, "sheet_too_wide"),
        ({"extent_cells": 5}, "sheet_too_large"),
    ],
)
def test_a_sheet_beyond_the_caps_is_refused_in_the_same_words(caps, code):
    book = openpyxl.Workbook()
    for _ in range(4):
        book.active.append([1, 2, 3])
    stream = io.BytesIO()
    book.save(stream)
    with received("sheet.xlsx", stream.getvalue()) as file:
        said = [read_sheets(file, Caps(columnar_bytes=size, **caps))[1] for size in (0, 10**12)]
    assert said[0] == said[1] and [finding.code for finding in said[0]] == [code]


def csv_both(text: bytes):
    with received("report.csv", text) as file:
        (fast, said, _), (slow, also, _) = read_sheets(file, BY_COLUMNS), read_sheets(file, BY_CELLS)
    assert said == also
    assert [rows(sheet) for sheet in fast] == [rows(sheet) for sheet in slow]
    return [isinstance(sheet.rows, SheetRows) for sheet in fast]


TEXT = "日期,工号,人工请求量,备注\n2024-01-01,00123,5,98%\n2024-01-02,,6,\n\n2024-01-03,4,7,a b\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "gbk"])
def test_a_text_is_the_same_by_columns_in_every_encoding(encoding):
    assert csv_both(TEXT.encode(encoding)) == [True]


@pytest.mark.parametrize(
    ("text", "by_columns"),
    [
        (TEXT.replace("\n", "\r\n"), True),
        (TEXT.replace(",", "\t"), True),
        (TEXT.removesuffix("\n"), True),
        ("恒信日报\n\n制表,张三\n" + TEXT, True),
        ("恒信日报\n\n制表,张三\n" + TEXT + "\n\n", True),
        ('"日期","工号","量"\n"2024-01-01","","5"\n"2024-01-02","a,b","6"\n', True),
        ("a;b;c\n1;NULL;nan\n null ; ;#N/A\n", True),
        # Quotation marks within a field, line breaks in one, a lone carriage return, signs: record by record.
        ('a,b\n1,"x ""y"" z"\n', False),
        ('a,b\n1,x"y\n', False),
        ('a,b\n"1\n2",3\n', False),
        ('a,b\n",1",3\n', False),
        ("a,b\r1,2\n3,4\n", False),
        ("a,b\n\x01x,2\n", False),
        ("a,b\n1,2\n1,2,3\n" + "1,2\n" * 100_000 + "1,2,3,4\n", False),
        ("a\nb\n", False),
    ],
)
def test_a_text_is_the_same_by_columns(text, by_columns):
    assert set(csv_both(text.encode())) <= {by_columns}


def test_a_character_of_four_bytes_and_a_late_byte_of_another_encoding_are_read():
    late = (TEXT * 8_000).encode() + "𠮷,1,2,中\n".encode("gb18030")
    with received("report.csv", late) as file:
        assert read_sheets(file, BY_COLUMNS)[1] == read_sheets(file, BY_CELLS)[1]
    assert csv_both((TEXT + "2024-01-04,𠮷,1,2\n").encode("gb18030")) == [True]


@pytest.mark.parametrize("path", sorted(GOLDEN.rglob("*.csv")), ids=lambda path: path.name)
def test_every_golden_text_is_read_the_same(path):
    csv_both(path.read_bytes())


def test_a_text_that_would_be_mostly_padding_is_refused():
    text = (",".join("abcdefghij") + "\n" + "\n" * 500).encode()
    with received("report.csv", text) as file:
        for size in (0, 10**12):
            _, said, _ = read_sheets(file, Caps(columnar_bytes=size, extent_cells=1_000))
            assert [finding.code for finding in said] == ["sheet_too_large"]
