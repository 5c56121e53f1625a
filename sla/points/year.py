"""Totals of months put together into a quarter's or year's score, step by step, rounded once at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from core.rounding import rounded
from core.text import Text
from sla.exact import exact_text
from sla.terms.grades import Grade, grade_at
from sla.terms.year import COMBINE_NAMES, Combine


@dataclass(frozen=True)
class MonthTotal:
    """A month's total and the volume it was settled on; None where it has none yet."""

    label: str
    total: Decimal | None
    volume: int | None = None


@dataclass(frozen=True)
class SpanScore:
    """A quarter's or year's score: half-up to 0.01, with the steps a vendor can follow by hand."""

    total: Decimal
    grade: str | None
    #: The months it is made of.
    months: tuple[str, ...]
    steps: tuple[Text, ...]


def span_score(
    combine: Combine, months: Sequence[MonthTotal], grades: Sequence[Grade] = ()
) -> SpanScore | None:
    """The score of the months that have a total; None where none has, or their weights are not all known.

    Months without a total are left out, never taken for zero: they are named by who asks.
    """
    known = [month for month in months if month.total is not None]
    if not known or (combine is Combine.VOLUME and not all(month.volume for month in known)):
        return None
    exact, step = _combined(combine, known)
    total = rounded(exact, 2)
    grade = grade_at(grades, Fraction(total))
    called = (Text(f"等级 {grade.grade}", f"Grade {grade.grade}"),) if grade else ()
    labels = tuple(month.label for month in known)
    return SpanScore(total, grade.grade if grade else None, labels, (COMBINE_NAMES[combine], step, *called))


def _combined(combine: Combine, months: Sequence[MonthTotal]) -> tuple[Fraction, Text]:
    totals = [Fraction(month.total or 0) for month in months]
    if combine is Combine.WORST:
        return min(totals), _step(f"min({', '.join(map(exact_text, totals))})", min(totals))
    weights = [Fraction(m.volume or 0) if combine is Combine.VOLUME else Fraction(1) for m in months]
    found = sum((t * w for t, w in zip(totals, weights, strict=True)), Fraction()) / sum(weights)
    if combine is Combine.MEAN:
        said = f"({' + '.join(map(exact_text, totals))}) ÷ {len(totals)}"
    else:
        parts = (f"{exact_text(t)} × {w}" for t, w in zip(totals, weights, strict=True))
        said = f"({' + '.join(parts)}) ÷ {sum(weights)}"
    return found, _step(said, found)


def _step(said: str, found: Fraction) -> Text:
    line = f"{said} = {rounded(found, 2)}"
    return Text(line, line)
