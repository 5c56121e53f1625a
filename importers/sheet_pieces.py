"""Parts a stretch of a worksheet's XML into its cells, a whole stretch at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

import polars as pl

from importers.asked_cells import Written
from importers.celltoken import NUMBER
from importers.look import column_number

#: Starts what stands for a cell until it is known what it says: then its kind, the sign again, its text.
ASKED = "\x07"
#: The kind of cells that hold more than a value.
ODD = "odd"
#: Rows that may be hidden.
HIDING = re.compile(r'<row [^>]*(?:hidden=|ht="0")[^>]*>')

#: r="B12" s="3" t="s"><v>7</v></c>, or a cell that only has a format; then the ends and beginnings of rows.
#: Written so that at each letter one way is open: that is what makes the engine fast.
_CELL = (
    r'^r="([A-Z]{1,3})([0-9]{1,7})"([^>]*)>'
    r"(?:<(?:v>([^<]*)</v></c>((?:<(?:/row|row[^>]*)>)*)|((?:/row|row[^>]*)>(?:<(?:/row|row[^>]*)>)*)))?$"
)
_PARTS = ("letters", "row", "attributes", "value", "rows", "rows_only")
_ODD_CELL = re.compile(
    r'r="([A-Z]{1,3})([0-9]{1,7})"([^>]*?)(?:/>|>(.*?)</c>)((?:\s*<(?:/row|row[^>]*)>)*\s*)', re.S
)
_FILLED = re.compile("<(?:v|f|is)[ />]")
_WHOLE = r"^(?:0|-?[1-9][0-9]{0,14})$"
_MOST_COLUMNS = 100_000


class Unusual(Exception):
    """The sheet is written in a way that is only understood cell by cell."""


@dataclass(frozen=True)
class OddCell:
    """A formula, a text of its own, an error, or a cell that is written uncommonly."""

    row: int
    column: int
    written: Written


class Kinds:
    """The attributes of cells, each with a number, and whether a value under them is a plain number."""

    def __init__(self, is_plain: Callable[[str], bool]) -> None:
        self._lock, self._asked = Lock(), is_plain
        self._known: dict[str, tuple[int, bool]] = {}

    def of(self, attributes: str) -> tuple[int, bool]:
        """Number, and whether plain."""
        with self._lock:
            if attributes not in self._known:
                self._known[attributes] = len(self._known), self._asked(attributes)
            return self._known[attributes]

    def attributes(self, number: int) -> str:
        """The attributes of that number."""
        return list(self._known)[number]

    def is_plain(self, number: int) -> bool:
        """Whether values under the attributes of that number are numbers."""
        return list(self._known.values())[number][1]


@dataclass
class Piece:
    """The cells of a stretch."""

    #: Column (from 1) → row (from 1) and token of its cells, or what to ask for them.
    columns: dict[int, pl.DataFrame] = field(default_factory=dict)
    #: What tells an odd cell from all others → the cell.
    odd: dict[str, OddCell] = field(default_factory=dict)
    hiding: list[str] = field(default_factory=list)
    #: Places as one number, growing along the rows: the first, the last, and whether those between grow.
    first: int = 1
    last: int = 1
    in_order: bool = True
    rows: int = 0
    width: int = 0


def parted(xml: bytes, number: int, kinds: Kinds) -> Piece:
    """The cells of a stretch of XML that begins with one; Unusual where they are not written as usual."""
    try:
        cells = pl.Series("xml", [xml.decode()]).str.split("<c ").explode().slice(1)
    except UnicodeDecodeError as wrong:
        raise Unusual from wrong
    found = cells.str.extract_groups(_CELL).struct.rename_fields(_PARTS).struct.unnest()
    piece = Piece()
    for name in ("rows", "rows_only"):
        tags = found[name].drop_nulls()
        piece.hiding += [
            t for line in tags.filter(tags.str.contains(r'hidden=|ht="0"')) for t in HIDING.findall(line)
        ]
    table = _placed(found)
    odd = _is_odd(found)
    if odd.any():
        known = table.with_row_index("at").filter(~odd)
        table = pl.concat([known, _odd_cells(cells, odd, piece, number)]).sort("at").drop("at")
    _note_places(piece, table)
    filled = table.filter(pl.col("value").is_not_null())
    for (column,), part in filled.partition_by("column", as_dict=True, maintain_order=True).items():
        piece.columns[column] = part.select("row", _token(part, kinds))
    return piece


def _placed(found: pl.DataFrame) -> pl.DataFrame:
    numbers = {text: column_number(text) for text in found["letters"].drop_nulls().unique()}
    return found.select(
        pl.col("row").cast(pl.Int32),
        pl.col("letters").replace_strict(numbers, default=None, return_dtype=pl.Int32).alias("column"),
        "attributes",
        "value",
    )


def _note_places(piece: Piece, table: pl.DataFrame) -> None:
    if table.is_empty():
        piece.in_order = False
        return
    place = table["row"].cast(pl.Int64) * _MOST_COLUMNS + table["column"]
    piece.first, piece.last = place[0], place[-1]
    piece.in_order = bool((place.diff().drop_nulls() > 0).all())
    filled = table.filter(pl.col("value").is_not_null())
    if filled.height:
        piece.rows, piece.width = filled["row"].max(), filled["column"].max()  # type: ignore[assignment]


def _token(cells: pl.DataFrame, kinds: Kinds) -> pl.Series:
    """What the cells of one column say, or what to ask for them."""
    parts = [
        part.select("row", _as_it_stands(part["value"], str(attributes), kinds))
        for (attributes,), part in cells.partition_by("attributes", as_dict=True, maintain_order=True).items()
    ]
    return parts[0]["token"] if len(parts) == 1 else pl.concat(parts).sort("row")["token"]


def _as_it_stands(values: pl.Series, attributes: str, kinds: Kinds) -> pl.Series:
    if attributes == ODD:
        return (f"{ASKED}{ODD}{ASKED}" + values).alias("token")
    number, plain = kinds.of(attributes)
    asked = f"{ASKED}{number}{ASKED}" + values
    if not plain:
        return asked.alias("token")
    whole = values.str.contains(_WHOLE)
    said = NUMBER + values
    return (said if whole.all() else said.zip_with(whole, asked)).alias("token")


def _is_odd(found: pl.DataFrame) -> pl.Series:
    attributes, value = pl.col("attributes"), pl.col("value")
    more = value.is_null() & ~attributes.str.ends_with("/")
    odd = pl.col("row").is_null() | more | attributes.str.contains('t="e"', literal=True)
    return found.select(odd.alias("odd"))["odd"]


def _odd_cells(cells: pl.Series, odd: pl.Series, piece: Piece, number: int) -> pl.DataFrame:
    """The odd cells as lines of the table; the value of one is what tells it from all others."""
    lines: list[tuple[int, int, int, str, str | None]] = []
    for at in odd.arg_true():
        match = _ODD_CELL.fullmatch(cells[at])
        if match is None or "<!" in (match[4] or "") or "<?" in (match[4] or ""):
            raise Unusual
        letters, row, attributes, inside, rows = match.groups()
        column, key = column_number(letters), f"{number}.{at}"
        piece.hiding += HIDING.findall(rows)
        filled = _FILLED.search(inside or "") is not None
        lines.append((at, int(row), column, ODD, key if filled else None))
        if filled:
            piece.odd[key] = OddCell(int(row), column, (attributes, inside))
    schema = {
        "at": pl.UInt32,
        "row": pl.Int32,
        "column": pl.Int32,
        "attributes": pl.String,
        "value": pl.String,
    }
    return pl.DataFrame(lines, schema=schema, orient="row")
