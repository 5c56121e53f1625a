"""An amount parted in proportion, to the cent: the parts always add up to the whole."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from core.money import Money


def in_proportion(total: Money, weights: Sequence[Money]) -> list[Money]:
    """`total` parted as the weights stand to each other, half-up; the largest part takes the odd cents.

    Nothing to go by (no weight, or none above 0) is refused.
    """
    whole = sum(weight.cents for weight in weights)
    if whole <= 0 or any(weight.cents < 0 for weight in weights):
        raise ValueError("nothing to part an amount by")
    parts = [total.times(Fraction(weight.cents, whole)) for weight in weights]
    largest = max(range(len(parts)), key=lambda at: parts[at].cents)
    odd = total.cents - sum(part.cents for part in parts)
    parts[largest] = Money(parts[largest].cents + odd, total.currency)
    return parts
