"""Certified share by day 持证率: on each day of a month, the live agents who hold everything they have to.

A day of the month is a bit: what is held is an OR over spans, what has to be held an AND over courses, so a
month of an agent costs no more than its spans.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import reduce
from operator import and_, or_

from core.period import Period
from qa.training.record import Held


@dataclass(frozen=True)
class AgentMonth:
    """An agent at one site; who moved within the month is one for each site, each with its own days."""

    site: str | None
    #: The days on which the agent is live there, bit 0 the first of the month.
    active: int
    #: For each course that is required: through which days it is held. Nothing required: not counted.
    held: tuple[tuple[Held, ...], ...]


@dataclass(frozen=True)
class SiteDay:
    """One site on one day."""

    site: str | None
    day: date
    live: int
    certified: int


def days_mask(period: Period, first: date, last: date | None) -> int:
    """The days of a month from `first` to `last`, both included, as bits; last None: without an end."""
    start = max((first - period.start).days, 0)
    end = period.days if last is None else min((last - period.start).days + 1, period.days)
    return (1 << end) - (1 << start) if end > start else 0


def certified_mask(period: Period, held: Iterable[Iterable[Held]]) -> int:
    """The days on which every course is held."""
    whole = (1 << period.days) - 1
    return reduce(and_, (_covered(period, spans) for spans in held), whole)


def month_share(period: Period, agents: Iterable[AgentMonth]) -> list[SiteDay]:
    """Every site and day with somebody live, sites in order."""
    counts: dict[str | None, tuple[list[int], list[int]]] = {}
    for agent in agents:
        if not agent.held:
            continue
        live, certified = counts.setdefault(agent.site, ([0] * period.days, [0] * period.days))
        sound = agent.active & certified_mask(period, agent.held)
        for at in range(period.days):
            live[at] += agent.active >> at & 1
            certified[at] += sound >> at & 1
    days = list(period.each_day())
    return [
        SiteDay(site, days[at], counts[site][0][at], counts[site][1][at])
        for site in sorted(counts, key=lambda each: (each is None, each or ""))
        for at in range(period.days)
        if counts[site][0][at]
    ]


def share_on(days: Sequence[SiteDay], day: date) -> Fraction | None:
    """Of all sites on one day, in percent; a month is told by its last day, never by the sum of its days."""
    live = sum(each.live for each in days if each.day == day)
    return Fraction(100 * sum(each.certified for each in days if each.day == day), live) if live else None


def _covered(period: Period, spans: Iterable[Held]) -> int:
    return reduce(or_, (days_mask(period, span.first_day, span.last_day) for span in spans), 0)
