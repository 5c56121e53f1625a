"""A workbook being written: typed cells, formats made once, pages that print, every text guarded."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from unicodedata import east_asian_width

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from core.language import N_, translated
from core.text import Lang, Text
from exports.guard import Guard
from exports.safe_text import cell_text, is_hazardous
from exports.units import Shown

INK, SECOND_INK, LINE, RAISED, PRIMARY = "#1A2330", "#566272", "#DCE1E7", "#F5F7F9", "#1D5BB8"
DATE, DATE_TIME = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"
_FONTS: dict[Lang, str] = {"zh": "Microsoft YaHei", "en": "Calibri"}
_A4 = 9
_LINE_HEIGHT = 15.5
#: Excel allows no taller row.
_TALLEST_ROW = 409


@dataclass(frozen=True)
class Look:
    """How a cell looks; equal looks share one format."""

    number: str = ""
    bold: bool = False
    colour: str = INK
    ground: str = ""
    align: str = "left"
    size: float = 10
    border: bool = True
    quote: bool = False


@dataclass(frozen=True)
class Cell:
    """What stands in one cell: text, a number with its format, a date, or nothing."""

    value: str | int | float | date | datetime | None = None
    number: str = ""
    colour: str = INK
    bold: bool = False
    align: str = ""


NOTHING = Cell()


def text(value: str, colour: str = INK, bold: bool = False) -> Cell:
    """A text cell; empty text is nothing."""
    return Cell(value, colour=colour, bold=bold) if value else NOTHING


def number(value: Shown | None) -> Cell:
    """A number cell with its format, right-aligned."""
    return Cell(value.number, value.format, align="right") if value else NOTHING


def day(value: date | None) -> Cell:
    """A date cell."""
    return Cell(value, DATE, align="center") if value else NOTHING


class Book:
    """One workbook in one language. Text never becomes a formula or a link."""

    def __init__(self, lang: Lang, guard: Guard, created: datetime, title: str) -> None:
        self.lang: Lang = lang
        self.guard = guard
        self._buffer = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self.workbook = xlsxwriter.Workbook(self._buffer, {**options, "strings_to_numbers": False})
        self.workbook.set_properties({"title": self.safe(title, "title"), "created": created})
        self.workbook.set_calc_mode("auto")
        self._formats: dict[Look, Format] = {}

    def word(self, message: str) -> str:
        """A fixed word in the workbook's language."""
        return translated(message, self.lang)

    def said(self, words: Text) -> str:
        """A contract's or catalogue's words in the workbook's language."""
        return words.in_(self.lang)

    def safe(self, value: str, place: str) -> str:
        """`value` as a cell can hold it, after the guard has seen it."""
        kept = cell_text(value)
        self.guard.check(kept, place)
        return kept

    def format(self, look: Look) -> Format:
        """The one format of a look."""
        if look not in self._formats:
            self._formats[look] = self.workbook.add_format(_properties(look, _FONTS[self.lang]))
        return self._formats[look]

    def page(self, name: str) -> Page:
        """A new sheet called by the translated `name`, set up for A4 landscape."""
        return Page(self, self.workbook.add_worksheet(self.word(name)))

    def finished(self) -> bytes:
        """The workbook's bytes; equal contents give equal bytes."""
        self.workbook.close()
        return self._buffer.getvalue()


class Page:
    """One sheet, written from the top down."""

    def __init__(self, book: Book, sheet: Worksheet) -> None:
        self.book = book
        self.sheet = sheet
        #: The next free row, counted from 0.
        self.row = 0
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.hide_gridlines(2)
        sheet.center_horizontally()

    def put(self, row: int, column: int, cell: Cell, look: Look = Look()) -> None:
        """One cell at a place; numbers, dates and text each as what they are."""
        dressed = replace(
            look,
            number=cell.number,
            bold=look.bold or cell.bold,
            colour=cell.colour if cell.colour != INK else look.colour,
            align=cell.align or look.align,
        )
        if isinstance(cell.value, str):
            self._put_text(row, column, cell.value, dressed)
        elif cell.value is None:
            self.sheet.write_blank(row, column, None, self.book.format(dressed))
        elif isinstance(cell.value, date):
            moment = cell.value.replace(tzinfo=None) if isinstance(cell.value, datetime) else cell.value
            self.sheet.write_datetime(row, column, moment, self.book.format(dressed))
        else:
            self.sheet.write_number(row, column, cell.value, self.book.format(dressed))

    def across(self, cell: Cell, first: int, last: int, look: Look, row: int | None = None) -> None:
        """One cell spread over columns `first` to `last` of a row (default: the next free one)."""
        at = self.row if row is None else row
        if last > first:
            self.sheet.merge_range(
                at, first, at, last, "", self.book.format(replace(look, number=cell.number))
            )
        self.put(at, first, cell, look)

    def line(self, words: str, last: int, look: Look, chars: float = 0) -> None:
        """A line of text across the sheet; `chars` columns' width gives it the height it needs."""
        self.across(text(words), 0, last, look)
        lines = lines_of(words, chars) if chars else 1
        self.sheet.set_row(self.row, lines * _LINE_HEIGHT * look.size / 10)
        self.row += 1

    def fit(self, row: int, cells: Iterable[tuple[object, float]]) -> None:
        """Give a row the height its wrapped texts need, each in its column's width of characters.

        Excel would find the height itself on opening; viewers and printers that do not, need it written.
        """
        lines = max(lines_of(value, width) for value, width in cells)
        if lines > 1:
            self.sheet.set_row(row, min(lines * _LINE_HEIGHT, _TALLEST_ROW))

    def footer(self, left: str, right: str) -> None:
        """Printed at the foot of every page, with the page number between."""
        pages = self.book.word(N_("Page {page} of {pages}")).format(page="&P", pages="&N")
        safe = self.book.safe(left, "footer").replace("&", "&&")[:90]
        # The blank ends the size: of "&82026-10" Excel would make letters of 82,026 points.
        self.sheet.set_footer(f"&L&8 {safe}&C&8 {pages}&R&8 {right}")

    def _put_text(self, row: int, column: int, value: str, look: Look) -> None:
        place = f"{self.sheet.get_name()}!{xlsxwriter.utility.xl_rowcol_to_cell(row, column)}"
        kept = self.book.safe(value, place)
        look = replace(look, quote=is_hazardous(kept))
        self.sheet.write_string(row, column, kept, self.book.format(look))


def lines_of(value: object, width: float) -> int:
    """How many lines a text takes in a column; a Chinese character is two wide, and words break badly."""
    if not isinstance(value, str):
        return 1
    return sum(max(1, math.ceil(_width(part) * 1.1 / (width - 1))) for part in value.split("\n"))


def _width(words: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in words)


def _properties(look: Look, font: str) -> dict[str, object]:
    properties: dict[str, object] = {
        "font_name": font,
        "font_size": look.size,
        "font_color": look.colour,
        "align": look.align,
        "valign": "vcenter",
        "text_wrap": look.number in ("", "@"),
    }
    if look.number:
        properties["num_format"] = look.number
    if look.align == "left":
        properties["indent"] = 1 if look.border else 0
    if look.bold:
        properties["bold"] = True
    if look.ground:
        properties["bg_color"] = look.ground
    if look.border:
        properties |= {"border": 1, "border_color": LINE}
    if look.quote:
        properties["quote_prefix"] = True
    return properties
