"""Every clause on every day (指标日明细): what the month's figure is the sum of."""

from __future__ import annotations

from xlsxwriter.utility import quote_sheetname, xl_range_abs

from core.language import N_
from core.tally import Flag
from exports import figures
from exports.book import Book, day, text
from exports.month_report import DayLine, MonthReport
from exports.sheets.frame import opened
from exports.table import Column, write_table
from exports.wording import verdict_cell

NAME = N_("Clause detail by day")
_HEADER_ROW, _VALUE_COLUMN = 1, 7
_WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_NO_FLAGS: frozenset[Flag] = frozenset()


def write(book: Book, report: MonthReport) -> None:
    """One row for each clause and day, in the scorecard's order, ready to filter."""
    lines = ordered(report)
    if not lines:
        return
    columns = _columns(book, report)
    page = opened(book, report, NAME, len(columns) - 1, subtitle=NAME)
    laid = write_table(page, columns, lines, frozen_columns=3)
    page.sheet.autofilter(laid.header_row, 0, laid.last_row, laid.last_column)


def ordered(report: MonthReport) -> list[DayLine]:
    """The days in the order of the scorecard's clauses, then by date."""
    order = {line.clause: position for position, line in enumerate(report.lines)}
    known = (line for line in report.days if line.clause in order)
    return sorted(known, key=lambda line: (order[line.clause], line.day))


def value_range(book: Book, report: MonthReport, clause: str) -> str:
    """The cells of a clause's daily values, as a formula names them; empty where it has none."""
    rows = [row for row, line in enumerate(ordered(report), _HEADER_ROW + 1) if line.clause == clause]
    if not rows:
        return ""
    cells = xl_range_abs(rows[0], _VALUE_COLUMN, rows[-1], _VALUE_COLUMN)
    return f"{quote_sheetname(book.word(NAME))}!{cells}"


def _columns(book: Book, report: MonthReport) -> tuple[Column[DayLine], ...]:
    lines = {line.clause: line for line in report.lines}

    def unit(day_line: DayLine) -> str:
        return lines[day_line.clause].unit

    return (
        Column(N_("Clause"), 10, lambda x: text(x.clause), always=True),
        Column(N_("Indicator"), 24, lambda x: text(book.said(lines[x.clause].name)), always=True),
        Column(N_("Date"), 12, lambda x: day(x.day), always=True),
        Column(N_("Weekday"), 8, lambda x: text(book.word(_WEEKDAYS[x.day.weekday()])), always=True),
        Column(N_("Numerator"), 14, lambda x: figures.numerator(x.ratio), always=True),
        Column(N_("Denominator"), 14, lambda x: figures.denominator(x.ratio), always=True),
        Column(N_("Unit"), 10, lambda x: text(figures.unit_words(book, unit(x))), always=True),
        Column(
            N_("Result"),
            12,
            lambda x: figures.result(x.value, unit(x), lines[x.clause].target, lines[x.clause].minimum),
            always=True,
        ),
        Column(
            N_("Target"),
            12,
            lambda x: figures.target(lines[x.clause]),
            always=True,
        ),
        Column(N_("Verdict"), 18, lambda x: verdict_cell(x.verdict, _NO_FLAGS, book.lang), always=True),
    )
