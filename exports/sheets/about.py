"""What the workbook rests on (关于): the files, the contract, the rules, and the run that made it."""

from __future__ import annotations

from core.batch import DATASET_NAMES, SOURCE_NAMES
from core.language import N_
from exports.book import DATE_TIME, Book, Cell, Look, Page, day, number, text
from exports.month_report import MonthReport, ReceivedFile
from exports.sheets.frame import opened
from exports.table import HEADER, Column, used, write_table
from exports.units import whole
from exports.wording import span_words, state_words, wall_clock

NAME = N_("About")
_LABEL = Look(bold=True)


def write(book: Book, report: MonthReport) -> None:
    """The files the figures rest on, then the versions and the run's hash."""
    columns = used(_columns(book, report), report.about.files)
    page = opened(book, report, NAME, max(len(columns) - 1, 3), subtitle=NAME)
    if report.about.files:
        write_table(page, columns, report.about.files)
        page.row += 1
    else:
        page.sheet.set_column(0, 3, 30)
    _facts(page, report, max(len(columns) - 1, 3))


def _columns(book: Book, report: MonthReport) -> tuple[Column[ReceivedFile], ...]:
    zone, lang = report.heading.timezone, book.lang

    def received(file: ReceivedFile) -> Cell:
        return Cell(wall_clock(file.received_at, zone), DATE_TIME, align="center")

    return (
        Column(N_("Received file"), 30, lambda x: text(x.name), always=True),
        Column(N_("Received on"), 17, received, always=True),
        Column(
            N_("Kind of data"), 14, lambda x: text(DATASET_NAMES[x.dataset].in_(lang) if x.dataset else "")
        ),
        Column(N_("Source"), 13, lambda x: text(SOURCE_NAMES[x.source].in_(lang) if x.source else "")),
        Column(N_("First day"), 12, lambda x: day(x.first_day)),
        Column(N_("Last day"), 12, lambda x: day(x.last_day)),
        Column(N_("Rows"), 9, lambda x: number(None if x.rows is None else whole(x.rows))),
        Column(N_("Sheets"), 16, lambda x: text(("、" if lang == "zh" else ", ").join(x.sheets))),
        Column(N_("Import no."), 29, lambda x: text(x.batch)),
        Column("SHA-256", 36, lambda x: text(x.sha256), always=True),
    )


def _facts(page: Page, report: MonthReport, last: int) -> None:
    book, heading, about = page.book, report.heading, report.about
    made = wall_clock(heading.generated_at, heading.timezone)
    facts = (
        (N_("Contract"), text(f"{heading.contract_code} {book.said(heading.contract)}".strip())),
        (N_("Contract version"), text(heading.contract_version)),
        (N_("Period"), text(span_words(heading, book.lang))),
        (N_("State"), text(state_words(heading, book.lang))),
        (N_("Generated at"), Cell(made, DATE_TIME, align="left")),
        (N_("Time zone"), text(heading.timezone)),
        (N_("Version of the rules"), text(about.rules_version)),
        (N_("Version of the program"), text(about.code_version)),
        (N_("Hash of the run"), text(about.run_hash)),
    )
    page.across(text(book.word(N_("How to rebuild this workbook"))), 0, last, HEADER)
    page.row += 1
    for label, cell in facts:
        page.put(page.row, 0, text(book.word(label)), _LABEL)
        page.across(cell, 1, last, Look())
        page.row += 1
    for remark in about.remarks:
        page.across(text(book.said(remark)), 0, last, Look(border=False))
        page.row += 1
