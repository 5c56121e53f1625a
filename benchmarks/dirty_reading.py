"""What ours makes of the dirty workbook, and how any tool's reading of it is counted."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from benchmarks.dirty_workbook import FIRST, QUEUE, SITES, Dirty
from importers.containers.caps import Caps
from importers.containers.received import receive
from importers.containers.sheets import read_sheets
from importers.draft import Choice, Directory, Known
from importers.layouts.profile import shipped_layouts
from importers.layouts.recognise import recognise
from importers.read import read
from importers.rows.extract import extract

#: Header → what ours calls it.
NAMES = {
    "职场": "site",
    "技能组": "queue",
    "人工请求量": "offered",
    "人工接通量": "answered",
    "放弃量": "abandoned",
    "通话时长(秒)": "talk_s",
}


@dataclass
class Told:
    """What a tool made of the workbook."""

    #: (row, header) → value as the tool gives it.
    cells: dict[tuple[int, str], object] = field(default_factory=dict)
    #: Rows something is said of.
    rows: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class Score:
    """How well the workbook was read: cells of those with a true value, faults of those planted."""

    right: int
    cells: int
    found: int
    faults: int
    false_alarms: int


def plumbline(path: Path) -> Told:
    """Ours, told whose file it is and nothing else."""
    directory = Directory(
        vendors=(Known("HX", ("恒信",)),),
        sites=tuple(Known(site, (site,), "HX") for site in SITES),
        queues=(Known(QUEUE, (QUEUE,), "HX"),),
    )
    file, choice = receive(path.name, path), Choice(vendor="HX")
    reading = read(file, choice, directory, date(2026, 3, 1))
    told = Told(rows={found.place.row for found in reading.findings if found.place.row is not None})
    sheets, _, container = read_sheets(file, Caps())
    for table in recognise(file.name, sheets, container, shipped_layouts(), choice, Caps()).tables:
        rows = extract(file.name, table, choice, epoch_1904=False)
        for line in rows.frame.iter_rows(named=True):
            told.cells |= {(line["row"], header): line[name] for header, name in NAMES.items()}
            if day := line["day"]:
                told.cells[line["row"], "日期"] = date(day // 10_000, day // 100 % 100, day % 100)
        for _, _, rates in rows.rates:
            for at, row in enumerate(table.grid.numbers):
                told.cells[row, "接通率"] = float(rates.at(at).value) if rates.at(at) else None
    return told


def score(dirty: Dirty, told: Told) -> Score:
    """A fault is found where anything is said of its row; what is said of any other row is a false alarm."""
    right = sum(is_right(told.cells.get(place), value) for place, value in dirty.truth.items())
    found = [row for row in dirty.faults if told.rows & {row, *dirty.also.get(row, ())}]
    meant = set(dirty.faults) | {row for rows in dirty.also.values() for row in rows}
    false = {row for row in told.rows if row >= FIRST} - meant
    return Score(right, len(dirty.truth), len(found), len(dirty.faults), len(false))


def is_right(given: Any, true: object) -> bool:
    """Whether a tool's value is the true one: of its kind, and equal."""
    if isinstance(true, date):
        return (given.date() if isinstance(given, datetime) else given) == true
    if isinstance(true, str):
        return given == true
    if isinstance(given, bool) or not hasattr(given, "__float__"):
        return False
    return float(given) in (float(str(true)), float(str(true)) / 10_000)
