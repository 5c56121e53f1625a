"""Rows that look like one call passed on, in a list that does not say so: said, and never joined by guess."""

from __future__ import annotations

import polars as pl

from core.finding import Finding
from importers.columnar.coded import worded
from importers.rows.call_words import Outcome
from importers.rows.extract import Rows
from importers.rows.legs import AFTER, BEFORE, end_of, start_of

#: In so many calls a number that has one in twenty is a switchboard's: several of its people call at once.
_MANY, _ONE_IN = 200, 20
_DAY = 24 * 60 * 60 * 1000


def say_suspected(file: str, rows: Rows, calls: pl.DataFrame) -> None:
    """Said once: the same caller at another agent, as the former row ends or come in at the same moment."""
    said = rows.frame.select("row", "caller", "agent", "offered")
    if not (said["caller"].count() and said["agent"].count() and calls["enqueued_at"].count()):
        return
    out = (pl.col("way") == Outcome.OUTBOUND) | (pl.col("outcome") == Outcome.OUTBOUND)
    told = pl.col("caller").is_not_null() & pl.col("agent").is_not_null() & (pl.col("offered") == 1)
    live = ~pl.col("row").is_in(list(rows.reasons)) & ~out.fill_null(False)
    every = pl.concat([said, calls.drop("row", "answered")], how="horizontal").filter(told & live)
    found = _following(worded(every))
    if found.height:
        place = rows.place(file, found.sort("row")["row"][0])
        rows.warnings.append(Finding("transfer_suspected", place, {"n": found.height}))


def _following(calls: pl.DataFrame) -> pl.DataFrame:
    """The rows that go on from the one before them of the same caller."""
    own = pl.col("caller").len().over("caller") * _ONE_IN < pl.len()
    customers = calls.filter(own) if calls.height >= _MANY else calls
    timed = customers.with_columns(start_of(pl.lit(True)).alias("start"), end_of().alias("end"))
    before = {name: pl.col(name).shift(1).over("caller") for name in ("start", "end", "agent")}
    at_once = (pl.col("start") == before["start"]) & (pl.col("start") % _DAY != 0)
    follows = (pl.col("start") - before["end"]).is_between(-BEFORE, AFTER)
    other = pl.col("agent") != before["agent"]
    return timed.sort("caller", "start", "end", "row").filter(other & (at_once | follows))
