"""A clause on the share of intervals or days that keep a target of their own (P: 时段达标率, 日达标率)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Slice(StrEnum):
    """What is counted: intervals of the day, or days."""

    INTERVAL = "interval"
    DAY = "day"


@dataclass(frozen=True)
class Each:
    """Every interval or day is held against `target`; the clause's own target is for their share."""

    grain: Slice
    target: Fraction
    #: Those with fewer in the denominator are left out of the share, above and below.
    volume_floor: int = 0
    #: The upper end, where each is to lie in a band.
    target_high: Fraction | None = None
    #: How long an interval is: shorter ones that were reported are put together; None: as reported.
    minutes: int | None = None
