"""Sheets of one day each, named 26日, 27日 … 30日, 1日 … 25日 under one month: the days of two of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.period import Period
from importers.draft import Choice
from importers.layouts.call_columns import plain
from importers.layouts.period_said import period_of
from importers.layouts.recognise import Table
from importers.rows.month_crossing import WORD, Crossing, crossing, late_days, without_repeats
from importers.values.short_days import RUN

_BARE = re.compile(r"\d{1,2}[日号]")


def sheets_crossing(file: str, tables: Sequence[Table], choice: Choice) -> dict[str, Crossing]:
    """Sheet → the crossing that its name is part of, where sheets of one day each under one month are named
    26日 … 30日, 1日 … 25日 in this order."""
    by_month: dict[str, list[Table]] = {}
    for table in tables:
        if _BARE.fullmatch(table.day) and (month := _month_over(file, table, choice)):
            by_month.setdefault(f"{month.start}", []).append(table)
    found = (_of_sheets(mine, tables) for mine in by_month.values())
    return {sheet: crossed for crossed, sheets in filter(None, found) for sheet in sheets}


def _of_sheets(mine: Sequence[Table], every: Sequence[Table]) -> tuple[Crossing, list[str]] | None:
    days = [int(table.day[:-1]) for table in mine]
    late = late_days([without_repeats(days)]) if len(set(days)) >= RUN else frozenset()
    if not late:
        return None
    # A summary of the same days asks the same question: one answer does for both.
    summary = next((found for table in every if (found := crossing(table))), None)
    fields = [field for table in every for _, field in table.columns]
    said = next((word for field in fields if (word := field.words.get(plain(WORD)))), "")
    column = summary.column if summary else mine[0].columns[0][0]
    crossed = Crossing(column, None, late, frozenset(days) - late, said)
    return crossed, [table.grid.sheet for table in mine]


def _month_over(file: str, table: Table, choice: Choice) -> Period | None:
    return choice.period or period_of(table.grid.titles, table.grid.sheet, file).month
