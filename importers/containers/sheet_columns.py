"""Reads a large sheet of an xlsx file by columns, with exactly the tokens that reading cell by cell gives.

Its XML is parted into cells by Rust (sheet_pieces.py), in two threads. A whole number without a
date's style is its own text; of the others each different cell is looked at once (asked_cells.py).
Whatever is written in an uncommon way makes the sheet Unusual: then it is read cell by cell.
"""

from __future__ import annotations

import re
import zipfile
from collections import deque
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import polars as pl

from importers.containers.asked_cells import Written, ask
from importers.containers.caps import Caps
from importers.containers.celltoken import as_percentage, encode
from importers.containers.look import Merge, SheetLook, column_letters
from importers.containers.sheet_pieces import ASKED, HIDING, ODD, Kinds, OddCell, Piece, Unusual, parted

__all__ = ["Columns", "Unusual", "columns_of"]

_CHUNK = 16 * 1024 * 1024
_THREADS = 2
_HEAD_END, _END = b"<sheetData>", b"</sheetData>"
_FIGURE = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_MERGES = re.compile(rb"<mergeCells\b.*?</mergeCells>", re.S)
_ROWS = re.compile(rb"\s*(?:<(?:/row|row[^>]*)>\s*)*")
_ENCODING = re.compile(rb"""<\?xml[^>]*encoding=["']([^"']*)""")


@dataclass(frozen=True)
class Columns:
    """A sheet by columns."""

    #: A text column of tokens for each of Excel's from A to the last filled one, a line for each row from 1.
    frame: pl.DataFrame
    merges: list[Merge]
    #: The XML of the sheet without its cells; of its rows those that may be hidden.
    skeleton: bytes
    #: The cells that hold more than a value, in their order.
    odd: list[OddCell]


def columns_of(
    archive: zipfile.ZipFile, sheet: str, member: str, caps: Caps, percents: Mapping[str, int]
) -> Columns:
    """The tokens of a sheet. Unusual where it is written so, or reaches beyond what is read.

    `percents`: style of a cell → the decimals of the percentage it shows.
    """
    return _Reading(archive, sheet, member, caps, percents).result()


