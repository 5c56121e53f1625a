"""Figures of agents after the day they left, as a staff list or a column of the same file tells it (C8)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import polars as pl

from core.facts import date_of
from core.finding import Finding, Place
from core.text import Text
from importers.claims.formulas import count_name
from importers.columnar.coded import met
from importers.columnar.streamed import few
from importers.dictionary.headers import Field, synonyms
from importers.layouts.grid import Grid
from importers.layouts.staff_lists import LEFT, column_of
from importers.rows.extract import Rows
from importers.values.cells import Hints
from importers.values.whole_columns import ColumnValues, read_column

#: Counts that only somebody who works can have; answers of customers and audits may come later.
_WORK = (
    "answered", "talk_s", "hold_s", "wrap_s", "login_s", "ready_s", "busy_s", "productive_s", "chat_sessions",
    "chat_replies", "chat_handle_s", "outbound_calls", "outbound_connected", "outbound_s", "seats_filled",
)  # fmt: skip
#: A status that says somebody works here: a leaving day beside it is an older one, or a mistake.
_WORKS = re.compile(r"在[职岗册]|正常|正式|试用|转正|active|employed|current|working", re.IGNORECASE)
#: Until then on the day after, in minutes, somebody may still be in the shift of the last day.
_NIGHT_ENDS = 12 * 60
#: Leaving days before this one are empty cells that Excel shows as days.
_FIRST_DAY = date(2000, 1, 1)


@dataclass(frozen=True)
class _Line:
    """What one line says of an agent."""

    agent: tuple[str, str]
    left: date | None
    joined: date | None
    works: bool
    place: Place


def check_left_agents(file: str, read: Sequence[Rows], lists: Sequence[Grid], hints: Hints) -> None:
    """Keep rows out that give work to agents after their last day; the last day itself is one of work."""
    lines: dict[tuple[str, str], list[_Line]] = {}
    hints = _in_year_of(read, hints)
    for line in (line for grid in lists for line in _lines(file, grid, hints)):
        lines.setdefault(line.agent, []).append(line)
    left = {agent: last for agent, said in lines.items() if (last := _last(said))}
    for rows in read if left else ():
        _look(file, rows, left)


def has_agents(rows: Rows) -> bool:
    """Whether its rows are of agents, of one vendor: two may use the same codes."""
    if rows.unread or rows.undated or rows.frame["vendor_said"].n_unique() > 1:
        return False
    return bool(rows.frame["agent"].is_not_null().any())


def _in_year_of(read: Sequence[Rows], hints: Hints) -> Hints:
    """The hints by which 5月2日 has the year of the figures, where no words of the file tell one."""
    last = max((day for rows in read if isinstance(day := rows.frame["day"].max(), int)), default=None)
    if hints.period or hints.year or last is None:
        return hints
    return replace(hints, year=date_of(last).year)


def _look(file: str, rows: Rows, left: dict[tuple[str, str], _Line]) -> None:
    names = {name: line for name in met(rows.frame["agent"]) if (line := left.get(_key(_who(rows), name)))}
    work = [name for name in _WORK if name in rows.measures]
    if not names or not work:
        return
    some = pl.col("agent").cast(pl.String).is_in(list(names)) & pl.any_horizontal(pl.col(work) > 0)
    told = few(rows.frame, some).select(
        "row", pl.col("agent").cast(pl.String), "day", "day_end", "slot", *work
    )
    for row in told.iter_rows(named=True):
        line = names[row["agent"]]
        if row["day"] is not None and line.left and _is_after(row, line.left):
            rows.reasons[row["row"]].append(_finding(file, rows, row, work, line))


def _is_after(row: dict[str, object], left: date) -> bool:
    """Whether a row is of days after the last one; the night shift of that day ends on the next."""
    day, slot = date_of(int(str(row["day"]))), row["slot"]
    night = day == left + timedelta(days=1) and isinstance(slot, int) and slot < _NIGHT_ENDS
    return day > left and not night


def _finding(file: str, rows: Rows, row: dict[str, object], work: Sequence[str], line: _Line) -> Finding:
    what = next(name for name in work if row[name])
    first, after = (date_of(int(str(row[name]))) for name in ("day", "day_end"))
    days = f"{first}" if after - first == timedelta(days=1) else f"{first:%Y-%m}"
    cell = Text(line.place.in_("zh"), line.place.in_("en"))
    facts = {"left": f"{line.left}", "cell": cell, "day": days, "what": count_name(what)}
    return Finding("left_agent_works", rows.place(file, int(str(row["row"])), what), facts)


def _last(lines: Sequence[_Line]) -> _Line | None:
    """The line of an agent's last day; None where none is told, or he has come back since."""
    said = [line for line in lines if line.left and not line.works]
    last = max(said, key=lambda line: line.left or _FIRST_DAY, default=None)
    if last is None or last.left is None:
        return None
    back = any(line.joined and line.joined > last.left for line in lines)
    return None if back or any(line.works and not line.left for line in lines) else last


def _lines(file: str, grid: Grid, hints: Hints) -> Iterator[_Line]:
    """Every line of a table under the agent's code, and under his name where no other has it."""
    days = [_read(grid, code, "day", hints) for code in (LEFT, "joined_on")]
    status, leaving = _read(grid, "employment_status", "label", hints), column_of(grid, LEFT)
    codes, names = (_read(grid, code, "code", hints) for code in ("agent", "agent_name"))
    twice = _of_several(codes, names, grid.body.height)
    for at, number in enumerate(grid.numbers):
        left, joined = (_day(column.at(at)) if column else None for column in days)
        works = bool(status and _WORKS.match(str(status.at(at) or "")))
        place = grid.place(file, number, leaving.letters if leaving else "")
        for kind, column in (("agent", codes), ("agent_name", names)):
            said = column.at(at) if column else None
            if isinstance(said, str) and (kind, said) not in twice:
                yield _Line(_key(kind, said), left, joined, works, place)


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
    field: Field = replace(synonyms().fields[code], kind=kind, role="agent" if kind == "code" else None)
    return read_column(grid.kept(column), field, hints) if column else None


def _day(said: object) -> date | None:
    day = said[0] if isinstance(said, tuple) else said
    return day if isinstance(day, date) and day >= _FIRST_DAY else None


def _who(rows: Rows) -> str:
    """Whether agents go by code or by name there."""
    return next((field.code for _, field in rows.table.columns if field.role == "agent"), "agent")


def _key(kind: str, name: str) -> tuple[str, str]:
    """An agent as a list and a report may write him: 0012 is 12."""
    folded = "".join(name.split()).casefold()
    return kind, folded.lstrip("0") or folded
