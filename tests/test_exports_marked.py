"""The vendor's own workbook back: marked in place, everything else byte for byte as it came."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from core.errors import WrongInputError
from core.finding import Finding, Place, Severity
from core.return_mark import RETURN_NAME, marked_file, return_mark
from exports.marked.styles import FILLS
from exports.marked_rebuilt import MOST_CELLS, Cells, rebuilt_workbook
from exports.marked_workbook import CannotMark, Copy, marked_workbook

FILE_ID = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
RED, AMBER = (f"FF{FILLS[severity]}" for severity in (Severity.REJECTS, Severity.WARNS))


def rejected(sheet: str, row: int | None, column: str = "", value: str = "约九成") -> Finding:
    facts = {"header": "接听量", "value": value}
    return Finding("not_a_number", Place("日报.xlsx", sheet, row, column), facts)


def doubtful(sheet: str, row: int | None, column: str = "") -> Finding:
    facts = {"header": "接通率", "printed": "95%", "computed": "93%", "of": "93", "to": "100", "how": ""}
    return Finding("rate_differs", Place("日报.xlsx", sheet, row, column), facts)


def unread(sheet: str, column: str) -> Finding:
    return Finding("header_unknown", Place("日报.xlsx", sheet, None, column), {"header": "备注"})


def copy(*findings: Finding, lang: str = "zh", **more: object) -> Copy:
    return Copy("日报.xlsx", findings, lang, return_mark(FILE_ID), **{"headers": {"日报": 1}, **more})


def workbook(fill: Callable[[xlsxwriter.Workbook], None] | None = None, name: str = "日报") -> bytes:
    """A daily report as a vendor makes it: formats, merged cells, a formula, a chart, a hidden sheet."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, ["日期", "呼入量", "接听量"])
        for row in range(1, 8):
            sheet.write_row(row, 0, [f"2026-10-{row:02d}", 100, 90])
        sheet.write_formula("D2", "=C2/B2", book.add_format({"num_format": "0.00%", "bold": True}), 0.9)
        sheet.merge_range("F1:G2", "合并", book.add_format({"italic": True}))
        sheet.set_column("H:H", 22, book.add_format({"num_format": "0.000"}))
        sheet.set_row(9, 30, book.add_format({"num_format": "#,##0"}))
        sheet.conditional_format("B2:B8", {"type": "cell", "criteria": ">", "value": 5})
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": f"='{name}'!$B$2:$B$8"})
        sheet.insert_chart("J2", chart)
        book.add_worksheet("隐藏").hide()
        last = book.add_worksheet("May's")
        last.write("A1", 1)
        last.activate()
        book.define_name("'May's'!here", "='May''s'!$A$1")
        if fill:
            fill(book)
    return out.getvalue()


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def fill_of(sheet: Worksheet, cell: str) -> str:
    fill = sheet[cell].fill
    return fill.fgColor.rgb if fill.fill_type else ""


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def replaced(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The package with every member changed by `change`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, member in members(data).items():
            archive.writestr(name, change(name, member))
    return out.getvalue()


def test_the_cell_of_a_finding_is_coloured_and_noted_in_the_vendors_language():
    for lang, words, remedy in (("zh", "约九成", "更正"), ("en", "约九成", "correct")):
        sheet = opened(marked_workbook(workbook(), copy(rejected("日报", 3, "C"), lang=lang)))["日报"]
        assert fill_of(sheet, "C3") == RED
        assert words in sheet["C3"].comment.text and remedy in sheet["C3"].comment.text
        assert sheet["C3"].value == 90


def test_a_coloured_cell_keeps_its_own_format():
    sheet = opened(marked_workbook(workbook(), copy(doubtful("日报", 2, "D"))))["日报"]
    assert (fill_of(sheet, "D2"), sheet["D2"].number_format, sheet["D2"].font.bold) == (AMBER, "0.00%", True)
    assert sheet["D2"].value == "=C2/B2"
    assert sheet["D3"].fill.fill_type is None


@pytest.mark.parametrize(
    ("cell", "number_format"),
    [
        (("H", 3), "0.000"),  # No cell there: as its column is.
        (("C", 10), "#,##0"),  # An empty row with a format of its own.
        (("C", 40), "General"),  # A row that is not there.
        (("E", 3), "General"),  # Behind the last cell of its row.
    ],
)
def test_a_cell_that_is_not_there_is_made_as_its_row_or_column_looks(cell, number_format):
    column, row = cell
    sheet = opened(marked_workbook(workbook(), copy(rejected("日报", row, column))))["日报"]
    assert fill_of(sheet, f"{column}{row}") == RED
    assert sheet[f"{column}{row}"].number_format == number_format
    assert [cell.value for cell in sheet[3]][:3] == ["2026-10-02", 100, 90]


def test_a_row_is_coloured_in_its_used_cells_a_column_at_its_header_and_a_sheet_only_listed():
    findings = (rejected("日报", 4), unread("日报", "C"), Finding("nothing_left", Place("日报.xlsx")))
    book = opened(marked_workbook(workbook(), copy(*findings)))
    sheet = book["日报"]
    assert [fill_of(sheet, f"{column}4") for column in "ABCD"] == [RED, RED, RED, ""]
    assert fill_of(sheet, "C1") == AMBER
    assert "约九成" in sheet["A4"].comment.text
    listed = [row[4].value for row in book.worksheets[0].iter_rows(min_row=7) if row[4].value]
    assert len(listed) == 4  # The head and three findings.


def test_a_cell_inside_a_merged_area_colours_what_shows():
    sheet = opened(marked_workbook(workbook(), copy(rejected("日报", 2, "G"))))["日报"]
    assert fill_of(sheet, "F1") == RED
    assert sheet["F1"].comment is not None


def test_several_findings_in_a_cell_make_one_note_and_the_worst_colours_it():
    sheet = opened(marked_workbook(workbook(), copy(doubtful("日报", 3, "C"), rejected("日报", 3, "C"))))[
        "日报"
    ]
    assert fill_of(sheet, "C3") == RED
    assert sheet["C3"].comment.text.count("【") == 2


def test_the_list_in_front_leads_to_each_cell():
    book = opened(marked_workbook(workbook(), copy(rejected("日报", 3, "C"), rejected("May's", 1, "A"))))
    first = book.worksheets[0]
    links = {cell.hyperlink.location for row in first.iter_rows() for cell in row if cell.hyperlink}
    assert links == {"'日报'!C3", "'May''s'!A1"}
    assert marked_file("\n".join(str(cell.value) for cell in first["A"])) == FILE_ID


def test_a_long_sentence_stands_in_the_list_in_full():
    """Programs do not fit a row to its wrapped text when they open the file."""
    made = copy(rejected("日报", 3, "C", "很长的文字" * 40))
    for data in (marked_workbook(workbook(), made), rebuilt_workbook([Cells("日报", [["日期"]])], made)):
        first = opened(data).worksheets[0]
        row = next(cell.row for cell in first["E"] if "很长的文字" in str(cell.value))
        assert first.row_dimensions[row].height >= 100


def test_the_sheet_that_was_open_stays_open_and_names_stay_with_their_sheet():
    book = opened(marked_workbook(workbook(), copy(rejected("日报", 3, "C"))))
    assert book.sheetnames[1:] == ["日报", "隐藏", "May's"]
    assert book.active.title == "May's"
    assert [sheet.sheet_view.tabSelected for sheet in book].count(True) == 1
    assert book["May's"].defined_names["here"].attr_text == "'May''s'!$A$1"
    assert book["隐藏"].sheet_state == "hidden"


def test_a_name_that_is_taken_is_not_taken_again():
    for name in ("退回修改", "待更正", "To put right"):
        book = opened(marked_workbook(workbook(name=name), copy(rejected(name, 3, "C"), lang="en")))
        assert len({sheet.casefold() for sheet in book.sheetnames}) == 4


def test_what_is_not_touched_stays_byte_for_byte():
    data = workbook()
    before, after = members(data), members(marked_workbook(data, copy(rejected("日报", 3, "C"))))
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/_rels/sheet1.xml.rels",
    }
    assert list(after)[: len(before)] == list(before)


