"""A small sample of each layout vendors send, and what its page says: how it is recognised, what it asks."""

# ruff: noqa: E501 — prose and sample rows read best unbroken.
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from core.text import Text
from tests.round_trip_sheets import Merge, Page


@dataclass(frozen=True)
class Sample:
    """One layout: a file, and words about it."""

    name: str
    title: Text
    #: How it is told.
    known: Text
    #: What a person is asked.
    asks: Text
    pages: Sequence[Page] = field(hash=False)
    #: 'xlsx', or a kind of text file (tests/round_trip_files.py).
    kind: str = "xlsx"
    #: The file's name without its ending, where it tells something.
    stem: str = ""


def _page(name: str, rows: list[list[object]], *merges: Merge) -> Page:
    return Page(name, rows, list(merges))


_DAYS = [date(2026, 10, 1) + timedelta(days=n) for n in range(3)]

SAMPLES: tuple[Sample, ...] = (
    Sample(
        "daily",
        Text("每日宽表", "Daily wide sheet"),
        Text(
            "表头最多四行，合并的大类归到每一列；一行一天，可再分职场。标题给出月份，“1月5日”“5日”由此得到年月。"
            "合计行、小计行只用来核对，不计入；制表人等落款到此为止。几组列数据相同时：渠道、职场、技能组各成行，"
            "上午和下午、白班和夜班相加为全天；旁边有合计一组的，互相核对，不重复计入。",
            "Up to four header rows; a merged group belongs to each of its columns. A row is a day, or a day of a "
            "site. The title names the month, which gives 1月5日 and 5日 their year. Totals and subtotals are "
            "checked and never added up; the signature ends the table. Groups of columns over the same figures are "
            "rows of each channel, site or queue; morning and afternoon, or shifts, are added up to the day; where "
            "the whole stands beside them, each checks the other and nothing counts twice.",
        ),
        Text(
            "标题、文件名都没有月份而日期缺年份时，问月份；只写日、先 26–30 后 1–25 而标题只有一个月时，"
            "问前一段属于哪个月；几组列的名字看不出是什么（南区、北区）时，问各组是什么；"
            "一列可能有两种含义（接通量旁边有外呼量）时，问含义。"
            "没写职场的行，在写了职场的表里不收。",
            "The month, where neither title nor file name has one and the days lack a year; of bare days 26 to 30, "
            "then 1 to 25, under one month, which month the first are of; what groups of columns "
            "are whose names say nothing (南区, 北区); what a column means where it may mean two things (接通量 beside 外呼量). A row without a site, in a table of sites, is "
            "kept out.",
        ),
        [
            _page(
                "日报",
                [
                    ["恒信客服热线运营日报（2026年10月）"],
                    ["日期", "话务量", None, None, "服务水平", None, "时长", "备注"],
                    [None, "人工请求量", "人工接通量", "放弃量", "20秒接通量", "接通率(%)", "平均通话时长", None],
                    *[
                        [f"10月{day.day}日", 1200 + 10 * n, 1150 + 7 * n, 40 + n, 1010 + 3 * n,
                         round((1150 + 7 * n) / (1200 + 10 * n) * 100, 2), "0:03:05", None]
                        for n, day in enumerate(_DAYS)
                    ],
                    ["合计", 3630, 3471, 123, 3039, 95.62, None, None],
                    ["制表人：张三", None, None, "审核：李四"],
                ],
                (0, 0, 0, 7), (1, 0, 2, 0), (1, 1, 1, 3), (1, 4, 1, 5), (1, 7, 2, 7),
            )
        ],
    ),
    Sample(
        "intervals",
        Text("时段表，每天一张", "Half hours, a sheet a day"),
        Text(
            "“时段”列加数量列；日期取自工作表名：1.5、0105、01-05、1月5日、5日、5号、2026-01-05、Jan 5。"
            "只写起点的时段，按表内最短间隔取终点；23:30-00:00 到次日零点。",
            "A column of time slots and counts; the day is the sheet's name: 1.5, 0105, 01-05, 1月5日, 5日, "
            "5号, 2026-01-05, Jan 5. A slot that only says its start lasts as long as the shortest step of the "
            "sheet; 23:30-00:00 ends at midnight.",
        ),
        Text("工作表名没有年份，标题和文件名也没有时，问月份；工作表名先 26–30 日后 1–25 日而标题只有一个月时，"
             "问前一段属于哪个月。",
             "The month, where neither the sheets' names nor title nor file name have a year; of sheets named 26日 "
             "to 30日, then 1日 to 25日 under one month, which month the first are of."),
        [
            _page(
                name,
                [
                    ["恒信热线2026年10月时段报表"],
                    ["时段", "人工请求量", "人工接通量", "20秒接通量"],
                    ["09:00-09:30", 61, 60, 52],
                    ["09:30-10:00", 72, 68, 55],
                    ["合计", 133, 128, 107],
                ],
            )
            for name in ("10月1日", "10月2日")
        ],
    ),
    Sample(
        "matrix",
        Text("月度矩阵，日期横排", "Month matrix, days across"),
        Text(
            "指标名竖排、日期横排（1日、1、1月5日、日期单元格）；单位可以单独一列；合计、均值列不计入。"
            "每个数仍记住自己的单元格。横排是一段段日期（5.1-5.10、上旬）而正好是一个整月的，相加为全月；不是的，指出而不计入。",
            "Indicators down and days across (1日, 1, 1月5日, date cells); units may have a column of their own; "
            "total and average columns are not facts. Every figure keeps its own cell. Spans of days across (5.1-5.10, "
            "上旬) that are exactly a month are added up to it; others are named and left out.",
        ),
        Text("横排的列头看不懂时会指出，不会悄悄略过。", "A head that says no day is named, never passed over."),
        [
            _page(
                "月报",
                [
                    ["恒信客服热线2026年10月日报"],
                    ["类别", "指标", "单位", "1日", "2日", "3日", "合计"],
                    ["话务", "人工请求量", "通", 100, 90, "/", 190],
                    [None, "人工接通量", "通", 95, 88, "/", 183],
                    [None, "平均通话时长", "秒", 180, 200, "/", None],
                    ["质检", "抽检量", "件", 5, 6, 7, 18],
                ],
                (2, 0, 4, 0),
            )
        ],
    ),
    Sample(
        "agents",
        Text("坐席明细", "Agents in detail"),
        Text(
            "一行一名坐席，班组合并；“小计”“一组小计”“合计”不是坐席。工号保留前导零；张三(0012) 取 0012。"
            "姓名不保存；工号按职场的规则保留、脱敏或去掉。",
            "A row is an agent, teams are merged; 小计, 一组小计 and 合计 are no agents. Codes keep their zeros; "
            "of 张三(0012) the code is 0012. Names are not kept; codes are kept, masked or dropped by the site's "
            "rule.",
        ),
        Text("没有月份时问月份。", "The month, where nothing names it."),
        [
            _page(
                "坐席明细",
                [
                    ["恒信客服坐席明细（2026年10月）"],
                    ["序号", "班组", "工号", "姓名", "签入时长", "人工接通量", "通话时长"],
                    [1, "一组", "0012", "张三", "160:00:00", 900, "45:00:00"],
                    [2, None, "0013", "李四", "150:30:00", 800, "40:00:00"],
                    [None, "小计", None, None, "310:30:00", 1700, "85:00:00"],
                    [3, "二组", "0014", "王五", "8:00:00", 30, "01:30:00"],
                    ["合计", None, None, None, "318:30:00", 1730, "86:30:00"],
                ],
                (2, 1, 3, 1),
            )
        ],
    ),
    Sample(
        "long_form",
        Text("指标长表", "An indicator a row"),
        Text(
            "类别、具体指标、结果各一列，一行一个指标。只有比率而没有数量的，记作“所报数值”：照所报判定，不参与汇总。",
            "Group, indicator and result; a row is an indicator. A rate without its counts is kept as claimed: "
            "judged as what it claims, never rolled up.",
        ),
        Text("没有月份时问月份；比率看不出 0.95 还是 95 时问写法。",
             "The month, where nothing names it; how a rate is written, where 0.95 and 95 may both stand for 95 %."),
        [
            _page(
                "运营指标",
                [
                    ["恒信2026年10月运营指标"],
                    ["类别", "具体指标", "单位", "结果", "备注"],
                    ["服务质量", "人工请求量", "通", 1000, None],
                    [None, "人工接通量", "通", 950, "见附表"],
                    [None, "接通率", None, "95%", None],
                    ["人员管理", "期初人数", "人", 200, None],
                    [None, "离职人数", "人", 5, None],
                ],
                (2, 0, 4, 0), (5, 0, 6, 0),
            )
        ],
    ),
    Sample(
        "several",
        Text("一张表上的几个表", "Several tables on one sheet"),
        Text(
            "上下相隔空行、左右相隔空列，各有各的表头；分别读入，数字仍各回各的单元格。",
            "Below each other behind empty rows, beside each other behind empty columns, each under a header of "
            "its own; each is read by itself, and every figure leads back to its cell.",
        ),
        Text("两个表对同一天同一范围说法不一时，整份不收。",
             "Where two of them contradict each other for a day and scope, the file is kept out."),
        [
            _page(
                "月报",
                [
                    ["恒信客服热线2026年10月运营月报"],
                    ["一、话务"],
                    ["职场", "人工请求量", "人工接通量"],
                    ["南昌", 1000, 950],
                    ["上饶", 500, 480],
                    ["合计", 1500, 1430],
                    [None],
                    [None],
                    ["二、质检", None, None, None, None, "三、培训"],
                    ["职场", "抽检量", "抽检合格量", None, None, "培训日期", "应训人数", "实训人数"],
                    ["南昌", 120, 116, None, None, "2026-10-09", 40, 39],
                    ["上饶", 80, 79, None, None, "2026-10-12", 20, 20],
                ],
            )
        ],
    ),
    Sample(
        "export",
        Text("系统导出", "System export"),
        Text(
            "按内容判断：CSV（UTF-8、UTF-16、GB18030）、制表符文本、以 .xls 命名的文本或网页都能读；"
            "英文列名不分大小写、空格和下划线。",
            "Told by content: CSV (UTF-8, UTF-16, GB18030), tab-separated text, text or web pages named .xls. "
            "English headers are one in any case, with spaces or underscores.",
        ),
        Text("文件里没有外包商时，问是哪家的。", "Whose it is, where the file does not say."),
        [
            _page(
                "export",
                [
                    ["Date", "Queue", "Calls_Offered", "Calls Answered", "Abandoned", "Answered within 20s", "Talk time"],
                    ["2026-10-01", "Complaints", 120, 112, 6, 99, "05:36:00"],
                    ["2026-10-01", "General", 340, 331, 8, 305, "15:26:48"],
                    ["2026-10-02", "Complaints", 131, 120, 9, 101, "06:00:00"],
                ],
            )
        ],
        kind="csv gb18030",
        stem="hengxin_202610",
    ),
    Sample(
        "bulletin",
        Text("通报表", "Bulletin"),
        Text(
            "表头可达四行以上的分层，单位另起一行（（万通）、（秒））；同比、环比列不读；“/”是没有数字，不是零。",
            "Headers in layers with a line of units below them ((万通), (秒)); columns against last year or last "
            "month are left out; “/” is no figure, and no zero.",
        ),
        Text("缺数字的单元格会逐个指出。", "Cells without a figure are named."),
        [
            _page(
                "通报",
                [
                    ["恒信公司2026年10月服务质量通报"],
                    ["职场", "考核指标", None, None, None, None, None],
                    [None, "人工请求量", None, None, "人工接通量", None, None],
                    [None, "本月", "同比", "环比", "本月", "同比", "环比"],
                    [None, "（万通）", "(%)", "(%)", "（通）", "(%)", "(%)"],
                    ["南昌", 1.2, "5%", "-3%", 11400, "4%", "-2%"],
                    ["上饶", 0.5, "/", "/", 4800, "/", "/"],
                    ["合计", 1.7, "/", "/", 16200, "/", "/"],
                    ["注：同比为与上年同期相比"],
                ],
                (1, 0, 4, 0), (1, 1, 1, 6), (2, 1, 2, 3), (2, 4, 2, 6),
            )
        ],
    ),
    Sample(
        "calls",
        Text("逐通明细", "Call records"),
        Text(
            "一行一通：进线、接听、挂机时间，或等待、通话时长，加通话状态。接通、放弃和等待由此得出，"
            "任意秒数内的接通量随后可算；主叫号码脱敏，只留用于识别重复来电的标记。"
            "日期单独一列、时间只有时分秒的，合成一个时刻，过了零点的算次日。",
            "A row is a call: when it came, was answered and ended, or how long it waited and talked, and what "
            "became of it. Counts within any number of seconds follow later. Callers' numbers are masked; a mark "
            "is kept by which repeat calls are known. A day in a column of its own and times of day are one moment, "
            "those after midnight of the next day.",
        ),
        Text("状态写法看不懂、时间先后矛盾的那一通不收，并指出单元格。",
             "A call whose outcome or times make no sense is kept out, with its cell."),
        [
            _page(
                "calls",
                [
                    ["通话流水号", "技能组", "来电时间", "接听时间", "挂机时间", "通话状态"],
                    ["C1", "贵宾", "2026-10-01 09:00:00", "2026-10-01 09:00:20", "2026-10-01 09:03:20", "接通"],
                    ["C2", "贵宾", "2026-10-01 09:10:00", "2026-10-01 09:10:21", "2026-10-01 09:11:20", "接通"],
                    ["C3", "普通", "2026-10-01 23:59:50", None, "2026-10-02 00:00:05", "放弃"],
                ],
            )
        ],
        kind="csv utf-8-sig",
        stem="calls_202610",
    ),
)  # fmt: skip
