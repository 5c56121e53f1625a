"""Bare days that run from one month into the next, 26, 27 … 30, 1, 2 … 25, in a column or as the names of
sheets: a settlement month, whose two months only a span in words, a chosen period or a person can tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

import polars as pl

from core.finding import Finding, Place
from core.period import Period, calendar_month
from core.text import Text
from importers.draft import Choice, Question, QuestionKind
from importers.layouts.call_columns import plain, subject
from importers.layouts.grid import Column
from importers.layouts.period_said import period_of, span_said
from importers.layouts.recognise import Table
from importers.values.short_days import bare_days

#: A month's last days and its first ones: holidays and weekends may lie between.
_LATE, _EARLY = 27, 9
#: What tells a table's rows apart beside their day: each site may run through the month by itself.
_APART = frozenset({"vendor", "project", "site", "queue", "channel", "segment", "language", "agent", "slot"})
#: What the answer is remembered under, beside the words of the column.
WORD = "months"
#: What is said in place of a column's header.
_TABS = Text("工作表名", "Names of sheets")
_BEFORE = re.compile(r"上(?:个)?月\s*\d{1,2}\s*[日号]")
_AFTER = re.compile(r"(?:次|下)(?:个)?月\s*\d{1,2}\s*[日号]")


class Reading(StrEnum):
    """Which month the days before the first of a month belong to, where the report names one month."""

    #: 26 to 30 are of the month before, 1 to 25 of the month named.
    BEFORE = "month_before"
    #: 26 to 31 are of the month named, 1 to 25 of the one after.
    AFTER = "month_after"
    #: All are days of the month named, in another order.
    SAME = "month_itself"


@dataclass(frozen=True)
class Crossing:
    """A column of such days, or sheets of one day each."""

    #: The column; of sheets, one of theirs, under which the answer is remembered.
    column: Column
    #: Its cells, each a day; None where the names of sheets are the days.
    cells: pl.Series | None
    #: The days before the first of a month, and those from it on.
    late: frozenset[int]
    early: frozenset[int]
    #: What was said of it before.
    said: str = ""

    def span(self, reading: str, month: Period) -> Period | None:
        """Its days read so under a month; None where that month has no such day."""
        year, number = month.last_day.year, month.last_day.month
        named, others = (year, number), {Reading.BEFORE: -1, Reading.AFTER: 1}
        beside = _shifted(*named, others.get(Reading(reading), 0))
        first, last = (named, beside) if reading == Reading.AFTER else (beside, named)
        days = [_day(*first, day) for day in self.late] + [_day(*last, day) for day in self.early]
        known = [day for day in days if day]
        return Period(min(known), max(known) + timedelta(days=1)) if len(known) == len(days) else None

    def fits(self, period: Period) -> bool:
        """Whether a span has each of its days, the late ones in its first month."""
        start, last = period.start, period.last_day
        days = [_day(start.year, start.month, day) for day in self.late]
        days += [_day(last.year, last.month, day) for day in self.early]
        return start.month != last.month and all(day in period for day in days)


@dataclass(frozen=True)
class Dated:
    """Which days a table speaks of, as far as that is known before its cells are read."""

    table: Table
    #: The days that give 5日 its month and 5月1日 its year.
    period: Period | None
    #: The period that its words name.
    covers: Period | None
    #: The year they name, where they name no month.
    year: int | None
    #: The period a person chose, its days as they run.
    chosen: Period | None
    #: What has to be asked first.
    asked: tuple[Finding, Question] | None = None


def crossing(table: Table) -> Crossing | None:
    """The column of days, where they fall back once from a month's last days to its first ones, in every
    group of rows alike; None for whole months, and for days in no order."""
    found = next(((at, field) for at, field in table.columns if field.kind == "day"), None)
    days = bare_days(table.grid.kept(found[0])) if found else None
    if found is None or days is None:
        return None
    late = late_days(list(_runs(table, days)))
    if not late:
        return None
    distinct = set(days.drop_nulls())
    early = frozenset(day for day in distinct if day not in late)
    return Crossing(found[0], days.cast(pl.String) + "日", late, early, found[1].words.get(plain(WORD), ""))


def late_days(runs: Sequence[list[int]]) -> frozenset[int]:
    """The days before the first of a month, where the groups that fall back agree on which they are."""
    upward = [run if _falls(run) <= _falls(run[::-1]) else run[::-1] for run in runs]
    falls = [_parted(run) for run in upward if _falls(run)]
    if not falls or None in falls:
        return frozenset()
    first = min(min(late) for late, _ in falls if late)  # type: ignore[misc]
    last = max(max(early) for _, early in falls if early)  # type: ignore[misc]
    every = {day for run in runs for day in run}
    return frozenset(day for day in every if day >= first) if last < first else frozenset()


def without_repeats(said: Sequence[int]) -> list[int]:
    return [day for at, day in enumerate(said) if at == 0 or day != said[at - 1]]


def dated(file: str, table: Table, choice: Choice, sheets: Mapping[str, Crossing]) -> Dated:
    """What a table's words, a choice or an earlier answer say of its days; its bare days written out.

    `sheets`: those whose names are days that run from one month into the next.
    """
    texts = (*table.grid.titles, table.grid.sheet, file)
    said = period_of(table.grid.titles, table.grid.sheet, file, choice.period)
    of_sheet = sheets.get(table.grid.sheet) if table.day else None
    month, crossed = choice.period or said.month, of_sheet or crossing(table)
    whole = Dated(table, month, said.covers, said.year, choice.period)
    if crossed is None or month is None:
        return whole
    whole = replace(whole, table=_written_out(table, crossed))
    if crossed.said == Reading.SAME:
        return whole
    over = _told(crossed, texts, month, choice.period)
    if over is None:
        return replace(whole, asked=_asked(file, table, crossed, month))
    return replace(whole, period=over, covers=over, chosen=over if choice.period else None)


def _told(crossed: Crossing, texts: Sequence[str], month: Period, chosen: Period | None) -> Period | None:
    """The days it runs over, as a chosen period, the words around it or a person's answer tell."""
    spans = (span_said([text], month) for text in texts)
    if said := next((span for span in (chosen, *spans) if span and crossed.fits(span)), None):
        return said
    named = [each for text in texts for each in _named(text)]
    readings = [*named, *([crossed.said] if crossed.said in list(Reading) else [])]
    return next((span for each in readings if (span := crossed.span(each, month))), None)


