"""Training by course (培训达标): required and certified by site on the last day, with who lacks it."""

from __future__ import annotations

from core.language import N_
from exports import figures
from exports.book import Book, Cell, text
from exports.month_report import MonthReport
from exports.sheets.frame import CAPTION, opened
from exports.table import Column, used, write_table
from exports.training_report import CourseLine

NAME = N_("Training by course")


def write(book: Book, report: MonthReport) -> None:
    """One row for each course at each site."""
    told = report.training
    if told is None or not told.courses:
        return
    columns = used(_columns(book), told.courses)
    page = opened(book, report, NAME, len(columns) - 1, subtitle=NAME)
    words = book.word(N_("Agents at work on {day} who have to hold the course, and those who do."))
    page.line(words.format(day=told.day), len(columns) - 1, CAPTION)
    write_table(page, columns, told.courses)


def _columns(book: Book) -> tuple[Column[CourseLine], ...]:
    return (
        Column(N_("Site"), 14, lambda x: text(x.site)),
        Column(N_("Course"), 16, lambda x: text(x.course), always=True),
        Column(N_("Name of the course"), 24, lambda x: text(book.said(x.name)), always=True),
        Column(N_("Compliance"), 12, lambda x: text(book.word(N_("yes")) if x.compliance else "")),
        Column(N_("Have to hold it"), 14, lambda x: Cell(x.required, "0", align="right"), always=True),
        Column(N_("Hold it"), 12, lambda x: Cell(x.certified, "0", align="right"), always=True),
        Column(N_("Share"), 12, lambda x: figures.result(x.share, "percent"), always=True),
        Column(N_("Who lacks it"), 50, lambda x: text(", ".join(x.lacking))),
    )
