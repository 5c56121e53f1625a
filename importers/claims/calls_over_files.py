"""Calls that were passed on at the seam of two lists: one row in each, and one call all the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import polars as pl

from core.counts import CAME_AT, WAIT
from core.facts import day_number
from core.finding import Finding, Place
from importers.columnar.coded import worded
from importers.draft import Draft
from importers.rows.legs import ONCE

#: So long may a customer be on the way from one agent to the next, in seconds (importers/rows/legs.py).
_ON_THE_WAY = 10 * 60
#: One row ends as the next begins, give or take the clocks of two systems.
_BEFORE, _AFTER = -2, 10
_LISTED = 5
#: The numbers of calls that their list gives none (importers/rows/call_numbers.py).
_BY_CONTENT = r"^\d*#\d+$"
#: The further rows of a call end in #2, #3 (importers/rows/legs.py).
_TURN = r"#\d+$"
_TIMES = (CAME_AT, WAIT, "talk_s", "hold_s")
_COUNTS = ("offered", "answered")


def calls_over_files(
    file: str, draft: Draft, held: pl.DataFrame, names: Mapping[str, str]
) -> tuple[Draft, list[Finding]]:
    """The list with the calls counted no more of which a list that is in has the row before or after and
    counts it; and what is said of them.

    Their talk, hold and wrap-up stay. Two lists of the same days, and a call that was lost in the list that
    is in and answered in this one, are only said: each list counts it.
    `held`: the calls that are in on the days where the list begins and ends, and beside these, each with its
    number, caller, times, what it counts and its batch; `names`: the file each batch came in.
    """
    if not {"item", CAME_AT} <= set(draft.frame.columns):
        return draft, []
    pairs = _pairs(draft, held)
    days = draft.coverage.period
    inside = pl.col("day+").is_between(day_number(days.start), day_number(days.last_day))
    once = ~inside & (pl.col("answered+") >= pl.col("answered"))
    settled, twice = pairs.filter(once), pairs.filter(~once)
    twice = twice.join(settled, on="call", how="anti")
    said = [*_said(file, draft, settled, names, "call_over_files_once")]
    said += _said(file, draft, twice, names, "call_over_files")
    return (_uncounted(draft, settled) if settled.height else draft), said


def _pairs(draft: Draft, held: pl.DataFrame) -> pl.DataFrame:
    """The calls that count here and there, one of them on its way as the other ends."""
    counts = pl.max_horizontal(*_COUNTS) > 0
    mine, theirs = (_timed(rows).filter(counts) for rows in (worded(draft.frame), held))
    pairs = mine.join(theirs, on="call", suffix="+").filter(pl.col(CAME_AT) != pl.col(f"{CAME_AT}+"))
    came = pl.max_horizontal(CAME_AT, f"{CAME_AT}+")
    before = pl.when(pl.col(CAME_AT) < pl.col(f"{CAME_AT}+")).then("end").otherwise("end+")
    same_caller = (pl.col("caller") == pl.col("caller+")).fill_null(False)
    told_apart = (pl.col("caller") != pl.col("caller+")).fill_null(False)
    gap = came - before
    one = (same_caller & (gap <= _ON_THE_WAY)) | (~told_apart & gap.is_between(_BEFORE, _AFTER))
    return pairs.filter(one).sort("call")


def _uncounted(draft: Draft, settled: pl.DataFrame) -> Draft:
    """The list in which those calls count nothing but the time that was spent on them."""
    number = pl.col("item").cast(pl.String).str.replace(_TURN, "")
    calls = settled.select(pl.concat_str("day", pl.lit(" "), "call")).to_series()
    mine = pl.concat_str("day", pl.lit(" "), number).is_in(calls.implode()).fill_null(False)
    counts = [name for name in ONCE if name in draft.frame.columns]
    changed = [pl.when(mine).then(0).otherwise(pl.col(name)).alias(name) for name in counts]
    if WAIT in draft.frame.columns:
        changed.append(pl.when(~mine).then(pl.col(WAIT)).alias(WAIT))
    return replace(draft, frame=draft.frame.with_columns(changed))


def _said(
    file: str, draft: Draft, found: pl.DataFrame, names: Mapping[str, str], code: str
) -> Iterator[Finding]:
    calls = found["call"].unique(maintain_order=True).to_list()
    if calls:
        facts = {
            "vendor": draft.key.vendor,
            "n": len(calls),
            "calls": [*calls[:_LISTED], *(["…"] if len(calls) > _LISTED else [])],
            "others": [f"“{name}”" for name in sorted({names[key] for key in found["batch+"]})],
        }
        yield Finding(code, Place(file), facts)


def _timed(calls: pl.DataFrame) -> pl.DataFrame:
    """Each call's rows of a day as one: its number, when it came, and when the last of them ended."""
    told = (*_TIMES, *_COUNTS)
    times = [pl.col(name) if name in calls.columns else pl.lit(None, pl.Int64).alias(name) for name in told]
    spent = pl.col(WAIT).fill_null(0) // 1000 + pl.col("talk_s").fill_null(0) + pl.col("hold_s").fill_null(0)
    rows = calls.with_columns(times).with_columns(
        pl.col("item").cast(pl.String).str.replace(_TURN, "").alias("call"),
        (pl.col(CAME_AT) + spent).alias("end"),
    )
    batch = pl.col("batch").first() if "batch" in calls.columns else pl.lit("").alias("batch")
    return (
        rows.filter(pl.col(CAME_AT).is_not_null(), ~pl.col("item").cast(pl.String).str.contains(_BY_CONTENT))
        .group_by("call", "day")
        .agg(
            pl.col(CAME_AT).min(),
            pl.col("end").max(),
            pl.col("caller").drop_nulls().first(),
            pl.col(*_COUNTS).max().fill_null(0),
            batch,
        )
    )
