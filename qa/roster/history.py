"""Rosters and lists of changes in both times: the days they are of, and from when to when they were known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from core.people_lists import ListKind, RosterEvent
from core.period import Period
from qa.roster.spell import Spell


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
