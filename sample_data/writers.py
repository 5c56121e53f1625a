"""Write tables to workbooks and CSV files so that the same tables always give the same bytes."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from sample_data.tables import Cell, Column, Rate, Table

#: Stands in for the moment of writing in every workbook's properties.
_CREATED = datetime(2026, 11, 22, 9, 0)


class _Book:
    """A workbook with the few formats its sheets share."""

    def __init__(self, path: Path) -> None:
        self.book = xlsxwriter.Workbook(str(path))
        self.book.set_properties({"created": _CREATED, "author": "", "company": ""})
        edge = {"border": 1, "font_name": "SimSun", "font_size": 10}
        centre = {**edge, "bold": True, "align": "center", "valign": "vcenter", "bg_color": "#DDEBF7"}
        self.title = self.book.add_format({"bold": True, "font_size": 14, "align": "center"})
        self.head = self.book.add_format({**centre, "text_wrap": True})
        self.plain = self.book.add_format(edge)
        self.day = self.book.add_format({**edge, "num_format": "yyyy-mm-dd"})
        self.moment = self.book.add_format({**edge, "num_format": "yyyy-mm-dd hh:mm"})
        self.rate = self.book.add_format({**edge, "num_format": "0.00%"})

    def format_of(self, cell: Cell) -> Format:
        if isinstance(cell, datetime):
            return self.moment
        if isinstance(cell, date):
            return self.day
        return self.rate if isinstance(cell, Rate) else self.plain


def write_workbook(path: Path, tables: Sequence[Table]) -> None:
    """A workbook with one sheet for each table."""
    made = _Book(path)
    for table in tables:
        _write_sheet(made, made.book.add_worksheet(table.name), table)
    made.book.close()


def write_csv(path: Path, table: Table, encoding: str = "utf-8") -> None:
    """A table as a CSV file: one header row, no title, rates as text with a percent sign."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([column.header for column in table.columns])
    writer.writerows([[_printed(cell) for cell in row] for row in table.rows])
    path.write_bytes(buffer.getvalue().encode(encoding))


def _write_sheet(made: _Book, sheet: Worksheet, table: Table) -> None:
    last = len(table.columns) - 1
    if table.title:
        sheet.merge_range(0, 0, 0, last, table.title, made.title)
    _write_header(made, sheet, table)
    for index, row in enumerate(table.rows):
        _write_row(made, sheet, table.excel_row(index) - 1, row)
    below = table.excel_row(len(table.rows)) - 1
    if table.total:
        _write_row(made, sheet, below, table.total)
        below += 1
    if table.footer:
        sheet.write_string(below + 1, 0, table.footer)
    sheet.set_column(0, last, 12)
    sheet.freeze_panes(table.header_row, 0)


def _write_header(made: _Book, sheet: Worksheet, table: Table) -> None:
    low = table.header_row - 1
    if not table.has_groups:
        for at, column in enumerate(table.columns):
            sheet.write_string(low, at, column.header, made.head)
        return
    for first, last, columns in _groups(table.columns):
        _write_group(made, sheet, low - 1, first, last, columns)


def _write_group(
    made: _Book, sheet: Worksheet, upper: int, first: int, last: int, columns: Sequence[Column]
) -> None:
    """A group over its headers; a column that is its own group is merged downwards."""
    if first == last and columns[0].group == columns[0].header:
        sheet.merge_range(upper, first, upper + 1, first, columns[0].header, made.head)
        return
    sheet.merge_range(upper, first, upper, last, columns[0].group, made.head)
    for at, column in enumerate(columns, first):
        sheet.write_string(upper + 1, at, column.header, made.head)


def _groups(columns: Sequence[Column]) -> list[tuple[int, int, list[Column]]]:
    found, first = [], 0
    for _, members in groupby(columns, key=lambda column: column.group):
        together = list(members)
        found.append((first, first + len(together) - 1, together))
        first += len(together)
    return found


def _write_row(made: _Book, sheet: Worksheet, row: int, cells: Sequence[Cell]) -> None:
    for at, cell in enumerate(cells):
        style = made.format_of(cell)
        if cell is None:
            sheet.write_blank(row, at, None, style)
        elif isinstance(cell, Rate):
            sheet.write_number(row, at, cell.numerator / cell.denominator, style)
        elif isinstance(cell, date):
            sheet.write_datetime(row, at, _as_datetime(cell), style)
        elif isinstance(cell, int):
            sheet.write_number(row, at, cell, style)
        else:
            sheet.write_string(row, at, cell, style)


def _as_datetime(value: date) -> datetime:
    return value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)


def _printed(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Rate):
        return f"{cell.numerator * 100 / cell.denominator:.2f}%"
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M:%S}" if cell.second else f"{cell:%Y-%m-%d %H:%M}"
    return cell.isoformat() if isinstance(cell, date) else str(cell)
