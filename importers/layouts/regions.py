"""Parts a sheet into its tables: below each other and beside each other, each with a header of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from importers.containers.celltoken import NUMBER, shown
from importers.containers.sheet_rows import Row, SheetRows
from importers.containers.sheets import RawSheet
from importers.dictionary.headers import Synonyms
from importers.layouts.grid import Head, find_head
from importers.layouts.large_grid import candidates, only
from importers.layouts.matrix import find_frame

#: A table knows two of its columns at least.
_LEAST = 2
#: A header's first row stands so near to the top of its table, titles aside.
_HEADER_ROWS = 4
#: A gap between tables beside each other shows in the first rows.
_SEEN_ROWS = 40


@dataclass(frozen=True)
class Area:
    """One table's stretch of a sheet, in the sheet's coordinates: outside of it every cell is empty."""

    sheet: RawSheet
    #: Its first row, from 0.
    top: int = 0


@dataclass(frozen=True)
class _Box:
    """Rows [top, bottom) and columns [left, right), from 0."""

    top: int
    bottom: int
    left: int
    right: int


def areas(sheet: RawSheet, words: Synonyms) -> list[Area]:
    """The tables of a sheet, from the top; the sheet itself where it has one, or none."""
    whole = _Box(0, len(sheet.rows), 0, sheet.width)
    boxes = _parted(sheet, whole, words)
    if len(boxes) < _LEAST:
        return [Area(sheet)]
    return [Area(_only(sheet, box), box.top) for box in boxes]


def _parted(sheet: RawSheet, box: _Box, words: Synonyms) -> list[_Box]:
    """Cut between rows, then between columns, until nothing more comes apart."""
    below = _below_each_other(sheet, box, words)
    if len(below) > 1:
        return [part for each in below for part in _parted(sheet, each, words)]
    beside = _beside_each_other(sheet, box, words)
    if len(beside) > 1:
        return [part for each in beside for part in _parted(sheet, each, words)]
    return [box]


def _below_each_other(sheet: RawSheet, box: _Box, words: Synonyms) -> list[_Box]:
    starts: list[int] = []
    for at in _candidates(sheet, box):
        if not _is_merged_over(sheet, box.top + at) and _opens(sheet, replace(box, top=box.top + at), words):
            starts.append(box.top + at)
    # What stands above the first table is its title.
    edges = [box.top, *starts[1:], box.bottom]
    return [replace(box, top=top, bottom=end) for top, end in pairwise(edges)]


def _is_merged_over(sheet: RawSheet, row: int) -> bool:
    """Whether a cell is merged from above into a row: what reaches over a line belongs to one table."""
    return any(top < row <= bottom for (top, _), (bottom, _) in sheet.merges)


def _candidates(sheet: RawSheet, box: _Box) -> Iterator[int]:
    """The rows in which a table may begin: after empty rows, and at a lone text. Of lone texts right above
    each other, and of those parted by empty rows, the first."""
    if isinstance(sheet.rows, SheetRows):
        yield from candidates(sheet.rows, box.top, box.bottom, box.left, box.right, _is_lone_text)
        return
    before_empty, before_lone = True, False
    for at, row in enumerate(row[box.left : box.right] for row in sheet.rows[box.top : box.bottom]):
        filled = len(row) - row.count(None)
        if filled == 0:
            before_empty = True
            continue
        lone = filled == 1 and _is_lone_text(row)
        if (lone or before_empty) and not before_lone:
            yield at
        before_empty, before_lone = False, lone


def _is_lone_text(row: Row) -> bool:
    return not _is_figure(next(cell for cell in row if cell))


def _opens(sheet: RawSheet, box: _Box, words: Synonyms) -> bool:
    """Whether a table with a header of its own begins in the first row of the box."""
    first = next((row for row in range(box.top, box.bottom) if not _is_title(sheet, box, row)), box.bottom)
    last = min(box.bottom, first + _SEEN_ROWS)
    end = next((row for row in range(first, last) if _is_title(sheet, box, row)), last)
    seen = _only(sheet, replace(box, bottom=end))
    head = _head(seen, words, first)
    if head and head.start <= first + _HEADER_ROWS and not _figures_between(seen, first, head.start):
        return True
    seen = _only(sheet, replace(box, bottom=last))
    frame = find_frame(seen, words.tells, box.top)
    return frame is not None and not _known_row(seen, first, frame.names, words)


def _beside_each_other(sheet: RawSheet, box: _Box, words: Synonyms) -> list[_Box]:
    """Cut at empty columns, where what stands right of one has a header and a first column of its own."""
    runs = _column_runs(sheet, box)
    parts: list[_Box] = []
    for left, right in runs:
        part = replace(box, left=left, right=right)
        if parts and not _stands_alone(sheet, part, words):
            parts[-1] = replace(parts[-1], right=right)
        else:
            parts.append(part)
    return [replace(part, left=box.left) if i == 0 else part for i, part in enumerate(parts)]


def _stands_alone(sheet: RawSheet, box: _Box, words: Synonyms) -> bool:
    """Whether a part can be read without what stands left of it: it says itself when or whose."""
    seen = _only(sheet, replace(box, bottom=min(box.bottom, box.top + _SEEN_ROWS)))
    head = _head(seen, words, box.top)
    frame = find_frame(seen, words.tells, box.top)
    if frame and frame.known >= sum(words.tells(column.path) for column in (head.columns if head else ())):
        return True
    fields = [words.field_of(column.path) for column in head.columns] if head else []
    return any(field and field.role for field in fields)


def _column_runs(sheet: RawSheet, box: _Box) -> list[tuple[int, int]]:
    """Stretches of columns that hold something; titles, which may reach over a gap, aside."""
    near = range(box.top, min(box.top + _SEEN_ROWS, box.bottom))
    filled_rows = [row for row in near if not _is_title(sheet, box, row)]
    rest = range(near.stop, box.bottom)
    empty = {at for at in range(box.left, box.right) if not _holds(sheet, filled_rows, at)}
    empty = {at for at in empty if not _holds(sheet, rest, at)}
    runs, start = [], None
    for at in range(box.left, box.right + 1):
        filled = at < box.right and at not in empty
        if filled and start is None:
            start = at
        elif not filled and start is not None:
            runs.append((start, at))
            start = None
    return runs


def _holds(sheet: RawSheet, rows: Sequence[int], column: int) -> bool:
    if isinstance(sheet.rows, SheetRows) and isinstance(rows, range):
        parts = sheet.rows.pieces(rows.start, rows.stop, column, column + 1)
        return any(part[:, 0].count() for part in parts)
    return any(column < len(sheet.rows[row]) and sheet.rows[row][column] for row in rows)


def _is_title(sheet: RawSheet, box: _Box, row: int) -> bool:
    """Whether a row holds nothing, or one text alone."""
    cells = [cell for cell in sheet.rows[row][box.left : box.right] if cell]
    return not cells or (len(cells) == 1 and not _is_figure(cells[0]))


def _is_figure(cell: str) -> bool:
    return cell.startswith(NUMBER) or shown(cell).strip().replace(",", "").replace(".", "").isdigit()


def _figures_between(sheet: RawSheet, first: int, last: int) -> bool:
    """Whether rows above a header hold figures: then it belongs to another table further down."""
    return any(cell and _is_figure(cell) for row in sheet.rows[first:last] for cell in row)


def _known_row(sheet: RawSheet, row: int, names: int, words: Synonyms) -> bool:
    """Whether a row is an indicator of a table that lies across, and not its head."""
    cell = sheet.rows[row][names] if row < len(sheet.rows) and names < len(sheet.rows[row]) else None
    return bool(cell) and words.tells((shown(cell),))


def _head(sheet: RawSheet, words: Synonyms, top: int) -> Head | None:
    return find_head(sheet, words.knows, _HEADER_ROWS + 1, top)


def _only(sheet: RawSheet, box: _Box) -> RawSheet:
    """The sheet with nothing in it but the box."""
    left, right = box.left, box.right
    merges = tuple(
        merge for merge in sheet.merges if box.top <= merge[0][0] < box.bottom and left <= merge[0][1] < right
    )
    if isinstance(sheet.rows, SheetRows) and box.bottom - box.top > _SEEN_ROWS:
        return replace(sheet, rows=only(sheet.rows, box.top, box.bottom, left, right), merges=merges)
    pad: Row = [None] * left
    rows: list[Row] = [[] for _ in range(box.top)]
    rows += [pad + row[left:right] for row in sheet.rows[box.top : box.bottom]]
    return replace(sheet, rows=rows, merges=merges)
