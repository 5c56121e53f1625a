"""How each figure and each point is made (口径说明), and what the verdicts mean."""

from __future__ import annotations

from core.language import N_
from core.verdict import LOOKS, Verdict
from exports import figures
from exports.book import Book, Look, Page, text
from exports.month_report import MonthReport, ScorecardLine
from exports.sheets.frame import opened
from exports.table import HEADER, Column, used, write_table
from exports.wording import source_words

NAME = N_("Definitions")
_MEANINGS: dict[Verdict, str] = {
    Verdict.MET: N_("The exact figure, before rounding, keeps the target."),
    Verdict.BELOW_TARGET: N_("Short of the target, but the minimum is kept."),
    Verdict.MISSED: N_("The minimum is not kept (the target, where there is no minimum)."),
    Verdict.NOT_REPORTED: N_("The figures were not received; this is not a zero."),
    Verdict.NO_VOLUME: N_("Nothing happened that could be measured."),
    Verdict.NOT_APPLICABLE: N_("The clause does not apply this month."),
    Verdict.INSUFFICIENT_SAMPLE: N_("Fewer cases than the volume floor asks for."),
    Verdict.EXCUSED: N_("Excused as the contract provides."),
    Verdict.INVALID: N_("The figures contradict themselves and cannot be judged."),
}


def write(book: Book, report: MonthReport) -> None:
    """One row for each clause; below, the verdicts that occur and how numbers are treated."""
    columns = used(_columns(book), report.lines)
    page = opened(book, report, NAME, len(columns) - 1, subtitle=NAME)
    laid = write_table(page, columns, report.lines, frozen_columns=2)
    _legend(page, report, laid.last_column)


def _columns(book: Book) -> tuple[Column[ScorecardLine], ...]:
    said = book.said
    return (
        Column(N_("Clause"), 10, lambda x: text(x.clause), always=True),
        Column(N_("Indicator"), 22, lambda x: text(said(x.name)), always=True),
        Column(N_("Definition"), 34, lambda x: text(said(x.definition))),
        Column(N_("Numerator"), 18, lambda x: text(said(x.numerator_name))),
        Column(N_("Denominator"), 18, lambda x: text(said(x.denominator_name))),
        Column(N_("Target"), 10, lambda x: figures.target(x)),
        Column(N_("Minimum"), 10, lambda x: figures.minimum(x)),
        Column(N_("Scoring"), 30, lambda x: text(said(x.scoring))),
        Column(N_("This month's points"), 32, lambda x: text(said(x.receipt))),
        Column(N_("Source"), 14, lambda x: text(source_words(x.source, book.lang)), always=True),
    )


def _legend(page: Page, report: MonthReport, last: int) -> None:
    book = page.book
    seen = {line.verdict for line in report.lines} | {line.verdict for line in report.days}
    page.row += 1
    page.across(text(book.word(N_("What the verdicts mean"))), 0, last, HEADER)
    page.row += 1
    for verdict in (verdict for verdict in Verdict if verdict in seen):
        look = LOOKS[verdict]
        page.across(text(f"{look.sign} {look.word.in_(book.lang)}", look.light, bold=True), 0, 1, Look())
        page.across(text(book.word(_MEANINGS[verdict])), 2, last, Look())
        page.row += 1
    for words in (
        N_("Verdicts compare exact ratios of summed counts; rounding is for showing only."),
        N_("Months add up numerators and denominators; rates of days are never averaged."),
    ):
        page.across(text(book.word(words)), 0, last, Look(border=False))
        page.row += 1
