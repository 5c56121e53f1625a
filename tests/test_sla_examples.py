"""The contract examples E1, E2, E4 and WE-6 come out to the cent of a point and of a yuan."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from core.verdict import Verdict
from sla.load import contract_of
from sla.money.deductions import MoneyInput
from sla.money.settlement import settle
from sla.points.item import item_points
from sla.points.month import Booking, MonthInput, month_score
from tests.sla_month import contract_in, judged

E1_FIGURES = {
    "WORK_EFF": {
        "scheduled_s": 2_160_000,
        "busy_s": 118_000,
        "wrap_s": 96_500,
        "outbound_s": 21_300,
        "announcement_s": 9_400,
    },
    "ATT": "83.4",
    "SMS_CSAT": "97.86",
    "REPEAT_2H": "15.2",
    "DIALTEST": "94.8",
    "LIVE_MON": "93",
    "SUPPORT": "1.03",
    "CMPL_10K": {"valid_complaints": 21, "valid_calls": 412_650},
    "TRAIN": {"trainees_passed": 115, "trainees_required": 120},
    "COOP": {"given_points": 5000},
}
E1_SCORES = {
    "WORK_EFF": "14.32",
    "ATT": "9.90",
    "SMS_CSAT": "12.00",  # 12.30 on the curve; too few invitations cap it
    "REPEAT_2H": "8.80",
    "DIALTEST": "9.10",
    "LIVE_MON": "8.80",
    "SUPPORT": "3.80",
    "CMPL_10K": "9.95",
    "TRAIN": "5.00",
    "COOP": "5.00",
}
E2_FIGURES = {
    "ANS": {"answered": 93_105, "offered": 98_420},
    "SL15": {"answered_within_15": 76_100, "answered": 93_105},
    "CSAT": {"satisfied": 20_402, "survey_replied": 21_340},
    "QA": {"audits_passed": 573, "audits": 600},
    "TERR": {"tickets_with_error": 37, "tickets_checked": 2000},
    "TTIME": {"tickets_on_time": 12_306, "tickets_due": 12_398},
    "TRAIN": {"trainees_passed": 48, "trainees_required": 50},
    "ATTR12": {"leavers": 9, "headcount_avg": 49_600},
    "CMPL": {"valid_complaints": 3},
}
E2_SCORES = {
    "ANS": "18.00",
    "SL15": "15.00",
    "CSAT": "15.00",
    "QA": "15.00",
    "TERR": "10.00",
    "TTIME": "9.00",
    "TRAIN": "5.00",
    "ATTR12": "5.00",
    "CMPL": "2.00",
}
E1_BOOKINGS = (Booking("REC_MISSING"), Booking("PRAISE", times=3))
E2_BOOKINGS = (Booking("LATE_REPORT"),)


def _e1(contract, **figures):
    given = MonthInput(
        judged(contract, {**E1_FIGURES, **figures}), {"SMS_CSAT": Fraction("71.2")}, {}, E1_BOOKINGS
    )
    return month_score(contract, given)


def test_e1_scores_each_item_and_the_month():
    score = _e1(contract_in("sla_e1.yaml"))

    assert {item.clause: str(item.earned) for item in score.items} == E1_SCORES
    assert (score.base, score.total) == (Decimal("86.67"), Decimal("86.27"))
    assert score.is_complete


def test_e1_pays_the_exact_tie_half_up():
    contract = contract_in("sla_e1.yaml")
    paid = settle(contract, _e1(contract).total, MoneyInput("2026-03", volume=412_650))

    assert paid.gross.amount == Decimal("350752.50")
    assert paid.coefficient == Fraction("0.97")
    # 350752.50 × 0.97 = 340229.925 exactly; a float would give .92
    assert paid.payable.amount == Decimal("340229.93")


def test_e1_talk_time_under_the_texts_second_rule():
    other = contract_in("sla_e1.yaml", **{"[[80, 15], [90, 0]]": "[[75, 15], [85, 10]]"})
    item = next(item for item in _e1(other).items if item.clause == "ATT")
    assert item.earned == Decimal("10.80")


@pytest.mark.parametrize(
    ("trigger", "points"),
    [("71.2", "12.00"), ("75", "12.30"), ("80", "12.30"), (None, "12.00")],  # an unreported trigger caps
)
def test_e1_cap_strikes_only_below_the_limit(trigger, points):
    contract = contract_in("sla_e1.yaml")
    judgement = judged(contract, {"SMS_CSAT": "97.86"})["SMS_CSAT"]
    value = Fraction(trigger) if trigger else None
    earned = item_points(contract.clause("SMS_CSAT"), judgement, trigger=value).earned
    assert earned == Fraction(points)


def test_e2_scores_each_item_and_the_month():
    contract = contract_in("sla_e2.yaml")
    score = month_score(contract, MonthInput(judged(contract, E2_FIGURES), bookings=E2_BOOKINGS))

    assert {item.clause: str(item.earned) for item in score.items} == E2_SCORES
    assert (score.base, score.total) == (Decimal("94.00"), Decimal("93.50"))


def test_e2_pays_equal_months_and_the_last_takes_the_remainder():
    contract = contract_in("sla_e2.yaml")
    paid = settle(contract, Decimal("93.50"), MoneyInput("2026-03"))

    assert (paid.gross.amount, paid.coefficient) == (Decimal("240642.86"), Fraction("0.98"))
    assert paid.payable.amount == Decimal("235830.00")
    assert settle(contract, Decimal("93.50"), MoneyInput("2026-07")).gross.amount == Decimal("240642.84")
    assert settle(contract, Decimal("93.50"), MoneyInput("2026-08")) is None


@pytest.mark.parametrize(
    ("partial", "points"), [("ceil", "18.00"), ("proportional", "19.20"), ("floor", "20.00")]
)
def test_e2_answer_rate_by_how_a_begun_point_counts(partial, points):
    contract = contract_in("sla_e2.yaml", **{"partial: ceil": f"partial: {partial}"})
    items = month_score(contract, MonthInput(judged(contract, E2_FIGURES))).items
    assert items[0].earned == Decimal(points)


def test_e2_with_the_15_second_rate_of_offered_calls():
    contract = contract_in("sla_e2.yaml", **{"SL-5": "SL-OFFERED"})
    figures = {**E2_FIGURES, "SL15": {"answered_within_15": 76_100, "offered": 98_420}}
    score = month_score(contract, MonthInput(judged(contract, figures), bookings=E2_BOOKINGS))

    assert next(i for i in score.items if i.clause == "SL15").earned == Decimal("10.50")
    assert score.total == Decimal("89.00")
    assert settle(contract, score.total, MoneyInput("2026-03")).coefficient == Fraction("0.95")


def test_e2_attrition_shows_heads_not_thousandths():
    contract = contract_in("sla_e2.yaml")
    judgement = judged(contract, E2_FIGURES)["ATTR12"]
    assert (judgement.numerator, judgement.denominator) == (9, Fraction("49.6"))
    assert judgement.verdict is Verdict.MET


@pytest.mark.parametrize(
    ("partial", "csat"), [("ceil", "28800.00"), ("floor", "19200.00"), ("proportional", "22681.32")]
)
def test_e4_deducts_by_begun_points(partial, csat):
    contract = contract_in("sla_e4.yaml", **{"partial: ceil": f"partial: {partial}"})
    found = judged(contract, {"CSAT": {"satisfied": 8430, "survey_replied": 9100}, "LATE": {"events": 37}})
    paid = settle(contract, Decimal(0), MoneyInput("2026-03", judgements=found))
    assert [line.amount.amount for line in paid.deductions] == [Decimal(csat), Decimal("88800.00")]


def test_e4_caps_the_deductions_at_a_fifth_of_the_fee():
    contract = contract_in("sla_e4.yaml")
    found = judged(contract, {"CSAT": {"satisfied": 8430, "survey_replied": 9100}, "LATE": {"events": 37}})
    paid = settle(contract, Decimal(0), MoneyInput("2026-03", judgements=found))

    assert paid.deducted_before_cap.amount == Decimal("117600.00")
    assert paid.deducted.amount == Decimal("96000.00")
    assert paid.payable.amount == Decimal("384000.00")


WE6 = """
contract: {code: WE6, version: 1, effective: {from: 2026-01-01}, vendors: [{code: V}]}
clauses:
  - {code: SEC, indicator: SECURITY, source: events}
settlement:
  fee: {kind: monthly, amount: 1860000}
  tiers: [[98, 1.02], [95, 1.01], [90, 1.00], [85, 0.98], [0, 0.95]]
  gates: [SEC]
"""


@pytest.mark.parametrize(
    ("score", "rounding", "incidents", "difference"),
    [
        ("95.00", "", 0, "18600.00"),
        ("94.96", "", 0, "0.00"),
        ("94.96", "  tier_rounding: {digits: 1}\n", 0, "18600.00"),  # a rounding rule worth 18,600
        ("98.4", "", 1, "0.00"),  # the gate takes the bonus
        ("84.99", "", 1, "-93000.00"),  # and leaves the malus
    ],
)
def test_we_6_bonus_and_malus_with_a_gate(score, rounding, incidents, difference):
    contract = contract_of(WE6 + rounding)
    found = judged(contract, {"SEC": {"security_incidents": incidents}})
    paid = settle(contract, Decimal(score), MoneyInput("2026-03", judgements=found))
    assert paid.payable.amount - paid.gross.amount == Decimal(difference)
