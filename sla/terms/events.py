"""What the daily events ledger may book: bonuses and deductions in points, and vetoes."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from core.text import Text


@dataclass(frozen=True)
class Adjustment:
    """A bonus or a deduction in points that the daily events ledger may book."""

    code: str
    name: Text
    #: Points each time, negative for a deduction; None where the person states them.
    points: Fraction | None = None
    #: The most its bonuses may add up to in a month.
    cap: Fraction | None = None
    #: Clauses that must be met for its bonuses to count; what it deducts counts all the same.
    gates: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Veto:
    """An event that limits the month 一票否决: its total, its grade, or what is paid of its fee."""

    code: str
    name: Text
    #: The most points the month keeps; None where it limits something else alone.
    total: Fraction | None = Fraction(0)
    #: The best grade the month can have.
    grade: str | None = None
    #: The most that is paid of the part by score; of the whole fee where no part is.
    fee_share: Fraction | None = None
