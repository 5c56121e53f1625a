"""How a contract puts the totals of months together into a quarter's and a year's score."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.text import Text
from sla.terms.grades import Grade


class Combine(StrEnum):
    """What a quarter's or year's score is of its months' totals."""

    MEAN = "mean"
    VOLUME = "volume"
    WORST = "worst"


COMBINE_NAMES: dict[Combine, Text] = {
    Combine.MEAN: Text("各月平均", "mean of the months"),
    Combine.VOLUME: Text("按各月结算量加权", "weighted by the volume each month was settled on"),
    Combine.WORST: Text("取最差的一个月", "the worst month"),
}


@dataclass(frozen=True)
class YearRule:
    """The score of a calendar quarter and a calendar year."""

    combine: Combine = Combine.MEAN
    #: What the year's score is called, best first; empty: as the months' totals are.
    grades: tuple[Grade, ...] = ()
