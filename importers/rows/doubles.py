"""Rows that stand twice: the same line again is taken once, of different figures none can be trusted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import polars as pl

from core.batch import Grain
from core.facts import date_of
from core.finding import Finding
from importers.columnar.in_order import AS_FILES_STAND, doubled, picked
from importers.containers.extent import column_letters
from importers.layouts.recognise import Table
from importers.rows.extract import Rows

#: Longer lists are only looked through for the same key, once their rows are named.
_MOST_LINES = 20_000


def each_line_once(table: Table) -> Table:
    """The table without lines whose every cell stands in an earlier one, so that nothing adds them up twice.

    Not of a list of calls, where two may be told in the same words, nor of agents told by name alone, of whom
    two may be called the same.
    """
    grid, layout = table.grid, table.layout
    lists = layout.grain is Grain.CALL or layout.calls or layout.each_row or _by_name(table)
    if lists or grid.across or grid.cells or grid.body.height > _MOST_LINES:
        return table
    cells = [column.letters for column in grid.columns]
    first = grid.body.select("row", pl.col("row").first().over(cells).alias("first"))
    again = tuple(first.filter(pl.col("row") != pl.col("first")).iter_rows())
    if not again:
        return table
    body = grid.body.filter(~pl.col("row").is_in([line for line, _ in again]))
    return replace(table, grid=replace(grid, body=body, again=again))


def find_doubles(file: str, rows: Rows, frame: pl.DataFrame) -> list[int]:
    """The same key twice: rows that are equal count once, and all but the first are given back; different
    figures, or other words in a column nobody reads, keep all of them out. Lines let go before are said here,
    each with its vendor."""
    rows.warnings += _let_go(file, rows, frame)
    keys = [*AS_FILES_STAND]
    live = picked(frame, ~pl.col("row").is_in(list(rows.reasons)))
    again: list[int] = []
    names = _by_name(rows.table)
    for group in live.filter(doubled(live, keys)).partition_by(keys, maintain_order=True):
        numbers = group["row"].to_list()
        alike = group.select(rows.measures).n_unique() == 1
        unread = _unlike(rows, numbers) if alike else ""
        if alike and not unread and not names:
            rows.warnings += [
                _repeated(file, rows, number, group.row(0, named=True)) for number in numbers[1:]
            ]
            again += numbers[1:]
            continue
        for number in numbers:
            other = next(n for n in numbers if n != number)
            facts = {"other": _named(rows, other), "day": date_of(group["day"][0]).isoformat()}
            code = "agent_name_twice" if names else "row_alike" if alike else "row_doubled"
            more = {"header": unread} if code == "row_alike" else {}
            rows.reasons[number].append(Finding(code, rows.place(file, number), {**facts, **more}))
    return again


def _by_name(table: Table) -> bool:
    """Whether agents are told by their names alone."""
    return any(field.role == "agent" and field.code == "agent_name" for _, field in table.columns)


def _unlike(rows: Rows, numbers: list[int]) -> str:
    """The column that nobody reads in which rows of a report differ, so that none is a copy; '' for none.

    A call has its number, and a person on a list stands there by name: what else is said of them is not
    compared.
    """
    table = rows.table
    if table.layout.grain is Grain.CALL or table.layout.each_row:
        return ""
    read = {column.index for column, _ in table.columns}
    lines = table.grid.lines(numbers)
    unread = (column for column in table.grid.columns if column.index not in read)
    return next((at.written for at in unread if lines[at.letters].n_unique() > 1), "")


def _let_go(file: str, rows: Rows, frame: pl.DataFrame) -> Iterator[Finding]:
    """Of lines that are the same as one that counts; what is wrong with the first is said of it alone."""
    earlier = {other for _, other in rows.table.grid.again} - set(rows.reasons)
    kept = frame.filter(pl.col("row").is_in(list(earlier)), pl.col("day").is_not_null())
    known = {row["row"]: row for row in kept.iter_rows(named=True)}
    for line, other in rows.table.grid.again:
        if other in known:
            yield _repeated(file, rows, line, known[other])


def _repeated(file: str, rows: Rows, line: int, first: dict[str, object]) -> Finding:
    day = date_of(int(str(first["day"]))).isoformat()
    facts = {"vendor": first["vendor"], "other": _named(rows, int(str(first["row"]))), "day": day}
    return Finding("row_repeated", rows.place(file, line), facts)


def _named(rows: Rows, line: int) -> str | int:
    return column_letters(line) if rows.table.grid.across else line
