"""Cells that should hold a figure and do not: empty, an error, a formula never calculated. None is a zero."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import polars as pl

from core.finding import Finding
from core.text import Text
from importers.columnar.streamed import few
from importers.containers.celltoken import UNCALCULATED, shown
from importers.dictionary.headers import Field
from importers.dictionary.words import ERRORS
from importers.layouts.grid import Column
from importers.rows.extract import Rows

_EMPTY = Text("是空的", "is empty")
_FORMULA = Text("是没有计算过的公式", "holds a formula that was never calculated")
#: More rows than these are counted, not listed.
_LISTED = 10


def fill_certain(rows: Rows, bounds: Sequence[tuple[str, str]]) -> None:
    """A blank that cannot be more than a reported 0 is 0: of no calls none was answered.

    `bounds`: pairs of counts of which the first never exceeds the second.
    """
    for less, more in bounds:
        if less in rows.measures and more in rows.measures and rows.frame[less].has_nulls():
            none = pl.col(less).is_null() & (pl.col(more) == 0)
            rows.frame = rows.frame.with_columns(pl.when(none).then(0).otherwise(pl.col(less)).alias(less))


def check_empty(file: str, rows: Rows) -> None:
    """A row without any figure stays out; of a row with others, the cell that has none is named."""
    named = [name for name in rows.measures if name not in rows.table.layout.each_row]
    if not named:
        return
    columns = _columns(rows)
    if not rows.table.layout.each_row:
        letters = [column.letters for column, _, _ in columns]
        for number, *held in _cells(rows, letters, _without_any(rows, named)):
            rows.reasons[number].append(_row_finding(file, rows, number, held))
    for column, fld, name in columns:
        # In a list of calls most blanks follow from the call: whoever was not reached was asked nothing.
        if fld.kind == "flag" or not rows.table.layout.each_row:
            rows.warnings += _of_column(file, rows, column, name)
        if fld.marker and rows.frame[name].sum():
            _note_marks(file, rows, column, name)


def _columns(rows: Rows) -> list[tuple[Column, Field, str]]:
    """The columns figures are taken from, with the base count each becomes."""
    found = []
    for column, fld in rows.table.columns:
        name = rows.table.layout.renamed.get(fld.code) or fld.count or fld.average_of
        if name in rows.measures and rows.offsets.get(name) == column.letters:
            found.append((column, fld, name))
    return found


def _without_any(rows: Rows, named: Sequence[str]) -> list[int]:
    empty = few(rows.frame, pl.all_horizontal([pl.col(name).is_null() for name in named]))
    left = [number for number in empty["row"] if number not in rows.reasons]
    said = _claiming(rows) if left else set()
    return [number for number in left if number not in said]


def _claiming(rows: Rows) -> set[int]:
    """The rows that hold a rate or an average, which can be taken as claimed."""
    numbers = rows.table.grid.numbers
    return {
        numbers[at]
        for _, _, values in rows.rates
        for at in range(len(values.codes))
        if values.at(at) is not None
    }


def _row_finding(file: str, rows: Rows, number: int, held: Sequence[str | None]) -> Finding:
    """What the row's figures are instead of figures: what most asks to be mended is said."""
    errors = [shown(token) for token in held if token and token.casefold() in ERRORS]
    if UNCALCULATED in held:
        return Finding("row_uncalculated", rows.place(file, number))
    if errors:
        facts = {"error": Counter(errors).most_common(1)[0][0]}
        return Finding("row_of_errors", rows.place(file, number), facts)
    return Finding("row_without_figures", rows.place(file, number))


def _cells(rows: Rows, letters: Sequence[str], numbers: Sequence[int]) -> list[tuple[Any, ...]]:
    """Some rows: their number, then the tokens of some columns."""
    return rows.table.grid.lines(numbers).select("row", *letters).rows()


def _of_column(file: str, rows: Rows, column: Column, name: str) -> list[Finding]:
    """One finding for each kind of emptiness; a column that is empty throughout is not reported at all."""
    kept = few(rows.frame, pl.col(name).is_null() & ~pl.col("row").is_in(list(rows.reasons)))
    by_kind: dict[Text, list[int]] = {}
    for number, token in _cells(rows, [column.letters], kept["row"].to_list()):
        by_kind.setdefault(_held(token), []).append(number)
    if rows.frame[name].null_count() == rows.frame.height:
        by_kind.pop(_EMPTY, None)
    place = rows.offsets[name]
    return [
        Finding(
            "cell_without_figure",
            rows.place(file, numbers[0], name),
            {"header": column.written, "holds": holds, "also": _also(place, numbers[1:])},
        )
        for holds, numbers in by_kind.items()
    ]


def _held(token: str | None) -> Text:
    if token is None:
        return _EMPTY
    if token == UNCALCULATED:
        return _FORMULA
    word = shown(token)
    return Text(f"是“{word}”", f"holds “{word}”")


def _also(letters: str, numbers: Sequence[int]) -> Text:
    """The other cells of the column."""
    if not numbers:
        return Text("", "")
    listed = [f"{letters}{number}" for number in numbers[:_LISTED]]
    more = len(numbers) - len(listed)
    zh, en = "、".join(listed), ", ".join(listed)
    if more:
        return Text(f"（{zh} 等另外 {len(numbers)} 格也是）", f" (as are {en} and {more} more)")
    return Text(f"（{zh} 也是）", f" (as {'is' if len(listed) == 1 else 'are'} {en})")


def _note_marks(file: str, rows: Rows, column: Column, name: str) -> None:
    """A column in which only some rows are marked: the others were read as 'no'."""
    blank = rows.table.grid.kept(column).is_null()
    if 0 in rows.frame[name].filter(blank):
        facts = {"header": column.written, "n": blank.sum()}
        rows.warnings.append(Finding("marks_only", rows.place(file, None, name), facts))
