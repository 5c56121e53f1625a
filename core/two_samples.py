"""Two independent samples of one thing, such as the vendor's own checks beside ours: is the gap mere chance?

The two-proportion test with the pooled share (domain reference 3.5), decided in fractions: z² is one.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction

from core.rounding import rounded
from core.text import Text

#: Two-sided, once in twenty times by chance alone.
_DOUBTED_FROM = Fraction("1.96") ** 2


@dataclass(frozen=True)
class TwoSamples:
    """How far two shares lie apart, in standard errors; below 0 where the first is the lower."""

    squared: Fraction
    is_lower: bool

    @property
    def differs(self) -> bool:
        """Whether chance alone would bring so much at most once in twenty times."""
        return self.squared >= _DOUBTED_FROM

    def z(self, digits: int = 2) -> Decimal:
        """The figure people know, half-up."""
        with localcontext() as context:
            context.prec = 30
            root = (Decimal(self.squared.numerator) / Decimal(self.squared.denominator)).sqrt()
        return rounded(Fraction(-root if self.is_lower else root), digits)


def two_samples(one: tuple[int, int], other: tuple[int, int]) -> TwoSamples | None:
    """`one` and `other` as (good ones, all); None where either is empty, or all of both are alike."""
    (a, n), (b, m) = one, other
    if not n or not m or a + b in (0, n + m):
        return None
    pooled, gap = Fraction(a + b, n + m), Fraction(a, n) - Fraction(b, m)
    spread = pooled * (1 - pooled) * (Fraction(1, n) + Fraction(1, m))
    return TwoSamples(gap**2 / spread, gap < 0)


def two_samples_words(name: Text, found: TwoSamples, own: Text, other: Text) -> Text:
    """One sentence: what each of them says, and whether the gap is more than chance."""
    z = found.z()
    zh, en = ("超出抽样误差", "more than chance") if found.differs else ("在抽样误差之内", "within chance")
    return Text(
        f"{name.zh} {other.zh}，本条款依据 {own.zh}：两比例检验 z = {z}，差异{zh}。",
        f"{name.en} {other.en}, the clause rests on {own.en}: two-proportion test z = {z}, {en}.",
    )
