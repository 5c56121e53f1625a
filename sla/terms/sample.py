"""What a contract says of small samples: how sure a miss must be, by which method, from how many on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class SampleMethod(StrEnum):
    """The test a contract fixes; for 24 of 30 against 90 % the two disagree, so a contract names one."""

    WILSON = "wilson"
    EXACT = "exact"


@dataclass(frozen=True)
class SampleRule:
    """How a figure that rests on a sample is held against its target, beside the contract's own verdict."""

    method: SampleMethod = SampleMethod.WILSON
    #: One-sided, as a share: 0.95 means that a true rate at the target is doubted once in twenty times.
    confidence: Fraction = Fraction(95, 100)
    #: Below so many the sample is called too small to say anything.
    adequate: int = 30
    #: Whether a miss counts only once it is confirmed; else the point estimate decides.
    confirmed_only: bool = False
