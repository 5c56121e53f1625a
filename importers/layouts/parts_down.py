"""Tables with a row for each part of a day: those of the whole day apart from those of its parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import polars as pl

from importers.containers.celltoken import shown
from importers.dictionary.group_names import is_whole
from importers.layouts.grid import Grid
from importers.layouts.recognise import Table
from importers.layouts.told_apart import PART


def by_part(tables: Iterable[Table]) -> Iterator[Table]:
    """Each table; one with a column of parts of the day first by its rows of the whole day, then by those of
    the parts (importers/rows/parts_added.py)."""
    for table in tables:
        column = next((at for at, field in table.columns if field.code == PART), None)
        if column is None:
            yield table
            continue
        read = tuple(pair for pair in table.columns if pair[0] is not column)
        table = replace(table, columns=read)
        body = table.grid.body
        whole = [token is None or is_whole(shown(token).strip()) for token in table.grid.tokens(column)]
        of_all = body.filter(pl.Series(whole))
        if not of_all.is_empty():
            yield replace(table, grid=replace(table.grid, body=of_all))
        parts = body.filter(~pl.Series(whole))
        if not parts.is_empty():
            yield replace(table, grid=_of_parts(table, parts, beside=not of_all.is_empty()), part_of=column)


def _of_parts(table: Table, parts: pl.DataFrame, *, beside: bool) -> Grid:
    """The rows of the parts; the lines of totals are held against the days where those stand beside them."""
    grid = replace(table.grid, body=parts)
    return replace(grid, totals=(), subtotals=(), parts=(), others=()) if beside else grid
