"""Looks over an xlsx file in its XML stream, before any reader allocates its sheets."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from typing import IO
from xml.sax import ContentHandler

from defusedxml.sax import make_parser

from core.return_mark import RETURN_NAME, marked_file
from importers.containers.caps import Caps
from importers.containers.celltoken import UNCALCULATED
from importers.containers.look import BookLook, SheetLook, column_letters, column_number
from importers.containers.percent_styles import STYLES, PercentStyles

__all__ = ["column_letters", "column_number", "look_over", "parse_member", "sheet_members"]

_REF = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_CHUNK = 1024 * 1024
_LAST_COLUMN = 16_384
#: As long as the longest error ('#GETTING_DATA').
_WORD = 16
_TRUE = ("1", "true")


def look_over(archive: zipfile.ZipFile, caps: Caps) -> BookLook:
    """Extent, hidden parts and uncalculated formulas of every sheet; TooFar where one is too large."""
    book = Book()
    parse_member(archive, "xl/workbook.xml", book)
    names = archive.namelist()
    book.percents = _percents(archive) if STYLES in names else {}
    looks = [_sheet_look(archive, name, member, caps, book) for name, member in _members(archive, book)]
    macros = any(name.endswith("vbaProject.bin") or "/macrosheets/" in name for name in names)
    return BookLook(looks, book.epoch_1904, macros, marked_file(book.mark) or "")


def sheet_members(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    """(sheet name, member of the archive) of every worksheet, in the workbook's order."""
    book = Book()
    parse_member(archive, "xl/workbook.xml", book)
    return [(name, member) for name, member in _members(archive, book) if member]


def parse_member(archive: zipfile.ZipFile, member: str, handler: ContentHandler) -> None:
    """Stream one XML member of an archive through `handler`; no entities, no document types."""
    with archive.open(member) as stream:
        parse(stream, handler)


def parse(stream: IO[bytes], handler: ContentHandler) -> None:
    """The same with any stream of XML."""
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setContentHandler(handler)
    while chunk := stream.read(_CHUNK):
        parser.feed(chunk)
    parser.close()


def relation_targets(archive: zipfile.ZipFile, member: str) -> dict[str, str]:
    """Relation id → member of the archive."""
    targets = _Targets()
    parse_member(archive, member, targets)
    return targets.found


