"""Reads a large delimited text by columns: the records, empty fields as nothing, that csv.reader gives.

Only where both agree on what a record is: no lone carriage return, no quotation mark within a field, no
line break in one. Anything else is Ragged, and read line by line.
"""

from __future__ import annotations

import codecs
import csv
import io
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from importers.containers.celltoken import TRUTH
from importers.containers.encoding import encoding_of
from importers.containers.look import column_letters
from importers.containers.rows_heard import Pass, tell
from importers.containers.sheet_rows import SheetRows
from importers.containers.typed_text import first_typed, typed, unsafe

_CHUNK = 16 * 1024 * 1024
#: Looked through mark by mark while it lies in the processor's own memory.
_LOOKED = 512 * 1024
_HEAD = 256 * 1024
#: Control characters: what starts a token, and what csv.reader refuses.
_SIGNS = [bytes([code]) for code in range(ord(TRUTH) + 1)]


class Ragged(Exception):
    """The text is written so that only a reader of single records makes sense of it."""


class TooPadded(Exception):
    """Padding its records to one width would take more cells than are read."""

    def __init__(self, cells: int) -> None:
        super().__init__(cells)
        self.cells = cells


@dataclass
class _Counted:
    """How often the marks of a text occur in it."""

    lines: int = 0
    quotes: int = 0
    edges: int = 0


