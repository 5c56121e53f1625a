"""A sheet as it looks around its header: title, merged header cells, first rows, what is hidden."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from string import digits

from core.privacy import UNKEYED, Privacy
from importers.containers.celltoken import decode, shown
from importers.containers.look import Span, column_letters, column_number
from importers.containers.sheets import RawSheet
from importers.layouts.grid import Grid
from importers.layouts.recognise import Table
from importers.layouts.signature import column_keys, signature
from importers.rows.privacy import HIDDEN, names_agents

#: Rows shown above the header, below it, and columns at most.
_ABOVE, _BELOW, _WIDEST = 3, 5, 60
_LONGEST, _PLACES = 30, 4


@dataclass(frozen=True)
class PicturedCell:
    """A cell as a person sees it; a merged one spans more than one row or column."""

    text: str
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True)
class PicturedRow:
    """A row with its number in Excel; None stands where a merged cell reaches to."""

    number: int
    cells: tuple[PicturedCell | None, ...]
    is_header: bool = False
    in_table: bool = False
    hidden: bool = False


@dataclass(frozen=True)
class SheetPicture:
    """The part of a sheet where its table begins."""

    sheet: str
    signature: str
    #: The columns' letters, from the first on.
    letters: tuple[str, ...]
    rows: tuple[PicturedRow, ...]
    #: Letters of the table's columns, and of hidden ones.
    table: frozenset[str]
    hidden: frozenset[str] = frozenset()
    #: How many rows of data the table has.
    data_rows: int = 0
    #: Whether the sheet itself is hidden.
    sheet_hidden: bool = False
    #: Whether the table lies across: a row is an indicator, and a column a day, a month or a site.
    across: bool = False
    #: Letters of the columns in which the names of its rows stand, where it does.
    names: frozenset[str] = frozenset()
    #: Other sheets with the same columns.
    alike: tuple[str, ...] = ()


def pictures_of(
    sheets: Sequence[RawSheet], tables: Iterable[Table], privacy: Privacy = UNKEYED
) -> tuple[SheetPicture, ...]:
    """One picture a signature, of the first sheet that has it; the others are named.

    Where a site's rule hides who its agents are, nobody is named in the picture.
    """
    by_name = {sheet.name: sheet for sheet in sheets}
    found: dict[str, SheetPicture] = {}
    alike: dict[str, list[str]] = {}
    for table in tables:
        mark = signature(column_keys(table.grid.columns))
        if mark in found:
            alike[mark].append(table.grid.sheet)
        elif sheet := by_name.get(table.grid.sheet):
            found[mark], alike[mark] = _picture(_concealed(sheet, table, privacy), table.grid, mark), []
    return tuple(_with_alike(picture, alike[mark]) for mark, picture in found.items())


def _with_alike(picture: SheetPicture, names: Sequence[str]) -> SheetPicture:
    return replace(picture, alike=tuple(names))


def _concealed(sheet: RawSheet, table: Table, privacy: Privacy) -> RawSheet:
    """The sheet without who its agents are, as far as it is pictured."""
    named = {at.index for at in table.grid.columns if privacy.hides_agents and names_agents(table, at)}
    if not named:
        return sheet
    below = table.grid.header[1]
    names = column_number(_anchored(table.grid)) - 1

    def is_named(row: int, column: int) -> bool:
        return row in named and column > names if table.grid.across else column in named

    body = [
        [HIDDEN if is_named(at, column) and cell else cell for column, cell in enumerate(row)]
        for at, row in enumerate(sheet.rows[: below + _BELOW])
        if at >= below
    ]
    return replace(sheet, rows=[*sheet.rows[:below], *body])


def _picture(sheet: RawSheet, grid: Grid, mark: str) -> SheetPicture:
    first, last = (row - 1 for row in grid.header)
    top = max(0, first - _ABOVE)
    bottom = min(len(sheet.rows), last + 1 + _BELOW)
    width = min(max(map(len, sheet.rows[top:bottom]), default=0), _WIDEST)
    hidden_rows, hidden_columns = _numbers(sheet.hidden_rows), _numbers(sheet.hidden_columns)
    body = _body_rows(grid)
    columns = _columns(sheet, grid)
    rows = tuple(
        PicturedRow(
            row + 1,
            _cells(sheet, row, top, bottom, width),
            first <= row <= last,
            first <= row <= last or row + 1 in body,
            row + 1 in hidden_rows,
        )
        for row in range(top, bottom)
    )
    return SheetPicture(
        sheet.name,
        mark,
        tuple(column_letters(number + 1) for number in range(width)),
        rows,
        frozenset(column_letters(at + 1) for at in columns),
        frozenset(column_letters(number) for number in hidden_columns),
        len(body) if grid.across or grid.cells else grid.body.height,
        not sheet.visible,
        across=grid.across,
        names=frozenset(column_letters(at + 1) for at in _name_columns(columns, grid)),
    )


def _body_rows(grid: Grid) -> frozenset[int]:
    """The first rows, as Excel numbers them, in which figures stand."""
    if grid.across:
        return frozenset(column.index + 1 for column in grid.columns if column.index >= grid.header[1])
    return frozenset(grid.cells.values() or grid.numbers.head(_BELOW).to_list())


def _columns(sheet: RawSheet, grid: Grid) -> range:
    """The columns of the table, from 0."""
    if not grid.across and not grid.cells:
        return range(min(at.index for at in grid.columns), max(at.index for at in grid.columns) + 1)
    start, head = column_number(_anchored(grid)) - 1, sheet.rows[grid.header[1] - 1]
    end = next((at for at in range(start + 1, len(head)) if not head[at]), len(head))
    if not grid.across:
        return range(start, max(end, column_number(grid.results)))
    # Groups stand left of the names.
    body = [sheet.rows[row - 1] for row in _body_rows(grid)]
    first = next((at for at in range(start) if any(row[at] for row in body)), start)
    return range(first, max(end, *grid.numbers.to_list()))


def _name_columns(columns: range, grid: Grid) -> range:
    """The columns in which the names of the rows stand, where the table lies across."""
    return range(columns.start, column_number(_anchored(grid))) if grid.across else range(0)


def _anchored(grid: Grid) -> str:
    """The letters of the table's first column, or of the one its names stand in."""
    return grid.anchor.rstrip(digits)


def _cells(sheet: RawSheet, row: int, top: int, bottom: int, width: int) -> tuple[PicturedCell | None, ...]:
    tokens = sheet.rows[row]
    cells: list[PicturedCell | None] = [
        PicturedCell(_said(tokens[at]) if at < len(tokens) else "") for at in range(width)
    ]
    for (up, left), (down, right) in sheet.merges:
        if not up <= row <= down or left >= width:
            continue
        reach = range(left, min(right + 1, width))
        for at in reach:
            cells[at] = None
        if row == max(up, top):
            token = sheet.rows[up][left] if left < len(sheet.rows[up]) else None
            cells[left] = PicturedCell(_said(token), min(down + 1, bottom) - row, len(reach))
    return tuple(cells)


def _said(token: str | None) -> str:
    """A cell in few words, a number cut to the places a person reads."""
    value = decode(token)
    if isinstance(value, Decimal) and value != value.to_integral_value():
        return f"{round(value, _PLACES).normalize():f}"
    text = " ".join(shown(token).split())
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def _numbers(spans: Iterable[Span]) -> frozenset[int]:
    """The hidden rows or columns, counted from 1."""
    return frozenset(number for span in spans for number in range(span.first, span.last + 1))
