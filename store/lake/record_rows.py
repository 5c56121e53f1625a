"""What rows of people lists tell together: what is new beside them, who joined when, names of courses."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

import polars as pl

#: Where a row stands is no part of what it says.
_PLACE = ("sheet", "row")


def new_beside(rows: pl.DataFrame, before: Sequence[pl.DataFrame]) -> int:
    """How many rows say what no row of other lists says, and no row above them."""
    said = [name for name in rows.columns if name not in _PLACE]
    told = pl.concat([rows.clear().select(said), *(frame.select(said) for frame in before)])
    return rows.unique(said).join(told.unique(), on=said, how="anti", nulls_equal=True).height


def agents_of(rosters: Sequence[pl.DataFrame]) -> dict[str, tuple[date | None, str | None]] | None:
    """Mark → the first day of joining that a roster tells, and the site as the last one says it (rosters in
    the order in which they came); None without any roster."""
    if not rosters:
        return None
    lines = pl.concat([frame.select("mark", "joined", "site_said") for frame in rosters])
    found = lines.group_by("mark").agg(pl.col("joined").min(), pl.col("site_said").drop_nulls().last())
    return {mark: (joined, site) for mark, joined, site in found.iter_rows()}


def names_beside(
    lists: Sequence[tuple[str, pl.DataFrame]], known: Collection[str]
) -> Iterator[tuple[str, int, int, list[str]]]:
    """Names of courses not among the folded ones `known`: with rows, agents and the lists' names."""
    if not lists:
        return
    named = [frame.select("course_said", "mark", pl.lit(name).alias("list")) for name, frame in lists]
    folded = pl.col("course_said").str.strip_chars().str.to_lowercase().alias("folded")
    waiting = pl.concat(named).with_columns(folded).filter(~pl.col("folded").is_in(list(known)))
    found = waiting.group_by("folded").agg(
        pl.col("course_said").first(),
        pl.len(),
        pl.col("mark").n_unique().alias("agents"),
        pl.col("list").unique(maintain_order=True),
    )
    yield from found.drop("folded").iter_rows()
