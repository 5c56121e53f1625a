"""What a contract says of service credits: money at risk, what a miss draws of it, points that cost money."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from core.text import Text
from sla.terms.persistent import Persistent


class ClaimFrom(StrEnum):
    """From when the working days to claim a credit are counted."""

    FINAL = "final"
    MONTH_END = "month_end"


class RootCause(StrEnum):
    """Several clauses missed by one incident: every credit counts, or the highest alone."""

    ALL = "all"
    HIGHEST = "highest"


class PointsBase(StrEnum):
    """Of which month's charges service points take their part (M8: "of next month's bill")."""

    OWN_MONTH = "own_month"
    NEXT_MONTH = "next_month"


@dataclass(frozen=True)
class Allocation:
    """How much of the amount at risk a missed clause draws (M1: category × allocation; M2: a weighting)."""

    clause: str
    share: Fraction
    #: The share of the pool that the clause's category holds; 1 where the contract knows no categories.
    category: Fraction = Fraction(1)
    #: What the category is called; clauses of one name are limited together.
    category_name: str | None = None

    @property
    def drawn(self) -> Fraction:
        """The share of the amount at risk a miss draws."""
        return self.category * self.share


@dataclass(frozen=True)
class AtRisk:
    """The amount at risk 风险金额: a share of the month's charges, and what each missed clause draws of it.

    The credits of a month never exceed it, whatever the allocations add up to.
    """

    share: Fraction
    allocations: tuple[Allocation, ...]
    #: What the shares must add up to, where the contract states it (200 % lets few misses reach the cap).
    pool: Fraction | None = None
    #: By the n-th miss in a row; the last factor holds for all after it.
    multipliers: tuple[Fraction, ...] = (Fraction(1),)
    root_cause: RootCause = RootCause.ALL
    #: The most the allocations of one category may add up to, and the least of each (a rule of the pool).
    category_limit: Fraction | None = None
    least_allocation: Fraction | None = None
    #: The most that one category draws in a month, as a share of the amount at risk.
    category_cap: Fraction | None = None


@dataclass(frozen=True)
class Band:
    """From this value on so many service points; below it the next band."""

    value: Fraction
    points: Fraction


@dataclass(frozen=True)
class PointBands:
    """The service points a missed clause brings, by how far it went."""

    clause: str
    #: Best value first; the first band whose value is kept counts, beyond all of them the last.
    bands: tuple[Band, ...]


@dataclass(frozen=True)
class Rung:
    """From so many service points on, this share of the charges."""

    points: Fraction
    share: Fraction


@dataclass(frozen=True)
class ServicePoints:
    """Points by severity, more when a clause is missed again; their sum becomes money (M7, M8)."""

    clauses: tuple[PointBands, ...]
    #: By the n-th miss in a row; the last factor holds for all after it.
    multipliers: tuple[Fraction, ...] = (Fraction(1),)
    #: Ascending; the last rung reached counts.
    ladder: tuple[Rung, ...] = ()
    #: Yuan a point, where there is no ladder.
    amount: Fraction | None = None
    #: Whose bill they are credited on; None: that of the month itself.
    base: PointsBase | None = None

    @property
    def is_later(self) -> bool:
        """Whether a month's points come off the bill of the month after it."""
        return self.base is PointsBase.NEXT_MONTH


@dataclass(frozen=True)
class EarnTarget:
    """What a clause must reach, in its unit, for a credit of it to come back: better than its own target."""

    clause: str
    target: Fraction


@dataclass(frozen=True)
class EarnBack:
    """When a credit comes back: so many months on end at the target after it.

    A miss of the minimum, or a second miss within `within` months, never earns back.
    """

    months: int = 3
    within: int = 12
    #: Clauses that must over-perform in these months; None: keeping the own target is enough.
    targets: tuple[EarnTarget, ...] | None = None
    #: Calendar months whose credits never come back, 1 to 12 (a peak carved out); None for none.
    except_months: tuple[int, ...] | None = None

    def target_of(self, clause: str) -> Fraction | None:
        """The higher target of a clause; None where its own is enough."""
        return next((each.target for each in self.targets or () if each.clause == clause), None)


@dataclass(frozen=True)
class ChargeBase:
    """What the fee is without, where credits are a share of it (domain reference 2.7)."""

    #: Costs the vendor only passes through 代垫费用: a share of the gross fee, and yuan a month.
    pass_through_share: Fraction | None = None
    pass_through_amount: Fraction | None = None
    #: Whether tax within the prices is left out as well.
    without_tax: bool | None = None


@dataclass(frozen=True)
class Credits:
    """All that a contract gives back for missed clauses beside its deductions."""

    at_risk: AtRisk | None = None
    service_points: ServicePoints | None = None
    earn_back: EarnBack | None = None
    #: Working days in which a credit must be claimed; None for no such clause.
    claim_days: int | None = None
    #: None: from the day the month is final.
    claim_from: ClaimFrom | None = None
    #: Whether a credit that was not claimed by then is lost; None where the contract does not say so.
    claim_lapses: bool | None = None
    #: What misses cost by their number; None where the contract has no such clause.
    persistent: Persistent | None = None
    #: None: credits are a share of the gross fee.
    base: ChargeBase | None = None

    @property
    def drawing(self) -> frozenset[str]:
        """The clauses whose failure draws a credit or service points."""
        pool = {item.clause for item in self.at_risk.allocations} if self.at_risk else set()
        points = {item.clause for item in self.service_points.clauses} if self.service_points else set()
        return frozenset(pool | points)

    @property
    def counted_in_a_row(self) -> tuple[str, ...]:
        """The clauses whose credit depends on how often they were missed before."""
        one = (Fraction(1),)
        found: list[str] = []
        if self.at_risk and self.at_risk.multipliers != one:
            found += [item.clause for item in self.at_risk.allocations]
        if self.service_points and self.service_points.multipliers != one:
            found += [item.clause for item in self.service_points.clauses]
        return tuple(dict.fromkeys(found))


POINTS_BASE_NAMES: dict[PointsBase, Text] = {
    PointsBase.OWN_MONTH: Text("当月账单", "the bill of the month itself"),
    PointsBase.NEXT_MONTH: Text("下月账单", "the next month's bill"),
}
ROOT_CAUSE_NAMES: dict[RootCause, Text] = {
    RootCause.ALL: Text("同一原因的各项均计", "every credit counts"),
    RootCause.HIGHEST: Text("同一原因只计最高一项", "only the highest credit of one cause"),
}
