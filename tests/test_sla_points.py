"""Points: curves, steps, redistribution, bonuses, veto."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rounding import rounded
from core.verdict import Verdict
from sla.judging.verdict import Circumstances, judge
from sla.load import contract_of
from sla.points.item import on_curve, step_points, steps_in
from sla.points.month import Booking, MonthInput, Standing, month_score
from sla.terms.bounds import minimum_of, target_of
from sla.terms.indicator import Unit
from sla.terms.scoring import Partial, Step
from tests.sla_month import formula_of, judged, measured


def _curve(*points: tuple[str, str]) -> list[tuple[Fraction, Fraction]]:
    return [(Fraction(x), Fraction(y)) for x, y in points]


@pytest.mark.parametrize(
    ("name", "points", "x", "expected"),
    [
        ("AT-55", [("80", "10"), ("90", "15")], "85", "12.5"),
        ("AT-56", [("14", "10"), ("17", "7")], "15.5", "8.5"),
        ("AT-58", [("80", "15"), ("90", "0")], "85", "7.5"),
        ("AT-59", [("1.0", "5"), ("1.05", "3"), ("1.1", "0")], "1.02", "4.2"),
        ("below the first point", [("80", "10"), ("90", "15")], "12", "10"),
        ("above the last point", [("80", "10"), ("90", "15")], "100", "15"),
    ],
)
def test_points_on_a_curve(name, points, x, expected):
    assert on_curve(_curve(*points), Fraction(x)) == Fraction(expected), name


numbers = st.fractions(min_value=-1000, max_value=1000, max_denominator=1000)


@given(st.dictionaries(numbers, numbers, min_size=2, max_size=6), numbers)
def test_a_curve_stays_between_its_points(points, x):
    curve = sorted(points.items())
    assert min(points.values()) <= on_curve(curve, x) <= max(points.values())


@given(st.dictionaries(numbers, numbers, min_size=2, max_size=6))
def test_a_curve_goes_through_its_points(points):
    curve = sorted(points.items())
    assert [on_curve(curve, x) for x, _ in curve] == [y for _, y in curve]


positive = st.fractions(min_value=Fraction(1, 1000), max_value=1000, max_denominator=1000)


@given(positive, positive)
def test_a_begun_step_lies_between_none_and_one(gap, unit):
    floor, exact, ceil = (
        steps_in(gap, unit, part) for part in (Partial.FLOOR, Partial.PROPORTIONAL, Partial.CEIL)
    )
    assert floor <= exact <= ceil <= floor + 1
    assert floor.denominator == ceil.denominator == 1


@given(st.fractions(max_denominator=10_000), st.integers(0, 4))
def test_rounding_is_never_off_by_more_than_half_a_unit(value, digits):
    assert abs(Fraction(rounded(value, digits)) - value) <= Fraction(1, 2 * 10**digits)


GT23 = """
contract: {code: GT23, version: 1, effective: {from: 2026-01-01}, vendors: [{code: V}], unscored: RULE}
clauses:
  - {code: SL, indicator: SL, weight: 30, score: {method: manual}}
  - {code: ABN, indicator: ABANDON_RATE, weight: 10, score: {method: manual}}
  - {code: CCA, indicator: CRITICAL_ACC, weight: 30, score: {method: manual}}
  - {code: CSAT, indicator: CSAT, weight: 20, volume_floor: 30, target: 90, score: {method: full_or_zero}}
  - {code: TRN, indicator: TRAIN_PASS, weight: 10, score: {method: manual}}
