"""The lines of a report by one column of labels: of which day each is, of what place, what it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from core.batch import Dataset
from importers.containers.celltoken import SIGNS_END, shown
from importers.containers.sheet_rows import Row
from importers.dictionary.fields import Field
from importers.dictionary.whole_words import is_part, is_whole
from importers.layouts.grid import Column
from importers.layouts.recognise import WHEN, Table
from importers.values.cells import Hints
from importers.values.whole_columns import read_column

#: What a column of labels may say of whose the figures are; of other vendors' rows no whole is anybody's.
SCOPES = frozenset({"site", "queue", "channel", "segment", "language"})
#: Lists of single people or things are no report of a whole.
_SINGLE = frozenset({"agent", "item", "caller"})


@dataclass(frozen=True)
class Line:
    """One line: its number, its cells by the columns' index, and whether it stands apart from the data."""

    number: int
    cells: Row
    apart: bool

    def says(self, column: Column) -> str:
        """The text in a column; '' where there is none, or a figure."""
        cell = self.cells[column.index] if column.index < len(self.cells) else None
        return " ".join(shown(cell).split()) if cell and cell[0] > SIGNS_END else ""


@dataclass(frozen=True)
class Labelled:
    """A table whose lines one column tells apart, some of them as those of everything, or of a part of it."""

    table: Table
    #: The column of the labels.
    by: Column

    @cached_property
    def counts(self) -> list[tuple[Column, Field]]:
        """The columns whose figures add up: people on duty do not."""
        return [
            (at, fld)
            for at, fld in self.table.columns
            if fld.count and fld.kind in ("count", "duration") and fld.dataset is not Dataset.ROSTER
        ]

    @cached_property
    def lines(self) -> list[Line]:
        """The data and those that say total, in the sheet's order."""
        grid = self.table.grid
        width = max(at.index for at in grid.columns) + 1
        letters = [at.letters for at in grid.columns]
        found = [Line(number, cells, True) for number, cells in (*grid.totals, *grid.subtotals)]
        for number, *cells in grid.body.select(
            "row", *(pl.col(name).cast(pl.String) for name in letters)
        ).rows():
            row: list[str | None] = [None] * width
            for at, cell in zip(grid.columns, cells, strict=True):
                row[at.index] = cell
            found.append(Line(number, row, False))
        return sorted(found, key=lambda line: line.number)

    def when(self, line: Line) -> tuple[str, ...] | None:
        """The day, month and slot it names; None where it names none: the total of all."""
        cells = [line.cells[at.index] if at.index < len(line.cells) else None for at in self._times]
        texts = [line.says(at) for at in self._times]
        if not all(cells[: len(self._days)]) or any(map(is_whole, texts)):
            return None
        return tuple(cell or "" for cell in cells)

    def left_of(self, line: Line) -> tuple[str, ...]:
        """Whose it is by the columns of places before this one."""
        return tuple(line.says(at) for at in self.scopes if at.index < self.by.index)

    def figures(self, lines: Sequence[Line]) -> dict[int, list[int | None]]:
        """Line → its figures, in the order of `counts`; None for nothing or nothing readable."""
        read = []
        for at, fld in self.counts:
            tokens = [line.cells[at.index] if at.index < len(line.cells) else None for line in lines]
            values = read_column(pl.Series(tokens, dtype=pl.String), fld, Hints())
            read.append(
                [value if isinstance(value := values.at(i), int) else None for i in range(len(lines))]
            )
        return {line.number: [column[i] for column in read] for i, line in enumerate(lines)}

    @cached_property
    def scopes(self) -> list[Column]:
        """The columns that say whose the figures are."""
        named = [at for at, fld in self.table.columns if fld.role in (*SCOPES, "vendor", "project")]
        return sorted({*named, self.by}, key=lambda at: at.index)

    @cached_property
    def _days(self) -> list[Column]:
        return [at for at, fld in self.table.columns if fld.role in WHEN]

    @cached_property
    def _times(self) -> list[Column]:
        return self._days + [at for at, fld in self.table.columns if fld.role == "slot"]


def labelled(table: Table) -> list[Labelled]:
    """By each column that tells a whole or a part, the last first; none where the table is no report."""
    layout, grid = table.layout, table.grid
    roles = {fld.role for _, fld in table.columns}
    if grid.across or grid.cells or layout.calls or layout.each_row or roles & _SINGLE:
        return []
    fields = {at.index: fld for at, fld in table.columns}
    free = [at for at in grid.columns if at.index not in fields or fields[at.index].role in SCOPES]
    told = [Labelled(table, at) for at in free if _tells(table, at)]
    return [each for each in reversed(told) if each.counts]


def _tells(table: Table, column: Column) -> bool:
    """Whether any line is labelled as a whole or a part there."""
    apart = [Line(number, cells, True).says(column) for number, cells in table.grid.totals]
    apart += [Line(number, cells, True).says(column) for number, cells in table.grid.subtotals]
    cells = table.grid.kept(column)
    if cells.dtype != pl.Int64:
        apart += [text for text in cells.unique().cast(pl.String) if text and text[0] > SIGNS_END]
    return any(is_whole(text) or is_part(text) for text in apart)
