"""A marked copy that came back: our list in front is no report, and says which file it belongs to.

So does a name of the workbook, which is still there where somebody has deleted the list.
"""

from __future__ import annotations

from collections.abc import Sequence

from core.return_mark import marked_file
from importers.containers.celltoken import decode
from importers.containers.sheets import RawSheet

#: The mark stands in the first cells of the list, below its title.
_ROWS = 12


def without_list(sheets: Sequence[RawSheet]) -> tuple[list[RawSheet], str | None]:
    """The sheets that came from the vendor, and the key of the received file the copy was made of."""
    marks = {sheet.name: _mark(sheet) for sheet in sheets}
    kept = [sheet for sheet in sheets if marks[sheet.name] is None]
    named = [sheet.returned_for for sheet in kept]
    return kept, next((mark for mark in [*marks.values(), *named] if mark), None)


def _mark(sheet: RawSheet) -> str | None:
    cells = (row[0] for row in sheet.rows[:_ROWS] if row and row[0])
    texts = (value for cell in cells if isinstance(value := decode(cell), str))
    return next((mark for text in texts if (mark := marked_file(text))), None)
