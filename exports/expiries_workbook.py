"""The list of expiries that a vendor is sent: last days by agent and course, next month's seats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from core.language import N_
from core.text import Lang, Text
from exports.book import Book, Look, number, text
from exports.guard import Guard
from exports.sheets import expiries
from exports.table import Column, used, write_table
from exports.training_report import ExpiryLine
from exports.units import whole

_FORECAST = N_("Forecast by site and course")
_HEAD = Look(bold=True, size=14, border=False)
_PLAIN = Look(border=False)


@dataclass(frozen=True)
class ForecastLine:
    """How many run out in the month: the seats a make-up class needs."""

    site: str
    course: str
    name: Text
    seats: int


@dataclass(frozen=True)
class ExpiryList:
    """The list with what it says of itself."""

    vendor: Text
    day: date
    made_at: datetime
    lines: Sequence[ExpiryLine]
    #: 'YYYY-MM'.
    month: str
    forecast: Sequence[ForecastLine]


def expiries_workbook(report: ExpiryList, lang: Lang, forbidden: Sequence[str], own: Sequence[str]) -> bytes:
    """Two sheets; refused (other_vendor_named) where a cell would name another vendor."""
    title = f"{report.vendor.in_(lang)} · {report.day}"
    book = Book(lang, Guard(forbidden, own), report.made_at, title)
    _lines(book, report, title)
    _seats(book, report, title)
    return book.finished()


def _lines(book: Book, report: ExpiryList, title: str) -> None:
    page = book.page(expiries.NAME)
    columns = used(expiries.columns(book), report.lines)
    page.line(title, len(columns) - 1, _HEAD)
    told = book.word(N_("As of {day}; on its last day a course is still held."))
    page.line(told.format(day=report.day), len(columns) - 1, _PLAIN, 110)
    write_table(page, columns, report.lines, frozen_columns=1)
    page.footer(title, "")


def _seats(book: Book, report: ExpiryList, title: str) -> None:
    page = book.page(_FORECAST)
    columns: tuple[Column[ForecastLine], ...] = (
        Column(N_("Site"), 18, lambda x: text(x.site), always=True),
        Column(N_("Course"), 16, lambda x: text(x.course), always=True),
        Column(N_("Name of the course"), 28, lambda x: text(book.said(x.name)), always=True),
        Column(N_("Runs out"), 12, lambda x: number(whole(x.seats)), always=True),
    )
    page.line(title, len(columns) - 1, _HEAD)
    told = book.word(N_("What runs out in {month}: the seats a refresher class needs."))
    page.line(told.format(month=report.month), len(columns) - 1, _PLAIN, 110)
    write_table(page, columns, report.forecast, frozen_columns=1)
    page.footer(title, "")
