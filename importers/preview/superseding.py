"""What a new report of the same key and days does to a row that is in: nothing, or takes its place.

A vendor sends the calls in one file and the survey in another. A row without any of the new report's counts
belongs to another report, and stays; so do the other counts of a row whose shared ones the new report
repeats, or tells by agent to the same sum. A row that it contradicts, or no longer has, is replaced as a
whole: half of it would not go with the rest.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

import polars as pl

from core.batch import Role
from core.facts import ALL_COLUMNS, DETAIL_COLUMNS, KEY_COLUMNS, date_of
from importers.columnar.several import several

#: What rows are about, whoever of the agents they tell of.
_SPAN = [name for name in KEY_COLUMNS if name not in DETAIL_COLUMNS]


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


def days_by_report(old: pl.DataFrame, given: Collection[str]) -> list[frozenset[date]]:
    """The days of each report whose rows feed sums and hold any of the counts that are `given` anew."""
    counts = old.filter((pl.col("role") == Role.FACTS.value) & shares(old, given))
    return [frozenset(map(date_of, each["day"].unique())) for each in counts.partition_by("batch")]


def replaced(old: pl.DataFrame, new: pl.DataFrame, given: Collection[str]) -> pl.Series:
    """Which rows of the key and days of the new report leave: those that share a count with it, and of which
    it says anything else, or nothing."""
    shared = [name for name in given if name in old.columns]
    return shares(old, given) & ~_repeated(old, new, shared) & ~told_by_agent(old, new, given)


def told_by_agent(old: pl.DataFrame, new: pl.DataFrame, given: Collection[str]) -> pl.Series:
    """Which rows say of a day and place what the new ones come to that tell its agents apart, or the other
    way round; a day without a call needs no agent."""
    shared = [name for name in given if name in old.columns]
    nothing = pl.repeat(False, old.height, dtype=pl.Boolean, eager=True)
    mine, theirs = _detailed(old), _detailed(new)
    if not shared or not ((mine.any() and not theirs.all()) or (theirs.any() and not mine.all())):
        return nothing
    keys = [pl.col(key).cast(old.schema[key]) for key in _SPAN]
    mine_told, new_told = _told(old, shared), _told(new.with_columns(keys), shared)
    return _as_added(old, mine_told, new_told, shared) & shares(old, given)


def idle(old: pl.DataFrame, new: pl.DataFrame, given: Collection[str]) -> pl.Series:
    """Which of the rows `told_by_agent` are of a day without a call, on which the new report has no row."""
    keys = [pl.col(key).cast(old.schema[key]) for key in _SPAN]
    there = new.select(keys).unique().with_columns(there=True)
    found = old.select(_SPAN).join(there, on=_SPAN, how="left", nulls_equal=True, maintain_order="left")
    return told_by_agent(old, new, given) & found["there"].is_null()


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


def _detailed(rows: pl.DataFrame) -> pl.Series:
    return rows.select(pl.any_horizontal(pl.col(DETAIL_COLUMNS).is_not_null()).alias("detailed"))["detailed"]


def _told(rows: pl.DataFrame, shared: Sequence[str]) -> pl.DataFrame:
    """What rows come to for each day and place, those that tell agents apart and those that do not; nothing
    where none of them says anything."""
    sums = [pl.when(pl.col(name).count() > 0).then(several(name)).alias(name) for name in shared]
    return rows.with_columns(_detailed(rows)).group_by(*_SPAN, "detailed").agg(sums)


def _as_added(
    old: pl.DataFrame, mine: pl.DataFrame, theirs: pl.DataFrame, shared: Sequence[str]
) -> pl.Series:
    """Which rows belong to a day and place that the new report tells in the other detail, to the same sum."""
    other = theirs.with_columns(~pl.col("detailed"), there=True)
    both = mine.join(other, on=[*_SPAN, "detailed"], how="left", nulls_equal=True, suffix="__new")
    same = [pl.col(name).is_null() | (pl.col(name) == pl.col(f"{name}__new").fill_null(0)) for name in shared]
    # Nobody is on a list of agents who had no call; a list of days names its days without one.
    known = pl.col("there") | ~pl.col("detailed")
    fits = both.select(*_SPAN, "detailed", fits=pl.all_horizontal(known, *same))
    rows = old.with_columns(_detailed(old)).join(
        fits, on=[*_SPAN, "detailed"], how="left", nulls_equal=True, maintain_order="left"
    )
    return rows["fits"].fill_null(False)
