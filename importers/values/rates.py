"""How a column of rates is written, 0.953 or 95.3 for 95.3 %: told by unit and values, else by its counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import polars as pl

from core.text import Text
from importers.containers.celltoken import Percentage, decode
from importers.dictionary.headers import Field
from importers.values.cells import Hints, bare_number
from importers.values.whole_columns import ColumnValues, read_column

#: A bare number beyond this cannot be a fraction of one, not even of an occupancy.
_LARGE = Decimal("1.5")
#: Under a header that says '%', 0.95 and 3.2 are small percentages; beside such a one 0.95 is a fraction.
_FAR = 50
#: 1 and 100 where a person said how the column is written; the rest as its header has it.
_BY_UNIT = {"1": 1, "100": 100, "‰": 1_000, "/万": 10_000}
#: What a person is asked where nothing tells.
WAYS = {"1": Text("0.95 表示 95%", "0.95 means 95 %"), "100": Text("95 表示 95%", "95 means 95 %")}


def scales(tokens: pl.Series, field: Field) -> frozenset[int]:
    """What the column's bare numbers may have to be divided by; none at all where they are mixed."""
    if known := field.per or _BY_UNIT.get(field.unit):
        return frozenset({known})
    bare = _bare(tokens)
    large = any(value > _LARGE for value in bare)
    small = any(0 < value < 1 for value in bare)
    between = any(1 < value <= _LARGE for value in bare)
    if field.unit == "%":
        if small and any(value >= _FAR for value in bare):
            return frozenset()
        if not large and _shown_as_percent(bare):
            return frozenset({1})
        return frozenset({100} if large or not any(bare) else {1, 100})
    if large:
        return frozenset() if small else frozenset({100})
    return frozenset({1, 100} if between and not _shown_as_percent(bare) else {1})


def _shown_as_percent(bare: Iterable[Decimal]) -> bool:
    """Whether the cells themselves show what their numbers mean: 1 as 100%."""
    return all(isinstance(value, Percentage) for value in bare)


def fitting(
    tokens: pl.Series, field: Field, hints: Hints, columns: Mapping[str, ColumnValues], ways: Iterable[int]
) -> int | None:
    """The way of writing with which the column says what its counts say; None where they say nothing."""
    of, to = columns.get(field.of or ""), columns.get(field.to or "")
    if of is None or to is None:
        return None
    off = {way: _off(read_column(tokens, field, replace(hints, rate_scale=way)), of, to) for way in ways}
    return min(off, key=lambda way: off[way]) if any(off.values()) else None


def odd_rows(tokens: pl.Series, numbers: pl.Series) -> list[int]:
    """The rows of a mixed column that are written in the rarer way."""
    small, large = [], []
    for number, token in zip(numbers, tokens, strict=True):
        value = bare_number(decode(token))
        if value is not None and value > _LARGE:
            large.append(number)
        elif value is not None and value > 0:
            small.append(number)
    return min(small, large, key=len)


def _off(rates: ColumnValues, of: ColumnValues, to: ColumnValues) -> Fraction:
    """How far the printed rates are from their counts, all rows together."""
    off = Fraction(0)
    for at in range(len(rates.codes)):
        rate, part, whole = rates.at(at), of.at(at), to.at(at)
        if rate is not None and isinstance(part, int) and isinstance(whole, int) and whole:
            off += abs(rate.value - Fraction(part, whole))  # type: ignore[attr-defined]
    return off


def _bare(tokens: pl.Series) -> list[Decimal]:
    found = (bare_number(decode(token)) for token in tokens.drop_nulls().unique())
    return [value for value in found if value is not None]
