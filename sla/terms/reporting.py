"""What a contract says a report costs that is late, missing or wrong 迟报缺报与报送有误."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from core.text import Text

#: Under which codes they stand beside bonuses and deductions.
LATE_REPORT = "LATE_REPORT"
ERRONEOUS_REPORT = "ERRONEOUS_REPORT"
REPORT_COST_NAMES: dict[str, Text] = {
    LATE_REPORT: Text("迟报缺报", "Late and missing reports"),
    ERRONEOUS_REPORT: Text("报送有误", "Failing to report accurately"),
}


@dataclass(frozen=True)
class LateReport:
    """What each day costs on which a report is late or missing: a medium failure the first, a high one each
    further day (domain reference 2.9).

    A day costs in the month it lies in. Points come off the month's total, yuan off its fee.
    """

    points: Fraction | None = None
    #: Each further day; None: as the first.
    points_further: Fraction | None = None
    #: The most in a month, of all reports together; None for no limit.
    points_cap: Fraction | None = None
    amount: Fraction | None = None
    amount_further: Fraction | None = None
    amount_cap: Fraction | None = None


@dataclass(frozen=True)
class ErroneousReport:
    """What a report costs that was not accurate, each time somebody decides that it was not.

    A new failure worth five (domain reference 2.9): `failures` is what it counts as in persistent failure.
    """

    points: Fraction | None = None
    amount: Fraction | None = None
    failures: int | None = None


@dataclass(frozen=True)
class LateDays:
    """The days of one month on which one report was late or missing."""

    name: Text
    #: What it is about: a month, a day, a week.
    about: str
    #: The last day on which it was in time, extensions in.
    due: date
    first: date
    last: date
    #: The day it was whole; None while it is not.
    came: date | None = None
    #: Whether its first day late is among them; else it was late in the month before already.
    is_new: bool = True

    @property
    def days(self) -> int:
        """How many of them there are."""
        return (self.last - self.first).days + 1
