"""Looks over an xls or WPS et file: the records of its Workbook stream ([MS-XLS] 2.1.4)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from importers.containers.caps import Caps
from importers.containers.compound import Compound
from importers.containers.look import ERROR_CODES, BookLook, SheetLook

_BOF, _EOF, _DATE_MODE, _PASSWORD, _SHEET = 0x0809, 0x000A, 0x0022, 0x002F, 0x0085
_ROW, _COLUMNS, _NUMBERS = 0x0208, 0x007D, 0x00BD
#: Numbers, texts, truths and formulas; a blank cell is not filled.
_FILLED = frozenset({0x0006, 0x0203, 0x0204, 0x0205, 0x027E, 0x00FD, 0x00D6})
_FORMULA, _TRUTH_OR_ERROR, _CAME_TO_ERROR = 0x0006, 0x0205, 2
_ROW_HIDDEN, _OUTLINE = 0x20, 0x07


class Locked(Exception):
    """A password has encrypted the workbook."""


class NoWorkbook(Exception):
    """The compound file holds something else."""


def look_over(data: bytes, caps: Caps) -> BookLook:
    """Extent and hidden parts of every sheet; TooFar where one is too large."""
    compound = Compound(data)
    stream = compound.stream("Workbook", "Book")
    if stream is None:
        raise NoWorkbook
    book = BookLook(macros=any(entry.name == "_VBA_PROJECT_CUR" for entry in compound.entries))
    for kind, record in _records(stream, 0):
        if kind == _PASSWORD:
            raise Locked
        if kind == _DATE_MODE:
            book.epoch_1904 = record[:2] == b"\x01\0"
        elif kind == _SHEET:
            at = struct.unpack_from("<I", record)[0]
            book.sheets.append(_sheet_look(stream, _name(record), at, caps))
            book.macros = book.macros or record[5] == 1
    return book


def _sheet_look(stream: bytes, name: str, at: int, caps: Caps) -> SheetLook:
    look = SheetLook(name)
    for kind, record in _records(stream, at):
        if kind in _FILLED:
            row, column = struct.unpack_from("<HH", record)
            look.fill(row + 1, column + 1, caps)
            look.note_hollow(row + 1, column + 1, _error(kind, record))
        elif kind == _NUMBERS:
            look.fill(struct.unpack_from("<H", record)[0] + 1, struct.unpack("<H", record[-2:])[0] + 1, caps)
        elif kind == _ROW:
            row, flags = struct.unpack_from("<H", record)[0] + 1, record[12]
            if flags & _ROW_HIDDEN:
                look.hide_rows(row, row, bool(flags & _OUTLINE))
        elif kind == _COLUMNS:
            first, last, _, _, flags = struct.unpack_from("<HHHHH", record)
            if flags & 1:
                look.hide_columns(first + 1, last + 1, bool(flags >> 8 & _OUTLINE))
    return look


def _error(kind: int, record: bytes) -> str | None:
    """The error that a cell holds, or that its formula came to."""
    if kind == _TRUTH_OR_ERROR and record[7]:
        return ERROR_CODES.get(record[6])
    if kind == _FORMULA and record[6] == _CAME_TO_ERROR and record[12:14] == b"\xff\xff":
        return ERROR_CODES.get(record[8])
    return None


def _name(record: bytes) -> str:
    """A sheet's name: its length, whether it is in UTF-16 or in one byte each, its characters."""
    wide = record[7] & 1
    return record[8 : 8 + record[6] * (1 + wide)].decode("utf-16-le" if wide else "latin-1", "replace")


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """(kind, data) from one BOF to its own EOF; what is nested in it (a chart) is passed over."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        record = stream[at + 4 : at + 4 + length]
        at += 4 + length
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 0:
            return
        if depth == 1:
            yield kind, record
