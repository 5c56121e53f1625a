"""A sheet as a grid before it is written: title, header rows, cells, total row, footer.

Faults are planted in the grid, so that the answer key names the cell as the person sees it in Excel.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sample_data.figures import Row


@dataclass(frozen=True)
class Rate:
    """A printed rate: numerator and denominator stay known until it is written as a percentage."""

    numerator: int
    denominator: int


Cell = int | str | date | datetime | Rate | None


@dataclass(frozen=True)
class Column:
    """A column: its group in the upper header row, its header, and the count (or counts) it shows."""

    group: str
    header: str
    count: str = ""
    #: The denominator, for a printed rate.
    of: str = ""

    def cell(self, row: Row) -> Cell:
        """What the column shows for a row of counts."""
        if self.header in ("日期", "Date"):
            return row.day
        if self.header == "统计月份":
            return f"{row.day.year}年{row.day.month}月"
        if self.header == "Site":
            return row.site.name_en
        if self.header == "职场":
            return row.site.name
        if self.of:
            return Rate(row.counts[self.count], row.counts[self.of])
        return row.counts[self.count] if self.count else None


@dataclass
class Table:
    """One sheet."""

    name: str
    title: str
    columns: Sequence[Column]
    rows: list[list[Cell]]
    #: The 合计 row, one cell a column; empty where the sheet has none.
    total: list[Cell] = field(default_factory=list)
    footer: str = ""

    @property
    def has_groups(self) -> bool:
        """Whether the header takes two rows."""
        return any(column.group for column in self.columns)

    @property
    def header_row(self) -> int:
        """The Excel row of the headers proper."""
        return 1 + bool(self.title) + self.has_groups

    def excel_row(self, index: int) -> int:
        """The Excel row of data row `index`; the total row follows the last."""
        return self.header_row + 1 + index

    def letter(self, header: str) -> str:
        """The column letter of a header."""
        return letter([column.header for column in self.columns].index(header))

    def at(self, header: str) -> int:
        """The index of a header's cell in its row."""
        return [column.header for column in self.columns].index(header)


def table(
    name: str,
    title: str,
    columns: Sequence[Column],
    rows: Sequence[Row],
    footer: str = "",
    total: bool = True,
) -> Table:
    """A sheet of rows of counts, with a total row where asked for."""
    cells = [[column.cell(row) for column in columns] for row in rows]
    return Table(name, title, columns, cells, _total(columns, rows) if total else [], footer)


def letter(index: int) -> str:
    """Excel's letters of a column counted from 0."""
    head, tail = divmod(index, 26)
    return (letter(head - 1) if head else "") + chr(65 + tail)


def _total(columns: Sequence[Column], rows: Sequence[Row]) -> list[Cell]:
    def summed(count: str) -> int:
        return sum(row.counts[count] for row in rows)

    cells: list[Cell] = []
    for column in columns:
        if column.of:
            cells.append(Rate(summed(column.count), summed(column.of)))
        else:
            cells.append(summed(column.count) if column.count else None)
    return ["合计", *cells[1:]]
