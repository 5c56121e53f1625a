"""What a contract says of money: the fee, the tiers it is multiplied by, deductions and their limits."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from core.rounding import Rounding
from core.text import Text
from sla.terms.billing import MinimumBilling, PartMonth
from sla.terms.credits import Credits
from sla.terms.scoring import Partial


class FeeKind(StrEnum):
    """What a month costs before the score counts."""

    PER_CALL = "per_call"
    SEAT_MONTH = "seat_month"
    MONTHLY = "monthly"
    PER_SEAT = "per_seat"

    @property
    def needs_volume(self) -> bool:
        """Whether a count of the month decides what it costs."""
        return self in (FeeKind.PER_CALL, FeeKind.PER_SEAT)


@dataclass(frozen=True)
class Fee:
    """unit_price × volume; contract_total in equal months, the last taking the remainder; fixed; or a price
    a seat and month, by the days each seat was on duty."""

    kind: FeeKind
    #: Yuan a call, yuan in all, yuan a month, or yuan a seat and month.
    amount: Fraction
    #: per_call, per_seat: the base count that is billed; of seats, as reported day by day.
    volume: str | None = None
    #: seat_month: in how many months the total is paid, counted from the contract's first month.
    months: int = 1
    #: per_seat, and a monthly fee in part: the days of a full month; None for those of the month itself.
    days: int | None = None
    #: monthly, seat_month: the months of start and end by their days; None: every month in full.
    part_month: PartMonth | None = None
    #: per_call: what is billed in any case.
    minimum_billing: MinimumBilling | None = None


class DeductionBasis(StrEnum):
    """What a deduction counts: steps short of target, the clause's value, a miss, or booked events."""

    GAP = "gap"
    VALUE = "value"
    MISS = "miss"
    EVENTS = "events"


@dataclass(frozen=True)
class Deduction:
    """Money off the fee: so many units, each a share of the gross fee or a fixed amount in yuan.

    One that counts events may state neither: then every event of the ledger names its own amount.
    """

    code: str
    name: Text
    basis: DeductionBasis
    #: The clause whose gap or value is counted; for events, the ledger's code is `code`.
    clause: str | None = None
    unit: Fraction = Fraction(1)
    partial: Partial = Partial.CEIL
    share: Fraction | None = None
    amount: Fraction | None = None
    #: gap: so far off the target nothing is taken off 免罚区间, in the clause's unit.
    dead_band: Fraction | None = None
    #: Whether the band is counted as well once it is left; else only what lies beyond it.
    dead_band_counts: bool | None = None

    @property
    def is_open(self) -> bool:
        """Whether each event names its own amount."""
        return self.share is None and self.amount is None


@dataclass(frozen=True)
class Tier:
    """From this total on, the fee is multiplied by this coefficient."""

    total: Fraction
    coefficient: Fraction


@dataclass(frozen=True)
class NoBonus:
    """A clause served further beyond its target than this leaves no coefficient above 1 超额服务不奖."""

    clause: str
    #: In the clause's unit.
    by: Fraction


@dataclass(frozen=True)
class Settlement:
    """How the month's fee comes about."""

    fee: Fee
    #: The share of the fee that is paid by score: the rest is fixed, this part × score ÷ full mark.
    performance_share: Fraction | None = None
    #: Descending; the first whose total is reached. Empty: the fee is not multiplied.
    tiers: tuple[Tier, ...] = ()
    #: Totals that do not reach their own tier; None where every one does.
    tiers_open_at: tuple[Fraction, ...] | None = None
    #: How the total is rounded before it meets the tiers; two decimals half-up as it stands.
    tier_rounding: Rounding | None = None
    #: Clauses that must not be missed, else the coefficient is at most 1.
    gates: tuple[str, ...] = ()
    #: Clauses of which too much is no bonus; None for none.
    no_bonus_beyond: tuple[NoBonus, ...] | None = None
    deductions: tuple[Deduction, ...] = ()
    credits: Credits | None = None
    #: The most that deductions and credits take, as a share of the gross fee.
    cap_share: Fraction | None = None
    #: The payable amount's least, as a share of the gross fee.
    floor_share: Fraction = Fraction(0)
    #: Kept back from each payment until the contract ends 质保金.
    retention_share: Fraction | None = None
    #: Value-added tax on the fee; None where the contract says nothing of it.
    tax_rate: Fraction | None = None
    #: Whether the contract's prices hold the tax; stated wherever there is a rate.
    prices_include_tax: bool | None = None
    #: What the contract may cost in all, in yuan 合同总价.
    contract_total: Fraction | None = None

    @property
    def needs_total(self) -> bool:
        """Whether the month's total in points decides what is paid."""
        return bool(self.tiers) or self.performance_share is not None
