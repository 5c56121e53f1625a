"""How near forecasts came, interval by interval or day by day: the mean of their accuracies (1 − MAPE), and
the share within a band (domain reference 36).

An interval's accuracy is 1 − |came − forecast| ÷ came, not rounded; it may be negative. Where nothing came
there is no percentage, and the interval is left out of both parts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from core.tally import Flag, Have, Sums, Tally
from core.text import Text
from sla.judging.forecast_days import FORECAST, OFFERED
from sla.judging.tally import Measured, form_tally
from sla.terms.indicator import Formula

#: What there is one of for each interval, or each day.
_INTERVALS, _DAYS = "forecast_intervals", "forecast_days"
_BANDS = ("intervals_in_band_", "days_in_band_")

BY_INTERVAL = Text(
    "预测准确度由各时段的人工请求量与预测量算出：逐段取1−|实际−预测|÷实际，没有来电的时段不计",
    "Forecast accuracy from each interval's calls and forecast: 1 − |came − forecast| ÷ came, leaving out "
    "intervals without calls",
)
BY_DAY = Text(
    "预测准确度由各日的人工请求量与预测量算出：逐日取1−|实际−预测|÷实际，没有来电的日子不计",
    "Forecast accuracy from each day's calls and forecast: 1 − |came − forecast| ÷ came, leaving out days "
    "without calls",
)


def is_of_forecasts(formula: Formula) -> bool:
    """Whether a formula is of the accuracy of single intervals or days."""
    return not {_INTERVALS, _DAYS}.isdisjoint(formula.denominator)


def is_of_intervals(formula: Formula) -> bool:
    """Whether it is of intervals, not of days."""
    return _INTERVALS in formula.denominator


def states_accuracy(formula: Formula, parts: Sequence[Sums]) -> bool:
    """Whether a report gives the counts themselves, so that nothing is to be formed."""
    return any(form_tally(formula, part) is not None for part in parts)


def accuracy(formula: Formula, parts: Sequence[Sums]) -> Measured | None:
    """The figure formed of intervals or days with both counts; None where there are none.

    Parts that lack one of them are left out and make the rest provisional.
    """
    told = [part for part in parts if {FORECAST, OFFERED} <= part.totals.keys()]
    if not told:
        return None
    band = next((name for name in formula.numerator if name.startswith(_BANDS)), "")
    percent = int(band.rpartition("_")[2]) if band else None
    pairs = [(part.totals[OFFERED], part.totals[FORECAST]) for part in told]
    found = [_counted(came, forecast, percent) for came, forecast in pairs if came > 0]
    top = sum(found, Fraction(0))
    # Thirds and sevenths add up to no whole numbers: the numerator is kept in parts of their own size.
    kept = replace(formula, numerator_per=top.denominator)
    coverage = Have(sum(p.coverage.have for p in told), sum(p.coverage.expected for p in parts))
    flags = frozenset().union(*(part.flags for part in told))
    flags |= {Flag.PROVISIONAL} if len(told) < len(parts) else set()
    origins = tuple(sorted({origin for part in told for origin in part.origins}))
    n = len(found)
    tally = Tally(top.numerator, n, kept.tally_scale, n, coverage, flags, origins)
    return Measured(kept, tally, tally.value, parts=((told[0].scope, tally),))


def _counted(came: int, forecast: int, percent: int | None) -> Fraction:
    """What one interval counts for: its accuracy, or 1 where it keeps within the band."""
    off = abs(came - forecast)
    return 1 - Fraction(off, came) if percent is None else Fraction(off * 100 <= percent * came)
