"""Reads tables that lie across: indicators down, and days, months or one result across."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from core.period import calendar_month
from importers.containers.celltoken import DATE, DATETIME, NUMBER, decode, shown
from importers.containers.extent import column_letters
from importers.containers.sheets import RawSheet
from importers.dictionary.headers import Synonyms
from importers.dictionary.spelling import unit_alone
from importers.layouts.column_groups import channel_of
from importers.layouts.grid import Column, Grid, Knows, path_of
from importers.layouts.period_rows import PeriodRow, of_several_days, period_row
from importers.layouts.period_said import said_day
from importers.layouts.result_columns import (
    is_beside,
    is_of_the_day,
    is_result,
    month_of_result,
    says_figures,
)
from importers.layouts.units_above import unit_above, with_unit
from importers.values.cells import Hints, Trouble
from importers.values.cells_time import is_month, read_day

#: Longer tables are lists whose rows are facts.
_MOST_ROWS = 400
_NAME_COLUMNS = 5
_LEAST = 2
#: From so many on, numbers with gaps are days as well.
_RUN = 3
_HEAD_ROWS = 3
#: Any month will do to see whether a cell reads as a day.
#: What may stand across beside days and months.
_ACROSS = frozenset({"site", "vendor", "queue", "project", "channel", "segment"})
_SOME = Hints(period=calendar_month(2024, 1))
_UNIT_HEADS = frozenset(("单位", "计量单位", "unit", "units"))


@dataclass(frozen=True)
class Frame:
    """Where a table that lies across has its parts; rows and columns from 0."""

    #: The column of the indicators' names, and the rows in which they stand.
    names: int
    first: int
    #: The rows of heads above the lines.
    heads: tuple[int, ...]
    #: How many names were recognised.
    known: int


@dataclass(frozen=True)
class Lines:
    """The columns right of the names, from 0."""

    #: Facts, with the token that says which day, month or site each is, if any does.
    facts: list[tuple[int, str | None]]
    #: The field of those tokens: 'day', 'month', 'site'; '' for one column of results.
    role: str
    totals: list[int]
    units: int | None
    #: Columns nobody knows, with their heads.
    unread: list[tuple[int, str]]
    #: Columns beside the results that are left out on purpose: targets, other months, points.
    beside: list[tuple[int, str]]


def find_frame(sheet: RawSheet, knows: Knows, top: int = 0) -> Frame | None:
    """The column with the most names of indicators (two at least) and a head above it; None where none is."""
    if len(sheet.rows) - top > _MOST_ROWS:
        return None
    known = [_known_in(sheet, knows, top, column) for column in range(_NAME_COLUMNS)]
    # Groups stand left of their indicators, and may have names that are known as well.
    names = max(range(_NAME_COLUMNS), key=lambda column: (len(known[column]), column))
    best = known[names]
    if len(best) < _LEAST:
        return None
    heads = tuple(_heads(sheet, best[0], names, top))
    return Frame(names, best[0], heads, len(best)) if heads else None


def lay_across(sheet: RawSheet, frame: Frame, words: Synonyms, file: str = "") -> Grid | None:
    """The table as a grid whose lines are the columns of days, months or results; None where none is one.

    Results of the day (当日) are taken where the sheet, its title or the file says which day that is.
    """
    title = " ".join(shown(cell) for row in sheet.rows[: frame.heads[0]] for cell in row if cell)
    lines = said_day(sheet.name, (title,), file) and _of_the_day(sheet, frame)
    lines = lines or _lines(sheet, frame, words)
    if not lines.facts:
        return None
    named = _names(sheet, frame, lines.units)
    unit = unit_above(sheet.rows[: frame.heads[0]])
    columns = [Column(row, with_unit(path, unit, words), across=True) for row, path in named.items()]
    head, tokens = frame.heads[-1], {}
    if lines.role:
        field = words.fields[lines.role]
        columns.insert(0, Column(head, (words.names[lines.role].zh,), across=True, given=field))
        tokens[head] = [said for _, said in lines.facts]
    body = {"row": pl.Series([at + 1 for at, _ in lines.facts], dtype=pl.Int32)}
    for column in columns:
        cells = tokens.get(column.index) or [_cell(sheet, column.index, at) for at, _ in lines.facts]
        body[column.letters] = pl.Series(cells, dtype=pl.String)
    anchor = f"{column_letters(frame.names + 1)}{head + 1}"
    height = range(len(sheet.rows))
    totals = tuple((at + 1, [_cell(sheet, row, at) for row in height]) for at in lines.totals)
    unread, beside = (
        tuple((column_letters(at + 1), said) for at, said in heads) for heads in (lines.unread, lines.beside)
    )
    return Grid(
        sheet.name, title, tuple(columns), pl.DataFrame(body), totals,
        anchor=anchor, header=(frame.heads[0] + 1, head + 1), across=True, unread=unread, beside=beside,
    )  # fmt: skip


def _known_in(sheet: RawSheet, knows: Knows, top: int, column: int) -> list[int]:
    """The rows whose cell in a column names something known; each name counts once."""
    found: dict[str, int] = {}
    for i, row in enumerate(sheet.rows[top:], top):
        cell = row[column] if column < len(row) else None
        if (
            cell
            and not cell.startswith(NUMBER)
            and cell not in found
            and knows((" ".join(shown(cell).split()),))
        ):
            found[cell] = i
    return list(found.values())


def _heads(sheet: RawSheet, first: int, names: int, top: int) -> Iterator[int]:
    """The rows right above the first indicator that head the columns right of the names."""
    rows: list[int] = []
    for row in range(first - 1, max(first - 1 - _HEAD_ROWS, top - 1), -1):
        cells = sheet.rows[row][names + 1 :]
        filled = sum(map(bool, sheet.rows[row]))
        if not any(cells) or (rows and filled < _LEAST):
            break
        rows.append(row)
    yield from reversed(rows)


def _names(sheet: RawSheet, frame: Frame, units: int | None) -> dict[int, tuple[str, ...]]:
    """Row → its name from group to indicator, the unit of its row joined; groups are filled down."""
    groups = [""] * frame.names
    found = {}
    for row in range(frame.first, len(sheet.rows)):
        groups = [_text(_cell(sheet, row, at)) or held for at, held in enumerate(groups)]
        name = _text(_cell(sheet, row, frame.names))
        unit = _text(_cell(sheet, row, units)) if units is not None else ""
        parts = [part for part in groups if part and not part.isdigit()]
        if name:
            found[row] = path_of([*parts, name, *([f"({unit})"] if unit_alone(unit) else [])])
    return found


def _of_the_day(sheet: RawSheet, frame: Frame) -> Lines | None:
    """The one column of the day's results; 昨日, 本月累计 and 环比 beside it are left out on purpose."""
    heads = _all_heads(sheet, frame)
    mine = [at for at, said in heads.items() if is_of_the_day(list(map(_text, said)))]
    if len(mine) != 1:
        return None
    units = _units(heads)
    rest = [at for at in heads if at not in (*mine, units)]
    beside = [(at, " ".join(map(_text, reversed(heads[at])))) for at in rest]
    return Lines([(mine[0], None)], "", [], units, [], beside)


