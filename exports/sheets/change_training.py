"""Change training (变更宣贯): each change of the month, when it was due, who lacked it then, and who was
not in scope then and owes it still."""

from __future__ import annotations

from core.language import N_
from exports.book import Book, Cell, day, text
from exports.month_report import MonthReport
from exports.sheets.frame import CAPTION, opened
from exports.table import Column, used, write_table
from exports.training_report import ChangeLine

NAME = N_("Change training")


def write(book: Book, report: MonthReport) -> None:
    """One row for each agent with why they stand here; a change that nobody lacks has one row without one."""
    if report.training is None or not report.training.changes:
        return
    lines = report.training.changes
    columns = used(_columns(book), lines)
    page = opened(book, report, NAME, len(columns) - 1, subtitle=NAME)
    told = N_("In scope is who was at work on the due day; passing on the due day is in time.")
    page.line(book.word(told), len(columns) - 1, CAPTION)
    write_table(page, columns, lines)


def _columns(book: Book) -> tuple[Column[ChangeLine], ...]:
    return (
        Column(N_("What changed"), 24, lambda x: text(book.said(x.name)), always=True),
        Column(N_("Product or process"), 16, lambda x: text(x.product)),
        Column(N_("Published"), 12, lambda x: day(x.published), always=True),
        Column(N_("Takes effect"), 12, lambda x: day(x.effective), always=True),
        Column(N_("Due"), 12, lambda x: day(x.due), always=True),
        Column(N_("State"), 16, lambda x: text(book.said(x.state)), always=True),
        Column(N_("In scope"), 10, lambda x: Cell(x.in_scope, "0", align="right"), always=True),
        Column(N_("Passed on time"), 10, lambda x: Cell(x.trained, "0", align="right"), always=True),
        Column(N_("Excused by a late course"), 12, lambda x: _some(x.excused)),
        Column(N_("As issued (passed / in scope)"), 14, lambda x: text(x.issued)),
        Column(N_("Agent"), 12, lambda x: text(x.agent), always=True),
        Column(N_("Site"), 14, lambda x: text(x.site)),
        Column(N_("Course"), 16, lambda x: text(", ".join(x.courses))),
        Column(N_("Passed later"), 12, lambda x: day(x.later)),
        Column(N_("Why listed"), 34, lambda x: text(book.said(x.note))),
    )


def _some(n: int) -> Cell:
    return Cell(n, "0", align="right") if n else Cell()
