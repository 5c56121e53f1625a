"""Lines of a people list that a table of figures takes for remarks: a code that stands alone is an agent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

import polars as pl

from core.finding import Finding, Place
from importers.containers.celltoken import shown
from importers.containers.sheet_rows import Row
from importers.containers.sheets import RawSheet
from importers.dictionary.headers import Synonyms
from importers.layouts.grid import Column, Grid
from importers.layouts.row_kinds import row_kind

#: A code with a letter and a digit, as no remark is; digits alone are data already.
_CODE = re.compile(r"(?=.*[A-Za-z])(?=.*\d)[A-Za-z0-9_.@#-]+")
#: So many rows are named.
_NAMED = 5


def with_lone_lines(
    grid: Grid, sheet: RawSheet, whom: Iterable[Column], words: Synonyms
) -> tuple[Grid, tuple[int, ...]]:
    """The table with the lines in which an agent's code stands alone, and the rows that are left out though
    they are neither sums nor the foot of the list."""
    at = {column.index for column in whom}
    rest = dict(_rest(grid, sheet))
    lone = {number: row for number, row in rest.items() if _names_one(row, at)}
    left = [
        number
        for number, row in rest.items()
        if number not in lone and row_kind(row, words) in (None, "note")
    ]
    return (_with(grid, lone) if lone else grid), tuple(left)


def left_out(file: str, grid: Grid, rows: tuple[int, ...]) -> list[Finding]:
    """What is said of lines that were left out."""
    if not rows:
        return []
    named = ", ".join(map(str, rows[:_NAMED])) + (" …" if len(rows) > _NAMED else "")
    return [Finding("list_lines_left_out", Place(file, grid.sheet), {"n": len(rows), "rows": named})]


def _rest(grid: Grid, sheet: RawSheet) -> Iterator[tuple[int, Row]]:
    """The rows below the header that are no line of the table, no sum and no header said again."""
    first = grid.header[1]
    apart = (*grid.totals, *grid.subtotals, *grid.others, *grid.parts)
    known = {*grid.numbers, *(number for number, _ in apart), *(line for line, _ in grid.again)}
    above = {_cells(row) for row in sheet.rows[:first]}
    for at in range(first, len(sheet.rows)):
        row = sheet.rows[at]
        if at + 1 not in known and any(row) and _cells(row) not in above:
            yield at + 1, row


def _cells(row: Row) -> tuple[str, ...]:
    return tuple(cell for cell in row if cell)


def _names_one(row: Row, at: set[int]) -> bool:
    filled = [index for index, cell in enumerate(row) if cell]
    return len(filled) == 1 and filled[0] in at and bool(_CODE.fullmatch(shown(row[filled[0]]).strip()))


def _with(grid: Grid, lone: dict[int, Row]) -> Grid:
    body = grid.body.with_columns(pl.all().exclude("row").cast(pl.String))
    cells = {
        column.letters: [row[column.index] if column.index < len(row) else None for row in lone.values()]
        for column in grid.columns
    }
    more = pl.DataFrame({"row": list(lone), **cells}, schema=body.schema)
    return replace(grid, body=pl.concat([body, more]).sort("row"))
