"""What every sheet has above its table and at its foot."""

from __future__ import annotations

from core.language import N_
from exports.book import INK, SECOND_INK, Book, Look, Page
from exports.month_report import MonthReport
from exports.wording import is_binding, state_words, title

TITLE = Look(bold=True, size=16, align="center", border=False)
CAPTION = Look(colour=SECOND_INK, align="center", border=False)
NOTE = Look(colour=INK, border=False)


def opened(book: Book, report: MonthReport, name: str, last_column: int, subtitle: str = "") -> Page:
    """A new page with its title, its footer and, below the first sheet, what the sheet is about."""
    page = book.page(name)
    heading = report.heading
    whole = title(heading, book.lang)
    page.line(f"{whole} · {book.word(subtitle)}" if subtitle else whole, last_column, TITLE)
    state = state_words(heading, book.lang)
    page.footer(
        f"{book.said(heading.vendor)} · {heading.contract_code} · {heading.period.label} · {state}",
        report.about.run_hash[:12],
    )
    return page


def caution(book: Book, report: MonthReport) -> str:
    """What a workbook that is not final says under its title; nothing where it is final."""
    if is_binding(report.heading):
        return ""
    return book.word(N_("Not final: for checking only, no basis for settlement."))
