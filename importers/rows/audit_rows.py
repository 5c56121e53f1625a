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