def test_of_a_touched_sheet_only_the_cell_and_the_reference_to_its_notes_change():
    data = workbook()
    before = members(data)["xl/worksheets/sheet1.xml"]
    after = members(marked_workbook(data, copy(rejected("日报", 3, "C"))))["xl/worksheets/sheet1.xml"]
    reference = re.search(rb"<legacyDrawing [^>]*/>", after)[0]
    assert re.sub(rb' s="\d+"(?=><v>90)', b"", after.replace(reference, b"")) == before


def test_the_same_copy_is_the_same_file():
    data = workbook()
    made = copy(rejected("日报", 3, "C"))
    assert marked_workbook(data, made) == marked_workbook(data, made)


def noted(book: xlsxwriter.Workbook) -> None:
    sheet = book.get_worksheet_by_name("日报")
    sheet.write_comment("C3", "外包商自己的批注", {"author": "小王"})
    sheet.write_comment("A5", "另一处")


def test_notes_that_are_there_stay_and_go_on_with_ours():
    sheet = opened(
        marked_workbook(workbook(noted), copy(rejected("日报", 3, "C"), rejected("日报", 6, "B")))
    )["日报"]
    assert sheet["C3"].comment.text.startswith("外包商自己的批注")
    assert "约九成" in sheet["C3"].comment.text
    assert sheet["A5"].comment.text == "另一处"
    assert "约九成" in sheet["B6"].comment.text


