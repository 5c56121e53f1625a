"""What must hold in a table: its days, its identities, its printed rates, its total row."""

from __future__ import annotations

from datetime import date

import polars as pl

from core.facts import date_of, day_number
from core.finding import Finding
from core.period import Period
from importers.above_answer_rate import check_above_answer_rate
from importers.averages import check_averages
from importers.draft import Choice
from importers.empty_cells import check_empty, fill_certain
from importers.extract import Rows
from importers.identities import (
    bounds,
    check_identities,
    check_login,
    drop_doubts_on_rejected,
    identities_of,
)
from importers.patterns import check_patterns
from importers.rate_checks import check_rates
from importers.totals import check_totals


def check(file: str, rows: Rows, choice: Choice, today: date) -> None:
    """Add what is wrong to the rows' reasons and warnings."""
    _check_days(file, rows, choice.period, today)
    identities = identities_of(rows)
    fill_certain(rows, bounds(identities))
    check_identities(file, rows, identities)
    check_login(file, rows)
    check_empty(file, rows)
    check_rates(file, rows)
    check_above_answer_rate(file, rows)
    check_averages(file, rows)
    check_totals(file, rows)
    check_patterns(file, rows)
    drop_doubts_on_rejected(rows)


def _check_days(file: str, rows: Rows, chosen: Period | None, today: date) -> None:
    frame, named = rows.frame, chosen or rows.said
    if named:
        outside = (pl.col("day") < day_number(named.start)) | (pl.col("day") >= day_number(named.end))
        for number, day in frame.filter(outside).select("row", "day").iter_rows():
            facts = {
                "day": date_of(day).isoformat(),
                "period": named.label or f"{named.start}–{named.last_day}",
            }
            code = "day_outside_period" if chosen else "day_outside_title"
            finding = Finding(code, rows.place(file, number, "day"), facts)
            (rows.reasons[number] if chosen else rows.warnings).append(finding)
    for number, day in frame.filter(pl.col("day") > day_number(today)).select("row", "day").iter_rows():
        facts = {"day": date_of(day).isoformat(), "today": today.isoformat()}
        rows.reasons[number].append(Finding("day_in_future", rows.place(file, number, "day"), facts))
