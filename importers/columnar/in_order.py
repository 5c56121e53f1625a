"""Sorts and compares rows by many columns through one whole number a row: far less to move and compare."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from core.facts import DETAIL_COLUMNS
from importers.columnar.coded import met
from importers.columnar.streamed import worked_out

#: The columns that tell facts apart, those first that change least from row to row: most files stand in this
#: order already.
AS_FILES_STAND = (
    "day", "slot", *DETAIL_COLUMNS, "site", "queue", "channel", "segment", "language",
    "day_end", "slot_end", "grain", "vendor", "project",
)  # fmt: skip
#: Rows stand in runs of equal values where a run is this long or longer.
_LONG_RUNS = 8
#: Beyond this the columns' places do not fit into one number.
_MOST = 2**62
#: Nothing stands one below the least, which has to be a number of 64 bits as well.
_LOWEST = -(2**63)


def in_order(frame: pl.DataFrame, keys: Sequence[str]) -> pl.DataFrame:
    """The rows by `keys`, nothing before anything; rows of equal keys stay as they stand."""
    places = _places(frame, keys)
    return frame if places is None else frame[places]


def doubled(frame: pl.DataFrame, keys: Sequence[str]) -> pl.Series:
    """Which rows share all of `keys` with another; nothing equals nothing."""
    tied = _tied(frame, keys)
    if tied is not None:
        edge = pl.repeat(False, min(1, frame.height), dtype=pl.Boolean, eager=True)
        return (pl.concat([edge, tied]) | pl.concat([tied, edge])).alias("doubled")
    number = numbered(frame, keys)
    if number is None:
        return frame.select(pl.struct(keys).is_duplicated().alias("doubled"))["doubled"]
    return number.is_duplicated().alias("doubled")


def distinct(frame: pl.DataFrame, keys: Sequence[str]) -> list[tuple[Any, ...]]:
    """The different values of `keys`, in the order in which they are met."""
    several = [name for name in keys if not _is_one(frame[name])]
    if len(several) <= 1 and frame.height:
        values = _met(frame[several[0]]) if several else [None]
        return [tuple(value if name in several else frame[name][0] for name in keys) for value in values]
    rows = frame.select(keys)
    if several and rows.height:
        begins = _begins(rows.select(several))
        if begins.sum() * _LONG_RUNS < rows.height:
            return rows.filter(begins).unique(maintain_order=True).rows()
    number = numbered(frame, several or keys)
    if number is None:
        return rows.unique(maintain_order=True).rows()
    return rows[number.arg_unique()].rows()


def picked(frame: pl.DataFrame, wanted: pl.Expr) -> pl.DataFrame:
    """The rows that are wanted; the frame itself where all are, which costs nothing."""
    mask = worked_out(frame, wanted.fill_null(False).alias("wanted"))["wanted"]
    return frame if len(mask) == frame.height and mask.all() else frame.filter(mask)


def parted(frame: pl.DataFrame, keys: Sequence[str]) -> Iterator[tuple[tuple[object, ...], pl.DataFrame]]:
    """The rows of each value of `keys`, in their order; the frame itself where there is one value."""
    values = distinct(frame, keys)
    if len(values) == 1:
        yield values[0], frame
        return
    yield from frame.group_by(list(keys), maintain_order=True)


def numbered(frame: pl.DataFrame, keys: Sequence[str]) -> pl.Series | None:
    """One number a row that grows as `keys` do; None where it would be too large."""
    ranks: list[Ranked] = []
    size = 1
    for name in keys:
        ranked = _ranked(frame[name])
        size *= ranked.many
        if size >= _MOST:
            return None
        if ranked.many > 1:
            ranks.append(ranked)
    same = pl.repeat(0, frame.height, dtype=pl.Int64, eager=True).alias("number")
    return _together(ranks, size) if ranks else same


def narrowest(many: int) -> type[pl.DataType]:
    """The smallest type that holds the numbers from 0 to below `many`."""
    return (
        pl.UInt8
        if many <= 2**8
        else pl.UInt16
        if many <= 2**16
        else pl.UInt32
        if many <= 2**32
        else pl.UInt64
    )


@dataclass(frozen=True)
class Ranked:
    """A column whose values, with `more` added and nothing being 0, are places from 0 among `many`."""

    values: pl.Series
    more: int = 0
    many: int = 1


def _together(ranks: Sequence[Ranked], size: int) -> pl.Series:
    """The places of several columns as one number below `size`, in as few bytes as that needs."""
    columns = [ranked.values.alias(str(at)) for at, ranked in enumerate(ranks)]
    number = pl.lit(0, pl.Int64)
    for at, ranked in enumerate(ranks):
        number = number * ranked.many + (pl.col(str(at)).cast(pl.Int64) + ranked.more).fill_null(0)
    number = number.cast(narrowest(size), wrap_numerical=True)
    return worked_out(pl.DataFrame(columns), number.alias("number"))["number"]


def _tied(frame: pl.DataFrame, keys: Sequence[str]) -> pl.Series | None:
    """Which rows share all of `keys` with the next one, where the rows are seen to stand in their order; None
    where they are not. Neighbours are compared column by column: no number has to be made of them."""
    tied = pl.repeat(True, max(0, frame.height - 1), dtype=pl.Boolean, eager=True)
    for values in (frame[name] for name in keys):
        if _is_one(values):
            continue
        numbers = _in_numbers(values)
        if numbers is None or ((numbers[1:] < numbers[:-1]) & tied).any():
            return None
        tied &= numbers[1:] == numbers[:-1]
        if not tied.any():
            break
    return tied


def _in_numbers(values: pl.Series) -> pl.Series | None:
    """Numbers that grow as the values do, nothing before all; None where they would have to be found."""
    numbers = values.to_physical() if isinstance(values.dtype, pl.Enum) else values
    if not numbers.dtype.is_integer():
        return None
    if not numbers.has_nulls():
        return numbers
    least = numbers.min()
    return numbers.cast(pl.Int64).fill_null(least - 1) if isinstance(least, int) and least > _LOWEST else None


def _places(frame: pl.DataFrame, keys: Sequence[str]) -> pl.Series | None:
    """Where the rows stand that come first, second …; None where they stand in order."""
    if _tied(frame, keys) is not None:
        return None
    number = numbered(frame, keys)
    if number is None:
        at = frame.select(keys).with_row_index("at")
        return at.sort(list(keys), nulls_last=False, maintain_order=True)["at"]
    by_number = pl.DataFrame({"number": number, "at": pl.int_range(len(number), dtype=pl.UInt32, eager=True)})
    return by_number.sort("number", maintain_order=True)["at"]


def _met(values: pl.Series) -> pl.Series:
    """The different values in the order in which they are met, nothing among them."""
    return values.unique(maintain_order=True) if values.has_nulls() else met(values)


def _begins(frame: pl.DataFrame) -> pl.Series:
    """Where a row says anything else than the one before it."""
    begins = pl.repeat(False, frame.height - 1, dtype=pl.Boolean, eager=True)
    for values in (column.to_physical() for column in frame.iter_columns()):
        begins |= values[1:].ne_missing(values[:-1])
    return pl.concat([pl.Series([True]), begins])


def _is_one(values: pl.Series) -> bool:
    """Whether a column is seen at once to say the same in every row."""
    if values.null_count() == len(values):
        return True
    numbers = values.to_physical() if isinstance(values.dtype, pl.Enum) else values
    if not numbers.dtype.is_integer() or values.has_nulls() or numbers[0] != numbers[-1]:
        return False
    return bool(numbers.min() == numbers.max())


def _ranked(values: pl.Series) -> Ranked:
    """Each value's place among the column's values; one place where all are equal."""
    if values.dtype.is_integer() and not values.has_nulls() and len(values):
        least, most = int(values.min()), int(values.max())  # type: ignore[arg-type]
        return Ranked(values, -least, most - least + 1)
    if isinstance(values.dtype, pl.Enum):
        return _ranked_codes(values)
    known = values.drop_nulls().unique().sort()
    if len(known) + values.has_nulls() <= 1:
        return Ranked(values)
    ranks = pl.Series(range(1, len(known) + 1), dtype=pl.Int64)
    return Ranked(values.replace_strict(known, ranks, return_dtype=pl.Int64, default=None), 0, len(known) + 1)


def _ranked_codes(values: pl.Series) -> Ranked:
    """The same of coded texts, whose codes are in their order (importers/columnar/coded.py)."""
    codes, lacking = values.to_physical(), values.has_nulls()
    if len(values) == values.null_count() or (codes.min() == codes.max() and not lacking):
        return Ranked(codes)
    return Ranked(codes, 1, len(values.dtype.categories) + 1)  # type: ignore[attr-defined]