def rows_of(path: Path, delimiter_of: Callable[[str], str], padding: int) -> SheetRows:
    """A column for each field, a line for each record. Ragged; TooPadded beyond `padding` cells."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    encoding = encoding_of(head, whole=path.stat().st_size <= _HEAD)
    if encoding == "utf-8":
        try:
            return _parsed(path, delimiter_of, padding)
        except pl.exceptions.ComputeError:
            # Its beginning is UTF-8, and something further on is not.
            encoding = "gb18030"
    with tempfile.TemporaryDirectory(prefix="plumbline-") as folder:
        target = Path(folder) / "utf8.csv"
        _transcode(path, target, encoding)
        try:
            return _parsed(target, delimiter_of, padding)
        except pl.exceptions.ComputeError as wrong:
            raise Ragged from wrong


def _transcode(path: Path, target: Path, encoding: str) -> None:
    """The text in UTF-8; Python's own codec reads all of GB18030."""
    decoder = codecs.getincrementaldecoder(encoding)()
    rows, size = 0, path.stat().st_size
    with path.open("rb") as source, target.open("wb") as stream:
        try:
            while chunk := source.read(_CHUNK):
                stream.write(decoder.decode(chunk).encode())
                rows += chunk.count(b"\n")
                tell(Pass.READ, rows, rows * size // source.tell())
            stream.write(decoder.decode(b"", final=True).encode())
        except UnicodeError as wrong:
            raise Ragged from wrong


def _parsed(path: Path, delimiter_of: Callable[[str], str], padding: int) -> SheetRows:
    head = _first_lines(path)
    try:
        sign = delimiter_of(head)
        records = list(csv.reader(io.StringIO(head, newline=""), delimiter=sign))
    except csv.Error as wrong:
        raise Ragged from wrong
    width = max(map(len, records), default=0)
    # Titles above the table have fewer fields: they are read by themselves.
    above = next((at for at, record in enumerate(records) if len(record) == width), 0)
    if width < 2:
        raise Ragged
    # The rest is parsed in one stroke, in which nobody can be heard.
    tell(Pass.READ, len(records), len(records) * path.stat().st_size // max(1, len(head.encode())))
    names = [column_letters(at + 1) for at in range(width)]
    most = (path.stat().st_size + padding) // width + 1
    if rows := _typed(path, sign, records, names, _returns(path, head), most):
        return rows
    counted = _count(path, sign)
    if counted.lines * width - path.stat().st_size > padding:
        raise TooPadded(counted.lines * width)
    if counted.quotes != counted.edges:
        raise Ragged
    body = pl.read_csv(
        path,
        separator=sign,
        has_header=False,
        quote_char='"' if counted.quotes else None,
        infer_schema=False,
        schema=dict.fromkeys(names, pl.String),
        skip_lines=above,
        extra_columns="raise",
        missing_columns="insert",
    )
    if above + body.height != counted.lines:
        raise Ragged
    _must_not_pad(body, padding)
    if counted.quotes:
        body = body.with_columns(pl.when(pl.all() != "").then(pl.all()))
    return SheetRows(pl.concat([_top(records[:above], names), body]) if above else body)


def _typed(
    path: Path, sign: str, records: list[list[str]], names: list[str], returns: int, most: int
) -> SheetRows | None:
    """The records in the types of their columns, the first ones as texts; None where some would not be told
    exactly, or where there are more than `most`."""
    told = first_typed(records, len(names))
    if told is None:
        return None
    above, kinds = told
    with path.open("rb") as stream:
        top = b"".join(stream.readline() for _ in range(above))
    if unsafe(pl.Series([top.decode().replace("\r\n", "\n")])):
        return None
    ends = returns - top.count(b"\r") - (not _ends_a_line(path))
    body = typed(path, sign, above, names, kinds, path.stat().st_size - len(top) - ends, most)
    if body is None or (
        body[:, -1].has_nulls() and _marks(path, sign, above) != body.height * (len(names) - 1)
    ):
        # A line that is too short would make up for a zero that is lost.
        return None
    return SheetRows(_top(records[:above], names), body)


def _marks(path: Path, sign: str, above: int) -> int:
    """How often the delimiter stands in the lines after the first ones."""
    others = bytes(set(range(256)) - {ord(sign)})
    with path.open("rb") as stream:
        for _ in range(above):
            stream.readline()
        return sum(len(text.translate(None, others)) for text in iter(lambda: stream.read(_LOOKED), b""))


def _returns(path: Path, head: str) -> int:
    """How many carriage returns there are, none where the first lines have none: what polars takes off the
    ends of others makes the cells come out too short."""
    return sum(text.count(b"\r") for text in _stretches(path)) if "\r" in head else 0


def _top(records: list[list[str]], names: list[str]) -> pl.DataFrame:
    """The first records as texts."""
    width = len(names)
    cells = [[field or None for field in [*record, *[""] * width][:width]] for record in records]
    return pl.DataFrame(cells, schema=dict.fromkeys(names, pl.String), orient="row")


def _ends_a_line(path: Path) -> bool:
    with path.open("rb") as stream:
        stream.seek(-1, io.SEEK_END)
        return stream.read(1) == b"\n"


def _must_not_pad(body: pl.DataFrame, padding: int) -> None:
    """At most so many cells may be there only because other records are longer."""
    short = body[:, -1].null_count()
    if short * body.width > padding:
        raise Ragged


def _first_lines(path: Path) -> str:
    """The first lines, none of them cut."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
        head += stream.readline()
    try:
        return head.decode()
    except UnicodeDecodeError as wrong:
        raise Ragged from wrong


def _count(path: Path, sign: str) -> _Counted:
    """Lines and quotation marks; Ragged where a mark stands that the two readers understand differently."""
    found, edge, size, seen = _Counted(), sign.encode(), path.stat().st_size, 0
    for text in _stretches(path):
        returns = text.count(b"\r") if b"\r" in text else 0
        if any(mark in text for mark in _SIGNS) or (returns and returns != text.count(b"\r\n")):
            raise Ragged
        found.lines += text.count(b"\n") + (not text.endswith(b"\n"))
        seen += len(text)
        tell(Pass.READ, found.lines, found.lines * size // seen)
        if b'"' in text:
            found.quotes += text.count(b'"')
            starts = text.count(b'\n"') + text.count(edge + b'"') + text.startswith(b'"')
            ends = text.count(b'"\n') + text.count(b'"\r\n') + text.count(b'"' + edge) + text.endswith(b'"')
            found.edges += starts + ends if starts == ends else -1
    return found


def _stretches(path: Path) -> Iterator[bytes]:
    """The bytes, cut at ends of lines."""
    with path.open("rb") as stream:
        while chunk := stream.read(_LOOKED):
            yield chunk + stream.readline()
