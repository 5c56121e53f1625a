"""Trouble in the received data (数据问题): what, where, and what to do about it."""

from __future__ import annotations

from core.catalogue.kind import Severity
from core.finding import Finding, worst_first
from core.language import N_
from exports.book import Book, text
from exports.month_report import MonthReport
from exports.sheets.frame import opened
from exports.table import Column, used, write_table

NAME = N_("Findings")
_SEVERITIES = {
    Severity.BLOCKS: N_("Blocks the file"),
    Severity.REJECTS: N_("Rejects the row"),
    Severity.WARNS: N_("Warns"),
}


def write(book: Book, report: MonthReport) -> None:
    """One row for each finding, worst first, in the reader's language."""
    if not report.findings:
        return
    rows = worst_first(list(report.findings))
    columns = used(_columns(book), rows)
    page = opened(book, report, NAME, len(columns) - 1, subtitle=NAME)
    write_table(page, columns, rows)


def _columns(book: Book) -> tuple[Column[Finding], ...]:
    lang = book.lang
    return (
        Column(N_("Severity"), 13, lambda x: text(book.word(_SEVERITIES[x.severity])), always=True),
        Column(N_("File"), 26, lambda x: text(x.place.file)),
        Column(
            N_("Place"), 14, lambda x: text(x.place.in_(lang) if x.place.in_(lang) != x.place.file else "")
        ),
        Column(N_("What is wrong"), 48, lambda x: text(x.sentence(lang)), always=True),
        Column(N_("What to do"), 38, lambda x: text(x.remedy(lang)), always=True),
        Column(N_("Code"), 20, lambda x: text(x.code), always=True),
    )
