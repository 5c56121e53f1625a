"""Why there is no figure though something was reported: what was reported cannot be put together."""

from __future__ import annotations

from enum import StrEnum

from core.text import Text


class Hindrance(StrEnum):
    """What keeps counts from being one figure."""

    NOT_AGGREGABLE = "not_aggregable"
    NEEDS_PARTS = "needs_parts"
    NO_SHARE = "no_share"
    NO_WEIGHT = "no_weight"


HINDRANCES: dict[Hindrance, Text] = {
    Hindrance.NOT_AGGREGABLE: Text(
        "不可合成：分位数等数值只对其本来的范围和周期成立，请外包商直接提供本范围、本周期的数值。",
        "Not aggregable: such a figure (a percentile, say) holds only for its own scope and period. "
        "Ask the vendor for the figure of exactly this scope and period.",
    ),
    Hindrance.NEEDS_PARTS: Text(
        "报送的是合计，而该指标须由每个时点（或各日、各月）的数值得出，请按时点报送。",
        "Only a sum was reported, while this figure is formed from each snapshot, day or month by itself. "
        "Ask for these.",
    ),
    Hindrance.NO_SHARE: Text(
        "条款问的是时段（或日）达标的比例，而报送的数据没有分时段（或日）。",
        "The clause asks for the share of intervals or days that keep their target, "
        "and none were reported one by one.",
    ),
    Hindrance.NO_WEIGHT: Text(
        "合同按权重合计各职场，而报送的职场中有未写明权重的；请在合同中补上，或注明职场。",
        "The contract weighs its sites, and a site that reported has no weight there. "
        "Add it to the contract, or say which site the figures are of.",
    ),
}
