"""Which version of a contract judges a month that an amendment cuts in two."""

from __future__ import annotations

from enum import StrEnum

from core.period import Period


class CutMonth(StrEnum):
    """What an amendment says of the month it takes effect in; without a word the month keeps its version."""

    FIRST_DAY = "first_day"
    LAST_DAY = "last_day"
    MOST_DAYS = "most_days"
    #: Each day by the version in force on it, the part furthest short counting (sla/judging/cut_month.py).
    BY_DAY = "by_day"


def takes(rule: CutMonth | None, effective: Period, month: Period) -> bool:
    """Whether a version that starts within the month judges all of it; an even half does not, and a split by
    day leaves what the month has once to the version of its first day."""
    if not month.start < effective.start < month.end:
        return False
    if rule is CutMonth.LAST_DAY:
        return effective.end >= month.end
    there = min(effective.end, month.end) - effective.start
    return rule is CutMonth.MOST_DAYS and there > effective.start - month.start
