"""The vendor's copy of a site visit: checklist, findings, photographs, and the lines to sign on.

Nothing of the client's side stands in it: no inner remark, no auditor's name.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from xlsxwriter.image import Image

from core.exact import shown_text
from core.language import N_
from core.text import Lang, Text
from exports.book import Book, Cell, Look, Page, day, text
from exports.guard import Guard
from exports.photo_copy import photo_copy
from exports.table import Column, used, write_table
from qa.form.terms import AuditForm, Item
from qa.scoring.receipt import ItemScore, Receipt

_HEAD, _PLAIN, _STRONG = (
    Look(bold=True, size=14, border=False),
    Look(border=False),
    Look(bold=True, border=False),
)
#: Pixels a photograph is shown wide, and rows it takes.
_WIDE, _ROW_PIXELS = 420, 20


@dataclass(frozen=True)
class CopyItem:
    """A line of the checklist as the vendor reads it."""

    section: str
    item: str
    answer: str
    points: str
    remark: str


@dataclass(frozen=True)
class CopyFinding:
    """What was found, without what is inner."""

    number: int
    item: Text | None
    what: str
    grade: Text
    points: str
    due: date | None
    state: Text
    answer: str


@dataclass(frozen=True)
class CopyPhoto:
    """A photograph and what it belongs to; 0: the visit as a whole."""

    number: int
    name: str
    note: str
    content: bytes
    #: Of the file as it came in, which the client keeps.
    sha256: str = ""


@dataclass(frozen=True)
class VisitCopy:
    """Everything the vendor is given of a visit that stands."""

    vendor: Text
    site: Text | None
    day: date
    form: AuditForm
    receipt: Receipt
    answers: Sequence[tuple[Item, Text, ItemScore, str, str, str]]
    findings: Sequence[CopyFinding]
    photos: Sequence[CopyPhoto]
    purpose: str
    attendees: str
    summary: str
    #: What was signed or refused, in words; empty where it is still to be signed.
    signed: Text | None
    made_at: datetime


def visit_copy(copy: VisitCopy, lang: Lang, forbidden: Sequence[str], own: Sequence[str]) -> bytes:
    """The workbook; refused where a cell would name another vendor."""
    title = _title(copy, lang)
    book = Book(lang, Guard(forbidden, own), copy.made_at, title)
    page = book.page(N_("Site visit"))
    _head(page, copy, title)
    _findings(page, copy)
    _signature(page, copy)
    page.footer(title, "")
    checklist = book.page(N_("Checklist"))
    write_table(checklist, used(_ITEMS, _items(copy, lang)), _items(copy, lang), frozen_columns=1)
    checklist.footer(title, "")
    if copy.photos:
        pictures = book.page(N_("Photographs"))
        _photos(pictures, copy.photos)
        pictures.footer(title, "")
    return book.finished()


def _title(copy: VisitCopy, lang: Lang) -> str:
    site = copy.site.in_(lang) if copy.site else ""
    return " · ".join(part for part in (copy.vendor.in_(lang), site, f"{copy.day}") if part)


_ITEMS: tuple[Column[CopyItem], ...] = (
    Column(N_("Section"), 18, lambda line: text(line.section)),
    Column(N_("Form item"), 52, lambda line: text(line.item), always=True),
    Column(N_("Answer"), 16, lambda line: text(line.answer), always=True),
    Column(N_("Points"), 12, lambda line: text(line.points)),
    Column(N_("Remark"), 44, lambda line: text(line.remark)),
)


def _items(copy: VisitCopy, lang: Lang) -> list[CopyItem]:
    return [
        CopyItem(section.in_(lang), item.text.in_(lang), zh if lang == "zh" else en, _points(line), remark)
        for item, section, line, zh, en, remark in copy.answers
    ]


def _points(line: ItemScore) -> str:
    if not line.applicable:
        return ""
    return f"{shown_text(line.earned, 2)} / {shown_text(line.applicable, 2)}"


def _head(page: Page, copy: VisitCopy, title: str) -> None:
    word, lang = page.book.word, page.book.lang
    page.line(title, 6, _HEAD)
    total = copy.receipt.total
    verdict = {True: N_("Passed"), False: N_("Not passed"), None: N_("no score")}[copy.receipt.passed]
    score = f"{shown_text(total, 2)} · {word(verdict)}" if total is not None else word(verdict)
    form = f"{copy.form.text.in_(lang)} v{copy.form.version} · SHA-256 {copy.receipt.hash[:12]}…"
    names = {code: name.in_(lang) for code, name in copy.form.fatal_names().items()}
    said = (
        (N_("Checklist"), form),
        (N_("Score"), score),
        (N_("Fatal"), "、".join(names[code] for code in copy.receipt.fatal)),
        (N_("What it is for"), copy.purpose),
        (N_("For the vendor"), copy.attendees),
        (N_("What the vendor is told of it all"), copy.summary),
    )
    for label, words in said:
        if words:
            page.line(
                f"{word(label)}: {words}" if lang == "en" else f"{word(label)}：{words}", 6, _PLAIN, 130
            )
    page.row += 1


def _findings(page: Page, copy: VisitCopy) -> None:
    lang = page.book.lang
    columns: tuple[Column[CopyFinding], ...] = (
        Column(N_("No."), 6, lambda line: Cell(line.number, "0", align="right")),
        Column(N_("What was found"), 46, lambda line: text(line.what)),
        Column(N_("Item of the checklist"), 34, lambda line: text(line.item.in_(lang) if line.item else "")),
        Column(N_("How grave"), 12, lambda line: text(line.grade.in_(lang))),
        Column(N_("Points to take off"), 10, lambda line: text(line.points)),
        Column(N_("Put right by"), 12, lambda line: day(line.due)),
        Column(N_("What the vendor did"), 40, lambda line: text(line.answer), always=True),
    )
    if not copy.findings:
        page.line(page.book.word(N_("No finding was noted on this visit.")), 6, _PLAIN)
        return
    write_table(page, columns, copy.findings)
    page.row += 1


def _signature(page: Page, copy: VisitCopy) -> None:
    """The lines to sign on; once signed or refused, that it was."""
    word = page.book.word
    if copy.signed is not None:
        page.line(page.book.said(copy.signed), 6, _STRONG, 130)
        return
    page.line(word(N_("Seen on the spot and confirmed by both sides:")), 6, _STRONG)
    for side in (N_("For the client"), N_("For the vendor")):
        blank = word(N_("{side}: name __________ position __________ signature __________ time __________"))
        page.line(blank.format(side=word(side)), 6, Look(border=False, size=12))


def _photos(page: Page, photos: Sequence[CopyPhoto]) -> None:
    """Each below the other at a readable size; one that is no picture any more is named only."""
    page.sheet.set_column(0, 0, 70)
    for photo in photos:
        number = page.book.word(N_("Finding {n}")).format(n=photo.number) if photo.number else ""
        page.line(" · ".join(part for part in (number, photo.name, photo.note) if part), 0, _STRONG)
        if photo.sha256:
            page.line(page.book.word(N_("Original: SHA-256 {sha}")).format(sha=photo.sha256), 0, _PLAIN)
        drawn = photo_copy(photo.content)
        if drawn is None:
            continue
        seen = Image(io.BytesIO(drawn))
        scale = min(1.0, _WIDE / seen.width)
        options = {"image_data": io.BytesIO(drawn), "x_scale": scale, "y_scale": scale}
        page.sheet.insert_image(page.row, 0, photo.name, options)
        page.row += int(seen.height * scale / _ROW_PIXELS) + 2
