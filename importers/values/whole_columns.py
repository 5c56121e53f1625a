"""Reads whole columns: each distinct cell once, so that a long file costs what its distinct cells cost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

import polars as pl

from core.counts import CountUnit, base_count
from core.period import calendar_month
from core.rounding import rounded
from importers.columnar.coded import chosen, found_at, met
from importers.containers.celltoken import NUMBER, PERCENT_END, Cell, decode
from importers.dictionary.headers import Field
from importers.values.absurd import MOST_COUNTED, bounded
from importers.values.audit_answers import read_answer
from importers.values.cells import (
    Hints,
    Trouble,
    factor_of,
    places_of,
    read_caller,
    read_code,
    read_flag,
    read_label,
    read_rate,
    read_score,
    read_whole,
)
from importers.values.cells_time import (
    read_day,
    read_duration,
    read_instant,
    read_moment,
    read_month,
    read_slot,
    seconds_of,
)
from importers.values.day_names import order_of
from importers.values.odd_averages import doubt_of, doubted
from importers.values.short_days import bare_months, told_by_neighbours

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
    #: Whether its texts are kept as codes, as those it was read from are.
    coded: bool = False

    @property
    def height(self) -> int:
        """How many rows it has."""
        return len(self.codes)

    def series(
        self, name: str, dtype: type[pl.DataType], of: Callable[[Any], object] = lambda value: value
    ) -> pl.Series:
        """The values as a column, `of` each; NULL where nothing or nothing readable stands."""
        said = [None if _is_nothing(value) else of(value) for value in self.known]
        if dtype is pl.String and self.coded:
            return chosen(self.codes, said, name)  # type: ignore[arg-type]
        return pl.Series(name, said, dtype=dtype).gather(self.codes).alias(name)

    def trouble(self) -> list[tuple[int, Trouble]]:
        """Row position and trouble of every unreadable cell."""
        bad = {code: value for code, value in enumerate(self.known) if isinstance(value, Trouble)}
        at = self.codes.is_in(list(bad)).fill_null(False).arg_true() if bad else ()
        return [(position, bad[self.codes[position]]) for position in at]

    def says(self, kind: type) -> bool:
        """Whether any cell was read as a value of this kind."""
        return any(isinstance(value, kind) for value in self.known)

    def at(self, position: int) -> object:
        """What stands in one row; None for nothing or nothing readable."""
        code = self.codes[position]
        return None if code is None or _is_nothing(self.known[code]) else self.known[code]


class WholeNumbers(ColumnValues):
    """A column that holds nothing but whole numbers, each read as it stands."""

    def __init__(self, numbers: pl.Series) -> None:
        object.__setattr__(self, "numbers", numbers)

    numbers: pl.Series

    @property
    def height(self) -> int:
        """How many rows it has."""
        return len(self.numbers)

    @cached_property
    def _distinct(self) -> pl.Series:
        return self.numbers.drop_nulls().unique(maintain_order=True)

    @property
    def codes(self) -> pl.Series:  # type: ignore[override]
        """Row → place in `known`."""
        return found_at(self.numbers, self._distinct)

    @property
    def known(self) -> Sequence[object]:  # type: ignore[override]
        """The different numbers."""
        return self._distinct.to_list()

    def series(
        self, name: str, dtype: type[pl.DataType], of: Callable[[Any], object] = lambda value: value
    ) -> pl.Series:
        """The numbers themselves, where they are asked for."""
        return (
            self.numbers.alias(name) if of is int and dtype is pl.Int64 else super().series(name, dtype, of)
        )

    def trouble(self) -> list[tuple[int, Trouble]]:
        """None is unreadable."""
        return []

    def at(self, position: int) -> object:
        """What stands in one row."""
        return self.numbers[position]


def read_column(tokens: pl.Series, field: Field, hints: Hints) -> ColumnValues:
    """The column as its field's kind says; of rates `hints` tell how they are written.

    `tokens`, or what a large text keeps instead of them: whole numbers, or codes.
    """
    if field.item:
        item = field.item
        return _distinct_read(tokens, lambda cell: read_answer(cell, item))
    hints = replace(hints, unit=field.unit, format=field.format, average=field.is_of_one)
    if field.kind == "month":
        tokens = bare_months(tokens)
    if field.kind in _DATED:
        tokens = told_by_neighbours(tokens) if field.kind == "day" else tokens
        hints = replace(hints, day_order=order_of(tokens.unique().cast(pl.String), hints.period))
    distinct = met(tokens)
    texts = distinct.cast(pl.String)
    if field.kind == "rate":
        hints = replace(hints, percent_places=_percent_places(texts))
    reader = _agents(texts) if field.role == "agent" else _reader(field, hints)
    read = bounded(reader, field.kind, hints.average)
    doubt = doubt_of(texts, field)
    known = [(doubt and doubted(cell, doubt)) or read(cell) for cell in map(decode, texts)]
    values = ColumnValues(found_at(tokens, distinct), known, tokens.dtype != pl.String)
    return _marks(values) if field.marker else values


def _distinct_read(tokens: pl.Series, read: Callable[[Cell], object]) -> ColumnValues:
    """Each distinct cell read once, in whatever way it is kept."""
    distinct = met(tokens)
    texts = distinct.cast(pl.String)
    return ColumnValues(found_at(tokens, distinct), [read(decode(text)) for text in texts])


def _percent_places(distinct: pl.Series) -> int:
    """The most decimals a number shown as a percentage has."""
    shown = distinct.filter(distinct.str.contains(PERCENT_END) & distinct.str.starts_with(NUMBER))
    return max((places_of(cell) for cell in map(decode, shown) if isinstance(cell, Decimal)), default=0)


def whole_numbers(numbers: pl.Series, field: Field) -> WholeNumbers | None:
    """What a column of whole numbers says, where each is read as itself times one factor: exactly what
    `read_column` reads of their texts. None where any has to be looked at."""
    factor = _factor(field)
    least, most = numbers.min(), numbers.max()
    if factor is None or not isinstance(least, int) or not isinstance(most, int) or least < 0:
        return None
    if most * factor >= MOST_COUNTED:
        return None
    return WholeNumbers(numbers if factor == 1 else numbers * factor)


def _factor(field: Field) -> int | None:
    """How many of the unit it is kept in a bare whole number of a column stands for; None where that hangs
    on more than its unit."""
    if field.is_of_one or field.marker or field.marks:
        return None
    if field.kind == "count":
        return factor_of(field.unit) * scale_of(field.count)
    return seconds_of(field.unit) if field.kind == "duration" else None


def _marks(said: ColumnValues) -> ColumnValues:
    """A column that is filled in only where it says yes says no everywhere else."""
    if True not in said.known or False in said.known:
        return said
    known = [False if value is None else value for value in said.known]
    return replace(said, codes=said.codes.fill_null(len(known)), known=[*known, False])


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
    if isinstance(value, Fraction) and field.average_of is None and not field.is_alone:
        return int(rounded(value, 0))
    return value


def scale_of(count: str | None) -> int:
    """How many of the unit it is kept in make one of the unit it is written in."""
    known = base_count(count) if count else None
    return _SCALES.get(known.unit, 1) if known else 1