def test_plain_notes_as_openpyxl_writes_them_are_merged_too():
    book = opened(workbook())
    book["日报"]["C3"].comment = Comment("原批注", "小王")
    out = io.BytesIO()
    book.save(out)
    text = opened(marked_workbook(out.getvalue(), copy(rejected("日报", 3, "C"))))["日报"]["C3"].comment.text
    assert text.startswith("原批注") and "约九成" in text


def test_a_threaded_comment_is_left_alone():
    thread = (
        b'<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
    )
    thread += b'<threadedComment ref="C3" id="{1}"><text>?</text></threadedComment></ThreadedComments>'
    rel = b'<Relationship Id="rT" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"'
    rel += b' Target="../threadedComments/threadedComment1.xml"/></Relationships>'

    def threaded(name: str, data: bytes) -> bytes:
        return data.replace(b"</Relationships>", rel) if name.endswith("sheet1.xml.rels") else data

    with io.BytesIO(replaced(workbook(noted), threaded)) as out:
        with zipfile.ZipFile(out, "a") as archive:
            archive.writestr("xl/threadedComments/threadedComment1.xml", thread)
        marked = marked_workbook(out.getvalue(), copy(rejected("日报", 3, "C"), rejected("日报", 4, "C")))
    sheet = opened(marked)["日报"]
    assert fill_of(sheet, "C3") == RED
    assert sheet["C3"].comment.text == "外包商自己的批注"
    assert "约九成" in sheet["C4"].comment.text
    assert members(marked)["xl/threadedComments/threadedComment1.xml"] == thread


def test_macros_stay_in_the_workbook_untouched(tmp_path: Path):
    (tmp_path / "vbaProject.bin").write_bytes(b"macro" * 200)
    data = workbook(lambda book: book.add_vba_project(str(tmp_path / "vbaProject.bin")))
    after = members(marked_workbook(data, copy(rejected("日报", 3, "C"))))
    assert after["xl/vbaProject.bin"] == b"macro" * 200
    assert b"macroEnabled" in after["[Content_Types].xml"]


def test_days_that_count_from_1904_stay():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"date_1904": True}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        book.add_worksheet("日报").write_datetime("A2", date(2026, 10, 1), day)
    sheet = opened(marked_workbook(out.getvalue(), copy(rejected("日报", 2, "A"))))["日报"]
    assert sheet["A2"].value.date() == date(2026, 10, 1)


