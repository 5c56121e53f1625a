"""The terms of a contract in words, both languages: what each key is called and what its value says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from core.counts import base_count
from core.text import LANGS, Text
from exports.scoring_text import scoring_text
from exports.template_choices import (
    COMPARISONS,
    CUT_MONTHS,
    FEES,
    FLOOR_RULES,
    LAYERS,
    LEVELS,
    SAMPLE_METHODS,
    SOURCES,
    UNSCORED,
    WINDOWS,
    YES_NO,
)
from sla.contract_file.campaign import WindowOrDays, build_window
from sla.contract_file.node import Report, plain_node
from sla.contract_file.opening import HoursOfDays, build_hours
from sla.judging.campaign import span_words_of
from sla.judging.opening import opening_text
from sla.terms.credits import POINTS_BASE_NAMES, ROOT_CAUSE_NAMES
from sla.terms.forecast import FORECASTER_NAMES, LATE_FORECAST_NAMES
from sla.terms.opening import Opening
from sla.terms.review import SCORED_ON_NAMES

#: Not said.
NOTHING = Text("—", "—")
#: Key of the contract file → what a person calls it.
LABELS: dict[str, Text] = {
    "name": Text("名称", "Name"),
    "effective": Text("生效期", "In force"),
    "definition": Text("口径", "Definition"),
    "indicator": Text("指标", "Indicator"),
    "source": Text("数据来源", "Figures from"),
    "target": Text("目标值", "Target"),
    "minimum": Text("底线值", "Minimum"),
    "weight": Text("满分", "Full points"),
    "score": Text("计分办法", "Scoring"),
    "owner": Text("责任人", "Owner"),
    "scope": Text("范围", "Scope"),
    "hours": Text("时段", "Hours"),
    "day_start": Text("一天的起始时刻", "A day begins at"),
    "site": Text("职场", "site"),
    "project": Text("项目", "project"),
    "queue": Text("队列", "queue"),
    "channel": Text("渠道", "channel"),
    "segment": Text("客群", "segment"),
    "language": Text("语种", "language"),
    "weekdays": Text("星期", "Weekdays"),
    "window": Text("考核窗口", "Window"),
    "volume_floor": Text("起评量", "Volume floor"),
    "floor_rule": Text("不足起评量时", "Below the floor"),
    "sample": Text("样本检验", "Test of the sample"),
    "rounding": Text("修约", "Rounding"),
    "aggregate": Text("多职场合计", "Several sites"),
    "sites": Text("各职场", "sites"),
    "no_credit_months": Text("不扣款月数", "months at no cost"),
    "target_table": Text("目标表", "Table of targets"),
    "amendment": Text("依据", "by"),
    "parts": Text("分部分考核", "Parts judged apart"),
    "site_weights": Text("职场权重", "Weights of the sites"),
    "breach_level": Text("违约等级", "Breach level"),
    "breach_rule": Text("违约规则", "Breach rule"),
    "over_service": Text("超额服务", "Over-service"),
    "each": Text("逐时段达标", "Each interval or day"),
    "layer": Text("义务层级", "Layer"),
    "target_rule": Text("低于目标的次数", "Times below target"),
    "ramp": Text("启动期", "Ramp-up"),
    "currency": Text("币种", "Currency"),
    "timezone": Text("时区", "Time zone"),
    "calendar": Text("工作日历", "Working-day calendar"),
    "period": Text("考核月", "Month"),
    "full_mark": Text("满分合计", "Full mark"),
    "weighted": Text("权重须合计为满分", "Weights must add up"),
    "unscored": Text("没有判定的条款", "Clauses without a judgement"),
    "unreported": Text("未报送的条款", "Clauses not reported"),
    "bonus_cap": Text("加分封顶", "Most that bonuses may add"),
    "grades": Text("等级", "Grades"),
    "total_rule": Text("总分过低", "Total too low"),
    "chronic": Text("持续不达标", "Chronic failure"),
    "adjustments": Text("加减分项", "Bonuses and deductions"),
    "vetoes": Text("一票否决", "Vetoes"),
    "promises": Text("服务承诺", "Public promises"),
    "fee": Text("费用", "Fee"),
    "kind": Text("计费方式", "Kind of fee"),
    "amount": Text("金额", "Amount"),
    "volume": Text("计费量", "Billed count"),
    "months": Text("支付月数", "Months of payment"),
    "performance_share": Text("按得分支付的比例", "Share paid by score"),
    "tiers": Text("结算系数", "Settlement coefficients"),
    "tier_rounding": Text("总分修约", "Rounding of the total"),
    "gates": Text("激励前提", "Gates"),
    "deductions": Text("扣款", "Deductions from the fee"),
    "credits": Text("服务抵扣", "Service credits"),
    "cap_share": Text("扣款封顶", "Most deducted"),
    "floor_share": Text("付款保底", "Least paid"),
    "retention_share": Text("留存比例", "Kept back"),
    "number": Text("合同编号（书面）", "Number on the paper"),
    "client": Text("委托方", "Client"),
    "relief": Text("免责约定", "Relief"),
    "minutes": Text("时段长度（分钟）", "Length of an interval (minutes)"),
    "open_at": Text("不含界值的档", "Tiers without their boundary"),
    "tiers_open_at": Text("不含界值的得分档", "Tiers without their boundary"),
    "review": Text("申诉期", "Appeal window"),
    "cut_month": Text("月中修订时", "A month cut by an amendment"),
    "year": Text("季度与年度得分", "Scores of quarter and year"),
    "tax_rate": Text("税率", "Tax rate"),
    "prices_include_tax": Text("价格含税", "Prices hold the tax"),
    "contract_total": Text("合同总额", "Contract total"),
    "days": Text("折算天数", "Days of a full month"),
    "grade": Text("最高等级", "best grade"),
    "fee_share": Text("最多支付比例", "at most this share paid"),
    "points": Text("分数", "points"),
    "share": Text("比例", "share"),
    "clause": Text("条款", "clause"),
    "cap": Text("上限", "at most"),
    "total": Text("总分", "total"),
    "fund": Text("资金", "fund"),
    "consecutive": Text("连续", "in a row"),
    "times": Text("次数", "times"),
    "first_day": Text("起始日", "first day"),
    "from": Text("自", "from"),
    "to": Text("至", "to"),
    "below": Text("低于", "below"),
    "level": Text("等级", "level"),
    "rule": Text("规则", "rule"),
    "forecast": Text("超预测豁免", "Beyond the forecast"),
    "tolerance": Text("容差", "tolerance"),
    "clauses": Text("条款", "clauses"),
    "baseline": Text("基准期目标", "Target by a baseline"),
    "change": Text("加减", "change"),
    "digits": Text("小数位", "decimals"),
    "ranking": Text("外包商排名", "Ranking of vendors"),
    "group": Text("排名组", "group"),
    "losses": Text("末位减少份额", "lost by the last"),
    "floor": Text("份额下限", "least share"),
    "tie": Text("同分看", "equal totals by"),
    "by": Text("优于目标", "beyond the target by"),
    "within": Text("占目标时间", "within this part of the time"),
    "gaps": Text("无判定的月份", "months without a verdict"),
    "of": Text("", ""),
    "any_critical": Text("任一关键指标", "any critical clause"),
    "at_cap": Text("抵扣封顶的月份", "months at the cap of the credits"),
    "at_risk": Text("风险金额", "at risk"),
    "allocations": Text("分配", "allocations"),
    "pool": Text("分配池", "pool"),
    "multipliers": Text("连续未达标倍数", "factors in a row"),
    "root_cause": Text("同一原因", "of one cause"),
    "category": Text("类别占分配池", "its category's share"),
    "category_name": Text("类别", "category"),
    "category_limit": Text("单一类别分配上限", "most allocated to a category"),
    "category_cap": Text("单一类别抵扣上限", "most drawn by a category"),
    "least_allocation": Text("最低分配", "least allocation"),
    "persistent": Text("多次未达标另扣", "persistent failure"),
    "every": Text("每满次数", "at every"),
    "annual_fee": Text("年费", "annual fee"),
    "since": Text("自", "since"),
    "service_points": Text("服务扣分", "service points"),
    "ladder": Text("阶梯", "ladder"),
    "bands": Text("档次", "bands"),
    "earn_back": Text("返还", "earned back"),
    "new_hires": Text("新员工不计入", "New hires left out"),
    "improvement": Text("持续改进", "Continuous improvement"),
    "best": Text("最好的月数", "best months"),
    "among": Text("定稿月数", "among closed months"),
    "gap_share": Text("最多占差距", "at most this part of the gap"),
    "restatement": Text("更正时限与起点", "Correcting closed months"),
    "interval_tolerance": Text("时段容差", "tolerance by interval"),
    "locked_days": Text("月前几天锁定", "locked so many days before the month"),
    "interval_locked_days": Text("日前几天锁定时段", "intervals locked so many days before"),
    "late": Text("预测迟到", "late forecast"),
    "forecaster": Text("谁预测", "who forecasts"),
    "net_of_repeats": Text("扣除放弃后再来电", "net of calls again after an abandon"),
    "notice_days": Text("服务水平变更提前通知（天）", "Days' notice to change service levels"),
    "change_months": Text("服务水平几个月至多变更一次", "Service levels change at most once in, months"),
    "base": Text("抵扣基数", "base of the credits"),
    "pass_through_share": Text("剔除代垫比例", "without this share passed through"),
    "pass_through_amount": Text("剔除代垫金额", "without this amount passed through"),
    "without_tax": Text("剔除税额", "without tax"),
    "disputes": Text("争议期间", "While an objection is open"),
    "scored_on": Text("按", "scored on"),
    "late_report": Text("迟报缺报", "Late and missing reports"),
    "erroneous_report": Text("报送有误", "Wrong reports"),
    "points_further": Text("后续各日分数", "points each further day"),
    "points_cap": Text("每月最多扣分", "points a month at most"),
    "amount_further": Text("后续各日金额", "amount each further day"),
    "amount_cap": Text("每月最多扣款", "amount a month at most"),
    "failures": Text("计未达标次数", "counted as misses"),
    "no_bonus_beyond": Text("超额不奖", "No bonus beyond"),
    "part_month": Text("不足月按天", "Months in part"),
    "floors": Text("起评量照折", "floors as well"),
    "minimum_billing": Text("最低计费量", "Least volume billed"),
    "targets": Text("目标", "targets"),
    "except_months": Text("不返还的月份", "never in the months"),
    "claim_days": Text("主张期限（工作日）", "working days to claim"),
    "claim_from": Text("期限自", "claimed from"),
    "claim_lapses": Text("逾期失效", "lapses"),
    "dead_band": Text("免罚区间", "dead band"),
    "dead_band_counts": Text("超出后区间照计", "the band counts once left"),
    "basis": Text("依据", "basis"),
    "unit": Text("单位", "unit"),
    "partial": Text("不足一档", "begun steps"),
    "value": Text("起始分", "from"),
    "method": Text("办法", "method"),
}
#: What a key is called within a record, where it means something else on its own.
_WITHIN = {"months": Text("月数", "months")}
#: What a record says only by leaving it out.
_UNSAID = (("any_critical", "false"), ("at_cap", "false"))
_SAID_BY_ITS_NAME = {"true": Text("", "")}
_CHOICES: Mapping[str, Mapping[str, Text]] = {
    "any_critical": _SAID_BY_ITS_NAME,
    "at_cap": _SAID_BY_ITS_NAME,
    "comparison": COMPARISONS,
    "source": SOURCES,
    "window": WINDOWS,
    "floor_rule": FLOOR_RULES,
    "layer": LAYERS,
    "breach_level": LEVELS,
    "level": LEVELS,
    "kind": FEES,
    "unscored": UNSCORED,
    "unreported": UNSCORED,
    "weighted": YES_NO,
    "method": SAMPLE_METHODS,
    "gaps": {"skip": Text("跳过", "left out"), "reset": Text("重新计数", "start anew")},
    "partial": {
        "ceil": Text("按一档计", "count in full"),
        "floor": Text("不计", "do not count"),
        "proportional": Text("按比例", "count in part"),
    },
    "basis": {
        "gap": Text("与目标的差距", "the gap to the target"),
        "value": Text("条款的数值", "the clause's figure"),
        "miss": Text("一次未达标", "a miss"),
        "events": Text("登记的事项", "booked events"),
    },
    "cut_month": CUT_MONTHS,
    "net_of_repeats": YES_NO,
    "without_tax": YES_NO,
    "forecaster": {each.value: words for each, words in FORECASTER_NAMES.items()},
    "late": {each.value: words for each, words in LATE_FORECAST_NAMES.items()},
    "scored_on": {each.value: words for each, words in SCORED_ON_NAMES.items()},
    "claim_lapses": YES_NO,
    "dead_band_counts": YES_NO,
    "floors": YES_NO,
    "root_cause": {cause.value: words for cause, words in ROOT_CAUSE_NAMES.items()},
    "base": {base.value: words for base, words in POINTS_BASE_NAMES.items()},
    "claim_from": {
        "final": Text("定稿日起", "the day the month is final"),
        "month_end": Text("月末起", "the end of the month"),
    },
    "parts": {
        "queue": Text("各队列", "each queue"),
        "channel": Text("各渠道", "each channel"),
        "segment": Text("各客群", "each segment"),
        "language": Text("各语种", "each language"),
        "project": Text("各项目", "each project"),
    },
    "aggregate": {
        "pooled": Text("合并计算", "pooled"),
        "worst": Text("最差的职场", "the worst site"),
        "mean": Text("各职场平均", "the mean of the sites"),
        "weighted": Text("各职场按权重平均", "the weighted mean of the sites"),
    },
}


def choices_of(key: str) -> Mapping[str, Text]:
    """What may be chosen for a key: code → words."""
    return _CHOICES[key]


def label_of(key: str) -> Text:
    """What a key is called; the key itself where it has no words."""
    return LABELS.get(key, Text(key, key))


def value_words(key: str, value: Any, unit: str = "") -> Text:
    """What a value of the contract file says; percentages and seconds with their unit."""
    if value is None or value == {} or value == []:
        return NOTHING
    if key == "score":
        return Text(*(scoring_text(value, unit, lang) for lang in LANGS))
    if key in ("target", "minimum"):
        return _ends(value, unit)
    if key == "of":
        return Text(f"{value[1]} 个月内 {value[0]} 次", f"{value[0]} within {value[1]} months")
    if key == "new_hires":
        return _first_days(int(value["days"]))
    if key == "hours":
        return _hours(value)
    if key == "window" and isinstance(value, Mapping):
        read = WindowOrDays().read(plain_node(value), Report(), key)
        campaign = build_window(read)[1] if read else None
        return span_words_of(campaign) if campaign else NOTHING
    if key == "site_weights":
        said = [f"{site} {weight}" for site, weight in value.items()]
        return Text("、".join(said), ", ".join(said))
    if isinstance(value, Mapping):
        return _record(value)
    if isinstance(value, list):
        return _list(value)
    if key == "volume" and (count := base_count(str(value))):
        return count.text
    return _CHOICES.get(key, {}).get(str(value), Text(str(value), str(value)))


def _first_days(n: int) -> Text:
    return Text(f"到岗当日起 {n} 天", "the day of joining" if n == 1 else f"{n} days from the day of joining")


def _hours(value: Any) -> Text:
    """Opening hours as they are read: the same every day, or by kind of day and site."""
    hours, opening = build_hours(HoursOfDays().read(plain_node(value), Report(), "hours"))
    if hours:
        opening = Opening((hours[0] * 60, hours[1] * 60))
    return opening_text(opening) if opening else NOTHING


def _ends(value: Any, unit: str) -> Text:
    """A target; a band from its lower to its upper end."""
    ends = value if isinstance(value, list) else [value]
    zh, en = {"percent": ("%", " %"), "s": ("秒", " s")}.get(unit, ("", ""))
    return Text("–".join(ends) + zh, "–".join(ends) + en)


def _record(value: Mapping[str, Any]) -> Text:
    """Its name, else its code, before what it says."""
    if {"zh", "en"} & value.keys():
        return Text(str(value.get("zh") or value["en"]), str(value.get("en") or value["zh"]))
    named = value_words("name", value.get("name") or value.get("code") or value.get("grade"))
    rest = {key: each for key, each in value.items() if key not in ("code", "name", "grade")}
    told = {key: each for key, each in rest.items() if each is not None and (key, each) not in _UNSAID}
    said = [(_WITHIN.get(key, label_of(key)), value_words(key, each)) for key, each in told.items()]
    head = [named] if named is not NOTHING else []
    zh = [each.zh for each in head] + [f"{label.zh}{words.zh}" for label, words in said]
    en = [each.en for each in head] + [f"{label.en} {words.en}".strip() for label, words in said]
    return Text(" ".join(zh), " ".join(en))


def _list(value: Sequence[Any]) -> Text:
    """Pairs as `95:1`, others one after the other."""
    if all(isinstance(each, list) for each in value):
        said = " ".join(":".join(str(part) for part in each) for each in value)
        return Text(said, said)
    words = [value_words("", each) for each in value]
    return Text("；".join(each.zh for each in words), "; ".join(each.en for each in words))
