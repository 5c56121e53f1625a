"""What is seen of a workbook before any reader allocates it: extent, hidden parts, day count, formulas.

A 5 kB file with only A1 and XFD1048576 filled makes common readers ask for 549 GB and abort.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from importers.containers.caps import Caps
from importers.containers.celltoken import UNCALCULATED

if TYPE_CHECKING:
    import polars as pl

#: The errors a cell may hold, by the code that binary workbooks store ([MS-XLS] 2.5.10).
ERROR_CODES = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!",
    0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
_HOLLOW = 200_000

Merge = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True)
class Span:
    """Hidden rows or columns `first` to `last`, counted from 1; folded if a collapsed group hides them."""

    first: int
    last: int
    folded: bool = False


class TooFar(Exception):
    """The sheet is larger than is read: the code of the finding that says so, and its facts."""

    def __init__(self, code: str, sheet: str, **facts: object) -> None:
        super().__init__(code)
        self.code, self.sheet, self.facts = code, sheet, facts


@dataclass
class SheetLook:
    """How far one sheet reaches and what it hides. Rows and columns are counted from 1."""

    name: str = ""
    rows: int = 0
    columns: int = 0
    #: The last filled cell as seen in Excel, 'XFD1048576'.
    last: str = ""
    hidden_rows: list[Span] = field(default_factory=list)
    hidden_columns: list[Span] = field(default_factory=list)
    #: Where the reader does not tell them itself: ((first row, column), (last row, column)), from 0.
    merges: list[Merge] = field(default_factory=list)
    #: (row, column) → '#DIV/0!' or UNCALCULATED, where a cell holds no value though it is not empty: readers
    #: give such cells as empty.
    hollow: dict[tuple[int, int], str] = field(default_factory=dict)
    #: (row, column) → decimals of the percentage the cell's format shows.
    percents: dict[tuple[int, int], int] = field(default_factory=dict)
    #: Its tokens, where it was read by columns: one for each column from A on, a line for each row from 1.
    tokens: pl.DataFrame | None = None

    @property
    def cells(self) -> int:
        """The rectangle from A1 to the last row and column."""
        return self.rows * self.columns

    def fill(self, row: int, column: int, caps: Caps) -> None:
        """Note a filled cell; TooFar where the sheet reaches beyond what is read."""
        if row <= self.rows and column <= self.columns:
            return
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)
        self.last = f"{column_letters(column)}{row}"
        for code, size, cap in (
            ("sheet_too_large", self.cells, caps.extent_cells),
            ("sheet_too_long", self.rows, caps.rows),
            ("sheet_too_wide", self.columns, caps.columns),
        ):
            if size > cap:
                raise TooFar(code, self.name, last=self.last, cells=f"{size:,}", cap=f"{cap:,}")

    def note_hollow(self, row: int, column: int, token: str | None) -> None:
        """Note an error or a formula without its result; of millions of them the first say what is wrong."""
        if token and len(self.hollow) < _HOLLOW:
            self.hollow[row, column] = token

    def uncalculated(self) -> list[tuple[int, int]]:
        """(row, column) of every formula that was never calculated."""
        return sorted(at for at, token in self.hollow.items() if token == UNCALCULATED)

    def hide_rows(self, first: int, last: int, folded: bool) -> None:
        """Note hidden rows; neighbours hidden alike are one span."""
        _extend(self.hidden_rows, Span(first, last, folded))

    def hide_columns(self, first: int, last: int, folded: bool) -> None:
        """Note hidden columns; neighbours hidden alike are one span."""
        _extend(self.hidden_columns, Span(first, last, folded))

    def hidden_within(self) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
        """The hidden rows and columns that lie among the filled ones; those beyond hide nothing."""
        return _cut(self.hidden_rows, self.rows), _cut(self.hidden_columns, self.columns)


@dataclass
class BookLook:
    """A workbook: its sheets in its own order, and what holds for all of them."""

    sheets: list[SheetLook] = field(default_factory=list)
    #: Whether days count from 1904, as in old Macintosh files.
    epoch_1904: bool = False
    #: Whether it carries macros, which are never run.
    macros: bool = False
    #: Which received file its rows were turned away from, where a name of the workbook says so.
    returned_for: str = ""


def column_number(letters: str) -> int:
    """'A' → 1, 'XFD' → 16384."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """1 → 'A', 16384 → 'XFD'."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _extend(spans: list[Span], span: Span) -> None:
    before = spans[-1] if spans else None
    if before and before.last + 1 == span.first and before.folded == span.folded:
        spans[-1] = Span(before.first, span.last, span.folded)
    else:
        spans.append(span)


def _cut(spans: list[Span], last: int) -> tuple[Span, ...]:
    return tuple(Span(s.first, min(s.last, last), s.folded) for s in spans if s.first <= last)
