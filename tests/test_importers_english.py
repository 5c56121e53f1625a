"""The English sentence of every bad file, row, cell and doubt in the tables of test_importers_ugly."""

from __future__ import annotations

import pytest

from importers.draft import Choice
from tests.test_importers_ugly import CELLS, FILES, HX, ROWS, WARNINGS, lines, only, reading

#: The whole Chinese sentence → the whole English one.
ENGLISH = {
    "文件“empty.xlsx”是空的，没有任何数据。": "The file “empty.xlsx” is empty: it holds no data.",
    "文件“blank.csv”是空的，没有任何数据。": "The file “blank.csv” is empty: it holds no data.",
    "文件“no cells.xlsx”是空的，没有任何数据。": "The file “no cells.xlsx” is empty: it holds no data.",
    "“日报.xlsx”不是可读取的表格文件。": "“日报.xlsx” is not a workbook or a table this system can read.",
    "“old.doc”不是可读取的表格文件。": "“old.doc” is not a workbook or a table this system can read.",
    "文件“密.xlsx”设有打开密码。": "The file “密.xlsx” is protected by a password.",
    "“导出.xls”是网页（HTML），其中没有表格。": "“导出.xls” is a web page (HTML) without a table in it.",
    "文件“bomb.xlsx”解压后将达 28 MB（压缩包仅 28 kB），不予打开。": (
        "The file “bomb.xlsx” would unpack to 28 MB (it is 28 kB packed); it was not opened."
    ),
    "工作表“Sheet”一直延伸到 XFD1048576 单元格，共 17,179,869,184 格，超过上限 20,000,000。": (
        "Sheet “Sheet” reaches to cell XFD1048576: 17,179,869,184 cells, and the limit is 20,000,000."
    ),
    "文件“entities.xlsx”已损坏，无法完整读取。": (
        "The file “entities.xlsx” is damaged and cannot be read in full."
    ),
    "文件“cut.xlsx”已损坏，无法完整读取。": "The file “cut.xlsx” is damaged and cannot be read in full.",
    "“latin.csv”的文字编码既不是 UTF-8 也不是 GB18030。": (
        "The text of “latin.csv” is neither UTF-8 nor GB18030."
    ),
    "“信.csv”中没有找到表头。": "No header row was found in “信.csv”.",
    "工作表“比率.csv”找到了表头（日期、星期、姓名），但没有认出可以计入的数据列。": (
        "Sheet “比率.csv” has a header (日期, 星期, 姓名), but no column of figures was recognised."
    ),
    "按“甲方话务平台导出”读取还缺少必需的列：CallsAbandoned、QueueName。": (
        "To be read as “Export of the client's telephone system”, these required columns are "
        "missing: CallsAbandoned, QueueName."
    ),
    "外包商“某某”尚未登记。": "The vendor “某某” is not registered.",
    "C 列“接通量”可能有不同含义：人工接通量、外呼接通量。": (
        "Column C “接通量” can mean different things: Answered, Outbound connected."
    ),
    "C 列“转人工量”与“人工请求量”是同一项数据。": (
        "Column C “转人工量” holds the same figure as “人工请求量”."
    ),
    "看不出这份报表属于哪个月份。": "Nothing says which month this report is for.",
    "项目“宽带”尚未登记。": "The project “宽带” is not registered.",
    "第3行“人工接通量”（11）大于“人工请求量”（10）。": (
        "Row 3: Calls answered (11) exceeds Calls requesting an agent (10)."
    ),
    "C3“人工接通量”的“九”不是数字。": "C3: “九” under “人工接通量” is not a number.",
    "C3“人工接通量”的“9.5”不是整数。": "C3: “9.5” under “人工接通量” is not a whole number.",
    "C3“人工接通量”的“1e999999999”大得不合常理。": (
        "C3: “1e999999999” under “人工接通量” is larger than any figure of a report can be."
    ),
    "C3“人工接通量”的“-9”是负数。": "C3: “-9” under “人工接通量” is negative.",
    "A3“日期”的“2024-02-30”不是日期。": "A3: “2024-02-30” under “日期” is not a date.",
    "A3“日期”的“02/01/2024”分不清日和月。": (
        "A3: “02/01/2024” under “日期” does not say which part is the day and which the month."
    ),
    "第3行没有日期。": "Row 3 has no date.",
    "第3行的日期 2024-05-02 还没有到（今天是 2024-03-01）。": (
        "Row 3: 2024-05-02 has not come yet (today is 2024-03-01)."
    ),
    "第3行有日期，没有任何数字。": "Row 3 has a date but no figure.",
    "第3行与第2行完全相同，只计一次。": "Row 3 repeats row 2; it counts once.",
    "A2“月份”的“第一季”不是月份。": "A2: “第一季” under “月份” is not a month.",
    "B2“时段”的“早上”不是时段。": "B2: “早上” under “时段” is not a time of day.",
    "C2“通话时长”的“很久”不是时长。": "C2: “很久” under “通话时长” is not a duration.",
    "C2“通话时长”的“0.25”看不出单位是秒还是天。": (
        "C2: “0.25” under “通话时长” may be seconds or a fraction of a day; the unit is not said."
    ),
    "C2“是否合格”的“待定？”看不出是或否。": "C2: “待定？” under “是否合格” says neither yes nor no.",
    "第3行没有写外包商。": "Row 3 names no vendor.",
    "第3行属于 YD，不是所选的 HX。": "Row 3 belongs to YD, not to HX, which was chosen.",
    "第2行“人工接通量 + 放弃量”（11）大于“人工请求量”（10），已照原样计入。": (
        "Row 2: Calls answered + Calls abandoned (11) exceeds Calls requesting an agent (10); it "
        "was taken as reported."
    ),
    "D2“接通率”写的是 95.00%，按数量计算是 90.00%（9/10）。": (
        "D2: “接通率” says 95.00%; the counts give 90.00% (9 / 10)."
    ),
    "“满意率”只有比率，没有对应的数量，未计入。": "“满意率” is a rate without its counts; it was left out.",
    "“接通率”一列既有 0.95 这样的小数，又有 96.1 这样的百分数，整列未读取；写法少见的是第 2 行。": (
        "Column “接通率” mixes fractions (0.95) and percentages (96.1) and was left out; "
        "written the rarer way: row 2."
    ),
    "“满意率”没有对应的数量：各天所报数值只作展示，注明未经核算，不参与汇总，也不用于按月考核。": (
        "“满意率” came without its counts: what it claims of each day is shown, marked so, never added up, "
        "and judges no month."
    ),
    "D2“接通率”的“约九成”不是比率，未作核对。": (
        "D2: “约九成” under “接通率” is not a rate; it was not checked."
    ),
    "第4行合计“人工接通量”写的是 19，各行相加是 18。": (
        "Row 4: the total of “人工接通量” says 19; the rows add up to 18."
    ),
    "D 列“宠物数”未能识别，没有读取。": "Column D “宠物数” is not known and was left out.",
    "职场“南昌”（HX）第一次出现。": "The site “南昌” (HX) appears for the first time.",
    "技能组“热线”（HX）第一次出现。": "The queue “热线” (HX) appears for the first time.",
}
#: What was received, the finding's code, and what is said of it in Chinese.
RECEIVED = [
    *FILES,
    *(("日报.csv", lines("2024-01-01,10,9,1", row, "2024-01-03,10,9,1"), *said) for row, *said in ROWS),
    *(("报表.csv", *said) for said in CELLS),
    *(("日报.csv", *said) for said in WARNINGS),
]


@pytest.mark.parametrize(("name", "data", "code", "zh"), RECEIVED, ids=[f"{x[0]} {x[2]}" for x in RECEIVED])
def test_the_same_is_said_in_english(name: str, data: bytes | str, code: str, zh: str) -> None:
    """Whole, with its place; only what was quoted from the file may be Chinese."""
    found = only(reading(name, data, Choice() if code == "vendor_unknown" else HX), code)
    assert found.sentence("en") == ENGLISH.get(zh)
    assert found.remedy("en") and not any("\u4e00" <= char <= "\u9fff" for char in found.remedy("en"))
