"""The days and half hours that a table's cells say, as columns: yyyymmdd, and minutes from midnight."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import polars as pl

from core.facts import day_number
from core.period import Period, calendar_month
from importers.columnar.side_by_side import side_by_side
from importers.values.cells import Hints, Trouble
from importers.values.cells_time import read_day
from importers.values.day_names import DayOrder
from importers.values.whole_columns import ColumnValues

#: Minutes a slot of a report lasts; other distances are those of moments.
_STEPS = [5, 10, 15, 20, 30, 60, 120]
#: Any month will do to see whether a day lacks nothing but its month.
_ANY_MONTH = calendar_month(2024, 1)


def lacks_a_month(days: ColumnValues) -> bool:
    """Whether no day can be read, and some could if the month were known: 1月5日, 5日."""
    unread = [value for value in days.known if isinstance(value, Trouble)]
    some = Hints(period=_ANY_MONTH, day_order=DayOrder.MONTH_FIRST)
    return len(unread) == len([value for value in days.known if value is not None]) and any(
        isinstance(read_day(str(each.facts.get("value", "")), some), date) for each in unread
    )


def one_day(day: object) -> list[tuple[str, date | None]]:
    """A day that holds for every row, and the day after it; None where it is none."""
    first, after = day_of(day) if isinstance(day, date) else (None, None)
    return [("day", first), ("day_end", after)]


def days_said(said: ColumnValues, of: Callable[[Any], tuple[date, date]]) -> list[pl.Series | pl.Expr]:
    """First day and day after, of what each row says."""
    numbers = {
        "day": lambda value: day_number(of(value)[0]),
        "day_end": lambda value: day_number(of(value)[1]),
    }
    return side_by_side(lambda name: said.series(name, pl.Int32, numbers[name]), numbers, rows=said.height)


def day_of(moment: date | tuple[date, int | None]) -> tuple[date, date]:
    """The day of a moment, and the day after it."""
    day = moment[0] if isinstance(moment, tuple) else moment
    return day, day + timedelta(days=1)


def month_of(month: Period, chosen: Period | None) -> tuple[date, date]:
    """A month's days; a settlement month (26th-25th) that was chosen under that label keeps its own."""
    same = chosen if chosen is not None and chosen.label == month.label else month
    return same.start, same.end


def slot_end() -> pl.Expr:
    """Where only starts are given, a slot lasts as long as the shortest step between two of the sheet."""
    start, end = pl.col("slot"), pl.col("slot_end")
    step = start.unique().sort().diff().min()
    lasts = pl.when(step.is_in(_STEPS)).then(start + step)
    return pl.when(end.is_null()).then(lasts).otherwise(end).cast(pl.Int32).alias("slot_end")


def slots_said(said: ColumnValues | None) -> list[pl.Series | pl.Expr]:
    """The first minute of each row's slot, and the one after its last; nothing where no column says them."""
    if said is None:
        return [nothing("slot"), nothing("slot_end")]
    edges = [("slot", lambda slot: slot[0]), ("slot_end", lambda slot: slot[1])]
    return side_by_side(lambda edge: said.series(edge[0], pl.Int32, edge[1]), edges, rows=said.height)


def minutes_said(moments: ColumnValues) -> pl.Series:
    """The minute of the day, where a moment has one."""
    return moments.series("slot", pl.Int32, lambda moment: moment[1] if isinstance(moment, tuple) else None)


def fixed(name: str, day: date | None) -> pl.Expr:
    """A day that holds for every row."""
    return pl.lit(day and day_number(day), pl.Int32).alias(name)


def nothing(name: str) -> pl.Expr:
    """A column of times that nobody says."""
    return pl.lit(None, pl.Int32).alias(name)
