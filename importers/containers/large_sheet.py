"""Looks over a large sheet of an xlsx file that is read by columns: the same look, its tokens with it."""

from __future__ import annotations

import io
import zipfile

import polars as pl

from importers.containers.asked_cells import place_in, sheet_xml
from importers.containers.caps import Caps
from importers.containers.extent import Book, Cells, note_zeros, parse
from importers.containers.look import SheetLook, column_letters
from importers.containers.sheet_columns import Columns, Unusual, columns_of

#: For XML that holds only what was let in already.
_NO_CAPS = Caps(rows=10**9, columns=10**9, extent_cells=10**12)


def look_by_columns(
    archive: zipfile.ZipFile, name: str, member: str, caps: Caps, book: Book
) -> SheetLook | None:
    """Hidden parts, merges, what is hollow, and the tokens; None where it must be read cell by cell."""
    try:
        read = columns_of(archive, name, member, caps, book.percents)
    except Unusual:
        return None
    whole = Cells(name, _NO_CAPS)
    parse(io.BytesIO(read.skeleton), whole)
    look = whole.look
    look.rows, look.columns, look.merges = read.frame.height, read.frame.width, read.merges
    _note_hollow(look, read, book)
    look.tokens = _with_hollow(read.frame, look)
    return look


def _note_hollow(look: SheetLook, read: Columns, book: Book) -> None:
    odd = Cells(look.name, _NO_CAPS)
    parse(io.BytesIO(sheet_xml([cell.written for cell in read.odd]).encode()), odd)
    note_zeros(odd, book)
    for (row, column), token in odd.look.hollow.items():
        cell = read.odd[place_in(row, column)]
        look.note_hollow(cell.row, cell.column, token)


def _with_hollow(frame: pl.DataFrame, look: SheetLook) -> pl.DataFrame:
    found: dict[str, dict[int, str]] = {}
    for (row, column), token in look.hollow.items():
        found.setdefault(column_letters(column), {})[row - 1] = token
    filled = [
        frame[letters].scatter(pl.Series(list(hollow), dtype=pl.UInt32), pl.Series(list(hollow.values())))
        for letters, hollow in found.items()
    ]
    return frame.with_columns(filled)
