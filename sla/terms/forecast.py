"""Relief that follows from the forecast alone: volume beyond it is not the vendor's to answer for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from core.batch import Source
from core.text import Text


class Forecaster(StrEnum):
    """Who forecasts: relief is against a forecast of the client's, never against one's own."""

    CLIENT = "client"
    VENDOR = "vendor"


class LateForecast(StrEnum):
    """What a day is whose forecast came, or was changed, after it was to be locked."""

    LEAVE_OUT = "leave_out"
    NO_TOLERANCE = "no_tolerance"


@dataclass(frozen=True)
class ForecastRelief:
    """Of which clauses, from how much beyond the day's forecast on, and whose forecast it is."""

    clauses: tuple[str, ...]
    #: What the vendor bears beyond the forecast, as a share of it.
    tolerance: Fraction = Fraction(1, 10)
    #: Who forecasts decides who pays: the client's, unless the contract names another.
    source: Source = Source.CLIENT
    #: What it bears beyond an interval's forecast; None: days are reckoned as a whole.
    interval_tolerance: Fraction | None = None
    #: Days before the month begins by which its forecast must be in; None: whenever it came.
    locked_days: int | None = None
    #: The same before each day, where the forecast is by interval; None: as `locked_days`.
    interval_locked_days: int | None = None
    #: None: such a day is left out.
    late: LateForecast | None = None
    #: Whether calls made again after an abandon are taken off the volume, where they are reported.
    net_of_repeats: bool | None = None
    #: None: the client forecasts.
    forecaster: Forecaster | None = None

    @property
    def holds(self) -> bool:
        """Whether there is relief at all: none where the vendor forecasts."""
        return self.forecaster is not Forecaster.VENDOR


FORECASTER_NAMES: dict[Forecaster, Text] = {
    Forecaster.CLIENT: Text("甲方预测", "the client forecasts"),
    Forecaster.VENDOR: Text("外包商预测，无此免责", "the vendor forecasts, so there is no relief"),
}
LATE_FORECAST_NAMES: dict[LateForecast, Text] = {
    LateForecast.LEAVE_OUT: Text("当日不考核", "the day is left out"),
    LateForecast.NO_TOLERANCE: Text("当日不留容差", "the vendor bears no tolerance that day"),
}
