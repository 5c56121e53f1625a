"""What a new report of the same key and days does to a row that is in: nothing, or takes its place.

A vendor sends the calls in one file and the survey in another. A row without any of the new report's counts
belongs to another report, and stays; so does one whose shared counts the new report repeats. One that it
contradicts, or no longer has, is replaced as a whole: half of it would not go with the rest.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from core.facts import ALL_COLUMNS, KEY_COLUMNS


def measured(rows: pl.DataFrame) -> list[str]:
    """The base counts a frame has columns for, in order."""
    return sorted(name for name in rows.columns if name not in ALL_COLUMNS)


def shares(old: pl.DataFrame, given: Sequence[str]) -> pl.Series:
    """Which rows hold any of the counts that are `given` anew."""
    held = [pl.col(name).is_not_null() for name in given if name in old.columns]
    return old.select(pl.any_horizontal(held).alias("shares") if held else pl.lit(False).alias("shares"))[
        "shares"
    ].extend_constant(False, 0 if held else max(old.height - 1, 0))


def repeats(old: pl.DataFrame, new: pl.DataFrame, given: Sequence[str]) -> pl.Series:
    """Which rows hold no other figure of the `given` counts than the new row of the same thing does."""
    shared, keys = [name for name in given if name in old.columns], list(KEY_COLUMNS)
    there = new.select(*(pl.col(key).cast(old.schema[key]) for key in keys), *shared).with_columns(there=True)
    found = old.select(*keys, *shared).join(
        there, on=keys, how="left", nulls_equal=True, maintain_order="left", suffix="__new"
    )
    same = [pl.col(name).is_null() | (pl.col(name) == pl.col(f"{name}__new")) for name in shared]
    return found.select(pl.all_horizontal(pl.col("there").fill_null(False), *same).alias("same"))[
        "same"
    ].fill_null(False)
