"""Asks the workbook reader what a few cells of a large sheet say, so that each kind of cell is read once.

Dates, shared texts, formulas and errors are the reader's own business: their cells are laid, as they are
written, on a sheet of their own in a copy of the workbook, and read from there.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field

from python_calamine import CalamineWorkbook

from importers.containers.celltoken import encode
from importers.containers.look import Merge, column_letters

#: Parts of a workbook that say nothing about a cell's value.
_APART = (
    "xl/worksheets/",
    "xl/media/",
    "xl/drawings/",
    "xl/charts/",
    "xl/tables/",
    "xl/pivot",
    "docProps/",
    "xl/theme/",
)
_TEXTS = "xl/sharedStrings.xml"
#: Cells in one column of the made sheet.
_COLUMN = 500_000
_NAMESPACES = (
    'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:xml="http://www.w3.org/XML/1998/namespace"'
)
#: What a cell stands for on the made sheet: its attributes but the place, and all that stands within it.
Written = tuple[str, str]


@dataclass(frozen=True)
class Asked:
    """What the reader said: a token for each cell, in their order, and the sheet's merged ranges."""

    tokens: list[str | None]
    merges: list[Merge] = field(default_factory=list)


def ask(
    archive: zipfile.ZipFile, sheet: str, member: str, cells: Sequence[Written], merges: str = ""
) -> Asked:
    """Read `cells` as cells of `sheet`. `merges`: the sheet's own list of merged ranges, as written."""
    texts = any('t="s"' in attributes for attributes, _ in cells)
    book = _copy(archive, member, sheet_xml(cells, merges), texts)
    with CalamineWorkbook.from_filelike(book) as workbook:
        found = workbook.get_sheet_by_name(sheet)
        rows = found.to_python(skip_empty_area=False)
        return Asked([_at(rows, at) for at in range(len(cells))], list(found.merged_cell_ranges or ()))


def sheet_xml(cells: Sequence[Written], merges: str = "") -> str:
    """A worksheet that holds nothing but these cells."""
    rows = []
    for row in range(min(len(cells), _COLUMN)):
        line = (
            f'<c r="{column_letters(at // _COLUMN + 1)}{row + 1}"{cells[at][0]}>{cells[at][1]}</c>'
            for at in range(row, len(cells), _COLUMN)
        )
        rows.append(f'<row r="{row + 1}">{"".join(line)}</row>')
    return f"<worksheet {_NAMESPACES}><sheetData>{''.join(rows)}</sheetData>{merges}</worksheet>"


def place_in(row: int, column: int) -> int:
    """Which cell stands in a row and column of the made sheet, both from 1."""
    return (column - 1) * _COLUMN + row - 1


def _at(rows: Sequence[Sequence[object]], at: int) -> str | None:
    column, row = divmod(at, _COLUMN)
    return encode(rows[row][column]) if row < len(rows) and column < len(rows[row]) else None


def _copy(archive: zipfile.ZipFile, member: str, sheet: str, texts: bool) -> io.BytesIO:
    """The workbook with the made sheet in place of all its own."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as target:
        for name in archive.namelist():
            if not name.startswith(_APART) and (texts or name != _TEXTS):
                target.writestr(name, archive.read(name))
        target.writestr(member, sheet)
    stream.seek(0)
    return stream
