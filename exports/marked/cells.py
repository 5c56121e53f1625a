"""Fills cells of a sheet's XML: only their number of a format changes; a cell that is not there is made."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from core.finding import Severity
from exports.marked.tags import CannotMark, Edit, Tag, elements, tags

#: (row, column), counted from 1.
Cell = tuple[int, int]
#: The number of a format like the one given, filled for a severity.
Filled = Callable[[int, Severity], int]
_REF = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_SPANS = re.compile(rb"""\sspans\s*=\s*("[^"]*"|'[^']*')""")
#: Parts of a sheet that stand behind the place of its notes (ECMA-376, CT_Worksheet).
_BEHIND = frozenset(
    b"legacyDrawing legacyDrawingHF drawingHF picture oleObjects controls webPublishItems tableParts extLst"
    b" AlternateContent".split()
)


@dataclass(frozen=True)
class Wanted:
    """What is to be filled: single cells, and the used cells of whole rows."""

    cells: Mapping[Cell, Severity] = field(default_factory=dict)
    rows: Mapping[int, Severity] = field(default_factory=dict)


@dataclass
class Sheet:
    """A sheet's XML with the places that matter."""

    data: bytes
    root: Tag
    #: The tag that opens its rows, and where they end.
    rows: Tag
    rows_end: int
    #: First and last column → number of their format.
    columns: list[tuple[int, int, int]]
    merges: list[tuple[Cell, Cell]]
    #: Where a reference to notes belongs, and the one that is there.
    notes_place: int
    notes: Tag | None

    @staticmethod
    def of(data: bytes) -> Sheet:
        """The sheet, its rows skipped; CannotMark where it is not written as a sheet is."""
        root = next((tag for tag in tags(data) if not tag.is_end), None)
        if root is None or root.local != b"worksheet":
            raise CannotMark("no worksheet")
        p = root.prefix
        rows = next(tags(data, (p + b"sheetData",)), None)
        if rows is None:
            raise CannotMark("a sheet without rows")
        end = rows.end
        if not rows.is_empty:
            closing = [tag for tag in tags(data, (p + b"sheetData",), rows.end) if tag.is_end]
            if not closing:
                raise CannotMark("rows that do not end")
            end = closing[0].start
        after = end if rows.is_empty else data.index(b">", end) + 1
        place, notes, merges = _behind(data, after, p + b"worksheet")
        return Sheet(data, root, rows, end, _columns(data, rows.start, p), merges, place, notes)

    def filled(self, wanted: Wanted, fill: Filled) -> tuple[list[Edit], dict[int, list[int]]]:
        """The edits that fill what is wanted, and row → columns that are filled."""
        cells = _anchored(wanted.cells, self.merges)
        by_row: dict[int, dict[int, Severity]] = {row: {} for row in wanted.rows}
        for (row, column), severity in cells.items():
            by_row.setdefault(row, {})[column] = severity
        edits: list[Edit] = []
        done: dict[int, list[int]] = {}
        for number, place, end in self._rows(sorted(by_row)):
            whole, single = wanted.rows.get(number), by_row[number]
            made, columns = self._row(number, place, end, whole, single, fill)
            edits += made
            done[number] = columns
        return edits, done

    def _rows(self, numbers: list[int]) -> Iterator[tuple[int, Tag | int, int]]:
        """(number, its tag and where it ends), or the place where it belongs twice."""
        name = self.root.prefix + b"row"
        waiting, last = list(reversed(numbers)), 0
        found: tuple[int, Tag] | None = None
        for tag in tags(self.data, (name,), self.rows.end, self.rows_end):
            if tag.is_end:
                if found:
                    yield (*found, tag.start)
                    found = None
                continue
            number = tag.number(b"r") or last + 1
            if number <= last:
                raise CannotMark("rows out of order")
            last = number
            while waiting and waiting[-1] < number:
                yield waiting.pop(), tag.start, tag.start
            if waiting and waiting[-1] == number:
                waiting.pop()
                found = None if tag.is_empty else (number, tag)
                if tag.is_empty:
                    yield number, tag, tag.end
        for number in reversed(waiting):
            yield number, self.rows_end, self.rows_end

    def _row(
        self,
        number: int,
        row: Tag | int,
        end: int,
        whole: Severity | None,
        single: Mapping[int, Severity],
        fill: Filled,
    ) -> tuple[list[Edit], list[int]]:
        """The edits of one row, and the columns they fill."""
        if isinstance(row, int):
            return self._new_row(number, row, single, fill), sorted(single)
        edits: list[Edit] = []
        missing = dict(sorted(single.items()))
        done: list[int] = []
        for column, cell in self._cells(row, end):
            for absent in [each for each in missing if each < column]:
                made = self._made(number, absent, row, missing.pop(absent), fill)
                edits.append((cell.start, cell.start, made))
            severity = missing.pop(column, None) or (None if cell.is_empty else whole)
            if severity is not None:
                own = cell.number(b"s") or 0
                edits.append((cell.start, cell.end, cell.setting(s=fill(own, severity))))
                done.append(column)
        late = b"".join(self._made(number, each, row, severity, fill) for each, severity in missing.items())
        if late and row.is_empty:
            opened = _SPANS.sub(b"", row.setting()[:-2] + b">")
            return [(row.start, row.end, opened + late + b"</" + row.name + b">")], sorted(missing)
        edits += [(end, end, late)] if late else []
        is_wider = len(edits) > len(done)
        return [*(_without_spans(row) if is_wider else []), *edits], sorted({*done, *single})

    def _cells(self, row: Tag, end: int) -> Iterator[tuple[int, Tag]]:
        """(column, tag) of a row's cells in order."""
        last = 0
        for tag in tags(self.data, (self.root.prefix + b"c",), row.end, end):
            if tag.is_end:
                continue
            ref = _REF.fullmatch(tag.get(b"r") or "")
            column = column_number(ref[1]) if ref else last + 1
            if column <= last:
                raise CannotMark("cells out of order")
            last = column
            yield column, tag

    def _made(self, number: int, column: int, row: Tag | None, severity: Severity, fill: Filled) -> bytes:
        """A cell that was not there, in the format its row or column gives it."""
        said = row.all() if row else {}
        styled = said.get(b"customFormat") in ("1", "true")
        own = int(said.get(b"s", "0")) if styled else self._column_format(column)
        p, ref = self.root.prefix, f"{column_letters(column)}{number}".encode()
        return b'<%bc r="%b" s="%d"/>' % (p, ref, fill(own, severity))

    def _new_row(self, number: int, place: int, single: Mapping[int, Severity], fill: Filled) -> list[Edit]:
        if not single:
            return []
        p = self.root.prefix
        cells = b"".join(
            self._made(number, at, None, severity, fill) for at, severity in sorted(single.items())
        )
        row = b'<%brow r="%d">%b</%brow>' % (p, number, cells, p)
        if self.rows.is_empty:
            raise CannotMark("a sheet without rows")
        return [(place, place, row)]

    def _column_format(self, column: int) -> int:
        return next((own for first, last, own in self.columns if first <= column <= last), 0)


