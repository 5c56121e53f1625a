"""The wait within which so many in a hundred answered calls were answered, from the waits of single calls.

Nearest rank: of n waits in order, shortest first, the one at place ⌈share × n⌉. A part of a second counts as
a whole one. Percentiles of days or sites are never put together: this one looks at the calls themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from core.batch import Role
from core.counts import WAIT
from core.period import Period, partitions
from core.scope import Scope
from store.lake import engine
from store.lake.production_days import ProductionDays, day_after
from store.lake.source import LakeSource
from store.lake.waits import WHOLE_SECONDS
from store.lake.whole_rows import rows_of


@dataclass(frozen=True)
class Waits:
    """How many answered calls waited how many whole seconds, and of how many nobody knows."""

    calls: tuple[tuple[int, int], ...]
    untold: int = 0

    @property
    def n(self) -> int:
        """The answered calls whose wait is known."""
        return sum(n for _, n in self.calls)

    def rank(self, share: Fraction) -> int:
        """The place that decides, counted from 1."""
        return -(-share.numerator * self.n // share.denominator)

    def within(self, share: Fraction) -> int | None:
        """The seconds at that place; None without calls."""
        left = self.rank(share)
        for seconds, n in self.calls:
            left -= n
            if left <= 0:
                return seconds
        return None


def waits_of(source: LakeSource | ProductionDays, scope: Scope, period: Period, as_of: date) -> Waits:
    """The waits of the answered calls listed one by one, of days through `as_of`."""
    if isinstance(source, ProductionDays):
        parts = ((source.since, period), (source.nights, day_after(period)))
        return _together([waits_of(each, scope, days, as_of) for each, days in parts])
    books, months = source.books, set(partitions(period))
    files = [f for f in books.register.files if f.vendor == scope.vendor and f.month in months]
    files = [file for file in files if WAIT in file.measures]
    if not files:
        return Waits(())
    bit = next((each for each in books.bits if each.name == source.bit), None)
    sql = (
        f"SELECT CAST({WHOLE_SECONDS} AS BIGINT) AS s, COUNT(*) AS n FROM facts WHERE answered = 1 "
        f"AND {rows_of(scope, period, Role.FACTS, bit)} GROUP BY s"
    )
    rows = engine.query(engine.over(books.lake, files, (WAIT, "answered")) + sql).rows()
    known = tuple(sorted((int(seconds), int(n)) for seconds, n in rows if seconds is not None))
    return Waits(known, sum(int(n) for seconds, n in rows if seconds is None))


def _together(parts: list[Waits]) -> Waits:
    calls: dict[int, int] = {}
    for seconds, n in (each for part in parts for each in part.calls):
        calls[seconds] = calls.get(seconds, 0) + n
    return Waits(tuple(sorted(calls.items())), sum(part.untold for part in parts))
