"""Findings about audit forms and logged calls."""

from __future__ import annotations

from core.catalogue.kind import FindingKind, Severity, kind

KINDS: dict[str, FindingKind] = {
    "form_unreadable": kind(
        Severity.BLOCKS,
        "评分表 {file} 第{row}行无法解析：{problem}。",
        "The audit form {file} cannot be read at row {row}: {problem}.",
        "检查缩进、冒号和引号后重新加载。",
        "Check indentation, colons and quotes, then load it again.",
    ),
    "form_field_missing": kind(
        Severity.BLOCKS,
        "评分表 {file} {place}缺少“{field}”。",
        "The audit form {file} lacks “{field}” at {place}.",
        "补上该字段后重新加载。",
        "Add the field and load the form again.",
    ),
    "form_value": kind(
        Severity.BLOCKS,
        "评分表 {file} {place}：“{field}”不能是“{value}”。",
        "The audit form {file}, {place}: “{field}” cannot be “{value}”.",
        "改为允许的值：{allowed}。",
        "Use an allowed value: {allowed}.",
    ),
    "form_code_twice": kind(
        Severity.BLOCKS,
        "评分表 {file} {place}：编号 {code} 已经用过。",
        "The audit form {file}, {place}: the code {code} is already used.",
        "每个分项、致命项用各自的编号；编号一经启用不再改动。",
        "Give every item and fatal fault its own code; a code in use never changes.",
    ),
    "audit_future": kind(
        Severity.REJECTS,
        "通话时间 {when} 晚于现在。",
        "The call time {when} is in the future.",
        "核对日期和时间后重新登记。",
        "Check date and time and log it again.",
    ),
    "audit_unanswered": kind(
        Severity.REJECTS,
        "还有 {n} 项没有评分：{items}。",
        "Not scored yet ({n}): {items}.",
        "逐项评分，不涉及的选“不适用”。",
        "Score each of them, or mark it not applicable where the form allows it.",
    ),
    "audit_no_recording": kind(
        Severity.WARNS,
        "没有填写录音编号，申诉时无法举证。",
        "There is no recording reference; an appeal could not be answered with evidence.",
        "补录录音编号，或在备注中说明原因。",
        "Add the recording reference, or say why in the remark.",
    ),
    "audit_redial": kind(
        Severity.WARNS,
        "距上一次未接通的拨打只有 {minutes} 分钟（{previous}），不足 10 分钟，会把同一次占线重复计入接通率。",
        "Only {minutes} minutes after an unconnected attempt ({previous}); under 10 minutes one busy spell "
        "counts twice in the connection rate.",
        "占线时隔 10 分钟再拨；确需保留的，在备注中说明。",
        "Wait 10 minutes when a line is busy; where the call has to stay, say why in the remark.",
    ),
}
