"""A report of several months, some of which others tell finer or coarser: these apart from the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import polars as pl

from core.batch import Grain, Role
from core.facts import date_of
from core.period import Period, calendar_month
from importers.columnar.coded import worded
from importers.draft import Draft
from importers.rows.parting import parted
from importers.spans import Speaks

#: Rows that tell the same in another grain.
OtherRows = pl.DataFrame


def months_parted(draft: Draft, others: Sequence[pl.DataFrame]) -> list[Draft]:
    """The draft in two where only some of its months share a day with rows of other grains that hold any of
    its counts: these months, and its others. `others`: such rows, of its file and committed."""
    met = _met(draft, others)
    if not met:
        return [draft]
    inside = pl.col("ym").is_in(met)
    mine, rest = draft.frame.filter(inside), draft.frame.filter(~inside)
    if mine.is_empty() or rest.is_empty():
        return [draft]
    both = [replace(draft, frame=frame, speaks=_speaks(draft, frame)) for frame in (rest, mine)]
    first, *more = sorted((part for each in both for part in parted(each)), key=_first_day)
    return [
        replace(first, rejected=draft.rejected, asserted=draft.asserted),
        *(replace(part, rejected=(), asserted=()) for part in more),
    ]


def _met(draft: Draft, others: Sequence[pl.DataFrame]) -> list[int]:
    """The months (yyyymm) of the draft's rows that share a day with the others."""
    theirs = list(_days(draft, others))
    if not theirs:
        return []
    mine = draft.frame.select("ym", "day", "day_end").unique()
    shared = pl.col("day") < pl.col("to"), pl.col("from") < pl.col("day_end")
    return mine.join_where(pl.concat(theirs).unique(), *shared)["ym"].unique().to_list()


def _days(draft: Draft, others: Sequence[pl.DataFrame]) -> Iterator[pl.DataFrame]:
    """The days of the rows that feed sums with any of the draft's counts."""
    for frame in map(worded, others):
        counts = [pl.col(name).is_not_null() for name in draft.measures if name in frame.columns]
        facts = [pl.col("role") == Role.FACTS.value] if "role" in frame.columns else []
        rows = frame.filter(pl.any_horizontal(pl.lit(False), *counts), *facts)
        yield rows.select(pl.col("day").alias("from"), pl.col("day_end").alias("to")).unique()


def _speaks(draft: Draft, frame: pl.DataFrame) -> Speaks:
    """What the rows speak for: those of months for their own days, others for the draft's of the month."""
    found: list[Period] = []
    spans = frame.group_by("ym").agg(pl.col("day").min(), pl.col("day_end").max())
    for ym, first, after in sorted(spans.rows()):
        rows, days = Period(date_of(first), date_of(after)), draft.coverage.period
        month = calendar_month(ym // 100, ym % 100)
        whole = Period(max(days.start, month.start), max(rows.end, min(days.end, month.end)))
        found.append(rows if draft.key.grain is Grain.MONTH else whole)
    return Speaks(tuple(found))


def _first_day(part: Draft) -> Period:
    return part.coverage.period