"""


@pytest.mark.parametrize(
    ("rule", "total", "standing"),
    [
        ("redistribute", "82.50", Standing.REDISTRIBUTED),
        ("zero", "66.00", Standing.ZERO),
        ("full", "86.00", Standing.FULL),
    ],
)
def test_gt_23_a_sample_too_small_to_judge(rule, total, standing):
    contract = contract_of(GT23.replace("RULE", rule))
    found = judged(contract, {"CSAT": {"satisfied": 4, "survey_replied": 5}})
    assert found["CSAT"].verdict is Verdict.INSUFFICIENT_SAMPLE
    for code in ("SL", "ABN", "CCA", "TRN"):
        known = Circumstances(asserted=Fraction(0))
        found[code] = judge(contract.clause(code), formula_of(contract, code), None, known)
    # 100, 80, 60 and 100 of 100, in points of the weights
    marks = {"SL": Fraction(30), "ABN": Fraction(8), "CCA": Fraction(18), "TRN": Fraction(10)}
    score = month_score(contract, MonthInput(found, given=marks))

    assert score.total == Decimal(total)
    assert next(item for item in score.items if item.clause == "CSAT").standing is standing


def test_gt_23_shows_where_the_weight_went():
    contract = contract_of(GT23.replace("RULE", "redistribute"))
    found = judged(contract, {"CSAT": {"satisfied": 4, "survey_replied": 5}})
    known = Circumstances(asserted=Fraction(0))
    found["SL"] = judge(contract.clause("SL"), formula_of(contract, "SL"), None, known)
    score = month_score(contract, MonthInput(found, given={"SL": Fraction(30)}))
    weights = {item.clause: item.effective_weight for item in score.items}
    # ABN, CCA and TRN were not reported: they score 0 and keep their weight
    assert weights == {
        "SL": Fraction(75, 2),
        "ABN": Fraction(25, 2),
        "CCA": Fraction(75, 2),
        "CSAT": 0,
        "TRN": Fraction(25, 2),
    }
    assert score.receipt[1].en == "Redistributed: × 100 ÷ 80"


BONUS = """
contract: {code: B, version: 1, effective: {from: 2026-01-01}, vendors: [{code: V}], bonus_cap: 3}
clauses: [{code: SL, indicator: SL, variant: SL-5, target: 80, weight: 100, score: {method: full_or_zero}}]
adjustments:
  - {code: PRAISE, points: 1, cap: 2}
  - {code: IDEA, points: 2}
  - {code: LATE, points: -0.5}
vetoes: [{code: LEAK, name: 泄密}, {code: FRAUD, total: 60}]
"""


@pytest.mark.parametrize(
    ("bookings", "total"),
    [
        ([], "100.00"),
        ([Booking("PRAISE", times=3)], "102.00"),  # the rule's cap
        ([Booking("PRAISE", times=3), Booking("IDEA")], "103.00"),  # the cap of all bonuses
        ([Booking("LATE", times=3)], "98.50"),
        ([Booking("LATE", Fraction("-0.25"))], "99.75"),  # points as given
        ([Booking("FRAUD"), Booking("LATE")], "60.00"),
        ([Booking("FRAUD"), Booking("LEAK")], "0.00"),
        ([Booking("LATE", times=300)], "0.00"),  # never below nothing
    ],
)
def test_bonuses_are_capped_and_vetoes_strike(bookings, total):
    contract = contract_of(BONUS)
    found = judged(contract, {"SL": {"answered_within_20": 80, "answered": 100}})
    assert month_score(contract, MonthInput(found, bookings=bookings)).total == Decimal(total)


CURVES = """
contract: {code: C, version: 1, effective: {from: 2026-01-01}, vendors: [{code: V}], full_mark: 20}
clauses:
  - {code: UP, indicator: SL, variant: SL-5, weight: 10, curve: [[75, 0], [80, 8], [85, 10], [90, 10]]}
  - {code: DOWN, indicator: CRITICAL_RATE, weight: 10, curve: [[0.5, 10], [1, 7], [2, 0], [3, 0]]}
"""


def test_a_curve_implies_target_and_minimum():
    contract = contract_of(CURVES)
    up, down = contract.clause("UP"), contract.clause("DOWN")
    assert (target_of(up), minimum_of(up)) == (85, 75)
    assert (target_of(down), minimum_of(down)) == (Fraction("0.5"), 2)
    figure = measured(contract, "UP", answered_within_20=80, answered=100)
    assert judge(up, formula_of(contract, "UP"), figure).verdict is Verdict.BELOW_TARGET


#: A shortfall of one and a half units, by the indicator's unit: what the receipt calls a step.
STEPS = [
    (Unit.PERCENT, "差目标 1.5 个百分点", "每差 1 个百分点计一档，计 2 档，每档扣 3 分：20 − 2 × 3 = 14 分"),
    (Unit.SECONDS, "差目标 1.5 秒", "每差 1 秒计一档，计 2 档，每档扣 3 分：20 − 2 × 3 = 14 分"),
    (Unit.PER_10K, "差目标 万分之1.5", "每差 万分之1计一档，计 2 档，每档扣 3 分：20 − 2 × 3 = 14 分"),
]


@pytest.mark.parametrize(("unit", "short", "counted"), STEPS)
def test_a_receipt_names_the_unit_of_every_figure(unit, short, counted):
    rule = Step(Fraction(1), Fraction(3), Partial.CEIL)
    assert [said.zh for said in step_points(rule, Fraction(20), Fraction(3, 2), unit).trace] == [
        short,
        counted,
    ]