class _Reading:
    def __init__(
        self, archive: zipfile.ZipFile, sheet: str, member: str, caps: Caps, percents: Mapping[str, int]
    ) -> None:
        self.archive, self.sheet, self.member, self.caps = archive, sheet, member, caps
        self.kinds = Kinds(lambda attributes: self._is_plain(attributes), percents)
        self.head = self.tail = b""
        self.look, self.last = SheetLook(sheet), 0
        self.by_column: dict[int, list[pl.DataFrame]] = {}
        self.odd: dict[str, OddCell] = {}
        self.hiding: list[str] = []

    def result(self) -> Columns:
        for piece in self._pieces():
            self._take(piece)
        if not self.by_column:
            raise Unusual
        merges = _MERGES.search(self.tail)
        answers, ranges = self._answers(merges[0].decode() if merges else "")
        series = [self._column(at + 1, self.look.rows, answers) for at in range(self.look.columns)]
        return Columns(pl.DataFrame(series), ranges, self._skeleton(), list(self.odd.values()))

    def _pieces(self) -> Iterator[Piece]:
        """Pieces in their order, while the next ones are being parted."""
        waiting: deque[Future[Piece]] = deque()
        with ThreadPoolExecutor(_THREADS) as pool:
            for number, text in enumerate(self._texts()):
                waiting.append(pool.submit(parted, text, number, self.kinds))
                if len(waiting) > _THREADS:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()

    def _texts(self) -> Iterator[bytes]:
        """The XML of the cells, cut between cells; what stands before and behind them is kept."""
        rest = b""
        with self.archive.open(self.member) as stream:
            while chunk := stream.read(_CHUNK):
                rest += chunk
                if not self.head:
                    rest = self._without_head(rest)
                if (end := rest.find(_END)) >= 0:
                    self.tail = rest[end:] + stream.read()
                    yield rest[:end]
                    return
                if (cut := rest.rfind(b"<c ")) > 0:
                    yield rest[:cut]
                    rest = rest[cut:]
        raise Unusual

    def _without_head(self, rest: bytes) -> bytes:
        """What stands before the first cell says how the sheet is written."""
        first = rest.find(b"<c ")
        self.head = rest[:first]
        encoding = _ENCODING.match(self.head)
        in_utf8 = encoding is None or encoding[1].lower() == b"utf-8"
        start = self.head.find(_HEAD_END)
        if first < 0 or start < 0 or not in_utf8 or not _ROWS.fullmatch(self.head, start + len(_HEAD_END)):
            raise Unusual
        return rest[first:]

    def _take(self, piece: Piece) -> None:
        """Add a piece, unless its cells are for the reader to make sense of: out of order, or twice there."""
        if piece.last and piece.first < self.last:
            raise Unusual
        self.last = max(piece.last, self.last)
        width = max((*piece.columns, self.look.columns))
        rows = max((part["row"][-1] for part in piece.columns.values()), default=0)
        rows = max(rows, self.look.rows)
        if rows * width > self.caps.extent_cells or rows > self.caps.rows or width > self.caps.columns:
            raise Unusual
        self.look.fill(rows, width, self.caps)
        self.odd |= piece.odd
        self.hiding += piece.hiding
        for column, cells in piece.columns.items():
            parts = self.by_column.setdefault(column, [])
            if parts and cells["row"][0] <= parts[-1]["row"][-1]:
                raise Unusual
            parts.append(cells)

    def _is_plain(self, attributes: str) -> bool:
        """Whether values under these attributes are numbers, and not days or texts: the reader says it."""
        if re.search(r'\bt="(?!n")', attributes):
            return False
        told = ask(self.archive, self.sheet, self.member, [(attributes, "<v>1.5</v>")])
        return told.tokens[0] == encode(1.5)

    def _answers(self, merges: str) -> tuple[pl.DataFrame, list[Merge]]:
        """What was asked anywhere on the sheet → its token; and the merged ranges."""
        parts = [part["token"] for parts in self.by_column.values() for part in parts]
        asked = pl.concat([part.filter(part.str.starts_with(ASKED)).unique() for part in parts]).unique()
        known: dict[str, str | None] = {}
        to_ask: dict[str, Written] = {}
        for text in asked:
            _, kind, value = text.split(ASKED, 2)
            if kind == ODD:
                to_ask[text] = self.odd[value].written
            elif self.kinds.is_plain(int(kind)) and _FIGURE.fullmatch(value):
                known[text] = self._shown(encode(float(value)), self.kinds.attributes(int(kind)))
            else:
                to_ask[text] = self.kinds.attributes(int(kind)), f"<v>{value}</v>"
        told = ask(self.archive, self.sheet, self.member, list(to_ask.values()), merges)
        for (text, (attributes, _)), token in zip(to_ask.items(), told.tokens, strict=True):
            known[text] = self._shown(token, attributes)
        schema = {"token": pl.String, "said": pl.String}
        return pl.DataFrame([list(known), list(known.values())], schema=schema), told.merges

    def _shown(self, token: str | None, attributes: str) -> str | None:
        return as_percentage(token, self.kinds.digits(attributes))

    def _column(self, column: int, height: int, answers: pl.DataFrame) -> pl.Series:
        """One column, a token or nothing for each row."""
        name, parts = column_letters(column), self.by_column.pop(column, [])
        if not parts:
            return pl.Series(name, [None], dtype=pl.String).new_from_index(0, height)
        cells = pl.concat(parts)
        asked = pl.col("token").str.starts_with(ASKED)
        if cells.select(asked.any()).item():
            cells = cells.join(answers, on="token", how="left", maintain_order="left")
            said = pl.when(asked).then(pl.col("said")).otherwise(pl.col("token"))
            cells = cells.select("row", said.alias("token"))
        if cells.height == height:
            return cells["token"].alias(name).rechunk()
        nowhere = pl.Series([None], dtype=pl.UInt32).new_from_index(0, height)
        places = pl.int_range(cells.height, dtype=pl.UInt32, eager=True)
        return cells["token"].gather(nowhere.scatter(cells["row"] - 1, places)).alias(name)

    def _skeleton(self) -> bytes:
        head, _, rows = self.head.partition(_HEAD_END)
        hiding = "".join(HIDING.findall(rows.decode()) + self.hiding)
        return head + _HEAD_END + re.sub(r"/?>", "/>", hiding).encode() + self.tail
