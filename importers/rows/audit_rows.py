"""What the rows of a foreign sheet of audits answer, item by item; and which of its cells cannot be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import polars as pl

from core.audit_answer import AuditAnswer
from core.finding import Finding
from importers.form_items import AuditSaid, FormItem
from importers.layouts.grid import Column, Grid
from importers.values.whole_columns import ColumnValues

#: Different cells named in a finding.
_LISTED = 3


def unreadable(file: str, grid: Grid, column: Column, values: ColumnValues) -> Iterator[Finding]:
    """One finding a column for all cells that are no answer: their rows count, these answers do not."""
    bad = values.trouble()
    if not bad:
        return
    cells = list(dict.fromkeys(f"“{trouble.facts['value']}”" for _, trouble in bad))
    named = [*cells[:_LISTED], *(["…"] if len(cells) > _LISTED else [])]
    place = grid.place(file, grid.numbers[bad[0][0]], column.letters)
    yield Finding("answer_unreadable", place, {"header": column.written, "n": len(bad), "cells": named})


def fatal_counted(
    said: pl.Series | None, answers: Sequence[tuple[FormItem, ColumnValues]]
) -> pl.Series | None:
    """Rows with something fatal in them, each counted once: as a column of the sheet says (`said`), and where
    any item is answered fatal. None where neither tells: no such column, nothing fatal, no fatal fault asked.
    """
    columns = [values for _, values in answers]
    fatal = [values.series("fatal", pl.Boolean, lambda one: one is AuditAnswer.FATAL) for values in columns]
    asked = any(item.most is None and values.says(AuditAnswer) for item, values in answers)
    if not fatal or not (asked or any(column.any() for column in fatal)):
        return said
    any_fatal = pl.DataFrame([column.alias(str(at)) for at, column in enumerate(fatal)]).select(
        pl.any_horizontal(pl.all().fill_null(False))
    )
    free = pl.repeat(0, any_fatal.height, dtype=pl.Int64, eager=True) if said is None else said
    return any_fatal.select(pl.when(pl.first()).then(1).otherwise(free).cast(pl.Int64)).to_series()


def not_marked(
    file: str, grid: Grid, header: str, letters: str, said: pl.Series, counted: pl.Series
) -> Iterator[Finding]:
    """Rows the sheet's own column does not mark as fatal, though an item in them is answered so."""
    lines = grid.numbers.filter((counted == 1) & (said.fill_null(0) == 0))
    if len(lines):
        place = grid.place(file, lines[0], letters)
        yield Finding("fatal_not_marked", place, {"header": header, "n": len(lines)})


def audits_said(
    kept: pl.DataFrame, grid: Grid, answers: Sequence[tuple[FormItem, ColumnValues]]
) -> list[AuditSaid]:
    """The answers of the rows that come in; rows without any say nothing."""
    if not answers:
        return []
    at = {line: position for position, line in enumerate(grid.numbers)}
    found = []
    for line, vendor in kept.select("row", pl.col("vendor").cast(pl.String)).iter_rows():
        if said := _answered(at[line], answers):
            found.append(AuditSaid(vendor, grid.sheet, line, said))
    return found


def _answered(
    position: int, answers: Sequence[tuple[FormItem, ColumnValues]]
) -> Mapping[str, Mapping[str, AuditAnswer]]:
    found: dict[str, dict[str, AuditAnswer]] = {}
    for item, values in answers:
        value = values.at(position)
        if isinstance(value, AuditAnswer):
            found.setdefault(item.form, {})[item.item] = value
    return found
