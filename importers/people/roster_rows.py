"""The lines of a roster or a list of changes: each agent's marks and days, and the lines kept out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from core.finding import Finding, Place
from core.people_lists import AgentRole, ListKind, RosterEvent
from core.period import Period
from core.privacy import AgentRule, Privacy, masked
from importers.containers.celltoken import decode, shown
from importers.draft import Directory, RejectedRow, folded
from importers.layouts.grid import Column, Grid
from importers.people.headers import people_words
from importers.people.id_numbers import IdSaid, person_mark, read_id
from importers.people.role_words import event_of, role_of, says_left
from importers.people.roster_checks import Checked, Line
from importers.people.said import BETWEEN, ListSaid
from importers.rows.privacy import HIDDEN
from importers.staff import agent_key, agent_mark
from importers.values.cells import Hints, Trouble
from importers.values.whole_columns import ColumnValues, read_column

_BREAKS = str.maketrans(dict.fromkeys("、,，;；/+", BETWEEN))
#: Cells that stay hidden in a line that is shown because it is kept out.
_PRIVATE = frozenset({"agent_name", "id_number"})
#: What tells the day of an event where no column of changes does.
_DAY_OF = {
    RosterEvent.JOINED: "joined_on",
    RosterEvent.LEFT: "left_on",
    RosterEvent.LEAVE: "leave_from",
    RosterEvent.RETURNED: "leave_to",
}


@dataclass(frozen=True)
class RosterTable:
    """A table of a list with what its columns hold."""

    file: str
    grid: Grid
    columns: Mapping[str, Column]
    hints: Hints

    @cached_property
    def values(self) -> dict[str, ColumnValues]:
        """Code → its cells as read; id numbers are read one by one."""
        fields = people_words().fields
        return {
            code: read_column(self.grid.kept(column), fields[code], self.hints)
            for code, column in self.columns.items()
            if fields[code].kind != "id"
        }

    def text(self, code: str, at: int) -> str:
        """The words of a cell; '' where it has none, or no such column is there."""
        value = self.values[code].at(at) if code in self.values else None
        return value.strip() if isinstance(value, str) else ""

    def day(self, code: str, at: int) -> date | None:
        """The day of a cell."""
        value = self.values[code].at(at) if code in self.values else None
        value = value[0] if isinstance(value, tuple) else value
        return value if isinstance(value, date) else None

    def id_number(self, at: int) -> IdSaid:
        """The id number of a line."""
        column = self.columns.get("id_number")
        return read_id(decode(self.grid.tokens(column)[at])) if column else IdSaid()

    def troubles(self) -> dict[int, list[Finding]]:
        """Line → the cells of days in it that are none."""
        found: dict[int, list[Finding]] = {}
        for code, values in self.values.items():
            for at, trouble in values.trouble():
                found.setdefault(at, []).append(self._trouble(code, at, trouble))
        return found

    def _trouble(self, code: str, at: int, trouble: Trouble) -> Finding:
        column = self.columns[code]
        place = self.grid.place(self.file, self.grid.numbers[at], column.letters)
        return Finding(trouble.code, place, {"header": column.written, **trouble.facts})

    def place(self, at: int) -> Place:
        """A whole line."""
        return self.grid.place(self.file, self.grid.numbers[at])


@dataclass
class Rows:
    """What all tables of a list give together."""

    lines: list[tuple[object, ...]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    rejected: list[RejectedRow] = field(default_factory=list)
    events: list[date] = field(default_factory=list)


def read_rows(
    tables: Sequence[RosterTable],
    said: ListSaid,
    kind: ListKind,
    days: Period | None,
    directory: Directory,
    today: date,
) -> Rows:
    """Every line that may come in, and the others with their reasons."""
    reader = _Reader(said, kind, days, directory)
    checked, found = Checked(today), Rows()
    for table in tables:
        bad = table.troubles()
        for at in range(table.grid.body.height):
            line, reasons = reader.line(table, at)
            reasons = [*bad.get(at, ()), *reasons]
            if line is not None and not reasons:
                reasons = checked.take(line)
            if reasons:
                site = reader.site(table.text("site", at))
                cells = dict(_cells(table, at, directory.privacy, said.vendor, site))
                found.rejected.append(RejectedRow(table.place(at), tuple(reasons), cells, said.vendor))
    found.lines = [line.kept() for line in checked.lines if line.agent]
    found.findings = [*checked.findings(), *reader.findings(tables[0].file)]
    found.events = [line.event_day for line in checked.lines if line.event_day]
    return found


class _Reader:
    """Reads line after line, and counts what is said once of all of them."""

    def __init__(self, said: ListSaid, kind: ListKind, days: Period | None, directory: Directory) -> None:
        self.said, self.kind, self.days, self.privacy = said, kind, days, directory.privacy
        self.sites = directory.named("sites")
        self.positions: dict[str, int] = {}
        self.new_sites: dict[str, int] = {}
        self.silent: dict[str, int] = {}
        self.undated: list[str] = []

    def line(self, table: RosterTable, at: int) -> tuple[Line | None, list[Finding]]:
        """One line, and why it cannot come in."""
        code = table.text("agent", at) or table.text("agent_login", at)
        if not code:
            return None, [Finding("roster_agent_missing", table.place(at))]
        site_said = table.text("site", at)
        site = self.site(site_said)
        agent = self.privacy.agent(code, self.said.vendor, site)
        event, event_day, reasons = self._event(table, at)
        if agent is None:
            where = site_said or self.said.vendor
            self.silent[where] = self.silent.get(where, 0) + 1
        if site_said and site is None:
            self.new_sites[site_said] = self.new_sites.get(site_said, 0) + 1
        left = self._left(table, at, agent or HIDDEN)
        number = table.id_number(at)
        back = table.day("leave_to", at)
        line = Line(
            mark=agent_mark(self.privacy, self.said.vendor, agent_key(code)),
            agent=agent or "",
            person=person_mark(self.privacy, number.digits) if number.digits else None,
            site_said=site_said,
            project_said=table.text("project", at),
            role=self._role(table.text("position", at)),
            channels=_several(table.text("channel", at)),
            languages=_several(table.text("language", at)),
            segments=_several(table.text("segment", at)),
            joined=table.day("joined_on", at),
            live=table.day("live_on", at),
            left=left,
            leave_from=table.day("leave_from", at),
            leave_to=back + timedelta(days=1) if back and not _is_return(table) else back,
            event=event,
            event_day=event_day,
            named=self._named(table.text("agent_name", at), site),
            sheet=table.grid.sheet,
            row=int(table.grid.numbers[at]),
            place=table.place(at),
            id_trouble=number.trouble,
        )
        return line, reasons

    def site(self, said: str) -> str | None:
        """The code of a site by any of its names."""
        return self.sites.get((self.said.vendor, folded(said))) if said else None

    def findings(self, file: str) -> list[Finding]:
        """What is said once of the whole list."""
        at = Place(file)
        return [
            *(Finding("roster_role_unknown", at, {"said": w, "n": n}) for w, n in self.positions.items()),
            *(Finding("roster_site_unknown", at, {"said": w, "n": n}) for w, n in self.new_sites.items()),
            *(Finding("roster_site_keeps_nothing", at, {"site": w, "n": n}) for w, n in self.silent.items()),
            *(Finding("roster_left_undated", at, {"agent": agent}) for agent in self.undated),
        ]

    def _event(self, table: RosterTable, at: int) -> tuple[RosterEvent | None, date | None, list[Finding]]:
        if self.kind is not ListKind.CHANGES:
            return None, None, []
        said = table.text("change_kind", at)
        event = event_of(said)
        if event is None:
            return None, None, [Finding("roster_event_unknown", table.place(at), {"said": said or "—"})]
        day = table.day("change_day", at) or table.day(_DAY_OF.get(event, "change_day"), at)
        reasons = [] if day else [Finding("roster_event_undated", table.place(at), {"said": said})]
        return event, day, reasons

    def _left(self, table: RosterTable, at: int, agent: str) -> date | None:
        """The last working day; where only a status says that somebody left, the day before the list's."""
        left = table.day("left_on", at)
        if left or self.kind is ListKind.CHANGES or not says_left(table.text("employment_status", at)):
            return left
        self.undated.append(agent)
        return self.days.start - timedelta(days=1) if self.days else None

    def _role(self, said: str) -> AgentRole:
        role = role_of(said) if said else None
        if said and role is None:
            self.positions[said] = self.positions.get(said, 0) + 1
        return role or AgentRole.OTHER

    def _named(self, name: str, site: str | None) -> str:
        """张* where the site's rule is to keep names, else nothing."""
        keeps = self.privacy.rule(self.said.vendor, site) is AgentRule.KEEP
        return f"{name[0]}*" if name and keeps else ""


def _is_return(table: RosterTable) -> bool:
    """Whether the end of a leave is told as the day of return (预计返岗), not as its last day."""
    written = table.columns["leave_to"].written
    return any(word in written.casefold() for word in ("返", "return", "back"))


def _several(said: str) -> str:
    return BETWEEN.join(part.strip() for part in said.translate(_BREAKS).split(BETWEEN) if part.strip())


def _cells(
    table: RosterTable, at: int, privacy: Privacy, vendor: str, site: str | None
) -> Iterator[tuple[str, str]]:
    """A line as received, without its person."""
    codes = {column.index: code for code, column in table.columns.items()}
    for column in table.grid.columns:
        text, code = masked(shown(table.grid.tokens(column)[at])), codes.get(column.index, "")
        if code in _PRIVATE and text:
            text = HIDDEN
        elif code in ("agent", "agent_login") and text:
            text = privacy.agent(text, vendor, site) or HIDDEN
        yield column.written, text
