"""How mild an auditor scores against what others give to calls of the same mix, and whether that is chance.

An auditor's mean says little: who listens to complaints scores lower. So each score is held against the
mean of the others' scores in the same cell (vendor, form and version, way of sampling), and cells nobody else
scored are left out. The interval is of two means with one spread within cells; Holm over all auditors.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from core.chance import USUAL, beyond, root, two_sided
from core.rounding import rounded
from core.text import Text
from qa.agreement.holm import stand_out

#: Below so many scores beside others' nothing is said of an auditor.
ENOUGH = 20
_ZERO = Fraction(0)


class Lean(StrEnum):
    """What is said of an auditor."""

    MILDER = "milder"
    STRICTER = "stricter"
    ALIKE = "alike"
    TOO_FEW = "too_few"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return _LEANS[self]


_LEANS = {
    Lean.MILDER: Text("偏宽", "milder than the others"),
    Lean.STRICTER: Text("偏严", "stricter than the others"),
    Lean.ALIKE: Text("与其他人相符", "like the others"),
    Lean.TOO_FEW: Text("可比的太少", "too few to say"),
}


@dataclass(frozen=True)
class Cell:
    """The scores an auditor gave in a month to calls of one mix: how many, their sum, the sum of squares."""

    auditor: str
    #: Vendor, form, version, way of sampling.
    mix: tuple[str, ...]
    month: str
    n: int
    total: Fraction
    squares: Fraction
    #: Answers given, and those of them that are N/A.
    answers: int = 0
    not_applicable: int = 0


@dataclass(frozen=True)
class Leniency:
    """How far an auditor's scores lie above the others', in points."""

    lean: Lean
    #: Scores that have others beside them.
    n: int
    #: Mean difference from what others give to the same mix; None where there is none.
    bias: Fraction | None = None
    #: Its interval at 95 %, to six decimals.
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True)
class _Bias:
    n: int
    bias: Fraction
    variance: Fraction


def leniencies(cells: Sequence[Cell]) -> dict[str, Leniency]:
    """Every auditor by name; several are asked about at once, so Holm's rule says who stands out."""
    spread = within_cells(cells)
    found = {name: _bias(cells, name, spread) for name in sorted({cell.auditor for cell in cells})}
    asked = {
        name: _chance(each)
        for name, each in found.items()
        if each and each.n >= ENOUGH and spread is not None
    }
    out = stand_out(asked)
    return {name: _told(each, name in asked, name in out) for name, each in found.items()}


def within_cells(cells: Iterable[Cell]) -> Fraction | None:
    """The variance of scores of one auditor on one mix, pooled; None where no such cell has two."""
    pooled = _summed(cells)
    freedom = sum(n - 1 for n, _total, _squares in pooled.values())
    if not freedom:
        return None
    return sum((squares - total * total / n for n, total, squares in pooled.values()), _ZERO) / freedom


def beside(cells: Sequence[Cell], auditor: str) -> dict[tuple[str, ...], Fraction]:
    """Mix → the mean of everybody else's scores of it."""
    sums: dict[tuple[str, ...], tuple[int, Fraction]] = {}
    for cell in cells:
        if cell.auditor != auditor:
            n, total = sums.get(cell.mix, (0, _ZERO))
            sums[cell.mix] = n + cell.n, total + cell.total
    return {mix: total / n for mix, (n, total) in sums.items() if n}


def _bias(cells: Sequence[Cell], auditor: str, spread: Fraction | None) -> _Bias | None:
    expected = beside(cells, auditor)
    others = _counts(cell for cell in cells if cell.auditor != auditor)
    mine = [cell for cell in cells if cell.auditor == auditor and cell.mix in expected]
    n = sum(cell.n for cell in mine)
    if not n:
        return None
    gap = sum((cell.total - cell.n * expected[cell.mix] for cell in mine), _ZERO) / n
    own = _counts(mine)
    parts = (Fraction(k, n) ** 2 * (Fraction(1, k) + Fraction(1, others[mix])) for mix, k in own.items())
    return _Bias(n, gap, (spread or _ZERO) * sum(parts, _ZERO))


def _told(found: _Bias | None, asked: bool, out: bool) -> Leniency:
    if found is None:
        return Leniency(Lean.TOO_FEW, 0)
    if not asked:
        return Leniency(Lean.TOO_FEW, found.n, found.bias)
    reach = two_sided(USUAL) * root(found.variance)
    lean = Lean.ALIKE if not out else Lean.MILDER if found.bias > 0 else Lean.STRICTER
    low, high = rounded(found.bias - reach, 6), rounded(found.bias + reach, 6)
    return Leniency(lean, found.n, found.bias, low, high)


def _chance(found: _Bias) -> Fraction:
    """How likely so large a difference is by chance, either way."""
    if not found.variance:
        return _ZERO if found.bias else Fraction(1)
    return 2 * beyond(abs(found.bias) / root(found.variance))


def _counts(cells: Iterable[Cell]) -> dict[tuple[str, ...], int]:
    found: dict[tuple[str, ...], int] = {}
    for cell in cells:
        found[cell.mix] = found.get(cell.mix, 0) + cell.n
    return {mix: n for mix, n in found.items() if n}


def _summed(cells: Iterable[Cell]) -> dict[tuple[str, tuple[str, ...]], tuple[int, Fraction, Fraction]]:
    found: dict[tuple[str, tuple[str, ...]], tuple[int, Fraction, Fraction]] = {}
    for cell in cells:
        n, total, squares = found.get((cell.auditor, cell.mix), (0, _ZERO, _ZERO))
        found[cell.auditor, cell.mix] = n + cell.n, total + cell.total, squares + cell.squares
    return {key: each for key, each in found.items() if each[0]}
