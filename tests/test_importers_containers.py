"""Every container is told by its content and gives the same figures; what it hides is read and said."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from importers.containers.caps import Caps
from importers.containers.container import Container
from importers.containers.encoding import decoded
from importers.containers.look import Span
from importers.containers.received import receive
from importers.containers.sheets import read_sheets
from importers.draft import Choice, Directory, Known
from importers.read import read
from tests.received_file import received

GOLDEN = Path(__file__).parent / "golden" / "containers"
DIRECTORY = Directory(vendors=(Known("HX", ("华信",)),), sites=(Known("NC", ("南昌",), "HX"),))
HX = Choice(vendor="HX")
TODAY = date(2024, 3, 1)
DAILY = "日期,人工请求量,人工接通量,放弃量\n2024-01-01,101,91,10\n2024-01-02,102,92,10\n"


def reading(name, data, **more):
    with received(name, data if isinstance(data, bytes) else data.encode()) as file:
        return read(file, HX, DIRECTORY, TODAY, **more)


def golden(name):
    return read(receive(name, GOLDEN / name), HX, DIRECTORY, TODAY)


def raw(name, data, caps=None):
    with received(name, data) as file:
        return read_sheets(file, caps or Caps())


def said(result, code):
    found = [finding for finding in result.findings if finding.code == code]
    assert len(found) == 1, [(f.code, f.sentence("zh")) for f in result.findings]
    return found[0].sentence("zh")


def saved(book) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_member(data: bytes, name: str, content: bytes) -> bytes:
    """The zipped workbook with one member replaced or added."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w") as target:
        for member in source.namelist():
            if member != name:
                target.writestr(member, source.read(member))
        target.writestr(name, content)
    return stream.getvalue()


DAILY_FILES = [f"daily{epoch}.{kind}" for kind in ("xlsx", "xlsb", "xls", "ods") for epoch in ("", "_1904")]


@pytest.mark.parametrize("name", [*DAILY_FILES, "daily.et"])
def test_each_container_gives_the_same_figures_hidden_ones_too(name):
    result = golden(name)
    (draft,) = result.drafts
    days = [20240101 + n for n in range(7)]
    assert draft.frame["day"].to_list() == [*days, 20240109]
    assert draft.frame["offered"].to_list() == [101, 102, 103, 104, 105, 106, 107, 5]
    assert draft.frame["answered"].to_list() == [91, 92, 93, 94, 95, 96, 97, 4]
    assert draft.frame["talk_s"].to_list() == [108_300] * 7 + [None]  # 30:05:00
    assert set(draft.frame["site"]) == {"NC"}  # the merged cell stands on each of its rows
    cells = "工作表“日报”有隐藏的行（4、6:7（折叠的分组））和列（E），其中的数据已一并读取。"
    assert said(result, "hidden_cells") == cells
    assert said(result, "hidden_sheet") == "工作表“底稿”是隐藏的，其中的数据已一并读取。"


@pytest.mark.parametrize("kind", ["xlsx", "xlsb", "xls", "ods"])
@pytest.mark.parametrize(("name", "serial"), [("bare_1900", "45296"), ("bare_1904", "43834")])
def test_a_bare_number_is_the_day_that_its_workbook_counts_to(name, serial, kind):
    file = receive(f"{name}.{kind}", GOLDEN / f"{name}.{kind}")
    assert read_sheets(file, Caps())[0][0].rows[1][0] == f"\x01{serial}"
    (draft,) = golden(f"{name}.{kind}").drafts
    assert draft.frame["day"].to_list() == [20240105]


@pytest.mark.parametrize("name", ["far.xlsx", "far.xlsb"])
def test_a_sheet_that_reaches_too_far_is_refused_in_words(name):
    assert said(golden(name), "sheet_too_large").startswith("工作表“Sheet”一直延伸到 XFD1048576 单元格")


@pytest.mark.parametrize("kind", ["xlsb", "xls", "ods"])
def test_an_error_is_no_empty_cell(kind):
    result = golden(f"errors.{kind}")
    assert said(result, "cell_without_figure").startswith("Sheet!C2“人工接通量”是“#DIV/0!”")
    assert result.drafts[0].frame["answered"].to_list() == [None, 11]


def test_a_far_cell_with_nothing_but_a_format_does_not_count():
    book = openpyxl.Workbook()
    for row in (["日期", "人工请求量"], [date(2024, 1, 1), 5]):
        book.active.append(row)
    book.active["XFD1048576"].number_format = "0.00"
    assert reading("日报.xlsx", saved(book)).drafts[0].frame["offered"].to_list() == [5]


