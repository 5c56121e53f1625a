"""Whether an auditor becomes milder or stricter from month to month: a line through the months' leniency."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from core.chance import beyond, root
from core.text import Text
from qa.agreement.holm import LEVEL
from qa.auditors.leniency import Cell, beside, within_cells

#: Months with at least so many scores are looked at, and so many such months are needed.
ENOUGH_SCORES, ENOUGH_MONTHS = 5, 3
_ZERO = Fraction(0)


class Trend(StrEnum):
    """Where an auditor is going."""

    MILDER = "milder"
    STRICTER = "stricter"
    STEADY = "steady"
    TOO_FEW = "too_few"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return _TRENDS[self]


_TRENDS = {
    Trend.MILDER: Text("逐月变宽", "becoming milder"),
    Trend.STRICTER: Text("逐月变严", "becoming stricter"),
    Trend.STEADY: Text("平稳", "steady"),
    Trend.TOO_FEW: Text("月份太少", "too few months"),
}


@dataclass(frozen=True)
class MonthLean:
    """One month of an auditor: scores with others beside them, and how far above the others', in points."""

    month: str
    n: int
    bias: Fraction


@dataclass(frozen=True)
class Drift:
    """The months, and where they lead."""

    months: tuple[MonthLean, ...]
    trend: Trend
    #: Points a month; None where there are too few.
    slope: Fraction | None = None


def drift(cells: Sequence[Cell], auditor: str) -> Drift:
    """Each month against what the others give to the same mix over the whole time, so that the others' own
    drift is not taken for this one's."""
    expected, spread = beside(cells, auditor), within_cells(cells)
    mine = [cell for cell in cells if cell.auditor == auditor and cell.mix in expected and cell.n]
    found = []
    for month in sorted({cell.month for cell in mine}):
        those = [cell for cell in mine if cell.month == month]
        n = sum(cell.n for cell in those)
        gap = sum((cell.total - cell.n * expected[cell.mix] for cell in those), _ZERO)
        found.append(MonthLean(month, n, gap / n))
    looked = [each for each in found if each.n >= ENOUGH_SCORES]
    if len(looked) < ENOUGH_MONTHS or not spread:
        return Drift(tuple(found), Trend.TOO_FEW)
    slope, variance = _line([(_at(each.month), each.bias, each.n) for each in looked], spread)
    if 2 * beyond(abs(slope) / root(variance)) > LEVEL:
        return Drift(tuple(found), Trend.STEADY, slope)
    return Drift(tuple(found), Trend.MILDER if slope > 0 else Trend.STRICTER, slope)


def _line(points: Sequence[tuple[int, Fraction, int]], spread: Fraction) -> tuple[Fraction, Fraction]:
    """The slope of the weighted line, and its variance; a month weighs as many scores as it has."""
    every = sum(n for _x, _y, n in points)
    middle = Fraction(sum(x * n for x, _y, n in points), every)
    level = sum((y * n for _x, y, n in points), _ZERO) / every
    wide = sum((n * (x - middle) * (x - middle) for x, _y, n in points), _ZERO)
    slope = sum((n * (x - middle) * (y - level) for x, y, n in points), _ZERO) / wide
    return slope, spread / wide


def _at(month: str) -> int:
    """Months since year 0: a month without audits is a gap and no step."""
    year, _, number = month.partition("-")
    return int(year) * 12 + int(number)
