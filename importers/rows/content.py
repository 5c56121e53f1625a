"""The hash of what a draft says, wherever it stands in its file: equal content is a no-op.

docs/decisions/0013-content-by-columns.md
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

import polars as pl

from core.batch import BatchKey, Coverage
from core.canonical import canonical_json
from core.facts import KEY_COLUMNS
from importers.columnar.coded import found_at, met
from importers.columnar.in_order import AS_FILES_STAND, in_order, narrowest
from importers.columnar.side_by_side import side_by_side
from importers.draft import Asserted

#: Up to so many rows the text of the rows is hashed, beyond it the numbers of their columns.
BY_ROWS = 250_000
#: Rows hashed at a time, so that they lie in the processor's own memory.
_STRETCH = 65_536


def content_hash(
    key: BatchKey,
    coverage: Coverage,
    part: pl.DataFrame,
    measures: tuple[str, ...],
    claims: Sequence[Asserted] = (),
) -> str:
    """SHA-256 of key, coverage, rows and claims."""
    head = canonical_json({"key": key, "coverage": {"period": coverage.period, "scopes": coverage.scopes}})
    claimed = canonical_json([(c.day, c.day_end, c.scope, c.field, dict(c.params), c.value) for c in claims])
    digest = hashlib.sha256(head.encode())
    content = part.select(*KEY_COLUMNS, *measures)
    for piece in _by_rows(content) if part.height <= BY_ROWS else _by_columns(content):
        digest.update(piece)
    digest.update((claimed if claims else "").encode())
    return digest.hexdigest()


def _by_rows(content: pl.DataFrame) -> Iterator[bytes]:
    yield in_order(content, KEY_COLUMNS).write_csv().encode()


def _by_columns(content: pl.DataFrame) -> Iterator[bytes]:
    yield from side_by_side(_of_column, in_order(content, AS_FILES_STAND).get_columns())


def _of_column(column: pl.Series) -> bytes:
    """The hash of its name, of what its numbers mean, and of a number a row in as few bytes as they need."""
    numbers, meaning, many = _numbered(column)
    digest = hashlib.sha256(canonical_json([column.name, meaning, many, len(column)]).encode())
    for at in range(0, len(numbers) if many > 1 else 0, _STRETCH):
        values: Any = numbers[at : at + _STRETCH].cast(narrowest(many), wrap_numerical=True).to_numpy()
        digest.update(values)
    return digest.digest()


def _numbered(column: pl.Series) -> tuple[pl.Series, object, int]:
    """A number a row; what the numbers mean; how many there may be."""
    return _from_least(column) if column.dtype.is_integer() else _places(column)


def _from_least(column: pl.Series) -> tuple[pl.Series, object, int]:
    least, most = column.min(), column.max()
    if not isinstance(least, int) or not isinstance(most, int):
        return column, None, 1
    if column.has_nulls() or least < 0:
        return (column.cast(pl.Int64) - (least - 1)).fill_null(0), least, most - least + 2
    return column, 0 if most > least else least, most + 1 if most > least else 1


def _places(column: pl.Series) -> tuple[pl.Series, object, int]:
    """The place of each text among those that occur, from 1."""
    known = met(column)
    known = known[known.cast(pl.String).arg_sort()]
    if len(known) + column.has_nulls() <= 1:
        return column, known.to_list(), 1
    every = isinstance(column.dtype, pl.Enum) and len(known) == len(column.dtype.categories)
    numbers = column.to_physical() if every else found_at(column, known)
    if column.has_nulls():
        numbers = (numbers.cast(pl.UInt32) + 1).fill_null(0)
    return numbers, [column.has_nulls(), *known], len(known) + 1
