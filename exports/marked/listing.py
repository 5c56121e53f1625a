"""What a marked copy says: each finding's words and place, the list in front, the note on a cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from core.finding import Finding, Severity, worst_first
from core.language import N_, translated
from core.privacy import masked
from core.text import Lang
from exports.marked.cells import Cell, Wanted, anchor, column_letters, column_number
from exports.safe_text import cell_text

#: Programs grow slow with more notes, and nobody reads a longer list; what is left out is said.
MOST_NOTES, MOST_LINES = 2_000, 10_000
_LONGEST_NOTE = 1_500
LIST_NAME = N_("To put right")
SEVERITY_WORDS = {
    Severity.BLOCKS: N_("File not taken in"),
    Severity.REJECTS: N_("Row not taken in"),
    Severity.WARNS: N_("Please check"),
}
HEADS = (N_("No."), N_("What it means"), N_("Sheet"), N_("Cell"), N_("What is wrong"), N_("What to do"))
_TITLE = N_("To put right in “{file}”")
_COUNTED = N_(
    "{n} places: {blocks} keep the file out, {rejects} keep their row out, {warns} are to be checked."
)
_HOW = N_(
    "Correct the coloured cells where they stand: insert, delete and sort no rows. Then send this file back."
)
_ONLY_THOSE = N_(
    "Of the file sent back only the rows that were not taken in are read; the others stand already."
)
_WHOLE_AGAIN = N_("Nothing of this file was taken in: the file sent back is read as a whole.")
_FEWER_NOTES = N_("Only the first {n} places carry a note; all are coloured.")
_FEWER_LINES = N_("Only the first {n} places are listed.")
_ROW = N_("Row {n}")
_KEEP = N_("Keep this sheet as it is: {mark}")


@dataclass(frozen=True)
class Copy:
    """A marked copy to be made."""

    #: The file's name as received.
    file: str
    findings: tuple[Finding, ...]
    lang: Lang
    #: What tells which file the copy belongs to when it comes back (core/return_mark.py).
    mark: str
    #: Sheet → the row in which the names of its columns stand.
    headers: Mapping[str, int] = field(default_factory=dict)
    #: Whether anything of the file was taken in.
    taken_in: bool = True


@dataclass(frozen=True)
class Line:
    """One finding as it is listed."""

    severity: Severity
    sheet: str
    #: 'C7', '7:7' for a row; '' for what has no place of its own.
    place: str
    sentence: str
    remedy: str
    cell: Cell | None
    whole_row: int | None = None
    #: The place in words: 'C7', 'row 7'.
    shown: str = ""


@dataclass(frozen=True)
class Listing:
    """The list in front: its lines of words, then its table."""

    title: str
    words: tuple[str, ...]
    heads: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def head_row(self) -> int:
        """The row of the table's head, from 1: title, words, one row free."""
        return len(self.words) + 3


def listing(copy: Copy) -> Listing:
    """The list of a copy's findings, the worst first."""
    found = [_line(finding, copy) for finding in worst_first(list(copy.findings))]
    counts = {severity.value: sum(line.severity is severity for line in found) for severity in Severity}
    words = [_said(_COUNTED, copy.lang, n=len(found), **counts), _said(_HOW, copy.lang)]
    if not copy.taken_in:
        words.append(_said(_WHOLE_AGAIN, copy.lang))
    elif counts[Severity.REJECTS]:
        words.append(_said(_ONLY_THOSE, copy.lang))
    if len(found) > MOST_LINES:
        words.append(_said(_FEWER_LINES, copy.lang, n=MOST_LINES))
    if len({(line.sheet, line.cell) for line in found if line.cell}) > MOST_NOTES:
        words.append(_said(_FEWER_NOTES, copy.lang, n=MOST_NOTES))
    words.append(_said(_KEEP, copy.lang, mark=copy.mark))
    heads = tuple(translated(head, copy.lang) for head in HEADS)
    return Listing(cell_text(_said(_TITLE, copy.lang, file=copy.file)), tuple(words), heads, tuple(found))


def wanted_on(lines: Iterable[Line], sheet: str) -> Wanted:
    """What is to be coloured on a sheet: the worst finding of a place decides."""
    order = list(Severity)
    cells: dict[Cell, Severity] = {}
    rows: dict[int, Severity] = {}
    for line in lines:
        if line.sheet != sheet:
            continue
        if line.whole_row:
            known = rows.get(line.whole_row, line.severity)
            rows[line.whole_row] = min(known, line.severity, key=order.index)
        elif line.cell:
            known = cells.get(line.cell, line.severity)
            cells[line.cell] = min(known, line.severity, key=order.index)
    return Wanted(cells, rows)


def notes_on(
    lines: Iterable[Line],
    sheet: str,
    filled: Mapping[int, Sequence[int]],
    merges: Sequence[tuple[Cell, Cell]],
    lang: Lang,
) -> dict[Cell, str]:
    """Cell → its note; of a row it stands on the row's first filled cell, of a merged area on its first."""
    found: dict[Cell, list[str]] = {}
    for line in lines:
        if line.sheet != sheet or line.cell is None:
            continue
        row, column = line.cell
        if line.whole_row:
            column = min(filled.get(row) or [column])
        found.setdefault(anchor((row, column), merges), []).append(_note(line, lang))
    return {cell: _cut("\n\n".join(texts)) for cell, texts in found.items()}


def _line(finding: Finding, copy: Copy) -> Line:
    at = finding.place
    said = (finding.sentence, finding.remedy_for_vendor)
    sentence, remedy = (cell_text(masked(words(copy.lang))) for words in said)
    cell, place, whole = None, "", None
    row = ""
    column = column_number(at.column) if at.column.isascii() and at.column.isalpha() else None
    if at.row and column:
        cell, place = (at.row, column), f"{at.column}{at.row}"
    elif at.row:
        cell, place, whole = (at.row, 1), f"{at.row}:{at.row}", at.row
        row = _said(_ROW, copy.lang, n=at.row)
    elif column and at.sheet in copy.headers:
        cell = copy.headers[at.sheet], column
        place = f"{column_letters(column)}{cell[0]}"
    return Line(finding.severity, at.sheet, place, sentence, remedy, cell, whole, row or place)


def _note(line: Line, lang: Lang) -> str:
    word = translated(SEVERITY_WORDS[line.severity], lang)
    head = f"【{word}】{line.sentence}" if lang == "zh" else f"[{word}] {line.sentence}"
    return f"{head}\n→ {line.remedy}" if line.remedy else head


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_NOTE else text[: _LONGEST_NOTE - 1] + "…"


def _said(message: str, lang: Lang, **facts: object) -> str:
    return translated(message, lang).format(**facts)
