"""The list of drawn calls a vendor fetches recordings by, and auditors work through: no caller, no number.

The seed is not in it, only its SHA-256: whoever had the seed beforehand could tell which call stands in for a
recording that is called unusable. Given afterwards, it proves that nobody chose.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from core.language import N_
from core.period import Period
from core.text import Lang, Text
from exports.book import NOTHING, Book, Cell, Look, day, text
from exports.guard import Guard
from exports.table import Column, used, write_table

TITLE = N_("Calls to listen to")
_ABOUT = N_("About this list")
_HEAD = Look(bold=True, size=14, border=False)
_PLAIN = Look(border=False)


@dataclass(frozen=True)
class SampleListLine:
    """One call as the vendor can find it."""

    place: int
    day: date
    time: str
    project: str
    site: str
    queue: str
    language: str
    agent: str
    number: str
    length: str
    #: The key of the line; the list comes back by it.
    line: str


@dataclass(frozen=True)
class SampleList:
    """The list with what it says of itself."""

    vendor: Text
    period: Period
    lines: Sequence[SampleListLine]
    drawn_at: datetime
    drawn_by: str
    #: SHA-256 of the seed, and of the list of calls it was drawn from.
    seed_hash: str
    list_hash: str


_COLUMNS: tuple[Column[SampleListLine], ...] = (
    Column(N_("No."), 6, lambda line: Cell(line.place, "0", align="right")),
    Column(N_("Day"), 12, lambda line: day(line.day)),
    Column(N_("Time of day"), 11, lambda line: text(line.time)),
    Column(N_("Project"), 12, lambda line: text(line.project)),
    Column(N_("Site"), 12, lambda line: text(line.site)),
    Column(N_("Queue"), 14, lambda line: text(line.queue)),
    Column(N_("Language"), 10, lambda line: text(line.language)),
    Column(N_("Agent"), 12, lambda line: text(line.agent)),
    Column(N_("Call number"), 20, lambda line: text(line.number)),
    Column(N_("Talk and hold"), 13, lambda line: text(line.length)),
    Column(N_("Recording (file or link)"), 28, lambda line: NOTHING, always=True),
    Column(N_("Why there is none"), 24, lambda line: NOTHING, always=True),
    Column(N_("Line of the sample"), 28, lambda line: text(line.line)),
)


def sample_workbook(report: SampleList, lang: Lang, forbidden: Sequence[str], own: Sequence[str]) -> bytes:
    """The list and what it is; refused where a cell would name another vendor."""
    book = Book(lang, Guard(forbidden, own), report.drawn_at, book_title(report, lang))
    page = book.page(TITLE)
    write_table(page, used(_COLUMNS, report.lines), report.lines, frozen_columns=1)
    page.footer(book_title(report, lang), "")
    _about(book, report)
    return book.finished()


def book_title(report: SampleList, lang: Lang) -> str:
    """Whose calls, of which days."""
    days = f"{report.period.start} – {report.period.last_day}"
    return f"{report.vendor.in_(lang)} · {days}"


def _about(book: Book, report: SampleList) -> None:
    page = book.page(_ABOUT)
    page.sheet.set_column(0, 0, 110)
    page.line(book_title(report, book.lang), 0, _HEAD)
    for words in _sentences(book, report):
        page.line(words, 0, _PLAIN, 110)


def _sentences(book: Book, report: SampleList) -> list[str]:
    drawn = book.word(N_("{n} calls, drawn at {at} (UTC) by {name} from your own list of calls."))
    return [
        drawn.format(n=len(report.lines), at=f"{report.drawn_at:%Y-%m-%d %H:%M}", name=report.drawn_by),
        book.word(N_("Please send each recording whole, from the first ring to the end of the call.")),
        book.word(
            N_(
                "Where there is none, say why: it is counted, and the next call in the order of the draw "
                "is asked for instead."
            )
        ),
        book.word(N_("SHA-256 of the seed of the draw, which is told afterwards: {sha}")).format(
            sha=report.seed_hash
        ),
        book.word(N_("SHA-256 over the calls it was drawn from: {sha}")).format(sha=report.list_hash),
    ]
