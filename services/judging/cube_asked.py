"""What a clause asks of a cube of sums: the dimensions it narrows by, its hours and days as a bit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from core.facts import date_of, day_number
from core.workdays import WorkCalendar, published_years
from services.contracts.asked import formula_of
from sla.judging.opening import is_closed
from sla.terms.contract import WITH_TIMES, Aggregate, Clause, Contract, day_start_of
from sla.terms.definition import Rollup
from sla.terms.opening import CLOSED, WHOLE_DAY, Opening, Span, clock_spans
from store.lake.cube import Bit, Open

_WORKING, _WEEKEND = (1, 2, 3, 4, 5), (6, 7)


def dims_of(contract: Contract, clause: Clause) -> set[str]:
    """The dimensions of the cube that a clause asks for: those it narrows by, and the one it tells apart."""
    together = clause.aggregate is Aggregate.POOLED and not are_snapshots(contract, clause)
    parted = set() if together else {part_of(clause)}
    return {*contract.scope, *clause.scope, *parted}


def are_snapshots(contract: Contract, clause: Clause) -> bool:
    """Whether it is of what stands at a moment, of which each site has days of its own, though one figure."""
    pooled = clause.aggregate is Aggregate.POOLED and clause.source in WITH_TIMES and clause.each is None
    return pooled and formula_of(contract, clause).rollup in (Rollup.END, Rollup.AVERAGE)


def part_of(clause: Clause) -> str:
    """The dimension whose values a clause tells apart where it does: the site, unless it says another."""
    return clause.parts.value if clause.parts else "site"


def bit_of(contract: Contract, clause: Clause) -> Bit | None:
    """A clause's hours and days as a bit of the cube."""
    if clause.hours is None and not clause.weekdays and clause.opening is None:
        return None
    start, end = clause.hours or (0, 24)
    days = "".join(str(day) for day in clause.weekdays) or "1234567"
    name = f"h{start}_{end}_w{days}"
    if clause.opening is None:
        return Bit(name, hours=clause.hours, weekdays=clause.weekdays)
    found = _opened_bit(clause.opening, contract.calendar, *_in_view(contract))
    return replace(found, name=f"{name}_{found.name}", hours=clause.hours, weekdays=clause.weekdays)


def bits_of(contract: Contract, clause: Clause) -> list[Bit]:
    """Every bit a clause needs: one, or those of the parts of days that begin at another hour."""
    apart = clause.parts or are_snapshots(contract, clause)
    return [*_bits_of(contract, clause), *(unnamed_bits(contract, clause) if apart else ())]


def unnamed_bits(contract: Contract, clause: Clause) -> list[Bit]:
    """The same for what names none of the parts the clause tells apart: rows without a queue, say."""
    part = part_of(clause)
    own = _bits_of(contract, clause) or [Bit("")]
    return [replace(bit, name=f"{bit.name}_no_{part}", unnamed=part) for bit in own]


def _bits_of(contract: Contract, clause: Clause) -> list[Bit]:
    if start := day_start_of(contract, clause):
        return list(parts_of_days(contract, clause, start))
    bit = bit_of(contract, clause)
    return [bit] if bit else []


def parts_of_days(contract: Contract, clause: Clause, start: int) -> tuple[Bit, Bit, Bit]:
    """Of days that begin at `start`: what came from then on, the nights before it (on the calendar day
    after), and the figures of whole days, which cannot be parted."""
    bit = bit_of(contract, clause) or Bit("")
    named = f"{bit.name}_d{start}"
    since = replace(bit, name=f"{named}_since", since=start)
    later = tuple(_a_day_later(each) for each in bit.opened)
    weekdays = tuple(sorted(day % 7 + 1 for day in bit.weekdays))
    closed = frozenset(day + timedelta(days=1) for day in bit.closed)
    nights = replace(bit, name=f"{named}_nights", until=start, weekdays=weekdays, opened=later, closed=closed)
    return since, nights, replace(since, name=f"{named}_whole", whole_days=True)


def _a_day_later(opened: Open) -> Open:
    """Hours of a night that belongs to the day before, as the calendar dates it."""
    weekdays = tuple(sorted(day % 7 + 1 for day in opened.weekdays))
    on, off = (tuple(map(_next_day, days)) for days in (opened.on, opened.off))
    return replace(opened, weekdays=weekdays, on=on, off=off)


def _next_day(day: int) -> int:
    return day_number(date_of(day) + timedelta(days=1))


def sorted_bits(bits: Iterable[Bit]) -> list[Bit]:
    """Bits in the order of their names, so that the same question is the same query."""
    return sorted(bits, key=lambda bit: bit.name)


def _in_view(contract: Contract) -> tuple[date, date]:
    """The days a clause of the contract may look at, [from, to): also those a window reaches back to."""
    last = date(max(published_years()) + 2, 1, 1)
    first = date(min(contract.effective.start.year, last.year) - 1, 1, 1)
    return first, max(first, min(contract.effective.end, last))


@lru_cache
def _opened_bit(opening: Opening, country: str, first: date, after: date) -> Bit:
    """Opening hours with the holidays and the worked weekend days of these years, as far as published."""
    calendar = WorkCalendar(country)
    days = [first + timedelta(days=n) for n in range((after - first).days)]
    holidays = tuple(day_number(day) for day in days if calendar.is_public_holiday(day))
    worked = tuple(day_number(day) for day in days if calendar.is_make_up(day))
    closed = frozenset(day for day in days if is_closed(opening, calendar, day))
    name = f"{country}_{first}_{after}_{opening!r}"
    return Bit(name, opened=tuple(_opened(opening, holidays, worked)), closed=closed)


def _opened(opening: Opening, holidays: tuple[int, ...], worked: tuple[int, ...]) -> Iterator[Open]:
    """Each kind of day of each site; hours in which nothing is open are left out."""
    named = tuple(site for site, _ in opening.sites)
    for site, each in ((None, opening), *opening.sites):
        apart = named if site is None else ()
        for minutes, weekdays, on, off in _of_kinds(each, holidays, worked):
            for clock in clock_spans(minutes):
                if minutes != CLOSED and (weekdays or on):
                    yield Open(None if clock == WHOLE_DAY else clock, weekdays, on, off, site, apart)


def _of_kinds(
    opening: Opening, holidays: tuple[int, ...], worked: tuple[int, ...]
) -> Iterator[tuple[Span, tuple[int, ...], tuple[int, ...], tuple[int, ...]]]:
    """(hours, weekdays, only on, not on) that together hold every day once."""
    weekend = opening.weekdays if opening.weekend is None else opening.weekend
    apart = holidays if opening.holidays is not None else ()
    yield opening.weekdays, _WORKING, (), apart
    yield opening.weekdays, (), worked, ()
    yield weekend, _WEEKEND, (), (*apart, *worked)
    if opening.holidays is not None:
        yield opening.holidays, (), holidays, ()