class Book(ContentHandler):
    """Sheets with their relations, and what the workbook says about days and calculation."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.epoch_1904 = self.calculate_on_load = False
        #: Style of a cell → the decimals of the percentage it shows.
        self.percents: Mapping[str, int] = {}
        #: What the name of a marked copy stands for (core/return_mark.py).
        self.mark, self._listens = "", False

    def startElement(self, name: str, attrs) -> None:  # type: ignore[no-untyped-def]
        tag = name.rpartition(":")[2]
        if tag == "sheet":
            rel = next((attrs[key] for key in attrs.getNames() if key.endswith(":id")), "")
            self.found.append((attrs["name"], rel))
        elif tag == "workbookPr":
            self.epoch_1904 = attrs.get("date1904") in _TRUE
        elif tag == "calcPr":
            self.calculate_on_load = attrs.get("fullCalcOnLoad") in _TRUE
        elif tag == "definedName":
            self._listens = attrs.get("name") == RETURN_NAME

    def characters(self, content: str) -> None:
        if self._listens:
            self.mark += content

    def endElement(self, name: str) -> None:
        self._listens = False


class _Targets(ContentHandler):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def startElement(self, name: str, attrs) -> None:  # type: ignore[no-untyped-def]
        if name.rpartition(":")[2] == "Relationship":
            target = attrs["Target"]
            self.found[attrs["Id"]] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"


class Cells(ContentHandler):
    """One worksheet: which cells are filled, hidden, shown as percentages, or formulas without a value."""

    def __init__(self, name: str, caps: Caps, percents: Mapping[str, int] | None = None) -> None:
        super().__init__()
        self.percents = percents or {}
        self.digits: int | None = None
        self.look, self.caps, self.row, self.column = SheetLook(name), caps, 0, 0
        #: Of the cell being read: its type, whether it is computed, and its value where that matters.
        self.kind, self.computed, self.filled, self.value, self.listens = "", False, False, "", False
        #: Whether some formula has a value other than 0.
        self.calculated = False
        self.zeros: list[tuple[int, int]] = []

    def startElement(self, name: str, attrs) -> None:  # type: ignore[no-untyped-def]
        tag = name.rpartition(":")[2]
        if tag == "c":
            self._cell(attrs.get("r"))
            self.kind, self.computed, self.filled, self.value = attrs.get("t") or "", False, False, ""
            self.digits = self.percents.get(attrs.get("s") or "")
        elif tag == "f":
            self.computed = self.filled = True
        elif tag == "v":
            self.filled, self.listens = True, self.computed or self.kind == "e"
        elif tag == "is":
            self.filled = True
        elif tag == "row":
            self._row(attrs)
        elif tag == "col" and (attrs.get("hidden") in _TRUE or attrs.get("width") == "0"):
            # A hidden group is written once, as a range from min to max.
            last = min(int(attrs["max"]), _LAST_COLUMN)
            self.look.hide_columns(int(attrs["min"]), last, attrs.get("outlineLevel", "0") != "0")

    def characters(self, content: str) -> None:
        if self.listens:
            # Errors are a word, and of any other value it only counts whether there is one.
            self.value = (self.value + content)[:_WORD]

    def endElement(self, name: str) -> None:
        tag = name.rpartition(":")[2]
        if tag == "v":
            self.listens = False
        elif tag == "c" and self.filled:
            self._end_cell()

    def _row(self, attrs) -> None:  # type: ignore[no-untyped-def]
        self.row, self.column = int(attrs.get("r") or self.row + 1), 0
        if attrs.get("hidden") in _TRUE or attrs.get("ht") == "0":
            self.look.hide_rows(self.row, self.row, attrs.get("outlineLevel", "0") != "0")

    def _cell(self, ref: str | None) -> None:
        match = _REF.fullmatch(ref or "")
        if match:
            self.row, self.column = int(match[2]), column_number(match[1])
        else:
            self.column += 1

    def _end_cell(self) -> None:
        """Note a filled cell (one that only has a format is not), and what is hollow."""
        self.look.fill(self.row, self.column, self.caps)
        if self.digits is not None:
            self.look.percents[self.row, self.column] = self.digits
        if self.kind == "e":
            self.look.note_hollow(self.row, self.column, self.value)
        elif self.computed and not self.value and self.kind != "str":
            # A calculated empty text has the type 'str'.
            self.look.note_hollow(self.row, self.column, UNCALCULATED)
        elif self.computed and self.value == "0":
            self.zeros.append((self.row, self.column))
        elif self.computed:
            self.calculated = True


def _members(archive: zipfile.ZipFile, book: Book) -> list[tuple[str, str]]:
    """Every sheet with its member; '' for a chart sheet and the like."""
    targets = relation_targets(archive, "xl/_rels/workbook.xml.rels")
    known = {name for name in archive.namelist() if "worksheets/" in name}
    pairs = [(name, targets.get(rel, "")) for name, rel in book.found]
    return [(name, member if member in known else "") for name, member in pairs]


def _percents(archive: zipfile.ZipFile) -> Mapping[str, int]:
    styles = PercentStyles()
    parse_member(archive, STYLES, styles)
    return styles.found


def _sheet_look(archive: zipfile.ZipFile, name: str, member: str, caps: Caps, book: Book) -> SheetLook:
    if not member:
        return SheetLook(name)
    if archive.getinfo(member).file_size >= caps.columnar_bytes:
        # What it needs is loaded for large sheets only, so that a reading process starts at once.
        from importers.containers.large_sheet import look_by_columns

        if seen := look_by_columns(archive, name, member, caps, book):
            return seen
    cells = Cells(name, caps, book.percents)
    parse_member(archive, member, cells)
    note_zeros(cells, book)
    return cells.look


def note_zeros(cells: Cells, book: Book) -> None:
    """Libraries that cannot calculate write 0 into every formula and leave the rest to Excel."""
    if book.calculate_on_load and not cells.calculated:
        for row, column in cells.zeros:
            cells.look.note_hollow(row, column, UNCALCULATED)
