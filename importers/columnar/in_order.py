"""Sorts and compares rows by many columns through one whole number a row: far less to move and compare."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from core.facts import DETAIL_COLUMNS
from importers.columnar.streamed import worked_out

#: The columns that tell facts apart, those first that change least from row to row: most files stand in this
#: order already.
AS_FILES_STAND = (
    "day", "slot", *DETAIL_COLUMNS, "site", "queue", "channel", "segment", "language",
    "day_end", "slot_end", "grain", "vendor", "project",
)  # fmt: skip
#: Where these rows are not in order, the others need not be looked at.
_TRIED = 1_000
#: Rows stand in runs of equal values where a run is this long or longer.
_LONG_RUNS = 8
#: Beyond this the columns' places do not fit into one number.
_MOST = 2**62


def in_order(frame: pl.DataFrame, keys: Sequence[str]) -> pl.DataFrame:
    """The rows by `keys`, nothing before anything; rows of equal keys stay as they stand."""
    places = _places(frame, keys)
    return frame if places is None else frame[places]


def doubled(frame: pl.DataFrame, keys: Sequence[str]) -> pl.Series:
    """Which rows share all of `keys` with another; nothing equals nothing."""
    number = numbered(frame, keys, enough=True)
    if number is None:
        return frame.select(pl.struct(keys).is_duplicated().alias("doubled"))["doubled"]
    if number.is_sorted():
        same = (number == number.shift(1)) | (number == number.shift(-1))
        return same.fill_null(False).alias("doubled")
    return number.is_duplicated().alias("doubled")


def distinct(frame: pl.DataFrame, keys: Sequence[str]) -> list[tuple[Any, ...]]:
    """The different values of `keys`, in the order in which they are met."""
    several = [name for name in keys if not _is_one(frame[name])]
    if len(several) == 1 and frame.height:
        values = frame[several[0]].unique(maintain_order=True)
        return [tuple(value if name in several else frame[name][0] for name in keys) for value in values]
    met = frame.select(keys)
    if several and met.height:
        begins = _begins(met.select(several))
        if begins.sum() * _LONG_RUNS < met.height:
            return met.filter(begins).unique(maintain_order=True).rows()
    number = numbered(frame, several or keys)
    if number is None:
        return met.unique(maintain_order=True).rows()
    return met[number.arg_unique()].rows()


def picked(frame: pl.DataFrame, wanted: pl.Expr) -> pl.DataFrame:
    """The rows that are wanted; the frame itself where all are, which costs nothing."""
    mask = frame.select(wanted.fill_null(False).alias("wanted"))["wanted"]
    return frame if len(mask) == frame.height and mask.all() else frame.filter(mask)


def parted(frame: pl.DataFrame, keys: Sequence[str]) -> Iterator[tuple[tuple[object, ...], pl.DataFrame]]:
    """The rows of each value of `keys`, in their order; the frame itself where there is one value."""
    values = distinct(frame, keys)
    if len(values) == 1:
        yield values[0], frame
        return
    yield from frame.group_by(list(keys), maintain_order=True)


def numbered(frame: pl.DataFrame, keys: Sequence[str], *, enough: bool = False) -> pl.Series | None:
    """One number a row that grows as `keys` do; None where it would be too large.

    `enough`: only of the first keys, where these alone grow from every row to the next.
    """
    ranks: list[Ranked] = []
    size = 1
    for name in keys:
        ranked = _ranked(frame[name])
        size *= ranked.many
        if size >= _MOST:
            return None
        if ranked.many == 1:
            continue
        ranks.append(ranked)
        if enough and size >= frame.height and _grows(_together(ranks, _TRIED)):
            number = _together(ranks)
            if _grows(number):
                return number
    same = pl.repeat(0, frame.height, dtype=pl.Int64, eager=True).alias("number")
    return _together(ranks) if ranks else same


@dataclass(frozen=True)
class Ranked:
    """A column whose values, with `more` added and nothing being 0, are places from 0 among `many`."""

    values: pl.Series
    more: int = 0
    many: int = 1


def _together(ranks: Sequence[Ranked], first: int | None = None) -> pl.Series:
    """The places of several columns as one number, of all rows or of the first ones."""
    columns = [ranked.values.alias(str(at)) for at, ranked in enumerate(ranks)]
    number = pl.lit(0, pl.Int64)
    for at, ranked in enumerate(ranks):
        number = number * ranked.many + (pl.col(str(at)).cast(pl.Int64) + ranked.more).fill_null(0)
    return worked_out(pl.DataFrame(columns).head(first or len(columns[0])), number.alias("number"))["number"]


def _grows(number: pl.Series) -> bool:
    """Whether each is more than the one before."""
    return bool((number[1:] > number[:-1]).all())


def _places(frame: pl.DataFrame, keys: Sequence[str]) -> pl.Series | None:
    """Where the rows stand that come first, second …; None where they stand in order."""
    number = numbered(frame, keys, enough=True)
    if number is None:
        at = frame.select(keys).with_row_index("at")
        return at.sort(list(keys), nulls_last=False, maintain_order=True)["at"]
    if number.is_sorted():
        return None
    by_number = pl.DataFrame({"number": number, "at": pl.int_range(len(number), dtype=pl.UInt32, eager=True)})
    return by_number.sort("number", maintain_order=True)["at"]


def _begins(frame: pl.DataFrame) -> pl.Series:
    """Where a row says anything else than the one before it."""
    physical = [pl.col(name).to_physical() for name in frame.columns]
    begins = pl.any_horizontal([said.ne_missing(said.shift(1)) for said in physical])
    return frame.select((begins | (pl.int_range(pl.len()) == 0)).alias("begins"))["begins"]


def _is_one(values: pl.Series) -> bool:
    """Whether a column is seen at once to say the same in every row."""
    if values.null_count() == len(values):
        return True
    numbers = values.to_physical() if isinstance(values.dtype, pl.Enum) else values
    return numbers.dtype.is_integer() and not values.has_nulls() and numbers.min() == numbers.max()


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
