"""Continuous improvement 持续改进: how a target follows the vendor's best months, once a year."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Improvement:
    """The new target: the mean of the best months, beyond the old by at most a part of what is left."""

    #: So many best months of `among` closed ones.
    best: int
    #: Of the gap from the present target to 100 % (to 0 where less is better).
    gap_share: Fraction
    among: int = 12
    #: To so many decimals, towards the present target; None: exact.
    digits: int | None = None
