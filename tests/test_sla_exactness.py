"""Why nothing is judged in floats: the same figures through the naive path give other verdicts and points."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rounding import rounded
from core.verdict import Verdict
from sla.load import contract_of
from sla.points.item import on_curve
from sla.points.month import Booking, MonthInput, month_score
from tests.sla_month import judged

ABANDONED = contract_of("""
contract: {code: ABN, version: 1, effective: {from: 2026-01-01}, vendors: [{code: V}]}
clauses: [{code: ABN, indicator: ABANDON_RATE, target: 5}]
""")
LEDGER = contract_of("""
contract: {code: L, version: 1, effective: {from: 2026-01-01}, vendors: [{code: V}], bonus_cap: 3}
clauses: [{code: ABN, indicator: ABANDON_RATE, target: 5, weight: 100, score: {method: full_or_zero}}]
adjustments:
  - {code: PRAISE, points: 0.3, cap: 2}
  - {code: IDEA, points: 0.7}
  - {code: LATE, points: -0.55}
vetoes: [{code: LEAK, total: 60}]
""")
#: Denominators that months of audits and surveys really have.
USUAL = (80, 160, 200, 400, 800, 1000)


def test_gt_04_a_float_misses_a_limit_that_is_kept():
    naive = 1 - 950 / 1000 <= 0.05
    exact = judged(ABANDONED, {"ABN": {"abandoned": 50, "offered": 1000}})["ABN"].verdict
    assert (naive, exact) == (False, Verdict.MET)


def test_gt_04_281_of_400_is_70_3_and_a_float_says_70_2():
    assert (round(281 / 400 * 100, 1), str(rounded(Fraction(281, 4), 1))) == (70.2, "70.3")


def test_hundreds_of_usual_counts_round_otherwise_in_floats():
    others = [
        (k, n)
        for n in USUAL
        for k in range(n + 1)
        if f"{round(k / n * 100, 1):.1f}" != str(rounded(Fraction(100 * k, n), 1))
    ]
    assert len(others) > 200


def test_one_limit_in_five_is_missed_in_floats_by_exactly_as_many_as_it_allows():
    missed = [limit for limit in range(1, 101) if 1 - (100 - limit) / 100 > limit / 100]
    assert len(missed) == 20


def test_points_on_a_curve_end_where_a_float_passes_by():
    curve = [(Fraction(92), Fraction(7)), (Fraction(96), Fraction(10))]
    assert on_curve(curve, Fraction("94.8")) == Fraction("9.1")
    assert 7 + (10 - 7) * (94.8 - 92) / (96 - 92) != 9.1


BOOKED = st.sampled_from(["PRAISE", "IDEA", "LATE", "LEAK"])


@given(st.lists(BOOKED, max_size=12).flatmap(lambda codes: st.tuples(st.just(codes), st.permutations(codes))))
def test_the_order_of_events_does_not_matter(both):
    found = judged(LEDGER, {"ABN": {"abandoned": 50, "offered": 1000}})
    one, other = (
        month_score(LEDGER, MonthInput(found, bookings=[Booking(c) for c in codes])) for codes in both
    )
    assert (one.total, one.adjustments, one.vetoes) == (other.total, other.adjustments, other.vetoes)


@pytest.mark.parametrize("digits", [0, 1, 2])
@given(st.integers(1, 5000), st.data())
def test_rounding_moves_a_figure_by_half_a_unit_at_most(digits, n, data):
    exact = Fraction(100 * data.draw(st.integers(0, n)), n)
    assert abs(Fraction(rounded(exact, digits)) - exact) * 2 <= Fraction(1, 10**digits)
