"""Rows of a day that only an unread column tells apart, 班次, 线路: what it is, as its words say, or asked.

早班 | 晚班 add up to the day, 合肥 | 成都 are sites; words that say nothing (A线, B线) are asked about.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from core.finding import Finding
from core.text import Text
from importers.columnar.coded import met
from importers.containers.celltoken import NUMBER, shown
from importers.dictionary.fields import GroupKind
from importers.dictionary.group_names import is_whole, makes_the_day, named
from importers.dictionary.headers import Field, synonyms
from importers.dictionary.whole_words import is_part
from importers.draft import Choice, Question, QuestionKind
from importers.layouts.answers import answered
from importers.layouts.grid import Column, Grid
from importers.layouts.period_rows import PeriodRow, period_row
from importers.values.week_names import names_days

#: What tells rows apart already.
KEYS = frozenset(
    {"day", "month", "slot", "vendor", "project", "site", "queue", "channel", "segment", "language", "agent"}
)
#: Roles of lists, in which each row is one call, one person or one test.
_LISTS = frozenset(
    {
        "item",
        "caller",
        "recording",
        "training_day",
        "mystery_time",
        "audit_day",
        "enqueued_at",
        "call_time",
        "answered_at",
    }
)
#: Longer tables are no reports by day.
_MOST_LINES = 20_000
_MOST_WORDS = 12
_SHOWN = 4
PART = "day_part"
#: What such a column may be, and what is read of it then.
ANSWERS = {
    "queue": Text("各技能组（队列）", "Queues"),
    "site": Text("各职场", "Sites"),
    "channel": Text("各渠道", "Channels"),
    "segment": Text("各客户群", "Customer groups"),
    PART: Text("同一天的各时段或班次，相加为全天", "Parts of a day or shifts: they add up to it"),
}

Pair = tuple[Column, Field]


@dataclass(frozen=True)
class Apart:
    """The columns that are read, with the one that tells rows apart; and what is asked of it."""

    pairs: list[Pair]
    findings: tuple[Finding, ...] = ()
    questions: tuple[Question, ...] = ()
    #: Letters of the column that tells them apart.
    letters: str = ""


def told_apart(file: str, grid: Grid, pairs: Sequence[Pair], choice: Choice) -> Apart:
    """The columns with what an unread one holds, where only it tells the rows of a day apart: one of few
    words that come again on most days. A remark that stands now and then is none."""
    mine = _parts_for_times(grid, pairs)
    roles = {field.role for _, field in mine}
    if grid.across or grid.cells or grid.body.height > _MOST_LINES or of_a_list(roles):
        return Apart(mine)
    read = {column.index for column, _ in mine}
    for column in (each for each in grid.columns if each.index not in read):
        if answered(column, grid.columns, choice) is not None:
            continue
        if words := _telling(grid, mine, column, choice.places):
            return _of(file, grid, mine, column, words, choice)
    return Apart(mine)


def of_a_list(roles: Collection[str | None]) -> bool:
    """Whether each row is one call, one person or one test."""
    return bool({*roles} & _LISTS)


def _of(
    file: str, grid: Grid, pairs: list[Pair], column: Column, words: Sequence[str], choice: Choice
) -> Apart:
    if kind := _kind(column, words, choice.places):
        return Apart([*pairs, (column, synonyms().fields[kind])], letters=column.letters)
    if _whole_and_part(words):
        return Apart(pairs)
    said = [f"“{word}”" for word in words[:_SHOWN]] + (["…"] if len(words) > _SHOWN else [])
    facts = {"header": column.written, "words": said}
    finding = Finding("rows_told_apart", grid.place(file, None, column.letters), facts)
    question = Question(QuestionKind.COLUMN, column.written, ANSWERS)
    return Apart(pairs, (finding,), (question,), column.letters)


def _whole_and_part(words: Sequence[str]) -> bool:
    """Whether a word of everything, or of the rest, stands beside parts alone: the rows tell which counts."""
    parts = [word for word in words if is_part(word)]
    others = [word for word in words if not is_part(word) and not is_whole(word)]
    wholes = len(words) > len(parts) + len(others)
    return len(others) < 2 and bool(wholes or parts)


def _kind(column: Column, words: Sequence[str], places: Mapping[str, str]) -> str:
    """The field that the words of a column say it holds; '' where they say nothing."""
    names = [word for word in words if not is_whole(word)]
    shifts = synonyms().field_of(column.path) == synonyms().fields["shift"]
    if makes_the_day(names) or (shifts and all(named(name, GroupKind.PART, places) for name in names)):
        return PART
    for kind in (GroupKind.SITE, GroupKind.QUEUE):
        if len(names) == len(words) and all(named(name, kind, places) for name in names):
            return kind.value
    return ""


def _parts_for_times(grid: Grid, pairs: Sequence[Pair]) -> list[Pair]:
    """A column of times (时段) that holds nothing but parts of a day and the whole is one of parts; of
    ten days or weeks it is none (importers/layouts/weeks.py)."""
    return [
        (column, synonyms().fields[PART]) if field.role == "slot" and _says_parts(grid, column) else pair
        for pair in pairs
        for column, field in [pair]
        if not (field.role == "slot" and _says_spans(grid, column))
    ]


def _says_spans(grid: Grid, column: Column) -> bool:
    """Whether every cell names some days of a month: 上旬, 5.1-5.10, 1日-10日."""
    words = ["".join(shown(token).split()) for token in _words(grid, column) if token]
    return bool(words) and all(names_days(word) for word in words)


def _words(grid: Grid, column: Column) -> pl.Series:
    """The different tokens of a column: where it is kept as codes, no row is written out for them."""
    return met(grid.kept(column)).cast(pl.String)


def _says_parts(grid: Grid, column: Column) -> bool:
    words = {shown(token).strip() for token in _words(grid, column) if token}
    names = [word for word in words if not is_whole(word)]
    whole = len(names) < len(words)
    return makes_the_day(names) or (whole and all(named(name, GroupKind.PART, {}) for name in names))


def _telling(grid: Grid, pairs: Sequence[Pair], column: Column, places: Mapping[str, str]) -> list[str]:
    """The words of a column that alone tells rows apart; nothing where it does not, or only now and then."""
    field = synonyms().field_of(column.path)
    tokens = grid.tokens(column)
    words = [shown(token).strip() for token in tokens.unique(maintain_order=True) if token]
    plain = tokens.null_count() == 0 and not any(str(token).startswith(NUMBER) for token in tokens.unique())
    if (field and field.why == "remark") or not plain or not 1 < len(words) <= _MOST_WORDS:
        return []
    if all(period_row(word) is PeriodRow.PART for word in words):
        return []
    # A line that stands twice in every cell is a copy and tells nothing.
    lines = grid.body.select(pl.all().exclude("row").cast(pl.String)).unique()
    keys = [at.letters for at, fld in pairs if fld.role in KEYS]
    scopes = lines.n_unique(keys) if keys else 1
    told = lines.n_unique([*keys, column.letters])
    # A shift that stands twice on a day is still a shift.
    if scopes == lines.height or (told < lines.height and _kind(column, words, places) != PART):
        return []
    often = lines.group_by(column.letters).len()["len"]
    return words if all(int(count) * 2 >= scopes for count in often) else []