@pytest.mark.parametrize(
    ("caps", "code", "sentence"),
    [
        (Caps(rows=2), "sheet_too_long", "“日报{}”有 3 行以上，超过上限 2 行。"),
        (Caps(columns=3), "sheet_too_wide", "“日报{}”有 4 列以上，超过上限 3 列。"),
    ],
)
@pytest.mark.parametrize("name", [".xlsx", ".csv", ".html"])
def test_too_many_rows_or_columns_are_refused_in_words(name, caps, code, sentence):
    rows = [line.split(",") for line in DAILY.split()]
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    data = {".xlsx": saved(book), ".csv": DAILY.encode(), ".html": page(rows).encode()}[name]
    result = reading(f"日报{name}", data, caps=caps)
    assert (said(result, code), result.blocked) == (sentence.format(name), True)


def test_short_lines_beside_one_long_line_cost_no_memory():
    data = ("," * 4000 + "\n" + "1\n" * 10_000).encode()
    assert [f.code for f in raw("x.csv", data)[1]] == ["sheet_too_large"]


def page(rows, before="<html><body>", attributes="") -> str:
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"{before}<table{attributes}>{cells}</table></body></html>"


UGLY_PAGE = """<!DOCTYPE html><html><head><meta charset="gbk"><style>td {color: red}</style></head>
<!--[if gte mso 9]><xml><x:Name>Sheet1</x:Name></xml><![endif]-->
<table><tr><td><!-- a table only for its looks -->
<table border=1><caption>话务日报</caption>
<tr><th rowspan=2>日期<th rowspan="2">职场<th colspan=2>呼入
<tr><th>人工请求量<th>人工接通量
<tr><td>2024-01-01<td rowspan=2>南昌<td>1,0<b>10</b>&nbsp;<td> 91<br></tr>
<tr style="display: none"><td>2024-01-02<td>102<td>92
</table></td></tr></table>
<script>var x = "<td>5</td>"</script>"""


@pytest.mark.parametrize("kind", ["xlsx", "xlsb", "xls", "ods"])
@pytest.mark.parametrize("named", ["日报.xlsx", "日报.xlsb", "日报.xls", "日报.ods", "日报.csv", "日报"])
def test_a_workbook_is_read_whatever_its_name_ends_in(kind, named):
    result = reading(named, (GOLDEN / f"daily.{kind}").read_bytes())
    (draft,) = result.drafts
    assert draft.frame["offered"].sum() == 101 + 102 + 103 + 104 + 105 + 106 + 107 + 5


def test_the_tables_of_a_web_page_named_xls_are_read_as_they_look():
    sheets, findings, container = raw("导出.xls", UGLY_PAGE.encode("gbk"))
    assert (container, [f.code for f in findings]) == (Container.HTML, ["html_table", "hidden_cells"])
    (sheet,) = sheets
    assert sheet.name == "话务日报"
    assert sheet.rows == [
        ["日期", "职场", "呼入", None],
        [None, None, "人工请求量", "人工接通量"],
        ["2024-01-01", "南昌", "1,010", "91"],
        ["2024-01-02", None, "102", "92"],
    ]
    assert ((2, 1), (3, 1)) in sheet.merges and ((0, 2), (0, 3)) in sheet.merges
    assert sheet.hidden_rows == (Span(4, 4),)
    (draft,) = reading("导出.xls", UGLY_PAGE.encode("gbk")).drafts
    assert draft.frame["offered"].to_list() == [1010, 102]
    assert draft.frame["site"].to_list() == ["NC", "NC"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_a_web_page_is_read_in_each_encoding(encoding):
    result = reading("导出.xls", page([line.split(",") for line in DAILY.split()]).encode(encoding))
    assert said(result, "html_table") == "“导出.xls”其实是网页（HTML），不是 Excel 工作簿；已读取其中的表格。"
    assert result.drafts[0].frame["offered"].to_list() == [101, 102]


def test_a_span_as_large_as_a_page_may_claim_costs_nothing():
    text = "<table><tr><td rowspan=65534 colspan=999999>a<td>b</table>"
    assert [f.code for f in raw("x.html", text.encode())[1]] == ["html_table"]


def test_text_that_mentions_a_tag_is_no_web_page():
    assert raw("x.csv", ("备注,<table>\n" + DAILY).encode())[2] is Container.TEXT


ENCODINGS = [
    # how the file begins, encoding
    ("utf-8", "utf-8"),
    ("utf-8 with its mark", "utf-8-sig"),
    ("GB18030", "gb18030"),
    ("UTF-16 with its mark, as Excel's 'Unicode text'", "utf-16"),
    ("UTF-16 without, little end first", "utf-16-le"),
    ("UTF-16 without, big end first", "utf-16-be"),
    ("UTF-32 with its mark", "utf-32"),
]


@pytest.mark.parametrize(("how", "encoding"), ENCODINGS, ids=[how for how, _ in ENCODINGS])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_text_is_read_in_each_encoding_with_each_delimiter(how, encoding, delimiter):
    result = reading("日报.txt", DAILY.replace(",", delimiter).encode(encoding))
    assert result.drafts[0].frame["answered"].to_list() == [91, 92]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("日期𠮷㑇䶮".encode("gb18030"), "日期𠮷㑇䶮"),  # names outside GBK
        ("日期".encode(), "日期"),  # GB18030 would read 鏃ユ湡
        ("a,b\n1,2\n".encode("utf-16-be"), "a,b\n1,2\n"),
        (b"\xff\xfea", None),  # half a character
        (b"\x81\xff", None),
    ],
)
def test_text_is_decoded_strictly(data, text):
    assert decoded(data) == text


