"""A list of answered calls beside one of the lost calls of the same days: together they tell of all calls."""

from __future__ import annotations

import polars as pl

from core.batch import Grain, Role

#: Count → what it is of an answered call. How long lost calls waited stays untold on its row: by that such
#: a row is known again.
_OF_ANSWERED = {"offered": pl.col("answered"), "wait_all_s": pl.col("wait_s"), "abandoned": pl.lit(0)}
_MARK = "abandoned_wait_s"
_NEEDED = frozenset({"answered", "offered", "abandoned", "wait_s", "wait_all_s", _MARK})


def completed(month: pl.DataFrame) -> pl.DataFrame:
    """The month in which each answered call counts as offered on the days of a list of lost calls.

    A day without a lost call between or beside its days belongs to them, where others were as quiet.
    """
    if not _holds_calls(month):
        return month
    calls = month.filter(pl.col("grain") == Grain.CALL.value, pl.col("role") == Role.FACTS.value)
    told = calls.group_by("batch").agg(pl.col("answered").sum(), pl.col("abandoned").sum())
    lost = told.filter((pl.col("answered") == 0) & (pl.col("abandoned") > 0))["batch"].cast(pl.String)
    if lost.is_empty():
        return month
    first, last = _days(calls.filter(pl.col("batch").cast(pl.String).is_in(lost.implode())))
    untold = pl.col("answered").is_not_null() & pl.col("offered").is_null()
    mine = (pl.col("grain") == Grain.CALL.value) & untold & pl.col("day").is_between(first, last)
    filled = [pl.when(mine).then(of).otherwise(pl.col(n)).alias(n) for n, of in _OF_ANSWERED.items()]
    return month.with_columns(filled)


def uncompleted(month: pl.DataFrame) -> pl.DataFrame:
    """The month as its reports said it."""
    if not _holds_calls(month):
        return month
    filled = pl.col(_MARK).is_null() & (pl.col("abandoned") == 0) & (pl.col("offered") == pl.col("answered"))
    mine = ((pl.col("grain") == Grain.CALL.value) & filled).fill_null(False)
    return month.with_columns(pl.when(~mine).then(pl.col(n)).alias(n) for n in _OF_ANSWERED)


def _holds_calls(month: pl.DataFrame) -> bool:
    return set(month.columns) >= _NEEDED


def _days(lost: pl.DataFrame) -> tuple[int, int]:
    """The first and last day the list speaks for, within a month (yyyymmdd)."""
    days = lost["day"].unique().sort()
    quiet = max(int(days.diff().max() or 1), 1)  # type: ignore[arg-type]
    return int(days[0]) - quiet, int(days[-1]) + quiet
