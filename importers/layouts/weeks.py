"""Tables whose rows are weeks or ten days: kept out, for they belong to no single day, some to two months."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from core.finding import Finding
from importers.containers.celltoken import shown
from importers.layouts.period_rows import PeriodRow, period_row
from importers.layouts.recognise import WHEN, Table

_LABELS = 3


def without_weeks(file: str, tables: Sequence[Table]) -> tuple[list[Table], list[Finding]]:
    """The tables that are not by week, and what is said of those that are."""
    said = [(table, _by_week(file, table)) for table in tables]
    return [table for table, weeks in said if weeks is None], [weeks for _, weeks in said if weeks]


def _by_week(file: str, table: Table) -> Finding | None:
    """What is said of a table whose every row is a week; None where its rows are anything else."""
    labels = table.grid.columns[:_LABELS]
    label = next((column for column in labels if _weeks(table.grid.kept(column))), None)
    dated = [at.index for at, field in table.columns if field.role in WHEN]
    if label is None or any(index != label.index for index in dated):
        return None
    weeks = table.grid.tokens(label)
    numbers = table.grid.numbers
    facts = {"first": shown(weeks[0]), "last": shown(weeks[-1]), "until": numbers[-1], "n": len(numbers)}
    return Finding("rows_by_week", table.grid.place(file, numbers[0]), facts)


def _weeks(tokens: pl.Series) -> bool:
    """Whether each of several cells is a week; of a million the first one mostly tells."""
    return len(tokens) > 1 and _says_week(tokens[0]) and all(map(_says_week, tokens.unique()))


def _says_week(token: str | None) -> bool:
    return period_row(shown(token)) is PeriodRow.PART