def _all_heads(sheet: RawSheet, frame: Frame) -> dict[int, list[str]]:
    width = max(len(sheet.rows[row]) for row in frame.heads)
    return {at: said for at in range(frame.names + 1, width) if (said := _head_tokens(sheet, frame, at))}


def _units(heads: Mapping[int, list[str]]) -> int | None:
    return next((at for at, said in heads.items() if _folded(said) & _UNIT_HEADS), None)


def _lines(sheet: RawSheet, frame: Frame, words: Synonyms) -> Lines:
    heads = _all_heads(sheet, frame)
    units = _units(heads)
    totals = [at for at, said in heads.items() if any(words.label_kind(shown(t)) == "total" for t in said)]
    facts, role = _facts(sheet, frame, heads, words)
    rest = {at: t for at, t in heads.items() if at not in {units, *totals, *(at for at, _ in facts)}}
    aside = [] if role else [at for at, said in rest.items() if is_beside(list(map(_text, said)))]
    unread = [(at, _text(said[0])) for at, said in rest.items() if at not in aside and not _left(said, words)]
    beside = [(at, " ".join(map(_text, reversed(rest[at])))) for at in aside]
    return Lines(facts, role, totals, units, unread, beside)


def _facts(
    sheet: RawSheet, frame: Frame, heads: Mapping[int, list[str]], words: Synonyms
) -> tuple[list[tuple[int, str | None]], str]:
    """(column, what its head says) of the lines that are facts; and what that is: a day, a month, a site."""
    for role, reads in (("month", _month), ("day", _day)):
        dated = [(at, said) for at, t in heads.items() if (said := next(filter(None, map(reads, t)), None))]
        if dated and (role == "day" or not _may_be_days(dated)):
            return _without_strays(dated), role
    body = range(frame.first, len(sheet.rows))
    parts = [(at, t[0]) for at, t in heads.items() if _is_part(t[0])]
    if len(parts) >= _LEAST:
        return list(parts), "day"
    values: list[tuple[int, str | None]] = [
        (at, None)
        for at, t in heads.items()
        if is_result(list(map(_text, t))) and says_figures([_cell(sheet, row, at) for row in body])
    ]
    role = "" if values else _corner_role(sheet, frame, words) or _channels(heads, words)
    if role:
        plain = [
            (at, t[0]) for at, t in heads.items() if not _left(t, words) and not _folded(t) & _UNIT_HEADS
        ]
        return list(plain), role
    return values[:1], ""


