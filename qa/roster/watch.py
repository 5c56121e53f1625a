"""What rosters show when they are held against each other and against who took contacts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from core.finding import Finding, Place
from core.people_lists import ListKind
from core.period import Period
from qa.roster.history import RosterList, bases_on, known_at, roster_on
from qa.roster.spell import Spell, Standing

#: A roster older than this makes what rests on it provisional (open reading 5 of the training design).
OLDEST_DAYS = 35


@dataclass(frozen=True, slots=True)
class Contacts:
    """How many contacts somebody handled on a day, by the code as lists and calls share it (`agent_key`)."""

    key: str
    #: As it is shown.
    agent: str
    day: date
    n: int


@dataclass(frozen=True)
class Differences:
    """How a later roster of days that were told before differs from the earlier one."""

    more: int
    fewer: int
    #: At another site, project or position.
    elsewhere: int


def strangers(
    lists: Sequence[RosterList], contacts: Iterable[Contacts], key_of: Mapping[str, str],
    known: datetime | None = None,
) -> list[Finding]:  # fmt: skip
    """Who took contacts and was on no roster of the day (幽灵工号), had left by then (离职仍在岗), was not
    live yet or on a long leave.

    `key_of`: mark → the code's key. Days without any roster say nothing of anybody.
    """
    live, ghosts, zombies = known_at(lists, known), dict[str, list[Contacts]](), dict[str, list[Contacts]]()
    away: dict[tuple[Standing, str], list[Contacts]] = {}
    last: dict[str, date] = {}
    by_day: dict[date, list[Contacts]] = {}
    for one in contacts:
        by_day.setdefault(one.day, []).append(one)
    for day in sorted(by_day):
        if not bases_on(live, day):
            continue
        on = {key_of.get(mark, mark): spell for mark, spell in roster_on(live, day, known).items()}
        for one in by_day[day]:
            spell = on.get(one.key)
            if spell is None:
                ghosts.setdefault(one.key, []).append(one)
            elif spell.standing(day) is Standing.LEFT and spell.left is not None:
                zombies.setdefault(one.key, []).append(one)
                last[one.key] = spell.left
            elif (standing := spell.standing(day)) is not Standing.LIVE:
                away.setdefault((standing, one.key), []).append(one)
    return [
        *(_ghost(seen) for seen in _most_first(ghosts)),
        *(_zombie(seen, last[seen[0].key]) for seen in _most_first(zombies)),
        *(_away(standing, seen) for (standing, _key), seen in sorted(away.items())),
    ]


def differences(before: Mapping[str, Spell], now: Mapping[str, Spell]) -> Differences:
    """Who is on one and not on the other, and who is placed otherwise."""
    both = before.keys() & now.keys()
    moved = sum(_placed(before[mark]) != _placed(now[mark]) for mark in both)
    return Differences(len(now.keys() - both), len(before.keys() - both), moved)


def overlap(lists: Sequence[RosterList], new: RosterList, names: Mapping[str, str]) -> Finding | None:
    """What a new roster changes where one of the same vendor and project told the same days already.

    `names`: list → the file's name.
    """
    told = [
        one
        for one in known_at(lists, None)
        if one.kind is new.kind is ListKind.ROSTER
        and (one.vendor, one.project) == (new.vendor, new.project)
        and one.days.overlaps(new.days)
    ]
    if not told:
        return None
    last = max(told, key=lambda one: one.known)
    shared = Period(max(last.days.start, new.days.start), min(last.days.end, new.days.end))
    found = differences(roster_on([last], shared.last_day), roster_on([new], shared.last_day))
    facts = {"more": found.more, "fewer": found.fewer, "elsewhere": found.elsewhere}
    days = {"days": _span(shared.start, shared.last_day), "earlier": names.get(last.id, last.id)}
    return Finding("rosters_overlap", Place(names.get(new.id, "")), {**days, **facts})


def carried(lists: Sequence[RosterList], day: date) -> list[Finding]:
    """Rosters that are too old to say who is at work."""
    bases = bases_on(known_at(lists, None), day)
    old = [one for one in bases if (day - one.days.last_day).days > OLDEST_DAYS]
    return [
        Finding(
            "roster_carried",
            facts={"day": one.days.last_day.isoformat(), "n": (day - one.days.last_day).days},
        )
        for one in old
    ]


def cleared(spells: Iterable[Spell], out: Mapping[str, date], day: date) -> list[Spell]:
    """Who of these may not work here (`out`: person → first such day) and has not left by a day, by code."""
    found = [
        one
        for one in spells
        if one.person and out.get(one.person, date.max) <= day and one.standing(day) is not Standing.LEFT
    ]
    return sorted(found, key=lambda one: one.agent)


def said_cleared(spell: Spell) -> Finding:
    """Its code, and nothing else."""
    return Finding("roster_person_cleared", facts={"agent": spell.agent})


def shared(agent: str, sites: Sequence[str], day: date, minute: int, times: int) -> Finding:
    """A code that answered at several sites within half an hour: first when (minutes from midnight)."""
    at = f"{minute // 60:02d}:{minute % 60:02d}"
    facts = {"agent": agent, "sites": ", ".join(sites), "day": day.isoformat(), "at": at, "n": times}
    return Finding("agent_login_shared", facts=facts)


def _ghost(seen: Sequence[Contacts]) -> Finding:
    days = [one.day for one in seen]
    facts = {"agent": seen[0].agent, "n": sum(one.n for one in seen), "days": _span(min(days), max(days))}
    return Finding("agent_ghost", facts=facts)


def _zombie(seen: Sequence[Contacts], left: date) -> Finding:
    facts = {"agent": seen[0].agent, "n": sum(one.n for one in seen), "left": left.isoformat()}
    return Finding("agent_zombie", facts={**facts, "day": max(one.day for one in seen).isoformat()})


def _away(standing: Standing, seen: Sequence[Contacts]) -> Finding:
    days = [one.day for one in seen]
    facts = {"agent": seen[0].agent, "n": sum(one.n for one in seen), "days": _span(min(days), max(days))}
    return Finding("agent_not_at_work", facts={**facts, "standing": standing})


def _most_first(found: Mapping[str, Sequence[Contacts]]) -> list[Sequence[Contacts]]:
    return sorted(found.values(), key=lambda seen: (-sum(one.n for one in seen), seen[0].key))


def _span(first: date, last: date) -> str:
    return first.isoformat() if first == last else f"{first.isoformat()}–{last.isoformat()}"


def _placed(spell: Spell) -> tuple[object, ...]:
    return spell.site, spell.project, spell.role
