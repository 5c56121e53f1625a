"""Reads a large delimited text into numbers and codes where that loses nothing, and proves that it does not.

A column of whole numbers is read as numbers. A whole number has one shortest way to be written, and what is
read of a text as long as that is that text: the file has as many bytes as its cells, written anew, its
delimiters and its line ends only where every cell is exactly what was read. 00123, +5 and 5.0 are longer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from importers.columnar.coded import coded
from importers.columnar.side_by_side import side_by_side
from importers.columnar.streamed import worked_out
from importers.containers.celltoken import TRUTH

_WHOLE = re.compile(r"0|-?[1-9]\d{0,17}")
_UNSAFE = rf'["\r\x00-\x{ord(TRUTH):02x}]'
#: The first lines, titles and headers, stay texts; a table of numbers has begun by then.
_LATEST = 50
#: Records from which a column's type is told.
_LEAST = 200


def first_typed(records: Sequence[Sequence[str]], width: int) -> tuple[int, list[type[pl.DataType]]] | None:
    """From which record on the columns have one type each, and which; None where too little can be told."""
    kinds, first = [], 0
    for at in range(width):
        cells = [record[at] if at < len(record) else "" for record in records]
        since = _numbers_since(cells)
        number = since <= min(_LATEST, len(cells) - _LEAST)
        first = max(first, since) if number else first
        kinds.append(pl.Int64 if number else _text_kind(cells))
    enough = len(records) >= _LEAST and pl.Int64 in kinds
    return (first, kinds) if enough else None


def typed(
    path: Path,
    sign: str,
    above: int,
    names: Sequence[str],
    kinds: Sequence[type[pl.DataType]],
    size: int,
    most: int,
) -> pl.DataFrame | None:
    """The records after the first `above` in the types of their columns; None where a cell would not be told
    exactly. `size`: how many bytes these records take, one for each end of a line with them. Beyond `most`
    records nothing is read: what is left makes the sizes differ."""
    types = {name: _own(kind) for name, kind in zip(names, kinds, strict=True)}
    try:
        body = pl.read_csv(
            path,
            separator=sign,
            has_header=False,
            quote_char=None,
            infer_schema=False,
            schema=types,
            skip_lines=above,
            n_rows=most,
            extra_columns="raise",
            missing_columns="insert",
        )
    except pl.exceptions.PolarsError:
        return None
    columns = side_by_side(_kept, body.get_columns())
    if any(unsafe(cells) for cells in columns if cells.dtype != pl.Int64):
        return None
    body = pl.DataFrame(columns)
    written = sum(_texts_written(cells) for cells in columns if cells.dtype != pl.Int64)
    written += _numbers_written(body.select(pl.col(pl.Int64)))
    return body if written + body.height * len(names) == size else None


def unsafe(texts: pl.Series) -> bool:
    """Whether any holds what readers of single records understand in their own way: a quotation mark, a lone
    carriage return, a control character."""
    if isinstance(texts.dtype, pl.Enum):
        texts = texts.dtype.categories
    return bool(texts.str.contains(_UNSAFE).any())


def _numbers_since(cells: Sequence[str]) -> int:
    """From where on all cells to the end are whole numbers as they are shortest, or nothing; a column of
    nothing is none of numbers."""
    at = len(cells)
    while at and (not cells[at - 1] or _WHOLE.fullmatch(cells[at - 1])):
        at -= 1
    return at if any(cells[at:]) else len(cells)


def _text_kind(cells: Sequence[str]) -> type[pl.DataType]:
    return pl.Categorical if len(set(cells)) * 2 < len(cells) else pl.String


def _own(kind: type[pl.DataType]) -> pl.DataType | type[pl.DataType]:
    """Codes of a column's own."""
    return pl.Categorical(pl.Categories.random()) if kind is pl.Categorical else kind


def _kept(cells: pl.Series) -> pl.Series:
    return cells if cells.dtype == pl.Int64 else coded(cells)


def _texts_written(cells: pl.Series) -> int:
    """How many bytes the texts of a column take."""
    if not isinstance(cells.dtype, pl.Enum):
        return int(cells.str.len_bytes().cast(pl.Int64).sum())
    sizes = cells.dtype.categories.str.len_bytes().cast(pl.Int64)
    if sizes.n_unique() <= 1:
        return int(sizes.sum()) // max(1, len(sizes)) * cells.count()
    return int(sizes.gather(cells.to_physical()).sum())


def _numbers_written(numbers: pl.DataFrame) -> int:
    """How many characters whole numbers take, as they are shortest: one each, one for a sign, and one more
    from each power of ten on."""
    ends = worked_out(numbers, pl.all().min().name.suffix("<"), pl.all().max().name.suffix(">"))
    reach = ends.row(0, named=True)
    longer = [
        (pl.col(name) >= edge) if edge > 0 else (pl.col(name) <= edge)
        for name in numbers.columns
        for edge in _edges(reach[f"{name}<"] or 0, reach[f"{name}>"] or 0)
    ]
    more = [each.sum().cast(pl.Int64).alias(str(at)) for at, each in enumerate(longer)]
    return sum(worked_out(numbers, pl.all().count().cast(pl.Int64), *more).row(0))


def _edges(least: int, most: int) -> list[int]:
    """The numbers from which on, away from zero, one more character is written: 10, 100 …; -1, -10 …"""
    up = [10**power for power in range(1, 19) if 10**power <= most]
    return up + [-(10**power) for power in range(19) if 10**power <= -least]
