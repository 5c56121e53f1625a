"""Finds the table on a raw sheet: title, header of up to four rows, units, data rows, totals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import zip_longest

import polars as pl

from core.finding import Place
from core.offsets import table_key
from importers.columnar.coded import is_coded
from importers.containers.celltoken import NUMBER, shown
from importers.containers.extent import column_letters, column_number
from importers.containers.rows_heard import Pass, counted
from importers.containers.sheet_rows import Row, SheetRows
from importers.containers.sheets import RawSheet
from importers.dictionary.headers import Field, Synonyms
from importers.dictionary.spelling import unit_alone
from importers.dictionary.words import ERRORS
from importers.layouts.header_rows import DEEPEST, Knows, header_text, whole_header
from importers.layouts.large_grid import lines
from importers.layouts.row_kinds import LABEL_COLUMNS, goes_on, kind_by_end, row_kind
from importers.layouts.units_above import unit_above, with_unit


@dataclass(frozen=True)
class Column:
    """One column of a table: where it stands (from 0) and its header from parent to child."""

    index: int
    path: tuple[str, ...]
    #: Whether it lies across: a row of a sheet whose columns are the facts.
    across: bool = False
    #: What it holds, where the table's structure says so and no header does.
    given: Field | None = None
    #: Its header as group > figure, where one name says both: 上午呼入量.
    parted: tuple[str, ...] = ()

    @property
    def meant(self) -> tuple[str, ...]:
        """Its header as it is understood."""
        return self.parted or self.path

    @property
    def letters(self) -> str:
        """The column as Excel names it; the row's number where it lies across."""
        return str(self.index + 1) if self.across else column_letters(self.index + 1)

    @property
    def written(self) -> str:
        """The header as a person reads it, parent > child, a unit of its own right behind: 接通量(通)."""
        *above, last = self.path
        if above and unit_alone(last):
            gap = " " if above[-1][-1:].isascii() else ""
            return " > ".join(above) + gap + (last if last.startswith(("(", "（")) else f"({last})")
        return " > ".join(self.path)


@dataclass(frozen=True)
class Grid:
    """A table as it lies on its sheet. A line is a data row; where the table lies across, a column.

    Line numbers are Excel's, from 1: row 7, or 4 for column D.
    """

    sheet: str
    title: str
    columns: tuple[Column, ...]
    #: Data lines only: the line's number as `row`, then the tokens of each column by its letters, which in
    #: a large text may be kept as numbers and codes (importers/containers/typed_text.py).
    body: pl.DataFrame
    #: Line → tokens, by the columns' index, of the lines that say 'total'.
    totals: tuple[tuple[int, Row], ...]
    #: The same of lines that say 'subtotal'; each adds up lines above it.
    subtotals: tuple[tuple[int, Row], ...] = ()
    #: The first cell of the header, 'A12'.
    anchor: str = "A1"
    #: The header's first and last row, from 1.
    header: tuple[int, int] = (1, 1)
    #: The title of the sheet, where another table stands below it.
    above: str = ""
    #: Whether its lines are columns of the sheet.
    across: bool = False
    #: (column, head) of the lines that say neither a day nor anything else known.
    unread: tuple[tuple[str, str], ...] = ()
    #: The same of columns beside results that are left out on purpose: targets, other months, points.
    beside: tuple[tuple[str, str], ...] = ()
    #: Whether other tables stand on the same sheet.
    shared: bool = False

    #: Where each row holds one figure (日期|指标|数值): the letters of the column of figures, and (line,
    #: letters of the indicator's column here) → the row in which the figure stands.
    results: str = ""
    cells: Mapping[tuple[int, str], int] = field(default_factory=dict)
    #: Line → tokens of the lines for a week, ten days or a quarter among its days or months.
    parts: tuple[tuple[int, Row], ...] = ()
    #: The same of lines that average, compare or name extremes: no data either.
    others: tuple[tuple[int, Row], ...] = ()
    #: Lines let go because an earlier one has the same in every cell: (line, the earlier one).
    again: tuple[tuple[int, int], ...] = ()
    #: The body as it was received, where cells of it are written out: 时间 as a whole moment, 26 as 26日.
    received: pl.DataFrame | None = None

    @property
    def key(self) -> str:
        """What the batch calls it: its sheet, and its first cell where the sheet holds several."""
        return table_key(self.sheet, self.anchor) if self.shared else self.sheet

    @property
    def numbers(self) -> pl.Series:
        """The Excel row (or column) of each data line."""
        return self.body["row"]

    @property
    def titles(self) -> tuple[str, ...]:
        """What stands above it, its own title first."""
        return tuple(title for title in (self.title, self.above) if title)

    def place(self, file: str, line: int | None, letters: str = "") -> Place:
        """The cell of a line and a column, whichever way the table lies; a whole line, or a whole column."""
        if not self.across:
            row = self.cells.get((line, letters), line) if line is not None else None
            return Place(file, self.sheet, row, self.standing(letters))
        return Place(
            file, self.sheet, int(letters) if letters else None, column_letters(line) if line else ""
        )

    def line_of(self, place: Place) -> int | None:
        """The line a place lies in."""
        if not self.across:
            return self._line_at.get(place.row, place.row) if place.row is not None else None
        return column_number(place.column) if place.column else None

    def standing(self, letters: str) -> str:
        """The letters of the sheet's column in which the figures of a column stand."""
        return self.results if letters in self._laid_out else letters

    @cached_property
    def _laid_out(self) -> frozenset[str]:
        return frozenset(letters for _, letters in self.cells)

    @cached_property
    def _line_at(self) -> Mapping[int, int]:
        """Row → line; a line's own row first, for a figure may stand in two."""
        return {
            row: line for (line, _), row in self.cells.items() if line == row or row not in self._own_rows
        }

    @cached_property
    def _own_rows(self) -> frozenset[int]:
        return frozenset(line for line, _ in self.cells)

    def tokens(self, column: Column, first: int | None = None) -> pl.Series:
        """The tokens of a column, one for each data row, or for the first ones."""
        cells = self.body[column.letters]
        return (cells if first is None else cells.head(first)).cast(pl.String)

    def kept(self, column: Column) -> pl.Series:
        """The same as they are kept: whole numbers as numbers, texts as texts or codes for them."""
        return self.body[column.letters]

    @property
    def coded(self) -> bool:
        """Whether texts are kept as codes."""
        return is_coded(self.body)

    def lines(self, numbers: Iterable[int], *, received: bool = False) -> pl.DataFrame:
        """Some data lines: `row`, then their tokens; the `received` ones where cells are written out."""
        body = self.body if self.received is None or not received else self.received
        found = body.filter(pl.col("row").is_in(list(numbers)))
        return found.with_columns(pl.all().exclude("row").cast(pl.String))

    def written_out(self, body: pl.DataFrame) -> Grid:
        """The table with cells that say more than they do on the sheet."""
        return replace(self, body=body, received=self.body if self.received is None else self.received)


