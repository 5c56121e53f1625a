"""Counts within any number of seconds, and the longest wait, worked out from the waits of single calls
where no column has them.

The text has no dialect: it runs the same on DuckDB, SQLite and PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Collection

from core.counts import WAIT, base_count, follows_from_waits, is_greatest

#: Family → (whose wait it is, how the wait compares with the threshold).
_FAMILIES = {
    "answered_within": ("answered", "<="),
    "answered_under": ("answered", "<"),
    "abandoned_within": ("abandoned", "<="),
    "abandoned_after": ("abandoned", ">"),
}
_MS = 1000
#: A call's wait in whole seconds, a part of one counting as a whole: it was not over before.
WHOLE_SECONDS = f"({WAIT} + {_MS - 1} - ({WAIT} + {_MS - 1}) % {_MS}) / {_MS}"


def from_waits(name: str, columns: Collection[str]) -> str | None:
    """The expression of a count such as answered_within_20 over rows of calls; None where it cannot be one.

    0 for a call of the other outcome; NULL where the outcome, or the wait it depends on, is not known.
    """
    if not follows_from_waits(name):
        return None
    if is_greatest(name):
        return WHOLE_SECONDS if WAIT in columns else None
    family = next(family for family in _FAMILIES if name.startswith(f"{family}_"))
    outcome, sign = _FAMILIES[family]
    if not {WAIT, outcome} <= set(columns):
        return None
    count = base_count(name)
    bound = (count.threshold_s or 0) * _MS if count else 0
    inside = f"CASE WHEN {WAIT} {sign} {bound} THEN 1 ELSE 0 END"
    known = f"WHEN {outcome} = 1 AND {WAIT} IS NOT NULL THEN {inside}"
    return f"CASE WHEN {outcome} = 0 THEN 0 {known} END"
