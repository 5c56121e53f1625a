"""Reads whole columns: each distinct cell once, so that a long file costs what its distinct cells cost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import polars as pl

from core.counts import CountUnit, base_count
from core.period import calendar_month
from core.rounding import rounded
from importers.absurd import bounded
from importers.cells import (
    Hints,
    Trouble,
    places_of,
    read_caller,
    read_code,
    read_flag,
    read_label,
    read_rate,
    read_score,
    read_whole,
)
from importers.cells_time import read_day, read_duration, read_instant, read_moment, read_month, read_slot
from importers.celltoken import NUMBER, PERCENT_END, Cell, decode
from importers.day_names import order_of
from importers.headers import Field
from importers.odd_averages import doubt_of, doubted

#: Lets 5日 and 1月5日 be dates while it is only asked whether they are.
_ANY_MONTH = calendar_month(2024, 1)
#: Kinds of columns whose cells are days or hold one.
_DATED = frozenset({"day", "instant", "moment"})
_SCALES = {CountUnit.CENTS: 100, CountUnit.MILLI: 1000}


@dataclass(frozen=True)
class ColumnValues:
    """A column's distinct cells as they were read, and which of them stands in each row."""

    #: Row → place in `known`; NULL for an empty cell.
    codes: pl.Series
    #: What a distinct cell says: its value, None for nothing, or the trouble with it.
    known: Sequence[object]

    def series(
        self, name: str, dtype: type[pl.DataType], of: Callable[[Any], object] = lambda value: value
    ) -> pl.Series:
        """The values as a column, `of` each; NULL where nothing or nothing readable stands."""
        said = [None if _is_nothing(value) else of(value) for value in self.known]
        return pl.Series(name, said, dtype=dtype).gather(self.codes).alias(name)

    def trouble(self) -> list[tuple[int, Trouble]]:
        """Row position and trouble of every unreadable cell."""
        bad = {code: value for code, value in enumerate(self.known) if isinstance(value, Trouble)}
        at = self.codes.is_in(list(bad)).fill_null(False).arg_true() if bad else ()
        return [(position, bad[self.codes[position]]) for position in at]

    def at(self, position: int) -> object:
        """What stands in one row; None for nothing or nothing readable."""
        code = self.codes[position]
        return None if code is None or _is_nothing(self.known[code]) else self.known[code]


def read_column(tokens: pl.Series, field: Field, hints: Hints) -> ColumnValues:
    """The column as its field's kind says; of rates `hints` tell how they are written."""
    hints = replace(hints, unit=field.unit, format=field.format, average=field.average_of is not None)
    if field.kind in _DATED:
        hints = replace(hints, day_order=order_of(tokens, hints.period))
    distinct = tokens.drop_nulls().unique(maintain_order=True)
    if field.kind == "rate":
        hints = replace(hints, percent_places=_percent_places(distinct))
    reader = _agents(distinct) if field.role == "agent" else _reader(field, hints)
    read = bounded(reader, field.kind, hints.average)
    codes = tokens.replace_strict(distinct, pl.int_range(len(distinct), eager=True), default=None)
    doubt = doubt_of(distinct, field)
    known = [(doubt and doubted(cell, doubt)) or read(cell) for cell in map(decode, distinct)]
    values = ColumnValues(codes.cast(pl.UInt32), known)
    return _marks(values) if field.marker else values


def _percent_places(distinct: pl.Series) -> int:
    """The most decimals a number shown as a percentage has."""
    shown = distinct.filter(distinct.str.contains(PERCENT_END) & distinct.str.starts_with(NUMBER))
    return max((places_of(cell) for cell in map(decode, shown) if isinstance(cell, Decimal)), default=0)


def _marks(said: ColumnValues) -> ColumnValues:
    """A column that is filled in only where it says yes says no everywhere else."""
    if True not in said.known or False in said.known:
        return said
    known = [False if value is None else value for value in said.known]
    return ColumnValues(said.codes.fill_null(len(known)), [*known, False])


def read_alike(tokens: pl.Series, fields: Sequence[Field]) -> Field | None:
    """The one field whose kind reads every cell of a column; None where several do, or none."""
    found = [field for field in fields if _reads(tokens, field)]
    return found[0] if len(found) == 1 else None


def _reads(tokens: pl.Series, field: Field) -> bool:
    read = _reader(field, Hints(period=_ANY_MONTH))
    values = [read(decode(token)) for token in tokens.drop_nulls().unique()]
    return any(not _is_nothing(value) for value in values) and not any(
        isinstance(value, Trouble) for value in values
    )


def _agents(distinct: pl.Series) -> Callable[[Cell], object]:
    """Codes; a number that Excel has robbed of its zeros is the text beside it that has them: 12 is 0012."""
    texts = {
        code for token in distinct if isinstance(cell := decode(token), str) and (code := read_code(cell))
    }
    padded: dict[str, list[str]] = {}
    for text in texts:
        if text.isdigit() and text.startswith("0"):
            padded.setdefault(text.lstrip("0"), []).append(text)

    def read(cell: Cell) -> str | None:
        code = read_code(cell)
        same = padded.get(code or "", []) if isinstance(cell, Decimal) else []
        return same[0] if len(same) == 1 else code

    return read


def _is_nothing(value: object) -> bool:
    return value is None or isinstance(value, Trouble)


def _reader(field: Field, hints: Hints) -> Callable[[Cell], object]:
    scale = scale_of(field.count)
    return {
        "count": lambda cell: read_whole(cell, hints, scale),
        "score": lambda cell: read_score(cell, hints),
        "duration": lambda cell: _seconds(read_duration(cell, hints), field),
        "rate": lambda cell: read_rate(cell, hints),
        "flag": read_flag,
        "day": lambda cell: read_day(cell, hints),
        "month": lambda cell: read_month(cell, hints),
        "slot": read_slot,
        "instant": lambda cell: read_instant(cell, hints),
        "moment": lambda cell: read_moment(cell, hints),
        "code": lambda cell: read_code(cell, hints.privacy),
        "label": lambda cell: read_label(cell, hints.privacy),
        "caller": lambda cell: read_caller(cell, hints.privacy),
    }[field.kind]


def _seconds(value: Fraction | Trouble | None, field: Field) -> object:
    """Whole seconds for sums; an average keeps its fraction until it is multiplied."""
    if isinstance(value, Fraction) and field.average_of is None:
        return int(rounded(value, 0))
    return value


def scale_of(count: str | None) -> int:
    """How many of the unit it is kept in make one of the unit it is written in."""
    known = base_count(count) if count else None
    return _SCALES.get(known.unit, 1) if known else 1