@dataclass(frozen=True)
class Head:
    """Where a sheet's header stands (rows from 0) and its columns."""

    start: int
    depth: int
    columns: tuple[Column, ...]
    #: How many of them were recognised.
    known: int = 0


def find_head(sheet: RawSheet, knows: Knows, search_rows: int, top: int = 0) -> Head | None:
    """The header with the most different columns `knows` recognises (two at least); None where none has.

    Looked for in the first rows from `top`. Group names above it and a line of units below it belong to it.
    """
    best: tuple[int, int, int] = (1, 0, 0)
    known_of = lru_cache(maxsize=None)(knows)
    for start in range(top, min(top + search_rows, len(sheet.rows))):
        if not any(sheet.rows[start]):
            continue
        for depth in range(1, DEEPEST + 1):
            names = _names(sheet, start, depth)
            # More than its names no header has known: below the first one few rows can do better.
            if len(names) >= best[0]:
                best = max(best, (sum(map(known_of, names)), -depth, -start))
    start, depth = -best[2], -best[1]
    if not depth:
        return None
    start, depth = whole_header(sheet, start, depth, top, known_of)
    columns = tuple(column for column in _columns(sheet, start, depth) if any(column.path))
    return Head(start, depth, columns, best[0])


def lay_out(sheet: RawSheet, head: Head, words: Synonyms) -> Grid:
    """The table under a header: data rows and total rows apart; a footer ends it."""
    first = head.start + head.depth
    unit = unit_above(sheet.rows[: head.start])
    columns = tuple(replace(at, path=with_unit(at.path, unit, words)) for at in head.columns)
    title = " ".join(shown(cell) for row in sheet.rows[: head.start] for cell in row if cell)
    body, apart = _lines(sheet, columns, first, words)
    totals, subtotals = (tuple(apart.get(kind, ())) for kind in ("total", "subtotal"))
    others = tuple(sorted(line for kind in ("other", "average") for line in apart.get(kind, ())))
    anchor = f"{head.columns[0].letters}{head.start + 1}"
    header = head.start + 1, head.start + head.depth
    return Grid(sheet.name, title, columns, body, totals, subtotals, anchor, header, others=others)


def _lines(
    sheet: RawSheet, columns: tuple[Column, ...], first: int, words: Synonyms
) -> tuple[pl.DataFrame, dict[str, list[tuple[int, Row]]]]:
    """The data lines, and by their kind those that are none."""
    above = _above(sheet, first)
    heads = {cell for row in above for cell in row[:LABEL_COLUMNS] if cell}
    if isinstance(sheet.rows, SheetRows):
        frame, apart = lines(
            sheet.rows,
            sheet.merges,
            first,
            LABEL_COLUMNS,
            lambda text: bool(text in heads or words.label_kind(text) or kind_by_end(text)),
            lambda row: _kind(row, above, words) if any(map(_says, row)) else "empty",
            goes_on,
        )
        return frame.select("row", *(column.letters for column in columns)), apart
    rows: list[tuple[int, Row]] = []
    apart = {}
    body = list(_body(filled_down(sheet, first), first))
    passed = counted(iter(body), Pass.SORTED, len(sheet.rows))
    for at, (number, row) in enumerate(passed):
        kind = _kind(row, above, words)
        if kind == "footer" and not goes_on(
            rows[-1][1] if rows else None,
            (row for _, row in body[at + 1 :]),
            lambda row: _kind(row, above, words),
        ):
            break
        if kind:
            apart.setdefault(kind, []).append((number, row))
        else:
            rows.append((number, row))
    return _body_frame(columns, rows), apart