@pytest.mark.parametrize("name", ["photo.csv", "photo.xlsx"])
def test_bytes_that_are_no_text_are_not_read_as_text(name):
    data = bytes(range(256)) * 40
    assert [f.code for f in raw(name, data)[1]] == ["not_a_workbook"]


def test_macros_are_never_run_and_that_is_said():
    book = openpyxl.Workbook()
    for row in (["日期", "人工请求量"], [date(2024, 1, 1), 5]):
        book.active.append(row)
    result = reading("日报.xlsm", with_member(saved(book), "xl/vbaProject.bin", b"\xd0\xcf\x11\xe0"))
    assert said(result, "macros_not_run") == "“日报.xlsm”带有宏。宏不会运行，只读取单元格中保存的值。"
    assert result.drafts[0].frame["offered"].to_list() == [5]


def test_a_formula_that_was_never_calculated_is_no_empty_cell():
    book = openpyxl.Workbook()
    rows = ["日期", "人工请求量", "放弃量"], ["2024-01-01", 10, 1], ["2024-01-02", "=SUM(C2:C2)", 1]
    for row in rows:
        book.active.append(row)
    result = reading("日报.xlsx", saved(book))
    assert said(result, "formula_uncalculated") == (
        "工作表“Sheet”有 1 个公式从未计算过（B3），没有可读取的数值。"
    )
    assert said(result, "cell_without_figure").startswith("Sheet!B3“人工请求量”是没有计算过的公式")
    assert result.drafts[0].frame["offered"].to_list() == [10, None]


def test_zeros_that_a_library_wrote_for_every_formula_are_no_figures():
    xlsxwriter = pytest.importorskip("xlsxwriter")
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("日报")
        sheet.write_row(0, 0, ["日期", "人工请求量", "放弃量"])
        sheet.write_row(1, 0, ["2024-01-01", 10, "=B2-9"])
    result = reading("日报.xlsx", stream.getvalue())
    assert said(result, "formula_uncalculated").endswith("（C2），没有可读取的数值。")


def test_a_calculated_formula_is_its_value():
    data = saved(openpyxl.Workbook())
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>日期</t></is></c>'
        '<c r="B1" t="inlineStr"><is><t>人工请求量</t></is></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>2024-01-01</t></is></c>'
        '<c r="B2"><f>3+4</f><v>7</v></c></row></sheetData></worksheet>'
    )
    result = reading("日报.xlsx", with_member(data, "xl/worksheets/sheet1.xml", sheet.encode()))
    assert result.drafts[0].frame["offered"].to_list() == [7]
    assert "formula_uncalculated" not in [finding.code for finding in result.findings]


def test_an_open_document_with_a_password_is_said_to_have_one():
    data = (GOLDEN / "daily.ods").read_bytes()
    locked = with_member(data, "META-INF/manifest.xml", b"<manifest><encryption-data/></manifest>")
    assert [f.code for f in raw("密.ods", locked)[1]] == ["password_protected"]


def test_columns_hidden_beyond_the_data_hide_nothing():
    book = openpyxl.Workbook()
    for row in (["日期", "人工请求量"], [date(2024, 1, 1), 5]):
        book.active.append(row)
    book.active.column_dimensions.group("C", "XFD", hidden=True)
    book.active.row_dimensions[9].hidden = True
    assert "hidden_cells" not in [f.code for f in reading("日报.xlsx", saved(book)).findings]


def test_a_sheet_with_hidden_parts_everywhere_names_the_first_and_counts_the_rest():
    book = openpyxl.Workbook()
    for n in range(30):
        book.active.append([n, n])
        book.active.row_dimensions[n + 1].hidden = n % 2 == 1
    (finding,) = (f for f in raw("x.xlsx", saved(book))[1] if f.code == "hidden_cells")
    assert "（2、4、6、8、10、另有 10 处）" in finding.sentence("zh")
    assert "(2, 4, 6, 8, 10, 10 more)" in finding.sentence("en")
