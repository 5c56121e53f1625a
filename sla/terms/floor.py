"""What becomes of a clause whose month lies below its volume floor (domain reference 2.4)."""

from __future__ import annotations

from enum import StrEnum

from core.text import Text


class FloorRule(StrEnum):
    """Not scored at all, one failure allowed, or kept until later months bring it up to the floor."""

    NOT_SCORED = "not_scored"
    ONE_MISS = "one_miss"
    CARRY_FORWARD = "carry_forward"


FLOOR_RULE_NAMES: dict[FloorRule, Text] = {
    FloorRule.NOT_SCORED: Text("不足不评", "not judged below it"),
    FloorRule.ONE_MISS: Text("不足时允许一次不合格", "below it one failure is allowed"),
    FloorRule.CARRY_FORWARD: Text(
        "并入以后各月，满起评量再评", "carried into later months until it is reached"
    ),
}
