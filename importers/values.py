"""Reads whole columns: each distinct cell once, so that a long file costs what its distinct cells cost."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from core.counts import CountUnit, base_count
from core.rounding import rounded
from importers.cells import (
    Hints,
    Trouble,
    rate_scale,
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
    """A column's values, None where nothing or nothing readable stands, and the trouble by row position."""

    values: list[object]
    trouble: Mapping[int, Trouble]


def read_column(tokens: Sequence[str | None], field: Field, hints: Hints) -> ColumnValues | None:
    """The column as its field's kind says; None for a rate column that mixes 0.95 and 96.1."""
    hints = replace(hints, unit=field.unit, format=field.format, average=field.average_of is not None)
    if field.kind == "rate":
        scale = rate_scale([decode(token) for token in set(tokens)], field.unit)
        if scale is None:
            return None
        hints = replace(hints, rate_scale=scale)
    read = _reader(field, hints)
    known = {token: read(decode(token)) for token in set(tokens)}
    values = [None if isinstance(v := known[token], Trouble) else v for token in tokens]
    bad = {token: value for token, value in known.items() if isinstance(value, Trouble)}
    return ColumnValues(
        values, {i: bad[token] for i, token in enumerate(tokens) if token in bad} if bad else {}
    )


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
        "code": read_code,
        "label": read_label,
    }[field.kind]


def _seconds(value: Fraction | Trouble | None, field: Field) -> object:
    """Whole seconds for sums; an average keeps its fraction until it is multiplied."""
    if isinstance(value, Fraction) and field.average_of is None:
        return int(rounded(value, 0))
    return value


def _scale(field: Field) -> int:
    known = base_count(field.count) if field.count else None
    return _SCALES.get(known.unit, 1) if known else 1
