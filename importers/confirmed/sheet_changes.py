"""What has changed on a sheet since its columns were confirmed: never guessed, always asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from rapidfuzz import fuzz

from importers.confirmed.mapping import Memory, SheetColumn, SheetMapping
from importers.dictionary.headers import Field, synonyms
from importers.layouts.signature import without_unit

#: A header may be another's new name from this likeness on (0 to 100); it is only ever suggested.
_ALIKE_FROM = 50
#: A middle figure this many times the former is another unit: seconds and minutes are 60 apart, 万 10,000.
_FAR_APART = {"duration": 30, "count": 1000}

#: Roles of columns that make a row an agent's, a half hour's, a recording's.
_KINDS_OF_ROWS = frozenset({"agent", "slot", "item"})


class ChangeKind(StrEnum):
    """What can happen to a column from one month to the next."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    REUNITED = "reunited"
    RESCALED = "rescaled"


@dataclass(frozen=True)
class ColumnChange:
    """One change. `before` is missing for a new column, `now` for one that is gone."""

    kind: ChangeKind
    before: SheetColumn | None = None
    now: SheetColumn | None = None


@dataclass(frozen=True)
class SheetChange:
    """A known sheet that is not as it was confirmed."""

    signature: str
    sheet: str
    changes: tuple[ColumnChange, ...]


def changed_sheets(
    now: Iterable[SheetMapping], memory: Memory, accepted: Iterable[str] = ()
) -> tuple[SheetChange, ...]:
    """The sheets that are known, or were under another signature, and have changed since.

    `accepted`: signatures a person has looked at and said the columns of.
    """
    found = []
    for mapping in now:
        before = former(mapping, memory)
        changes = tuple(changes_between(before, mapping)) if before else ()
        if changes and mapping.signature not in accepted:
            found.append(SheetChange(mapping.signature, mapping.sheet, changes))
    return tuple(found)


def former(mapping: SheetMapping, memory: Memory) -> SheetMapping | None:
    """The sheet as it was confirmed: of the same signature, else the one it shares half its columns with."""
    same = next((known for known in memory if known.signature == mapping.signature), None)
    alike = [known for known in memory if _same_kind(known, mapping)]
    if same or not alike:
        return same
    likeliest = max(alike, key=lambda known: _shared(known, mapping))
    return likeliest if 2 * _shared(likeliest, mapping) >= 1 else None


def changes_between(before: SheetMapping, now: SheetMapping) -> Iterator[ColumnChange]:
    """Every column that was added, removed, renamed, re-united or re-scaled."""
    old, new = ({column.key: column for column in each.columns} for each in (before, now))
    gone = [column for key, column in old.items() if key not in new]
    fresh = [column for key, column in new.items() if key not in old]
    for was, kind, column in _pairs(gone, fresh):
        gone.remove(was)
        fresh.remove(column)
        yield ColumnChange(kind, was, column)
    yield from (ColumnChange(ChangeKind.REMOVED, column) for column in gone)
    yield from (ColumnChange(ChangeKind.ADDED, None, column) for column in fresh)
    for key in old.keys() & new.keys():
        if _rescaled(old[key], new[key]):
            yield ColumnChange(ChangeKind.RESCALED, old[key], new[key])


def _same_kind(known: SheetMapping, now: SheetMapping) -> bool:
    """Whether one may be a later version of the other. A report by agent, half hour or recording is another
    report than that of the days, unless the column that says so may only have a new name; so is one whose
    figures are others."""
    mine, theirs = _rows_of(known), _rows_of(now)
    keys = {column.key for column in known.columns}
    renamed = any(not column.field and column.key not in keys for column in now.columns)
    alike = mine == theirs or (mine > theirs and renamed)
    return known.table == now.table and alike and _figures_meet(known, now)


def _rows_of(sheet: SheetMapping) -> frozenset[str]:
    """What, beside days and places, tells its rows apart."""
    return frozenset(field.role for field in _fields(sheet) if field.role in _KINDS_OF_ROWS)


def _figures_meet(one: SheetMapping, other: SheetMapping) -> bool:
    """Whether a third of the figures of the one with fewer are in both, under the same name or as the same
    field."""
    mine, theirs = (_figures(sheet) for sheet in (one, other))
    met = [names for names in mine if any(names & others for others in theirs)]
    return 3 * len(met) >= min(len(mine), len(theirs))


def _figures(sheet: SheetMapping) -> list[set[str]]:
    """What each column is known by that may hold figures."""
    words = synonyms()
    known = [(column, words.coded(column.field)) for column in sheet.columns]
    return [
        {without_unit(column.key), *filter(None, (column.field,))}
        for column, field in known
        if field is None or field.tells
    ]


def _fields(sheet: SheetMapping) -> Iterator[Field]:
    words = synonyms()
    yield from (field for column in sheet.columns if (field := words.coded(column.field)))


def _shared(one: SheetMapping, other: SheetMapping) -> Fraction:
    """The part of the larger sheet's columns that both have, units aside."""
    mine, theirs = ({without_unit(column.key) for column in each.columns} for each in (one, other))
    return Fraction(len(mine & theirs), max(len(mine), len(theirs), 1))


def _pairs(
    gone: Sequence[SheetColumn], fresh: Sequence[SheetColumn]
) -> list[tuple[SheetColumn, ChangeKind, SheetColumn]]:
    """Former and new column of each change of unit or name; each column once, the likeliest first."""
    tried = [
        (likeness, old, new) for old in gone for new in fresh if (likeness := _likeness(old, new)) is not None
    ]
    taken: set[str] = set()
    pairs = []
    for likeness, old, new in sorted(tried, key=lambda each: -each[0]):
        if {f"-{old.key}", f"+{new.key}"} & taken:
            continue
        taken |= {f"-{old.key}", f"+{new.key}"}
        pairs.append((old, ChangeKind.REUNITED if likeness > 100 else ChangeKind.RENAMED, new))
    return pairs


def _likeness(old: SheetColumn, new: SheetColumn) -> float | None:
    """101 for the same name with another unit, 100 for the same field; None where nothing links them."""
    if without_unit(old.key) == without_unit(new.key):
        return 101
    if old.field and old.field == new.field:
        return 100
    if new.field and old.field:
        return None
    near = synonyms().suggestion(new.header)
    if old.field and near and near.code == old.field:
        return 99
    ratio = fuzz.ratio(without_unit(old.key), without_unit(new.key))
    return ratio if ratio >= _ALIKE_FROM else None


def _rescaled(old: SheetColumn, new: SheetColumn) -> bool:
    """Whether the figures are written in another way than they were: 0.95 and 95, minutes and seconds."""
    if not old.field or old.field != new.field:
        return False
    if old.shape and new.shape and old.shape != new.shape:
        return old.shape in ("100", "1") or (new.shape == "number" and not new.unit)
    if not old.typical or not new.typical or old.shape == "clock":
        return False
    a, b = sorted((abs(float(old.typical)), abs(float(new.typical))))
    return a > 0 and b / a >= _FAR_APART["duration" if old.shape else "count"]
