"""Days that stand in three columns, 年 | 月 | 日, or in two, 月 | 日: read as one column of days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from importers.containers.celltoken import NUMBER
from importers.dictionary.fields import Field
from importers.dictionary.headers import header, synonyms
from importers.layouts.grid import Column, Grid

_YEARS = frozenset({"年", "年份", "年度", "year"})
_MONTHS = frozenset({"月", "月份", "month"})
_DAYS = frozenset({"日", "号", "天", "日期", "day", "date"})
_YEAR = r"^(?:20)?(\d{2})年?$"
_MONTH = r"^(?:20\d{2}[年./-])?(1[0-2]|0?[1-9])月?份?$"
_DAY = r"^(3[01]|[12]\d|0?[1-9])[日号]?$"
_OWN_YEAR = r"^20(\d{2})[年./-]"
#: Read with the day.
_PART = Field("date_part", "ignore")


def with_whole_days(grid: Grid) -> Grid:
    """The table with its days in one column; unchanged where they are, or a cell is no part of a day."""
    if grid.across or grid.cells:
        return grid
    year, month, day = (_headed(grid.columns, names) for names in (_YEARS, _MONTHS, _DAYS))
    if month is None or day is None:
        return grid
    months, days = _told(grid, month, _MONTH, filled=True), _told(grid, day, _DAY, filled=False)
    years = _told(grid, year, _YEAR, filled=True) if year else _own_years(grid, month)
    if months is None or days is None or years is None:
        return grid
    whole = pl.DataFrame([years.alias("y"), months.alias("m"), days.alias("d")]).select(
        pl.when(pl.col("y").is_null())
        .then(pl.format("{}月{}日", "m", "d"))
        .otherwise(pl.format("20{}年{}月{}日", "y", "m", "d"))
    )[:, 0]
    body = grid.body.with_columns(whole.alias(day.letters))
    columns = tuple(_given(at, day, (year, month)) for at in grid.columns)
    return replace(grid.written_out(body), columns=columns)


def _headed(columns: Sequence[Column], names: frozenset[str]) -> Column | None:
    """The one column of such a name."""
    found = [at for at in columns if header(at.path[-1]).spelling in names]
    return found[0] if len(found) == 1 else None


def _told(grid: Grid, column: Column, pattern: str, *, filled: bool) -> pl.Series | None:
    """What each cell says, merged ones as their first; None where any of them says something else."""
    cells = grid.tokens(column).str.strip_chars(f"{NUMBER} ")
    said = cells.str.extract(pattern)
    if said.null_count() > cells.null_count() or said.null_count() == len(said):
        return None
    return said.forward_fill() if filled else said


def _own_years(grid: Grid, month: Column) -> pl.Series:
    """The years of months that have their own: 2026年5月."""
    return grid.tokens(month).str.extract(_OWN_YEAR).forward_fill()


def _given(column: Column, day: Column, parts: Sequence[Column | None]) -> Column:
    if column is day:
        return replace(column, given=synonyms().fields["day"])
    return replace(column, given=_PART) if any(column is part for part in parts) else column
