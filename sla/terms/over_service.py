"""When a clause asks to be told that it is served better than was bought 过度服务 (china_practice S4-09)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class OverService:
    """Two readings, both over `months` months on end: `by` or more beyond the target; or `share` of the calls
    answered within `within` of the target time. The second is None where the contract says nothing of it."""

    by: Fraction = Fraction(5)
    months: int = 3
    #: A part of the target time, such as 1/5.
    within: Fraction | None = None
    #: A part of the calls, such as 17/20.
    share: Fraction | None = None


#: What is looked for where the contract says nothing: 5 points beyond the target, or 85 % of the calls within
#: a fifth of the target time, three months on end.
USUAL = OverService(within=Fraction(1, 5), share=Fraction(17, 20))
