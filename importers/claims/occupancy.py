"""Occupancy above 100 %: agents busy with calls for longer than they were logged in."""

from __future__ import annotations

from fractions import Fraction

import polars as pl

from core.finding import Finding
from core.text import Text
from importers.claims.claimed_rates import percent
from importers.claims.formulas import count_name
from importers.columnar.streamed import few
from importers.rows.extract import Rows
from importers.values.cells import Rate

_FIELD = "occupancy"
_BUSY = ("talk_s", "hold_s", "wrap_s")


def check_occupancy(file: str, rows: Rows) -> None:
    """One finding each for counts and for a printed column, at the row that is furthest off.

    Talk and wrap-up time alone are bounded by the login time already (identities.py): here it is
    the hold time that makes them more, which most often lies inside the talk time as well.
    """
    rows.warnings += _counted(file, rows) + _printed(file, rows)


def _counted(file: str, rows: Rows) -> list[Finding]:
    if not {"login_s", "talk_s", "hold_s"} <= set(rows.measures):
        return []
    busy = [name for name in _BUSY if name in rows.measures]
    there = pl.all_horizontal([pl.col(name).is_not_null() for name in (*busy, "login_s")])
    there &= ~pl.col("row").is_in(list(rows.reasons))
    total, login = pl.sum_horizontal(busy), pl.col("login_s")
    over = few(rows.frame, there & (total > login) & (total - pl.col("hold_s") <= login))
    over = over.select("row", "login_s", "hold_s", total.alias("busy"))
    over = over.sort(pl.col("busy") - pl.col("login_s"), descending=True)
    if over.is_empty():
        return []
    row, logged_in, _hold, seconds = over.row(0)
    names = [count_name(name) for name in busy]
    facts = {
        "busy": Text(" + ".join(name.zh for name in names), " + ".join(name.en for name in names)),
        "seconds": seconds,
        "login": logged_in,
        "rate": percent(Fraction(seconds, logged_in)) if logged_in else "∞",
        "n": over.height,
    }
    return [Finding("occupancy_over_login", rows.place(file, row, "hold_s"), facts)]


def _printed(file: str, rows: Rows) -> list[Finding]:
    found = []
    for fld, letters, values in rows.rates:
        if fld.code != _FIELD:
            continue
        shares = [values.at(at) for at in range(rows.frame.height)]
        over = [
            (rate.value, at) for at, rate in enumerate(shares) if isinstance(rate, Rate) and rate.value > 1
        ]
        if over:
            most, at = max(over)
            header = next(column.written for column, known in rows.table.columns if known.code == fld.code)
            place = rows.table.grid.place(file, rows.table.grid.numbers[at], letters)
            facts = {"header": header, "rate": percent(most), "n": len(over)}
            found.append(Finding("occupancy_over_whole", place, facts))
    return found
