"""The client's own workbook of a month: what compares vendors or hints at cost. It goes to no vendor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from core.language import N_, translated
from core.period import parse_label
from core.text import Lang, Text
from exports.book import NOTHING, Book, Cell, number, text
from exports.guard import Guard
from exports.safe_text import joined_name
from exports.sheets.frame import CAPTION, NOTE, TITLE
from exports.table import Column, write_table
from exports.units import Shown

#: What a cell holds: words of ours, words of the house, a figure, or nothing.
Value = Text | str | Shown | None
Row = tuple[Value, ...]
_TITLE = N_("For the client only: cost and comparison, {month}")
_INTERNAL = N_("Names several vendors and what they cost: not to be passed on to a vendor.")
_NAME = N_("Client only - cost and comparison")
#: Half-width characters a line of remarks has, as wide as the table.
_CHARS = 110


@dataclass(frozen=True)
class Head:
    """A column: its English heading (a msgid) and its width in characters."""

    name: str
    width: float


@dataclass(frozen=True)
class Sheet:
    """One sheet: what it is called, what it says in a sentence (both msgids), its table and remarks."""

    name: str
    about: str
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True)
class ClientBook:
    """Everything in the workbook; a sheet with nothing to say is not in it."""

    label: str
    generated_at: datetime
    sheets: tuple[Sheet, ...]


def build(made: ClientBook, lang: Lang) -> bytes:
    """The workbook's bytes; equal books give equal bytes."""
    created = made.generated_at.astimezone(UTC).replace(tzinfo=None)
    book = Book(lang, Guard((), ()), created, _title(made, lang))
    for sheet in made.sheets:
        _write(book, made, sheet)
    return book.finished()


def file_name(label: str, lang: Lang) -> str:
    """'202610_甲方内部-成本与对比.xlsx': safe on every system, and no vendor's name in it."""
    return joined_name((label.replace("-", ""), translated(_NAME, lang)), ".xlsx")


def _write(book: Book, made: ClientBook, sheet: Sheet) -> None:
    page, last = book.page(sheet.name), len(sheet.heads) - 1
    page.line(_title(made, book.lang), last, TITLE)
    page.line(book.word(_INTERNAL), last, CAPTION, _CHARS)
    page.line(book.word(sheet.about), last, NOTE, _CHARS)
    page.footer(book.word(_NAME), made.label)
    columns = tuple(
        Column[Row](head.name, head.width, _cell_of(book, at), always=True)
        for at, head in enumerate(sheet.heads)
    )
    write_table(page, columns, sheet.rows)
    for note in sheet.notes:
        page.line(book.said(note), last, NOTE, _CHARS)


def _cell_of(book: Book, at: int) -> Callable[[Row], Cell]:
    def cell(row: Row) -> Cell:
        value = row[at]
        if isinstance(value, Shown):
            return number(value)
        return NOTHING if value is None else text(book.said(value) if isinstance(value, Text) else value)

    return cell


def _title(made: ClientBook, lang: Lang) -> str:
    year, month = parse_label(made.label)
    said = f"{year}年{month}月" if lang == "zh" else made.label
    return translated(_TITLE, lang).format(month=said)
