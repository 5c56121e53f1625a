"""Columns of the month so far, 本月累计, against the days beside them: check values, never facts."""

from __future__ import annotations

import polars as pl

from core.batch import Grain
from core.facts import date_of
from core.finding import Finding
from importers.claims.formulas import count_name
from importers.dictionary.headers import Field, synonyms
from importers.layouts.grid import Column
from importers.layouts.to_date import columns_to_date
from importers.rows.extract import Rows
from importers.values.whole_columns import read_column

_OF = ("vendor_said", "project", "site", "queue", "channel", "segment", "agent")


def check_to_date(file: str, rows: Rows) -> None:
    """A finding for each such column whose last line the days before it do not come to.

    Days are added from the last on which both say the same, which is the first of a month that begins anew;
    a list that holds no such day, and not the 1st either, cannot tell.
    """
    if rows.table.grid.across or rows.table.layout.grain is not Grain.DAY:
        return
    for column, path in columns_to_date(rows.table.grid.columns, synonyms()):
        field = synonyms().field_of(path)
        if field and field.count in rows.measures and field.count:
            rows.warnings += _differs(file, rows, column, field, field.count)


def _differs(file: str, rows: Rows, column: Column, field: Field, count: str) -> list[Finding]:
    said = read_column(rows.table.grid.kept(column), field, rows.hints).series("said", pl.Int64, int)
    told = pl.DataFrame([rows.table.grid.numbers.cast(pl.Int32), said])
    days = rows.frame.select(pl.col("row").cast(pl.Int32), "day", count, *_OF).join(told, on="row")
    wrong = [line for part in days.partition_by(_OF) if (line := _last(part.sort("day", "row"), count))]
    if not wrong:
        return []
    row, day, first, written, added = wrong[0]
    facts = {
        "header": column.written, "day": date_of(day).isoformat(), "first": date_of(first).isoformat(),
        "said": written, "sum": added, "what": count_name(count),
    }  # fmt: skip
    return [Finding("to_date_differs", rows.table.grid.place(file, row, column.letters), facts)]


def _last(days: pl.DataFrame, count: str) -> tuple[int, int, int, int, int] | None:
    """The last line of a part and what its days come to, where that is something else."""
    known = days.drop_nulls(["day", "said"])
    if known.is_empty() or known[count].has_nulls():
        return None
    begins = (known["said"] == known[count]).arg_true()
    start = int(begins[-1]) if len(begins) else 0
    first, month = known["day"][start], known["day"] // 100
    if not len(begins) and (first % 100 != 1 or month.n_unique() > 1):
        return None
    added, last = int(known[count][start:].sum()), known.row(-1, named=True)
    return None if added == last["said"] else (last["row"], last["day"], first, last["said"], added)
