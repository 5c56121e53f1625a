"""Lines of one roster against each other and against the calendar: twice, the wrong way round, one person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date

from core.finding import Finding, Place
from core.people_lists import AgentRole, RosterEvent
from importers.people.id_numbers import IdTrouble
from importers.people.said import ROSTER_ROWS


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it will be kept (`ROSTER_ROWS`), with what is only needed to check it."""

    mark: str
    #: '' where the site's rule is to keep nothing.
    agent: str
    person: str | None
    site_said: str
    project_said: str
    role: AgentRole
    channels: str
    languages: str
    segments: str
    joined: date | None
    live: date | None
    left: date | None
    leave_from: date | None
    leave_to: date | None
    event: RosterEvent | None
    event_day: date | None
    named: str
    sheet: str
    row: int
    place: Place
    id_trouble: IdTrouble | None = None

    def kept(self) -> tuple[object, ...]:
        """The row of the lake."""
        return tuple(_plain(getattr(self, name)) for name in ROSTER_ROWS)

    @property
    def told(self) -> tuple[object, ...]:
        """What it says, wherever it stands."""
        return tuple(getattr(self, one.name) for one in fields(self) if one.name not in _WHERE)

    @property
    def but_leave(self) -> tuple[object, ...]:
        """The same without its leave: one line a leave is how some lists tell several."""
        leave = {"leave_from", "leave_to", "event_day"}
        return tuple(getattr(self, one.name) for one in fields(self) if one.name not in _WHERE | leave)

    def meets(self, other: Line) -> bool:
        """Whether both have the agent at work on one day."""
        begins, ends = (self.joined or date.min), (self.left or date.max)
        return begins <= (other.left or date.max) and (other.joined or date.min) <= ends


_WHERE = frozenset({"sheet", "row", "place", "id_trouble"})


class Checked:
    """Takes lines one after the other; what is wrong with one keeps it out."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.lines: list[Line] = []
        self._of: dict[str, list[Line]] = {}
        self._same: list[Finding] = []

    def take(self, line: Line) -> list[Finding]:
        """Keep a line, or say why not; one that says nothing new is let go and said."""
        if reasons := list(_reversed(line)):
            return reasons
        for other in self._of.get(line.mark, ()):
            facts = {"agent": line.agent or "***", "line": line.row, "other_line": other.row}
            if other.told == line.told:
                self._same.append(Finding("roster_line_twice", line.place, facts))
                return []
            if line.event is None and other.but_leave != line.but_leave and other.meets(line):
                sites = {"site": line.site_said or "—", "other_site": other.site_said or "—"}
                return [Finding("roster_agent_twice", line.place, {**facts, **sites})]
        self.lines.append(line)
        self._of.setdefault(line.mark, []).append(line)
        return []

    def findings(self) -> list[Finding]:
        """What is said of lines that came in."""
        return [*self._same, *self._persons(), *self._numbers()]

    def _persons(self) -> Iterator[Finding]:
        """Two codes with one id number, both at work on one day."""
        first: dict[str, Line] = {}
        for line in self.lines:
            if line.person is None:
                continue
            other = first.setdefault(line.person, line)
            if other.mark != line.mark and other.meets(line):
                facts = {"a": other.agent or "***", "b": line.agent or "***"}
                yield Finding("roster_person_twice", line.place, facts)

    def _numbers(self) -> Iterator[Finding]:
        codes = {IdTrouble.CUT: "id_number_cut", IdTrouble.ODD: "id_number_odd"}
        for trouble, code in codes.items():
            bad = [line for line in self.lines if line.id_trouble is trouble]
            if bad:
                rows = ", ".join(str(line.row) for line in bad[:5]) + (" …" if len(bad) > 5 else "")
                yield Finding(code, Place(bad[0].place.file, bad[0].sheet), {"n": len(bad), "rows": rows})


def _reversed(line: Line) -> Iterator[Finding]:
    """Left, or live, before joining."""
    if line.joined is None:
        return
    facts = {"agent": line.agent or "***", "joined": line.joined.isoformat()}
    if line.left and line.left < line.joined and line.event is None:
        yield Finding("roster_left_before_joined", line.place, {**facts, "left": line.left.isoformat()})
    if line.live and line.live < line.joined:
        yield Finding("roster_live_before_joined", line.place, {**facts, "live": line.live.isoformat()})


def _plain(value: object) -> object:
    if isinstance(value, (AgentRole, RosterEvent)):
        return value.value
    return None if value == "" else value
