"""The absolute error of forecasts, where a report gives what was forecast and what came: formed day by day.

1 − Σ|actual − forecast| ÷ Σ (domain reference 36, china_practice FORECAST) needs the errors of days added up;
the error of a month's sums would let a day too high make good for one too low.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from core.tally import Have, Sums
from core.text import Text
from sla.terms.indicator import Formula

#: What is formed, and what of.
ERROR, FORECAST, OFFERED = "forecast_error", "forecast", "offered"

BY_DAY = Text(
    "预测偏差由每日的人工请求量与预测量算出：逐日取差的绝对值再相加",
    "Forecast errors from each day's calls and forecast: the days' absolute differences, added up",
)


def needs_errors(formula: Formula) -> bool:
    """Whether a formula is of absolute forecast errors."""
    return ERROR in formula.base_counts


def with_errors(months: Sequence[Sums], days: Sequence[Sums]) -> list[Sums]:
    """Each scope's days with both counts added up, with their errors; a day that lacks one is left out.

    `months`: what was reported of the whole, whose coverage says how many days there should be.
    """
    found = []
    for month in months:
        own = [day for day in days if day.scope == month.scope and {FORECAST, OFFERED} <= day.totals.keys()]
        if own:
            have = Have(min(month.coverage.have, len(own)), month.coverage.expected)
            found.append(replace(month, totals=_added(own), coverage=have))
    return found


def _added(days: Sequence[Sums]) -> dict[str, int]:
    names = sorted({name for day in days for name in day.totals})
    totals = {name: sum(day.totals.get(name, 0) for day in days) for name in names}
    return {**totals, ERROR: sum(abs(day.totals[OFFERED] - day.totals[FORECAST]) for day in days)}
