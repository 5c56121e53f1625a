"""Staff against load, interval by interval: the seats that calls keep busy, and those that are there.

No queueing formula: offered calls × average handling time ÷ length of the interval is the number of seats
the calls keep occupied throughout. That many must be there, or calls wait; far more are idle.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from core.text import Text

#: Below this part of the seats that are there, the rest is idle.
IDLE = Fraction(3, 5)
#: Seats lent to another site leave the lender's at most this busy.
BUSY = Fraction(17, 20)
_HANDLING = ("talk_s", "hold_s", "wrap_s")
_HEADS = ("agents_live", "headcount_on_duty")
_TIMES = ("login_s", "scheduled_s")
#: The base counts it is formed from.
COUNTS = ("offered", "answered", *_HANDLING, *_TIMES, *_HEADS)
#: Minutes of a day.
_SECONDS = 60


class State(StrEnum):
    """How the seats of an interval stand to its load."""

    SHORT = "short"
    FAIR = "fair"
    IDLE = "idle"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return _STATES[self]


_STATES = {
    State.SHORT: Text("超负荷", "Overloaded"),
    State.FAIR: Text("相称", "Fair"),
    State.IDLE: Text("闲置", "Idle"),
}


@dataclass(frozen=True)
class Load:
    """One interval of one day at one place: calls, the seats they keep busy, the seats that are there."""

    day: date
    #: Minutes from midnight, [start, end).
    start: int
    end: int
    offered: int
    needed: Fraction
    seats: Fraction

    @property
    def state(self) -> State:
        """Short where calls need more than is there, idle where they need far less."""
        return state_of(self.needed, self.seats)

    @property
    def hours(self) -> Fraction:
        """Its length in hours."""
        return Fraction(self.end - self.start, 60)


@dataclass(frozen=True)
class DayTime:
    """The same interval of all days at one place: calls, busy seats needed and seats there, added up."""

    #: Minutes from midnight.
    start: int
    offered: int
    needed: Fraction
    seats: Fraction
    #: Of how many days, and on how many of them it was overloaded or idle.
    days: int
    short: int
    idle: int

    @property
    def share(self) -> Fraction | None:
        """Busy seats needed of those that were there; None without a seat."""
        return self.needed / self.seats if self.seats else None

    @property
    def state(self) -> State:
        """As of one interval."""
        return state_of(self.needed, self.seats)


@dataclass(frozen=True)
class Stretch:
    """Intervals on end of one day in the same state."""

    state: State
    loads: tuple[Load, ...]

    @property
    def seat_hours(self) -> Fraction:
        """Seat-hours that lack, or that nothing is to do for."""
        return sum((abs(each.seats - each.needed) * each.hours for each in self.loads), Fraction(0))


@dataclass(frozen=True)
class Pooling:
    """Half hours in which one place was overloaded while another was idle."""

    #: How many such intervals, of how many in which at least two places are known.
    intervals: int
    of: int
    #: Calls offered to the overloaded places in them.
    calls: int
    #: Seat-hours that lacked there, and the part of them that idle seats elsewhere could have given.
    lacked: Fraction
    covered: Fraction


def loads(found: Iterable[tuple[date, int, int, Mapping[str, int]]]) -> tuple[Load, ...]:
    """The intervals of one place whose calls, handling time and seats are known, in order.

    An interval without an answered call takes the place's handling time over all of them.
    """
    rows = list(found)
    usual = _mean(counts for _, _, _, counts in rows)
    return tuple(
        Load(day, start, end, counts["offered"], needed, seats)
        for day, start, end, counts in rows
        if (needed := _needed(counts, start, end, usual)) is not None
        and (seats := _seats(counts, start, end)) is not None
    )


def state_of(needed: Fraction, seats: Fraction) -> State:
    """How seats stand to load."""
    if needed > seats:
        return State.SHORT
    return State.IDLE if needed < seats * IDLE else State.FAIR


def by_time(found: Sequence[Load]) -> tuple[DayTime, ...]:
    """A place's intervals by the time they begin at, from the earliest on."""
    times: dict[int, list[Load]] = {}
    for load in found:
        times.setdefault(load.start, []).append(load)
    return tuple(
        DayTime(
            start,
            sum(each.offered for each in mine),
            sum((each.needed for each in mine), Fraction(0)),
            sum((each.seats for each in mine), Fraction(0)),
            len(mine),
            sum(each.state is State.SHORT for each in mine),
            sum(each.state is State.IDLE for each in mine),
        )
        for start, mine in sorted(times.items())
    )


