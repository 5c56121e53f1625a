"""A month taken as a lot: passed where at most so many of a sample are bad (audits_and_scoring 4.3).

ISO 2859-1 protects the vendor: a lot at the quality limit nearly always passes. The client looks at the rate
that still passes one time in ten.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from core.chance import at_most
from core.rounding import rounded

_TEN_THOUSAND = 10_000


@dataclass(frozen=True)
class AcceptancePlan:
    """`n` calls are heard; the month passes with at most `accept` bad ones."""

    n: int
    accept: int

    @property
    def reject(self) -> int:
        """The number of bad ones from which it does not pass."""
        return self.accept + 1

    def chance(self, bad: Fraction) -> Fraction:
        """How likely the month passes where that share of all calls is bad; exact."""
        return at_most(self.accept, self.n, bad)

    def curve(self, shares: Sequence[Fraction]) -> list[tuple[Fraction, Decimal]]:
        """The operating curve: each share of bad calls with its chance to pass, to four decimals."""
        return [(share, rounded(self.chance(share), 4)) for share in shares]

    def passes_one_in_ten(self) -> Decimal:
        """The share of bad calls that passes only one time in ten (LTPD), rounded up to 0.01 %."""
        low, high = 0, _TEN_THOUSAND
        while high - low > 1:
            middle = (low + high) // 2
            if self.chance(Fraction(middle, _TEN_THOUSAND)) > Fraction(1, 10):
                low = middle
            else:
                high = middle
        return rounded(Fraction(high, _TEN_THOUSAND), 4)
