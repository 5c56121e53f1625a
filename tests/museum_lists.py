"""People lists as cases of the museum tell them.

    list: {kind: roster, days: 2026-11, rules: {CD: drop}}

reads the folder's one file as a list of HX (no `days`: its file has to say them), and

    rosters:
      lists: [{days: 2026-11, known: 2, agents: {m1: {site: A, left: 2026-11-12}}}]
      contacts: [{agent: m1, day: 2026-11-16, n: 4}]
      today: 2027-01-10
      cleared: {p1: 2026-11-10}
      logins: [{agent: m1, sites: [A, B], day: 2026-11-16, minute: 540, times: 2}]

holds rosters, each known on that day of its month, against contacts, against each other and against a day.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from core.finding import Finding
from core.people_lists import AgentRole, ListKind
from core.period import MonthRule
from core.privacy import AgentRule, Privacy
from importers.draft import Directory, Known
from importers.people.read_list import read_list
from importers.people.said import ListSaid
from qa.roster import watch
from qa.roster.history import RosterList
from qa.roster.spell import Spell
from tests.received_file import received

_TODAY = date(2026, 11, 22)


def found_in_list(path: Path, asked: dict[str, Any]) -> list[Finding]:
    """What is said of a list, and of its lines that are kept out."""
    rules = {("HX", site): AgentRule(rule) for site, rule in asked.get("rules", {}).items()}
    names = Directory(sites=(Known("CD", ("成都",), "HX"),), privacy=Privacy(b"museum", rules))
    kind = ListKind(asked["kind"]) if "kind" in asked else None
    days = MonthRule().month(asked["days"]) if "days" in asked else None
    with received(path.name, path.read_bytes()) as file:
        reading = read_list(file, ListSaid("HX", kind, days=days), names, _TODAY)
    return [*reading.findings, *(why for row in reading.rejected for why in row.reasons)]


def found_in_rosters(asked: dict[str, Any]) -> list[Finding]:
    """What rosters show beside each other, beside contacts, and on a day."""
    lists = [_roster(f"花名册{n}.xlsx", said) for n, said in enumerate(asked["lists"], start=1)]
    contacts = [
        watch.Contacts(said["agent"], said["agent"], said["day"], said["n"])
        for said in asked.get("contacts", ())
    ]
    *before, last = lists
    found = watch.overlap(before, last, {one.id: one.id for one in lists})
    return [
        *([found] if found else []),
        *watch.strangers(lists, contacts, {}),
        *watch.carried(lists, asked.get("today", _TODAY)),
        *(watch.said_cleared(one) for one in _cleared(last, asked)),
        *(watch.shared(**login) for login in asked.get("logins", ())),
    ]


def _cleared(roster: RosterList, asked: dict[str, Any]) -> list[Spell]:
    spells = [one for one in roster.lines if isinstance(one, Spell)]
    return watch.cleared(spells, asked.get("cleared", {}), roster.days.last_day)


def _roster(id: str, said: dict[str, Any]) -> RosterList:
    spells = tuple(
        Spell(
            "HX",
            mark,
            mark,
            of.get("person"),
            of.get("site"),
            None,
            AgentRole.L1,
            live=of.get("live"),
            left=of.get("left"),
            list_id=id,
        )
        for mark, of in said["agents"].items()
    )
    days = MonthRule().month(said["days"])
    known = datetime(days.start.year, days.start.month, said["known"], tzinfo=UTC)
    return RosterList(id, ListKind.ROSTER, "HX", None, days, known, None, spells)
