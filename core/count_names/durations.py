"""Time, in seconds."""

from __future__ import annotations

#: (name, 中文, English), and the unit where it is not a count.
ROWS: tuple[tuple[str, ...], ...] = (
    ("wait_s", "应答等待时长", "Wait of answered calls", "s"),
    ("wait_ms", "单通等待时长", "Wait of a call", "milli"),
    ("came_at_s", "来电时刻", "Moment of a call", "s"),
    ("wait_all_s", "全部等待时长", "Wait of all calls", "s"),
    ("abandoned_wait_s", "放弃等待时长", "Wait of abandoned calls", "s"),
    ("talk_s", "通话时长", "Talk time", "s"),
    ("hold_s", "保持时长", "Hold time", "s"),
    ("ring_s", "振铃时长", "Ring time", "s"),
    ("wrap_s", "话后处理时长", "After-call work", "s"),
    ("episode_s", "服务全程时长", "Episode length", "s"),
    ("login_s", "签入时长", "Login time", "s"),
    ("ready_s", "就绪时长", "Ready time", "s"),
    ("busy_s", "示忙时长", "Not-ready time", "s"),
    ("break_s", "小休时长", "Break time", "s"),
    ("outbound_s", "外呼时长", "Outbound time", "s"),
    ("announcement_s", "放音时长", "Announcement time", "s"),
    ("scheduled_s", "排班时长", "Scheduled time", "s"),
    ("adherent_s", "遵时时长", "Time in adherence", "s"),
    ("attended_s", "出勤时长", "Attended time", "s"),
    ("paid_s", "计薪时长", "Paid time", "s"),
    ("first_response_s", "首次响应时长", "First response time", "s"),
    ("response_s", "响应时长", "Response time", "s"),
    ("system_down_s", "系统中断时长", "Downtime", "s"),
    # figures of a whole scope and period: they do not add up
    ("wait_p95_s", "95分位应答时长", "Answer time, 95th percentile", "s"),
    ("wait_max_s", "最长等待时长", "Longest wait", "s"),
    ("turnaround_median_s", "处理时长中位数", "Turnaround, median", "s"),
    # sums
    ("queue_s", "排队等待总时长", "Time in the queue", "s"),
    ("open_s", "实际服务时长", "Time open and staffed", "s"),
    ("contracted_open_s", "合同服务时长", "Contracted opening time", "s"),
    ("productive_s", "有效工作时长", "Productive time", "s"),
    ("shrink_planned_s", "计划内缩减时长", "Planned shrinkage", "s"),
    ("shrink_unplanned_s", "计划外缩减时长", "Unplanned shrinkage", "s"),
    ("absent_s", "缺勤时长", "Absent time", "s"),
    ("required_s", "应配人力时长", "Staff time required", "s"),
    ("staffed_met_s", "已满足人力时长", "Staff time required and present", "s"),
    ("surplus_s", "超配人力时长", "Staff time beyond what was required", "s"),
    ("turnaround_s", "工单处理时长", "Ticket turnaround", "s"),
    ("turnaround_business_s", "工单处理工作时长", "Ticket turnaround in business hours", "s"),
    ("agreed_s", "约定可用时长", "Agreed time of availability", "s"),
    ("restore_s", "故障恢复时长", "Time to restore", "s"),
)
