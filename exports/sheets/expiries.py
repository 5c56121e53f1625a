"""Certificate expiries (证书到期): what runs out within 60 days of the month, and what has run out."""

from __future__ import annotations

from core.language import N_
from exports.book import Book, day, text
from exports.month_report import MonthReport
from exports.sheets.frame import CAPTION, opened
from exports.table import Column, used, write_table
from exports.training_report import ExpiryLine

NAME = N_("Certificate expiries")


def write(book: Book, report: MonthReport) -> None:
    """One row for each agent and course, the first to run out first."""
    if report.training is None or not report.training.expiries:
        return
    lines = report.training.expiries
    shown = used(columns(book), lines)
    page = opened(book, report, NAME, len(shown) - 1, subtitle=NAME)
    words = book.word(N_("As of {day}; on its last day a course is still held."))
    page.line(words.format(day=report.training.day), len(shown) - 1, CAPTION)
    write_table(page, shown, lines)


def columns(book: Book) -> tuple[Column[ExpiryLine], ...]:
    """The columns of the list, as in the list of expiries that is sent by itself."""
    return (
        Column(N_("Valid until"), 12, lambda x: day(x.last_day), always=True),
        Column(N_("State"), 18, lambda x: text(book.said(x.bucket)), always=True),
        Column(N_("Agent"), 14, lambda x: text(x.agent), always=True),
        Column(N_("Site"), 14, lambda x: text(x.site)),
        Column(N_("Course"), 16, lambda x: text(x.course), always=True),
        Column(N_("Name of the course"), 24, lambda x: text(book.said(x.name)), always=True),
        Column(N_("Compliance"), 12, lambda x: text(book.word(N_("yes")) if x.compliance else "")),
    )
