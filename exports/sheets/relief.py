"""Exclusions and relief (免责与剔除): what was asked for, what was decided and why, before beside after."""

from __future__ import annotations

from core.language import N_
from core.verdict import Verdict
from exports import units
from exports.book import NOTHING, Book, Cell, day, number, text
from exports.month_report import MonthReport
from exports.relief_line import ReliefLine
from exports.sheets.frame import CAPTION, opened
from exports.table import Column, used, write_table
from exports.wording import verdict_cell, wall_clock

NAME = N_("Exclusions and relief")


def write(book: Book, report: MonthReport) -> None:
    """One row for each clause of each request."""
    if not report.reliefs:
        return
    columns = used(_columns(book, report.heading.timezone), report.reliefs)
    page = opened(book, report, NAME, len(columns) - 1, subtitle=NAME)
    told = N_("The verdict before relief stands; the one after it is what counts for points.")
    page.line(book.word(told), len(columns) - 1, CAPTION)
    write_table(page, columns, report.reliefs)


def _columns(book: Book, zone: str) -> tuple[Column[ReliefLine], ...]:
    return (
        Column(N_("Clause"), 22, lambda x: text(book.said(x.name)), always=True),
        Column(N_("What it does"), 18, lambda x: text(book.said(x.mechanism)), always=True),
        Column(N_("Asked for"), 30, lambda x: text(book.said(x.asked))),
        Column(N_("Granted in part"), 30, lambda x: text(book.said(x.granted))),
        Column(N_("Reason"), 30, lambda x: text(x.reason), always=True),
        Column(N_("Evidence"), 20, lambda x: text("\n".join(x.evidence))),
        Column(N_("Asked by"), 12, lambda x: text(x.requested_by), always=True),
        Column(N_("Asked on"), 12, lambda x: day(wall_clock(x.requested_at, zone).date()), always=True),
        Column(N_("To be asked by"), 12, lambda x: day(x.due)),
        Column(N_("State"), 12, lambda x: text(book.said(x.state)), always=True),
        Column(N_("Decided by"), 12, lambda x: text(x.decided_by)),
        Column(N_("Decision"), 30, lambda x: text(x.decision)),
        Column(N_("Before relief"), 12, lambda x: _figure(x, after=False)),
        Column(N_("Verdict before"), 12, lambda x: _verdict(book, x, x.before)),
        Column(N_("After relief"), 12, lambda x: _figure(x, after=True)),
        Column(N_("Verdict after"), 12, lambda x: _verdict(book, x, x.after)),
        Column(N_("Step by step"), 56, lambda x: text("\n".join(book.said(step) for step in x.steps))),
    )


def _figure(line: ReliefLine, *, after: bool) -> Cell:
    value = line.value_after if after else line.value_before
    return NOTHING if value is None else number(units.shown(value, line.unit, line.target))


def _verdict(book: Book, line: ReliefLine, verdict: Verdict | None) -> Cell:
    if verdict is None:
        return NOTHING
    return verdict_cell(verdict, line.flags if verdict is line.after else frozenset(), book.lang)
