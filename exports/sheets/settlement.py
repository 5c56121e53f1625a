"""The settlement statement 结算确认单: what procurement pays from, signed by both parties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from xlsxwriter.utility import xl_range

from core.language import N_
from core.money import Money
from exports.book import NOTHING, RAISED, SECOND_INK, Book, Cell, Look, Page, number, text
from exports.month_report import MonthReport
from exports.sheets import signatures
from exports.sheets.frame import CAPTION, NOTE, opened
from exports.statement_report import StatementReport
from exports.table import Column, Laid, write_table
from exports.units import Shown
from exports.wording import currency_words, span_words
from sla.exact import exact_text
from sla.money.in_words import in_capitals
from sla.money.statement import Statement
from sla.money.statement_lines import StatementLine

NAME = N_("Settlement statement")
_AMOUNT = N_("Amount")
_MONEY = "#,##0.00"
_LABEL = Look(bold=True, align="right", ground=RAISED)
_VALUE = Look(bold=True, align="right", ground=RAISED, number=_MONEY)
_HEAD = Look(bold=True, border=False)


def write(book: Book, report: MonthReport) -> None:
    """Line by line from price and volume to what is paid; nothing before the month is final."""
    made = report.statement
    if made is None:
        return
    columns = _columns(book)
    last = len(columns) - 1
    page = opened(book, report, NAME, last, subtitle=NAME)
    for words in _facts(book, report, made):
        page.line(words, last, CAPTION)
    laid = write_table(page, columns, made.figures.lines)
    _totals(page, laid, made.figures)
    _cumulated(page, laid, made)
    _apart(page, laid, N_("Disputed: held back until it is decided"), made.figures.disputed)
    _apart(page, laid, N_("Not claimed yet: nothing taken off"), made.figures.unclaimed)
    _agreed(page, made, last)
    signatures.write(page, report, last)


def _agreed(page: Page, made: StatementReport, last: int) -> None:
    """The supplementary agreements the figures rest on, by number."""
    if made.agreed:
        page.row += 1
        page.line(page.book.word(N_("Supplementary agreements the figures rest on")), last, _HEAD)
    for each in made.agreed:
        page.line(page.book.said(each), last, NOTE)


def _facts(book: Book, report: MonthReport, made: StatementReport) -> list[str]:
    word, said, heading = book.word, book.said, report.heading
    tax = made.figures.tax
    basis = N_("Prices include tax") if tax.is_included else N_("Prices without tax")
    colon, gap = ("：", "　　") if book.lang == "zh" else (": ", "      ")
    issued = f"{made.issued_on} {made.issued_by}" if made.issued_on else word(N_("not issued yet"))
    pairs = (
        (
            (N_("Statement number"), made.number),
            (N_("Contract number"), made.contract_number),
            (N_("Contract"), said(heading.contract)),
        ),
        (
            (N_("Party A (client)"), said(heading.client)),
            (N_("Party B (vendor)"), said(heading.vendor)),
        ),
        (
            (N_("Period"), span_words(heading, book.lang)),
            (N_("Currency"), currency_words(made.figures.amount.currency, book.lang)),
            (N_("Tax"), word(basis) if tax.rate is not None else ""),
            (N_("Issued"), issued),
        ),
    )
    return [gap.join(f"{word(k)}{colon}{v}" for k, v in line if v) for line in pairs]


def _columns(book: Book) -> tuple[Column[StatementLine], ...]:
    return (
        Column(N_("Fee or deduction"), 30, lambda x: text(book.said(x.name)), always=True),
        Column(N_("Clause"), 16, lambda x: text(x.code), always=True),
        Column(N_("Month"), 10, lambda x: Cell(x.period, align="center"), always=True),
        Column(N_("Quantity"), 14, lambda x: _plain(x.quantity, "#,##0.####"), always=True),
        Column(N_("Unit"), 14, lambda x: text(book.said(x.quantity_name) if x.quantity_name else "")),
        Column(N_("Price"), 14, lambda x: _plain(x.price, "#,##0.00##"), always=True),
        Column(_AMOUNT, 16, lambda x: _money(x.amount), always=True),
        Column(N_("State"), 14, lambda x: text(book.said(x.state.words) if x.state else ""), always=True),
        Column(N_("How it was worked out"), 60, lambda x: _steps(book, x), always=True),
    )


def _totals(page: Page, laid: Laid[StatementLine], figures: Statement) -> None:
    """The sum as a formula the reader can check, its tax, what is kept back, what is paid, in words too."""
    word, tax = page.book.word, figures.tax
    column = _column(laid)
    cells = xl_range(laid.first_row, column, laid.last_row, column)
    _row(page, laid, word(N_("Sum")), None)
    look = page.book.format(_VALUE)
    page.sheet.write_formula(page.row - 1, column, f"=SUM({cells})", look, float(figures.amount.amount))
    if tax.rate is not None:
        rate = exact_text(tax.rate * 100)
        _row(page, laid, word(N_("Net of tax")), tax.net)
        _row(page, laid, word(N_("Tax at {rate} %")).format(rate=rate), tax.tax)
        _row(page, laid, word(N_("With tax")), tax.gross)
    if figures.retained.cents:
        _row(page, laid, word(N_("Kept back (retention)")), _minus(figures.retained))
    _row(page, laid, word(N_("Payable now")), figures.payable)
    capitals = in_capitals(figures.payable)
    if capitals and page.book.lang == "zh":
        page.across(text(word(N_("In words"))), 0, column - 1, _LABEL)
        page.across(text(capitals), column, laid.last_column, Look(bold=True, ground=RAISED))
        page.row += 1


def _cumulated(page: Page, laid: Laid[StatementLine], made: StatementReport) -> None:
    """Against the contract's total, what is kept back so far, and how far it is paid."""
    word, figures = page.book.word, made.figures
    page.row += 1
    _row(page, laid, word(N_("Settled so far, this statement included")), figures.cumulated)
    if figures.contract_total is not None:
        _row(page, laid, word(N_("Contract total")), figures.contract_total)
        _row(page, laid, word(N_("Left of the contract total")), figures.left)
    if figures.retained_sum.cents:
        _row(page, laid, word(N_("Kept back so far")), figures.retained_sum)
        _row(page, laid, word(N_("Given back of it")), figures.released_sum)
    if made.paid is not None and made.paid_state is not None:
        _row(page, laid, word(N_("Paid for this month")), made.paid, page.book.said(made.paid_state.words))


