"""Calls that were passed on at the seam of two lists: one row in each, and each list counts a call."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from core.counts import CAME_AT, WAIT
from core.finding import Finding, Place
from importers.columnar.coded import worded
from importers.draft import Draft

#: So long may a customer be on the way from one agent to the next, in seconds (importers/rows/legs.py).
_ON_THE_WAY = 10 * 60
#: One row ends as the next begins, give or take the clocks of two systems.
_BEFORE, _AFTER = -2, 10
_LISTED = 5
#: The numbers of calls that their list gives none (importers/rows/call_numbers.py).
_BY_CONTENT = r"^\d*#\d+$"
_TIMES = (CAME_AT, WAIT, "talk_s", "hold_s")


def calls_over_files(
    file: str, draft: Draft, held: pl.DataFrame, names: Mapping[str, str]
) -> Iterator[Finding]:
    """The calls of which this list has one row and a list that is in has the row before or after.

    `held`: the calls that are in on the days where the list begins and ends, and beside these, each with its
    number, caller, times and batch; `names`: the file each batch came in.
    """
    if not {"item", CAME_AT} <= set(draft.frame.columns):
        return
    mine = _timed(worded(draft.frame))
    pairs = mine.join(_timed(held), on="call", suffix="+").filter(pl.col(CAME_AT) != pl.col(f"{CAME_AT}+"))
    came = pl.max_horizontal(CAME_AT, f"{CAME_AT}+")
    before = pl.when(pl.col(CAME_AT) < pl.col(f"{CAME_AT}+")).then("end").otherwise("end+")
    same_caller = (pl.col("caller") == pl.col("caller+")).fill_null(False)
    told_apart = (pl.col("caller") != pl.col("caller+")).fill_null(False)
    gap = came - before
    one = (same_caller & (gap <= _ON_THE_WAY)) | (~told_apart & gap.is_between(_BEFORE, _AFTER))
    found = pairs.filter(one).sort("call")
    calls = found["call"].unique(maintain_order=True).to_list()
    if calls:
        facts = {
            "vendor": draft.key.vendor,
            "n": len(calls),
            "calls": [*calls[:_LISTED], *(["…"] if len(calls) > _LISTED else [])],
            "others": [f"“{name}”" for name in sorted({names[key] for key in found["batch+"]})],
        }
        yield Finding("call_over_files", Place(file), facts)


def _timed(calls: pl.DataFrame) -> pl.DataFrame:
    """Each call's rows of a day as one: its number, when it came, and when the last of them ended."""
    times = [pl.col(name) if name in calls.columns else pl.lit(None, pl.Int64).alias(name) for name in _TIMES]
    spent = pl.col(WAIT).fill_null(0) // 1000 + pl.col("talk_s").fill_null(0) + pl.col("hold_s").fill_null(0)
    rows = calls.with_columns(times).with_columns(
        # The further rows of a call end in #2, #3 (importers/rows/legs.py).
        pl.col("item").cast(pl.String).str.replace(r"#\d+$", "").alias("call"),
        (pl.col(CAME_AT) + spent).alias("end"),
    )
    batch = pl.col("batch").first() if "batch" in calls.columns else pl.lit("").alias("batch")
    return (
        rows.filter(pl.col(CAME_AT).is_not_null(), ~pl.col("item").cast(pl.String).str.contains(_BY_CONTENT))
        .group_by("call", "day")
        .agg(pl.col(CAME_AT).min(), pl.col("end").max(), pl.col("caller").drop_nulls().first(), batch)
    )