STRICT = [
    (b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
    (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    ),
]  # fmt: skip


def strict(_name: str, data: bytes) -> bytes:
    for transitional, other in STRICT:
        data = data.replace(transitional, other)
    return data


def prefixed(name: str, data: bytes) -> bytes:
    """The sheet, its styles and the workbook with every element spelled x:…, as some programs write them."""
    if not re.fullmatch(r"xl/(workbook|styles|worksheets/sheet\d+)\.xml", name):
        return data
    data = re.sub(rb"<(/?)(?=[a-zA-Z])(?![a-z0-9]+:)", rb"<\1x:", data)
    return data.replace(
        b' xmlns="http://schemas.openxmlformats.org/spreadsheetml',
        b' xmlns:x="http://schemas.openxmlformats.org/spreadsheetml',
    )


def wide(name: str, data: bytes) -> bytes:
    if name != "xl/worksheets/sheet1.xml":
        return data
    return data.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")


def bare(name: str, data: bytes) -> bytes:
    """Rows and cells that do not say where they are, as some programs write them."""
    if name != "xl/worksheets/sheet1.xml":
        return data
    return re.sub(rb'(<c|<row)( r="[A-Z]*\d+")', rb"\1", data)


@pytest.mark.parametrize("spelling", [prefixed, wide], ids=["prefixes", "UTF-16"])
def test_however_the_parts_are_spelled_the_copy_opens(spelling):
    marked = marked_workbook(
        replaced(workbook(), spelling), copy(rejected("日报", 3, "C"), unread("日报", "C"))
    )
    sheet = opened(marked)["日报"]
    assert (fill_of(sheet, "C3"), fill_of(sheet, "C1")) == (RED, AMBER)
    assert sheet["C3"].value == 90


def test_cells_that_do_not_say_where_they_are_are_counted():
    data = io.BytesIO()
    with xlsxwriter.Workbook(data) as book:
        book.add_worksheet("日报").write_row(0, 0, [1, 2, 3])
    after = members(marked_workbook(replaced(data.getvalue(), bare), copy(rejected("日报", 1, "B"))))
    assert re.search(rb"<v>1</v></c><c s=\"\d+\"><v>2</v>", after["xl/worksheets/sheet1.xml"])


def test_a_strict_package_gets_strict_parts():
    after = members(marked_workbook(replaced(workbook(), strict), copy(rejected("日报", 3, "C"))))
    ours = [data for name, data in after.items() if "lumbline" in name or name == "xl/comments1.xml"]
    assert ours and not any(transitional in data for data in ours for transitional, _ in STRICT)
    assert b"relationships/comments" in after["xl/worksheets/_rels/sheet1.xml.rels"]
    assert STRICT[1][0] not in after["xl/worksheets/_rels/sheet1.xml.rels"]


def doctyped(name: str, data: bytes) -> bytes:
    bomb = b'?><!DOCTYPE a [<!ENTITY a "aaaa">]>'
    return data.replace(b"?>", bomb, 1) if name == "xl/styles.xml" else data


def unsorted(name: str, data: bytes) -> bytes:
    return data.replace(b'<row r="2"', b'<row r="9"') if name.endswith("sheet1.xml") else data


def torn(name: str, data: bytes) -> bytes:
    return data[: len(data) // 2] if name == "xl/styles.xml" else data


@pytest.mark.parametrize("change", [doctyped, unsorted, torn])
def test_a_package_that_cannot_be_spliced_safely_is_refused(change):
    with pytest.raises(CannotMark):
        marked_workbook(replaced(workbook(), change), copy(rejected("日报", 3, "C")))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 nothing", b"a,b\n1,2\n"])
def test_what_is_no_package_is_refused(data):
    with pytest.raises(CannotMark):
        marked_workbook(data, copy(rejected("日报", 3, "C")))


def test_a_package_beyond_the_cap_is_refused_before_it_is_unpacked():
    with pytest.raises(CannotMark):
        marked_workbook(workbook(), copy(rejected("日报", 3, "C")), unzipped_bytes=1000)


@pytest.mark.parametrize(
    "value", ["=cmd|' /C calc'!A0", "+1+1", "@SUM(1)", "<b>&\"'", "_x000D_", "\x00\x07控制"]
)
def test_nothing_a_vendor_typed_becomes_a_formula_or_breaks_the_package(value):
    book = opened(marked_workbook(workbook(), copy(rejected("日报", 3, "C", value))))
    listed = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    assert not any(cell.data_type == "f" for cell in listed)
    assert value.replace("\x00", "").replace("\x07", "") in book["日报"]["C3"].comment.text.replace(
        "_x005F_", "_"
    )


def test_personal_numbers_are_masked_in_what_we_say():
    marked = marked_workbook(workbook(), copy(rejected("日报", 3, "C", "13812345678")))
    assert not any(b"13812345678" in data for data in members(marked).values())
    assert "138****5678" in opened(marked)["日报"]["C3"].comment.text


@pytest.fixture(scope="module")
def office() -> str:
    """LibreOffice, which really opens what we made."""
    return shutil.which("soffice") or pytest.skip("LibreOffice is not installed")


@pytest.mark.parametrize("kind", ["plain", "noted", "strict", "rebuilt"])
def test_libreoffice_opens_the_copy_and_saves_what_is_in_it(office: str, tmp_path: Path, kind: str):
    made = copy(rejected("日报", 3, "C"), rejected("日报", 6))
    data = workbook(noted if kind == "noted" else None)
    if kind == "rebuilt":
        marked = rebuilt_workbook([Cells("日报", [["日期"], ["1"], ["a", "b", "c"], [], [Decimal(4)]])], made)
    else:
        marked = marked_workbook(replaced(data, strict) if kind == "strict" else data, made)
    (tmp_path / "copy.xlsx").write_bytes(marked)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        office,
        profile,
        "--headless",
        "--convert-to",
        "ods:calc8",
        "--outdir",
        tmp_path,
        tmp_path / "copy.xlsx",
    ]
    subprocess.run([str(word) for word in command], check=True, capture_output=True, timeout=120)
    content = zipfile.ZipFile(tmp_path / "copy.ods").read("content.xml").decode()
    names = re.findall(r'<table:table table:name="([^"]+)"', content)
    assert names[1] == "日报"
    assert content.count("<office:annotation ") == {"noted": 3}.get(kind, 2)
    assert f"#{FILLS[Severity.REJECTS].lower()}" in content


def test_other_files_are_laid_out_anew_with_the_same_cells_and_marks():
    rows = [
        ["日期", "接听量"],
        [date(2026, 10, 1), Decimal("90")],
        ["=1+1", Decimal("12345678901234567890")],
        [True, None],
    ]
    data = rebuilt_workbook([Cells("", rows)], copy(rejected("", 2, "B"), rejected("", 3), headers={"": 1}))
    sheet = opened(data).worksheets[1]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)] == [
        ["=1+1", "12345678901234567890"],
        [True, None],
    ]
    assert sheet["A3"].data_type == "s"
    assert [fill_of(sheet, cell) for cell in ("B2", "A3", "B3", "A2")] == [RED, RED, RED, ""]
    assert "约九成" in sheet["B2"].comment.text


