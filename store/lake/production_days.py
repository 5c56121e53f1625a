"""A source whose days begin at another hour than midnight: nights belong to the day before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from core.counts import added
from core.period import Period
from core.scope import Scope
from core.tally import Have, Sums
from store.lake.source import LakeSource
from store.lake.summed import Summed, together

_DAY = timedelta(days=1)


def day_after(period: Period) -> Period:
    """The same days, each a day later: the nights that belong to a period lie in these."""
    return Period(period.start + _DAY, period.end + _DAY, period.label)


@dataclass(frozen=True)
class ProductionDays:
    """Answers as a LakeSource does, for days that begin at a certain hour.

    Figures of whole days cannot be parted and stay with their calendar day.
    """

    #: Rows from that hour on, and those of whole days.
    since: LakeSource
    #: Rows before it: asked of the calendar day after.
    nights: LakeSource

    def by(self, dimension: str) -> ProductionDays:
        """The same, with one entry for each value of a dimension."""
        return ProductionDays(self.since.by(dimension), self.nights.by(dimension))

    def tallies(self, base_counts: Sequence[str], scope: Scope, period: Period, as_of: date) -> list[Sums]:
        """The sums for a scope and a period of such days; intervals that are told apart stay apart."""
        found = self.since.tallies(base_counts, scope, period, as_of)
        nights = self.nights.tallies(base_counts, scope, day_after(period), as_of)
        nights = [replace(each, period=period) for each in nights if each.totals]
        if self.since.tells_intervals:
            return [*found, *nights]
        late = {each.scope: each for each in nights}
        own = {each.scope: each for each in found}
        every = list(dict.fromkeys([*own, *late]))
        return [self._whole(own.get(each), late.get(each), base_counts, as_of) for each in every]

    def summed(self, base_counts: Sequence[str], scope: Scope, period: Period, as_of: date) -> Summed:
        """The rows that `tallies` of the same question is the sum of."""
        parts = ((self.since, period), (self.nights, day_after(period)))
        return together(source.summed(base_counts, scope, days, as_of) for source, days in parts)

    def _whole(self, own: Sums | None, late: Sums | None, base_counts: Sequence[str], as_of: date) -> Sums:
        """A period's evenings and nights as one; without its last night it lacks a day."""
        if own is None or late is None:
            found = own or late
            assert found is not None
            return found
        names = sorted({*own.totals, *late.totals})
        return replace(
            own,
            totals={name: added(name, own.totals.get(name, 0), late.totals.get(name, 0)) for name in names},
            rows={name: own.rows.get(name, 0) + late.rows.get(name, 0) for name in names},
            coverage=self._coverage(own, base_counts, as_of),
            flags=own.flags | late.flags,
            origins=tuple(sorted({*own.origins, *late.origins})),
            uneven=own.uneven or late.uneven,
        )

    def _coverage(self, own: Sums, base_counts: Sequence[str], as_of: date) -> Have:
        short = self.lacks_last_night(base_counts, own.scope, own.period, as_of)
        return Have(own.coverage.have - short, own.coverage.expected)

    def lacks_last_night(self, base_counts: Sequence[str], scope: Scope, period: Period, as_of: date) -> bool:
        """Whether the last day was reported, and the day after it, in which its night lies, was not."""
        last, after = (
            self.since.has_day(base_counts, scope, day, as_of) for day in (period.last_day, period.end)
        )
        return last and not after