def stretches(found: Sequence[Load], state: State) -> list[Stretch]:
    """The stretches in a state, those of most seat-hours first."""
    made = [Stretch(state, tuple(group)) for group in _runs(found) if group[0].state is state]
    return sorted(made, key=lambda each: (-each.seat_hours, each.loads[0].day, each.loads[0].start))


def occupancy(found: Sequence[Load]) -> Fraction | None:
    """The seats calls keep busy of those that are there, over all intervals; None without a seat."""
    there = sum((each.seats * each.hours for each in found), Fraction(0))
    busy = sum((each.needed * each.hours for each in found), Fraction(0))
    return busy / there if there else None


def pooling(places: Iterable[Sequence[Load]]) -> Pooling | None:
    """Where seats idle at one place could have helped another; None where never."""
    shared = _shared(places)
    met = [group for group in shared if _meets(group)]
    if not met:
        return None
    short = [[each for each in group if each.state is State.SHORT] for group in met]
    lacked = [sum((e.needed - e.seats for e in group), Fraction(0)) * group[0].hours for group in short]
    spare = [_spare(group) * group[0].hours for group in met]
    covered = sum((min(pair) for pair in zip(lacked, spare, strict=True)), Fraction(0))
    calls = sum(each.offered for group in short for each in group)
    return Pooling(len(met), len(shared), calls, sum(lacked, Fraction(0)), covered)


def pooled_at(places: Iterable[Sequence[Load]]) -> dict[int, int]:
    """Time of day → on how many days one place was overloaded then while another was idle; never 0."""
    found: dict[int, int] = {}
    for group in _shared(places):
        if _meets(group):
            found[group[0].start] = found.get(group[0].start, 0) + 1
    return found


def _shared(places: Iterable[Sequence[Load]]) -> list[list[Load]]:
    """The intervals that are known of several places."""
    together: dict[tuple[date, int, int], list[Load]] = {}
    for place in places:
        for load in place:
            together.setdefault((load.day, load.start, load.end), []).append(load)
    return [group for group in together.values() if len(group) > 1]


def _meets(group: Sequence[Load]) -> bool:
    return {State.SHORT, State.IDLE} <= {each.state for each in group}


def _spare(group: Sequence[Load]) -> Fraction:
    """Seats the idle places could lend and still be no busier than `BUSY`."""
    idle = (each for each in group if each.state is State.IDLE)
    return sum((max(Fraction(0), each.seats - each.needed / BUSY) for each in idle), Fraction(0))


def _mean(found: Iterable[Mapping[str, int]]) -> Fraction | None:
    """Seconds a call takes over all intervals that say both."""
    known = [each for each in found if "talk_s" in each and each.get("answered")]
    answered = sum(each["answered"] for each in known)
    return Fraction(sum(_handling(each) for each in known), answered) if answered else None


def _handling(counts: Mapping[str, int]) -> int:
    return sum(counts.get(name, 0) for name in _HANDLING)


def _needed(counts: Mapping[str, int], start: int, end: int, usual: Fraction | None) -> Fraction | None:
    own = "talk_s" in counts and counts.get("answered")
    mean = Fraction(_handling(counts), counts["answered"]) if own else usual
    if mean is None or "offered" not in counts:
        return None
    return counts["offered"] * mean / ((end - start) * _SECONDS)


def _seats(counts: Mapping[str, int], start: int, end: int) -> Fraction | None:
    """Seats signed in by their time, else scheduled, else counted."""
    for name in _TIMES:
        if name in counts:
            return Fraction(counts[name], (end - start) * _SECONDS)
    return next((Fraction(counts[name]) for name in _HEADS if name in counts), None)


def _runs(found: Sequence[Load]) -> Iterator[list[Load]]:
    run: list[Load] = []
    for load in sorted(found, key=lambda each: (each.day, each.start)):
        if run and (load.day, load.start, load.state) != (run[-1].day, run[-1].end, run[-1].state):
            yield run
            run = []
        run.append(load)
    if run:
        yield run
