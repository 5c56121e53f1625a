"""Which sheets each vendor sends, and the headers it writes on them."""

from __future__ import annotations

from collections.abc import Sequence

from core.period import parse_label
from sample_data import figures
from sample_data.stories import ANDA, HENGXIN, YUNHE, Vendor
from sample_data.tables import Cell, Column, Table, table

_FOOTER = "制表人：运营管理部    审核：项目经理"
_WHERE = (Column("日期", "日期"), Column("职场", "职场"))
_MONTH = (Column("", "统计月份"), Column("", "职场"))
_VOLUME = (
    Column("话务量", "人工请求量", "offered"),
    Column("话务量", "人工接通量", "answered"),
    Column("话务量", "放弃量", "abandoned"),
    Column("话务量", "重复来电量", "repeat_calls"),
)
_LEVEL = (
    Column("服务水平", "15秒接通量", "answered_within_15"),
    Column("服务水平", "20秒接通量", "answered_within_20"),
    Column("服务水平", "人工接通率", "answered", "offered"),
)
_TIMES = (
    Column("时长（秒）", "通话时长", "talk_s"),
    Column("时长（秒）", "话后处理时长", "wrap_s"),
    Column("时长（秒）", "应答等待时长", "wait_s"),
)
_STATES = (
    Column("时长（秒）", "示忙时长", "busy_s"),
    Column("时长（秒）", "外呼时长", "outbound_s"),
    Column("时长（秒）", "放音时长", "announcement_s"),
)
_SURVEYS = (
    Column("满意度", "邀评量", "survey_sent"),
    Column("满意度", "参评量", "survey_replied"),
    Column("满意度", "满意量", "satisfied"),
)
DAILY: dict[str, tuple[Column, ...]] = {
    HENGXIN.code: (
        *_WHERE,
        *_VOLUME,
        Column("话务量", "有效通话量", "valid_calls"),
        Column("话务量", "计划请求量", "planned_requests"),
        Column("话务量", "已支撑请求量", "supported_requests"),
        *_LEVEL,
        *_TIMES,
        *_STATES,
        *_SURVEYS,
        Column("备注", "备注"),
    ),
    YUNHE.code: (*_WHERE, *_VOLUME, *_LEVEL, *_TIMES, *_SURVEYS, Column("备注", "备注")),
    ANDA.code: (
        Column("", "Date"),
        Column("", "Site"),
        Column("", "Agent requests", "offered"),
        Column("", "Calls answered", "answered"),
        Column("", "Calls abandoned", "abandoned"),
        Column("", "Answered within 15s", "answered_within_15"),
        Column("", "Answered within 20s", "answered_within_20"),
        Column("", "Answer rate", "answered", "offered"),
        Column("", "Talk time (s)", "talk_s"),
        Column("", "After call work (s)", "wrap_s"),
        Column("", "Wait time (s)", "wait_s"),
        Column("", "Survey sent", "survey_sent"),
        Column("", "Survey replied", "survey_replied"),
        Column("", "Satisfied", "satisfied"),
        Column("", "First contacts", "first_contacts"),
        Column("", "Resolved at first contact", "resolved_first"),
    ),
}
_TICKETS = (
    *_MONTH,
    Column("", "工单量", "tickets"),
    Column("", "应办结工单量", "tickets_due"),
    Column("", "及时办结工单量", "tickets_on_time"),
    Column("", "抽查工单量", "tickets_checked"),
    Column("", "差错工单量", "tickets_with_error"),
    Column("", "投诉量", "complaints"),
    Column("", "有责投诉量", "valid_complaints"),
)
_QUALITY = (
    *_MONTH,
    Column("", "抽检量", "audits"),
    Column("", "抽检合格量", "audits_passed"),
    Column("", "致命错误量", "audits_critical"),
    Column("", "在线监听量", "live_monitored"),
    Column("", "在线监听正确量", "live_correct"),
)
_TRAINING = (
    Column("", "培训日期"),
    Column("", "职场"),
    Column("", "课程名称"),
    Column("", "应训人数"),
    Column("", "实训人数"),
    Column("", "参考人数"),
    Column("", "合格人数"),
)
_PEOPLE = (
    *_MONTH,
    Column("", "期初人数", "headcount_begin"),
    Column("", "入职人数", "joiners"),
    Column("", "离职人数", "leavers"),
    Column("", "期末人数", "headcount_end"),
    Column("", "合同席位日", "seats_contracted"),
    Column("", "到岗席位日", "seats_filled"),
)
_SCHEDULED = Column("", "排班工时(小时)", "scheduled_h")
#: Courses held, one or two a month.
_COURSES = ("服务规范", "业务知识更新", "投诉处理技巧", "信息安全", "系统操作")


