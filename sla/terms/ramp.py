"""What a contract promises less of while a programme or a site starts up 爬坡期."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction


@dataclass(frozen=True)
class Ramp:
    """Easier targets, and no credits, in the first months; the month of `since` is the first."""

    #: The target of the first month, of the second …; after them the clause's own.
    targets: tuple[Fraction, ...] = ()
    #: In so many first months a miss costs nothing; it counts all the same.
    no_credit_months: int = 0
    #: When the site or programme started; None for the contract's first day.
    since: date | None = None
