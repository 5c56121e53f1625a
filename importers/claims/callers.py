"""Customers' numbers that are none any more: 1.38E+10, which a program cut, or 138****5678, masked before."""

from __future__ import annotations

import polars as pl

from core.finding import Finding
from importers.containers.celltoken import shown
from importers.layouts.grid import Column
from importers.rows.extract import Rows

_ROLE = "caller"
#: In so many calls no customer is one in twenty.
_MANY, _ONE_IN = 200, 20


def check_callers(file: str, rows: Rows) -> None:
    """Said once, with the first of them: such a call is nobody's, and never a repeated one. A number that is
    everybody's, a switchboard's, is said as well: every call would be a repeated one."""
    column = next((at for at, field in rows.table.columns if field.role == _ROLE), None)
    if column is None or _ROLE not in rows.frame.columns:
        return
    written = pl.DataFrame({"row": rows.table.grid.numbers, "token": rows.table.grid.tokens(column)})
    unmarked = rows.frame.filter(pl.col(_ROLE).is_null()).select("row")
    lost = written.filter(pl.col("token").str.contains(r"\d")).join(unmarked, on="row", how="semi")
    if lost.height:
        row, token = lost.row(0)
        facts = {"header": column.written, "n": lost.height, "value": shown(token)}
        place = rows.table.grid.place(file, row, column.letters)
        rows.warnings.append(Finding("callers_lost", place, facts))
    _check_frequent(file, rows, column)


def _check_frequent(file: str, rows: Rows, column: Column) -> None:
    marked = rows.frame.filter(pl.col(_ROLE).is_not_null())
    if marked.height < _MANY:
        return
    each = marked.group_by(_ROLE).agg(pl.len().alias("n"), pl.col("row").min())
    most = each.sort("n", "row").row(-1, named=True)
    if most["n"] * _ONE_IN >= marked.height:
        place = rows.table.grid.place(file, most["row"], column.letters)
        share = f"{most['n'] * 100 // marked.height}%"
        facts = {"header": column.written, "n": most["n"], "share": share}
        rows.warnings.append(Finding("caller_everywhere", place, facts))
