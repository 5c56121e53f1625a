"""Holds a file's sheets against what was confirmed of them: silent where nothing changed, else it asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core.finding import Finding, Place
from core.text import Text
from importers.confirmed.mapping import Memory, SheetMapping, mappings_of, shape_of
from importers.confirmed.sheet_changes import ChangeKind, ColumnChange, SheetChange, changed_sheets, former
from importers.containers.celltoken import shown
from importers.containers.sheets import RawSheet
from importers.dictionary.headers import Field
from importers.draft import Choice, Directory, Question, QuestionKind, ReceivedFile
from importers.layouts.grid import Column
from importers.layouts.recognise import Match, Table
from importers.layouts.signature import column_keys, signature
from importers.rows.vendor_hint import vendor_hints

_TITLE_ROWS = 4
#: What settles a rate whose figures alone cannot say how they are written: the unit to read it in.
_SETTLED = {"100": "100", "1": "1"}


@dataclass(frozen=True)
class Held:
    """The recognised tables after that: what they are read as, and what has changed."""

    match: Match
    mappings: tuple[SheetMapping, ...]
    changed: tuple[SheetChange, ...]


def of_file(
    memory: Memory, file: ReceivedFile, sheets: Sequence[RawSheet], choice: Choice, directory: Directory
) -> Memory:
    """What is known of the sheets of the vendor the file is from; its own before what holds several."""
    if not memory:
        return ()
    vendor = choice.vendor or _named(file, sheets, directory)
    own = [mapping for mapping in memory if mapping.vendor == vendor]
    return [*own, *(mapping for mapping in memory if mapping.vendor is None and vendor is not None)]


def carried(match: Match, memory: Memory, choice: Choice) -> Choice | None:
    """`choice` with what was said of the columns that a changed sheet still has; None where nothing was.

    It is proposed, and asked with all the rest.
    """
    sheets = {}
    for mapping in mappings_of(match.tables):
        before = former(mapping, memory)
        if before is None or mapping.signature in {before.signature, *choice.sheets}:
            continue
        still = {column.key: column.field for column in mapping.columns}
        said = {
            key: one
            for key, one in before.said().items()
            if key in still and (still[key] != one.field or not one.field)
        }
        if said:
            sheets[mapping.signature] = said
    return replace(choice, sheets={**choice.sheets, **sheets}) if sheets else None


def hold_against(name: str, match: Match, memory: Memory, choice: Choice) -> Held:
    """Findings and questions for every sheet that changed; what only last month can say is settled."""
    mappings = mappings_of(match.tables)
    accepted = [each.signature for each in mappings] if choice.confirmed else list(choice.sheets)
    changed = changed_sheets(mappings, memory, accepted)
    findings = tuple(_finding(name, change) for change in changed)
    asked = tuple(Question(QuestionKind.SHEET, change.signature) for change in changed)
    known = {mapping.signature: mapping for mapping in reversed(memory)}
    held = replace(
        match,
        tables=tuple(_settled(table, known) for table in match.tables),
        findings=match.findings + findings,
        questions=match.questions + asked,
    )
    return Held(held, mappings, changed)


def change_words(change: ColumnChange) -> Text:
    """One change in words."""
    before, now = (column.header if column else "" for column in (change.before, change.now))
    return {
        ChangeKind.ADDED: Text(f"新增“{now}”", f"“{now}” is new"),
        ChangeKind.REMOVED: Text(f"没有了“{before}”", f"“{before}” is gone"),
        ChangeKind.RENAMED: Text(f"“{before}”可能改名为“{now}”", f"“{before}” may be called “{now}” now"),
        ChangeKind.REUNITED: Text(
            f"“{before}”改为“{now}”，单位变了", f"“{before}” became “{now}”: another unit"
        ),
        ChangeKind.RESCALED: Text(
            f"“{now}”的数值写法变了（{_looks(change.before, 'zh')} → {_looks(change.now, 'zh')}）",
            f"“{now}” is written in another way ({_looks(change.before, 'en')} → {_looks(change.now, 'en')})",
        ),
    }[change.kind]


def _looks(column: object, lang: str) -> str:
    shape, typical = getattr(column, "shape", ""), getattr(column, "typical", "")
    said = {
        "100": ("如 95.3", "such as 95.3"),
        "1": ("如 0.953", "such as 0.953"),
        "clock": ("如 0:03:25", "such as 0:03:25"),
    }.get(shape)
    return said[lang == "en"] if said else typical


def _finding(name: str, change: SheetChange) -> Finding:
    said = [change_words(each) for each in change.changes]
    return Finding(
        "sheet_changed", Place(name, change.sheet), {"where": change.sheet or name, "changes": said}
    )


def _settled(table: Table, known: Mapping[str, SheetMapping]) -> Table:
    keys = column_keys(table.grid.columns)
    mapping = known.get(signature(keys))
    if mapping is None or table.layout.columns:
        return table
    shapes = {column.key: column.shape for column in mapping.columns}
    by_index = {at.index: shapes.get(key, "") for at, key in zip(table.grid.columns, keys, strict=True)}
    columns = tuple((at, _read_in(table, at, field, by_index[at.index])) for at, field in table.columns)
    return replace(table, columns=columns)


def _read_in(table: Table, column: Column, field: Field, shape: str) -> Field:
    """A column of nothing but 0 and 1 is written as it was the last time."""
    if field.kind != "rate" or field.unit or shape not in _SETTLED:
        return field
    return field if shape_of(table.grid.tokens(column), field) else replace(field, unit=_SETTLED[shape])


def _named(file: ReceivedFile, sheets: Sequence[RawSheet], directory: Directory) -> str | None:
    """The one vendor the file's name, a sheet's name or the first rows name; None where that is not one."""
    titles = [" ".join(filter(None, map(shown, row))) for s in sheets for row in s.rows[:_TITLE_ROWS]]
    found = {
        hint.vendor for sheet in sheets for hint in vendor_hints(file.name, "", sheet.name, titles, directory)
    }
    return found.pop() if len(found) == 1 else None
