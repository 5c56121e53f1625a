"""The scorecard sheet (考核总表): each clause with its figure, verdict and points."""

from __future__ import annotations

from core.language import N_
from core.rounding import rounded
from core.verdict import Flag
from exports import figures
from exports.book import NOTHING, Book, Page, text
from exports.month_report import MonthReport, ScorecardLine
from exports.sheets import days, score, signatures
from exports.sheets.frame import CAPTION, NOTE, caution, opened
from exports.table import Column, Laid, used, write_table
from exports.wording import span_words, state_words, verdict_cell, wall_clock

NAME = N_("Scorecard")
POINTS, LOST, WEIGHT, DAILY = N_("Points"), N_("Points lost"), N_("Weight"), N_("Days of the month")
Line = ScorecardLine


def write(book: Book, report: MonthReport) -> None:
    """Title, who and when, the clauses, the score down to the payable amount, signatures once final."""
    columns = used(_columns(book, report), report.lines)
    last = len(columns) - 1
    page = opened(book, report, NAME, last)
    if words := caution(book, report):
        page.line(words, last, CAPTION)
    if any(Flag.IN_PROGRESS in line.flags for line in report.lines):
        # Said once, as on the page, and not at each verdict.
        page.line(book.word(N_("Month in progress: every figure is provisional.")), last, CAPTION)
    width = sum(column.width for column in columns)
    for words in _who_and_when(book, report):
        page.line(words, last, NOTE, chars=width * 0.95)
    laid = write_table(page, columns, report.lines, frozen_columns=_frozen(columns))
    _sparklines(page, report, laid)
    score.write(page, report, laid)
    signatures.write(page, report, last)


def _columns(book: Book, report: MonthReport) -> tuple[Column[Line], ...]:
    said, lang = book.said, book.lang
    return (
        Column(N_("Area"), 9, lambda x: text(said(x.dimension))),
        Column(N_("Clause"), 9, lambda x: text(x.clause), always=True),
        Column(N_("Indicator"), 18, lambda x: text(said(x.name)), always=True),
        Column(N_("Definition"), 26, lambda x: text(said(x.definition))),
        Column(WEIGHT, 7, lambda x: figures.points(x.weight)),
        Column(N_("Unit"), 9, lambda x: text(figures.unit_words(book, x.unit)), always=True),
        Column(N_("Target"), 10, lambda x: figures.target(x)),
        Column(N_("Minimum"), 10, lambda x: figures.minimum(x)),
        Column(N_("Result"), 10, lambda x: figures.result(x.value, x.unit, x.target, x.minimum), always=True),
        Column(N_("Numerator"), 12, lambda x: figures.numerator(x.ratio)),
        Column(N_("Denominator"), 12, lambda x: figures.denominator(x.ratio)),
        Column(POINTS, 8, lambda x: figures.points(x.points)),
        Column(LOST, 8, lambda x: figures.points(x.lost)),
        Column(N_("Last month"), 10, lambda x: figures.result(x.previous, x.unit)),
        Column(N_("Change"), 14, lambda x: figures.change(book, x.change, x.unit)),
        Column(
            N_("Verdict"),
            17,
            lambda x: verdict_cell(x.verdict, x.flags - {Flag.IN_PROGRESS}, lang),
            always=True,
        ),
        Column(DAILY, 16, lambda x: NOTHING, always=bool(report.days)),
        Column(N_("Remarks"), 20, lambda x: text(_remark(book, x))),
    )


def _remark(book: Book, line: Line) -> str:
    parts = [book.said(line.note)]
    if line.n is not None and (line.ratio is None or line.n != line.ratio.denominator):
        parts.append(f"n = {line.n:,}")
    if line.attainable is not None and line.attainable != line.weight:
        points = f"{rounded(line.attainable, 2):.2f}"
        parts.append(book.word(N_("Worth {points} this month")).format(points=points))
    return ("；" if book.lang == "zh" else "; ").join(part for part in parts if part)


def _who_and_when(book: Book, report: MonthReport) -> list[str]:
    heading, said = report.heading, book.said
    made = wall_clock(heading.generated_at, heading.timezone)
    contract = " ".join(part for part in (heading.contract_code, said(heading.contract)) if part)
    lines = (
        (
            (N_("Client"), said(heading.client)),
            (N_("Vendor"), said(heading.vendor)),
            (N_("Project"), said(heading.project)),
            (N_("Contract"), contract),
        ),
        (
            (N_("Contract version"), heading.contract_version),
            (N_("Period"), span_words(heading, book.lang)),
            (N_("State"), state_words(heading, book.lang)),
            (N_("Generated at"), f"{made:%Y-%m-%d %H:%M}"),
        ),
    )
    colon, gap = ("：", "　　") if book.lang == "zh" else (": ", "      ")
    return [gap.join(f"{_label(book, k)}{colon}{v}" for k, v in pairs if v) for pairs in lines]


def _label(book: Book, message: str) -> str:
    """甲方 and 乙方, as contracts have it, where the pages say 委托方 and 外包商."""
    parties = {"Client": N_("Party A (client)"), "Vendor": N_("Party B (vendor)")}
    return book.word(parties.get(message, message))


def _frozen(columns: tuple[Column[Line], ...]) -> int:
    return next(i for i, column in enumerate(columns) if column.head == "Indicator") + 1


def _sparklines(page: Page, report: MonthReport, laid: Laid[Line]) -> None:
    column = laid.index(DAILY)
    if column is None:
        return
    for offset, line in enumerate(report.lines):
        cells = days.value_range(page.book, report, line.clause)
        if cells:
            options = {"range": cells, "series_color": "#1D5BB8", "show_hidden": True}
            page.sheet.add_sparkline(laid.first_row + offset, column, options)
