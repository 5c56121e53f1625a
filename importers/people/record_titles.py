"""What titles, tab and file name of a list say of all its lines: the course and the day."""

from __future__ import annotations

from datetime import date

import polars as pl

from importers.layouts.grid import Grid
from importers.layouts.period_said import said_day
from importers.people.record_asked import Asked
from importers.people.record_headers import field_for
from importers.values.cells import Hints
from importers.values.whole_columns import read_column


def course_of(grid: Grid, file: str, asked: Asked) -> str:
    """The course of a list without such a column: as said, else the one known name in its titles."""
    if asked.course:
        return asked.course
    near = " ".join((*grid.titles, grid.sheet, file)).casefold()
    named = {name for name in asked.courses if name.casefold() in near}
    # 热线流程 stands in 热线流程进阶 too: the longer name is the one that is meant.
    named = {name for name in named if not any(name != other and name in other for other in named)}
    return named.pop() if len(named) == 1 else ""


def day_of(grid: Grid, file: str, asked: Asked) -> date | None:
    """The day of a list without such a column: as said, else the one full date in its titles."""
    text = "" if asked.day else said_day(grid.sheet, grid.titles, file)
    if not text:
        return asked.day
    found = read_column(pl.Series([text]), field_for("day"), Hints()).at(0)
    return found if isinstance(found, date) else None
