"""Groups of columns that hold targets, or another month beside this one: left out, and said to be."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

from core.finding import Finding
from core.period import Period
from importers.dictionary.headers import synonyms
from importers.layouts.grid import Column, Grid
from importers.values.cells_time import is_month, month_in


def groups_beside(grid: Grid, month: Period | None) -> tuple[Column, ...]:
    """The columns of figures under 上月, 目标值 or, in a report for May, under 4月 beside 5月."""
    words = synonyms()
    months = {at.index: found for at in grid.columns if (found := _month_over(at, month))}
    others = _but(months, month)
    return tuple(at for at in grid.columns if at.index in others or words.of_other_group(at.path))


def say_beside(file: str, grid: Grid, columns: tuple[Column, ...]) -> list[Finding]:
    """What is said of columns that are left out; nothing where none are."""
    if not columns:
        return []
    facts = {"columns": [f"{column.letters} {column.written}" for column in columns]}
    return [Finding("columns_beside", grid.place(file, None, columns[0].letters), facts)]


def _month_over(column: Column, month: Period | None) -> str:
    """The month that a figure's group is headed by; '' where it is none, or its year is nowhere."""
    heads = ("".join(part.split()) for part in column.path[:-1])
    named = chain.from_iterable([month_in(head, month)] if is_month(head) else [] for head in heads)
    found = next((period for period in named if period), None)
    return found.label if found and synonyms().tells(column.path[-1:]) else ""


def _but(months: Mapping[int, str], month: Period | None) -> frozenset[int]:
    """The columns of other months, where one group is of this one."""
    mine = (month.label or f"{month.last_day:%Y-%m}") if month else ""
    if mine not in months.values():
        return frozenset()
    return frozenset(at for at, label in months.items() if label != mine)
