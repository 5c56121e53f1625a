"""When a closed month may still be corrected, and what change of it is worth a corrected edition."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Restatement:
    """Limitation 更正时限 and materiality 更正起点: said where a month is corrected, never applied."""

    #: So many months after the month's end; None where the contract gives no limit.
    months: int | None = None
    #: Material: a verdict turns, or the total moves by more than so many points; None: nothing is said of it.
    points: Fraction | None = None
