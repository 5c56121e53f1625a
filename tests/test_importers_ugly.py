"""Every bad file gets its clear sentence and its severity, and the process lives."""

from __future__ import annotations

import io
import time
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from core.text import Text
from importers.containers.caps import Caps
from importers.containers.container import Container
from importers.containers.reading_process import _kept, end_all, lines_of
from importers.draft import Choice, Directory, Known
from importers.layouts.profile import load_layout, shipped_layouts
from importers.read import read
from tests.received_file import received

DIRECTORY = Directory(vendors=(Known("HX", ("华信",)), Known("YD", ("远达",))))
TODAY = date(2024, 3, 1)
HX = Choice(vendor="HX")
DAILY = ["日期,人工请求量,人工接通量,放弃量"]
OLE = bytes.fromhex("D0CF11E0A1B11AE1")


def reading(name, data, choice=HX, **more):
    data = data.encode() if isinstance(data, str) else data
    with received(name, data) as file:
        return read(file, choice, DIRECTORY, TODAY, **more)


def book(*rows, **sheets) -> bytes:
    workbook, stream = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        workbook.active.append(row)
    workbook.save(stream)
    return stream.getvalue()


def lines(*rows: str, head: str = DAILY[0]) -> str:
    return "\n".join([head, *rows]) + "\n"


def at_hand() -> list[int]:
    """The reading process that stands ready."""
    lines_of(Path(__file__), Container.HTML, Caps(), Path())
    return [reader.pid for reader in _kept.idle]


def only(result, code):
    found = [finding for finding in result.findings if finding.code == code]
    assert len(found) == 1, [(f.code, f.sentence("zh")) for f in result.findings]
    return found[0]


def zip_bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 30_000_000)
    return stream.getvalue()


def far_cell() -> bytes:
    workbook, stream = openpyxl.Workbook(), io.BytesIO()
    workbook.active["A1"], workbook.active["XFD1048576"] = 1, 1
    workbook.save(stream)
    return stream.getvalue()


def entities() -> bytes:
    """A workbook whose sheet declares entities (a billion laughs)."""
    source, stream = zipfile.ZipFile(io.BytesIO(book(["日期"]))), io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for member in source.namelist():
            text = source.read(member)
            if member.endswith("sheet1.xml"):
                text = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + text.split(b"?>", 1)[-1]
            archive.writestr(member, text)
    return stream.getvalue()


