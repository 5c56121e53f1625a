"""In mid-month: is there still time? The rate the remaining volume must reach, exactly."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from sla.judging.tally import Measured
from sla.terms.bounds import target_of
from sla.terms.contract import Clause, Comparison


class Outlook(StrEnum):
    """Whether the target can still be kept."""

    SAFE = "safe"
    POSSIBLE = "possible"
    OUT_OF_REACH = "out_of_reach"


@dataclass(frozen=True)
class Pace:
    """So far so many of so many; of what is still to come, so many must (may) follow."""

    done: Fraction
    so_far: Fraction
    to_come: int
    #: At least so many where more is better, at most so many where less is.
    needed: int
    #: needed / to_come in the indicator's unit; None where nothing is to come.
    rate: Fraction | None
    outlook: Outlook


def pace(clause: Clause, measured: Measured, to_come: int) -> Pace | None:
    """What the remaining `to_come` units of the denominator must bring for the target.

    None for plain counts, bands, and clauses without a target. 46,200 of 49,000 so far and 21,000 to come
    need 20,300 of 21,000 for 95 %.
    """
    target = target_of(clause)
    if target is None or measured.formula.is_count or clause.comparison is Comparison.BETWEEN:
        return None
    whole = measured.denominator + to_come
    bound = target * whole / measured.formula.scale - measured.numerator
    needed = _whole(bound, clause.comparison)
    rate = Fraction(needed, to_come) * measured.formula.scale if to_come else None
    outlook = _outlook(needed, to_come, clause.comparison, measured.formula.part)
    return Pace(measured.numerator, measured.denominator, to_come, needed, rate, outlook)


def _whole(bound: Fraction, comparison: Comparison) -> int:
    """The nearest whole number that keeps the bound."""
    floor = bound.numerator // bound.denominator
    exact = floor == bound
    match comparison:
        case Comparison.AT_LEAST:
            return floor if exact else floor + 1
        case Comparison.MORE:
            return floor + 1
        case Comparison.AT_MOST:
            return floor
        case _:
            return floor - 1 if exact else floor


def _outlook(needed: int, to_come: int, comparison: Comparison, part: bool) -> Outlook:
    """Of a part no more than the whole can come; other figures have no such end."""
    if comparison in (Comparison.AT_LEAST, Comparison.MORE):
        if needed <= 0:
            return Outlook.SAFE
        return Outlook.OUT_OF_REACH if part and needed > to_come else Outlook.POSSIBLE
    if needed < 0:
        return Outlook.OUT_OF_REACH
    return Outlook.SAFE if part and needed >= to_come else Outlook.POSSIBLE