def _body_frame(columns: tuple[Column, ...], rows: list[tuple[int, Row]]) -> pl.DataFrame:
    numbers = pl.Series("row", [number for number, _ in rows], dtype=pl.Int32)
    cells = [
        pl.Series(at.letters, [row[at.index] if at.index < len(row) else None for _, row in rows], pl.String)
        for at in columns
    ]
    return pl.DataFrame([numbers, *cells])


def _columns(sheet: RawSheet, start: int, depth: int) -> list[Column]:
    return [Column(index, path) for index, path in enumerate(_paths(sheet, start, depth))]


def _names(sheet: RawSheet, start: int, depth: int) -> frozenset[tuple[str, ...]]:
    """The different header paths of `depth` rows from `start`. Each layout asks for those of every row."""
    found = sheet.header_names.get((start, depth))
    if found is None:
        found = sheet.header_names[start, depth] = frozenset(_paths(sheet, start, depth))
    return found


def _paths(sheet: RawSheet, start: int, depth: int) -> list[tuple[str, ...]]:
    """The header paths of `depth` rows from `start`, merged cells filled, repeated words said once."""
    levels = [_level(sheet, start + i, i == depth - 1) for i in range(depth) if start + i < len(sheet.rows)]
    return [path_of([*filter(None, parts)]) for parts in zip_longest(*levels)]


def path_of(parts: Sequence[str]) -> tuple[str, ...]:
    """A header from parent to child, repeated words said once."""
    if len(parts) == 1:
        return (parts[0],)
    return tuple(part for i, part in enumerate(parts) if i == 0 or part != parts[i - 1]) or ("",)


def _level(sheet: RawSheet, row: int, last: bool) -> list[str]:
    """One header row in words. Above the last row a group's name reaches right to the next name."""
    found = sheet.header_rows.get((row, last))
    if found is None:
        found = sheet.header_rows[row, last] = _row_in_words(sheet, row, last)
    return found


def _row_in_words(sheet: RawSheet, row: int, last: bool) -> list[str]:
    texts = ["" if cell is None else header_text(cell) for cell in sheet.rows[row]]
    for (top, left), (bottom, right) in sheet.merges:
        if top <= row <= bottom and top < len(sheet.rows) and left < len(sheet.rows[top]):
            name = header_text(sheet.rows[top][left])
            for index in range(left, min(right + 1, len(texts))):
                texts[index] = name if row == top or left == right else texts[index]
    if not last and not sheet.merges and row + 1 < len(sheet.rows):
        below = sheet.rows[row + 1]
        for index in range(1, len(texts)):
            if sheet.rows[row][index] is None and index < len(below) and below[index]:
                texts[index] = texts[index - 1]
    return texts


def filled_down(sheet: RawSheet, first: int) -> list[Row]:
    """Body rows with merged text filled: a site's name stands on each row. Numbers never repeat."""
    rows = [list(row) for row in sheet.rows]
    for (top, left), (bottom, right) in sheet.merges:
        token = rows[top][left] if top < len(rows) and left < len(rows[top]) else None
        if top < first or token is None or token.startswith(NUMBER) or left != right:
            continue
        for row in rows[top : bottom + 1]:
            row[left] = token
    return rows


def _body(rows: list[Row], first: int) -> Iterator[tuple[int, Row]]:
    """The rows that hold anything; the errors of formulas filled down past the data are nothing."""
    return ((i + 1, row) for i, row in enumerate(rows) if i >= first and any(map(_says, row)))


def _above(sheet: RawSheet, first: int) -> set[tuple[str, ...]]:
    """The rows of title and header; an export by pages has them again on each."""
    rows = (tuple(cell or "" for cell in _filled(sheet.rows[at])) for at in range(first))
    return {row for row in rows if sum(map(bool, row)) > 1}


def _filled(row: Row) -> Row:
    """A row as far as anything stands in it."""
    last = max((at for at, cell in enumerate(row) if cell), default=-1)
    return row[: last + 1]


def _kind(row: Row, above: set[tuple[str, ...]], words: Synonyms) -> str | None:
    again = tuple(cell or "" for cell in _filled(row)) in above
    return "again" if again else row_kind(row, words)


def _says(cell: str | None) -> bool:
    return cell is not None and cell.casefold() not in ERRORS