def _is_part(token: str) -> bool:
    """Whether a head is a week or ten days: 5.1-5.10, 上旬."""
    return period_row(shown(token)) is PeriodRow.PART


def _corner_role(sheet: RawSheet, frame: Frame, words: Synonyms) -> str:
    """What the corner above the names says stands across: 指标\\职场 → site."""
    texts = [_text(_cell(sheet, row, at)) for row in frame.heads for at in range(frame.names + 1)]
    for part in (part for text in texts for part in re.split(r"[\\/／|]", text) if part):
        field = words.field_of((part,))
        if field and field.role in _ACROSS:
            return field.code
    return ""


def _channels(heads: Mapping[int, list[str]], words: Synonyms) -> str:
    """'channel' where nothing but channels stands across: 电话 | 在线 | 合计."""
    across = [_text(tokens[0]) for tokens in heads.values() if not _left(tokens, words)]
    named = [channel_of((head, "")) for head in across if head]
    return "channel" if len(named) >= _LEAST and all(named) else ""


def _left(tokens: Sequence[str], words: Synonyms) -> bool:
    """Whether a line is left out on purpose: a total, an average, a comparison, a target, a remark."""
    texts = [_text(token) for token in tokens]
    known = [words.field_of((text,)) for text in texts]
    ignored = any(field and field.kind == "ignore" for field in known)
    return ignored or any(map(words.label_kind, texts)) or any(map(of_several_days, texts))


def _may_be_days(dated: list[tuple[int, str]]) -> bool:
    """Date cells are months only where each is the first of a month, and of different ones."""
    days = [decode(said) for _, said in dated if said.startswith((DATE, DATETIME))]
    return bool(days) and (len(set(days)) < _LEAST or any(day.day != 1 for day in days))  # type: ignore[union-attr]


def _without_strays(dated: list[tuple[int, str]]) -> list[tuple[int, str | None]]:
    """Numbers are days only where they follow one another: 1 2 3 …, not 5 300."""
    bare = [int(said[:-1]) for _, said in dated if re.fullmatch(r"\d+日", said)]
    strays = bare != list(range(bare[0], bare[0] + len(bare))) if bare else False
    return [] if strays and len(bare) < _RUN else list(dated)


def _day(token: str) -> str | None:
    """The token of a day: 1日, 1月5日, a date; a bare 1 to 31 becomes 1日."""
    if token.startswith((DATE, DATETIME)):
        return token
    text = shown(token).strip()
    if text.isdigit() and 1 <= int(text) <= 31:
        return f"{int(text)}日"
    if _month(token):
        return None
    read = read_day(decode(token), _SOME)
    return None if read is None or isinstance(read, Trouble) else token


def _month(token: str) -> str | None:
    """The token of a month; a date cell may be one."""
    text = shown(token).replace(" ", "")
    if token.startswith((DATE, DATETIME)):
        return token
    if is_month(text):
        return token
    return month_of_result(text) or None


def _head_tokens(sheet: RawSheet, frame: Frame, column: int) -> list[str]:
    """The heads of a column, the lowest first, with what a merged head above it says."""
    return [token for row in reversed(frame.heads) if (token := _merged(sheet, row, column))]


def _merged(sheet: RawSheet, row: int, column: int) -> str | None:
    for (top, left), (bottom, right) in sheet.merges:
        if top <= row <= bottom and left <= column <= right:
            return _cell(sheet, top, left)
    return _cell(sheet, row, column)


def _folded(tokens: Sequence[str]) -> set[str]:
    return {"".join(shown(token).split()).casefold() for token in tokens}


def _text(token: str | None) -> str:
    return " ".join(shown(token).split())


def _cell(sheet: RawSheet, row: int, column: int) -> str | None:
    cells = sheet.rows[row] if row < len(sheet.rows) else []
    return cells[column] if column < len(cells) else None
