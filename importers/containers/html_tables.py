"""Reads the tables of a web page, as report systems export them under the name .xls."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from importers.containers.caps import Caps
from importers.containers.look import SheetLook

_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
#: The largest spans the HTML standard lets count.
_WIDEST, _DEEPEST = 1000, 65_534

Attributes = list[tuple[str, str | None]]


@dataclass
class HtmlTable:
    """One table of a page: its texts in rows, its merged cells and hidden rows in `look`."""

    look: SheetLook
    rows: list[list[str]] = field(default_factory=list)
    #: Column (from 0) → how many more rows a cell from above reaches into.
    reaching: dict[int, int] = field(default_factory=dict)


def tables_of(text: str, caps: Caps) -> list[HtmlTable]:
    """The tables of a page that hold text, in the order they begin; TooFar where one is too large."""
    page = _Page(caps)
    page.feed(text)
    page.close()
    page.end_page()
    found = [table for table in page.tables if table.look.cells]
    for number, table in enumerate(found, 1):
        table.look.name = table.look.name or (f"#{number}" if len(found) > 1 else "")
    return found


class _Page(HTMLParser):
    def __init__(self, caps: Caps) -> None:
        super().__init__(convert_charrefs=True)
        self.caps = caps
        self.tables: list[HtmlTable] = []
        #: Tables that are open, each with the pieces of its open cell: a cell may hold a whole table.
        self._open: list[tuple[HtmlTable, list[str] | None]] = []
        self._spans = (1, 1)
        self._muted = False

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "table":
            self.tables.append(HtmlTable(SheetLook()))
            self._open.append((self.tables[-1], None))
        elif tag in ("script", "style"):
            self._muted = True
        elif not self._open:
            return
        elif tag == "tr":
            self._start_row(said)
        elif tag in ("td", "th", "caption"):
            self._end_cell()
            self._spans = (_span(said, "rowspan", _DEEPEST), _span(said, "colspan", _WIDEST))
            self._open[-1] = (self._open[-1][0], [])
        elif tag in ("br", "p", "div"):
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._muted = False
        elif not self._open:
            return
        elif tag in ("td", "th", "tr"):
            self._end_cell()
        elif tag == "caption":
            table, pieces = self._open[-1]
            table.look.name = _joined(pieces or [])
            self._open[-1] = (table, None)
        elif tag == "table":
            self._end_cell()
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open and not self._muted and (pieces := self._open[-1][1]) is not None:
            pieces.append(data)

    def end_page(self) -> None:
        """Cells and tables that nobody closed end with the page."""
        while self._open:
            self._end_cell()
            self._open.pop()

    def _start_row(self, said: dict[str, str]) -> None:
        self._end_cell()
        table = self._open[-1][0]
        table.rows.append([])
        if _HIDDEN.search(said.get("style", "")) or "hidden" in said:
            table.look.hide_rows(len(table.rows), len(table.rows), folded=False)
        _pass_reaching(table)

    def _end_cell(self) -> None:
        table, pieces = self._open[-1]
        self._open[-1] = (table, None)
        if pieces is None:
            return
        if not table.rows:
            table.rows.append([])
        _place(table, _joined(pieces), self._spans, self.caps)


def _place(table: HtmlTable, text: str, spans: tuple[int, int], caps: Caps) -> None:
    """Put a cell where the row goes on, and pass over what it spans."""
    down, across = spans
    row, at = table.rows[-1], len(table.rows[-1])
    row += [text] + [""] * (across - 1)
    if text:
        table.look.fill(len(table.rows), at + 1, caps)
    if len(row) > caps.columns:
        table.look.fill(len(table.rows), len(row), caps)
    if down > 1 or across > 1:
        top = len(table.rows) - 1
        table.look.merges.append(((top, at), (top + down - 1, at + across - 1)))
    if down > 1:
        table.reaching.update(dict.fromkeys(range(at, at + across), down))
    _pass_reaching(table)


def _pass_reaching(table: HtmlTable) -> None:
    """Leave the columns empty that cells from above reach into."""
    row = table.rows[-1]
    if not row:
        table.reaching = {column: left - 1 for column, left in table.reaching.items() if left > 1}
    while table.reaching.get(len(row), 0) > 0:
        row.append("")


def _joined(pieces: list[str]) -> str:
    return " ".join("".join(pieces).split())


def _span(said: dict[str, str], name: str, most: int) -> int:
    number = said.get(name, "").strip()
    return max(1, min(int(number), most)) if number.isdecimal() and len(number) < 9 else 1
