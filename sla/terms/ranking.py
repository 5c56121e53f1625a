"""How several vendors of one work are ranked, and what that moves of the volume (china_practice S7)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class RankingRule:
    """When the last vendor loses volume, and how much. Shares are percentages, losses percentage points."""

    #: The last place costs nothing from this score on.
    below: Fraction
    #: Lost by the n-th time in a row; after the last of them the vendor leaves.
    losses: tuple[Fraction, ...] = (Fraction(5), Fraction(10))
    #: Nobody goes below this share by a loss.
    floor: Fraction = Fraction(10)


@dataclass(frozen=True)
class Ranking:
    """One vendor's part in a ranking: contracts that name the same group are ranked together."""

    group: str
    #: Its share of the volume in the first month of this version of the contract.
    share: Fraction
    rule: RankingRule
    #: The clause whose better figure decides between equal scores; None where shares then stay.
    tie: str | None = None
