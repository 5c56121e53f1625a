"""What must hold in a table: its days, its identities, its printed rates, its total row."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl

from core.facts import date_of, day_number
from core.finding import Finding, Place
from core.period import Period
from importers.claims.above_answer_rate import check_above_answer_rate
from importers.claims.averages import check_averages
from importers.claims.callers import check_callers
from importers.claims.empty_cells import check_empty, fill_certain
from importers.claims.identities import (
    bounds,
    check_identities,
    check_login,
    drop_doubts_on_rejected,
    identities_of,
)
from importers.claims.lines_aside import check_lines_aside
from importers.claims.occupancy import check_occupancy
from importers.claims.part_totals import check_parts
from importers.claims.patterns import patterns
from importers.claims.rate_checks import check_rates
from importers.claims.to_date import check_to_date
from importers.claims.totals import check_totals
from importers.claims.workday_totals import check_workday_totals
from importers.columnar.streamed import few
from importers.rows.extract import Rows

#: So many days of the month before are no slip.
_FEWEST_BEFORE = 3
#: What is said of days before they come.
_AHEAD = frozenset({"forecast", "forecast_locked"})


def check(file: str, rows: Rows, today: date) -> None:
    """Add what is wrong to the rows' reasons and warnings."""
    check_figures(file, rows, today)
    rows.warnings += patterns(file, rows)


def check_figures(file: str, rows: Rows, today: date) -> None:
    """The same but for what all its days together look like: no row stays out for that."""
    _check_days(file, rows, rows.chosen, today)
    identities = identities_of(rows)
    fill_certain(rows, bounds(identities))
    check_identities(file, rows, identities)
    check_login(file, rows)
    check_empty(file, rows)
    check_callers(file, rows)
    check_rates(file, rows)
    check_above_answer_rate(file, rows)
    check_averages(file, rows)
    check_occupancy(file, rows)
    check_totals(file, rows)
    check_parts(file, rows)
    check_workday_totals(file, rows)
    check_lines_aside(file, rows)
    check_to_date(file, rows)
    drop_doubts_on_rejected(rows)


def _check_days(file: str, rows: Rows, chosen: Period | None, today: date) -> None:
    frame, named = rows.frame, chosen or rows.said
    if named:
        outside = (pl.col("day") < day_number(named.start)) | (pl.col("day") >= day_number(named.end))
        strays = few(frame, outside).select("row", "day")
        if not chosen and _settles(frame, strays, named):
            strays = strays.clear()
        for number, day in strays.iter_rows():
            facts = {
                "day": date_of(day).isoformat(),
                "period": named.label or f"{named.start}–{named.last_day}",
            }
            code = "day_outside_period" if chosen else "day_outside_title"
            finding = Finding(code, _dated(file, rows, number), facts)
            (rows.reasons[number] if chosen else rows.warnings).append(finding)
    if rows.measures and _AHEAD.issuperset(rows.measures):
        # A forecast is of days to come.
        return
    for number, day in few(frame, pl.col("day") > day_number(today)).select("row", "day").iter_rows():
        facts = {"day": date_of(day).isoformat(), "today": today.isoformat()}
        rows.reasons[number].append(Finding("day_in_future", _dated(file, rows, number), facts))


def _settles(frame: pl.DataFrame, strays: pl.DataFrame, named: Period) -> bool:
    """Whether the days are those of a settlement month that is called by the month it ends in: from the 26th
    to the 25th, every one of the last days of the month before among them."""
    days = frame["day"].drop_nulls()
    if strays["day"].n_unique() < _FEWEST_BEFORE:
        return False
    first, last = date_of(days.min()), date_of(days.max())  # type: ignore[arg-type]
    before = named.start - first
    whole = timedelta(0) < before < timedelta(days=31) and last in named and last.day < first.day
    return whole and strays["day"].n_unique() == before.days


def _dated(file: str, rows: Rows, line: int) -> Place:
    """The cell that dates a line; where days stand across, the line itself is what is dated."""
    code = "day" if "day" in rows.offsets else "month"
    return rows.place(file, line, "" if rows.table.grid.across else code)
