"""What each line of a staff list says of an agent: the day he left, the day he joined, whether he works."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from core.finding import Place
from importers.dictionary.headers import Field, synonyms
from importers.layouts.grid import Grid
from importers.layouts.staff_lists import LEFT, STATUS, StaffList, column_of
from importers.staff import agent_key
from importers.values.cells import Hints
from importers.values.whole_columns import ColumnValues, read_column

#: A status that says somebody works here: a leaving day beside it is an older one, or a mistake.
_WORKS = re.compile(r"在[职岗册]|正常|正式|试用|转正|active|employed|current|working", re.IGNORECASE)
#: Leaving days before this one are empty cells that Excel shows as days.
_FIRST_DAY = date(2000, 1, 1)


@dataclass(frozen=True)
class StaffLine:
    """What one line says of an agent."""

    #: Whether by code ('agent') or by name ('agent_name'), and which, as `agent_key` has it.
    agent: tuple[str, str]
    #: The same as it is written.
    said: str
    left: date | None
    joined: date | None
    works: bool
    #: Whether a list that is nothing else has the agent as working: its status says so, or it has neither a
    #: status nor a leaving day where others have theirs.
    listed: bool
    #: The cell of the leaving day, or the line; and the agent's own.
    place: Place
    named_at: Place
    vendor: str | None = None
    site: str | None = None


def staff_lines(file: str, staff: StaffList, hints: Hints) -> Iterator[StaffLine]:
    """Every line of a table under the agent's code, and under his name where no other has it."""
    grid = staff.grid
    days = [_read(grid, code, "day", hints) for code in (LEFT, "joined_on")]
    status, leaving = _read(grid, STATUS, "label", hints), column_of(grid, LEFT)
    codes, names = (_read(grid, code, "code", hints) for code in ("agent", "agent_name"))
    places = [_read(grid, code, "label", hints) for code in ("vendor", "site")]
    twice = _of_several(codes, names, grid.body.height)
    letters = {kind: who.letters for kind in ("agent", "agent_name") if (who := column_of(grid, kind))}
    for at, number in enumerate(grid.numbers):
        left, joined = (_day(column.at(at)) if column else None for column in days)
        vendor, site = (_words(column, at) or None for column in places)
        state = _words(status, at)
        works = bool(_WORKS.match(state))
        listed = not staff.has_figures and (works or (leaving is not None and not left and not state))
        place = grid.place(file, number, leaving.letters if leaving else "")
        for kind, column in (("agent", codes), ("agent_name", names)):
            said = column.at(at) if column else None
            if isinstance(said, str) and (kind, said) not in twice:
                key, named = (kind, agent_key(said)), grid.place(file, number, letters[kind])
                yield StaffLine(key, said, left, joined, works, listed, place, named, vendor, site)


def last_line(lines: Sequence[StaffLine]) -> StaffLine | None:
    """The line of an agent's last day; None where none is told, or he has come back since."""
    said = [line for line in lines if line.left and not line.works]
    last = max(said, key=lambda line: line.left or _FIRST_DAY, default=None)
    if last is None or last.left is None:
        return None
    back = any(line.joined and line.joined > last.left for line in lines)
    return None if back or any(line.works and not line.left for line in lines) else last


def _of_several(codes: ColumnValues | None, names: ColumnValues | None, height: int) -> set[tuple[str, str]]:
    """The names that stand beside two codes."""
    if codes is None or names is None:
        return set()
    beside: dict[str, set[object]] = {}
    for at in range(height):
        beside.setdefault(str(names.at(at)), set()).add(codes.at(at))
    return {("agent_name", name) for name, of in beside.items() if len(of) > 1}


def _read(grid: Grid, code: str, kind: str, hints: Hints) -> ColumnValues | None:
    column = column_of(grid, code)
    if column is None:
        return None
    field: Field = replace(synonyms().fields[code], kind=kind, role="agent" if kind == "code" else None)
    return read_column(grid.kept(column), field, hints)


def _words(column: ColumnValues | None, at: int) -> str:
    said = column.at(at) if column else None
    return said.strip() if isinstance(said, str) else ""


def _day(said: object) -> date | None:
    day = said[0] if isinstance(said, tuple) else said
    return day if isinstance(day, date) and day >= _FIRST_DAY else None
