"""From a fact's place to the cell of each of its figures: the offsets a batch keeps.

A batch keeps, for each table it was read from, field → offset. Where rows are facts the offset is a column
('D') and the fact's row completes it; where columns are facts (a month matrix) it is a row ('5') and the
fact's column completes it. A sheet with one table goes by its name. Of several tables on one sheet each
goes by its name and first cell, '日报[A12]'. A fact joined from tables beside each other lists the further
places in `col`, one a line. Where a table has a figure once for each customer group, its field is
'name@group'. Where every row of a sheet holds one figure, `col` lists the cell of each: 'sheet!C7=name'; of a
figure that is added from several, the cell of each of these, the first first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

Offsets = Mapping[str, Mapping[str, str]]
_TABLE = re.compile(r"(?s)(?P<sheet>.*)\[(?P<column>[A-Z]+)(?P<row>\d+)\]")
_CELL = re.compile(r"([A-Z]+)(\d+)")
_FURTHER = "\n"


def table_key(sheet: str, first_cell: str) -> str:
    """The key of one of several tables on a sheet; Excel allows no bracket in a sheet's name."""
    return f"{sheet}[{first_cell}]"


def sheet_of(key: str) -> str:
    """The sheet of a key of offsets."""
    match = _TABLE.fullmatch(key)
    return match["sheet"] if match else key


def sheets_of(offsets: Iterable[str]) -> tuple[str, ...]:
    """The sheets a batch was read from, each once, in their order."""
    return tuple(dict.fromkeys(map(sheet_of, offsets)))


def with_further(col: str, sheet: str, cell: str) -> str:
    """A fact's `col` with one more place its figures stand in: `cell` is where that row is anchored."""
    return f"{col}{_FURTHER}{sheet}!{cell}"


def with_places(col: str, sheet: str, row: int, other: str) -> str:
    """A fact's `col` with every place of another fact, `other` its `col`."""
    own, *further = other.split(_FURTHER)
    return _FURTHER.join([with_further(col, sheet, f"{own}{row}"), *further])


def with_cell(col: str, sheet: str, cell: str, name: str) -> str:
    """A fact's `col` with the cell of one of its figures, where each stands in a row of its own."""
    return f"{col}{_FURTHER}{sheet}!{cell}={name}"


def anchor_of(col: str | None) -> str:
    """The column a fact is anchored in, without its further places."""
    return (col or "").split(_FURTHER)[0]


def cell_of(
    offsets: Offsets, sheet: str, row: int | None, col: str | None, name: str, segment: str | None = None
) -> tuple[str, str]:
    """(sheet, 'D7') of one figure of the fact at that place, that of its customer group where the table has
    one for each; ('', '') where the batch does not say."""
    if own := next(_own_cells(col, name), None):
        return own
    for at_sheet, at_row, at_col in _places(sheet, row, col):
        table = _table(offsets, at_sheet, at_row, at_col)
        offset = table.get(f"{name}@{segment}") or table.get(name, "")
        if offset.isdigit():
            return at_sheet, f"{at_col}{offset}"
        if offset and at_row:
            return at_sheet, f"{offset}{at_row}"
    return "", ""


def added_cells(col: str | None, name: str) -> tuple[tuple[str, str], ...]:
    """Every (sheet, 'D7') that one figure of a fact is added from; nothing where it stands in one cell."""
    found = tuple(_own_cells(col, name))
    return found if len(found) > 1 else ()


def _own_cells(col: str | None, name: str) -> Iterator[tuple[str, str]]:
    """The cells that a fact's `col` gives for one of its figures."""
    for place in (col or "").split(_FURTHER)[1:]:
        sheet, _, cell = place.rpartition("!")
        if cell.endswith(f"={name}"):
            yield sheet, cell.removesuffix(f"={name}")


def _places(sheet: str, row: int | None, col: str | None) -> Iterator[tuple[str, int, str]]:
    first, *further = (col or "").split(_FURTHER)
    yield sheet, row or 0, first
    for place in further:
        at_sheet, _, cell = place.rpartition("!")
        match = _CELL.fullmatch(cell)
        if match:
            yield at_sheet, int(match[2]), match[1]


def _table(offsets: Offsets, sheet: str, row: int, col: str) -> Mapping[str, str]:
    """The offsets of the table a place lies in: that of the sheet, or the nearest that begins before it."""
    if sheet in offsets:
        return offsets[sheet]
    found = [
        (int(match["row"]), _number(match["column"]), key)
        for key in offsets
        if (match := _TABLE.fullmatch(key)) and match["sheet"] == sheet
    ]
    before = [(top, left, key) for top, left, key in found if top <= row and left <= _number(col or "A")]
    return offsets[max(before, key=lambda table: (table[1], table[0]))[2]] if before else {}


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
