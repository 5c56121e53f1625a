"""Rosters and lists of changes in both times: the days they are of, and from when to when they were known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial

from core.people_lists import AgentRole, ListKind, RosterEvent
from core.period import Period
from qa.roster.spell import UNTOLD, Spell, Standing, after


@dataclass(frozen=True, slots=True)
class RosterChange:
    """One line of a list of changes."""

    #: First day it holds; of LEFT the last working day.
    day: date
    event: RosterEvent
    #: Holds only what the line says.
    after: Spell


@dataclass(frozen=True)
class RosterList:
    """A roster or a list of changes as it was taken in; known from its commit until it was withdrawn."""

    id: str
    kind: ListKind
    vendor: str
    #: None: all the vendor's projects.
    project: str | None
    days: Period
    known: datetime
    withdrawn: datetime | None
    lines: tuple[Spell | RosterChange, ...]


@dataclass(frozen=True)
class Dated:
    """A stretch of an agent's history: the days it holds, and from which list it was known when."""

    first_day: date
    #: None: until told otherwise.
    last_day: date | None
    spell: Spell
    list_id: str
    known: datetime


def roster_on(lists: Iterable[RosterList], day: date, known: datetime | None = None) -> dict[str, Spell]:
    """Who is on the rosters on a day, by mark, as it was known at `known` (None: as it is known now).

    Everybody a list names is there, who has left or has not come yet too: `Spell.standing` tells. Of each
    vendor and project one roster holds (`bases_on`); then the lists of changes, line by line.
    """
    live = known_at(lists, known)
    found: dict[str, _Placed] = {}
    for base in bases_on(live, day):
        for mark, spell in _spells(base, day).items():
            found[mark] = max(filter(None, (found.get(mark), _Placed(spell, base))), key=partial(_first, day))
    for change, told in _changes(live, day):
        mark = change.after.mark
        placed = found.get(mark) or _Placed(None, _base_for(live, told, day))
        if placed.base is None or _comes_after(change, told, placed.base):
            found[mark] = replace(placed, spell=changed(placed.spell, change))
    return {mark: placed.spell for mark, placed in found.items() if placed.spell is not None}


def known_at(lists: Iterable[RosterList], known: datetime | None) -> list[RosterList]:
    """The lists that were known at an instant; None: those that stand now."""
    if known is None:
        return [one for one in lists if one.withdrawn is None]
    return [one for one in lists if one.known <= known and not (one.withdrawn and one.withdrawn <= known)]


def bases_on(lists: Iterable[RosterList], day: date) -> list[RosterList]:
    """The roster that holds on a day, of each vendor and project: the one known last of those of that day,
    else the latest one before it, carried forward."""
    found: dict[tuple[str, str | None], RosterList] = {}
    for one in lists:
        if one.kind is ListKind.ROSTER and one.days.start <= day:
            key = one.vendor, one.project
            before = found.get(key)
            found[key] = one if before is None else max(before, one, key=partial(_nearest, day))
    return list(found.values())


def carried_days(lists: Iterable[RosterList], day: date) -> int:
    """How many days old the oldest roster is that a day is told by; 0 where each is of that day."""
    return max((max((day - one.days.last_day).days, 0) for one in bases_on(lists, day)), default=0)


def history_of(lists: Sequence[RosterList], mark: str, known: datetime | None = None) -> tuple[Dated, ...]:
    """What is known of one agent, stretch by stretch: while somebody is on a roster and has not left."""
    live = [_of_one(one, mark) for one in known_at(lists, known)]
    days = sorted({day for one in live for day in _turns(one)})
    found: list[Dated] = []
    for at, first in enumerate(days):
        spell = roster_on(live, first, known).get(mark)
        last = days[at + 1] - timedelta(days=1) if at + 1 < len(days) else None
        if spell is None or spell.standing(first) in (Standing.LEFT, Standing.NOT_YET):
            continue
        if found and found[-1].spell == spell and found[-1].last_day == first - timedelta(days=1):
            found[-1] = replace(found[-1], last_day=last)
        else:
            told = next((one for one in live if one.id == spell.list_id), None)
            found.append(Dated(first, last, spell, spell.list_id, told.known if told else live[0].known))
    return tuple(found)


