"""Is a vendor's mean score believable beside ours? Welch's test of two samples (audits_and_scoring 4.4).

Scores are points of a hundred. One-sided, as with rates: only a mean that is too good is doubted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from core.chance import quantile, root
from core.rounding import rounded

#: How surely a gap would be seen, and at what chance of a false alarm: as with rates.
_POWER, _LEVEL = Fraction(80, 100), Fraction(95, 100)


@dataclass(frozen=True)
class Scores:
    """Scores in short: how many, their mean, and the variance a sample of them tells (of one: none)."""

    n: int
    mean: Fraction
    variance: Fraction


def scores_of(points: Sequence[Fraction]) -> Scores | None:
    """The same of single scores; None where there is none."""
    n = len(points)
    if not n:
        return None
    mean = sum(points, Fraction(0)) / n
    spread = sum(((each - mean) ** 2 for each in points), Fraction(0))
    return Scores(n, mean, spread / (n - 1) if n > 1 else Fraction(0))


@dataclass(frozen=True)
class MeanClaim:
    """A vendor's mean score, as its own audits give it, beside those of our sample."""

    own: Scores
    theirs: Scores

    @property
    def is_testable(self) -> bool:
        """Whether both have two scores or more, and not all are alike."""
        return self.own.n > 1 and self.theirs.n > 1 and bool(self._squared)

    @property
    def heard(self) -> int:
        """How many calls of ours it is held against."""
        return self.own.n

    def chance(self) -> tuple[Fraction, Decimal | None]:
        """How likely our mean would be so low were theirs true, and the gap in standard errors."""
        from scipy.stats import t as students

        t = (self.own.mean - self.theirs.mean) / root(self._squared)
        freedom = self._freedom()
        lower = students.cdf(t.numerator / t.denominator, freedom.numerator / freedom.denominator).item()
        return Fraction(lower), rounded(-t, 4)

    def needed(self, gap: Fraction) -> int | None:
        """The calls of ours that would show a mean `gap` (a share of the whole) too high four times in five;
        None where their own sample is too small for any number of ours."""
        error = gap * 100 / (quantile(_LEVEL) + quantile(_POWER))
        room = error**2 - self.theirs.variance / self.theirs.n
        if room <= 0:
            return None
        return max(2, -(-self.own.variance // room))

    @property
    def _squared(self) -> Fraction:
        """The square of the standard error of the difference."""
        return self.own.variance / self.own.n + self.theirs.variance / self.theirs.n

    def _freedom(self) -> Fraction:
        """Welch–Satterthwaite's degrees of freedom."""
        parts = ((each.variance / each.n) ** 2 / (each.n - 1) for each in (self.own, self.theirs))
        return self._squared**2 / sum(parts, Fraction(0))
