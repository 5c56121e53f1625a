"""What the columns of a sheet were read as: kept when its figures are committed, known again next month."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from statistics import median
from typing import Any

import polars as pl

from importers.containers.celltoken import NUMBER, PERCENT_END, SPAN, TIME
from importers.dictionary.headers import Field
from importers.draft import Choice, Said
from importers.layouts.recognise import Table
from importers.layouts.signature import column_keys, signature

#: As many rows say how a column writes its figures.
_LOOKED_AT = 2000
_TIMES = r"^[\x04\x05]|\d\s*[:：]\s*\d"
_PERCENT = re.compile(PERCENT_END)
_PLAIN = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
assert TIME + SPAN == "\x04\x05"


@dataclass(frozen=True)
class SheetColumn:
    """A column as it was read: its header, the field's code ('' = left out), and how its figures look."""

    key: str
    header: str
    field: str
    unit: str = ""
    #: Rates: '100' for 95.3, '1' for 0.953. Durations: 'clock' for 0:03:25, 'number'. '' = cannot say.
    shape: str = ""
    #: Its middle figure as it stands there, '' where it holds none.
    typical: str = ""
    #: What a person said its words stand for: word → a call's outcome.
    words: Mapping[str, str] = dataclasses.field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class SheetMapping:
    """Every column of a sheet, under the sheet's signature."""

    signature: str
    sheet: str
    columns: tuple[SheetColumn, ...]
    #: The kind of table it was read as: 'day', 'month', 'audit_list'.
    table: str = ""
    #: Whose sheet it is; None for a sheet that holds several vendors.
    vendor: str | None = None

    def said(self) -> dict[str, Said]:
        """The mapping as an answer: key → what the column holds."""
        return {column.key: Said(column.field, column.unit, column.words) for column in self.columns}

    def as_dict(self) -> dict[str, Any]:
        """The stored form."""
        return asdict(self)

    @staticmethod
    def from_dict(stored: Mapping[str, Any]) -> SheetMapping:
        """The mapping that `as_dict` gave."""
        columns = tuple(SheetColumn(**column) for column in stored["columns"])
        return SheetMapping(
            stored["signature"], stored["sheet"], columns, stored["table"], stored.get("vendor")
        )


#: What is known of the sheets of one vendor, or of all; the newest first.
Memory = Sequence[SheetMapping]


def mappings_of(tables: Iterable[Table]) -> tuple[SheetMapping, ...]:
    """One mapping a signature: thirty sheets of one day each are one. Layouts of our own need none."""
    found: dict[str, SheetMapping] = {}
    for table in tables:
        if not table.layout.columns:
            mapping = _mapping_of(table)
            before = found.setdefault(mapping.signature, mapping)
            found[mapping.signature] = _completed(before, mapping)
    return tuple(found.values())


def with_memory(choice: Choice, memory: Memory) -> Choice:
    """`choice` with what is known of the sheets; what is said now comes before it."""
    if not memory:
        return choice
    known = {mapping.signature: mapping.said() for mapping in reversed(memory)}
    said = {mark: _with_words(sheet, known.get(mark, {})) for mark, sheet in choice.sheets.items()}
    return replace(choice, sheets={**known, **said})


def shape_of(tokens: pl.Series, field: Field | None) -> str:
    """How the column writes its figures, where that can be told from them."""
    if field is None or field.kind not in ("rate", "duration"):
        return ""
    numbers = _numbers(tokens)
    if field.kind == "duration":
        clock = tokens.head(_LOOKED_AT).drop_nulls().str.contains(_TIMES).any()
        return "clock" if clock else ("number" if len(numbers) else "")
    if any(number > 1.5 for number in numbers):
        return "100"
    return "1" if any(0 < number < 1 for number in numbers) else ""


def _with_words(sheet: Mapping[str, Said], known: Mapping[str, Said]) -> Mapping[str, Said]:
    """What is said of columns now says nothing of their words: those stay as they are known."""
    return {
        key: replace(said, words={**known[key].words, **said.words}) if key in known else said
        for key, said in sheet.items()
    }


def _mapping_of(table: Table) -> SheetMapping:
    columns, grid = table.grid.columns, table.grid
    keys = column_keys(columns)
    fields = {at.index: field for at, field in table.columns}
    read = tuple(
        _column(key, column.written, fields.get(column.index), grid.tokens(column, _LOOKED_AT))
        for key, column in zip(keys, columns, strict=True)
    )
    return SheetMapping(signature(keys), grid.sheet, read, table.layout.code)


def _column(key: str, written: str, field: Field | None, tokens: pl.Series) -> SheetColumn:
    if field is None:
        return SheetColumn(key, written, "")
    numbers = _numbers(tokens) if field.kind in ("count", "duration") else []
    typical = f"{median(numbers):.4g}" if numbers else ""
    return SheetColumn(key, written, field.code, field.unit, shape_of(tokens, field), typical, field.words)


def _completed(one: SheetMapping, other: SheetMapping) -> SheetMapping:
    """What one sheet cannot say of its columns, another of the same signature may."""
    if one is other:
        return one
    more = {column.key: column for column in other.columns}
    columns = [
        replace(
            column,
            shape=column.shape or more[column.key].shape,
            typical=column.typical or more[column.key].typical,
        )
        for column in one.columns
    ]
    return replace(one, columns=tuple(columns))


def _numbers(tokens: pl.Series) -> list[float]:
    """The bare numbers among the first cells; only how they look is judged by these, never a figure."""
    first = (token.lstrip(NUMBER).replace(",", "") for token in tokens.head(_LOOKED_AT) if token)
    plain = (_PERCENT.sub("", text) for text in first)
    return [float(text) for text in plain if _PLAIN.fullmatch(text)]
