"""Relief that follows from the forecast alone: volume beyond it is not the vendor's to answer for."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from core.batch import Source


@dataclass(frozen=True)
class ForecastRelief:
    """Of which clauses, from how much beyond the day's forecast on, and whose forecast it is."""

    clauses: tuple[str, ...]
    #: What the vendor bears beyond the forecast, as a share of it.
    tolerance: Fraction = Fraction(1, 10)
    #: Who forecasts decides who pays: the client's, unless the contract names another.
    source: Source = Source.CLIENT
