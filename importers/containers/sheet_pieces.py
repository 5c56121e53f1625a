"""Parts a stretch of a worksheet's XML into its cells, a whole stretch at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock

import polars as pl

from importers.containers.asked_cells import Written
from importers.containers.celltoken import NUMBER, percent_sign
from importers.containers.look import column_number

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
_STYLE = re.compile(r'\bs="([0-9]+)"')
_WHOLE = r"^(?:0|-?[1-9][0-9]{0,14})$"


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

    def __init__(self, is_plain: Callable[[str], bool], percents: Mapping[str, int]) -> None:
        self._lock, self._asked, self._percents = Lock(), is_plain, percents
        self._known: dict[str, tuple[int, bool]] = {}

    def of(self, attributes: str) -> tuple[int, bool]:
        """Number, and whether plain."""
        with self._lock:
            if attributes not in self._known:
                self._known[attributes] = len(self._known), self._asked(attributes)
            return self._known[attributes]

    def digits(self, attributes: str) -> int | None:
        """The decimals of the percentage that cells of these attributes show; None where they show none."""
        style = _STYLE.search(attributes)
        return self._percents.get(style[1]) if style else None

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
    #: The first and the last row; 0 where there is no cell.
    first: int = 0
    last: int = 0


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
        hiding = tags.filter(tags.str.contains(r'hidden=|ht="0"'))
        piece.hiding += [tag for line in hiding for tag in HIDING.findall(line)]
    odd = _is_odd(found)
    table = found.select("letters", pl.col("row").cast(pl.Int32), "attributes", "value")
    if odd.any():
        known = table.with_row_index("at").filter(~odd)
        table = pl.concat([known, _odd_cells(cells, odd, piece, number)]).sort("at").drop("at")
    _note_rows(piece, table["row"])
    filled = table.filter(pl.col("value").is_not_null())
    for (letters,), part in filled.partition_by("letters", as_dict=True, maintain_order=True).items():
        if not _grows(part["row"], 1):
            raise Unusual
        piece.columns[column_number(letters)] = part.select("row", _token(part, kinds))
    return piece


def _note_rows(piece: Piece, rows: pl.Series) -> None:
    """Rows out of order are for the reader to make sense of."""
    if not _grows(rows, 0):
        raise Unusual
    if len(rows):
        piece.first, piece.last = rows[0], rows[-1]


def _grows(rows: pl.Series, least: int) -> bool:
    return bool((rows.diff().drop_nulls() >= least).all())


def _token(cells: pl.DataFrame, kinds: Kinds) -> pl.Series:
    """What the cells of one column say, or what to ask for them."""
    if cells["attributes"].n_unique() == 1:
        return _as_it_stands(cells["value"], cells["attributes"][0], kinds)
    parts = [
        part.select("row", _as_it_stands(part["value"], attributes, kinds))
        for (attributes,), part in cells.partition_by("attributes", as_dict=True).items()
    ]
    return pl.concat(parts).sort("row")["token"]


def _as_it_stands(values: pl.Series, attributes: str, kinds: Kinds) -> pl.Series:
    if attributes == ODD:
        return (f"{ASKED}{ODD}{ASKED}" + values).alias("token")
    number, plain = kinds.of(attributes)
    sign = f"{ASKED}{number}{ASKED}"
    if not plain:
        return (sign + values).alias("token")
    whole = values.str.contains(_WHOLE)
    said = NUMBER + values + percent_sign(kinds.digits(attributes))
    return (said if whole.all() else said.zip_with(whole, sign + values)).alias("token")


def _is_odd(found: pl.DataFrame) -> pl.Series:
    attributes, value = pl.col("attributes"), pl.col("value")
    more = value.is_null() & ~attributes.str.ends_with("/")
    odd = pl.col("row").is_null() | more | attributes.str.contains('t="e"', literal=True)
    return found.select(odd.alias("odd"))["odd"]


def _odd_cells(cells: pl.Series, odd: pl.Series, piece: Piece, number: int) -> pl.DataFrame:
    """The odd cells as lines of the table; the value of one is what tells it from all others."""
    lines: list[tuple[int, str, int, str, str | None]] = []
    for at in odd.arg_true():
        match = _ODD_CELL.fullmatch(cells[at])
        if match is None or "<!" in (match[4] or "") or "<?" in (match[4] or ""):
            raise Unusual
        letters, row, attributes, inside, rows = match.groups()
        column, key = column_number(letters), f"{number}.{at}"
        piece.hiding += HIDING.findall(rows)
        filled = _FILLED.search(inside or "") is not None
        lines.append((at, letters, int(row), ODD, key if filled else None))
        if filled:
            piece.odd[key] = OddCell(int(row), column, (attributes, inside))
    schema = {
        "at": pl.UInt32,
        "letters": pl.String,
        "row": pl.Int32,
        "attributes": pl.String,
        "value": pl.String,
    }
    return pl.DataFrame(lines, schema=schema, orient="row")
