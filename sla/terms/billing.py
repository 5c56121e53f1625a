"""What a fee is billed for: a month of which only some days count, and a volume that is paid in any case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from core.batch import Source
from core.period import Period

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class PartMonth:
    """The months of start and end are paid by their days 不足月按天折算; only where the clause says so."""

    #: The first and the last day of service; None where the contract's own days do not cut a month.
    first: date | None = None
    last: date | None = None
    #: Whether the volume floors of such a month are taken by its days as well; None where nothing is said.
    floors: bool | None = None

    def days_of(self, month: Period, exit_day: date | None = None) -> int:
        """How many of a month's days are days of service; up to the vendor's last day, where it left."""
        start = max(month.start, self.first or month.start)
        ends = [day + _DAY for day in (self.last, exit_day) if day is not None]
        return max(0, (min([month.end, *ends]) - start).days)


@dataclass(frozen=True)
class MinimumBilling:
    """At least this share of the month's forecast is billed 最低计费量, whatever came (90 % is usual)."""

    share: Fraction
    #: Whose forecast; the client's, who is the one to pay for it.
    source: Source = Source.CLIENT
