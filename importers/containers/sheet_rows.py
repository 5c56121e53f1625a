"""The rows of a large sheet, kept by columns: seen as a list of rows, made only where somebody looks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import overload

import polars as pl

Row = list[str | None]
#: The first rows, in which titles and headers stand, are made once.
_AHEAD = 100
#: A row with so many cells is none that holds nothing, or one text.
_TELLING = 2


class SheetRows(Sequence[Row]):
    """Rows of tokens over a frame whose line i is Excel's row i + 1.

    What follows the first lines may be kept in other types than text (typed_text.py): each cell,
    written as text, is its token.
    """

    def __init__(self, top: pl.DataFrame, typed: pl.DataFrame | None = None) -> None:
        self.typed = top.clear() if typed is None else typed
        self._top = top
        self._ahead = _rows(self._cut(0, _AHEAD))

    @property
    def first_typed(self) -> int:
        """The line, from 0, from which on cells may be kept in other types."""
        return self._top.height

    @property
    def width(self) -> int:
        """How many columns it has."""
        return self._top.width

    @cached_property
    def frame(self) -> pl.DataFrame:
        """All of its tokens."""
        return self._cut(0, len(self))

    def pieces(self, top: int, bottom: int, left: int, right: int) -> list[pl.DataFrame]:
        """The cells of a box as they are kept, from its top."""
        edge = self.first_typed
        above, below = (
            self._top[top : min(bottom, edge)],
            self.typed[max(0, top - edge) : max(0, bottom - edge)],
        )
        names = self._top.columns[left:right]
        return [part.select(names) for part in (above, below) if part.height]

    def __len__(self) -> int:
        return self._top.height + self.typed.height

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> list[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | list[Row]:
        if isinstance(at, slice):
            first, end, _ = at.indices(len(self))
            return self._ahead[at] if 0 <= (at.stop or -1) <= _AHEAD else _rows(self._cut(first, end))
        at = at if at >= 0 else at + len(self)
        return self._ahead[at] if at < len(self._ahead) else _rows(self._cut(at, at + 1))[0]

    def __iter__(self) -> Iterator[Row]:
        return map(list, self.frame.iter_rows())

    def _cut(self, first: int, end: int) -> pl.DataFrame:
        parts = [worded.cast(pl.String) for worded in self.pieces(first, end, 0, self.width)]
        return pl.concat(parts) if parts else self._top.clear()


def filled(frame: pl.DataFrame) -> pl.Series:
    """How many cells of each line hold something, as far as up to two: more are as good as two."""
    leading = frame[:, :_TELLING]
    if leading.width == _TELLING and not any(leading.null_count().row(0)):
        return pl.repeat(_TELLING, frame.height, dtype=pl.UInt32, eager=True)
    return frame.select(pl.sum_horizontal(pl.all().is_not_null()).alias("filled"))["filled"]


def _rows(frame: pl.DataFrame) -> list[Row]:
    return list(map(list, frame.rows()))