FILES = [
    ("empty.xlsx", b"", "file_empty", "文件“empty.xlsx”是空的，没有任何数据。"),
    ("blank.csv", b"\xef\xbb\xbf \r\n", "file_empty", "文件“blank.csv”是空的，没有任何数据。"),
    ("no cells.xlsx", book(), "file_empty", "文件“no cells.xlsx”是空的，没有任何数据。"),
    ("日报.xlsx", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not_a_workbook", "“日报.xlsx”不是可读取的表格文件。"),
    ("old.doc", OLE + b"\0" * 600, "not_a_workbook", "“old.doc”不是可读取的表格文件。"),
    (
        "密.xlsx",
        OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
        "password_protected",
        "文件“密.xlsx”设有打开密码。",
    ),
    (
        "导出.xls",
        "<html><body>请先登录</body></html>",
        "html_without_table",
        "“导出.xls”是网页（HTML），其中没有表格。",
    ),
    (
        "bomb.xlsx",
        zip_bomb(),
        "zip_bomb",
        "文件“bomb.xlsx”解压后将达 28 MB（压缩包仅 28 kB），不予打开。",
    ),
    (
        "far.xlsx",
        far_cell(),
        "sheet_too_large",
        "工作表“Sheet”一直延伸到 XFD1048576 单元格，共 17,179,869,184 格，超过上限 20,000,000。",
    ),
    ("entities.xlsx", entities(), "file_damaged", "文件“entities.xlsx”已损坏，无法完整读取。"),
    ("cut.xlsx", book(["日期"])[:900], "file_damaged", "文件“cut.xlsx”已损坏，无法完整读取。"),
    (
        "latin.csv",
        b"date;caf\xe9 \xff\n1;2\n",
        "encoding_unknown",
        "“latin.csv”的文字编码既不是 UTF-8 也不是 GB18030。",
    ),
    ("信.csv", "您好，\n本月数据见附件。\n", "header_not_found", "“信.csv”中没有找到表头。"),
    (
        "比率.csv",
        "日期,星期,姓名\n2024-01-01,一,张三\n",
        "figures_not_found",
        "工作表“比率.csv”找到了表头（日期、星期、姓名），但没有认出可以计入的数据列。",
    ),
    (
        "acd.csv",
        "Date,IntervalStart,CallsOffered,CallsQueued,CallsHandled\n2024-01-01,09:00,1,1,1\n",
        "column_missing",
        "按“甲方话务平台导出”读取还缺少必需的列：CallsAbandoned、QueueName。",
    ),
    (
        "unknown.csv",
        "外包商,日期,人工请求量,人工接通量\n某某,2024-01-01,10,9\n",
        "vendor_unknown",
        "外包商“某某”尚未登记。",
    ),
    (
        "calls.csv",
        "日期,人工请求量,接通量,外呼量\n2024-01-01,10,9,3\n",
        "header_ambiguous",
        "C 列“接通量”可能有不同含义：人工接通量、外呼接通量。",
    ),
    (
        "twice.csv",
        "日期,人工请求量,转人工量\n2024-01-01,10,9\n",
        "header_twice",
        "C 列“转人工量”与“人工请求量”是同一项数据。",
    ),
    ("月.csv", "职场,人工请求量\n南昌,10\n", "period_missing", "看不出这份报表属于哪个月份。"),
    (
        "project.csv",
        "日期,项目,人工请求量\n2024-01-01,宽带,10\n",
        "project_unknown",
        "项目“宽带”尚未登记。",
    ),
]


@pytest.mark.parametrize(("name", "data", "code", "sentence"), FILES, ids=[f[0] for f in FILES])
def test_a_bad_file_is_blocked_with_a_sentence(name, data, code, sentence):
    started = time.monotonic()
    result = reading(name, data, Choice() if code == "vendor_unknown" else HX)
    finding = only(result, code)
    assert (finding.severity, result.blocked) == ("blocks", True)
    assert finding.sentence("zh") == sentence
    assert finding.sentence("en") and finding.remedy("zh") and finding.remedy("en")
    assert time.monotonic() - started < 20  # refused in words, never hung


def test_the_cell_at_xfd1048576_never_reaches_the_reader():
    before = at_hand()
    assert only(reading("far.xlsx", far_cell()), "sheet_too_large")
    assert at_hand() == before  # the process that looked it over lives, and would read the next file


def test_a_reader_that_takes_too_long_is_stopped():
    finding = only(reading("slow.xlsx", book(["日期"]), caps=Caps(read_seconds=0)), "reader_timeout")
    assert finding.sentence("zh") == "读取“slow.xlsx”超过 0 秒仍未完成，已停止。"


def test_a_file_over_the_upload_cap_is_refused():
    finding = only(
        reading("big.csv", lines("2024-01-01,1,1,0"), caps=Caps(upload_bytes=10)), "file_too_large"
    )
    assert finding.severity == "blocks"


def test_text_named_xls_is_read_with_a_remark():
    result = reading("话务.xls", lines("2024-01-01,10,9,1").replace(",", "\t"))
    finding = only(result, "text_named_workbook")
    assert finding.sentence("zh") == "“话务.xls”其实是文本表格，不是 Excel 工作簿；已按文本读取。"
    assert (finding.severity, result.blocked) == ("warns", False)
    assert result.drafts[0].frame["answered"].to_list() == [9]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_is_read_in_each_encoding_vendors_use(encoding):
    result = reading("日报.csv", lines("2024-01-01,10,9,1").encode(encoding))
    assert result.drafts[0].frame["offered"].to_list() == [10]


def test_a_file_without_vendor_asks_for_one():
    result = reading("日报.csv", lines("2024-01-01,10,9,1"), Choice())
    assert only(result, "vendor_missing").severity == "blocks"
    assert [question.kind for question in result.questions] == ["vendor"]


def test_two_layouts_that_fit_are_named_and_asked_about():
    text = (
        "layout: {code}\nname: {{zh: 甲, en: A}}\n"
        "tables:\n  - {{code: t, name: {{zh: 表, en: T}}, grain: day, "
        "columns: {{日期: {{role: day}}, 人工请求量: {{count: offered}}}}}}\n"
    )
    layouts = [*shipped_layouts(), load_layout(text.format(code="one")), load_layout(text.format(code="two"))]
    data = lines("2024-01-01,10,9,1")
    result = reading("日报.csv", data, layouts=layouts)
    finding = only(result, "layouts_several")
    assert finding.sentence("zh") == "“日报.csv”同时符合多种报表格式：甲（one）、甲（two）。"
    assert finding.severity == "blocks"
    assert dict(result.questions[0].choices) == {"one": Text("甲", "A"), "two": Text("甲", "A")}
    assert reading("日报.csv", data, Choice(vendor="HX", layout="two"), layouts=layouts).layout == "two"


ROWS = [
    # row, code, severity, sentence
    ("2024-01-02,10,11,0", "counts_contradict", "第3行“人工接通量”（11）大于“人工请求量”（10）。"),
    ("2024-01-02,10,九,0", "not_a_number", "C3“人工接通量”的“九”不是数字。"),
    ("2024-01-02,10,9.5,0", "count_not_whole", "C3“人工接通量”的“9.5”不是整数。"),
    ("2024-01-02,10,1e999999999,0", "figure_absurd", "C3“人工接通量”的“1e999999999”大得不合常理。"),
    ("2024-01-02,10,-9,0", "count_negative", "C3“人工接通量”的“-9”是负数。"),
    ("2024-02-30,10,9,0", "not_a_date", "A3“日期”的“2024-02-30”不是日期。"),
    ("02/01/2024,10,9,0", "date_unclear", "A3“日期”的“02/01/2024”分不清日和月。"),
    (",10,9,0", "day_missing", "第3行没有日期。"),
    ("2024-05-02,10,9,0", "day_in_future", "第3行的日期 2024-05-02 还没有到（今天是 2024-03-01）。"),
    ("2024-01-02,,--,/", "row_without_figures", "第3行有日期，没有任何数字。"),
]


@pytest.mark.parametrize(("row", "code", "sentence"), ROWS, ids=[row[1] for row in ROWS])
def test_a_bad_row_is_rejected_and_the_others_go_on(row, code, sentence):
    result = reading("日报.csv", lines("2024-01-01,10,9,1", row, "2024-01-03,10,9,1"))
    finding = only(result, code)
    assert (finding.severity, finding.sentence("zh")) == ("rejects", sentence)
    (draft,) = result.drafts
    assert draft.frame["day"].to_list() == [20240101, 20240103]
    assert [rejected.place.row for rejected in draft.rejected] == [3]
    assert not result.blocked


#: The second line under a first of the same day → what is said of it, and what comes of the two.
TWICE = {
    "every cell again": ("2024-01-01,10,9,1", "第3行与第2行完全相同，只计一次。", 10),
    "the same figures, written otherwise": ("2024/1/1,10,9,1", "第3行与第2行完全相同，只计一次。", 10),
    "another figure": (
        "2024-01-01,12,9,1",
        "第3行与第2行是同一天、同一范围，数字却不同，两行都未计入。",
        0,
    ),
}


@pytest.mark.parametrize(("again", "sentence", "left"), TWICE.values(), ids=TWICE)
def test_the_same_line_again_counts_once_and_rejects_nothing(again, sentence, left):
    result = reading("日报.csv", lines("2024-01-01,10,9,1", again, "2024-01-03,20,18,2"))
    said = [f.sentence("zh") for f in result.findings if f.code in ("row_repeated", "row_doubled")]
    assert sentence in said
    (draft,) = result.drafts
    assert draft.frame["offered"].sum() == 20 + left
    assert bool(draft.rejected) is (left == 0)


@pytest.mark.parametrize(("total", "said"), [(30, []), (40, ["total_differs"])])
def test_a_line_that_stands_twice_is_not_added_twice_to_what_a_total_is_held_against(total, said):
    rows = ("2024-01-01,10,9,1", "2024-01-02,20,18,2", "2024-01-01,10,9,1", f"合计,{total},27,3")
    result = reading("日报.csv", lines(*rows))
    assert [f.code for f in result.findings if f.code == "total_differs"] == said


CELLS = [
    ("月份,人工请求量\n第一季,10\n", "not_a_month", "A2“月份”的“第一季”不是月份。"),
    ("日期,时段,人工请求量\n2024-01-01,早上,10\n", "not_a_time_of_day", "B2“时段”的“早上”不是时段。"),
    ("日期,人工请求量,通话时长\n2024-01-01,10,很久\n", "not_a_duration", "C2“通话时长”的“很久”不是时长。"),
    (
        "日期,人工请求量,通话时长\n2024-01-01,10,0.25\n",
        "duration_unclear",
        "C2“通话时长”的“0.25”看不出单位是秒还是天。",
    ),
    (
        "录音编号,质检日期,是否合格\nR1,2024-01-01,待定？\n",
        "not_yes_or_no",
        "C2“是否合格”的“待定？”看不出是或否。",
    ),
    ("供应商,日期,人工请求量\nHX,2024-01-01,1\n,2024-01-02,1\n", "vendor_cell_empty", "第3行没有写外包商。"),
    (
        "供应商,日期,人工请求量\nHX,2024-01-01,1\n远达,2024-01-02,1\n",
        "vendor_other",
        "第3行属于 YD，不是所选的 HX。",
    ),
]


@pytest.mark.parametrize(("data", "code", "sentence"), CELLS, ids=[c[1] for c in CELLS])
def test_a_cell_that_cannot_be_read_keeps_its_row_out(data, code, sentence):
    finding = only(reading("报表.csv", data), code)
    assert (finding.severity, finding.sentence("zh")) == ("rejects", sentence)


def test_where_every_row_is_rejected_nothing_is_imported():
    result = reading("日报.csv", lines("2024-01-01,十,9,1"))
    assert only(result, "nothing_left").sentence("zh") == "“日报.csv”没有可以导入的数据行。"
    assert result.blocked


def test_a_title_of_another_month_is_mentioned():
    finding = only(
        reading("日报2024年1月.csv", lines("2024-01-01,1,1,0", "2024-02-01,1,1,0")), "day_outside_title"
    )
    assert finding.sentence("zh") == "第3行的日期 2024-02-01 不在报表标明的 2024-01 之内，已按日期计入。"


def test_a_header_nobody_knows_gets_a_suggestion_that_decides_nothing():
    head = "日期,人工请求量,人工接通总量"
    result = reading("日报.csv", lines("2024-01-01,10,9", head=head))
    assert only(result, "header_unknown_near").facts["near"] == Text("人工接通量", "Answered")
    assert "answered" not in result.drafts[0].measures


def test_two_sheets_with_the_same_day_are_not_added_up():
    workbook, stream = openpyxl.Workbook(), io.BytesIO()
    for sheet in (workbook.active, workbook.create_sheet("副本")):
        sheet.append(["日期", "人工请求量"])
        sheet.append(["2024-01-01", 10])
    workbook.save(stream)
    assert only(reading("日报.xlsx", stream.getvalue()), "sheets_overlap").severity == "blocks"


def test_a_reading_process_that_dies_leaves_a_sentence(monkeypatch):
    # The process is killed as the system would kill it for its memory.
    monkeypatch.setattr("importers.containers.reading_process._COMMAND", ("/bin/false",))
    end_all()
    finding = only(reading("日报.xlsx", book(["日期"])), "reader_died")
    assert finding.sentence("zh") == "文件“日报.xlsx”使读取程序中断，系统未受影响。"


def test_a_day_told_twice_with_different_figures_counts_in_neither():
    result = reading("日报.csv", lines("2024-01-01,10,9,1", "2024-01-01,10,8,1", "2024-01-03,10,9,1"))
    sentences = [f.sentence("zh") for f in result.findings if f.code == "row_doubled"]
    assert sentences[0] == "第2行与第3行是同一天、同一范围，数字却不同，两行都未计入。"
    assert result.drafts[0].frame["day"].to_list() == [20240103]


WARNINGS = [
    (
        lines("2024-01-01,10,9,2"),
        "counts_doubtful",
        "第2行“人工接通量 + 放弃量”（11）大于“人工请求量”（10），已照原样计入。",
    ),
    (
        lines("2024-01-01,10,9,95%", head="日期,人工请求量,人工接通量,接通率"),
        "rate_differs",
        "D2“接通率”写的是 95.00%，按数量计算是 90.00%（9/10）。",
    ),
    (
        lines("2024-01-01,10,9,80%", head="日期,人工请求量,人工接通量,满意率"),
        "claimed_by_day",  # a day's claim judges no month
        "“满意率”没有对应的数量：各天所报数值只作展示，注明未经核算，不参与汇总，也不用于按月考核。",
    ),
    (
        lines("2024-01-01,0417,10,9,80%", head="日期,工号,人工请求量,人工接通量,满意率"),
        "rate_without_counts",  # an agent's rate is no contract's figure
        "“满意率”只有比率，没有对应的数量，未计入。",
    ),
    (
        lines("2024-01-01,10,9,0.9", "2024-01-02,10,9,90.1", head="日期,人工请求量,人工接通量,接通率"),
        "rates_mixed",
        "“接通率”一列既有 0.95 这样的小数，又有 96.1 这样的百分数，整列未读取；写法少见的是第 2 行。",
    ),
    (
        lines("2024-01-01,10,9,约九成", head="日期,人工请求量,人工接通量,接通率"),
        "rate_unreadable",
        "D2“接通率”的“约九成”不是比率，未作核对。",
    ),
    (
        lines("2024-01-01,10,9,1", "2024-01-02,10,9,1", "合计,20,19,2"),
        "total_differs",
        "第4行合计“人工接通量”写的是 19，各行相加是 18。",
    ),
    (
        lines("2024-01-01,10,9,3", head="日期,人工请求量,人工接通量,宠物数"),
        "header_unknown",
        "D 列“宠物数”未能识别，没有读取。",
    ),
    (
        lines("2024-01-01,南昌,10,9", head="日期,职场,人工请求量,人工接通量"),
        "site_new",
        "职场“南昌”（HX）第一次出现。",
    ),
    (
        lines("2024-01-01,热线,10,9", head="日期,技能组,人工请求量,人工接通量"),
        "queue_new",
        "技能组“热线”（HX）第一次出现。",
    ),
]


@pytest.mark.parametrize(("data", "code", "sentence"), WARNINGS, ids=[w[1] for w in WARNINGS])
def test_a_doubt_is_said_and_the_rows_come_in(data, code, sentence):
    result = reading("日报.csv", data)
    finding = only(result, code)
    assert (finding.severity, finding.sentence("zh")) == ("warns", sentence)
    assert result.drafts and not result.blocked


@pytest.mark.parametrize("figure", ["9" * 400, "9" * 5000, "1e309", "-1e999999999", "1234567890123"])
@pytest.mark.parametrize(
    ("header", "code"),
    [("人工接通量", "figure_absurd"), ("通话时长", "figure_absurd"), ("平均通话时长", "figure_absurd")],
)
def test_an_absurd_figure_is_kept_out_whatever_its_column(figure, header, code):
    head = f"日期,人工请求量,{header}"
    result = reading("日报.csv", lines("2024-01-02,10,5", f"2024-01-01,10,{figure}", head=head))
    # A clock reader may refuse it first; what counts is that nothing absurd comes in and nothing falls over.
    assert {code, "not_a_duration"} & {finding.code for finding in result.findings}
    assert result.drafts[0].frame["offered"].to_list() == [10]


@pytest.mark.parametrize("figure", ["9" * 5000, "1e999999999", "1e-999999999"])
def test_an_absurd_rate_is_not_compared(figure):
    result = reading("日报.csv", lines(f"2024-01-01,10,9,{figure}", head="日期,人工请求量,人工接通量,接通率"))
    assert only(result, "rate_unreadable")
    assert result.drafts[0].frame["offered"].to_list() == [10]
