"""Bulletins whose rows are times, 当日, 昨日, 本月累计 or 本月, 上月, 本年累计: that of now is read alone."""

from __future__ import annotations

import re
from dataclasses import replace

import polars as pl

from importers.containers.celltoken import shown
from importers.dictionary.headers import synonyms
from importers.layouts.grid import Column, Grid
from importers.layouts.period_said import said_day
from importers.layouts.row_kinds import LABEL_COLUMNS

#: A bulletin has few rows.
_MOST_LINES = 6
_DAY = re.compile("(?:当日|当天|今日|本日)(?:值|数据|完成|完成值|合计)?|today|for the day", re.IGNORECASE)
_MONTH = re.compile(
    "(?:本月|当月|本期)(?:值|数据|完成|完成值|合计|实际)?|this month|current month", re.IGNORECASE
)
_THEN = re.compile(
    "昨日|昨天|前日|前一日|上[周月]同[日期]|上[周月期]|去年同[期月日]"
    "|yesterday|the day before|last (?:week|month)",
    re.IGNORECASE,
)
_SO_FAR = re.compile(".*(?:累计|累积|至今).*|mtd|ytd|(?:month|year)[- ]to[- ]date", re.IGNORECASE)


def with_row_of_now(grid: Grid, file: str) -> Grid:
    """The table with the row of now alone, where the others are of other times; the rest is left out.

    当日 is read where the sheet, its title or the file says which day it is, 本月 where none says a day: else
    no row is.
    """
    if grid.across or grid.cells or not 0 < grid.body.height <= _MOST_LINES:
        return grid
    now = _DAY if said_day(grid.sheet, grid.titles, file) else _MONTH
    labels = grid.columns[:LABEL_COLUMNS]
    column = next((at for at in labels if any(_is_of_times(grid, at, each) for each in (_DAY, _MONTH))), None)
    if column is None:
        return grid
    mine = [now.fullmatch(label) is not None for label in _labels(grid, column)]
    so_far = [line for line in grid.totals if _SO_FAR.fullmatch(_label(line[1], column))]
    columns = [replace(at, given=synonyms().fields["order"]) if at is column else at for at in grid.columns]
    return replace(
        grid,
        columns=tuple(columns),
        body=grid.body.filter(pl.Series(mine)),
        totals=tuple(line for line in grid.totals if line not in so_far),
        others=tuple(sorted([*grid.others, *so_far, *_lines(grid, mine)])),
    )


def _is_of_times(grid: Grid, column: Column, now: re.Pattern[str]) -> bool:
    """Whether one row of a column says now, and every other says another time."""
    labels = _labels(grid, column)
    others = [label for label in labels if not now.fullmatch(label)]
    return len(labels) - len(others) == 1 and all(map(_THEN.fullmatch, others))


def _labels(grid: Grid, column: Column) -> list[str]:
    return [shown(token).strip() if token else "" for token in grid.tokens(column)]


def _label(row: list[str | None] | tuple[str | None, ...], column: Column) -> str:
    token = row[column.index] if column.index < len(row) else None
    return shown(token).strip() if token else ""


def _lines(grid: Grid, mine: list[bool]) -> list[tuple[int, list[str | None]]]:
    """The rows that are not of now, each with its tokens by the columns' index."""
    width = max(at.index for at in grid.columns) + 1
    found = []
    for row in grid.body.filter(~pl.Series(mine)).iter_rows(named=True):
        told = {at.index: row[at.letters] for at in grid.columns}
        found.append((row["row"], [told.get(index) for index in range(width)]))
    return found
