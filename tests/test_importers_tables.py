"""Several tables on one sheet and tables that lie across: read to exact cells, in Chinese and English."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest

from core.batch import Grain
from core.offsets import cell_of
from importers.draft import Choice, Directory, Known
from importers.read import read
from tests.received_file import received

DIRECTORY = Directory(
    vendors=(Known("HX", ("恒信", "Hengxin")),),
    sites=(Known("NC", ("南昌", "Nanchang"), "HX"), Known("SR", ("上饶", "Shangrao"), "HX")),
)
TODAY = date(2026, 11, 22)


def reading(rows, *, sheet="Sheet", name="报表.xlsx", merges=(), choice=None):
    book = openpyxl.Workbook()
    pages = rows if isinstance(rows, dict) else {sheet: rows}
    book.remove(book.active)
    for title, lines in pages.items():
        page = book.create_sheet(title)
        for line in lines:
            page.append(line)
        for cells in merges:
            page.merge_cells(cells)
    stream = io.BytesIO()
    book.save(stream)
    with received(name, stream.getvalue()) as file:
        return read(file, choice or Choice(vendor="HX"), DIRECTORY, TODAY)


def figures(result):
    """(dataset, first day, site, measure) → (value, cell) of every figure in a reading."""
    found = {}
    for draft in result.drafts:
        for row in draft.frame.iter_rows(named=True):
            for name in draft.measures:
                if row[name] is not None:
                    sheet, cell = cell_of(draft.offsets, row["sheet"], row["row"], row["col"], name)
                    key = (draft.key.dataset.value, row["day"] % 10_000, row["site"], name)
                    assert key not in found, key
                    found[key] = (row[name], f"{sheet}!{cell}")
    return found


SEVERAL_ZH = [
    ["恒信客服热线2026年10月运营月报"],
    ["一、话务"],
    ["职场", "人工请求量", "人工接通量"],
    ["南昌", 1000, 950],
    ["上饶", 500, 480],
    ["合计", 1500, 1430],
    [],
    [],
    ["二、质检", None, None, None, None, "三、培训"],
    ["职场", "抽检量", "抽检合格量", None, None, "培训日期", "应训人数", "实训人数"],
    ["南昌", 120, 116, None, None, "2026-10-09", 40, 39],
    ["上饶", 80, 79, None, None, "2026-10-12", 20, 20],
]
SEVERAL_EN = [
    ["Hengxin hotline, monthly report 2026-10"],
    ["1. Traffic"],
    ["Site", "Calls offered", "Calls answered"],
    ["Nanchang", 1000, 950],
    ["Shangrao", 500, 480],
    ["Total", 1500, 1430],
    [],
    [],
    ["2. Quality", None, None, None, None, "3. Training"],
    [
        "Site",
        "Audits",
        "Audits passed",
        None,
        None,
        "Training date",
        "Trainees required",
        "Trainees attended",
    ],
    ["Nanchang", 120, 116, None, None, "2026-10-09", 40, 39],
    ["Shangrao", 80, 79, None, None, "2026-10-12", 20, 20],
]


@pytest.mark.parametrize("rows", [SEVERAL_ZH, SEVERAL_EN], ids=["zh", "en"])
def test_tables_below_and_beside_each_other_are_read_each_by_its_own_header(rows):
    result = reading(rows)
    assert figures(result) == {
        ("traffic", 1001, "NC", "offered"): (1000, "Sheet!B4"),
        ("traffic", 1001, "NC", "answered"): (950, "Sheet!C4"),
        ("traffic", 1001, "SR", "offered"): (500, "Sheet!B5"),
        ("traffic", 1001, "SR", "answered"): (480, "Sheet!C5"),
        ("qa", 1001, "NC", "audits"): (120, "Sheet!B11"),
        ("qa", 1001, "NC", "audits_passed"): (116, "Sheet!C11"),
        ("qa", 1001, "SR", "audits"): (80, "Sheet!B12"),
        ("qa", 1001, "SR", "audits_passed"): (79, "Sheet!C12"),
        ("training", 1009, None, "trainees_required"): (40, "Sheet!G11"),
        ("training", 1009, None, "trainees_attended"): (39, "Sheet!H11"),
        ("training", 1012, None, "trainees_required"): (20, "Sheet!G12"),
        ("training", 1012, None, "trainees_attended"): (20, "Sheet!H12"),
    }
    assert not result.findings and not result.questions


def test_tables_of_one_day_that_complete_each_other_become_one_row_with_all_its_cells():
    traffic = [["日期", "人工请求量", "人工接通量"], ["2026-10-01", 100, 95], ["2026-10-02", 90, 88]]
    survey = [
        ["日期", "人工接通量", "邀评量", "参评量"],
        ["2026-10-02", 88, 80, 41],
        ["2026-10-01", 95, 90, 40],
    ]
    (draft,) = reading([["十月日报"], *traffic, [], ["满意度"], *survey]).drafts
    assert draft.frame.height == 2
    assert figures(reading([["十月日报"], *traffic, [], ["满意度"], *survey])) == {
        ("traffic", 1001, None, "offered"): (100, "Sheet!B3"),
        ("traffic", 1001, None, "answered"): (95, "Sheet!C3"),
        ("traffic", 1001, None, "survey_sent"): (90, "Sheet!C9"),
        ("traffic", 1001, None, "survey_replied"): (40, "Sheet!D9"),
        ("traffic", 1002, None, "offered"): (90, "Sheet!B4"),
        ("traffic", 1002, None, "answered"): (88, "Sheet!C4"),
        ("traffic", 1002, None, "survey_sent"): (80, "Sheet!C8"),
        ("traffic", 1002, None, "survey_replied"): (41, "Sheet!D8"),
    }


def test_tables_that_contradict_each_other_keep_the_file_out():
    traffic = [["日期", "人工请求量", "人工接通量"], ["2026-10-01", 100, 95]]
    survey = [["日期", "人工接通量", "邀评量"], ["2026-10-01", 94, 80]]
    result = reading([*traffic, [], *survey])
    assert result.blocked and "sheets_overlap" in {finding.code for finding in result.findings}


def test_empty_rows_and_columns_inside_a_table_do_not_part_it():
    rows = [
        ["日期", "人工请求量", None, "人工接通量"],
        ["2026-10-01", 100, None, 95],
        [],
        ["2026-10-02", 90, None, 88],
    ]
    assert figures(reading(rows)) == {
        ("traffic", 1001, None, "offered"): (100, "Sheet!B2"),
        ("traffic", 1001, None, "answered"): (95, "Sheet!D2"),
        ("traffic", 1002, None, "offered"): (90, "Sheet!B4"),
        ("traffic", 1002, None, "answered"): (88, "Sheet!D4"),
    }


MATRIX_ZH = [
    ["恒信客服热线2026年10月日报"],
    ["类别", "指标", "单位", "1日", "2日", "3日", "合计"],
    ["话务", "人工请求量", "通", 100, 90, "/", 190],
    [None, "人工接通量", "通", 95, 88, "/", 183],
    [None, "平均通话时长", "秒", 180, 200, "/", None],
    ["质检", "抽检量", "件", 5, 6, 7, 18],
]
MATRIX_EN = [
    ["Hengxin hotline, daily report 2026-10"],
    ["Group", "Indicator", "Unit", "1", "2", "3", "Total"],
    ["Traffic", "Calls offered", None, 100, 90, "/", 190],
    [None, "Calls answered", None, 95, 88, "/", 183],
    [None, "Average talk time", "s", 180, 200, "/", None],
    ["Quality", "Audits", None, 5, 6, 7, 18],
]
MATRIX = {
    ("traffic", 1001, None, "offered"): (100, "Sheet!D3"),
    ("traffic", 1001, None, "answered"): (95, "Sheet!D4"),
    ("traffic", 1001, None, "talk_s"): (95 * 180, "Sheet!D5"),
    ("traffic", 1002, None, "offered"): (90, "Sheet!E3"),
    ("traffic", 1002, None, "answered"): (88, "Sheet!E4"),
    ("traffic", 1002, None, "talk_s"): (88 * 200, "Sheet!E5"),
    ("qa", 1001, None, "audits"): (5, "Sheet!D6"),
    ("qa", 1002, None, "audits"): (6, "Sheet!E6"),
    ("qa", 1003, None, "audits"): (7, "Sheet!F6"),
}


@pytest.mark.parametrize("rows", [MATRIX_ZH, MATRIX_EN], ids=["zh", "en"])
def test_a_month_matrix_is_read_across(rows):
    result = reading(rows, merges=("A3:A5",), choice=Choice(vendor="HX"))
    assert figures(result) == MATRIX
    assert {draft.key.grain for draft in result.drafts} == {Grain.DAY}
    assert {row for draft in result.drafts for row in draft.frame["orientation"]} == {"column"}
    assert result.drafts[0].coverage.period.label == "2026-10"


@pytest.mark.parametrize(
    ("heads", "days"),
    [
        (["1日", "2日"], [1001, 1002]),
        ([1, 2], [1001, 1002]),
        (["10月1日", "10月2日"], [1001, 1002]),
        (["10.1", "10.2"], [1001, 1002]),
        ([date(2026, 10, 1), date(2026, 10, 2)], [1001, 1002]),
        (["2026/10/1", "2026/10/2"], [1001, 1002]),
        (["9月", "10月"], [901, 1001]),
        (["2026年9月", "2026年10月"], [901, 1001]),
        ([date(2026, 9, 1), date(2026, 10, 1)], [901, 1001]),  # firsts of months, shown as 2026年9月
    ],
)
def test_days_and_months_across_are_known_in_all_their_spellings(heads, days):
    rows = [["2026年10月运营报表"], ["指标", *heads], ["人工请求量", 100, 90], ["人工接通量", 95, 88]]
    found = figures(reading(rows))
    assert [found["traffic", day, None, "offered"] for day in days] == [(100, "Sheet!B3"), (90, "Sheet!C3")]


def test_sites_across_are_read_where_the_corner_says_so():
    rows = [
        ["2026年10月"],
        ["指标\\职场", "南昌", "上饶", "合计"],
        ["人工请求量", 100, 90, 190],
        ["人工接通量", 95, 88, 183],
    ]
    assert figures(reading(rows)) == {
        ("traffic", 1001, "NC", "offered"): (100, "Sheet!B3"),
        ("traffic", 1001, "NC", "answered"): (95, "Sheet!B4"),
        ("traffic", 1001, "SR", "offered"): (90, "Sheet!C3"),
        ("traffic", 1001, "SR", "answered"): (88, "Sheet!C4"),
    }


def test_trouble_in_a_matrix_is_said_with_its_cell():
    rows = [["2026年10月"], ["指标", "1日", "2日"], ["人工请求量", 100, "约90"], ["人工接通量", 195, 88]]
    result = reading(rows)
    assert [(f.code, f.place.row, f.place.column) for f in result.findings if f.severity == "rejects"] == [
        ("not_a_number", 3, "C"),
        ("counts_contradict", 4, "B"),
    ]


def test_a_head_nobody_knows_is_not_left_out_in_silence():
    rows = [
        ["2026年10月"],
        ["指标", "1日", "2日", "备用线"],
        ["人工请求量", 100, 90, 5],
        ["人工接通量", 95, 88, 4],
    ]
    result = reading(rows)
    assert [(f.code, f.place.column) for f in result.findings if f.code.startswith("header")] == [
        ("header_unknown", "D")
    ]


SLOTS_ZH = [
    ["时段", "人工请求量", "人工接通量"],
    ["09:00-09:30", 10, 9],
    ["09:30-10:00", 12, 12],
    ["合计", 22, 21],
]
SLOTS_EN = [
    ["Interval", "Calls offered", "Calls answered"],
    ["09:00-09:30", 10, 9],
    ["9:30~10:00", 12, 12],
    ["Total", 22, 21],
]


@pytest.mark.parametrize(
    ("sheets", "rows"),
    [
        (("1.5", "1.6"), SLOTS_ZH),
        (("0105", "0106"), SLOTS_ZH),
        (("01-05", "01-06"), SLOTS_ZH),
        (("1月5日", "1月6日"), SLOTS_ZH),
        (("5日", "6日"), SLOTS_ZH),
        (("1月5日时段", "1月6日时段"), SLOTS_ZH),
        (("2026-01-05", "2026-01-06"), SLOTS_ZH),
        (("20260105", "20260106"), SLOTS_ZH),
        (("Jan 5", "Jan 6"), SLOTS_EN),
        (("5 January", "6 January"), SLOTS_EN),
    ],
)
def test_a_sheet_of_intervals_takes_its_day_from_its_name(sheets, rows):
    book = {name: [["恒信热线2026年1月时段报表"], *rows] for name in sheets}
    result = reading(book)
    (draft,) = result.drafts
    assert draft.key.grain is Grain.INTERVAL
    lines = draft.frame.select("day", "slot", "slot_end", "offered", "sheet", "row").rows()
    assert lines == [
        (20260105, 540, 570, 10, sheets[0], 3),
        (20260105, 570, 600, 12, sheets[0], 4),
        (20260106, 540, 570, 10, sheets[1], 3),
        (20260106, 570, 600, 12, sheets[1], 4),
    ]


def test_a_day_without_a_year_is_asked_for():
    result = reading({"1月5日": SLOTS_ZH})
    assert [question.kind for question in result.questions] == ["period"] and not result.drafts


@pytest.mark.parametrize(
    ("title", "days"),
    [
        ("恒信客服日报 2026年10月5日", (20261005, 20261006)),
        ("恒信客服日报 2026年10月5日  制表日期：2026-10-06", (20261005, 20261006)),
        ("恒信客服月报 2026年10月  制表日期：2026-11-06", (20261001, 20261101)),
    ],
)
def test_a_report_of_one_day_is_never_taken_for_its_month(title, days):
    (draft,) = reading([[title], ["职场", "人工请求量", "人工接通量"], ["南昌", 100, 95]]).drafts
    assert draft.frame.select("day", "day_end").row(0) == days


AGENTS_ZH = [
    ["恒信客服坐席明细（2026年10月）"],
    ["序号", "班组", "工号", "姓名", "签入时长", "人工接通量", "通话时长"],
    [1, "一组", "0012", "张三", "160:00:00", 900, "45:00:00"],
    [2, None, "0013", "李四", "150:30:00", 800, "40:00:00"],
    [None, "小计", None, None, "310:30:00", 1700, "85:00:00"],
    [3, "二组", "0014", "王五", "8:00:00", 30, "01:30:00"],
    [None, "二组小计", None, None, "8:00:00", 30, "01:30:00"],
    ["合计", None, None, None, "318:30:00", 1730, "86:30:00"],
    ["制表人：赵六"],
]
AGENTS_EN = [
    ["Hengxin agents, 2026-10"],
    ["No", "Team", "Agent ID", "Agent name", "Login time", "Calls answered", "Talk time"],
    [1, "Team A", "0012", "Zhang San", "160:00:00", 900, "45:00:00"],
    [2, None, "0013", "Li Si", "150:30:00", 800, "40:00:00"],
    [None, "Subtotal", None, None, "310:30:00", 1700, "85:00:00"],
    [3, "Team B", "0014", "Wang Wu", "8:00:00", 30, "01:30:00"],
    [None, "Team B subtotal", None, None, "8:00:00", 30, "01:30:00"],
    ["Total", None, None, None, "318:30:00", 1730, "86:30:00"],
    ["Prepared by: Zhao Liu"],
]


@pytest.mark.parametrize("rows", [AGENTS_ZH, AGENTS_EN], ids=["zh", "en"])
def test_agents_are_facts_and_subtotals_are_not(rows):
    result = reading(rows, merges=("B3:B4",))
    (draft,) = result.drafts
    assert draft.frame.select("agent", "login_s", "answered", "talk_s", "row").rows() == [
        ("0012", 576_000, 900, 162_000, 3),
        ("0013", 541_800, 800, 144_000, 4),
        ("0014", 28_800, 30, 5_400, 6),
    ]
    assert draft.offsets == {"Sheet": {"agent": "C", "answered": "F", "login_s": "E", "talk_s": "G"}}
    assert draft.rejected == () and not result.findings


LONG_ZH = [
    ["恒信2026年10月运营指标"],
    ["类别", "具体指标", "单位", "结果", "备注"],
    ["服务质量", "人工请求量", "通", 1000, None],
    [None, "人工接通量", "通", 950, "见附表"],
    [None, "接通率", None, "95%", None],
    ["人员管理", "期初人数", "人", 200, None],
    [None, "离职人数", "人", 5, None],
]
LONG_EN = [
    ["Hengxin indicators 2026-10"],
    ["Group", "Indicator", "Unit", "Result", "Remark"],
    ["Service", "Calls offered", None, 1000, None],
    [None, "Calls answered", None, 950, "see annex"],
    [None, "Answer rate", "%", "95%", None],
    ["People", "Opening headcount", None, 200, None],
    [None, "Leavers", None, 5, None],
]


@pytest.mark.parametrize("rows", [LONG_ZH, LONG_EN], ids=["zh", "en"])
def test_the_long_form_has_an_indicator_a_row(rows):
    result = reading(rows, merges=("A3:A5", "A6:A7"))
    assert figures(result) == {
        ("traffic", 1001, None, "offered"): (1000, "Sheet!D3"),
        ("traffic", 1001, None, "answered"): (950, "Sheet!D4"),
        ("roster", 1001, None, "headcount_begin"): (200, "Sheet!D6"),
        ("roster", 1001, None, "leavers"): (5, "Sheet!D7"),
    }
    assert not result.findings


BULLETIN_ZH = [
    ["恒信公司2026年10月服务质量通报"],
    ["职场", "考核指标", None, None, None, None, None, "时长"],
    [None, "话务", None, None, None, None, None, "通话"],
    [None, "人工请求量", None, None, "人工接通量", None, None, "通话时长"],
    [None, "本月", "同比", "环比", "本月", "同比", "环比", "本月"],
    [None, "（万通）", "(%)", "(%)", "（通）", "(%)", "(%)", "（小时）"],
    ["南昌", 1.2, "5%", "-3%", 11400, "4%", "-2%", 570],
    ["上饶", 0.5, "/", "/", "/", "/", "/", "/"],
    ["合计", 1.7, "/", "/", 11400, "/", "/", 570],
    ["注：同比为与上年同期相比"],
]
BULLETIN_EN = [
    ["Hengxin service bulletin 2026-10"],
    ["Site", "Indicators", None, None, None, None, None, "Times"],
    [None, "Traffic", None, None, None, None, None, "Calls"],
    [None, "Calls offered", None, None, "Calls answered", None, None, "Talk time"],
    [None, "This month", "YoY", "MoM", "This month", "YoY", "MoM", "This month"],
    [None, "(万)", "(%)", "(%)", None, "(%)", "(%)", "(h)"],
    ["Nanchang", 1.2, "5%", "-3%", 11400, "4%", "-2%", 570],
    ["Shangrao", 0.5, "/", "/", "/", "/", "/", "/"],
    ["Total", 1.7, "/", "/", 11400, "/", "/", 570],
    ["Note: YoY against the same month of last year"],
]


@pytest.mark.parametrize("rows", [BULLETIN_ZH, BULLETIN_EN], ids=["zh", "en"])
def test_a_bulletin_with_four_header_rows_units_and_comparisons(rows):
    merges = ("A2:A6", "B2:G2", "B3:G3", "B4:D4", "E4:G4")
    result = reading(rows, merges=merges)
    assert figures(result) == {
        ("traffic", 1001, "NC", "offered"): (12_000, "Sheet!B7"),
        ("traffic", 1001, "NC", "answered"): (11_400, "Sheet!E7"),
        ("traffic", 1001, "NC", "talk_s"): (570 * 3600, "Sheet!H7"),
        ("traffic", 1001, "SR", "offered"): (5_000, "Sheet!B8"),
    }
    assert [(f.code, f.place.column, f.place.row) for f in result.findings] == [
        ("cell_without_figure", "E", 8),
        ("cell_without_figure", "H", 8),
    ]


CALLS_ZH = """通话流水号,技能组,主叫号码,来电时间,接听时间,挂机时间,通话状态,坐席工号,保持时长,话后处理时长
C1,贵宾,13812345678,2026-10-01 09:00:00,2026-10-01 09:00:20,2026-10-01 09:03:20,接通,0012,10,30
C2,贵宾,13812345679,2026-10-01 09:10:00,2026-10-01 09:10:20.4,2026-10-01 09:11:20,接通,0012,0,15
C3,贵宾,13812345670,2026-10-01 23:59:50,,2026-10-02 00:00:05,放弃,,,
C4,贵宾,13812345671,2026-10-01 10:00:00,,2026-10-01 10:00:03,自助,,,
"""
CALLS_EN = """Call ID,Queue,Caller,Enqueued at,Answered at,Ended at,Call status,Agent ID,Hold time,ACW
C1,VIP,13812345678,2026-10-01 09:00:00,2026-10-01 09:00:20,2026-10-01 09:03:20,Answered,0012,10,30
C2,VIP,13812345679,2026-10-01 09:10:00,2026-10-01 09:10:20.4,2026-10-01 09:11:20,answered,0012,0,15
C3,VIP,13812345670,2026-10-01 23:59:50,,2026-10-02 00:00:05,Abandoned,,,
C4,VIP,13812345671,2026-10-01 10:00:00,,2026-10-01 10:00:03,IVR only,,,
"""


def calls(text, name="calls.csv"):
    with received(name, text.encode("utf-8")) as file:
        return read(file, Choice(vendor="HX"), DIRECTORY, TODAY)


@pytest.mark.parametrize("text", [CALLS_ZH, CALLS_EN], ids=["zh", "en"])
def test_calls_one_a_row_become_counts_and_exact_waits(text):
    (draft,) = calls(text).drafts
    assert (draft.key.dataset.value, draft.key.grain) == ("calls", Grain.CALL)
    names = (
        "item",
        "agent",
        "offered",
        "answered",
        "abandoned",
        "wait_ms",
        "talk_s",
        "hold_s",
        "wrap_s",
        "row",
    )
    assert draft.frame.select(names).sort("item").rows() == [
        ("C1", "0012", 1, 1, 0, 20_000, 180, 10, 30, 2),
        ("C2", "0012", 1, 1, 0, 20_400, 60, 0, 15, 3),
        ("C3", None, 1, 0, 1, 15_000, 0, 0, 0, 4),
        ("C4", None, 0, 0, 0, None, 0, 0, 0, 5),  # asked for nobody
    ]
    assert draft.frame["calls_total"].sum() == 4 and draft.frame["ivr_calls"].sum() == 1
    assert draft.offsets[""]["wait_ms"] == "E"
    assert draft.rejected == ()


def test_a_call_is_answered_by_its_time_where_no_status_is_given():
    text = (
        "来电时间,接听时间,挂机时间\n"
        "2026-10-01 09:00:00,2026-10-01 09:00:05,2026-10-01 09:01:00\n"
        "2026-10-01 09:00:00,,2026-10-01 09:00:09\n"
    )
    (draft,) = calls(text).drafts
    assert draft.frame.select("answered", "abandoned", "wait_ms").rows() == [(1, 0, 5_000), (0, 1, 9_000)]


def test_calls_out_are_left_and_odd_calls_are_kept_out():
    text = (
        "呼叫类型,来电时间,接听时间,通话状态\n"
        "呼入,2026-10-01 09:00:00,2026-10-01 09:00:05,接通\n"
        "外呼,2026-10-01 09:00:00,2026-10-01 09:00:05,接通\n"
        "呼入,2026-10-01 09:00:09,2026-10-01 09:00:05,接通\n"
    )
    result = calls(text)
    (draft,) = result.drafts
    assert draft.frame["row"].to_list() == [2]
    assert [(f.code, f.place.in_("en")) for f in result.findings if f.code.startswith("call")] == [
        ("call_times_contradict", "C4"),
        ("calls_out_left", "row 3"),
    ]


@pytest.mark.parametrize(
    ("other", "ours"),
    [("目标值", "实际值"), ("考核目标", "完成值"), ("上月", "本月"), ("Target", "Actual"), ("同比", "本期")],
)
def test_a_group_of_targets_or_of_another_month_is_never_taken_for_what_was_done(other, ours):
    result = reading(
        [
            ["2026年10月"],
            ["日期", other, None, ours, None],
            [None, "人工请求量", "人工接通量", "人工请求量", "人工接通量"],
            ["2026-10-01", 500, 500, 100, 90],
        ],
        merges=("B2:C2", "D2:E2", "A2:A3"),
    )
    assert figures(result) == {
        ("traffic", 1001, None, "offered"): (100, "Sheet!D4"),
        ("traffic", 1001, None, "answered"): (90, "Sheet!E4"),
    }
    assert result.questions == ()


def test_of_sheets_that_hold_the_same_a_person_says_which_count():
    rows = [["日期", "人工请求量"], ["2026-10-01", 10], ["2026-10-02", 12]]
    sheets = {"日报": rows, "副本": [rows[0], ["2026-10-01", 10], ["2026-10-02", 13]]}
    asked = reading(sheets)
    (question,) = asked.questions
    told = reading(sheets, choice=Choice("HX", words={question.subject: "sheet2"}))
    assert asked.blocked and [text.zh for text in question.choices.values()] == [
        "只计入“日报”",
        "只计入“副本”",
    ]
    assert not told.blocked and told.drafts[0].frame["offered"].sum() == 23


def hours(*days):
    """A sheet of two half hours for each of the days."""
    head = ["时段", "人工请求量", "人工接通量"]
    return {f"10.{n}": [head, ["09:00-09:30", 5, 5], ["09:30-10:00", 5, 4]] for n in days}


@pytest.mark.parametrize(
    ("head", "days", "lacking"),
    [
        (["日期", "人工请求量", "人工接通量"], (3, 4, 5), []),  # half hours of some days, the rest by the day
        (["日期", "人工请求量", "人工接通量"], (4, 5), [3]),
        (["日期", "人工请求量"], (3, 4, 5), [3]),  # of which the answered are nowhere
    ],
)
def test_a_day_that_another_table_gives_with_all_of_its_counts_is_not_missing(head, days, lacking):
    rows = [head, *([f"2026-10-{n:02d}", 10, 9][: len(head)] for n in days)]
    result = reading({"日报": rows, **hours(1, 2, 4, 5)}, name="恒信2026年10月1日至10月5日.xlsx")
    missing = {day for f in result.findings if f.code == "days_missing" for day in f.facts["dates"]}
    assert sorted(missing & {f"2026-10-{n:02d}" for n in (3,)}) == [f"2026-10-{n:02d}" for n in lacking]
