"""The door of this room: a people list from its file to rows with findings; nothing about it raises."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import polars as pl

from core.finding import Finding, Place, worst_first
from core.people_lists import ListKind
from core.period import Period
from core.privacy import masked
from importers.containers.caps import Caps
from importers.containers.sheets import RawSheet, read_sheets
from importers.dictionary.headers import synonyms
from importers.draft import Directory, ReceivedFile
from importers.layouts.grid import Column, Grid, find_head, lay_out
from importers.layouts.period_said import period_of, said_day
from importers.people.headers import people_words
from importers.people.lone_lines import left_out, with_lone_lines
from importers.people.roster_rows import RosterTable, read_rows
from importers.people.said import ROSTER_ROWS, ListReading, ListSaid
from importers.values.cells import Hints
from importers.values.whole_columns import read_column

_WHO = ("agent", "agent_login")
#: What makes a list of agents a roster; one of changes has its day or kind of change.
_ROSTER = frozenset(
    {"joined_on", "live_on", "left_on", "employment_status", "position", "site", "leave_from"}
)
_CHANGES = frozenset({"change_kind", "change_day"})

#: A table and what its columns hold.
_Table = tuple[Grid, dict[str, Column]]


def read_list(
    file: ReceivedFile, said: ListSaid, directory: Directory, today: date, caps: Caps | None = None
) -> ListReading:
    """What a roster or a list of changes says under `said`, as of `today`."""
    caps = caps or Caps()
    name = masked(file.name)
    sheets, findings, _container = read_sheets(file, caps)
    tables, unread = _tables(name, sheets, caps)
    kind = said.kind or _kind(tables)
    if not sheets or not tables or kind not in (ListKind.ROSTER, ListKind.CHANGES):
        unclear = [Finding("list_kind_unclear", Place(name))] if sheets else []
        return _nothing(said.kind, said.days, [*findings, *unclear])
    days = said.days or _days(name, tables, kind)
    if days is None and kind is ListKind.ROSTER:
        return _nothing(kind, None, [*findings, Finding("list_day_missing", Place(name))])
    hints = Hints(period=days, epoch_1904=sheets[0].epoch_1904, privacy=directory.privacy)
    read = [RosterTable(name, grid, columns, hints) for grid, columns in tables]
    found = read_rows(read, said, kind, days, directory, today)
    if days is None and found.events:
        days = Period(min(found.events), max(found.events) + timedelta(days=1))
    if days is None:
        findings = [*findings, Finding("list_day_missing", Place(name))]
    if not found.lines:
        findings = [*findings, Finding("nothing_left", Place(name))]
    frame = pl.DataFrame(found.lines, schema=ROSTER_ROWS, orient="row")
    told = tuple(worst_first([*findings, *unread, *found.findings]))
    return ListReading(kind, days, frame, told, tuple(found.rejected))


def _tables(name: str, sheets: Sequence[RawSheet], caps: Caps) -> tuple[list[_Table], list[Finding]]:
    """The tables that name agents by code, and what is said of their lines that name none."""
    words = people_words()
    found: list[_Table] = []
    unread: list[Finding] = []
    for sheet in sheets:
        head = find_head(sheet, words.knows, caps.header_rows)
        if head is None:
            continue
        grid = lay_out(sheet, head, synonyms())
        columns = words.columns(grid)
        if not columns.keys().isdisjoint(_WHO) and not columns.keys().isdisjoint(_ROSTER | _CHANGES):
            grid, left = with_lone_lines(
                grid, sheet, [columns[code] for code in _WHO if code in columns], synonyms()
            )
            found.append((grid, columns))
            unread += left_out(name, grid, left)
    return found, unread


def _kind(tables: Sequence[_Table]) -> ListKind | None:
    codes = {code for _grid, columns in tables for code in columns}
    if codes & _CHANGES:
        return ListKind.CHANGES
    return ListKind.ROSTER if codes & _ROSTER else None


def _days(file: str, tables: Sequence[_Table], kind: ListKind) -> Period | None:
    """The month or span that a title, a tab or the file's name says; of a roster one day as well."""
    for grid, _columns in tables:
        if covers := period_of(grid.titles, grid.sheet, file).covers:
            return covers
        if kind is ListKind.ROSTER and (day := _one_day(said_day(grid.sheet, grid.titles, file))):
            return Period(day, day + timedelta(days=1))
    return None


def _one_day(text: str) -> date | None:
    if not text:
        return None
    found = read_column(pl.Series([text]), people_words().fields["joined_on"], Hints()).at(0)
    return found if isinstance(found, date) else None


def _nothing(kind: ListKind | None, days: Period | None, findings: Sequence[Finding]) -> ListReading:
    return ListReading(kind, days, pl.DataFrame(schema=ROSTER_ROWS), tuple(worst_first([*findings])))