def changed(spell: Spell | None, change: RosterChange) -> Spell:
    """What a line of changes makes of what was known; what it does not tell stays. A position of none of
    ours (`AgentRole.OTHER`) tells nothing."""
    said = change.after
    if spell is None:
        return _dated(said, change)
    told = {name: value for name in _TOLD if (value := getattr(said, name)) not in (None, (), "")}
    if said.role is not AgentRole.OTHER:
        told["role"] = said.role
    return _dated(replace(spell, **told), change)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A spell with the roster it stands on; None: changes alone tell of the agent."""

    spell: Spell | None
    base: RosterList | None


#: What a line of changes may tell anew.
_TOLD = (
    "agent", "person", "site", "project", "channels", "languages", "segments", "live", "named", "list_id",
    "sheet", "row",
)  # fmt: skip


def _dated(spell: Spell, change: RosterChange) -> Spell:
    """The spell with the days that the event itself says."""
    day = change.day
    match change.event:
        case RosterEvent.JOINED:
            return replace(spell, joined=day, left=None, live=change.after.live)
        case RosterEvent.LEFT:
            return replace(spell, left=day)
        case RosterEvent.LEAVE:
            ends = change.after.leaves[0].end if change.after.leaves else UNTOLD
            kept = tuple(one for one in spell.leaves if one.start != day)
            return replace(spell, leaves=(*kept, Period(day, ends)))
        case RosterEvent.RETURNED:
            return replace(spell, leaves=tuple(_ended(one, day) for one in spell.leaves if one.start < day))
    return spell


def _ended(leave: Period, day: date) -> Period:
    return Period(leave.start, min(leave.end, day))


def _nearest(day: date, one: RosterList) -> tuple[date, datetime]:
    """Rosters of the day itself before all others, then the latest; of equal ones the one known last."""
    return (date.max if day in one.days else one.days.end), one.known


def _spells(base: RosterList, day: date) -> dict[str, Spell]:
    """Of each agent the line that holds on the day: who was hired again stands on two."""
    found: dict[str, Spell] = {}
    for line in base.lines:
        if isinstance(line, Spell):
            before = found.get(line.mark)
            found[line.mark] = line if before is None else max(before, line, key=partial(_nearer, day))
    return found


def _nearer(day: date, spell: Spell) -> tuple[bool, date]:
    """A line that the day lies in, else the last one begun by then, else the first to begin."""
    begins = spell.joined or date.min
    if begins <= day:
        return day in spell.at_work, begins
    return False, date.min


def _first(day: date, placed: _Placed) -> tuple[bool, datetime]:
    """Where two projects' rosters name an agent: the one that has them at work, else the one known last."""
    assert placed.spell is not None and placed.base is not None
    return day in placed.spell.at_work, placed.base.known


def _changes(lists: Iterable[RosterList], day: date) -> list[tuple[RosterChange, RosterList]]:
    lines = (
        (line, one)
        for one in lists
        if one.kind is ListKind.CHANGES
        for line in one.lines
        if isinstance(line, RosterChange) and line.day <= day
    )
    return sorted(lines, key=lambda told: (told[0].day, told[1].known, told[0].after.row or 0))


def _base_for(lists: Iterable[RosterList], told: RosterList, day: date) -> RosterList | None:
    """The roster that would name an agent it does not: of the same project, else of the whole vendor."""
    mine = [one for one in bases_on(lists, day) if one.vendor == told.vendor]
    near = [one for one in mine if told.project is None or one.project in (told.project, None)]
    return max(near, key=lambda one: (one.project == told.project, one.known), default=None)


def _comes_after(change: RosterChange, told: RosterList, base: RosterList) -> bool:
    """Whether a roster cannot have known of a change: learnt later, or of a day after those it is of."""
    return told.known > base.known or change.day >= base.days.end


def _of_one(told: RosterList, mark: str) -> RosterList:
    lines = tuple(line for line in told.lines if _mark(line) == mark)
    return replace(told, lines=lines)


def _mark(line: Spell | RosterChange) -> str:
    return line.mark if isinstance(line, Spell) else line.after.mark


def _turns(told: RosterList) -> Iterator[date]:
    """The days on which what a list tells may change: those of an empty one too, it no longer names them."""
    if told.kind is ListKind.ROSTER:
        yield from (told.days.start, told.days.end)
    for line in told.lines:
        if isinstance(line, RosterChange):
            yield line.day
            if line.event is RosterEvent.LEFT:
                yield after(line.day)
        else:
            yield from (day for day in (line.joined, line.live) if day)
            if line.left:
                yield after(line.left)
