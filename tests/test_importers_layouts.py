"""The layouts vendors send: wide sheets with merged headers, lists, intervals, several sheets in a book."""

from __future__ import annotations

import io
from datetime import date, time

import openpyxl
import pytest

from core.batch import Dataset, Grain, Source
from core.catalogue import KINDS
from core.catalogue.document import document
from core.finding import Finding
from core.period import MonthRule, PeriodKind
from importers.dictionary.headers import header, synonyms
from importers.draft import Choice, Directory, Known
from importers.preview.rejects import rejected_table, rejected_workbook
from importers.preview.staging import compare
from importers.read import read
from tests.received_file import received

DIRECTORY = Directory(
    vendors=(Known("HX", ("华信", "华信科技")), Known("YD", ("远达",))),
    projects=(Known("BB", ("宽带报障",)),),
    sites=(Known("NC", ("南昌",), "HX"), Known("SR", ("上饶",), "HX")),
)
TODAY = date(2024, 3, 1)


def reading(name, data, choice=None, today=TODAY):
    data = data.encode() if isinstance(data, str) else data
    with received(name, data) as file:
        return read(file, choice or Choice(vendor="HX"), DIRECTORY, today)


def saved(workbook) -> bytes:
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def wide_sheet() -> openpyxl.Workbook:
    """L1: title, two-row merged header, merged sites, total row, footer."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "日报"
    sheet.append(["华信客服热线运营日报(2024年1月)"])
    sheet.append(["职场", "日期", "话务量", None, None, "服务水平", None, "平均通话时长", "备注"])
    sheet.append([None, None, "请求服务数", "接通量", "放弃量(通)", "20秒接通量", "接通率(%)"])
    for site in ("南昌", "上饶"):
        for day in (1, 2, 3):
            sheet.append([site if day == 1 else None, f"1月{day}日", 100, 95, 5, 90, 95.0, time(0, 3, 5)])
    sheet.append(["合计", None, 600, 570, 30, 540])
    sheet.append(["制表人：张三", None, None, "审核：李四"])
    for cells in ("A1:I1", "A2:A3", "B2:B3", "H2:H3", "I2:I3", "C2:E2", "F2:G2", "A4:A6", "A7:A9"):
        sheet.merge_cells(cells)
    return workbook


def told(workbook: openpyxl.Workbook) -> list[Finding]:
    """What is said of it on 4 January, but for its days being one like the other, which they are."""
    found = reading("报表.xlsx", saved(workbook), today=date(2024, 1, 4)).findings
    return [finding for finding in found if finding.code != "day_copied"]


def test_a_wide_sheet_is_read_through_its_merged_header():
    (draft,) = reading("报表.xlsx", saved(wide_sheet())).drafts
    assert (draft.key.dataset, draft.key.grain, draft.key.source) == (
        Dataset.TRAFFIC,
        Grain.DAY,
        Source.VENDOR,
    )
    assert draft.measures == ("abandoned", "answered", "answered_within_20", "offered", "talk_s")
    assert draft.frame.height == 6  # the total is a check value, never a fact
    assert draft.frame["site"].to_list() == ["NC"] * 3 + ["SR"] * 3
    assert draft.frame["talk_s"].to_list() == [185 * 95] * 6
    assert draft.coverage.period.label == "2024-01"  # the title's month


def test_nothing_is_said_about_a_clean_sheet():
    # The month is under way: the days to come are not missing.
    assert told(wide_sheet()) == []


def test_every_cell_can_be_found_again_in_excel():
    workbook = wide_sheet()
    (draft,) = reading("报表.xlsx", saved(workbook)).drafts
    row = draft.frame.row(4, named=True)
    cell = f"{draft.offsets[row['sheet']]['offered']}{row['row']}"
    assert (cell, workbook["日报"][cell].value) == ("C8", row["offered"])


def test_a_hidden_column_is_mentioned():
    workbook = wide_sheet()
    workbook["日报"].column_dimensions.group("E", "F", hidden=True)
    (finding,) = told(workbook)
    assert (
        finding.sentence("zh")
        == "工作表“日报”有隐藏的行（无）和列（E:F（折叠的分组）），其中的数据已一并读取。"
    )


def test_one_file_with_several_vendors_makes_a_draft_for_each():
    text = "供应商,日期,人工请求量\n华信科技,2024-01-01,10\nYD,2024-01-01,20\n"
    result = reading("汇总.csv", text.encode("gb18030"), Choice())
    assert [(d.key.vendor, d.frame["offered"].to_list()) for d in result.drafts] == [
        ("HX", [10]),
        ("YD", [20]),
    ]


def test_a_monthly_sheet_is_parted_by_what_its_figures_are_about():
    text = "月份,人工请求量,人工接通量,抽检量,质检合格量,期初人数,离职人数\n2024年1月,100,95,30,29,50,2\n"
    result = reading("月报.csv", text)
    found = {draft.key.dataset: draft.measures for draft in result.drafts}
    assert found == {
        Dataset.TRAFFIC: ("answered", "offered"),
        Dataset.QA: ("audits", "audits_passed"),
        Dataset.ROSTER: ("headcount_begin", "leavers"),
    }
    assert {draft.key.grain for draft in result.drafts} == {Grain.MONTH}


def test_a_settlement_month_chosen_on_upload_keeps_its_days():
    period = MonthRule(PeriodKind.SETTLEMENT, 26).month("2024-01")
    (draft,) = reading("月报.csv", "月份,人工请求量\n202401,100\n", Choice(vendor="HX", period=period)).drafts
    assert draft.frame.select("day", "day_end").row(0) == (20231226, 20240126)


def test_rows_outside_the_chosen_month_stay_out():
    period = MonthRule().month("2024-01")
    text = "日期,人工请求量\n2024-01-31,1\n2024-02-01,2\n"
    result = reading("日报.csv", text, Choice(vendor="HX", period=period))
    assert result.drafts[0].frame["offered"].to_list() == [1]
    assert result.findings[0].sentence("zh") == "第3行的日期 2024-02-01 不在所选的 2024-01 之内。"


def test_an_interval_file_keeps_its_slots():
    text = "Date,Interval,Queue,Calls Offered,Answered,Answered within 20s\n2024-01-01,09:00-09:30,A,10,9,8\n"
    (draft,) = reading("daily.csv", text).drafts
    row = draft.frame.row(0, named=True)
    assert draft.key.grain is Grain.INTERVAL
    assert (row["slot"], row["slot_end"], row["hour"], row["weekday"], row["ym"]) == (540, 570, 9, 1, 202401)


def test_our_own_export_stands_beside_the_vendors_file():
    head = "Date,IntervalStart,QueueName,CallsOffered,CallsQueued,CallsHandled,CallsAbandoned\n"
    result = reading("acd.csv", head + "2024-01-01,09:00,A,12,10,9,1\n")
    assert (result.layout, result.drafts[0].key.source) == ("acd_export", Source.CLIENT)
    assert result.drafts[0].frame["calls_total"].to_list() == [12]


def test_a_training_register_counts_people_by_class():
    text = "序号,培训日期,课程,讲师,应训人数,实训人数,参训率,合格人数,备注\n"
    text += "1,2024-01-05,退费流程,王,40,38,95%,36,\n"
    (draft,) = reading("培训台账.csv", text).drafts
    row = draft.frame.row(0, named=True)
    assert draft.key.dataset is Dataset.TRAINING
    assert (row["item"], row["trainees_required"], row["trainees_attended"], row["trainees_passed"]) == (
        "退费流程",
        40,
        38,
        36,
    )


def test_a_training_list_counts_each_person_once():
    text = "培训日期,课程,工号,姓名,是否参训,成绩,是否合格\n"
    text += "2024-01-05,退费,0012,张三,是,90,是\n2024-01-05,退费,0013,李四,否,,\n"
    (draft,) = reading("培训.csv", text).drafts
    counts = draft.frame.select("agent", "trainees_required", "trainees_attended", "trainees_passed")
    assert counts.rows() == [("0012", 1, 1, 1), ("0013", 1, 0, 0)]  # who was not there did not pass


def test_an_audit_list_counts_each_recording():
    text = "录音编号,通话时间,工号,质检员,质检日期,质检得分,是否合格,是否致命\n"
    text += "R1,2024-01-02 09:10,0012,王,2024-01-05,92.5,是,否\n"
    (draft,) = reading("质检名单.csv", text).drafts
    row = draft.frame.row(0, named=True)
    assert (draft.key.dataset, draft.key.grain, row["item"], row["agent"]) == (
        Dataset.QA,
        Grain.CALL,
        "R1",
        "0012",
    )
    assert (row["audits"], row["audits_passed"], row["audits_critical"], row["audit_points"]) == (
        1,
        1,
        0,
        92_500,
    )


def test_a_mystery_list_counts_each_call():
    text = "拨测编号,拨测时间,拨测号码,是否接通,拨测结果\n"
    text += "M1,2024-01-02 09:10,13812345678,是,达标\nM2,2024-01-02 10:00,13812345678,否,\n"
    (draft,) = reading("拨测.csv", text).drafts
    counts = draft.frame.select("mystery_calls", "mystery_connected", "mystery_passed", "slot")
    assert counts.rows() == [(1, 1, 1, 550), (1, 0, None, 600)]


def test_an_ambiguous_column_is_read_as_the_person_says():
    text = "日期,人工请求量,接通量,外呼量\n2024-01-01,10,9,3\n"
    choice = Choice(vendor="HX", columns={"接通量": "answered", "外呼量": ""})
    assert reading("话务.csv", text, choice).drafts[0].frame["answered"].to_list() == [9]


def test_equal_content_has_an_equal_hash_whatever_the_container():
    first = reading("报表.xlsx", saved(wide_sheet())).drafts[0]
    moved = wide_sheet()
    moved["日报"]["A11"] = "制表人：王五"
    other = reading("报表(2).xlsx", saved(moved)).drafts[0]
    moved["日报"]["C5"] = 101
    assert first.content_hash == other.content_hash
    assert first.content_hash != reading("报表.xlsx", saved(moved)).drafts[0].content_hash


def test_a_preview_has_five_classes():
    before = reading("日报.csv", "日期,人工请求量\n2024-01-01,10\n2024-01-02,20\n2024-01-03,30\n").drafts[0]
    text = "日期,人工请求量\n2024-01-01,10\n2024-01-02,21\n2024-01-03,三十\n2024-01-04,40\n"
    period = MonthRule().month("2024-01")
    after = reading("日报.csv", text, Choice(vendor="HX", period=period)).drafts[0]
    preview = compare(after, before.frame)
    classes = (preview.new, preview.changed, preview.unchanged, preview.rejected, preview.gone)
    assert classes == (1, 1, 1, 1, 1)
    change = preview.changes.row(0, named=True)
    assert (change["day"], change["measure"], change["before"], change["after"]) == (
        20240102,
        "offered",
        20,
        21,
    )
    assert compare(after, None).new == 3


def test_rejected_rows_go_back_with_their_reasons_and_never_as_formulas():
    result = reading("日报.csv", "日期,人工请求量,备注\n2024-01-01,十,=1+1\n2024-01-02,1,\n")
    rejected = result.drafts[0].rejected
    line = rejected_table(rejected, "zh")[1]
    assert line[:3] == ["", 2, "B2“人工请求量”的“十”不是数字。"]
    sheet = openpyxl.load_workbook(io.BytesIO(rejected_workbook(rejected, "en"))).active
    assert (sheet["G2"].value, sheet["G2"].data_type) == ("=1+1", "s")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("人工\n请求量 (通)", "offered"),
        ("①日期", "day"),
        ("座席工号", "agent"),
        ("20Ｓ接通量", "answered_within_20"),
        ("15秒内应答量", "answered_within_15"),
        ("服务水平(15秒整体接通率)", "answered_within_15_rate"),
        ("平均通话时长（秒）", "att"),
        ("Calls_Answered", "answered"),
        ("Answered within 30 s", "answered_within_30"),
    ],
)
def test_a_header_is_known_in_all_its_spellings(written, code):
    assert synonyms().field_of((written,)).code == code


def test_each_column_says_in_the_sheets_order_how_it_was_read():
    columns = reading("报表.xlsx", saved(wide_sheet())).columns
    assert [(c.column, c.header, c.name and c.name.zh, c.unit and c.unit.zh, c.sample) for c in columns] == [
        ("A", "职场", "职场", None, "南昌"),
        ("B", "日期", "日期", None, "1月1日"),
        ("C", "话务量 > 请求服务数", "人工请求量", None, "100"),
        ("D", "话务量 > 接通量", "人工接通量", None, "95"),
        ("E", "话务量 > 放弃量(通)", "放弃量", None, "5"),
        ("F", "服务水平 > 20秒接通量", "20秒内接通量", None, "90"),
        ("G", "服务水平 > 接通率(%)", "人工接通率", "%", "95"),
        ("H", "平均通话时长", "平均通话时长", "秒", "00:03:05"),
        ("I", "备注", None, None, ""),  # not read
    ]


def test_the_columns_of_every_sheet_are_there_telephone_numbers_masked():
    workbook = wide_sheet()
    other = workbook.create_sheet("上饶日报")
    other.append(["日期", "客户号码", "人工请求量"])
    other.append([date(2024, 1, 9), "13812345678", 7])
    columns = reading("报表.xlsx", saved(workbook)).columns
    assert [c.column for c in columns if c.sheet == "上饶日报"] == ["A", "B", "C"]
    assert next(c for c in columns if c.header == "客户号码").sample == "138****5678"


def test_a_unit_in_brackets_is_the_columns_not_the_names():
    assert (header("通话时长(分钟)").spelling, header("通话时长(分钟)").unit) == ("通话时长", "min")


def test_no_header_stands_for_two_fields():
    seen: dict[str, str] = {}
    for code, spec in _spelled():
        assert seen.setdefault(spec, code) == code, spec


def _spelled():
    from ruamel.yaml import YAML

    from importers.dictionary.headers import SYNONYMS

    fields = YAML(typ="safe").load(SYNONYMS)["fields"]
    return [
        (code, header(word).spelling) for code, spec in fields.items() for word in (*spec["zh"], *spec["en"])
    ]


def test_the_page_of_findings_is_current(request):
    page = request.config.rootpath / "docs" / "findings.md"
    assert page.read_text(encoding="utf-8") == document()
    assert all(f"`{code}`" in document() for code in KINDS)
