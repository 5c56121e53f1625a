"""The daily ledger."""

from __future__ import annotations

from typing import Any

from core.period import Period
from store.records.events import DailyEventRecord, EventState
from store.repositories.base import Repository
from store.tables.events import daily_events


class DailyEvents(Repository[DailyEventRecord]):
    """Events that carry points or money."""

    TABLE = daily_events
    RECORD = DailyEventRecord
    VENDOR = "vendor"
    FIGURES = True

    def in_period(
        self, period: Period, contract: str | None = None, *, states: frozenset[EventState] | None = None
    ) -> list[DailyEventRecord]:
        """The ledger's lines on the days of a period, by day; all states unless some are named."""
        c = daily_events.c
        conditions = [c.day >= period.start, c.day < period.end]
        conditions += [] if states is None else [c.state.in_(sorted(states))]
        equal: dict[str, Any] = {} if contract is None else {"contract": contract}
        return self.all(*conditions, order=c.day, **equal)
