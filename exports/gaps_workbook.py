"""The list of training gaps that a vendor is sent: agents by code, courses, until when, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from core.language import N_
from core.text import Lang, Text
from exports.book import Book, Look, day, text
from exports.guard import Guard
from exports.table import Column, used, write_table

TITLE = N_("Training gaps")
_HEAD = Look(bold=True, size=14, border=False)
_PLAIN = Look(border=False)


@dataclass(frozen=True)
class GapLine:
    """One course that one agent has to pass."""

    agent: str
    site: str
    course: str
    name: Text
    kind: Text
    #: None: before the next contact.
    due: date | None
    lack: Text
    why: tuple[Text, ...]


@dataclass(frozen=True)
class GapList:
    """The list with what it says of itself."""

    vendor: Text
    day: date
    made_at: datetime
    lines: Sequence[GapLine]


def gaps_workbook(report: GapList, lang: Lang, forbidden: Sequence[str], own: Sequence[str]) -> bytes:
    """One sheet; refused (other_vendor_named) where a cell would name another vendor."""
    title = f"{report.vendor.in_(lang)} · {report.day}"
    book = Book(lang, Guard(forbidden, own), report.made_at, title)
    page = book.page(TITLE)
    columns = used(_columns(book), report.lines)
    page.line(title, len(columns) - 1, _HEAD)
    told = book.word(N_("As known on {day}; a course without a day is to be passed before the next contact."))
    page.line(told.format(day=report.day), len(columns) - 1, _PLAIN, 110)
    write_table(page, columns, report.lines, frozen_columns=1)
    page.footer(title, "")
    return book.finished()


def _columns(book: Book) -> tuple[Column[GapLine], ...]:
    return (
        Column(N_("Agent"), 14, lambda line: text(line.agent), always=True),
        Column(N_("Site"), 14, lambda line: text(line.site)),
        Column(N_("Course"), 16, lambda line: text(line.course), always=True),
        Column(N_("Name of the course"), 24, lambda line: text(book.said(line.name)), always=True),
        Column(N_("State"), 12, lambda line: text(book.said(line.kind)), always=True),
        Column(N_("To be passed by"), 14, lambda line: day(line.due), always=True),
        Column(N_("How it stands"), 18, lambda line: text(book.said(line.lack)), always=True),
        Column(N_("Why"), 60, lambda line: text("\n".join(book.said(each) for each in line.why))),
    )
