"""The rows of a large sheet, kept by columns: seen as a list of rows, made only where somebody looks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload

import polars as pl

Row = list[str | None]
#: The first rows, in which titles and headers stand, are made once.
_AHEAD = 100
#: A row with so many cells is none that holds nothing, or one text.
_TELLING = 2


class SheetRows(Sequence[Row]):
    """Rows of tokens over a frame whose line i is Excel's row i + 1."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self.frame = frame
        self._ahead = _rows(frame.head(_AHEAD))

    def __len__(self) -> int:
        return self.frame.height

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> list[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | list[Row]:
        if isinstance(at, slice):
            return self._ahead[at] if 0 <= (at.stop or -1) <= _AHEAD else _rows(self.frame[at])
        return self._ahead[at] if 0 <= at < len(self._ahead) else list(self.frame.row(at))

    def __iter__(self) -> Iterator[Row]:
        return map(list, self.frame.iter_rows())


def filled(frame: pl.DataFrame) -> pl.Series:
    """How many cells of each line hold something, as far as up to two: more are as good as two."""
    leading = frame[:, :_TELLING]
    if leading.width == _TELLING and not any(leading.null_count().row(0)):
        return pl.repeat(_TELLING, frame.height, dtype=pl.UInt32, eager=True)
    return frame.select(pl.sum_horizontal(pl.all().is_not_null()).alias("filled"))["filled"]


def _rows(frame: pl.DataFrame) -> list[Row]:
    return list(map(list, frame.rows()))
