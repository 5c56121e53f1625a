"""Failure that goes on, in money: every n-th miss within so many months costs a share of the year's fee."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Persistent:
    """Every tenth miss within rolling twelve months costs an additional share of the annual fee (WE: 5 %).

    Each miss counts once: the ten that made one charge are not among the next ten.
    """

    #: Of the annual fee, each time.
    share: Fraction
    every: int = 10
    #: Rolling, this month the last.
    months: int = 12
    #: Yuan a year; None: twelve times a monthly fee.
    annual_fee: Fraction | None = None
    #: Whose misses count; empty: every clause's.
    clauses: tuple[str, ...] = ()
    #: The first month whose misses count, 'YYYY-MM'; None: every month on file.
    since: str | None = None
