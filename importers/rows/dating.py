"""Dates a file's tables by each other: a summary without a month has that of the daily table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from core.facts import date_of
from core.period import Period, calendar_month
from core.privacy import Privacy
from importers.columnar.coded import met
from importers.draft import Choice
from importers.layouts.recognise import Table
from importers.rows.extract import Rows, extract
from importers.rows.sheets_crossing import sheets_crossing

_MONTH = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])\s*月")


def extracted(
    file: str, tables: Sequence[Table], choice: Choice, epoch_1904: bool, privacy: Privacy
) -> list[Rows]:
    """The rows of every table. One that does not say its month takes that of the file's dated tables, where
    they all lie in one month and its own titles name no other; else it stays undated."""
    sheets = sheets_crossing(file, tables, choice)
    read = [extract(file, table, choice, epoch_1904, privacy, sheets) for table in tables]
    month = _month_of([rows for rows in read if not rows.undated and not rows.unread])
    if month is None:
        return read
    told = replace(choice, period=month)
    sheets = sheets_crossing(file, tables, told)
    return [
        extract(file, rows.table, told, epoch_1904, privacy, sheets)
        if rows.undated and _may_be(rows.table, month, file)
        else rows
        for rows in read
    ]


def _month_of(dated: Sequence[Rows]) -> Period | None:
    """The one calendar month that all dated rows lie in."""
    days = [day for rows in dated for day in met(rows.frame["day"])]
    ends = [date_of(day) for rows in dated for day in (rows.frame["day_end"].max(),) if isinstance(day, int)]
    if not days:
        return None
    first = date_of(min(days))
    month = calendar_month(first.year, first.month)
    return month if max(ends) <= month.end else None


def _may_be(table: Table, month: Period, file: str) -> bool:
    """Whether nothing above the table, on its tab or in the file's name speaks of another month."""
    named = {
        int(each) for text in (*table.grid.titles, table.grid.sheet, file) for each in _MONTH.findall(text)
    }
    return named <= {month.start.month}
