"""The month's workbook, cell by cell: what stands there, how it shows and prints, what it never says."""

from __future__ import annotations

import io
import os
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from exports_example import bare, heading, month
from openpyxl.worksheet.worksheet import Worksheet

from core.errors import WrongInputError
from core.language import translated
from core.month import FROZEN, MonthState
from core.refusals import sentence
from core.text import Text
from core.verdict import Flag
from exports.month_report import EventLine, MonthReport
from exports.safe_text import csv_table, joined_name
from exports.workbook import build, contents, file_name

pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group extension")
GOLDEN = Path(__file__).parent / "golden" / "exports"
HOSTILE = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\tx",
    "\rx",
    "=cmd|'/c calc'!A1",
    "http://evil.example/",
    "_x0041_",
)


def _open(content: bytes, data_only: bool = False) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content), data_only=data_only)


def _told(sheet: Worksheet) -> str:
    """Every cell that holds something, with its format and, where it is not plain ink, its colour."""
    lines = []
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None:
                colour = "" if cell.font.color.rgb in ("FF1A2330", None) else f"  #{cell.font.color.rgb[2:]}"
                shape = "" if cell.number_format == "General" else f"  [{cell.number_format}]"
                lines.append(f"{cell.coordinate}  {cell.value!r}{shape}{colour}")
    return "\n".join(lines)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_workbook_says_what_the_golden_text_says(lang: str) -> None:
    book = _open(build(month(), lang))  # type: ignore[arg-type]
    told = "\n\n".join(f"=== {sheet.title}\n{_told(sheet)}" for sheet in book) + "\n"
    golden = GOLDEN / f"month_{lang}.txt"
    if os.environ.get("PLUMBLINE_GOLDEN") == "write":
        golden.write_text(told, encoding="utf-8")
    assert told == golden.read_text(encoding="utf-8")


def test_the_same_report_gives_the_same_bytes() -> None:
    assert build(month(), "zh") == build(month(), "zh")


def test_sheets_with_nothing_to_say_are_left_out() -> None:
    assert _open(build(month(), "zh")).sheetnames == [
        "考核总表",
        "指标日明细",
        "日常事项",
        "未达标与整改",
        "数据差异",
        "数据问题",
        "口径说明",
        "关于",
    ]
    assert _open(build(bare(), "en")).sheetnames == ["Scorecard", "Definitions", "About"]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("report", [month(), bare()], ids=["full", "bare"])
def test_what_is_said_to_be_in_the_workbook_is_in_it(report: MonthReport, lang: str) -> None:
    """The export page lists `contents`: every sheet of the file, in the order of its tabs, and no other."""
    sheets = _open(build(report, lang)).sheetnames  # type: ignore[arg-type]
    assert [translated(name, lang) for name, _rows in contents(report)] == sheets


def test_an_entry_of_the_ledger_is_called_by_its_name_beside_its_code() -> None:
    sheet = _open(build(month(), "zh"))["日常事项"]
    assert [cell.value for cell in sheet[2]][1:4] == ["考核事项", "代码", "情况说明"]
    assert [cell.value for cell in sheet[3]][1:4] == ["有责投诉", "CMPL", "录音缺失1次"]


def test_columns_with_nothing_to_say_are_left_out() -> None:
    sheet = _open(build(bare(), "zh")).worksheets[0]
    assert [cell.value for cell in sheet[5]] == ["条款", "指标", "单位", "实际值", "结论"]


def test_every_sheet_prints_on_a4_landscape_one_page_wide_with_its_heading_on_every_page() -> None:
    for sheet in _open(build(month(), "zh")):
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows and sheet.freeze_panes
        assert all(part in sheet.oddFooter.center.text for part in ("&P", "&N"))
        assert "初稿" in sheet["A1"].value and "2024年1月" in sheet["A1"].value


@pytest.mark.parametrize("state", list(MonthState))
def test_there_is_something_to_sign_only_once_the_month_is_final(state: MonthState) -> None:
    words = _told(_open(build(month(state), "zh")).worksheets[0])
    assert ("乙方代表" in words) == (state in FROZEN)
    assert ("尚未定稿" in words) == (state not in FROZEN)


def test_sums_are_formulas_with_their_value_only_where_adding_up_is_all_there_is_to_it() -> None:
    report = month()
    cell = next(c for c in _column(report, "得分", False) if isinstance(c, str) and c.startswith("=SUM"))
    assert cell == "=SUM(L6:L12)"
    assert 63.9 in _column(report, "得分", True)
    # A redistributed score is more than the sum of the points shown: a bare number then.
    spread = replace(report, score=replace(report.score, items=Fraction("75.18")))
    assert 75.18 in _column(spread, "得分", False)


