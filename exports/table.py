"""A table on a sheet: columns that know their cell, columns with nothing in them left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from exports.book import RAISED, Cell, Look, Page, text

Row = TypeVar("Row")

HEADER = Look(bold=True, ground=RAISED, align="center")


@dataclass(frozen=True)
class Column(Generic[Row]):
    """A column: its English heading (a msgid), its width in characters, what stands in each row."""

    head: str
    width: float
    cell: Callable[[Row], Cell]
    #: Kept even where no row has anything in it: cells the reader fills, columns others point at.
    always: bool = False


@dataclass(frozen=True)
class Laid(Generic[Row]):
    """A table as it was written."""

    columns: tuple[Column[Row], ...]
    #: Sheet rows, counted from 0.
    header_row: int
    first_row: int
    last_row: int

    def index(self, head: str) -> int | None:
        """The sheet column under that heading; None where it was left out."""
        return next((i for i, column in enumerate(self.columns) if column.head == head), None)

    @property
    def last_column(self) -> int:
        """The last sheet column of the table."""
        return len(self.columns) - 1


def used(columns: Sequence[Column[Row]], rows: Sequence[Row]) -> tuple[Column[Row], ...]:
    """The columns that have something to say about these rows."""
    return tuple(
        column
        for column in columns
        if column.always or any(column.cell(row).value is not None for row in rows)
    )


def write_table(
    page: Page, columns: tuple[Column[Row], ...], rows: Sequence[Row], frozen_columns: int = 0
) -> Laid[Row]:
    """Write heading and rows from the page's next free row; the heading stays in sight and on every page."""
    header = page.row
    for index, column in enumerate(columns):
        page.sheet.set_column(index, index, column.width)
        page.put(header, index, text(page.book.word(column.head)), HEADER)
    page.fit(header, [(page.book.word(column.head), column.width) for column in columns])
    for offset, row in enumerate(rows, start=header + 1):
        cells = [column.cell(row) for column in columns]
        for index, cell in enumerate(cells):
            page.put(offset, index, cell)
        page.fit(offset, [(cell.value, columns[index].width) for index, cell in enumerate(cells)])
    page.sheet.freeze_panes(header + 1, min(frozen_columns, len(columns)))
    page.sheet.repeat_rows(header)
    page.row = header + 1 + len(rows)
    return Laid(columns, header, header + 1, header + len(rows))
