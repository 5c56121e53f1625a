"""Many questions asked at once: Holm's rule keeps the chance of even one false alarm at the level."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

K = TypeVar("K")
LEVEL = Fraction(5, 100)


def stand_out(chances: Mapping[K, Fraction | Decimal], level: Fraction = LEVEL) -> set[K]:
    """Those whose chance is too small to be chance: the smallest below level/m, the next below level/(m−1) …

    The first that is not ends it: none after it stands out either.
    """
    found: set[K] = set()
    for tested, key in enumerate(sorted(chances, key=lambda key: Fraction(chances[key]))):
        if Fraction(chances[key]) > level / (len(chances) - tested):
            break
        found.add(key)
    return found
