"""Tables whose rows are weeks or ten days: kept out, for they belong to no single day, some to two months;
but where their days are exactly those of one month, they are that month."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

import polars as pl

from core.finding import Finding
from core.period import Period, calendar_month
from importers.containers.celltoken import shown
from importers.draft import Choice
from importers.layouts.grid import Column
from importers.layouts.period_rows import PeriodRow, period_row
from importers.layouts.period_said import period_of
from importers.layouts.profile import Layout, TableLayout
from importers.layouts.recognise import WHEN, Table
from importers.values.week_names import names_days, part_of_month

_LABELS = 3
_MONTHLY = "month"
#: A month has no more weeks; tables of so many groups at most are looked at.
_MOST_PARTS, _MOST_ROWS = 10, 2000
#: Any year does to see whether the parts make a month that nobody has named yet: a leap year, another.
_YEARS = (2024, 2026)


def without_weeks(
    file: str, tables: Sequence[Table], choice: Choice, layout: Layout
) -> tuple[list[Table], list[Finding]]:
    """The tables that are not by week, those that come to a month as one of that month, and what is said of
    the others."""
    monthly = next((each for each in layout.tables if each.code == _MONTHLY), None)
    found: list[Table] = []
    said: list[Finding] = []
    # Beside figures by the day a few weeks are nothing new.
    alone = all(_label(table) for table in tables)
    for table in tables:
        label = _label(table)
        if label is None:
            found.append(table)
        elif monthly and _makes_a_month(file, table, label, choice):
            found.append(_of_a_month(table, label, monthly))
        elif monthly and alone and _in_a_month(file, table, label, choice):
            found.append(replace(_of_a_month(table, label, monthly), spans=True))
        else:
            said.append(_kept_out(file, table, label))
    return found, said


def _label(table: Table) -> Column | None:
    """The column of a table's weeks; None where its rows are anything else."""
    labels = [at for at in table.grid.columns[:_LABELS] if _weeks(table.grid.kept(at))]
    # 周次 | 日期范围: the days say more than the number.
    label = next((at for at in labels if _spans(table, at)), next(iter(labels), None))
    dated = [at.index for at, field in table.columns if field.role in WHEN]
    return None if label is None or any(index != label.index for index in dated) else label


def _spans(table: Table, label: Column) -> bool:
    tokens = table.grid.tokens(label).drop_nulls().unique()
    return all(names_days("".join(shown(token).split())) for token in tokens)


def _kept_out(file: str, table: Table, label: Column) -> Finding:
    weeks = table.grid.tokens(label)
    numbers = table.grid.numbers
    facts = {"first": shown(weeks[0]), "last": shown(weeks[-1]), "until": numbers[-1], "n": len(numbers)}
    code = "columns_by_week" if table.grid.across else "rows_by_week"
    return Finding(code, table.grid.place(file, numbers[0]), facts)


def _makes_a_month(file: str, table: Table, label: Column, choice: Choice) -> bool:
    """Whether each group of rows has every day of one month once, and counts that can be added up."""
    said = {token: "".join(shown(token).split()) for token in table.grid.tokens(label).drop_nulls().unique()}
    counts = any(field.measure for _, field in table.columns)
    if not counts or len(said) > _MOST_PARTS or table.grid.body.height > _MOST_ROWS:
        return False
    month = choice.period or period_of(table.grid.titles, table.grid.sheet, file).month
    months = [month] if month else [calendar_month(year, each) for year in _YEARS for each in range(1, 13)]
    whole = any(_tile([part_of_month(text, each) for text in said.values()], each) for each in months)
    return whole and _once_each(table, label, len(said))


def _in_a_month(file: str, table: Table, label: Column, choice: Choice) -> bool:
    """Whether the rows are some of a month's days, none of them twice, with counts and not rates alone."""
    said = {token: "".join(shown(token).split()) for token in table.grid.tokens(label).drop_nulls().unique()}
    counts = any(field.measure for _, field in table.columns)
    if (
        not counts
        or not _spans(table, label)
        or len(said) > _MOST_PARTS
        or table.grid.body.height > _MOST_ROWS
    ):
        return False
    month = choice.period or period_of(table.grid.titles, table.grid.sheet, file).month
    months = [month] if month else [calendar_month(year, each) for year in _YEARS for each in range(1, 13)]
    return any(_apart([part_of_month(text, each) for text in said.values()], each) for each in months)


def _apart(parts: Sequence[Period | None], month: Period) -> bool:
    """Whether all are days of the month, and none of them two of the parts'."""
    days = sorted(part for part in parts if part)
    inside = all(month.covers(part) for part in days)
    return len(days) == len(parts) and inside and all(one.end <= other.start for one, other in pairwise(days))


def _tile(parts: Iterable[Period | None], month: Period) -> bool:
    known = [part for part in parts if part]
    days = sorted(known)
    joined = all(one.end == other.start for one, other in pairwise(days))
    return (
        len(known) == len(list(parts))
        and joined
        and (days[0].start, days[-1].end) == (month.start, month.end)
    )


def _once_each(table: Table, label: Column, parts: int) -> bool:
    """Whether every site, or whatever else tells the rows apart, has each of the parts once."""
    others = [at for at, field in table.columns if not field.tells and at.index != label.index]
    others = [at for at in others if not _weeks(table.grid.kept(at))]
    cells = pl.DataFrame([table.grid.tokens(at).alias(at.letters) for at in (label, *others)])
    apart = [at.letters for at in others]
    groups = cells.partition_by(apart) if apart else [cells]
    return all(each.height == parts == each[label.letters].n_unique() for each in groups)


def _of_a_month(table: Table, label: Column, monthly: TableLayout) -> Table:
    columns = tuple(pair for pair in table.columns if pair[0].index != label.index)
    return replace(table, layout=monthly, columns=columns, parts_in=label)


def _weeks(tokens: pl.Series) -> bool:
    """Whether each of several cells is a week; of a million the first one mostly tells; no number is one."""
    if tokens.dtype.is_integer():
        return False
    if len(tokens) == 1:
        return names_days("".join(shown(tokens[0]).split()))
    return len(tokens) > 1 and _says_week(tokens[0]) and all(map(_says_week, tokens.unique()))


def _says_week(token: str | None) -> bool:
    return period_row(shown(token)) is PeriodRow.PART
