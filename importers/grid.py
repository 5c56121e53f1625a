"""Finds the table on a raw sheet: title, one- or two-row header with merged cells, data rows, total rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import polars as pl

from importers.celltoken import NUMBER, SIGNS_END, decode, shown
from importers.extent import column_letters
from importers.headers import Synonyms
from importers.sheets import RawSheet
from importers.words import ERRORS

_DEEPEST = 3
_LABEL_COLUMNS = 3
#: Text that may be a date: alone in its row it is a day without figures, not a note.
_DATE_LIKE = re.compile(r"(?=.*\d)[\d年月日号/.\-: T]+")


@dataclass(frozen=True)
class Column:
    """One column of a table: where it stands (from 0) and its header from parent to child."""

    index: int
    path: tuple[str, ...]

    @property
    def letters(self) -> str:
        """The column as Excel names it."""
        return column_letters(self.index + 1)

    @property
    def written(self) -> str:
        """The header as a person reads it, parent > child."""
        return " > ".join(self.path)


@dataclass(frozen=True)
class Grid:
    """A table as it lies on its sheet. Row numbers are Excel's."""

    sheet: str
    title: str
    columns: tuple[Column, ...]
    #: Data rows only: Excel's row number as `row`, then the tokens of each column by its letters.
    body: pl.DataFrame
    #: Excel row → tokens of the rows that say 'total'.
    totals: tuple[tuple[int, list[str | None]], ...]

    @property
    def numbers(self) -> pl.Series:
        """The Excel row of each data row."""
        return self.body["row"]

    def tokens(self, column: Column) -> pl.Series:
        """The tokens of a column, one for each data row."""
        return self.body[column.letters]


Knows = Callable[[tuple[str, ...]], bool]


@dataclass(frozen=True)
class Head:
    """Where a sheet's header stands (rows from 0) and its columns."""

    start: int
    depth: int
    columns: tuple[Column, ...]


def find_head(sheet: RawSheet, knows: Knows, search_rows: int) -> Head | None:
    """The header with the most columns `knows` recognises (two at least); None where none has."""
    best: tuple[int, int, int] = (1, 0, 0)
    for start in range(min(search_rows, len(sheet.rows))):
        if not any(sheet.rows[start]):
            continue
        for depth in range(1, _DEEPEST + 1):
            known = sum(knows(column.path) for column in _columns(sheet, start, depth))
            best = max(best, (known, -depth, -start))
    start, depth = -best[2], -best[1]
    columns = tuple(column for column in _columns(sheet, start, depth) if any(column.path))
    return Head(start, depth, columns) if depth else None


def lay_out(sheet: RawSheet, head: Head, words: Synonyms) -> Grid:
    """The table under a header: data rows and total rows apart; a footer ends it."""
    first = head.start + head.depth
    title = " ".join(shown(cell) for row in sheet.rows[: head.start] for cell in row if cell)
    rows, totals = [], []
    for number, row in _body(_filled_down(sheet, first), first):
        kind = _row_kind(row, words)
        if kind is None:
            rows.append((number, row))
        elif kind == "total":
            totals.append((number, row))
        elif kind == "footer":
            break
    return Grid(sheet.name, title, head.columns, _body_frame(head.columns, rows), tuple(totals))


def _body_frame(columns: tuple[Column, ...], rows: list[tuple[int, list[str | None]]]) -> pl.DataFrame:
    numbers = pl.Series("row", [number for number, _ in rows], dtype=pl.Int32)
    cells = [
        pl.Series(at.letters, [row[at.index] if at.index < len(row) else None for _, row in rows], pl.String)
        for at in columns
    ]
    return pl.DataFrame([numbers, *cells])


def _columns(sheet: RawSheet, start: int, depth: int) -> list[Column]:
    """The header paths of `depth` rows from `start`, merged cells filled, repeated words said once."""
    levels = [
        _level(sheet, start + i, last=i == depth - 1) for i in range(depth) if start + i < len(sheet.rows)
    ]
    width = max(map(len, levels), default=0)
    columns = []
    for index in range(width):
        parts = [level[index] for level in levels if index < len(level) and level[index]]
        path = tuple(part for i, part in enumerate(parts) if i == 0 or part != parts[i - 1])
        columns.append(Column(index, path or ("",)))
    return columns


def _level(sheet: RawSheet, row: int, last: bool) -> list[str]:
    """One header row in words. Above the last row a group's name reaches right to the next name."""
    texts = ["" if cell is None else _header_text(cell) for cell in sheet.rows[row]]
    for (top, left), (bottom, right) in sheet.merges:
        if top <= row <= bottom and top < len(sheet.rows) and left < len(sheet.rows[top]):
            name = _header_text(sheet.rows[top][left])
            for index in range(left, min(right + 1, len(texts))):
                texts[index] = name if row == top or left == right else texts[index]
    if not last and not sheet.merges and row + 1 < len(sheet.rows):
        below = sheet.rows[row + 1]
        for index in range(1, len(texts)):
            if not texts[index] and index < len(below) and below[index]:
                texts[index] = texts[index - 1]
    return texts


def _header_text(token: str | None) -> str:
    """Header cells are text; a number is no header."""
    return "" if token is None or token.startswith(NUMBER) else " ".join(shown(token).split())


def _filled_down(sheet: RawSheet, first: int) -> list[list[str | None]]:
    """Body rows with merged text filled: a site's name stands on each row. Numbers never repeat."""
    rows = [list(row) for row in sheet.rows]
    for (top, left), (bottom, right) in sheet.merges:
        token = rows[top][left] if top < len(rows) and left < len(rows[top]) else None
        if top < first or token is None or token.startswith(NUMBER) or left != right:
            continue
        for row in rows[top : bottom + 1]:
            row[left] = token
    return rows


def _body(rows: list[list[str | None]], first: int) -> Iterator[tuple[int, list[str | None]]]:
    """The rows that hold anything; the errors of formulas filled down past the data are nothing."""
    return ((i + 1, row) for i, row in enumerate(rows) if i >= first and any(map(_says, row)))


def _says(cell: str | None) -> bool:
    return cell is not None and cell.casefold() not in ERRORS


def _row_kind(row: list[str | None], words: Synonyms) -> str | None:
    """None for data; else what the label in one of the first columns says. A lone text is a note."""
    leading = [cell for cell in row[:_LABEL_COLUMNS] if cell and cell[0] > SIGNS_END]
    kinds = [kind for text in leading if (kind := words.label_kind(text))]
    if kinds and kinds[0] == "footer" and sum(map(bool, row)) > _LABEL_COLUMNS:
        return None
    if kinds:
        return kinds[0]
    lone = decode(next(filter(None, row))) if sum(map(bool, row)) == 1 and len(row) > 1 else None
    return "note" if isinstance(lone, str) and not _DATE_LIKE.fullmatch(lone.strip()) else None
