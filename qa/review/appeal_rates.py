"""申诉率 and 申诉成功率: how many audits were appealed, how many appeals were right, by vendor or auditor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

#: An auditor who loses more than a fifth of the appeals is trained again (usual practice).
RETRAIN_ABOVE = Fraction(20, 100)
#: Of fewer rulings one lost appeal would already be more than a fifth (docs/decisions/0027).
RETRAIN_LEAST = 5


@dataclass(frozen=True)
class Appealed:
    """One released audit: whose it is, and what its appeals came to."""

    of: str
    appeals: int = 0
    ruled: int = 0
    succeeded: int = 0


@dataclass(frozen=True)
class AppealRates:
    """The counts of one vendor or auditor; a rate of nothing is None, never 0."""

    of: str
    released: int
    appealed: int
    appeals: int
    ruled: int
    succeeded: int

    @property
    def appeal_rate(self) -> Fraction | None:
        """Released audits with at least one appeal, of all released ones."""
        return Fraction(self.appealed, self.released) if self.released else None

    @property
    def success_rate(self) -> Fraction | None:
        """Appeals whose ruling changed the answer, of those ruled on."""
        return Fraction(self.succeeded, self.ruled) if self.ruled else None

    @property
    def is_too_few(self) -> bool:
        """Whether something was ruled on, but too little to ask for training by it."""
        return 0 < self.ruled < RETRAIN_LEAST

    @property
    def retrain(self) -> bool:
        """Whether more than 20 % of five or more ruled appeals were lost: exactly a fifth is not more."""
        return self.ruled >= RETRAIN_LEAST and Fraction(self.succeeded, self.ruled) > RETRAIN_ABOVE


def appeal_rates(audits: Iterable[Appealed], released: Mapping[str, int] | None = None) -> list[AppealRates]:
    """The rates of each vendor or auditor, by name. `released`: how many audits each has, where `audits` are
    only the appealed ones."""
    groups: dict[str, list[Appealed]] = {of: [] for of in released or {}}
    for each in audits:
        groups.setdefault(each.of, []).append(each)
    return [
        AppealRates(
            of,
            released=len(mine) if released is None else released[of],
            appealed=sum(each.appeals > 0 for each in mine),
            appeals=sum(each.appeals for each in mine),
            ruled=sum(each.ruled for each in mine),
            succeeded=sum(each.succeeded for each in mine),
        )
        for of, mine in sorted(groups.items())
    ]
