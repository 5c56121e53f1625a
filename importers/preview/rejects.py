"""The rejected rows as a workbook to send back: the row as received, and why it was kept out."""

from __future__ import annotations

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from core.language import N_, translated
from core.text import Lang
from importers.draft import RejectedRow

_HEADS = (N_("Sheet"), N_("Row"), N_("Reason"), N_("What to do"))


def rejected_table(rejected: Sequence[RejectedRow], lang: Lang) -> list[list[str | int | None]]:
    """A head and one line per rejected row: sheet, row, reasons, what to do, then its cells as received."""
    headers = list(dict.fromkeys(name for row in rejected for name in row.cells))
    joint = "" if lang == "zh" else " "
    lines: list[list[str | int | None]] = [[*(translated(head, lang) for head in _HEADS), *headers]]
    for row in rejected:
        reasons = joint.join(finding.sentence(lang) for finding in row.reasons)
        remedies = joint.join(dict.fromkeys(finding.remedy(lang) for finding in row.reasons))
        cells = [row.cells.get(name, "") for name in headers]
        lines.append([row.place.sheet, row.place.row, reasons, remedies, *cells])
    return lines


def rejected_workbook(rejected: Sequence[RejectedRow], lang: Lang) -> bytes:
    """The table as xlsx. Every text is written as text: nothing a vendor typed is ever a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(translated(N_("Rejected rows"), lang))
    for line in rejected_table(rejected, lang):
        sheet.append([as_text(sheet, value) for value in line])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def as_text(sheet: object, value: object) -> object:
    """A cell for a write-only sheet: text stays text, whatever it begins with."""
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, value)
    cell.data_type = "s"
    return cell
