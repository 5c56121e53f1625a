"""Rows of rosters as the spells and changes they say; names are resolved whenever rows are read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from core.people_lists import AgentRole, ListKind, RosterEvent
from core.period import Period
from importers.draft import Directory, folded
from importers.people.said import BETWEEN
from importers.staff import agent_key
from qa.roster.history import RosterChange, RosterList
from qa.roster.spell import UNTOLD, Spell
from store.records.people_lists import PeopleListRecord

if TYPE_CHECKING:
    import polars as pl

#: Lists that say who works here.
OF_ROSTERS = (ListKind.ROSTER, ListKind.CHANGES)


def roster_list(
    record: PeopleListRecord, frame: pl.DataFrame, names: Directory, known: datetime | None = None
) -> RosterList:
    """A list as `qa.roster` asks it. `known`: of one that waits, when it would be taken in."""
    known = record.committed_at or known
    assert known is not None
    read = _Names(record.vendor, names, record)
    lines: Iterator[Spell | RosterChange]
    if record.kind is ListKind.CHANGES:
        lines = (_change(row, read) for row in frame.iter_rows(named=True))
    else:
        lines = iter(_spells(frame, read))
    return RosterList(
        record.id, record.kind, record.vendor, record.project, record.days, known, record.withdrawn_at,
        tuple(lines),
    )  # fmt: skip


def keys_of(lists: list[RosterList]) -> dict[str, str]:
    """Mark → the code as calls and audits share it."""
    spells = (line if isinstance(line, Spell) else line.after for one in lists for line in one.lines)
    return {spell.mark: agent_key(spell.agent) for spell in spells}


class _Names:
    """What sites and projects are called."""

    def __init__(self, vendor: str, names: Directory, record: PeopleListRecord) -> None:
        self.vendor, self.list_id, self.project_of_list = vendor, record.id, record.project
        self._sites, self._projects = names.named("sites"), names.named("projects")

    def site(self, said: str | None) -> str | None:
        """Its code; of a site nobody entered, its name as said."""
        return self._sites.get((self.vendor, folded(said)), said) if said else None

    def project(self, said: str | None) -> str | None:
        """Its code, or what is said; else the list's."""
        return self._projects.get((None, folded(said)), said) if said else self.project_of_list


def _spells(frame: pl.DataFrame, names: _Names) -> list[Spell]:
    """The spells of a roster; lines that differ in their leave alone are one spell with several."""
    several = set(frame.filter(frame["mark"].is_duplicated())["mark"])
    found: dict[object, Spell] = {}
    for at, row in enumerate(frame.iter_rows(named=True)):
        spell = _spell(row, names)
        key = replace(spell, leaves=(), sheet="", row=None) if spell.mark in several else at
        before = found.get(key)
        found[key] = replace(before, leaves=(*before.leaves, *spell.leaves)) if before else spell
    return list(found.values())


def _change(row: Mapping[str, Any], names: _Names) -> RosterChange:
    return RosterChange(row["event_day"], RosterEvent(row["event"]), _spell(row, names))


def _spell(row: Mapping[str, Any], names: _Names) -> Spell:
    return Spell(
        vendor=names.vendor,
        mark=row["mark"],
        agent=row["agent"],
        person=row["person"],
        site=names.site(row["site_said"]),
        project=names.project(row["project_said"]),
        role=AgentRole(row["role"]),
        channels=_several(row["channels"]),
        languages=_several(row["languages"]),
        segments=_several(row["segments"]),
        joined=row["joined"],
        live=row["live"],
        left=row["left"],
        leaves=_leaves(row["leave_from"] or row["event_day"], row),
        named=row["named"] or "",
        list_id=names.list_id,
        sheet=row["sheet"] or "",
        row=row["row"],
    )


def _leaves(begins: date | None, row: Mapping[str, Any]) -> tuple[Period, ...]:
    if begins is None or (row["leave_from"] is None and row["event"] != RosterEvent.LEAVE.value):
        return ()
    ends = row["leave_to"] or UNTOLD
    return (Period(begins, ends),) if begins < ends else ()


def _several(said: str | None) -> tuple[str, ...]:
    return tuple(said.split(BETWEEN)) if said else ()
