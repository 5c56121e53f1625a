"""Lines for a week, ten days or a quarter against the days they add up: check values, never facts."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

import polars as pl

from core.facts import date_of, day_number
from core.finding import Finding
from core.period import Period
from importers.claims.totals import Apart, Said, best_way, label_of, note, said_by
from importers.containers.celltoken import shown
from importers.dictionary.headers import synonyms
from importers.layouts.period_rows import TIMES, of_workdays, period_row
from importers.rows.extract import Rows
from importers.values.week_names import is_week, week_span

_TEN_DAYS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "上半月": (1, 15), "前半月": (1, 15)} | {
    "下半月": (16, 31),
    "后半月": (16, 31),
}
_QUARTERS = {"一": 1, "二": 4, "三": 7, "四": 10, "1": 1, "2": 4, "3": 7, "4": 10}
_QUARTER = re.compile(r"第?([一二三四1-4])季度?|q([1-4])", re.I)
_HALVES = {"上半年": (1, 6), "下半年": (7, 12), "h1": (1, 6), "h2": (7, 12)}
_NAMED = 5
_SCOPES = frozenset({"project", "site", "queue", "channel", "segment", "language", "agent"})


def check_parts(file: str, rows: Rows) -> None:
    """A finding for each cell that is not what its days add up to, and one for lines nobody can check.

    上旬 and 5.1-5.7 say their days themselves; 第1周 stands below them or above them, or says nothing.
    """
    groups: dict[str, list[Apart]] = {}
    for line in (at for at in rows.table.grid.parts if of_workdays(label_of(at)) is None):
        groups.setdefault(_kind(_label(rows, line)), []).append(line)
    for group in groups.values():
        cells = [_meant(rows, each, group) for each in said_by(rows, group)]
        way = best_way(cells) or ("meant" if all("meant" in each.added for each in cells) else "")
        note(file, rows, "subtotal_differs", cells, way)
        if cells and not way:
            labels = [_label(rows, line) for line in group[:_NAMED]]
            facts = {"n": len(group), "labels": labels}
            rows.warnings.append(Finding("parts_unchecked", rows.place(file, group[0][0]), facts))


def _kind(label: str) -> str:
    return "week" if is_week(label) else "ten_days" if label[-1:] in "旬月" else "others"


def _label(rows: Rows, line: Apart) -> str:
    """What stands there instead of a day, a month or a half hour."""
    times = [column for column, field in rows.table.columns if field.code in TIMES]
    said = ["".join(shown(line[1][column.index]).split()) for column in times]
    return next((text for text in said if period_row(text)), said[-1])


def _meant(rows: Rows, said: Said, lines: Sequence[Apart]) -> Said:
    """With what the days add up to that the line names itself, where it names any."""
    line = next(line for line in lines if line[0] == said.line)
    span, scope = _days_named(rows, _label(rows, line)), _scope(rows, line)
    # Where lines are of one site each, what stands around them is not what they add up.
    ways = {} if scope else said.added
    if span is None:
        return replace(said, added=ways)
    inside = (pl.col("day") >= day_number(span.start)) & (pl.col("day") < day_number(span.end))
    added = rows.frame.filter(inside, *scope)[said.name].sum()
    return replace(said, added={**ways, "meant": int(added)})


def _scope(rows: Rows, line: Apart) -> list[pl.Expr]:
    """The rows a line is about, where it names a site, a queue, an agent."""
    named = [(field.role, shown(line[1][column.index])) for column, field in rows.table.columns if field.role]
    of = [(role, text) for role, text in named if role in _SCOPES and text]
    return [pl.col(role).cast(pl.String) == text for role, text in of if not synonyms().label_kind(text)]


def _days_named(rows: Rows, label: str) -> Period | None:
    if found := week_span(label, rows.hints):
        return found
    days = rows.frame["day"].drop_nulls()
    if days.is_empty():
        return None
    first, last = date_of(days.min()), date_of(days.max())  # type: ignore[arg-type]
    month = next(_months(label), None)
    if month and first.year == last.year:
        end = date(first.year, month[1], calendar.monthrange(first.year, month[1])[1])
        return Period(date(first.year, month[0], 1), end + timedelta(days=1))
    ten = next((span for name, span in _TEN_DAYS.items() if label.endswith(name)), None)
    if ten is None or (first.year, first.month) != (last.year, last.month):
        return None
    end = first.replace(day=min(ten[1], calendar.monthrange(first.year, first.month)[1]))
    return Period(first.replace(day=ten[0]), end + timedelta(days=1))


def _months(label: str) -> Iterator[tuple[int, int]]:
    """The first and the last month of a quarter or half a year."""
    if match := _QUARTER.search(label):
        first = _QUARTERS[match[1] or match[2]]
        yield first, first + 2
    yield from (months for name, months in _HALVES.items() if label.casefold().endswith(name))