def test_more_cells_than_anybody_repairs_are_refused_in_words():
    with pytest.raises(WrongInputError) as refusal:
        rebuilt_workbook([Cells("", [[None] * 10_000] * (MOST_CELLS // 10_000 + 1))], copy())
    assert refusal.value.reason == "too_large_to_mark"


CELLS = st.dictionaries(
    st.tuples(st.integers(1, 30), st.integers(1, 12)),
    st.one_of(st.integers(-9, 9), st.text("<>&'\"=中a ", max_size=5), st.booleans(), st.just("=1+1")),
    max_size=40,
)
PLACES = st.lists(st.tuples(st.integers(1, 35), st.integers(0, 14), st.booleans()), min_size=1, max_size=12)


def built_by_xlsxwriter(cells: dict) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet, bold = book.add_worksheet("日报"), book.add_format({"bold": True})
        for (row, column), value in cells.items():
            sheet.write(row - 1, column - 1, value, bold if column % 2 else None)
    return out.getvalue()


def built_by_openpyxl(cells: dict) -> bytes:
    out, book = io.BytesIO(), openpyxl.Workbook()
    book.active.title = "日报"
    for (row, column), value in cells.items():
        book.active.cell(row, column, value)
    book.active["A1"].comment = Comment("在", "x")
    book.save(out)
    return out.getvalue()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(CELLS, PLACES, st.sampled_from([built_by_xlsxwriter, built_by_openpyxl]))
def test_whatever_the_workbook_every_value_stays_and_every_place_is_coloured(cells, places, build):
    findings = []
    for row, column, is_rejected in places:
        letters = openpyxl.utils.get_column_letter(column) if column else ""
        findings.append((rejected if is_rejected else doubtful)("日报", row, letters))
    data = build(cells)
    try:
        after = opened(marked_workbook(data, copy(*findings)))["日报"]
    except CannotMark:
        # A sheet without any row has nothing to colour.
        assert not cells
        return
    before = opened(data)["日报"]
    values = {
        cell.coordinate: cell.value for row in before.iter_rows() for cell in row if cell.value is not None
    }
    kept = {
        cell.coordinate: cell.value for row in after.iter_rows() for cell in row if cell.value is not None
    }
    assert kept == values
    for row, column, _ in places:
        if column:
            assert after.cell(row, column).fill.fill_type and after.cell(row, column).comment
    for cell in values:
        assert after[cell].font.bold == before[cell].font.bold


@pytest.mark.parametrize(("lang", "words"), [("zh", "第7行"), ("en", "Row 7")])
@pytest.mark.parametrize("way", ["spliced", "rebuilt"])
def test_a_whole_row_is_called_a_row_in_the_list_and_its_link_leads_there(lang, words, way):
    made = replace(copy(rejected("日报", 7)), lang=lang)
    cells = [Cells("日报", [["日期"]] * 8)]
    data = rebuilt_workbook(cells, made) if way == "rebuilt" else marked_workbook(workbook(), made)
    first = opened(data).worksheets[0]
    (link,) = [cell for row in first.iter_rows() for cell in row if cell.hyperlink]
    assert (link.value, link.hyperlink.location) == (words, "'日报'!7:7")
    assert first.row_dimensions[1].height == 24


@pytest.mark.parametrize("names", [{}, {"范围": "=日报!$A$1:$B$2"}])
def test_a_name_of_the_workbook_says_whose_copy_it_is_beside_the_names_that_are_there(names):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet("日报").write_column(0, 0, ["日期", 1, 2])
        for name, where in names.items():
            book.define_name(name, where)
    marked = opened(marked_workbook(out.getvalue(), copy(rejected("日报", 3, "A"))))
    kept = {name: found.attr_text for name, found in marked.defined_names.items()}
    assert marked_file(kept.pop(RETURN_NAME)) == FILE_ID
    assert kept == {name: where.removeprefix("=") for name, where in names.items()}