def column_letters(number: int) -> str:
    """A column's letters: 28 → AB."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """A column's number: AB → 28."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def cell_of(ref: str) -> Cell | None:
    """'C7' as row and column."""
    match = _REF.fullmatch(ref)
    return (int(match[2]), column_number(match[1])) if match else None


def _anchored(cells: Mapping[Cell, Severity], merges: list[tuple[Cell, Cell]]) -> dict[Cell, Severity]:
    """Cells inside a merged area stand for its first, the only one that shows."""
    found: dict[Cell, Severity] = {}
    order = list(Severity)
    for cell, severity in cells.items():
        at = anchor(cell, merges)
        found[at] = min(found.get(at, severity), severity, key=order.index)
    return found


def anchor(cell: Cell, merges: Sequence[tuple[Cell, Cell]]) -> Cell:
    """The cell that shows what stands in `cell`."""
    row, column = cell
    return next(
        (first for first, last in merges if first[0] <= row <= last[0] and first[1] <= column <= last[1]),
        cell,
    )


def _columns(data: bytes, until: int, prefix: bytes) -> list[tuple[int, int, int]]:
    found = [tag for tag in tags(data, (prefix + b"col",), 0, until) if not tag.is_end]
    return [
        (tag.number(b"min") or 0, tag.number(b"max") or 0, own)
        for tag in found
        if (own := tag.number(b"style")) is not None
    ]


def _behind(data: bytes, start: int, closing: bytes) -> tuple[int, Tag | None, list[tuple[Cell, Cell]]]:
    """Where notes belong, the reference to them, and the merged areas: what stands behind the rows."""
    end = data.rfind(b"</" + closing)
    if end < start:
        raise CannotMark("a sheet that does not end")
    place, notes, merges = end, None, []
    for element in elements(data, start, end):
        if len(element.path) == 1 and element.path[0] in _BEHIND:
            place = min(place, element.tag.start)
        if element.path == (b"legacyDrawing",):
            notes = element.tag
        elif element.path == (b"mergeCells", b"mergeCell"):
            first, _, last = (element.tag.get(b"ref") or "").partition(":")
            corners = cell_of(first), cell_of(last)
            merges += [corners] if all(corners) else []
    return place, notes, merges  # type: ignore[return-value]


def _without_spans(row: Tag) -> list[Edit]:
    """The row's hint of which columns it uses, taken out: it would be wrong now, and is only a hint."""
    match = _SPANS.search(row.attributes)
    at = row.start + 1 + len(row.name)
    return [(at + match.start(), at + match.end(), b"")] if match else []
