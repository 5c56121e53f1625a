"""Makes one row of the rows several tables give of one thing, where each says what the other does not."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from core.facts import KEY_COLUMNS
from core.offsets import with_places


def completed(frame: pl.DataFrame, measures: Sequence[str]) -> pl.DataFrame:
    """Rows of the same thing from tables that complete each other as one; as they are where they differ."""
    keys = list(KEY_COLUMNS)
    twice = frame.filter(pl.struct(keys).is_duplicated())
    if not measures or twice.is_empty() or _differ(twice, measures):
        return frame
    once = [_one(group, measures) for group in twice.partition_by(keys, maintain_order=True)]
    rest = frame.filter(~pl.struct(keys).is_duplicated())
    return pl.concat([rest, pl.DataFrame(once, schema=frame.schema)]).sort("day", "slot", maintain_order=True)


def _differ(twice: pl.DataFrame, measures: Sequence[str]) -> bool:
    """Whether rows of one thing contradict each other, or one says nothing the other does not: a copy."""
    sets = pl.sum_horizontal([pl.col(name).is_not_null() for name in measures])
    values = [pl.col(name).drop_nulls().n_unique() for name in measures]
    known = twice.with_columns(sets.alias("own")).group_by(list(KEY_COLUMNS))
    found = known.agg(
        pl.max_horizontal(values).alias("most"),
        pl.sum_horizontal([value > 0 for value in values]).alias("all"),
        pl.col("own").max(),
    )
    return bool(found.select(((pl.col("most") > 1) | (pl.col("own") >= pl.col("all"))).any()).item())


def _one(group: pl.DataFrame, measures: Sequence[str]) -> dict[str, object]:
    """One row of several: each figure from the row that has it, and the places of all of them."""
    first, *further = group.to_dicts()
    for row in further:
        first["col"] = with_places(first["col"], row["sheet"], row["row"], row["col"])
        first |= {name: row[name] for name in measures if first[name] is None}
    return first