def daily_sheet(vendor: Vendor, month: str) -> Table:
    """The daily sheet in the vendor's own layout; the English one has no title and no total."""
    rows = figures.daily(vendor, month)
    if vendor is ANDA:
        return table("", "", DAILY[vendor.code], rows, total=False)
    title = f"{vendor.name} {vendor.line}运营日报（{_spoken(month)}）"
    return table("话务日报", title, DAILY[vendor.code], rows, _FOOTER)


def other_sheets(vendor: Vendor, month: str) -> list[Table]:
    """Tickets and complaints, quality, training, people."""
    people = (*_PEOPLE, _SCHEDULED) if vendor is HENGXIN else _PEOPLE
    return [
        _monthly("工单与投诉", vendor, month, _TICKETS, figures.tickets(vendor, month)),
        _monthly("质检", vendor, month, _QUALITY, figures.quality(vendor, month)),
        Table("培训", f"{vendor.name} 培训台账（{_spoken(month)}）", _TRAINING, training_rows(vendor, month)),
        _monthly("人员", vendor, month, people, figures.people(vendor, month)),
    ]


def training_rows(vendor: Vendor, month: str) -> list[list[Cell]]:
    """The classes held in a month: one course on one day for each site, a second for the larger site."""
    rows: list[list[Cell]] = []
    days = figures.days_of(month)
    for number, (site, day) in enumerate([(vendor.sites[0], 8), (vendor.sites[1], 9), (vendor.sites[0], 17)]):
        rng = figures.drawn(vendor, site.code, month, "training", number)
        required = vendor.people * site.share // 1000 * (10 if number < 2 else 3) // 10
        attended = figures.near(rng, required, vendor.rate("trained", month))
        taken = attended - rng.randint(0, 1)
        passed = figures.near(rng, taken, vendor.rate("exam_passed", month))
        course = _COURSES[(parse_label(month)[1] + number // 2) % len(_COURSES)]
        rows.append([days[day], site.name, course, required, attended, taken, passed])
    return rows


def agent_list(vendor: Vendor, month: str) -> Table:
    """One class as a list of agents: who came, and who passed."""
    columns = [
        Column("", header) for header in ("培训日期", "职场", "课程名称", "工号", "是否参训", "考试是否合格")
    ]
    rng = figures.drawn(vendor, month, "agents")
    day, course = figures.days_of(month)[11], _COURSES[parse_label(month)[1] % len(_COURSES)]
    rows: list[list[Cell]] = []
    for number in range(1, 41):
        came = rng.randint(1, 1000) <= vendor.rate("trained", month)
        passed = came and rng.randint(1, 1000) <= vendor.rate("exam_passed", month)
        site = vendor.sites[number % 2].name
        rows.append(
            [day, site, course, f"{number * 7:04d}", *("是" if yes else "否" for yes in (came, passed))]
        )
    return Table("", "", columns, rows)


def _monthly(
    name: str, vendor: Vendor, month: str, columns: Sequence[Column], rows: list[figures.Row]
) -> Table:
    return table(name, f"{vendor.name} {name}（{_spoken(month)}）", columns, rows)


def _spoken(month: str) -> str:
    year, number = parse_label(month)
    return f"{year}年{number}月"
