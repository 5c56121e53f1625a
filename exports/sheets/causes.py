"""Why calls failed (失分归因): each failed item of the month's audits with its cause and who acts."""

from __future__ import annotations

from core.language import N_
from exports.book import Book, day, text
from exports.month_report import MonthReport
from exports.sheets.frame import CAPTION, opened
from exports.table import Column, used, write_table
from exports.training_report import CauseLine

NAME = N_("Why calls failed")


def write(book: Book, report: MonthReport) -> None:
    """One row for each failed item, by day."""
    if report.training is None or not report.training.causes:
        return
    lines = report.training.causes
    shown = used(_columns(book), lines)
    page = opened(book, report, NAME, len(shown) - 1, subtitle=NAME)
    words = N_(
        "From forms, specifications, rosters and training records as they are known now: where to begin, "
        "no verdict."
    )
    page.line(book.word(words), len(shown) - 1, CAPTION)
    write_table(page, shown, lines)


def _columns(book: Book) -> tuple[Column[CauseLine], ...]:
    return (
        Column(N_("Day"), 12, lambda x: day(x.day), always=True),
        Column(N_("Recording"), 18, lambda x: text(x.recording)),
        Column(N_("Agent"), 12, lambda x: text(x.agent)),
        Column(N_("Item"), 24, lambda x: text(book.said(x.item)), always=True),
        Column(N_("Clause"), 24, lambda x: text(x.clause)),
        Column(N_("Course"), 16, lambda x: text(", ".join(x.courses))),
        Column(N_("Cause"), 18, lambda x: text(book.said(x.cause)), always=True),
        Column(N_("Because"), 50, lambda x: text(book.said(x.because)), always=True),
        Column(N_("Who acts"), 28, lambda x: text(book.said(x.who)), always=True),
    )
