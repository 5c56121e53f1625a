"""Rows of weeks or ten days that are exactly a month: added up to it, each checked by itself before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import polars as pl

from core.facts import day_number
from core.finding import Finding
from importers.containers.celltoken import shown
from importers.rows.extract import Rows
from importers.rows.group_sums import flows
from importers.values.week_names import part_of_month


def months_added(file: str, read: Sequence[Rows], check: Callable[[Rows], None]) -> Iterator[Rows]:
    """The rows of every table; of one by parts of a month those of the month, where they are all of it."""
    for rows in read:
        if rows.table.parts_in is None or rows.undated or rows.unread:
            yield rows
            continue
        rows = _of_spans(rows) if rows.table.spans else rows
        check(rows)
        yield rows if rows.table.spans else _month_of(file, rows)


def _of_spans(rows: Rows) -> Rows:
    """The rows, each of its own days."""
    label, month = rows.table.parts_in, rows.hints.period
    assert label is not None and month is not None
    days = [part_of_month("".join(shown(token).split()), month) for token in rows.table.grid.tokens(label)]
    ends = {
        "day": [day and day_number(day.start) for day in days],
        "day_end": [day and day_number(day.end) for day in days],
    }
    frame = rows.frame.with_columns(pl.Series(name, ends[name], pl.Int32) for name in ends)
    return replace(rows, frame=frame, checked=True)


def _month_of(file: str, rows: Rows) -> Rows:
    """The parts as their month. Where one of them is kept out, all are: a month without it is none."""
    label = rows.table.parts_in
    assert label is not None
    if rows.reasons:
        why = next(iter(rows.reasons.values()))[:1]
        for number in rows.frame["row"]:
            rows.reasons[number] = rows.reasons[number] or why
        return replace(rows, checked=True)
    names = flows(rows)
    labels = [name for name in rows.frame.columns if name not in {*rows.measures, "row"}]
    said = [pl.when(pl.col(name).is_not_null().all()).then(pl.col(name).sum()).alias(name) for name in names]
    grouped = rows.frame.group_by(labels, maintain_order=True).agg("row", *said)
    frame = grouped.with_columns(pl.col("row").list.first())
    cells = rows.table.grid.tokens(label)
    facts = {"first": shown(cells[0]), "last": shown(cells[-1]), "header": label.written}
    place = rows.table.grid.place(file, rows.table.grid.numbers[0])
    return replace(
        rows,
        frame=frame,
        measures=names,
        added_lines=dict(zip(frame["row"], grouped["row"].to_list(), strict=True)),
        derived=rows.derived & set(names),
        rates=[],
        checked=True,
        warnings=[*rows.warnings, Finding("parts_make_month", place, facts)],
    )
