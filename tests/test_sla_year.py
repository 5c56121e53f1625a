"""A quarter's and a year's score of months: mean, weighted, worst; exact, and never from a missing month."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rounding import rounded
from sla.points.year import MonthTotal, span_score
from sla.terms.grades import Grade
from sla.terms.year import Combine

D = Decimal
QUARTER = [
    MonthTotal("2026-01", D("96.50"), 10_000),
    MonthTotal("2026-02", D("88.00"), 30_000),
    MonthTotal("2026-03", D("92.25"), 20_000),
]
GRADES = (Grade("A", Fraction(95)), Grade("B", Fraction(90)), Grade("C", Fraction(0)))

CASES = [
    # (96.50 + 88.00 + 92.25) / 3 = 92.25
    (Combine.MEAN, QUARTER, "92.25", "B"),
    # (96.50 × 1 + 88.00 × 3 + 92.25 × 2) / 6 = 545 / 6 = 90.8333…
    (Combine.VOLUME, QUARTER, "90.83", "B"),
    (Combine.WORST, QUARTER, "88.00", "C"),
    # A month without a total is no month of zero points.
    (Combine.MEAN, [*QUARTER[:2], MonthTotal("2026-03", None)], "92.25", "B"),
    (Combine.WORST, [QUARTER[0], MonthTotal("2026-02", None)], "96.50", "A"),
    # Half-up once, at the end: (90.00 + 90.01) / 2 = 90.005.
    (Combine.MEAN, [MonthTotal("a", D("90.00")), MonthTotal("b", D("90.01"))], "90.01", "B"),
]


@pytest.mark.parametrize(("combine", "months", "total", "grade"), CASES)
def test_the_score_of_a_quarter(combine, months, total, grade):
    found = span_score(combine, months, GRADES)
    assert found is not None
    assert (str(found.total), found.grade) == (total, grade)
    assert found.months == tuple(month.label for month in months if month.total is not None)


def test_the_step_can_be_followed_by_hand():
    found = span_score(Combine.VOLUME, QUARTER)
    assert found is not None and found.grade is None
    assert found.steps[1].en == "(96.5 × 10000 + 88 × 30000 + 92.25 × 20000) ÷ 60000 = 90.83"


@pytest.mark.parametrize(
    ("combine", "months"),
    [
        (Combine.MEAN, []),
        (Combine.WORST, [MonthTotal("2026-01", None)]),
        # Weighted by volumes of which one is not known: no weight is guessed.
        (Combine.VOLUME, [*QUARTER[:2], MonthTotal("2026-03", D(90))]),
    ],
)
def test_there_is_no_score_of_nothing(combine, months):
    assert span_score(combine, months) is None


TOTALS = st.decimals(min_value=0, max_value=120, places=2, allow_nan=False)


@given(st.lists(st.tuples(TOTALS, st.integers(1, 10**7)), min_size=1, max_size=12))
def test_every_way_lies_between_the_worst_and_the_best_month(rows):
    months = [MonthTotal(str(i), total, volume) for i, (total, volume) in enumerate(rows)]
    found = {combine: span_score(combine, months).total for combine in Combine}
    best = max(total for total, _ in rows)
    worst = min(total for total, _ in rows)
    assert found[Combine.WORST] == rounded(Fraction(worst), 2)
    assert all(worst <= each <= best for each in found.values())
