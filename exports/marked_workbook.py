"""The vendor's own workbook with every finding coloured, noted and listed; all else in it stays as it was."""

from __future__ import annotations

from dataclasses import replace

from core.privacy import sheet_names
from exports.marked.book import Book
from exports.marked.cells import Sheet
from exports.marked.list_sheet import add_list
from exports.marked.listing import MOST_NOTES, Copy, Line, Listing, listing, notes_on, wanted_on
from exports.marked.notes import with_notes
from exports.marked.package import Package
from exports.marked.styles import Styles
from exports.marked.tags import CannotMark, Edit, spliced

__all__ = ["CannotMark", "Copy", "marked_workbook"]

#: Who the notes are by.
AUTHOR = "准绳 Plumbline"
#: A workbook that unpacks to more is not marked; FOUNDATION's cap for reading.
UNZIPPED_BYTES = 1024**3


def marked_workbook(data: bytes, copy: Copy, unzipped_bytes: int = UNZIPPED_BYTES) -> bytes:
    """An xlsx or xlsm workbook marked in place; macros stay in it and are never run.

    Refused: CannotMark where the package is damaged, larger than the cap or written in a way that cannot be
    spliced safely; its cells can be laid out anew then (exports/marked_rebuilt.py).
    """
    package = Package.opened(data, unzipped_bytes)
    book = Book.of(package)
    name = package.related(book.part, "styles")
    if name is None:
        raise CannotMark("no styles")
    styles = Styles.of(package.read(name))
    found = _called_as_in(book, listing(copy))
    left = MOST_NOTES
    for sheet_name, part in book.sheets:
        mine = [line for line in found.lines if line.sheet == sheet_name and line.cell]
        if mine:
            left -= _mark_sheet(package, part, mine, styles, copy, left)
    add_list(package, book, _placed(found, book), styles.list_formats(), copy)
    package.put(name, styles.to_bytes())
    return package.to_bytes()


def _called_as_in(book: Book, found: Listing) -> Listing:
    """The list with its sheets as the vendor calls them: the names we keep have no personal numbers."""
    names = [name for name, _ in book.sheets]
    real = dict(zip(sheet_names(names), names, strict=True))
    lines = (replace(line, sheet=real.get(line.sheet, line.sheet)) for line in found.lines)
    return replace(found, lines=tuple(lines))


def _mark_sheet(
    package: Package, part: str, lines: list[Line], styles: Styles, copy: Copy, most_notes: int
) -> int:
    """Colour and note one sheet; gives how many notes it got."""
    sheet = Sheet.of(package.read(part))
    edits, filled = sheet.filled(wanted_on(lines, lines[0].sheet), styles.marked)
    texts = notes_on(lines, lines[0].sheet, filled, sheet.merges, copy.lang)
    kept = dict(list(texts.items())[: max(most_notes, 0)])
    more: list[Edit] = with_notes(package, part, sheet, kept, AUTHOR)
    package.put(part, spliced(sheet.data, [*edits, *more]))
    return len(kept)


def _placed(found: Listing, book: Book) -> Listing:
    """The list without links to sheets that have no cells."""
    there = {name for name, _ in book.sheets}
    lines = [
        line if line.sheet in there else replace(line, place="", shown="", cell=None) for line in found.lines
    ]
    return replace(found, lines=tuple(lines))
