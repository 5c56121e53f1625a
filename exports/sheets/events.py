"""The month's daily events (日常事项): what was praised, what was deducted, on what evidence."""

from __future__ import annotations

from core.language import N_
from exports import units
from exports.book import NOTHING, Book, day, number, text
from exports.month_report import EventLine, MonthReport
from exports.sheets.frame import opened
from exports.table import Column, used, write_table
from exports.units import Shown
from exports.wording import currency_words

NAME = N_("Daily events")


def write(book: Book, report: MonthReport) -> None:
    """One row for each entry of the ledger, oldest first."""
    if not report.events:
        return
    events = sorted(report.events, key=lambda event: event.day)
    columns = used(_columns(book, report), events)
    page = opened(book, report, NAME, len(columns) - 1, subtitle=NAME)
    write_table(page, columns, events)


def _columns(book: Book, report: MonthReport) -> tuple[Column[EventLine], ...]:
    return (
        Column(N_("Date"), 12, lambda x: day(x.day), always=True),
        Column(N_("Item"), 22, lambda x: text(book.said(x.name))),
        Column(N_("Code"), 12, lambda x: text(x.clause)),
        Column(N_("What happened"), 44, lambda x: text(x.what), always=True),
        Column(N_("Basis"), 22, lambda x: text(x.basis)),
        Column(
            N_("Points added or taken"),
            10,
            lambda x: NOTHING if x.points is None else number(units.signed_points(x.points)),
        ),
        Column(
            N_("Amount"),
            14,
            lambda x: (
                NOTHING
                if x.amount is None
                else number(Shown(float(x.amount.amount), "+#,##0.00;-#,##0.00;0.00"))
            ),
        ),
        Column(
            N_("Currency"),
            8,
            lambda x: text("" if x.amount is None else currency_words(x.amount.currency, book.lang)),
        ),
        Column(N_("Evidence"), 24, lambda x: text(x.evidence)),
        Column(N_("Recorded by"), 12, lambda x: text(x.recorded_by)),
        Column(N_("Approved by"), 12, lambda x: text(x.approved_by)),
    )