def _apart(page: Page, laid: Laid[StatementLine], title: str, lines: Sequence[StatementLine]) -> None:
    """What is not part of the sum above, with its own."""
    if not lines:
        return
    page.row += 1
    page.line(page.book.word(title), laid.last_column, _HEAD)
    for line in lines:
        name = f"{line.period} {page.book.said(line.name)}"
        _row(page, laid, name, _minus(line.amount), line.code)
    page.line("", laid.last_column, NOTE)


def _row(page: Page, laid: Laid[StatementLine], label: str, amount: Money | None, note: str = "") -> None:
    column = _column(laid)
    page.across(text(label), 0, column - 1, _LABEL)
    page.put(page.row, column, NOTHING if amount is None else _money(amount), _VALUE)
    small = Look(colour=SECOND_INK)
    page.across(text(note) if note else NOTHING, column + 1, laid.last_column, small)
    page.row += 1


def _column(laid: Laid[StatementLine]) -> int:
    column = laid.index(_AMOUNT)
    assert column is not None
    return column


def _steps(book: Book, line: StatementLine) -> Cell:
    return text("\n".join(book.said(step) for step in line.steps))


def _plain(value: Fraction | None, shape: str) -> Cell:
    return NOTHING if value is None else number(Shown(float(value), shape))


def _money(amount: Money) -> Cell:
    return replace(number(Shown(float(amount.amount), _MONEY)), bold=False)


def _minus(amount: Money) -> Money:
    return Money(-amount.cents, amount.currency)
