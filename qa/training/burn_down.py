"""Burn-down of a change: how many in scope had not passed yet, day by day, by site, beside an even pace."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from core.workdays import WorkCalendar
from qa.roster.spell import Spell
from qa.training.change import Passed, lacking, scope_on
from qa.training.requirement import Change

Roster = Callable[[date], Mapping[str, Spell]]


@dataclass(frozen=True)
class BurnDay:
    """One day: in scope by the roster of that day, and how many of them had not passed by its end."""

    day: date
    #: None: the day is still to come.
    in_scope: int | None
    remaining: int | None
    #: The even pace over working days, from everybody on the day of publication down to nobody when due.
    ideal: Fraction


@dataclass(frozen=True)
class BurnDown:
    """All the days from publication to due, together and by site (None: no site told)."""

    days: tuple[BurnDay, ...]
    sites: Mapping[str | None, tuple[BurnDay, ...]]
    #: The day the records end, where that is before today and before due: later days only seem to stand.
    records_until: date | None


def burn_down(
    change: Change,
    published: date,
    due: date,
    roster: Roster,
    passed: Passed,
    today: date,
    records_until: date | None = None,
    calendar: WorkCalendar | None = None,
    long_leave: int = 30,
) -> BurnDown:
    """From the business day of publication to due. Joiners lift the line, leavers lower it: each day has its
    own roster. Who passed before it was published has not passed the change."""
    span = [published + timedelta(days=n) for n in range((due - published).days + 1)]
    left: dict[date, tuple[dict[str | None, int], dict[str | None, int]]] = {}
    for day in span:
        if day <= today:
            left[day] = _by_site(change, published, day, roster(day), passed, long_leave)
    pace = _pace(span, calendar or WorkCalendar())
    sites = sorted(
        {site for scope, _ in left.values() for site in scope}, key=lambda site: (site is None, site)
    )
    by_site = {
        site: _line(span, pace, {day: _of(found, site) for day, found in left.items()}) for site in sites
    }
    whole = _line(span, pace, {day: _all(found) for day, found in left.items()})
    ends = records_until if records_until is not None and records_until < min(today, due) else None
    return BurnDown(whole, by_site, ends)


def _by_site(
    change: Change, published: date, day: date, roster: Mapping[str, Spell], passed: Passed, long_leave: int
) -> tuple[dict[str | None, int], dict[str | None, int]]:
    scope = scope_on(change, roster, day, long_leave)
    lack = set(lacking(change, scope, passed, published, lambda _, one: one.day <= day))
    counts: dict[str | None, int] = {}
    remaining: dict[str | None, int] = {}
    for mark, spell in scope.agents.items():
        counts[spell.site] = counts.get(spell.site, 0) + 1
        remaining[spell.site] = remaining.get(spell.site, 0) + (mark in lack)
    return counts, remaining


def _of(found: tuple[dict[str | None, int], dict[str | None, int]], site: str | None) -> tuple[int, int]:
    return found[0].get(site, 0), found[1].get(site, 0)


def _all(found: tuple[dict[str | None, int], dict[str | None, int]]) -> tuple[int, int]:
    return sum(found[0].values()), sum(found[1].values())


def _pace(span: list[date], calendar: WorkCalendar) -> list[Fraction]:
    """The share that is left at the end of each day: the working days after publication are worked evenly."""
    worked = [n > 0 and calendar.is_working_day(day) for n, day in enumerate(span)]
    total = sum(worked)
    if not total:
        # No working day lies between: everybody is to be done by the due day itself.
        return [Fraction(int(day != span[-1])) for day in span]
    return [1 - Fraction(sum(worked[: n + 1]), total) for n in range(len(span))]


def _line(
    span: list[date], pace: list[Fraction], told: Mapping[date, tuple[int, int]]
) -> tuple[BurnDay, ...]:
    start = told[span[0]][0] if span[0] in told else 0
    return tuple(
        BurnDay(
            day, told[day][0] if day in told else None, told[day][1] if day in told else None, start * share
        )
        for day, share in zip(span, pace, strict=True)
    )
