"""Calls whose caller calls again within so long, worked out from the marks of callers.

Of two calls the earlier counts: an answered call after which the same caller asks for an agent of the same
vendor (and project) again, within the window from call to call. So the count is a part of the answered calls,
laid to whoever did not settle the matter. Calls without a mark are in neither part.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta

from core.counts import CAME_AT, base_count, follows_from_callers
from core.period import Period, partitions

_NEEDED = frozenset({CAME_AT, "answered", "offered"})
_DAY_S = 86_400


def from_callers(name: str, columns: Collection[str]) -> str | None:
    """The expression of a count such as repeat_calls_within_86400 over rows of calls; None where it cannot
    be one. The rows must reach as far as the window does (`months_with_window`)."""
    if not follows_from_callers(name) or not set(columns) >= _NEEDED:
        return None
    same = "PARTITION BY vendor, project, role, offered, caller"
    after = f"LEAD({CAME_AT}) OVER ({same} ORDER BY {CAME_AT}, item) - {CAME_AT}"
    again = f"CASE WHEN {after} <= {_window_s(name)} THEN 1 ELSE 0 END"
    known = f"WHEN caller IS NOT NULL AND {CAME_AT} IS NOT NULL THEN {again}"
    return f"CASE WHEN answered = 0 THEN 0 {known} END"


def window_after(period: Period, names: Sequence[str]) -> Period | None:
    """The days after a period that its calls are followed into; None where no count looks that far."""
    days = -(-max(map(_window_s, names), default=0) // _DAY_S)
    return Period(period.end, period.end + timedelta(days=days)) if days else None


def months_with_window(period: Period, names: Sequence[str]) -> list[str]:
    """The calendar months that have to be read for these counts of a period."""
    after = window_after(period, names)
    return partitions(Period(period.start, after.end) if after else period)


def _window_s(name: str) -> int:
    count = base_count(name) if follows_from_callers(name) else None
    return (count.threshold_s or 0) if count else 0
