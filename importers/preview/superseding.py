"""What a new report of the same key and days does to a row that is in: nothing, or takes its place.

A vendor sends the calls in one file and the survey in another. A row without any of the new report's counts
belongs to another report, and stays; so do the other counts of a row whose shared ones the new report
repeats. A row that it contradicts, or no longer has, is replaced as a whole: half of it would not go with
the rest.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import polars as pl

from core.facts import ALL_COLUMNS, KEY_COLUMNS


def measured(rows: pl.DataFrame) -> list[str]:
    """The base counts a frame has columns for, in order."""
    return sorted(name for name in rows.columns if name not in ALL_COLUMNS)


def shares(old: pl.DataFrame, given: Collection[str]) -> pl.Series:
    """Which rows hold any of the counts that are `given` anew."""
    held = [old[name].is_not_null() for name in given if name in old.columns]
    nothing = pl.repeat(False, old.height, dtype=pl.Boolean, eager=True)
    return pl.DataFrame([nothing.alias(""), *(s.alias(str(i)) for i, s in enumerate(held))]).select(
        pl.any_horizontal(pl.all()).alias("shares")
    )["shares"]


def replaced(old: pl.DataFrame, new: pl.DataFrame, given: Collection[str]) -> pl.Series:
    """Which rows of the key and days of the new report leave: those that share a count with it, and of which
    it says anything else, or nothing."""
    return shares(old, given) & ~_repeated(old, new, [name for name in given if name in old.columns])


def _repeated(old: pl.DataFrame, new: pl.DataFrame, shared: Sequence[str]) -> pl.Series:
    """Which rows stand among the new ones with the same of the shared counts."""
    keys = list(KEY_COLUMNS)
    told = new.select(*(pl.col(key).cast(old.schema[key]) for key in keys), *shared)
    found = old.select(*keys, *shared).join(
        told.unique(keys, keep="first").with_columns(there=True),
        on=keys,
        how="left",
        nulls_equal=True,
        maintain_order="left",
        suffix="__new",
    )
    same = [pl.col(name).is_null() | (pl.col(name) == pl.col(f"{name}__new")) for name in shared]
    return found.select(pl.all_horizontal("there", *same).fill_null(False).alias("same"))["same"]
