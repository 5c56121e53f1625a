"""A vendor's committed list of calls, call by call: what a sample of recordings is drawn from.

Only answered calls have a recording. A call that was passed on stands once, on its first row (decision 0016).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from core.batch import Dataset, Grain, Source
from core.counts import CAME_AT, SECOND
from core.facts import date_of
from core.period import Period, partitions
from core.scope import Scope
from qa.sampling.listed import ListedCall
from store.lake import engine
from store.lake.lake import Lake
from store.lake.whole_rows import rows_of
from store.unit_of_work import UnitOfWork

#: What makes two calls of a vendor two calls; the same in whatever file and order they come.
_KEY = ("day", "slot", "project", "site", "queue", "channel", "segment", "language", "agent", "item")
#: Given by importers/rows/call_numbers.py to calls without a number of their own.
_MADE_UP = re.compile(r"\d*#\d+")
_DAY_S = 86_400


def answered_calls(
    uow: UnitOfWork, lake: Lake, vendor: str, period: Period, joined: Mapping[str, date] | None = None
) -> list[ListedCall]:
    """The answered calls of the days, as the vendor listed them. `joined`: agent → first day on the job."""
    months = partitions(period)
    files = uow.lake_files.current([vendor], Dataset.CALLS, Source.VENDOR, months)
    if not files:
        return []
    wanted = (*_KEY, CAME_AT, SECOND, "answered", "talk_s", "hold_s")
    where = f"{rows_of(Scope(vendor), period, None)} AND grain = '{Grain.CALL.value}' AND answered = 1"
    columns = ", ".join((*_KEY, CAME_AT, SECOND, "talk_s", "hold_s"))
    found = engine.query(f"{engine.over(lake, files, wanted)}SELECT {columns} FROM facts WHERE {where}")
    starts = joined or {}
    return [_call(row, starts) for row in found.iter_rows(named=True)]


def _call(row: Mapping[str, Any], joined: Mapping[str, date]) -> ListedCall:
    day, item, agent = date_of(row["day"]), row["item"], row["agent"]
    talk, hold = row["talk_s"], row["hold_s"]
    since = joined.get(agent) if agent else None
    return ListedCall(
        key="|".join("" if row[name] is None else str(row[name]) for name in _KEY),
        day=day,
        minute=row["slot"],
        second=_second(row),
        project=row["project"],
        site=row["site"],
        queue=row["queue"],
        language=row["language"],
        agent=agent,
        number=None if item is None or _MADE_UP.fullmatch(item) else item,
        length=None if talk is None else talk + (hold or 0),
        tenure_days=None if since is None or since > day else (day - since).days,
    )


def _second(row: Mapping[str, Any]) -> int | None:
    """Seconds from midnight, where the list tells them."""
    if row[CAME_AT] is not None:
        return int(row[CAME_AT]) % _DAY_S
    if row[SECOND] is None or row["slot"] is None:
        return None
    return int(row["slot"]) * 60 + int(row[SECOND])
