"""Reads whole columns: each distinct cell once, so that a long file costs what its distinct cells cost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import polars as pl

from core.counts import CountUnit, base_count
from core.rounding import rounded
from importers.absurd import bounded
from importers.cells import (
    Hints,
    Trouble,
    rate_scale,
    read_caller,
    read_code,
    read_flag,
    read_label,
    read_rate,
    read_whole,
)
from importers.cells_time import read_day, read_duration, read_moment, read_month, read_slot
from importers.celltoken import Cell, decode
from importers.headers import Field

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


def read_column(tokens: pl.Series, field: Field, hints: Hints) -> ColumnValues | None:
    """The column as its field's kind says; None for a rate column that mixes 0.95 and 96.1."""
    hints = replace(hints, unit=field.unit, format=field.format, average=field.average_of is not None)
    distinct = tokens.drop_nulls().unique(maintain_order=True)
    if field.kind == "rate":
        scale = rate_scale([decode(token) for token in distinct], field.unit)
        if scale is None:
            return None
        hints = replace(hints, rate_scale=scale)
    read = bounded(_reader(field, hints), field.kind, hints.average)
    codes = tokens.replace_strict(distinct, pl.int_range(len(distinct), eager=True), default=None)
    values = ColumnValues(codes.cast(pl.UInt32), [read(decode(token)) for token in distinct])
    return _marks(values) if field.marker else values


def _marks(said: ColumnValues) -> ColumnValues:
    """A column that is filled in only where it says yes says no everywhere else."""
    if True not in said.known or False in said.known:
        return said
    known = [False if value is None else value for value in said.known]
    return ColumnValues(said.codes.fill_null(len(known)), [*known, False])


def _is_nothing(value: object) -> bool:
    return value is None or isinstance(value, Trouble)


def _reader(field: Field, hints: Hints) -> Callable[[Cell], object]:
    scale = _scale(field)
    return {
        "count": lambda cell: read_whole(cell, hints, scale),
        "score": lambda cell: read_whole(cell, hints, scale),
        "duration": lambda cell: _seconds(read_duration(cell, hints), field),
        "rate": lambda cell: read_rate(cell, hints),
        "flag": read_flag,
        "day": lambda cell: read_day(cell, hints),
        "month": lambda cell: read_month(cell, hints),
        "slot": read_slot,
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


def _scale(field: Field) -> int:
    known = base_count(field.count) if field.count else None
    return _SCALES.get(known.unit, 1) if known else 1
