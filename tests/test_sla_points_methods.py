"""Every method of scoring a contract may use, its bands and grades, and what a veto limits."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from core.rounding import rounded
from core.verdict import Verdict
from sla.contract_file.plain import contract_as_dict
from sla.load import contract_of, contract_to_yaml
from sla.money.deductions import MoneyInput
from sla.money.settlement import settle
from sla.points.item import item_points
from sla.points.month import Booking, MonthInput, month_score
from sla.terms.grades import Grade, grade_at
from tests.sla_month import judged

HEAD = "contract: {code: M, version: 1, effective: {from: 2026-01-01}, vendors: [{code: V}]GRADES}\n"
GRADES = (
    ", grades: [{grade: A, value: 90}, {grade: B, value: 80}, {grade: C, value: 70}, "
    "{grade: D, value: 60}, {grade: E, value: 0}]"
)


def _contract(score, indicator="ANSWER_RATE", target="95", grades="", more=""):
    clause = f"  - {{code: X, indicator: {indicator}, target: {target}, weight: 100, score: {score}}}\n"
    return contract_of(HEAD.replace("GRADES", grades) + "clauses:\n" + clause + more)


def _earned(score, value, indicator="ANSWER_RATE", target="95"):
    contract = _contract(score, indicator, target)
    found = judged(contract, {"X": value})["X"]
    return item_points(contract.clause("X"), found)


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("0", "Very Poor"),
        ("29.99", "Very Poor"),
        ("30", "Poor"),
        ("50", "Average"),
        ("80", "Excellent"),
        ("100", "Excellent"),
    ],
)
def test_at_52_the_best_band_is_closed_above(value, name):
    bands = [
        Grade("Excellent", Fraction(80)),
        Grade("Average", Fraction(50)),
        Grade("Poor", Fraction(30)),
        Grade("Very Poor", Fraction(0)),
    ]
    assert grade_at(bands, Fraction(value)).grade == name


TIERS = "{method: tiers, bands: [[98, 100], [95, 80], [90, 50]], otherwise: 10}"
ABANDONED = "{method: tiers, bands: [[3, 100], [5, 80]]}"


@pytest.mark.parametrize(
    ("score", "indicator", "target", "value", "points"),
    [
        (TIERS, "ANSWER_RATE", "95", "100", 100),
        (TIERS, "ANSWER_RATE", "95", "98", 100),
        (TIERS, "ANSWER_RATE", "95", "97.99", 80),
        (TIERS, "ANSWER_RATE", "95", "90", 50),
        (TIERS, "ANSWER_RATE", "95", "89.99", 10),  # beyond the last band
        (ABANDONED, "ABANDON_RATE", "5", "3", 100),  # less is better: at most
        (ABANDONED, "ABANDON_RATE", "5", "3.01", 80),
        (ABANDONED, "ABANDON_RATE", "5", "5.01", 0),
    ],
)
def test_method_5_a_tier_table(score, indicator, target, value, points):
    assert _earned(score, value, indicator, target).earned == points


FIVE = (
    "{method: grades, grades: [{grade: A, value: 98, points: 100}, {grade: B, value: 95, points: 85}, "
    "{grade: C, value: 90, points: 70}, {grade: D, value: 85, points: 60}, {grade: E, value: 0, points: 0}]}"
)


@pytest.mark.parametrize(
    ("value", "points", "grade"), [("100", 100, "A"), ("95", 85, "B"), ("94.9", 70, "C"), ("12", 0, "E")]
)
def test_method_6_five_grades_of_an_item(value, points, grade):
    found = _earned(FIVE, value)
    assert found.earned == points
    assert f"grade {grade}" in found.trace[0].en


@pytest.mark.parametrize(
    ("value", "grade"), [("100", "A"), ("90", "A"), ("89.99", "B"), ("60", "D"), ("3", "E")]
)
def test_method_6_five_grades_of_the_total(value, grade):
    contract = _contract("{method: manual}", grades=GRADES)
    found = judged(contract, {"X": value})
    score = month_score(contract, MonthInput(found, given={"X": Fraction(value)}))
    assert (score.grade, score.receipt[-1].en) == (grade, f"Grade {grade}")


def test_at_53_and_at_54_no_data_is_no_grade():
    contract = contract_of(
        HEAD.replace("GRADES", GRADES + ", unreported: redistribute")
        + "clauses:\n  - {code: X, indicator: ANSWER_RATE, target: 95, weight: 100, "
        "score: {method: full_or_zero}}\n"
    )
    score = month_score(contract, MonthInput({}))
    assert score.grade is None
    assert score.items[0].earned is None


@pytest.mark.parametrize(("events", "points"), [("0", 100), ("3", 94), ("5", 90), ("9", 90)])
def test_method_4_events_cost_points_up_to_a_cap(events, points):
    assert _earned("{method: per_event, deduct: 2, cap: 10}", events).earned == points


def test_method_4_says_where_its_cap_struck():
    assert [step.en for step in _earned("{method: per_event, deduct: 2, cap: 10}", "9").trace] == [
        "18 points off, 10 at most", "9 events, 2 points off each: 90 points",
    ]  # fmt: skip


@pytest.mark.parametrize(("trigger", "earned", "steps"), [("74", 12, 2), ("75", 15, 1)])
def test_at_60_too_few_answers_cap_the_item_and_say_so(trigger, earned, steps):
    contract = contract_of(
        HEAD.replace("GRADES", ", full_mark: 15")
        + "clauses:\n  - {code: X, indicator: CSAT, target: 95, weight: 15, score: "
        "{method: full_or_zero, cap_if: {indicator: CSAT, below: 75, cap: 12}}}\n"
    )
    found = judged(contract, {"X": "98"})["X"]
    points = item_points(contract.clause("X"), found, trigger=Fraction(trigger))
    assert (points.earned, len(points.trace)) == (earned, steps)


def test_at_63_days_are_weighted_by_their_volume():
    contract = _contract("{method: full_or_zero}", "SL", "80")
    days = [(700, 1000), (95, 100)]
    mean = sum(Fraction(100 * a, b) for a, b in days) / 2
    assert (rounded(mean, 2), rounded(Fraction(100 * 795, 1100), 2)) == (Decimal("82.50"), Decimal("72.27"))
    counts = {"answered_within_20": 795, "answered": 1100, "offered": 1100, "abandoned": 0}
    found = judged(contract, {"X": counts})["X"]
    assert (found.verdict, rounded(found.value, 2)) == (Verdict.MISSED, Decimal("72.27"))


@pytest.mark.parametrize(
    ("rounding", "verdict"), [("", Verdict.MISSED), (", rounding: {stage: compare, digits: 1}", Verdict.MET)]
)
def test_at_67_a_rounded_display_does_not_meet_the_target(rounding, verdict):
    text = (
        HEAD.replace("GRADES", "")
        + f"clauses:\n  - {{code: X, indicator: ANSWER_RATE, target: 80{rounding}}}\n"
    )
    found = judged(contract_of(text), {"X": "79.96"})["X"]
    assert (found.value, found.verdict) == (Fraction("79.96"), verdict)


VETOES = "vetoes: [{code: LEAK, grade: C}, {code: FRAUD, fee_share: 0}, {code: ZERO}]\n"


@pytest.mark.parametrize(
    ("events", "total", "grade"),
    [
        ((), "100.00", "A"),
        (("LEAK",), "100.00", "C"),
        (("FRAUD",), "100.00", "A"),
        (("ZERO",), "0.00", "E"),
        (("LEAK", "ZERO"), "0.00", "E"),
    ],
)
def test_method_10_a_veto_limits_total_or_grade(events, total, grade):
    contract = _contract("{method: full_or_zero}", grades=GRADES, more=VETOES)
    found = judged(contract, {"X": "97"})
    score = month_score(contract, MonthInput(found, bookings=[Booking(code) for code in events]))
    assert (score.total, score.grade) == (Decimal(total), grade)


@pytest.mark.parametrize(
    ("performance", "events", "paid"),
    [
        ("performance_share: 0.3", {}, "98500.00"),
        ("performance_share: 0.3", {"FRAUD": 1}, "70000.00"),
        ("cap_share: 1", {"FRAUD": 1}, "0.00"),
    ],
)
def test_method_10_a_veto_takes_the_part_paid_by_score(performance, events, paid):
    money = f"settlement: {{fee: {{kind: monthly, amount: 100000}}, {performance}}}\n"
    contract = _contract("{method: full_or_zero}", grades=GRADES, more=VETOES + money)
    found = settle(contract, Decimal(95), MoneyInput("2026-03", events=events))
    assert str(found.payable.amount) == paid
    said = any("Limited by a veto" in step.en for step in found.receipt)
    assert said is bool(events)


@pytest.mark.parametrize("score", [TIERS, FIVE, "{method: per_event, deduct: 2, cap: 10}"])
def test_a_contract_with_them_is_the_same_when_written_out_and_read_again(score):
    contract = _contract(score, grades=GRADES, more=VETOES)
    assert contract_of(contract_to_yaml(contract)) == contract


def test_a_contract_without_them_is_written_as_before():
    written = contract_as_dict(_contract("{method: per_event, deduct: 2}", more="vetoes: [{code: ZERO}]\n"))
    assert written["clauses"][0]["score"] == {"method": "per_event", "deduct": "2", "min_score": "0"}
    assert written["vetoes"] == [{"code": "ZERO", "name": "ZERO", "total": "0"}]
    assert "grades" not in written["contract"]
