"""Reads attendance, exams and certificates by agent into rows of training records (layouts of china §6.1).

A row that cannot be right is kept out with its reason; what only looks odd is said and stays. Names of
courses stay as written: they are resolved when records are looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

import polars as pl

from core.finding import Finding, Place
from core.people_lists import ListKind
from core.period import Period
from core.privacy import masked
from importers.containers.celltoken import shown
from importers.containers.sheets import RawSheet
from importers.dictionary.headers import synonyms
from importers.draft import RejectedRow
from importers.layouts.grid import find_head, lay_out
from importers.people.lone_lines import left_out, with_lone_lines
from importers.people.record_asked import Asked
from importers.people.record_checks import odd
from importers.people.record_headers import ATTENDING, CERTIFYING, RESULTS, column_meant, columns_of
from importers.people.record_line import Line, Lines
from importers.people.record_titles import course_of, day_of
from importers.people.record_told import Told, kind_of
from importers.rows.privacy import HIDDEN
from importers.values.cells import Hints

#: Columns of the rows as they are kept; days as days, exact numbers as text.
SCHEMA: dict[str, type[pl.DataType]] = {
    "mark": pl.String,
    "agent": pl.String,
    "person": pl.String,
    "course_said": pl.String,
    "course_version": pl.Int64,
    "kind": pl.String,
    "day": pl.Date,
    "at": pl.String,
    "attempt": pl.Int64,
    "score": pl.String,
    "full": pl.String,
    "pass": pl.String,
    "passed": pl.Boolean,
    "absent": pl.Boolean,
    "minutes": pl.Int64,
    "expires": pl.Date,
    "number": pl.String,
    "trainer": pl.String,
    "material": pl.String,
    "sheet": pl.String,
    "row": pl.Int64,
}


#: What is said where a person has to tell something first.
_ASKED = {"course": "list_course_missing", "kind": "records_kind_unclear"}
#: Columns that say who it is: never shown, or as the site's rule leaves it.
_PRIVATE = ("named", "id_number")
_CODES = ("agent", "login", "trainer")


@dataclass(frozen=True)
class RecordReading:
    """Rows of records (`SCHEMA`), what was found, what was kept out, and what a person has to say first."""

    kind: ListKind | None
    days: Period | None
    frame: pl.DataFrame
    findings: tuple[Finding, ...]
    rejected: tuple[RejectedRow, ...]
    #: Of `kind`, `course`, `day`: nothing is read before they are answered.
    questions: tuple[str, ...] = ()
    #: Rows of sites that keep nothing of their agents.
    unkept: int = 0


def read(file: str, sheets: Sequence[RawSheet], asked: Asked, search_rows: int = 30) -> RecordReading:
    """Every table of the file that names agents beside results, attendance or certificates."""
    found = [lines for sheet in sheets if (lines := _lines(file, sheet, asked, search_rows))]
    questions = sorted({each for lines in found for each in _questions(lines, asked)})
    if not found or questions:
        asks = tuple(questions or ["kind"])
        blocked = tuple(Finding(_ASKED[each], Place(file)) for each in asks if each in _ASKED)
        return RecordReading(None, None, _frame([]), blocked, (), asks)
    rows: list[dict[str, object]] = []
    findings: list[Finding] = []
    rejected: list[RejectedRow] = []
    unkept = 0
    for lines in found:
        told = Told(lines, asked, course_of(lines.grid, file, asked))
        for at in range(lines.grid.body.height):
            line = lines.line(at)
            kept = told.of(line)
            reasons = told.reasons(line, kept)
            if reasons:
                rejected.append(RejectedRow(line.place(), reasons, _cells(line, told), asked.vendor))
            elif told.keeps(line):
                rows += kept
                told.open += not kept
            else:
                unkept += 1
        findings += [*told.findings(), *left_out(file, lines.grid, lines.left)]
    frame = _frame(rows)
    return RecordReading(
        asked.kind or kind_of(found[0]),
        _days(frame),
        frame,
        (*findings, *odd(file, frame, asked)),
        tuple(rejected),
        (),
        unkept,
    )


def _lines(file: str, sheet: RawSheet, asked: Asked, search_rows: int) -> Lines | None:
    head = find_head(sheet, lambda path: column_meant(path) is not None, search_rows)
    if head is None:
        return None
    grid = lay_out(sheet, head, synonyms())
    columns = columns_of(grid)
    whom = {"agent", "login"} & columns.keys()
    if not whom or not (CERTIFYING | RESULTS | ATTENDING) & columns.keys():
        return None
    grid, left = with_lone_lines(grid, sheet, [columns[code] for code in sorted(whom)], synonyms())
    hints = Hints(privacy=replace(asked.privacy, agents={}))
    return Lines(file, grid, columns, hints, asked.zone, left, day_of(grid, file, asked))


def _questions(lines: Lines, asked: Asked) -> Iterator[str]:
    if not {"day", "finished", "issued", "signed_in"} & lines.columns.keys() and not lines.day:
        yield "day"
    if "course" not in lines.columns and not course_of(lines.grid, lines.file, asked):
        yield "course"


def _cells(line: Line, told: Told) -> dict[str, str]:
    """A line as received, without its person; of codes what the site's rule lets be seen."""
    meant = {column.index: code for code, column in line.of.columns.items()}
    found: dict[str, str] = {}
    for at in line.of.grid.columns:
        text, code = masked(shown(line.of.grid.tokens(at)[line.at])), meant.get(at.index, "")
        if text and code in _PRIVATE:
            text = HIDDEN
        found[at.written] = told.shown(line, text) if code in _CODES else text
    return found


def _frame(rows: Sequence[dict[str, object]]) -> pl.DataFrame:
    return pl.DataFrame(
        {name: [_stored(row.get(name), kind) for row in rows] for name, kind in SCHEMA.items()}, schema=SCHEMA
    )


def _stored(value: object, kind: type[pl.DataType]) -> object:
    if kind is pl.Boolean:
        return value
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value


def _days(frame: pl.DataFrame) -> Period | None:
    first, last = frame["day"].min(), frame["day"].max()
    both = isinstance(first, date) and isinstance(last, date)
    return Period(first, last + timedelta(days=1)) if both else None  # type: ignore[arg-type, operator]
