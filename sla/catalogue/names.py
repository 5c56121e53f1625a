"""The words for what a definition says: families, units, directions, aggregation codes, layers, cohorts."""

from __future__ import annotations

from core.text import Text
from sla.terms.definition import Cohort, Direction, Layer, Rollup, Unit

FAMILY_NAMES: dict[str, Text] = {
    "access": Text("接入", "Access"),
    "efficiency": Text("效率", "Efficiency"),
    "resolution": Text("解决", "Resolution"),
    "chat": Text("在线会话", "Chat"),
    "tickets": Text("工单与后台", "Tickets and back office"),
    "complaints": Text("投诉与补救", "Complaints and recovery"),
    "outbound": Text("外呼", "Outbound"),
    "customer": Text("客户评价", "What customers say"),
    "quality": Text("质量", "Quality"),
    "training": Text("培训", "Training"),
    "people": Text("人员", "People"),
    "governance": Text("管理", "Governance"),
    "nhs": Text("英国NHS 111", "NHS 111"),
}
UNIT_NAMES: dict[Unit, Text] = {
    Unit.PERCENT: Text("百分比", "percent"),
    Unit.SECONDS: Text("秒", "seconds"),
    Unit.PER_10K: Text("每万", "per 10,000"),
    Unit.COUNT: Text("个", "count"),
    Unit.RATIO: Text("比值", "ratio"),
    Unit.POINTS: Text("分", "points"),
    Unit.DAYS: Text("天", "days"),
    Unit.YUAN: Text("元", "CNY"),
}
DIRECTION_NAMES: dict[Direction, Text] = {
    Direction.HIGHER: Text("越高越好", "higher is better"),
    Direction.LOWER: Text("越低越好", "lower is better"),
    Direction.BAND: Text("区间内为好", "within a band"),
    Direction.ZERO: Text("应为零", "zero"),
}
ROLLUP_NAMES: dict[Rollup, Text] = {
    Rollup.RATIO: Text("分子之和除以分母之和", "ratio of sums"),
    Rollup.TIME: Text("时长之和除以量之和", "ratio of time sums"),
    Rollup.SUM: Text("求和", "sum"),
    Rollup.END: Text("期末快照，各范围相加", "snapshot at the end, scopes add up"),
    Rollup.AVERAGE: Text("已有快照的平均", "mean of the snapshots that are there"),
    Rollup.WORST: Text("最差的职场或日", "the worst site or day"),
    Rollup.SHARE: Text("达标时段（日）的比例", "share of intervals or days that meet a target"),
    Rollup.SAMPLE: Text("抽样估计，计数相加", "estimate from a sample, counts add up"),
    Rollup.ZERO: Text("求和，零容忍", "sum, none is tolerated"),
    Rollup.QUANTILE: Text(
        "不可合成，只认本范围本周期的数值", "not aggregable: only as stated for the scope and period"
    ),
    Rollup.DONE: Text("做过即为1", "1 where done at all"),
    Rollup.MEAN_PERCENT: Text(
        "各部分百分比的平均（合同明文规定时）", "mean of the parts' percentages, where literally agreed"
    ),
}
LAYER_NAMES: dict[Layer, Text] = {
    Layer.SLA: Text("关键服务水平", "service level with money"),
    Layer.KPI: Text("一般指标", "key indicator"),
    Layer.SPEC: Text("过程规范", "process specification"),
    Layer.OBLIGATION: Text("硬性义务", "obligation"),
    Layer.INFO: Text("参考", "for information"),
}
COHORT_NAMES: dict[Cohort, Text] = {
    Cohort.CONTACT: Text("本期的来电或会话", "the period's contacts"),
    Cohort.RECEIVED: Text("本期收到的", "received in the period"),
    Cohort.DUE: Text("本期到期的", "due in the period"),
    Cohort.CLOSED: Text("本期办结的", "closed in the period"),
    Cohort.AUDITED: Text("本期抽检的", "audited in the period"),
    Cohort.ASKED: Text("本期询问并答复的", "asked in the period"),
    Cohort.SCHEDULED: Text("本期排班或应到的", "scheduled in the period"),
    Cohort.EMPLOYED: Text("本期在职的", "employed in the period"),
    Cohort.HIRED: Text("同批入职的", "hired together"),
    Cohort.SOLD: Text("本期成交的", "sold in the period"),
    Cohort.LOADED: Text("本批名单", "the list loaded"),
    Cohort.SNAPSHOT: Text("某一时点的", "at one moment"),
    Cohort.EVENT: Text("本期发生的", "what happened in the period"),
}
