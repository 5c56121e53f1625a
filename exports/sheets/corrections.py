"""Figures the client set right (甲方更正), each with its reason, for the vendor to confirm or to contest."""

from __future__ import annotations

from core.language import N_
from exports import units
from exports.book import NOTHING, Book, Cell, day, number, text
from exports.month_report import CorrectionLine, MonthReport
from exports.sheets.frame import CAPTION, opened
from exports.table import Column, used, write_table
from exports.wording import wall_clock

NAME = N_("Client's corrections")


def write(book: Book, report: MonthReport) -> None:
    """One row for each correction that counts; two columns for the vendor to fill in."""
    if not report.corrections:
        return
    zone = report.heading.timezone
    columns = used(_columns(book, zone), report.corrections)
    page = opened(book, report, NAME, len(columns) - 1, subtitle=NAME)
    ask = N_("Corrected by the client. Please confirm each line, or say what is right and why.")
    page.line(book.word(ask), len(columns) - 1, CAPTION)
    write_table(page, columns, report.corrections)


def _columns(book: Book, zone: str) -> tuple[Column[CorrectionLine], ...]:
    return (
        Column(N_("Date"), 12, lambda x: day(x.day), always=True),
        Column(N_("Row for"), 20, lambda x: text(book.said(x.where))),
        Column(N_("Figure"), 22, lambda x: text(book.said(x.name)), always=True),
        Column(N_("As reported"), 12, lambda x: _amount(x.before, x), always=True),
        Column(N_("As corrected"), 12, lambda x: _amount(x.after, x), always=True),
        Column(N_("File"), 26, lambda x: text(x.file), always=True),
        Column(N_("Cell"), 14, lambda x: text(x.cell)),
        Column(N_("Reason"), 34, lambda x: text(x.reason), always=True),
        Column(N_("Corrected by"), 12, lambda x: text(x.by), always=True),
        Column(N_("Corrected on"), 12, lambda x: day(wall_clock(x.at, zone).date()), always=True),
        Column(N_("Vendor confirms (yes or no)"), 16, lambda x: NOTHING, always=True),
        Column(N_("Vendor's remarks"), 30, lambda x: NOTHING, always=True),
    )


def _amount(count: int | None, line: CorrectionLine) -> Cell:
    return NOTHING if count is None else number(units.amount(count, line.unit))
