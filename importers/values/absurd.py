"""Keeps figures out that no report can mean, before arithmetic meets them: 400 nines, 1e999999999."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from importers.containers.celltoken import Cell
from importers.values.cells import Trouble

#: A count, an amount in cents or a duration in seconds stays below the first, an average duration below the
#: second: their product still fits a column of whole numbers.
MOST_COUNTED, _MOST_AVERAGE = 10**12, 10**6
_DIGITS = re.compile(r"\d{40}|\de[+-]?\d{3}", re.IGNORECASE)
_EXPONENTS = range(-400, 400)
_SHOWN = 24
_WORDS = ("label", "code", "flag")


def bounded(read: Callable[[Cell], object], kind: str, average: bool) -> Callable[[Cell], object]:
    """`read` for a column of this kind, with trouble in place of an absurd figure. Words go through."""
    if kind in _WORDS:
        return read
    most = _MOST_AVERAGE if average else MOST_COUNTED

    def bounded_read(cell: Cell) -> object:
        if _is_absurd(cell):
            return _trouble(cell)
        value = read(cell)
        return _trouble(cell) if isinstance(value, int | Fraction) and value >= most else value

    return bounded_read


def _is_absurd(cell: Cell) -> bool:
    if isinstance(cell, Decimal):
        return not cell.is_finite() or cell.adjusted() not in _EXPONENTS
    return isinstance(cell, str) and _DIGITS.search(unicodedata.normalize("NFKC", cell)) is not None


def _trouble(cell: Cell) -> Trouble:
    text = str(cell)
    return Trouble("figure_absurd", {"value": text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"})
