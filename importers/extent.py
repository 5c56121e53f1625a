"""Measures the sheets of an xlsx file from its XML stream, before any reader allocates them.

A 5 kB file with only A1 and XFD1048576 filled makes common readers ask for 549 GB and abort.
"""

from __future__ import annotations

import contextlib
import re
import zipfile
from dataclasses import dataclass, field
from xml.sax import ContentHandler, SAXException

from defusedxml.common import DefusedXmlException
from defusedxml.sax import make_parser

from core.finding import Finding, Place
from importers.caps import Caps
from importers.celltoken import UNCALCULATED
from importers.draft import ReceivedFile

_REF = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_CHUNK = 1024 * 1024
#: As long as the longest error ('#GETTING_DATA').
_WORD = 16
#: A hostile file may hold millions of them; the first are enough to say what is wrong.
_HOLLOW = 200_000


@dataclass
class Extent:
    """How far a sheet reaches, and which of its rows and columns are hidden (all counted from 1)."""

    rows: int = 0
    columns: int = 0
    #: The last filled cell as seen in Excel, 'XFD1048576'.
    last: str = ""
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    #: (row, column) → '#DIV/0!' or UNCALCULATED, where a cell holds no value though it is not empty: readers
    #: give such cells as empty.
    hollow: dict[tuple[int, int], str] = field(default_factory=dict)

    @property
    def cells(self) -> int:
        """The rectangle from A1 to the last row and column."""
        return self.rows * self.columns


def measure(file: ReceivedFile, caps: Caps) -> tuple[dict[str, Extent], list[Finding]]:
    """Sheet name → extent; only a finding where a sheet reaches too far or the XML is broken."""
    extents: dict[str, Extent] = {}
    try:
        with zipfile.ZipFile(file.path) as archive:
            for sheet, member in sheet_members(archive):
                extents[sheet] = extent = _stream(archive, member, caps.extent_cells)
                if extent.cells > caps.extent_cells:
                    return {}, [_too_far(file, sheet, extent, caps)]
    except (zipfile.BadZipFile, SAXException, DefusedXmlException, OSError, KeyError, ValueError):
        return {}, [Finding("file_damaged", Place(file.name))]
    return extents, []


def column_number(letters: str) -> int:
    """'A' → 1, 'XFD' → 16384."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """1 → 'A', 16384 → 'XFD'."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def sheet_members(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    """(sheet name, member of the archive) of every worksheet, in the workbook's order."""
    names, targets = _Names(), _Targets()
    _parse(archive, "xl/workbook.xml", names)
    _parse(archive, "xl/_rels/workbook.xml.rels", targets)
    known = set(archive.namelist())
    pairs = [(name, targets.found.get(rel, "")) for name, rel in names.found]
    return [(name, member) for name, member in pairs if member in known and "worksheets/" in member]


class _Stop(Exception):
    """The sheet is already too large to be read."""


class _Cells(ContentHandler):
    def __init__(self, cap: int) -> None:
        super().__init__()
        self.extent, self.cap, self.row, self.column = Extent(), cap, 0, 0
        #: Of the cell being read: its type, whether it is computed, and its value where that matters.
        self.kind, self.computed, self.value, self.listens = "", False, "", False

    def startElement(self, name: str, attrs) -> None:  # type: ignore[no-untyped-def]
        tag = name.rpartition(":")[2]
        if tag == "c":
            self._cell(attrs.get("r"))
            self.kind, self.computed, self.value = attrs.get("t") or "", False, ""
        elif tag == "f":
            self.computed = True
        elif tag == "v":
            self.listens = self.computed or self.kind == "e"
        elif tag == "row":
            self.row, self.column = int(attrs.get("r") or self.row + 1), 0
            if attrs.get("hidden") in ("1", "true"):
                self.extent.hidden_rows.append(self.row)
        elif tag == "col" and attrs.get("hidden") in ("1", "true"):
            # A hidden group is written once, as a range from min to max.
            last = min(int(attrs["max"]), 16_384)
            self.extent.hidden_columns.extend(range(int(attrs["min"]), last + 1))

    def characters(self, content: str) -> None:
        if self.listens:
            # Errors are a word, and of any other value it only counts whether there is one.
            self.value = (self.value + content)[:_WORD]

    def endElement(self, name: str) -> None:
        tag = name.rpartition(":")[2]
        if tag == "v":
            self.listens = False
        elif tag == "c" and (self.computed or self.kind == "e"):
            self._note_hollow()

    def _note_hollow(self) -> None:
        """An error, or a formula never calculated; a calculated empty text has the type 'str'."""
        if len(self.extent.hollow) >= _HOLLOW:
            return
        if self.kind == "e" and self.value:
            self.extent.hollow[self.row, self.column] = self.value
        elif not self.value and self.kind != "str":
            self.extent.hollow[self.row, self.column] = UNCALCULATED

    def _cell(self, ref: str | None) -> None:
        match = _REF.fullmatch(ref or "")
        if match:
            self.row, self.column = int(match[2]), column_number(match[1])
        else:
            self.column += 1
        extent = self.extent
        extent.rows, extent.columns = max(extent.rows, self.row), max(extent.columns, self.column)
        extent.last = f"{column_letters(self.column)}{self.row}"
        if extent.cells > self.cap:
            raise _Stop


class _Names(ContentHandler):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []

    def startElement(self, name: str, attrs) -> None:  # type: ignore[no-untyped-def]
        if name.rpartition(":")[2] == "sheet":
            rel = next((attrs[key] for key in attrs.getNames() if key.endswith(":id")), "")
            self.found.append((attrs["name"], rel))


class _Targets(ContentHandler):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def startElement(self, name: str, attrs) -> None:  # type: ignore[no-untyped-def]
        if name.rpartition(":")[2] == "Relationship":
            target = attrs["Target"]
            self.found[attrs["Id"]] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _stream(archive: zipfile.ZipFile, member: str, cap: int) -> Extent:
    handler = _Cells(cap)
    with contextlib.suppress(_Stop):
        _parse(archive, member, handler)
    return handler.extent


def _parse(archive: zipfile.ZipFile, member: str, handler: ContentHandler) -> None:
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setContentHandler(handler)
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            parser.feed(chunk)
    parser.close()


def _too_far(file: ReceivedFile, sheet: str, extent: Extent, caps: Caps) -> Finding:
    facts = {"last": extent.last, "cells": f"{extent.cells:,}", "cap": f"{caps.extent_cells:,}"}
    return Finding("sheet_too_large", Place(file.name, sheet), facts)
