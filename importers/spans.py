"""The days a file speaks for: those that are said, else those with rows, small holes included."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from core.batch import BatchKey, Dataset, Grain
from core.period import Period, calendar_month

#: Nobody leaves a whole month out of a report of the months around it without meaning two reports.
_APART = 28
#: So many scattered days are the rhythm of the report (every Monday), not single days sent again.
_MOST_RUNS = 12
#: Held when there is one: such rows lie scattered and speak for the days between all the same.
_SAMPLES = frozenset({Dataset.QA, Dataset.TRAINING})


@dataclass(frozen=True)
class Speaks:
    """What a table, or several, speak for."""

    #: Periods that a person chose, or that a title names and all rows lie in.
    said: tuple[Period, ...] = ()
    #: Else the days of the rows, kept or not.
    days: tuple[Period, ...] = ()
    #: Those of them outside the period that the title names.
    strays: tuple[Period, ...] = ()

    def with_(self, other: Speaks) -> Speaks:
        """Both together."""
        said = tuple(dict.fromkeys((*self.said, *other.said)))
        days = tuple(dict.fromkeys((*self.days, *other.days)))
        return Speaks(said, days, tuple(dict.fromkeys((*self.strays, *other.strays))))

    def stretches(self, *, daily: bool) -> list[Period]:
        """The stretches of days spoken for, in order, none overlapping another.

        Where nobody says the period, a month without a row parts two stretches. Of daily figures a stretch
        with rows on fewer than half of its days is a few days sent again, and speaks for those alone: it
        must not take out the others.
        """
        found = list(self.said)
        for days in (self.days, self.strays):
            outside = [day for day in days if not any(said.covers(day) for said in self.said)]
            found += [each for near in _laid_together(outside, _APART) for each in _narrowed(near, daily)]
        # A settlement month runs from one calendar month into the next, whichever the title names.
        whole = [_whole(near) for near in _laid_together(found, 1)]
        return [_named(stretch, self.said) for stretch in whole]


def is_daily(key: BatchKey) -> bool:
    """Whether every day should have its rows."""
    return key.grain in (Grain.DAY, Grain.INTERVAL) and key.dataset not in _SAMPLES


def _narrowed(near: list[Period], daily: bool) -> list[Period]:
    whole, alone = _whole(near), [_whole(run) for run in _laid_together(near, 1)]
    there = sum(each.days for each in alone)
    scattered = daily and 2 * there < whole.days and len(alone) <= _MOST_RUNS
    return alone if scattered else [whole]


def _laid_together(periods: Iterable[Period], gap: int) -> list[list[Period]]:
    """Periods in groups between which at least `gap` days lie."""
    groups: list[list[Period]] = []
    end: date | None = None
    for period in sorted(set(periods)):
        apart = end is not None and (period.start - end).days >= gap
        if end is None or apart:
            groups.append([])
        groups[-1].append(period)
        end = period.end if end is None or apart else max(end, period.end)
    return groups


def _whole(near: list[Period]) -> Period:
    return Period(near[0].start, max(each.end for each in near))


def _named(stretch: Period, said: Iterable[Period]) -> Period:
    """The stretch under the name it was said by; a whole calendar month has one of its own."""
    month = calendar_month(stretch.start.year, stretch.start.month)
    known = [period for period in (*said, month) if period.label]
    return next((p for p in known if (p.start, p.end) == (stretch.start, stretch.end)), stretch)
