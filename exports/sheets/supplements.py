"""Supplementary agreements (补充约定): what both sides agreed on for this month, by number."""

from __future__ import annotations

from core.language import N_
from exports.book import Book, day, text
from exports.month_report import MonthReport
from exports.sheets.frame import CAPTION, opened
from exports.supplement_line import SupplementLine
from exports.table import Column, used, write_table

NAME = N_("Supplementary agreements")


def write(book: Book, report: MonthReport) -> None:
    """One row for each agreement in force in the month."""
    if not report.supplements:
        return
    columns = used(_columns(book), report.supplements)
    page = opened(book, report, NAME, len(columns) - 1, subtitle=NAME)
    told = N_("The figures of this month are judged with these; the verdict before them stays beside it.")
    page.line(book.word(told), len(columns) - 1, CAPTION)
    write_table(page, columns, report.supplements)


def _columns(book: Book) -> tuple[Column[SupplementLine], ...]:
    return (
        Column(N_("Agreement number"), 18, lambda x: text(x.number), always=True),
        Column(N_("What it does"), 16, lambda x: text(book.said(x.effect)), always=True),
        Column(N_("Clause"), 24, lambda x: text("\n".join(book.said(each) for each in x.clauses))),
        Column(N_("Terms"), 28, lambda x: text(book.said(x.terms))),
        Column(N_("What was agreed"), 40, lambda x: text(x.subject), always=True),
        Column(N_("Agreed on"), 12, lambda x: day(x.agreed_on), always=True),
        Column(N_("For the client"), 16, lambda x: text(x.agreed_client), always=True),
        Column(N_("For the vendor"), 16, lambda x: text(x.agreed_vendor), always=True),
        Column(N_("Evidence"), 24, lambda x: text("\n".join(x.evidence))),
        Column(N_("Approved by"), 12, lambda x: text(x.approved_by), always=True),
    )
