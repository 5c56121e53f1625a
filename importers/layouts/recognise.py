"""Which layout a file has, and which table each sheet is: exactly one, or a question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.batch import Grain
from core.finding import Finding, Place
from core.text import Text
from importers.containers.caps import Caps
from importers.containers.sheets import RawSheet
from importers.containers.sniff import Container
from importers.dictionary.fields import Group
from importers.dictionary.headers import Field, Synonyms, header, synonyms
from importers.draft import Choice, Question, QuestionKind
from importers.layouts.agent_names import with_names
from importers.layouts.answers import answered
from importers.layouts.call_columns import as_calls, with_moment
from importers.layouts.date_parts import with_whole_days
from importers.layouts.fields_by_words import fields_by_words
from importers.layouts.form_columns import with_items
from importers.layouts.glued_groups import with_groups_parted
from importers.layouts.grid import Column, Grid, Head, find_head, lay_out
from importers.layouts.long_form import find_long, lay_long
from importers.layouts.matrix import find_frame, lay_across
from importers.layouts.period_rows import set_apart
from importers.layouts.period_said import said_day
from importers.layouts.profile import Layout, TableLayout
from importers.layouts.regions import Area, areas
from importers.layouts.rows_of_now import with_row_of_now
from importers.layouts.to_date import with_days_alone
from importers.layouts.told_apart import Apart, told_apart


@dataclass(frozen=True)
class Table:
    """A sheet read as one table of a layout: its grid, and the field of each column that has one."""

    layout: TableLayout
    grid: Grid
    #: (column, field); a field occurs once.
    columns: tuple[tuple[Column, Field], ...]
    findings: tuple[Finding, ...] = ()
    questions: tuple[Question, ...] = ()
    #: What the sheet's name or the title says of its day, where no column does: '0105', '1月5日'.
    day: str = ""
    #: The customer group that all of its figures are of, where headers name one.
    segment: str = ""
    #: The column of the parts of a month that its rows are, where they come to it.
    parts_in: Column | None = None
    #: Whether they are some of its days only: each row speaks for its own.
    spans: bool = False
    #: Whose figures they are, where a group of columns names it.
    group: Group | None = None
    #: The column that says which part of the day each row is of, 早班, 晚班.
    part_of: Column | None = None

    @property
    def codes(self) -> frozenset[str]:
        """The fields it carries."""
        return frozenset(field.code for _, field in self.columns) | ({"day"} if self.day else set())

    def field_of(self, column: Column) -> str:
        """The field a column was read as, '' where it is not read."""
        return next((field.code for at, field in self.columns if at.index == column.index), "")


#: A list of audits, and what is said of a column nobody knows.
_AUDITED, _UNKNOWN = "audits", "header_unknown"
WHEN = frozenset({"day", "month", "training_day", "mystery_time", "audit_day", "call_time", "enqueued_at"})


@dataclass(frozen=True)
class Match:
    """What recognition decided; `layout` is None where a person must."""

    layout: Layout | None
    tables: tuple[Table, ...] = ()
    findings: tuple[Finding, ...] = ()
    questions: tuple[Question, ...] = ()


def recognise(
    name: str,
    sheets: Sequence[RawSheet],
    container: Container,
    layouts: Sequence[Layout],
    choice: Choice,
    caps: Caps,
) -> Match:
    """The one layout that fits. None → what the likeliest lacks; several → which, and a question."""
    asked = [layout for layout in layouts if choice.layout in (None, layout.code)]
    fits = [(lay, tables) for lay in asked if (tables := _tables(name, lay, sheets, container, choice, caps))]
    named = [pair for pair in fits if not pair[0].fallback] or fits
    if len(named) > 1:
        return _several(name, named)
    nearly = None if named and not named[0][0].fallback else _nearly(name, sheets, asked, caps)
    if nearly and choice.layout != (named[0][0].code if named else None):
        return _lacking(nearly, [layout for layout, _ in named])
    if named:
        layout, tables = named[0]
        return Match(layout, tuple(tables), tuple(f for t in tables for f in t.findings), _questions(tables))
    return Match(None, (), tuple(_why_none(name, sheets, caps)))


def as_they_stand(
    name: str, sheets: Sequence[RawSheet], layouts: Sequence[Layout], choice: Choice, caps: Caps
) -> tuple[Table, ...]:
    """The tables of a file that no layout fits, for a person to say what their columns hold."""
    words = synonyms()
    known = lambda path: words.field_of(path) is not None or words.question_of(path) is not None  # noqa: E731
    kinds = [layout.tables[-1] for layout in layouts if layout.fallback]
    found = []
    for sheet in (s for s in sheets if kinds and not _skipped(s)):
        if head := find_head(sheet, known, caps.header_rows):
            grid = lay_out(sheet, head, words)
            found.append(Table(kinds[0], grid, tuple(fields_by_words(name, grid, choice)[0])))
    return tuple(found)


def _tables(
    name: str, layout: Layout, sheets: Sequence[RawSheet], container: Container, choice: Choice, caps: Caps
) -> list[Table]:
    if layout.kinds and container.value not in layout.kinds:
        return []
    found = [_tables_of(name, layout, sheet, choice, caps) for sheet in sheets if not _skipped(sheet)]
    tables = [table for read, _ in found for table in read]
    left = [finding for _, unread in found for finding in unread]
    # Nothing is left out in silence: the first table that is read says which others are not.
    return [replace(t, findings=(*t.findings, *(left if t is tables[0] else ()))) for t in tables]


def _tables_of(
    name: str, layout: Layout, sheet: RawSheet, choice: Choice, caps: Caps
) -> tuple[list[Table], list[Finding]]:
    """The first table of the layout that the sheet fits (a layout lists its tables narrowest first), and
    what is said of tables with figures that fit none.

    Read through the dictionary a sheet may hold several, each with its own header.
    """
    tables = [table for table in layout.tables if table.sheet in sheet.name]
    for table in (t for t in tables if t.columns):
        head = _fixed_head(table, sheet, caps)
        if head and not _missing(table, head):
            pairs = tuple((c, f) for c in head.columns if (f := _fixed(table, c.path)))
            return [Table(table, lay_out(sheet, head, synonyms()), pairs)], []
    by_words = [table for table in tables if not table.columns]
    if not by_words:
        return [], []
    words = replace(synonyms(), places=choice.places)
    grids = [grid for area in areas(sheet, words) if (grid := _grid(name, area, caps, words))]
    if len(grids) > 1:
        grids = [replace(grid, above=grids[0].title, shared=True) for grid in grids]
    read = [_read_by_words(name, by_words, grid, choice) for grid in grids]
    unread = [_not_read(name, grid) for grid, table in zip(grids, read, strict=True) if table is None]
    return [table for table in read if table], [finding for finding in unread if finding]


def _not_read(name: str, grid: Grid) -> Finding | None:
    """What is said of a table that fits no layout though it names figures we know; None where it has none."""
    known = [column.written for column in grid.columns if synonyms().tells(column.path)]
    if not known or grid.body.is_empty():
        return None
    column = re.sub(r"\d", "", grid.anchor)
    row = int(re.sub(r"\D", "", grid.anchor))
    return Finding("table_not_read", Place(name, grid.sheet, row, column), {"headers": known})


def _grid(name: str, area: Area, caps: Caps, words: Synonyms) -> Grid | None:
    """The table of an area, whichever way it lies: the way in which more of its names are figures."""
    if form := find_long(area.sheet, words, area.top):
        return lay_long(area.sheet, form, words)
    head = find_head(area.sheet, words.knows, caps.header_rows, area.top)
    frame = find_frame(area.sheet, words.tells, area.top)
    # Of two names down and two across, what heads its lines (days, results) makes it a table across.
    if frame and frame.known >= _told(head, words):
        across = lay_across(area.sheet, frame, words, name)
        if across or head is None:
            return across
    return lay_out(area.sheet, head, words) if head else None


def _told(head: Head | None, words: Synonyms) -> int:
    """How many columns of a header are read, or asked about."""
    return sum(words.tells(column.path) for column in head.columns) if head else 0


def _read_by_words(name: str, tables: Sequence[TableLayout], grid: Grid, choice: Choice) -> Table | None:
    grid = with_row_of_now(with_whole_days(grid), name)
    words = replace(synonyms(), places=choice.places)
    grid = replace(grid, columns=with_days_alone(with_groups_parted(grid.columns, words), words))
    pairs, findings, questions = fields_by_words(name, grid, choice)
    pairs = with_moment(pairs)
    grid = set_apart(grid, pairs)
    grid, pairs = with_names(grid, pairs, choice)
    # A staff list tells nothing twice: without figures there is nothing to tell apart.
    some = questions or any(field.tells for _, field in pairs)
    apart = told_apart(name, grid, pairs, choice) if some else Apart(pairs)
    pairs = apart.pairs
    findings = [f for f in findings if f.place.column != apart.letters or not apart.letters]
    findings += apart.findings
    questions += apart.questions
    findings += [
        Finding("header_unknown", Place(name, grid.sheet, None, letters), {"header": head})
        for letters, head in grid.unread
    ]
    if grid.beside:
        columns = [f"{letters} {head}" for letters, head in grid.beside]
        place = Place(name, grid.sheet, None, grid.beside[0][0])
        findings.append(Finding("columns_beside", place, {"columns": columns}))
    dated = any(field.role in WHEN for _, field in pairs)
    day = "" if dated else said_day(grid.sheet, grid.titles, name)
    read = (
        Table(table, grid, tuple(_of_rows(table, pairs)), tuple(findings), tuple(questions), day)
        for table in tables
    )
    found = next((table for table in read if _fits(table)), None)
    if found and found.layout.calls:
        return _as_calls(found, choice)
    return _with_items(name, found, choice) if found and _AUDITED in found.layout.each_row else found


def _with_items(name: str, table: Table, choice: Choice) -> Table:
    """A list of audits with the columns that are headed by items of a form in use."""
    pairs, said = with_items(name, table.grid, table.columns, choice)
    known = {at.letters for at, _ in pairs}
    others = [f for f in table.findings if not (f.code.startswith(_UNKNOWN) and f.place.column in known)]
    return replace(table, columns=tuple(pairs), findings=(*others, *said))


def _as_calls(table: Table, choice: Choice) -> Table:
    columns = table.grid.columns
    settled = {column.index for column in columns if answered(column, columns, choice)}
    return replace(table, columns=as_calls(table.columns, columns, settled))


def _of_rows(table: TableLayout, pairs: Sequence[tuple[Column, Field]]) -> list[tuple[Column, Field]]:
    """Without marks that say something of one call or person: 是否达标 of a month is no count."""
    lists = table.each_row or table.calls or table.grain is Grain.CALL
    kept = [(at, field) for at, field in pairs if lists or field.kind != "flag"]
    return [(at, field) for at, field in kept if _AUDITED in table.each_row or field.item is None]


def _fits(table: Table) -> bool:
    layout, codes = table.layout, table.codes
    some = not layout.any_of or layout.any_of & codes
    figures = (
        layout.each_row or layout.calls or table.questions or any(field.tells for _, field in table.columns)
    )
    return bool(some and figures and layout.needs <= codes and not layout.without & codes)


def _fixed_head(table: TableLayout, sheet: RawSheet, caps: Caps) -> Head | None:
    return find_head(sheet, lambda path: _fixed(table, path) is not None, caps.header_rows)


def _fixed(table: TableLayout, path: tuple[str, ...]) -> Field | None:
    return table.columns.get(header(path[-1]).spelling) or table.columns.get(header(" ".join(path)).spelling)


def _missing(table: TableLayout, head: Head) -> list[str]:
    there = {header(column.path[-1]).spelling for column in head.columns}
    return sorted(name for name in table.required if header(name).spelling not in there)


def _several(name: str, fits: list[tuple[Layout, list[Table]]]) -> Match:
    named = [Text(f"{lay.name.zh}（{lay.code}）", f"{lay.name.en} ({lay.code})") for lay, _ in fits]
    finding = Finding("layouts_several", Place(name), {"layouts": named})
    question = Question(QuestionKind.LAYOUT, "", {lay.code: lay.name for lay, _ in fits})
    return Match(None, (), (finding,), (question,))


def _questions(tables: Sequence[Table]) -> tuple[Question, ...]:
    return tuple(question for table in tables for question in table.questions)


def _nearly(
    name: str, sheets: Sequence[RawSheet], layouts: Sequence[Layout], caps: Caps
) -> tuple[Layout, Finding] | None:
    """The layout of which a sheet carries at least two thirds of the required columns, and what it lacks."""
    found: list[tuple[int, Layout, Finding]] = []
    for layout, table in ((lay, t) for lay in layouts for t in lay.tables if t.columns):
        for sheet in sheets:
            head = _fixed_head(table, sheet, caps)
            lacks = _missing(table, head) if head else sorted(table.required)
            if len(lacks) * 3 <= len(table.required):
                facts = {"layout": layout.name, "columns": lacks}
                finding = Finding("column_missing", Place(name, sheet.name), facts)
                found.append((len(lacks), layout, finding))
    return min(found, key=lambda near: near[0])[1:] if found else None


def _lacking(nearly: tuple[Layout, Finding], others: list[Layout]) -> Match:
    """A report of a known kind with a column missing is not quietly read as something else."""
    layout, finding = nearly
    choices = {other.code: other.name for other in others}
    question = (Question(QuestionKind.LAYOUT, layout.code, choices),) if choices else ()
    return Match(None, (), (finding,), question)


def _why_none(name: str, sheets: Sequence[RawSheet], caps: Caps) -> list[Finding]:
    """No header at all, or a header without figures."""
    words = synonyms()
    knows = lambda path: words.field_of(path) is not None  # noqa: E731
    heads = [(s.name, head) for s in sheets if (head := find_head(s, knows, caps.header_rows))]
    if not heads:
        return [Finding("header_not_found", Place(name))]
    sheet, head = heads[0]
    known = [column.written for column in head.columns if words.field_of(column.path)]
    return [Finding("figures_not_found", Place(name, sheet), {"headers": known})]


def _skipped(sheet: RawSheet) -> bool:
    return sheet.name.strip().casefold() in synonyms().skip_sheets
