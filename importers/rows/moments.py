"""Calls whose day stands in a column of its own: 日期 2026-05-01 | 来电时间 09:12:33 | 挂机时间 00:03:10."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time, timedelta

import polars as pl

from importers.containers.celltoken import DATETIME, decode
from importers.dictionary.fields import Field
from importers.layouts.grid import Column
from importers.layouts.recognise import Table
from importers.values.cells import Hints
from importers.values.cells_time import clock_of
from importers.values.whole_columns import read_column

#: In the order in which a call goes through them; the first says when it came.
_ORDER = ("call_time", "enqueued_at", "answered_at", "ended_at")
#: So many rows tell of nearly every column that it holds more than times of day.
_LOOKED_AT = 100
_DAY_US = 86_400_000_000
#: A time so much earlier than the one before it is of the next day; less is a contradiction.
_PAST_MIDNIGHT = _DAY_US // 2


def with_days(table: Table, hints: Hints) -> Table:
    """The table with whole moments where its calls have a day and times of day. A time that lies before the
    one before it in its row by more than half a day is of the next day."""
    day = next(((at, field) for at, field in table.columns if field.code == "day"), None)
    moments = _moments(table) if day else ()
    times = [(at, clock) for at, _ in moments if (clock := _clock(table, at)) is not None]
    if day is None or not times:
        return table
    said = read_column(table.grid.kept(day[0]), day[1], hints)
    dates = said.series("day", pl.String, date.isoformat).str.to_datetime("%Y-%m-%d", time_unit="us")
    body, before = table.grid.body, None
    for column, clock in times:
        before = _after(before, clock)
        whole = DATETIME + (dates + before.cast(pl.Duration("us"))).dt.strftime("%Y-%m-%dT%H:%M:%S%.6f")
        moment = pl.when(clock.is_not_null()).then(whole).fill_null(table.grid.tokens(column))
        body = body.with_columns(moment.alias(column.letters))
    # Where every call has its moment, its day follows from it; a column left beside it would say it twice.
    whole_days = not times[0][1].has_nulls() and not dates.has_nulls() and _first(table) == times[0][0].index
    kept = tuple(pair for pair in table.columns if not whole_days or pair[1].code != "day")
    return replace(table, columns=kept, grid=table.grid.written_out(body))


def _moments(table: Table) -> Sequence[tuple[Column, Field]]:
    found = [(at, field) for at, field in table.columns if field.role in _ORDER]
    return sorted(found, key=lambda pair: _ORDER.index(pair[1].role or ""))


def _first(table: Table) -> int:
    """The column that says when a call came."""
    return next((at.index for at, field in _moments(table) if field.role in _ORDER[:2]), -1)


def _clock(table: Table, column: Column) -> pl.Series | None:
    """Microseconds from midnight; None where any cell says more than a time of day, or none says one."""
    if any(clock_of(decode(token)) is None for token in table.grid.tokens(column, _LOOKED_AT).drop_nulls()):
        return None
    tokens = table.grid.tokens(column)
    distinct = tokens.drop_nulls().unique()
    read = {token: clock_of(decode(token)) for token in distinct}
    if not read or None in read.values():
        return None
    us = {token: _microseconds(clock) for token, clock in read.items() if clock is not None}
    return tokens.replace_strict(us, default=None, return_dtype=pl.Int64)


def _microseconds(clock: time) -> int:
    spent = timedelta(
        hours=clock.hour, minutes=clock.minute, seconds=clock.second, microseconds=clock.microsecond
    )
    return spent // timedelta(microseconds=1)


def _after(before: pl.Series | None, clock: pl.Series) -> pl.Series:
    """Microseconds from the midnight before the call came; where a time is empty, those of the one before."""
    if before is None:
        return clock
    both = pl.DataFrame([before.alias("before"), clock.alias("clock")])
    same = pl.col("clock") + pl.col("before").fill_null(0) // _DAY_US * _DAY_US
    late = (pl.col("before") - same > _PAST_MIDNIGHT).fill_null(False)
    return both.select(pl.coalesce(same + pl.when(late).then(_DAY_US).otherwise(0), "before"))[:, 0]