def _column(report: object, head: str, data_only: bool) -> list[object]:
    sheet = _open(build(report, "zh"), data_only).worksheets[0]  # type: ignore[arg-type]
    header = next(cell for row in sheet.iter_rows() for cell in row if cell.value == head)
    return [sheet.cell(row, header.column).value for row in range(header.row + 1, sheet.max_row + 1)]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_text_stays_text(words: str) -> None:
    report = replace(month(), events=(EventLine(heading().period.start, words, recorded_by=words),))
    sheet = _open(build(report, "zh"))["日常事项"]
    cell = next(cell for cell in sheet[3] if cell.column > 1)
    assert cell.data_type == "s"
    assert cell.value == words.replace("\r", "")
    assert cell.quotePrefix is (words[0] in "=+-@\t")
    assert cell.hyperlink is None


def test_text_beyond_a_cells_limit_is_cut_and_says_so() -> None:
    report = replace(month(), events=(EventLine(heading().period.start, "长" * 40_000),))
    value = next(c.value for c in _open(build(report, "zh"))["日常事项"][3] if c.column > 1)
    assert len(value) == 32_767 and value.endswith("…")


NAMED = [
    # text, forbidden, refused
    ("与讯联客服同期对比", ("讯联客服",), True),
    ("与ＸＵＮＬＩＡＮ同期对比", ("Xunlian",), True),  # full width
    ("ask XUNLIAN-2", ("XUNLIAN",), True),
    ("recall the calls", ("CALL",), False),  # a Latin name is a whole word
    ("云帆客服的班组", ("云帆",), False),  # the own name contains it
    ("A班", ("A",), False),  # one character names nobody
    ("云帆客服", ("云帆客服",), False),  # the own name is never another's
]


@pytest.mark.parametrize(("words", "forbidden", "refused"), NAMED)
def test_a_workbook_that_would_name_another_vendor_is_not_made(
    words: str, forbidden: tuple[str, ...], refused: bool
) -> None:
    report = replace(month(), events=(EventLine(heading().period.start, words),))
    if not refused:
        assert build(report, "zh", forbidden)
        return
    with pytest.raises(WrongInputError) as raised:
        build(report, "zh", forbidden)
    assert raised.value.reason == "other_vendor_named"
    assert raised.value.facts["place"] == "日常事项!B3"
    assert forbidden[0] in sentence(raised.value, "zh")


def test_a_received_files_name_is_looked_at_too() -> None:
    report = month()
    file = replace(report.about.files[0], name="讯联客服_一月.xlsx")
    with pytest.raises(WrongInputError):
        build(replace(report, about=replace(report.about, files=(file,))), "en", ("讯联客服",))


def test_the_file_name_carries_month_vendor_project_contract_state_and_edition() -> None:
    assert file_name(month(), "zh") == "202401_云帆客服_12345热线_HT-2024-01_月度考核表_初稿_v1.xlsx"
    final = month(MonthState.FINAL, 2)
    assert file_name(final, "en") == (
        "202401_Yunfan Services_12345 hotline_HT-2024-01_Vendor scorecard_Final_v2.xlsx"
    )


def test_a_file_name_is_safe_and_short_enough_everywhere() -> None:
    wild = replace(heading(), vendor=Text('云帆/..\\:*?"<>|\n' + "很长的名字" * 40, ""))
    name = file_name(replace(month(), heading=wild), "zh")
    assert name.endswith("_初稿_v1.xlsx") and len(name.encode()) <= 180
    assert not set(name) & set('/\\:*?"<>|\n')
    assert joined_name(["..", ""], ".xlsx") == ".xlsx"


def test_csv_cells_that_could_run_get_an_apostrophe_and_numbers_do_not() -> None:
    rows = [[1, "=1+1", "-3.5", "+86 138", None, "@x", "普通"]]
    assert csv_table(["a", "=b"], rows) == (
        b"\xef\xbb\xbfa,'=b\r\n" + "1,'=1+1,-3.5,'+86 138,,'@x,普通\r\n".encode()
    )


def test_a_verdict_is_a_sign_and_a_word_beside_its_colour() -> None:
    sheet = _open(build(month(), "en")).worksheets[0]
    cells = [c for row in sheet.iter_rows() for c in row if isinstance(c.value, str)]
    missed = next(c for c in cells if c.value == "✕ Missed")
    assert missed.font.color.rgb == "FFB3341F" and missed.font.bold
    assert any(c.value == "✓ Met (Provisional, Typed by hand)" for c in cells)


@pytest.mark.parametrize(
    ("lang", "said"),
    [("zh", "本月进行中：所有数字均为暂定。"), ("en", "Month in progress: every figure is provisional.")],
)
def test_a_month_in_progress_is_said_once_above_as_on_the_page(lang: str, said: str) -> None:
    report = month()
    lines = tuple(replace(line, flags=line.flags | {Flag.IN_PROGRESS}) for line in report.lines)
    sheet = _open(build(replace(report, lines=lines), lang)).worksheets[0]
    cells = [c.value for row in sheet.iter_rows() for c in row if isinstance(c.value, str)]
    assert cells.count(said) == 1
    assert not [words for words in cells if "（进行中" in words or "(In progress" in words]
    plain = _open(build(report, lang)).worksheets[0]
    assert not [c for row in plain.iter_rows() for c in row if c.value == said]
