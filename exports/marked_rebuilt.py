"""The cells of a received file laid out anew as xlsx and marked: for files that are no xlsx package."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from core.errors import WrongInputError
from core.finding import Severity
from core.language import translated
from core.return_mark import RETURN_NAME
from core.text import Lang
from exports.marked.book import free_name
from exports.marked.cells import Cell, anchor
from exports.marked.list_sheet import TAB_COLOUR, TITLE_HEIGHT, WIDTHS, height, link_to
from exports.marked.listing import (
    LIST_NAME,
    MOST_LINES,
    MOST_NOTES,
    SEVERITY_WORDS,
    Copy,
    Line,
    Listing,
    listing,
    notes_on,
    wanted_on,
)
from exports.marked.styles import FILLS, HEAD_FILL, LINK_INK, TITLE_SIZE
from exports.safe_text import cell_text

Value = str | Decimal | bool | date | datetime | time | timedelta | None
#: More cells than anybody repairs by hand; laying them out would only take memory.
MOST_CELLS = 2_000_000
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
#: Excel keeps so many digits of a number.
_DIGITS = 15
#: Excel counts days from 1900.
_FIRST_YEAR = 1900
_LOOKS: dict[type, str] = {
    datetime: "yyyy-mm-dd hh:mm:ss",
    date: "yyyy-mm-dd",
    time: "hh:mm:ss",
    timedelta: "[h]:mm:ss",
}


@dataclass(frozen=True)
class Cells:
    """One sheet as it was read: `rows[i]` is row i + 1."""

    name: str
    rows: Sequence[Sequence[Value]]
    #: ((first row, first column), (last row, last column)), counted from 0.
    merges: Sequence[tuple[tuple[int, int], tuple[int, int]]] = ()
    visible: bool = True


def rebuilt_workbook(sheets: Sequence[Cells], copy: Copy) -> bytes:
    """The same cells in the same places, coloured, noted and listed.

    Refused (WrongInputError too_large_to_mark): more cells than anybody repairs by hand, or more rows or
    columns than a sheet holds.
    """
    _must_fit(sheets)
    out = io.BytesIO()
    names = _names(sheets)
    found = _renamed(listing(copy), names)
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        looks = _Looks(book)
        front = book.add_worksheet(free_name(translated(LIST_NAME, copy.lang), names.values()))
        left = MOST_NOTES
        for sheet in sheets:
            left -= _lay_out(book, looks, names[sheet.name], sheet, found.lines, copy.lang, left)
        _write_list(front, looks, found, copy.lang)
        front.activate()
        book.define_name(RETURN_NAME, f'="{copy.mark}"')
    return out.getvalue()


class _Looks:
    """Formats by what they show and how they are filled, made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book, self._known = book, dict[tuple[str, str, str], Format]()

    def of(self, number: str = "", fill: str = "", more: str = "") -> Format:
        """The format for a number's look, a fill and words such as 'bold wrap'."""
        key = (number, fill, more)
        if key not in self._known:
            said: dict[str, object] = {"num_format": number} if number else {}
            said |= {"bg_color": f"#{fill}"} if fill else {}
            said |= {"bold": True} if "bold" in more else {}
            said |= {"font_size": TITLE_SIZE} if "title" in more else {}
            said |= {"text_wrap": True, "valign": "top"} if "wrap" in more else {}
            said |= {"font_color": f"#{LINK_INK}", "underline": 1, "valign": "top"} if "link" in more else {}
            self._known[key] = self._book.add_format(said)
        return self._known[key]


def _must_fit(sheets: Sequence[Cells]) -> None:
    cells = sum(len(row) for sheet in sheets for row in sheet.rows)
    widest = max((len(row) for sheet in sheets for row in sheet.rows), default=0)
    longest = max((len(sheet.rows) for sheet in sheets), default=0)
    if cells > MOST_CELLS or widest > _MOST_COLUMNS or longest > _MOST_ROWS:
        raise WrongInputError("too_large_to_mark", cells=f"{cells:,}", cap=f"{MOST_CELLS:,}")


def _names(sheets: Sequence[Cells]) -> dict[str, str]:
    """Each sheet's name as xlsx allows it; a text file's only sheet has none."""
    names: dict[str, str] = {}
    for sheet in sheets:
        allowed = "".join("-" if char in "[]:*?/\\" else char for char in cell_text(sheet.name)).strip("'")
        names[sheet.name] = free_name(allowed or "Sheet1", names.values())
    return names


def _renamed(found: Listing, names: Mapping[str, str]) -> Listing:
    lines = tuple(
        Line(
            line.severity,
            names.get(line.sheet, line.sheet),
            line.place if line.sheet in names else "",
            line.sentence,
            line.remedy,
            line.cell if line.sheet in names else None,
            line.whole_row,
            line.shown if line.sheet in names else "",
        )
        for line in found.lines
    )
    return Listing(found.title, found.words, found.heads, lines)


