"""Pages as the file a vendor sends: a workbook, delimited text in some encoding, or a web page named .xls."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Sequence
from datetime import date, datetime, timedelta

import xlsxwriter

from tests.round_trip_cells import Cell, as_text
from tests.round_trip_sheets import Page

TEXT_KINDS = ("csv utf-8", "csv utf-8-sig", "csv utf-16", "csv gb18030", "semicolon gb18030", "tsv utf-8")
TEXT_KINDS += ("tsv.xls gb18030", "html.xls utf-8")


def written(pages: Sequence[Page], kind: str, stem: str) -> tuple[str, bytes]:
    """The file's name and its bytes."""
    if kind == "xlsx":
        return f"{stem}.xlsx", _workbook(pages)
    (page,) = pages
    form, encoding = kind.split()
    if form == "html.xls":
        return f"{stem}.xls", _web_page(page).encode(encoding)
    delimiter = {"csv": ",", "semicolon": ";"}.get(form, "\t")
    ending = {"tsv": "txt", "tsv.xls": "xls"}.get(form, "csv")
    return f"{stem}.{ending}", _delimited(page, delimiter).encode(encoding)


def _workbook(pages: Sequence[Page]) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    span, moment = (book.add_format({"num_format": code}) for code in ("[h]:mm:ss", "yyyy-mm-dd hh:mm:ss"))
    plain = book.add_format()
    for page in pages:
        sheet = book.add_worksheet(page.name)
        for top, left, bottom, right in page.merges:
            sheet.merge_range(top, left, bottom, right, "", plain)
        for at, row in enumerate(page.rows):
            for column, cell in enumerate(row):
                _put(sheet, at, column, cell, span, moment)
    book.close()
    return stream.getvalue()


def _put(sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: Cell, span, moment) -> None:
    if cell is None:
        return
    if isinstance(cell, str):
        sheet.write_string(row, column, cell)
    elif isinstance(cell, timedelta):
        sheet.write_number(row, column, cell / timedelta(days=1), span)
    elif isinstance(cell, datetime):
        sheet.write_datetime(row, column, cell, moment)
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell)
    else:
        sheet.write_number(row, column, cell)


def _delimited(page: Page, delimiter: str) -> str:
    """As a spreadsheet program saves it: as many fields in every row."""
    stream, width = io.StringIO(), max(map(len, page.rows), default=0)
    writer = csv.writer(stream, delimiter=delimiter)
    for row in page.rows:
        writer.writerow([as_text(cell) for cell in row] + [""] * (width - len(row)))
    return stream.getvalue()


def _web_page(page: Page) -> str:
    rows = "".join(
        "<tr>" + "".join(f"<td>{html.escape(as_text(cell))}</td>" for cell in row) + "</tr>"
        for row in page.rows
        if row
    )
    return f"<html><head><meta charset='utf-8'></head><body><table border=1>{rows}</table></body></html>"
