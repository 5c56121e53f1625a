"""Which clauses cannot be split by day: of a part of the month they have no figure, or none of its kind."""

from __future__ import annotations

from core.text import Text
from sla.terms.contract import Clause, ClauseSource
from sla.terms.definition import Denominator, Rollup
from sla.terms.floor import FloorRule
from sla.terms.indicator import Formula
from sla.terms.window import Window

_SEVERAL = Text("它看的不止一个自然的考核月", "its window is not the single month")
_SOURCE = Text(
    "它的数据不是逐日的（手工录入、日常事项登记或报表报送情况）",
    "its figures are not told by day (typed in, the ledger of events, or how reports came)",
)
_COUNT = Text("它是整月的次数，目标是按整月定的", "it is a count, and its target is a whole month's")
_WHOLE = Text(
    "它的数据只属于整个月（分位数、快照、平均人数、是否完成）",
    "its figure is one of the whole month (a quantile, snapshots, a mean headcount, done or not)",
)
_CARRIED = Text("不足起评量时它并入以后各月", "below its floor it is carried into later months")
_NEW_HIRES = Text("新员工从全月数值中剔除", "new hires come off the figure of the whole month")
_STARTING = Text("它处于爬坡期或按基准期定目标", "it has a ramp-up, or a target measured first")
#: Ratios of what happened on the days: of some days they are figures of the same kind.
_PARTED = (Rollup.RATIO, Rollup.TIME, Rollup.SAMPLE, Rollup.SHARE, Rollup.WORST)
_UNDATED = (ClauseSource.BY_HAND, ClauseSource.EVENTS, ClauseSource.REPORTS)


def why_unparted(clause: Clause, form: Formula) -> Text | None:
    """Why no part of a month can be held against its own target; None where it can."""
    if clause.window is not Window.MONTH or clause.campaign:
        return _SEVERAL
    if clause.source in _UNDATED:
        return _SOURCE
    if form.is_count:
        return _COUNT
    if form.rollup not in _PARTED or form.over_months is not Denominator.SUM or form.compounded:
        return _WHOLE
    if clause.floor_rule is FloorRule.CARRY_FORWARD:
        return _CARRIED
    if clause.new_hires:
        return _NEW_HIRES
    return _STARTING if clause.ramp or clause.baseline else None
