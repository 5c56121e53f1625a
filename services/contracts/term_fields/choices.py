"""What may be chosen in a contract's form beside what the Excel template offers: code and words."""

from __future__ import annotations

from core.text import Text
from sla.terms.credits import POINTS_BASE_NAMES
from sla.terms.forecast import FORECASTER_NAMES, LATE_FORECAST_NAMES
from sla.terms.relief import MECHANISM_NAMES, RELIEFS
from sla.terms.review import SCORED_ON_NAMES
from sla.terms.year import COMBINE_NAMES

WEEKDAYS = {
    str(n): Text(f"周{zh}", en)
    for n, (zh, en) in enumerate(
        zip("一二三四五六日", ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"], strict=True), 1
    )
}
GRAINS = {"interval": Text("每个时段", "each interval"), "day": Text("每天", "each day")}
STAGES = {
    "display": Text("只在显示时修约", "only to show"),
    "compare": Text("比较前先修约", "before comparing"),
}
MODES = {
    "half_up": Text("四舍五入", "half up"),
    "half_even": Text("四舍六入五成双", "half to even"),
    "truncate": Text("截尾", "cut off"),
    "ceil": Text("进一", "always up"),
    "floor": Text("舍去", "always down"),
}
COMBINES = {each.value: words for each, words in COMBINE_NAMES.items()}
MECHANISMS = {each.value: MECHANISM_NAMES[each] for each in RELIEFS}
WHO_FORECASTS = {each.value: words for each, words in FORECASTER_NAMES.items()}
LATE_FORECASTS = {each.value: words for each, words in LATE_FORECAST_NAMES.items()}
SCORED_ON = {each.value: words for each, words in SCORED_ON_NAMES.items()}
POINTS_BASES = {each.value: words for each, words in POINTS_BASE_NAMES.items()}
ROOT_CAUSES = {
    "all": Text("每项抵扣都计", "every credit counts"),
    "highest": Text("同一事件只计最高的一项", "of one incident only the highest"),
}
CLAIM_FROM = {
    "final": Text("定稿日", "the day the month is final"),
    "month_end": Text("月末", "the end of the month"),
}
#: How a clause earns its points.
METHODS = {
    "full_or_zero": Text("达标得满分", "full points when met"),
    "step": Text("每差一档扣分", "points off for every step short"),
    "linear": Text("线性", "points on a line"),
    "tiers": Text("分档", "points by tiers"),
    "per_event": Text("每次扣分", "points off for every event"),
    "manual": Text("人工评分", "scored by a person"),
    "grades": Text("按等级", "points by grades"),
}
