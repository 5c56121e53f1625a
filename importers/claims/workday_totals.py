"""Lines that add up the working days, or the days off: held against the days they name, never facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import polars as pl

from core.facts import date_of
from core.workdays import WorkCalendar
from importers.claims.totals import Apart, Said, best_way, label_of, note, said_by
from importers.layouts.period_rows import of_workdays
from importers.rows.extract import Rows

_FRIDAY = 5


def check_workday_totals(file: str, rows: Rows) -> None:
    """A finding for each cell of 工作日合计 or 周末合计 that its days do not add up to.

    Working days are those of the State Council's calendar, or Monday to Friday, whichever the lines fit.
    """
    grid = rows.table.grid
    for working in (True, False):
        lines = [at for at in (*grid.subtotals, *grid.parts) if of_workdays(label_of(at)) is working]
        cells = [_held(rows, each, lines, working) for each in said_by(rows, lines)]
        alone = "all, published" if len(lines) == 1 else "above, published"
        note(file, rows, "subtotal_differs", cells, best_way(cells) or alone)


def _held(rows: Rows, said: Said, lines: Sequence[Apart], working: bool) -> Said:
    """With what the days come to that the line may mean."""
    numbers = sorted(number for number, _ in lines)
    before = max((number for number in numbers if number < said.line), default=0)
    above = (pl.col("row") > before) & (pl.col("row") < said.line)
    where = {"above": above, "all": pl.lit(True)}
    days = dict(_ways(rows.frame["day"], working))
    added = {
        f"{name}, {way}": _sum(rows.frame.filter(rule, pl.col("day").is_in(list(meant))), said.name)
        for name, rule in where.items()
        for way, meant in days.items()
    }
    return replace(said, added=added)


def _ways(days: pl.Series, working: bool) -> Iterator[tuple[str, frozenset[int]]]:
    known = {number: date_of(number) for number in days.drop_nulls().unique()}
    calendar = WorkCalendar()
    yield "published", frozenset(n for n, day in known.items() if calendar.is_working_day(day) is working)
    yield "weekdays", frozenset(n for n, day in known.items() if (day.isoweekday() <= _FRIDAY) is working)


def _sum(frame: pl.DataFrame, name: str) -> int | None:
    return None if frame.is_empty() else int(frame[name].sum())
