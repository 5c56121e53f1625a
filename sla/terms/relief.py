"""What a contract says of exclusions and relief 免责与剔除, and what one granted relief does to a figure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from core.text import Text
from sla.terms.forecast import ForecastRelief


class Mechanism(StrEnum):
    """What a relief does (domain reference 2.3, a to f); the arithmetic of each differs."""

    REMOVE_CELLS = "remove_cells"
    REMOVE_CONTACTS = "remove_contacts"
    DEEM_MET = "deem_met"
    WAIVE_CREDIT = "waive_credit"
    CAP_VOLUME = "cap_volume"
    REPLACE_TARGET = "replace_target"
    #: No relief but its counterpart in the same book: a missing or late report counts as failed.
    DEEM_FAILED = "deem_failed"
    #: By supplementary agreement only: the clause is not judged at all.
    LEAVE_OUT = "leave_out"


class Counters(StrEnum):
    """Which verdict streaks and k-of-n rules count."""

    RAW = "raw"
    ADJUSTED = "adjusted"


#: What a contract can admit: deeming failed is the client's own decision, leaving out is agreed by both.
RELIEFS = tuple(each for each in Mechanism if each not in (Mechanism.DEEM_FAILED, Mechanism.LEAVE_OUT))


@dataclass(frozen=True)
class ReliefRules:
    """By when a relief must be asked for, which mechanisms are admitted, and what counters look at."""

    #: Working days after the month's last day; None for no deadline.
    within_working_days: int | None = 5
    admits: tuple[Mechanism, ...] = RELIEFS
    counters: Counters = Counters.ADJUSTED
    #: What follows from forecasts without being asked for; None where nothing does.
    forecast: ForecastRelief | None = None


@dataclass(frozen=True)
class Counts:
    """A numerator and a denominator in the reader's units; a plain count's denominator is 0 here."""

    numerator: Fraction
    denominator: Fraction


@dataclass(frozen=True)
class Excess:
    """One interval, or the whole window, whose volume went beyond its locked forecast."""

    #: Such as '2026-06-03 14:00', or the month.
    where: str
    forecast: Fraction
    offered: Fraction
    #: The figure's own counts of that interval.
    counts: Counts
    #: Of what was offered, calls made again after an abandon: they are not held against the forecast.
    repeats: Fraction = Fraction(0)

    @property
    def net(self) -> Fraction:
        """What is held against the forecast."""
        return self.offered - self.repeats


@dataclass(frozen=True)
class Relief:
    """One granted relief of one clause. What its mechanism does not ask for stays empty."""

    #: How it is cited, such as its record's key.
    code: str
    mechanism: Mechanism
    #: In the person's own words, or what the contract says.
    reason: Text
    #: remove_cells, remove_contacts: what is taken from numerator and denominator.
    removed: Counts | None = None
    #: cap_volume: pro rata interval by interval; one entry for the whole window is pro rata as a whole.
    excess: tuple[Excess, ...] = ()
    #: cap_volume: the share beyond the forecast that the vendor bears, such as 1/10.
    tolerance: Fraction = Fraction(0)
    #: replace_target: the target, and the minimum where that is replaced as well.
    target: Fraction | None = None
    minimum: Fraction | None = None
    #: replace_target: the counts of the days it holds on; None where it holds on all.
    part: Counts | None = None
    #: What else is said of how it came about, step by step.
    steps: tuple[Text, ...] = ()


MECHANISM_NAMES: dict[Mechanism, Text] = {
    Mechanism.REMOVE_CELLS: Text("剔除时段", "Remove days or hours"),
    Mechanism.REMOVE_CONTACTS: Text("剔除指定话务", "Remove contacts"),
    Mechanism.DEEM_MET: Text("视同达标", "Deem met"),
    Mechanism.WAIVE_CREDIT: Text("仅免扣款", "Waive the money only"),
    Mechanism.CAP_VOLUME: Text("剔除超预测话务", "Remove volume beyond forecast"),
    Mechanism.REPLACE_TARGET: Text("更换目标值", "Replace the target"),
    Mechanism.DEEM_FAILED: Text("视同未达标", "Deem failed"),
    Mechanism.LEAVE_OUT: Text("不考核", "Leave the clause out"),
}
