"""Reads lists of one figure a row (日期 | 指标 | 数值): a line a day and scope, a column an indicator."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import polars as pl

from importers.containers.celltoken import NUMBER, shown
from importers.containers.extent import column_letters
from importers.containers.sheet_rows import Row
from importers.containers.sheets import RawSheet
from importers.dictionary.headers import Synonyms
from importers.dictionary.spelling import unit_alone
from importers.layouts.grid import Column, Grid, filled_down, path_of
from importers.layouts.result_columns import is_beside, is_result
from importers.layouts.row_kinds import row_kind
from importers.layouts.units_above import unit_above, with_unit

#: What may tell the lines apart; one of them has to be there.
_LABELS = frozenset(
    {"day", "month", "slot", "vendor", "project", "site", "queue", "channel", "segment", "language", "agent"}
)
_UNITS = frozenset(("单位", "计量单位", "unit", "units"))
_HEAD_ROWS = 15
#: So many rows are enough to see that names of indicators come again.
_SEEN = 400
_LEAST = 2


@dataclass(frozen=True)
class LongForm:
    """Where a list of one figure a row has its parts; rows and columns from 0."""

    head: int
    labels: tuple[int, ...]
    names: int
    value: int
    unit: int | None


@dataclass
class _Line:
    """One line to be: its first row, what tells it apart, and name → (figure, row) of each figure."""

    row: int
    labels: tuple[str | None, ...]
    cells: dict[tuple[str, ...], tuple[str | None, int]] = field(default_factory=dict)


def find_long(sheet: RawSheet, words: Synonyms, top: int = 0) -> LongForm | None:
    """The list under a header with a label, indicators that come again, and results; None where none is."""
    for row in range(top, min(top + _HEAD_ROWS, len(sheet.rows))):
        heads = {at: _text(cell) for at, cell in enumerate(sheet.rows[row]) if cell}
        labels = tuple(at for at, head in heads.items() if _is_label(head, words))
        values = [at for at, head in heads.items() if is_result([head])]
        if not labels or not values:
            continue
        rest = [at for at in heads if at not in (*labels, *values)]
        names = next((at for at in rest if _come_again(sheet, row + 1, at, words)), None)
        if names is not None:
            unit = next((at for at in rest if "".join(heads[at].split()).casefold() in _UNITS), None)
            return LongForm(row, labels, names, values[0], unit)
    return None


def lay_long(sheet: RawSheet, form: LongForm, words: Synonyms) -> Grid:
    """The list as a grid; each of its figures keeps the cell it stands in."""
    lines = list(_lines(sheet, form, words))
    heads = sheet.rows[form.head]
    labels = [Column(at, (_text(heads[at]),)) for at in form.labels]
    unit = unit_above(sheet.rows[: form.head])
    named = dict.fromkeys(name for line in lines for name in line.cells)
    right = max(sheet.width, len(heads))
    figures = {name: Column(right + i, with_unit(name, unit, words)) for i, name in enumerate(named)}
    body = {"row": pl.Series([line.row for line in lines], dtype=pl.Int32)}
    for i, column in enumerate(labels):
        body[column.letters] = pl.Series([line.labels[i] for line in lines], dtype=pl.String)
    for name, column in figures.items():
        cells = [line.cells.get(name, (None, 0))[0] for line in lines]
        body[column.letters] = pl.Series(cells, dtype=pl.String)
    beside = [(i, _text(cell)) for i, cell in enumerate(heads) if cell and is_beside([_text(cell)])]
    return Grid(
        sheet.name,
        " ".join(shown(cell) for row in sheet.rows[: form.head] for cell in row if cell),
        (*labels, *figures.values()),
        pl.DataFrame(body),
        (),
        anchor=f"{column_letters(min(form.labels) + 1)}{form.head + 1}",
        header=(form.head + 1, form.head + 1),
        beside=tuple((column_letters(i + 1), said) for i, said in beside),
        results=column_letters(form.value + 1),
        cells={
            (line.row, figures[name].letters): row for line in lines for name, (_, row) in line.cells.items()
        },
    )


def _lines(sheet: RawSheet, form: LongForm, words: Synonyms) -> Iterator[_Line]:
    """The lines in the order of their first rows. A figure that comes a second time makes a line of its own,
    with the other figures of the first, so that the two are held against each other."""
    lines: dict[tuple[str | None, ...], list[_Line]] = {}
    labels: tuple[str | None, ...] = (None,) * len(form.labels)
    for number, row in enumerate(filled_down(sheet, form.head + 1), 1):
        name = _name(row, form) if number > form.head + 1 else None
        if not name or row_kind(row, words):
            continue
        labels = tuple(_cell(row, at) or held for at, held in zip(form.labels, labels, strict=True))
        same = lines.setdefault(labels, [_Line(number, labels)])
        line = next((each for each in same if name not in each.cells), None)
        if line is None:
            line = _Line(number, labels, dict(same[0].cells))
            same.append(line)
        line.cells[name] = (_cell(row, form.value), number)
    yield from sorted((line for same in lines.values() for line in same), key=lambda line: line.row)


def _name(row: Row, form: LongForm) -> tuple[str, ...] | None:
    """The indicator of a row, its unit joined."""
    name, unit = _text(_cell(row, form.names)), _text(_cell(row, form.unit))
    return path_of([name, *([f"({unit})"] if unit_alone(unit) else [])]) if name else None


def _is_label(head: str, words: Synonyms) -> bool:
    known = words.field_of((head,))
    return known is not None and known.role in _LABELS


def _come_again(sheet: RawSheet, first: int, column: int, words: Synonyms) -> bool:
    """Whether a column holds two indicators at least, and one of them more than once."""
    cells = (_cell(row, column) for row in sheet.rows[first : first + _SEEN])
    said = Counter(_text(cell) for cell in cells if cell and not cell.startswith(NUMBER))
    known = [count for name, count in said.items() if words.tells((name,))]
    return len(known) >= _LEAST and max(known) > 1


def _text(token: str | None) -> str:
    return " ".join(shown(token).split())


def _cell(row: Sequence[str | None], at: int | None) -> str | None:
    return row[at] if at is not None and at < len(row) else None