def _asked(file: str, table: Table, crossed: Crossing, month: Period) -> tuple[Finding, Question]:
    """What a person has to say: which of the two months the days before the first belong to."""
    choices = {reading.value: words for reading in Reading if (words := _words(crossed, reading, month))}
    header = _TABS if crossed.cells is None else crossed.column.written
    facts = {
        "header": header, "late": _listed(crossed.late), "early": _listed(crossed.early),
        "month": month.label or f"{month.last_day:%Y-%m}",
    }  # fmt: skip
    # Thirty sheets ask once.
    place = Place(file) if crossed.cells is None else table.grid.place(file, None, crossed.column.letters)
    question = Question(QuestionKind.MONTHS, subject(crossed.column, WORD), choices)
    return Finding("days_over_two_months", place, facts), question


def _written_out(table: Table, crossed: Crossing) -> Table:
    """The table with the column's cells as the days they are."""
    if crossed.cells is None:
        return table
    body = table.grid.body.with_columns(crossed.cells.alias(crossed.column.letters))
    return replace(table, grid=table.grid.written_out(body))


def _runs(table: Table, days: pl.Series) -> Iterable[list[int]]:
    """The days of each group of rows in their order, a day that is repeated at once said once."""
    apart = [table.grid.tokens(at).alias(at.letters) for at, field in table.columns if field.role in _APART]
    frame = pl.DataFrame([days.alias("day"), *apart]).drop_nulls("day")
    groups = frame.partition_by([each.name for each in apart], maintain_order=True) if apart else [frame]
    for group in groups:
        yield without_repeats(group["day"].to_list())


def _parted(run: list[int]) -> tuple[list[int], list[int]] | None:
    """The days before and after the one fall from a month's end to its beginning; None for other orders."""
    at = next(at for at, (day, after) in enumerate(pairwise(run), 1) if after < day)
    late, early = run[:at], run[at:]
    turns = late[-1] >= _LATE and early[0] <= _EARLY and early[-1] < late[0]
    return (late, early) if turns and not _falls(early) else None


def _falls(run: list[int]) -> int:
    return sum(after < day for day, after in pairwise(run))


def _named(text: str) -> list[str]:
    found = {Reading.BEFORE: _BEFORE, Reading.AFTER: _AFTER}
    return [reading.value for reading, pattern in found.items() if pattern.search(text)]


def _words(crossed: Crossing, reading: Reading, month: Period) -> Text | None:
    """A reading in words; None where a month lacks one of the days."""
    span = crossed.span(reading, month)
    if span is None:
        return None
    first, last = span.start, span.last_day
    late, early = _listed(crossed.late), _listed(crossed.early)
    if reading is Reading.SAME:
        return Text(f"全部是{last.month}月的日期，只是顺序不同", f"all of {last:%B}, in another order")
    return Text(
        f"{late}日属于{first.month}月，{early}日属于{last.month}月",
        f"{late} are days of {first:%B}, {early} of {last:%B}",
    )


def _listed(days: Iterable[int]) -> str:
    said = sorted(days)
    return f"{said[0]}–{said[-1]}" if len(said) > 1 else str(said[0])


def _shifted(year: int, month: int, by: int) -> tuple[int, int]:
    at = calendar_month(year, month)
    moved = {-1: at.start - timedelta(days=1), 1: at.end}.get(by, at.start)
    return moved.year, moved.month


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
