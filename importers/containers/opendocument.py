"""Looks over an ods file in its XML stream: extent, hidden parts, merges, formulas without a value."""

from __future__ import annotations

import zipfile
from xml.sax import ContentHandler

from core.return_mark import RETURN_NAME, marked_file
from importers.containers.caps import Caps
from importers.containers.celltoken import UNCALCULATED
from importers.containers.extent import parse_member
from importers.containers.look import BookLook, SheetLook

#: As long as the longest error.
_WORD = 16
_HIDDEN = ("collapse", "filter")
_GROUPS = ("table:table-row-group", "table:table-column-group")


def look_over(archive: zipfile.ZipFile, caps: Caps) -> BookLook:
    """Every sheet of the document; TooFar where one is too large."""
    content = _Content(caps)
    parse_member(archive, "content.xml", content)
    macros = any(name.startswith("Basic/") for name in archive.namelist())
    return BookLook(content.looks, content.epoch_1904, macros, content.returned_for)


def is_locked(archive: zipfile.ZipFile) -> bool:
    """Whether a password has encrypted the document."""
    return b"encryption-data" in archive.read("META-INF/manifest.xml")


class _Content(ContentHandler):
    def __init__(self, caps: Caps) -> None:
        super().__init__()
        self.looks: list[SheetLook] = []
        self.caps, self.row, self.column = caps, 0, 0
        self.epoch_1904 = False
        self.returned_for = ""
        self._tables = 0
        self._repeated_rows = self._repeated = 1
        #: Whether each open group of rows or columns is collapsed.
        self._groups: list[bool] = []
        self._computed = self._error = False
        self._text = ""
        self._filled = False

    def startElement(self, name: str, attrs) -> None:  # type: ignore[no-untyped-def]
        if name == "table:table":
            self._open_table(attrs)
        elif name == "table:null-date":
            self.epoch_1904 = attrs.get("table:date-value", "").startswith("1904")
        elif name == "table:named-expression" and attrs.get("table:name") == RETURN_NAME:
            self.returned_for = marked_file(attrs.get("table:expression", "")) or ""
        elif self._tables != 1:
            return
        elif name in _GROUPS:
            self._groups.append(attrs.get("table:display") == "false")
        elif name == "table:table-column":
            self._columns(attrs)
        elif name == "table:table-row":
            self._row(attrs)
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self._cell(attrs)
        elif name == "text:p":
            self._filled = True

    def characters(self, content: str) -> None:
        if self._error:
            self._text = (self._text + content)[:_WORD]

    def endElement(self, name: str) -> None:
        if name == "table:table":
            self._tables -= 1
        elif self._tables != 1:
            return
        elif name in _GROUPS:
            self._groups.pop()
        elif name == "table:table-row":
            self.row += self._repeated_rows
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self._end_cell()

    def _open_table(self, attrs) -> None:  # type: ignore[no-untyped-def]
        self._tables += 1
        if self._tables == 1:
            self.looks.append(SheetLook(attrs.get("table:name", "")))
            self.row, self.column, self._groups = 0, 0, []

    def _columns(self, attrs) -> None:  # type: ignore[no-untyped-def]
        first = self.column + 1
        self.column += _count(attrs, "table:number-columns-repeated")
        if attrs.get("table:visibility") in _HIDDEN or any(self._groups):
            self.looks[-1].hide_columns(first, self.column, bool(self._groups))

    def _row(self, attrs) -> None:  # type: ignore[no-untyped-def]
        self._repeated_rows, self.column = _count(attrs, "table:number-rows-repeated"), 0
        if attrs.get("table:visibility") in _HIDDEN or any(self._groups):
            last = self.row + self._repeated_rows
            self.looks[-1].hide_rows(self.row + 1, last, bool(self._groups))

    def _cell(self, attrs) -> None:  # type: ignore[no-untyped-def]
        self._repeated = _count(attrs, "table:number-columns-repeated")
        self._filled = "office:value-type" in attrs
        self._computed = "table:formula" in attrs
        self._error, self._text = attrs.get("calcext:value-type") == "error", ""
        across, down = (_count(attrs, f"table:number-{way}-spanned") for way in ("columns", "rows"))
        if across > 1 or down > 1:
            last = (self.row + down - 1, self.column + across - 1)
            self.looks[-1].merges.append(((self.row, self.column), last))

    def _end_cell(self) -> None:
        look = self.looks[-1]
        if self._computed and not self._filled:
            look.note_hollow(self.row + 1, self.column + 1, UNCALCULATED)
            self._filled = True
        elif self._error:
            look.note_hollow(self.row + 1, self.column + 1, self._text)
        self.column += self._repeated
        if self._filled:
            look.fill(self.row + self._repeated_rows, self.column, self.caps)
        self._filled = self._error = False


def _count(attrs, name: str) -> int:  # type: ignore[no-untyped-def]
    return max(1, int(attrs.get(name, "1")))
