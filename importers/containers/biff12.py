"""Looks over an xlsb file: the same parts as an xlsx file, in binary records ([MS-XLSB] 2.1.4)."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from typing import IO

from importers.containers.caps import Caps
from importers.containers.extent import relation_targets
from importers.containers.look import ERROR_CODES, BookLook, SheetLook

_ROW, _COLUMNS, _MERGE, _BOOK, _SHEET = 0, 60, 176, 153, 156
#: Numbers, errors, truths, texts and formulas; a blank cell (1) is not filled.
_FILLED = frozenset({2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 62})
_ERRORS = (3, 11)
_ROW_HIDDEN, _OUTLINE = 0x10, 0x07


def look_over(archive: zipfile.ZipFile, caps: Caps) -> BookLook:
    """Extent, hidden parts and merges of every sheet; TooFar where one is too large."""
    targets = relation_targets(archive, "xl/_rels/workbook.bin.rels")
    names = set(archive.namelist())
    book = BookLook(macros=any(name.endswith("vbaProject.bin") for name in names))
    for kind, data in _records_of(archive, "xl/workbook.bin"):
        if kind == _BOOK:
            book.epoch_1904 = bool(data[0] & 1)
        elif kind == _SHEET:
            relation, after = _wide(data, 8)
            name, _ = _wide(data, after)
            member = targets.get(relation, "")
            there = member in names and "worksheets/" in member
            book.sheets.append(_sheet_look(archive, name, member, caps) if there else SheetLook(name))
    return book


def records(stream: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """(kind, data) of every record; EOFError where the stream ends within one."""
    while first := stream.read(1):
        kind = first[0]
        if kind & 0x80:
            kind = (kind & 0x7F) | (_byte(stream) & 0x7F) << 7
        length = shift = 0
        for shift in (0, 7, 14, 21):
            part = _byte(stream)
            length |= (part & 0x7F) << shift
            if not part & 0x80:
                break
        data = stream.read(length)
        if len(data) < length:
            raise EOFError
        yield kind, data


def _records_of(archive: zipfile.ZipFile, member: str) -> Iterator[tuple[int, bytes]]:
    with archive.open(member) as stream:
        yield from records(stream)


def _sheet_look(archive: zipfile.ZipFile, name: str, member: str, caps: Caps) -> SheetLook:
    look, row = SheetLook(name), 0
    for kind, data in _records_of(archive, member):
        if kind == _ROW:
            row = struct.unpack_from("<I", data)[0] + 1
            if data[11] & _ROW_HIDDEN:
                look.hide_rows(row, row, bool(data[11] & _OUTLINE))
        elif kind in _FILLED:
            column = struct.unpack_from("<I", data)[0] + 1
            look.fill(row, column, caps)
            if kind in _ERRORS:
                look.note_hollow(row, column, ERROR_CODES.get(data[8]))
        elif kind == _COLUMNS:
            first, last, _, _, flags = struct.unpack_from("<IIIIH", data)
            if flags & 1:
                look.hide_columns(first + 1, last + 1, bool(flags >> 8 & _OUTLINE))
        elif kind == _MERGE:
            top, bottom, left, right = struct.unpack_from("<IIII", data)
            look.merges.append(((top, left), (bottom, right)))
    return look


def _byte(stream: IO[bytes]) -> int:
    read = stream.read(1)
    if not read:
        raise EOFError
    return read[0]


def _wide(data: bytes, at: int) -> tuple[str, int]:
    """A text with its length in front, in UTF-16, and where it ends."""
    end = at + 4 + 2 * struct.unpack_from("<I", data, at)[0]
    return data[at + 4 : end].decode("utf-16-le"), end
