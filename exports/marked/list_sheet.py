"""The list in front as a sheet of its own: texts written into their cells, each place a link."""

from __future__ import annotations

from unicodedata import east_asian_width

from core.language import translated
from core.text import Lang
from exports.marked.book import Book
from exports.marked.listing import LIST_NAME, MOST_LINES, SEVERITY_WORDS, Copy, Line, Listing
from exports.marked.notes import MAIN
from exports.marked.package import Package
from exports.marked.styles import ListFormats
from exports.marked.tags import escaped

_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
#: Width of each column in characters.
WIDTHS = (6, 16, 18, 10, 62, 62)
TAB_COLOUR = "C00000"
#: Points a line of text takes, and the title.
LINE_HEIGHT, TITLE_HEIGHT, _TALLEST = 16, 24, 400


def add_list(package: Package, book: Book, found: Listing, formats: ListFormats, copy: Copy) -> None:
    """Put the list in front of the workbook's sheets."""
    lang = copy.lang
    part = package.free_name("xl/worksheets/plumbline{n}.xml")
    package.put(part, _sheet(found, formats, book.base, lang))
    package.declare(part, _KIND)
    relation = package.relate(book.part, "worksheet", part, book.base)
    book.with_first(package, book.free_name(translated(LIST_NAME, lang)), relation, copy.mark)


def link_to(line: Line) -> str:
    """Where a line leads, as Excel writes a place: 'May''s'!C7."""
    name = line.sheet.replace("'", "''")
    return f"'{name}'!{line.place}"


def height(line: Line) -> int:
    """The points its row needs: programs do not fit rows to wrapped text on their own."""
    texts = zip((line.sheet, line.shown, line.sentence, line.remedy), WIDTHS[2:], strict=True)
    return min(LINE_HEIGHT * max(1, *(-(-_display_width(text) // width) for text, width in texts)), _TALLEST)


def _display_width(text: str) -> int:
    """How many characters wide a text stands; a Chinese one is two."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def _sheet(found: Listing, formats: ListFormats, base: str, lang: Lang) -> bytes:
    head = found.head_row
    rows = [_row(1, [(found.title, formats.title)], TITLE_HEIGHT)]
    rows += [_row(2 + i, [(words, formats.note)]) for i, words in enumerate(found.words)]
    rows.append(_row(head, [(name, formats.head) for name in found.heads]))
    lines = found.lines[:MOST_LINES]
    rows += [
        _row(head + 1 + i, _cells(i + 1, line, formats, lang), height(line)) for i, line in enumerate(lines)
    ]
    links = [_link(head + 1 + i, line) for i, line in enumerate(lines) if line.place and line.sheet]
    widths = "".join(
        f'<col min="{i}" max="{i}" width="{width}" customWidth="1"/>' for i, width in enumerate(WIDTHS, 1)
    )
    pane = f'<pane ySplit="{head}" topLeftCell="A{head + 1}" activePane="bottomLeft" state="frozen"/>'
    return b"".join(
        [
            b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="%b">'
            % MAIN[base].encode(),
            f'<sheetPr><tabColor rgb="FF{TAB_COLOUR}"/><pageSetUpPr fitToPage="1"/></sheetPr>'.encode(),
            b'<sheetViews><sheetView workbookViewId="0" showGridLines="0">%b' % pane.encode(),
            b"</sheetView></sheetViews>",
            f"<cols>{widths}</cols><sheetData>".encode(),
            *rows,
            f'</sheetData><autoFilter ref="A{head}:F{head + max(len(lines), 1)}"/>'.encode(),
            b"<hyperlinks>%b</hyperlinks>" % b"".join(links) if links else b"",
            b'<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>',
            b'<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>',
        ]
    )


def _cells(number: int, line: Line, formats: ListFormats, lang: Lang) -> list[tuple[str | int, int]]:
    place = formats.link if line.place and line.sheet else formats.text
    return [
        (number, formats.text),
        (translated(SEVERITY_WORDS[line.severity], lang), formats.severity[line.severity]),
        (line.sheet, formats.text),
        (line.shown, place),
        (line.sentence, formats.text),
        (line.remedy, formats.text),
    ]


def _row(number: int, cells: list[tuple[str | int, int]], points: int = LINE_HEIGHT) -> bytes:
    made = [_cell(f"{chr(65 + i)}{number}", value, style) for i, (value, style) in enumerate(cells)]
    return b'<row r="%d" ht="%d" customHeight="1">%b</row>' % (number, points, b"".join(made))


def _cell(ref: str, value: str | int, style: int) -> bytes:
    if isinstance(value, int):
        return b'<c r="%b" s="%d"><v>%d</v></c>' % (ref.encode(), style, value)
    text = b'<is><t xml:space="preserve">%b</t></is>' % escaped(value)
    return b'<c r="%b" s="%d" t="inlineStr">%b</c>' % (ref.encode(), style, text)


def _link(row: int, line: Line) -> bytes:
    where, shown = escaped(link_to(line)), escaped(f"{line.sheet}!{line.shown}")
    return b'<hyperlink ref="D%d" location="%b" display="%b"/>' % (row, where, shown)
