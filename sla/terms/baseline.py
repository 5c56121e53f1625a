"""A target that is measured first: the vendor's own figure of a named past period, and something on it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Baseline:
    """The months measured, first and last as 'YYYY-MM', and what is added to their figure."""

    first: str
    last: str
    #: In the indicator's unit; less than nothing where less is asked.
    change: Fraction = Fraction(0)
    #: To so many decimals the target is rounded half-up; None: it is exact.
    digits: int | None = None
