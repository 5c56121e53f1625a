"""What may be chosen in the contract template: the code in the contract file and both languages' words."""

from __future__ import annotations

from core.text import Text

YES_NO = {"true": Text("是", "yes"), "false": Text("否", "no")}
UNSCORED = {
    "redistribute": Text("权重分摊给其他条款", "spread over the other clauses"),
    "zero": Text("计0分", "no points"),
    "full": Text("计满分", "full points"),
}
SILENCES = {
    "accepted": Text("逾期未提异议视为认可", "counts as acceptance"),
    "not_accepted": Text("须书面确认", "does not: a written answer is needed"),
}
COUNTERS = {
    "adjusted": Text("剔除后的结果", "after relief"),
    "raw": Text("剔除前的结果", "before relief"),
}
FEES = {
    "per_call": Text("按有效通话计价", "per billable call"),
    "seat_month": Text("合同总价按月均分", "contract total in monthly parts"),
    "monthly": Text("每月固定金额", "fixed amount a month"),
    "per_seat": Text("按席位月单价和在岗天数", "per seat and month by days on duty"),
}
COMPARISONS = {
    ">=": Text("≥", "≥"),
    "<=": Text("≤", "≤"),
    ">": Text("＞", ">"),
    "<": Text("＜", "<"),
    "between": Text("介于", "between"),
}
SOURCES = {
    "vendor": Text("外包商上报", "vendor's report"),
    "client": Text("甲方系统", "client's system"),
    "third_party": Text("第三方", "third party"),
    "by_hand": Text("手工录入", "typed by hand"),
    "audits": Text("甲方抽检", "client's spot checks"),
    "training": Text("培训记录", "training records"),
    "cases": Text("个案记录", "case records"),
    "events": Text("日常事项", "daily events"),
    "reports": Text("报送计划", "reporting plan"),
    "compliance": Text("培训达标核算", "reckoning of training"),
}
#: Whose figures may be a forecast.
FORECASTERS = {code: SOURCES[code] for code in ("vendor", "client", "third_party", "by_hand")}
WINDOWS = {
    "month": Text("当月", "the month"),
    "quarter": Text("季度", "the quarter so far"),
    "quarter_end": Text("季度（季末月考核）", "the quarter at its end"),
    **{f"rolling_{k}": Text(f"滚动{k}个月", f"rolling {k} months") for k in range(2, 13)},
}
CUT_MONTHS = {
    "first_day": Text("按首日生效的版本", "by the version of its first day"),
    "last_day": Text("按末日生效的版本", "by the version of its last day"),
    "most_days": Text("按生效天数较多的版本", "by the version in force on more days"),
    "by_day": Text("按天拆分，各段按当时的版本", "split by day (each part by its version)"),
}
FLOOR_RULES = {
    "not_scored": Text("不评", "not judged"),
    "one_miss": Text("允许一次不合格", "one failure allowed"),
    "carry_forward": Text("并入以后各月", "carried forward"),
}
SAMPLE_METHODS = {
    "wilson": Text("Wilson 区间", "Wilson interval"),
    "exact": Text("精确二项检验", "exact binomial test"),
}
LAYERS = {
    "critical": Text("关键指标", "critical"),
    "key": Text("一般指标", "key"),
    "spec": Text("过程规范指标", "process specification"),
    "obligation": Text("硬性义务", "obligation"),
}
LEVELS = {
    "minor": Text("一般", "minor"),
    "serious": Text("较重", "serious"),
    "major": Text("重大", "major"),
}
