"""Where sources differ (数据差异): who reported what, and whose figure counts."""

from __future__ import annotations

from core.batch import Source
from core.language import N_
from exports import figures
from exports.book import Book, Cell, day, text
from exports.month_report import DifferenceLine, MonthReport
from exports.sheets.frame import opened
from exports.table import Column, used, write_table
from exports.wording import source_words

NAME = N_("Differences")
_HEADS = {
    Source.VENDOR: N_("Vendor's report"),
    Source.CLIENT: N_("Client's system"),
    Source.THIRD_PARTY: N_("Third party"),
    Source.BY_HAND: N_("Typed by hand"),
}


def write(book: Book, report: MonthReport) -> None:
    """One row for each figure that sources tell differently."""
    if not report.differences:
        return
    columns = used(_columns(book), report.differences)
    page = opened(book, report, NAME, len(columns) - 1, subtitle=NAME)
    write_table(page, columns, report.differences)


def _columns(book: Book) -> tuple[Column[DifferenceLine], ...]:
    return (
        Column(N_("Clause"), 10, lambda x: text(x.clause)),
        Column(N_("Figure"), 26, lambda x: text(book.said(x.name)), always=True),
        Column(N_("Date"), 12, lambda x: day(x.day) if x.day else text(book.word(N_("Whole month")))),
        Column(N_("Unit"), 10, lambda x: text(figures.unit_words(book, x.unit)), always=True),
        *(_source_column(source) for source in Source),
        Column(N_("Vendor's less the other"), 16, lambda x: figures.change(book, x.gap, x.unit)),
        Column(N_("Figure of record"), 18, lambda x: text(source_words(x.of_record, book.lang)), always=True),
        Column(N_("Remarks"), 34, lambda x: text(book.said(x.note))),
    )


def _source_column(source: Source) -> Column[DifferenceLine]:
    def cell(line: DifferenceLine) -> Cell:
        return figures.result(dict(line.figures).get(source), line.unit)

    return Column(_HEADS[source], 15, cell)
