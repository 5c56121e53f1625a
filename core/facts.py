"""The columns of a fact: what every row in the lake carries beside its base counts.

Importers write these columns, the lake keeps them, the cube query filters on them. Calendar parts are
written once at import so that the query needs no date function and runs on any engine.
"""

from __future__ import annotations

from datetime import date

#: Whose figure it is. NULL means the row is not split by that dimension.
SCOPE_COLUMNS = ("vendor", "project", "site", "queue", "channel", "segment", "language")
#: Finer than a scope: the agent, and the thing itself (course, recording, ticket) where a row is one thing.
DETAIL_COLUMNS = ("agent", "item")
#: `day` and `day_end` are yyyymmdd, [day, day_end); `slot`, `slot_end` minutes from midnight or NULL.
TIME_COLUMNS = ("grain", "day", "day_end", "slot", "slot_end")
#: Derived from `day` and `slot`: yyyymm, hour 0-23 or NULL, weekday 1 (Monday) to 7.
CALENDAR_COLUMNS = ("ym", "hour", "weekday")
#: Where the row stands in the received file, as seen in Excel; orientation is 'row' or 'column'.
PLACE_COLUMNS = ("sheet", "row", "col", "orientation")
#: Written at commit: whether the row feeds sums ('facts' or 'check'), and the batch that brought it.
COMMIT_COLUMNS = ("role", "batch")

#: Of calls: the mark of the customer's number (HMAC under the house's key), to find repeat calls; never the
#: number, and no part of what makes two rows the same.
IDENTITY_COLUMNS = ("caller",)

TEXT_COLUMNS = frozenset(
    {
        *SCOPE_COLUMNS,
        *DETAIL_COLUMNS,
        *IDENTITY_COLUMNS,
        "grain",
        "sheet",
        "col",
        "orientation",
        "role",
        "batch",
    }
)
#: What makes two rows the same row, before and after a correction.
KEY_COLUMNS = (*SCOPE_COLUMNS, *DETAIL_COLUMNS, *TIME_COLUMNS)
ALL_COLUMNS = (
    *SCOPE_COLUMNS,
    *DETAIL_COLUMNS,
    *TIME_COLUMNS,
    *CALENDAR_COLUMNS,
    *PLACE_COLUMNS,
    *COMMIT_COLUMNS,
    *IDENTITY_COLUMNS,
)


def day_number(day: date) -> int:
    """A date as yyyymmdd."""
    return day.year * 10_000 + day.month * 100 + day.day


def date_of(number: int) -> date:
    """The date of a yyyymmdd number."""
    return date(number // 10_000, number // 100 % 100, number % 100)