def _lay_out(
    book: xlsxwriter.Workbook,
    looks: _Looks,
    name: str,
    sheet: Cells,
    lines: Sequence[Line],
    lang: Lang,
    most_notes: int,
) -> int:
    """Write one sheet; gives how many notes it got."""
    at = book.add_worksheet(name)
    wanted = wanted_on(lines, name)
    merges = _merges(sheet)
    order = list(Severity)
    fills: dict[Cell, Severity] = {}
    for cell, severity in wanted.cells.items():
        first = anchor(cell, merges)
        fills[first] = min(fills.get(first, severity), severity, key=order.index)
    filled: dict[int, list[int]] = {}
    for row, severity in wanted.rows.items():
        values = sheet.rows[row - 1] if row <= len(sheet.rows) else ()
        for column in [i for i, value in enumerate(values, 1) if value is not None] or [1]:
            fills.setdefault((row, column), severity)
            filled.setdefault(row, []).append(column)
    for first, last in merges:
        at.merge_range(first[0] - 1, first[1] - 1, last[0] - 1, last[1] - 1, "", looks.of())
    for number, values in enumerate(sheet.rows, 1):
        for column, value in enumerate(values, 1):
            _write(at, looks, number, column, value, fills.pop((number, column), None))
    for (number, column), severity in fills.items():
        _write(at, looks, number, column, None, severity)
    texts = notes_on(lines, name, filled, merges, lang)
    kept = list(texts.items())[: max(most_notes, 0)]
    for (row, column), text in kept:
        at.write_comment(row - 1, column - 1, text, {"x_scale": 3, "y_scale": 1.5})
    if not sheet.visible:
        at.hide()
    return len(kept)


def _merges(sheet: Cells) -> list[tuple[Cell, Cell]]:
    """The merged areas, counted from 1; of areas that overlap the first."""
    found: list[tuple[Cell, Cell]] = []
    for (top, left), (down, right) in sheet.merges:
        meets = any(
            top < last[0] and first[0] <= down + 1 and left < last[1] and first[1] <= right + 1
            for first, last in found
        )
        if not meets and (top, left) != (down, right):
            found.append(((top + 1, left + 1), (down + 1, right + 1)))
    return found


def _write(
    at: Worksheet, looks: _Looks, row: int, column: int, value: Value, severity: Severity | None
) -> None:
    """One cell; text stays text whatever it begins with, a number longer than Excel keeps becomes text."""
    fill = FILLS[severity] if severity else ""
    look = looks.of(_LOOKS.get(type(value), ""), fill)
    place = row - 1, column - 1
    if value is None:
        if severity:
            at.write_blank(*place, None, look)
    elif isinstance(value, bool):
        at.write_boolean(*place, value, look)
    elif isinstance(value, Decimal):
        if len(value.as_tuple().digits) > _DIGITS:
            at.write_string(*place, f"{value:f}", look)
        else:
            at.write_number(*place, value, look)
    elif isinstance(value, str):
        at.write_string(*place, cell_text(value), look)
    elif isinstance(value, date) and value.year < _FIRST_YEAR:
        at.write_string(*place, value.isoformat(), look)
    else:
        at.write_datetime(*place, value, look)


def _write_list(at: Worksheet, looks: _Looks, found: Listing, lang: Lang) -> None:
    """The same list that a marked package has in front."""
    at.set_tab_color(f"#{TAB_COLOUR}")
    for column, width in enumerate(WIDTHS):
        at.set_column(column, column, width)
    at.set_row(0, TITLE_HEIGHT)
    at.write_string(0, 0, found.title, looks.of(more="bold title"))
    for row, words in enumerate(found.words, 1):
        at.write_string(row, 0, words)
    head = found.head_row - 1
    for column, name in enumerate(found.heads):
        at.write_string(head, column, name, looks.of(fill=HEAD_FILL, more="bold"))
    for number, line in enumerate(found.lines[:MOST_LINES], 1):
        _write_line(at, looks, head + number, number, line, lang)
    at.freeze_panes(head + 1, 0)
    at.set_landscape()
    at.set_paper(9)
    at.fit_to_pages(1, 0)


def _write_line(at: Worksheet, looks: _Looks, row: int, number: int, line: Line, lang: Lang) -> None:
    wrap = looks.of(more="wrap")
    at.set_row(row, height(line))
    at.write_number(row, 0, number, wrap)
    severity = translated(SEVERITY_WORDS[line.severity], lang)
    at.write_string(row, 1, severity, looks.of(fill=FILLS[line.severity], more="wrap"))
    at.write_string(row, 2, line.sheet, wrap)
    if line.place:
        at.write_url(row, 3, f"internal:{link_to(line)}", looks.of(more="link"), line.shown)
    at.write_string(row, 4, line.sentence, wrap)
    at.write_string(row, 5, line.remedy, wrap)
