"""The base counts: every figure is made of these whole numbers, each under one name.

A threshold is part of the name: `answered_within_20` are the contacts answered within 20 seconds.
Columns are BIGINT in the smallest unit; a missing column is NULL, never 0.
Definitions: China's platform reports and the base quantities of the field (offered, answered, …) as
named in docs/indicators.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from core.text import Text


class CountUnit(StrEnum):
    """The smallest unit a count is kept in."""

    COUNT = "count"
    SECONDS = "s"
    CENTS = "cents"
    #: Thousandths: headcount averages, points.
    MILLI = "milli"


@dataclass(frozen=True)
class BaseCount:
    """One name, what it means, and the unit it is kept in."""

    name: str
    text: Text
    unit: CountUnit = CountUnit.COUNT
    #: The seconds in the name, for families such as answered_within_T.
    threshold_s: int | None = None


_S = CountUnit.SECONDS
_M = CountUnit.MILLI
_PLAIN: tuple[tuple[str, str, str, CountUnit], ...] = (
    # contacts
    ("calls_total", "呼入总量", "Calls offered (all)", CountUnit.COUNT),
    ("ivr_calls", "自助语音量", "IVR calls", CountUnit.COUNT),
    ("offered", "人工请求量", "Calls requesting an agent", CountUnit.COUNT),
    ("answered", "人工接通量", "Calls answered", CountUnit.COUNT),
    ("abandoned", "放弃量", "Calls abandoned", CountUnit.COUNT),
    ("unanswered", "未接通量", "Calls not answered", CountUnit.COUNT),
    ("abandoned_in_queue", "排队放弃量", "Abandoned in the queue", CountUnit.COUNT),
    ("abandoned_ringing", "振铃放弃量", "Abandoned while ringing", CountUnit.COUNT),
    ("short_abandoned", "短放弃量", "Short abandons", CountUnit.COUNT),
    ("flow_out", "溢出量", "Flow-out", CountUnit.COUNT),
    ("blocked", "忙音量", "Blocked", CountUnit.COUNT),
    ("forecast", "预测量", "Forecast", CountUnit.COUNT),
    ("forecast_error", "预测偏差量", "Forecast error (absolute)", CountUnit.COUNT),
    ("transferred", "转接量", "Transferred", CountUnit.COUNT),
    ("valid_calls", "有效通话量", "Billable calls", CountUnit.COUNT),
    ("held_calls", "保持量", "Calls put on hold", CountUnit.COUNT),
    ("triaged", "分诊量", "Calls triaged", CountUnit.COUNT),
    ("callback_offered", "安排回呼量", "Callbacks offered", CountUnit.COUNT),
    ("callback_within_10min", "10分钟内回呼量", "Called back within 10 min", CountUnit.COUNT),
    ("callback_booked", "预约回呼量", "Callbacks booked", CountUnit.COUNT),
    ("callback_done_24h", "24小时内回呼成功量", "Callbacks reached within 24 h", CountUnit.COUNT),
    ("voicemails", "留言量", "Voicemails", CountUnit.COUNT),
    ("repeat_calls", "重复来电量", "Repeat calls", CountUnit.COUNT),
    ("first_contacts", "首次来电量", "First contacts", CountUnit.COUNT),
    ("resolved_first", "一次解决量", "Resolved at first contact", CountUnit.COUNT),
    ("resolved", "解决量", "Resolved", CountUnit.COUNT),
    ("unresolved", "未解决量", "Unresolved", CountUnit.COUNT),
    ("supported_requests", "已支撑请求量", "Service requests supported", CountUnit.COUNT),
    ("chat_sessions", "会话量", "Chat sessions", CountUnit.COUNT),
    ("chat_replies", "坐席消息数", "Messages from agents", CountUnit.COUNT),
    ("outbound_calls", "外呼量", "Outbound calls", CountUnit.COUNT),
    ("outbound_connected", "外呼接通量", "Outbound calls connected", CountUnit.COUNT),
    ("planned_requests", "计划请求量", "Service requests planned", CountUnit.COUNT),
    # seconds
    ("wait_s", "应答等待时长", "Wait of answered calls", _S),
    ("wait_ms", "单通等待时长", "Wait of a call", _M),
    ("came_at_s", "来电时刻", "Moment of a call", _S),
    ("wait_all_s", "全部等待时长", "Wait of all calls", _S),
    ("abandoned_wait_s", "放弃等待时长", "Wait of abandoned calls", _S),
    ("talk_s", "通话时长", "Talk time", _S),
    ("hold_s", "保持时长", "Hold time", _S),
    ("ring_s", "振铃时长", "Ring time", _S),
    ("wrap_s", "话后处理时长", "After-call work", _S),
    ("episode_s", "服务全程时长", "Episode length", _S),
    ("login_s", "签入时长", "Login time", _S),
    ("ready_s", "就绪时长", "Ready time", _S),
    ("busy_s", "示忙时长", "Not-ready time", _S),
    ("break_s", "小休时长", "Break time", _S),
    ("outbound_s", "外呼时长", "Outbound time", _S),
    ("announcement_s", "放音时长", "Announcement time", _S),
    ("scheduled_s", "排班时长", "Scheduled time", _S),
    ("adherent_s", "遵时时长", "Time in adherence", _S),
    ("attended_s", "出勤时长", "Attended time", _S),
    ("paid_s", "计薪时长", "Paid time", _S),
    ("first_response_s", "首次响应时长", "First response time", _S),
    ("response_s", "响应时长", "Response time", _S),
    ("system_down_s", "系统中断时长", "Downtime", _S),
    # customers
    ("survey_sent", "邀评量", "Surveys sent", CountUnit.COUNT),
    ("survey_replied", "参评量", "Survey replies", CountUnit.COUNT),
    ("satisfied", "满意量", "Satisfied", CountUnit.COUNT),
    ("very_satisfied", "非常满意量", "Very satisfied", CountUnit.COUNT),
    ("dissatisfied", "不满意量", "Dissatisfied", CountUnit.COUNT),
    # tickets and complaints
    ("tickets", "工单量", "Tickets", CountUnit.COUNT),
    ("tickets_dispatched", "派单量", "Tickets dispatched", CountUnit.COUNT),
    ("tickets_due", "应办结工单量", "Tickets due", CountUnit.COUNT),
    ("tickets_on_time", "及时办结工单量", "Tickets on time", CountUnit.COUNT),
    ("tickets_checked", "抽查工单量", "Tickets checked", CountUnit.COUNT),
    ("tickets_with_error", "差错工单量", "Tickets with error", CountUnit.COUNT),
    ("complaints", "投诉量", "Complaints", CountUnit.COUNT),
    ("valid_complaints", "有责投诉量", "Valid complaints", CountUnit.COUNT),
    ("escalated_complaints", "升级投诉量", "Escalated complaints", CountUnit.COUNT),
    ("appeals", "申诉量", "Appeals", CountUnit.COUNT),
    ("complaints_due", "应处理投诉量", "Complaints due", CountUnit.COUNT),
    ("complaints_on_time", "及时处理投诉量", "Complaints on time", CountUnit.COUNT),
    # quality
    ("audits", "抽检量", "Audits", CountUnit.COUNT),
    ("audits_passed", "抽检合格量", "Audits passed", CountUnit.COUNT),
    ("audits_critical", "含致命错误抽检量", "Audits with a fatal error", CountUnit.COUNT),
    ("fatal_errors", "致命错误数", "Fatal errors", CountUnit.COUNT),
    ("audits_flawless", "零瑕疵抽检量", "Audits without a flaw", CountUnit.COUNT),
    ("audit_points", "抽检得分", "Audit points earned", _M),
    ("mystery_calls", "拨测量", "Mystery calls", CountUnit.COUNT),
    ("mystery_connected", "拨测接通量", "Mystery calls connected", CountUnit.COUNT),
    ("mystery_passed", "拨测达标量", "Mystery calls passed", CountUnit.COUNT),
    ("questions_asked", "拨测提问数", "Questions asked", CountUnit.COUNT),
    ("questions_correct", "拨测答对数", "Questions answered correctly", CountUnit.COUNT),
    ("live_monitored", "在线监听量", "Calls monitored live", CountUnit.COUNT),
    ("live_correct", "在线监听正确量", "Calls monitored live without error", CountUnit.COUNT),
    # training
    ("trainees_required", "应训人数", "Required attendance", CountUnit.COUNT),
    ("trainees_attended", "实训人数", "Attended", CountUnit.COUNT),
    ("exam_taken", "参考人数", "Exam taken", CountUnit.COUNT),
    ("exam_absent", "缺考人数", "Absent from the exam", CountUnit.COUNT),
    ("trainees_passed", "合格人数", "Passed", CountUnit.COUNT),
    # people
    ("headcount_begin", "期初人数", "Opening headcount", CountUnit.COUNT),
    ("headcount_end", "期末人数", "Closing headcount", CountUnit.COUNT),
    ("headcount_avg", "平均人数", "Average headcount", _M),
    ("headcount_on_duty", "在岗人数", "Headcount on duty", CountUnit.COUNT),
    ("headcount_enrolled", "在册人数", "Headcount on the books", CountUnit.COUNT),
    ("headcount_contracted", "合同人数", "Contracted headcount", CountUnit.COUNT),
    ("headcount_due", "应到岗人数", "Headcount due on duty", CountUnit.COUNT),
    ("person_months", "人月数", "Person-months", _M),
    ("joiners", "入职人数", "Joiners", CountUnit.COUNT),
    ("leavers", "离职人数", "Leavers", CountUnit.COUNT),
    ("seats_contracted", "合同席位日", "Contracted seat-days", CountUnit.COUNT),
    ("seats_filled", "到岗席位日", "Filled seat-days", CountUnit.COUNT),
    # governance
    ("reports_due", "应报送次数", "Reports due", CountUnit.COUNT),
    ("reports_on_time", "及时报送次数", "Reports on time", CountUnit.COUNT),
    ("reports_late", "迟报次数", "Reports late", CountUnit.COUNT),
    ("reports_received", "收到报送次数", "Reports received", CountUnit.COUNT),
    ("reports_accurate", "准确报送次数", "Reports right the first time", CountUnit.COUNT),
    ("security_incidents", "信息安全事件数", "Security incidents", CountUnit.COUNT),
    ("rule_breaches", "违规次数", "Rule breaches", CountUnit.COUNT),
    ("recordings_missing", "录音缺失量", "Missing recordings", CountUnit.COUNT),
    ("events", "事项次数", "Events", CountUnit.COUNT),
    ("given_points", "评定得分", "Points given by a person", _M),
)
_FAMILIES: dict[str, tuple[str, str]] = {
    "answered_within": ("{t}秒内接通量", "Answered within {t} s"),
    "answered_under": ("{t}秒以下接通量", "Answered in less than {t} s"),
    "abandoned_within": ("{t}秒内放弃量", "Abandoned within {t} s"),
    "abandoned_after": ("{t}秒后放弃量", "Abandoned after {t} s"),
    "repeat_calls_within": ("{t}秒内重复来电量", "Repeat calls within {t} s"),
}
#: From one hour on a window is spoken of in hours.
_HOUR_S = 3600
_CATALOGUE = {name: BaseCount(name, Text(zh, en), unit) for name, zh, en, unit in _PLAIN}
#: How the name of a measure begins that no catalogue has: a column a person keeps under its own name.
EXTRA = "x_"
_EXTRA_NAME = re.compile(r"x_(\w{1,40}?)(?:_(s|milli))?")
_FAMILY_NAME = re.compile(rf"({'|'.join(_FAMILIES)})_(\d+)")


#: The wait of a single call in thousandths of a second, whatever became of it.
WAIT = "wait_ms"
#: The moment a single call came in, in seconds since 1970 by the clock of the place: in lists that mark their
#: callers, to tell which calls are followed by another.
CAME_AT = "came_at_s"
_OF_WAITS = ("answered_within", "answered_under", "abandoned_within", "abandoned_after")


def follows_from_waits(name: str) -> bool:
    """Whether a count can be worked out call by call: those answered or given up within so many seconds."""
    known = base_count(name)
    return bool(known and known.threshold_s is not None and name.startswith(_OF_WAITS))


def follows_from_callers(name: str) -> bool:
    """Whether a count can be worked out from who called when: calls followed by another within so long."""
    known = base_count(name)
    return bool(known and known.threshold_s is not None and name.startswith("repeat_calls_within"))


@lru_cache(maxsize=4096)
def base_count(name: str) -> BaseCount | None:
    """The base count of that name, families and extra measures included; None where there is none.

    An extra measure is a column that a person keeps under its own name: x_回访量 counts, x_回访时长_s is
    kept in seconds, x_回访得分_milli in thousandths.
    """
    if name in _CATALOGUE:
        return _CATALOGUE[name]
    if extra := _EXTRA_NAME.fullmatch(name):
        return BaseCount(name, Text(extra[1], extra[1]), CountUnit(extra[2] or "count"))
    match = _FAMILY_NAME.fullmatch(name)
    if not match:
        return None
    zh, en = _FAMILIES[match[1]]
    seconds = int(match[2])
    if seconds % _HOUR_S == 0 and seconds:
        hours = seconds // _HOUR_S
        text = Text(zh.format(t=hours).replace("秒", "小时"), en.format(t=hours).removesuffix("s") + "h")
    else:
        text = Text(zh.format(t=seconds), en.format(t=seconds))
    return BaseCount(name, text, CountUnit.COUNT, seconds)


def plain_counts() -> tuple[BaseCount, ...]:
    """Every base count that is not a member of a family, in the catalogue's order."""
    return tuple(_CATALOGUE.values())


def families() -> tuple[str, ...]:
    """The families whose members carry seconds in their name."""
    return tuple(_FAMILIES)
