"""The cells of a filled-in template: read safely, each with its text, number or date and its place."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from core.finding import Place
from sla.contract_file.node import Report

#: A contract template is small; what is larger is not one, and is not opened.
LIMIT_BYTES, LIMIT_UNZIPPED, LIMIT_SHEETS = 10_000_000, 60_000_000, 20
LIMIT_ROWS, LIMIT_COLUMNS = 1_500, 60
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_MONTH = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?(?:-\d{2})?")
_QUOTED = re.compile(r'"[^"]*"|\\.')


@dataclass(frozen=True)
class Written:
    """What a person wrote into a cell."""

    value: object
    number_format: str
    place: Place

    @property
    def text(self) -> str:
        """The cell as text; a number without needless zeros, a date as 2026-01-31, a time as 06:00."""
        if self.value is None:
            return ""
        if isinstance(self.value, bool):
            return "true" if self.value else "false"
        if isinstance(self.value, int | float):
            return _plain(Decimal(repr(self.value)))
        if isinstance(self.value, datetime | date):
            return f"{self.value:%Y-%m-%d}"
        if isinstance(self.value, time):
            return f"{self.value:%H:%M}"
        return str(self.value).strip()

    @property
    def number(self) -> str:
        """The cell as a number's text: 95 % typed into a percent cell is 95, full-width digits are digits."""
        if isinstance(self.value, int | float) and not isinstance(self.value, bool):
            percent = "%" in _QUOTED.sub("", self.number_format)
            return _plain(Decimal(f"{self.value:.15g}") * (100 if percent else 1))
        plain = unicodedata.normalize("NFKC", self.text).replace(",", "")
        return plain.removesuffix("%").strip()

    @property
    def date(self) -> str:
        """The cell as 2026-01-31 where it is a date in any usual writing, else its text."""
        found = _DATE.fullmatch(self.text)
        return f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}" if found else self.text

    @property
    def month(self) -> str:
        """The cell as 2026-01, whether it is written so or Excel made a day of it; else its text."""
        found = _MONTH.fullmatch(self.date)
        return f"{found[1]}-{int(found[2]):02d}" if found else self.text


def sheets_of(content: bytes, file_name: str, report: Report) -> Mapping[str, list[list[Written]]] | None:
    """Every visible sheet's rows; None after a finding where the file cannot or must not be opened."""
    if problem := _too_large(content):
        report.add("template_too_large", Place(file_name), problem=problem)
        return None
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        visible = [sheet for sheet in book.worksheets[:LIMIT_SHEETS] if sheet.sheet_state == "visible"]
        return {sheet.title: _sheet_rows(sheet, file_name) for sheet in visible}
    # A broken file makes the reader raise whatever it likes; here that becomes a finding.
    except Exception as error:
        report.add("template_unreadable", Place(file_name), problem=type(error).__name__)
        return None


def grid(rows: list[list[Written]]) -> list[list[Written]]:
    """The rows that have anything in them."""
    return [row for row in rows if any(cell.text for cell in row)]


def folded(words: str) -> str:
    """Full width and half width, capitals and small letters, spaces or none: the same words."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", words)).casefold()


def _sheet_rows(sheet: object, file_name: str) -> list[list[Written]]:
    # The extent a file claims is not believed.
    sheet.reset_dimensions()  # type: ignore[attr-defined]
    rows = sheet.iter_rows(max_row=LIMIT_ROWS, max_col=LIMIT_COLUMNS)  # type: ignore[attr-defined]
    return [
        [_written(cell, file_name, sheet.title, row, column) for column, cell in enumerate(cells, start=1)]  # type: ignore[attr-defined]
        for row, cells in enumerate(rows, start=1)
    ]


def _written(cell: object, file_name: str, sheet: str, row: int, column: int) -> Written:
    place = Place(file_name, sheet, row, get_column_letter(column))
    value = getattr(cell, "value", None)
    return Written(value, getattr(cell, "number_format", None) or "", place)


def _too_large(content: bytes) -> str:
    if len(content) > LIMIT_BYTES:
        return f"{len(content):,} > {LIMIT_BYTES:,} B"
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unzipped = sum(item.file_size for item in archive.infolist())
    except zipfile.BadZipFile:
        return ""
    return f"{unzipped:,} > {LIMIT_UNZIPPED:,} B" if unzipped > LIMIT_UNZIPPED else ""


def _plain(number: Decimal) -> str:
    """Without exponent and needless zeros: 95.0 → 95, 1E+2 → 100."""
    whole = f"{number:f}"
    return whole.rstrip("0").rstrip(".") if "." in whole else whole
