"""Money in whole cents; rounding half-up to the cent, the last instalment takes the remainder."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from core.rounding import rounded


@dataclass(frozen=True, order=True)
class Money:
    """An amount in cents (分) of one currency."""

    cents: int
    currency: str = "CNY"

    @property
    def amount(self) -> Decimal:
        """The amount in whole units with two decimals, 340229.93."""
        return Decimal(f"{self.cents}E-2")

    def times(self, factor: Fraction | Decimal | int) -> Money:
        """The amount times an exact factor, half-up to the cent."""
        return money(Fraction(self.cents, 100) * Fraction(factor), self.currency)


def money(amount: Fraction | Decimal | int | str, currency: str = "CNY") -> Money:
    """Money from an exact amount in whole units, half-up to the cent."""
    exact = Fraction(amount)
    return Money(int(rounded(exact, 2) * 100), currency)


def instalments(total: Money, count: int) -> list[Money]:
    """`total` in `count` equal parts, each half-up to the cent; the last takes what is left."""
    part = total.times(Fraction(1, count))
    return [part] * (count - 1) + [Money(total.cents - part.cents * (count - 1), total.currency)]
