"""What is paid: by score, credits and points beside deductions, the cap over all, what is kept back."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sla.contract_file.plain import contract_as_dict
from sla.load import contract_of, contract_to_yaml
from sla.money.credits import Misses
from sla.money.deductions import MoneyInput
from sla.money.settlement import settle
from tests.sla_month import judged

WE_5 = """
contract: {code: WE5, version: 1, effective: {from: 2026-01-01}, vendors: [{code: V}]}
clauses:
  - {code: SL, name: {zh: 服务水平, en: Service level}, indicator: SL, target: 80}
  - {code: ABN, name: {zh: 放弃率, en: Abandonment}, indicator: ABANDON_RATE, target: 5}
settlement:
  fee: {kind: monthly, amount: 2400000}
  credits:
    at_risk:
      share: 0.12
      pool: 0.75
      allocations: [{clause: SL, share: 0.45}, {clause: ABN, share: 0.3}]
      multipliers: [1, 1.5, 2]
      root_cause: highest
    earn_back: {months: 3, within: 12}
    claim_days: 21
"""
FAILED = {
    "SL": {"answered_within_20": 70, "answered": 90, "abandoned": 10},
    "ABN": {"abandoned": 10, "offered": 100},
}


def _paid(text, total="90", figures=FAILED, **known):
    contract = contract_of(text)
    given = MoneyInput("2026-03", judgements=judged(contract, figures), misses=Misses(**known))
    return settle(contract, Decimal(total), given)


def test_we_5_credits_stand_beside_the_deductions_and_come_off_the_fee():
    paid = _paid(WE_5, in_a_row={"SL": 2})
    # 194,400 + 86,400 are capped at the 288,000 at risk: here they stay below it.
    assert paid.credits.at_risk.amount == Decimal("288000.00")
    assert [(line.name.en, line.amount.amount) for line in paid.deductions] == [
        ("Service level: service credit", Decimal("194400.00")),
        ("Abandonment: service credit", Decimal("86400.00")),
    ]
    assert paid.payable.amount == Decimal("2119200.00")


def test_we_5_the_receipt_says_where_the_cap_of_the_amount_at_risk_struck():
    paid = _paid(WE_5, in_a_row={"SL": 3, "ABN": 2})
    assert paid.payable.amount == Decimal("2112000.00")
    assert "Credits capped at the amount at risk: CNY 388,800.00 → CNY 288,000.00" in [
        step.en for step in paid.receipt
    ]


def test_we_5_one_incident_draws_once():
    assert _paid(WE_5, causes={"SL": "I1", "ABN": "I1"}).deducted.amount == Decimal("129600.00")


@pytest.mark.parametrize("name", ["WE_5", "POINTS", "FEE"])
def test_a_contract_with_credits_is_the_same_when_written_out_and_read_again(name):
    contract = contract_of(globals()[name])
    assert contract_of(contract_to_yaml(contract)) == contract


def test_a_contract_without_them_is_written_as_before():
    plain = WE_5[: WE_5.index("  credits:")]
    assert set(contract_as_dict(contract_of(plain))["settlement"]) == {
        "fee", "tiers", "gates", "deductions", "floor_share",
    }  # fmt: skip


STEP = """
contract: {code: PG5, version: 1, effective: {from: 2026-01-01}, vendors: [{code: V}]}
clauses: [{code: SL, indicator: SL, target: 90}]
settlement:
  fee: {kind: monthly, amount: 100000}
  deductions: [{code: LOW, basis: gap, clause: SL, amount: 2000, unit: 1, partial: ceil}]
"""


@pytest.mark.parametrize(
    ("value", "begun", "full"),
    [("90", 0, 0), ("89.99", 2000, 0), ("89", 2000, 2000), ("88.95", 4000, 2000), ("87.4", 6000, 4000)],
)
def test_we_3_per_point_or_fraction_thereof_and_per_full_point(value, begun, full):
    assert _paid(STEP, figures={"SL": value}).deducted.amount == begun
    assert _paid(STEP.replace("ceil", "floor"), figures={"SL": value}).deducted.amount == full


def test_m6_the_gap_itself_as_a_share_of_the_charges():
    text = STEP.replace("target: 90", "target: 98").replace("amount: 2000", "share: 0.01")
    paid = _paid(text.replace("ceil", "proportional"), figures={"SL": "75"})
    assert paid.deducted.amount == Decimal("23000.00")  # 98 − 75 = 23 %


@pytest.mark.parametrize(("value", "taken"), [("89", "3000.00"), ("90", "0.00")])
def test_m3_a_flat_share_for_a_miss_however_far_it_went(value, taken):
    text = STEP.replace("amount: 2000, unit: 1, partial: ceil", "share: 0.03").replace("gap", "miss")
    assert _paid(text, figures={"SL": value}).deducted.amount == Decimal(taken)


POINTS = """
contract: {code: M8, version: 1, effective: {from: 2026-01-01}, vendors: [{code: V}]}
clauses: [{code: SL, name: {zh: 服务水平, en: Service level}, indicator: SL, target: 99}]
settlement:
  fee: {kind: monthly, amount: 100000}
  credits:
    service_points:
      clauses: [{clause: SL, bands: [[98, 5], [97, 10], [0, 20]]}]
      multipliers: [1, 2]
      ladder: [[5, 0], [10, 0.02], [20, 0.06], [30, 0.1]]
"""


@pytest.mark.parametrize(
    ("value", "nth", "taken"),
    [("99", 1, 0), ("98.5", 1, 0), ("98.5", 2, 2000), ("97", 1, 2000), ("90", 2, 10000)],
)
def test_m8_service_points_climb_a_ladder(value, nth, taken):
    paid = _paid(POINTS, figures={"SL": value}, in_a_row={"SL": nth})
    assert paid.deducted.amount == taken


def test_m8_the_line_shows_every_step():
    [line] = _paid(POINTS, figures={"SL": "98.5"}, in_a_row={"SL": 2}).deductions
    assert [step.en for step in line.trace] == [
        "Service level 98.5 %: 5 points × 2 (month 2 in a row) = 10 points",
        "10 service points: CNY 100,000.00 × 2 % → CNY 2,000.00",
    ]
    assert line.trace[0].zh == "服务水平 98.5%：5 分 × 2（连续第 2 个月）= 10 分"


FEE = """
contract: {code: S2, version: 1, effective: {from: 2026-01-01}, vendors: [{code: V}]}
clauses: [{code: SL, indicator: SL, target: 80}]
settlement: {fee: {kind: monthly, amount: 100000}, performance_share: 0.3, retention_share: 0.05}
"""


def test_s2_a_part_of_the_fee_is_paid_by_score_and_s8_a_part_is_kept_back():
    paid = _paid(FEE, total="86.27", figures={})
    assert paid.by_score.amount == Decimal("95881.00")  # 70,000 + 30,000 × 0.8627
    assert (paid.payable.amount, paid.retained.amount) == (Decimal("95881.00"), Decimal("4794.05"))
    assert [step.en for step in paid.receipt] == [
        "Gross fee CNY 100,000.00",
        "30 % of it paid by score: CNY 70,000.00 + CNY 30,000.00 × 86.27 ÷ 100 = CNY 95,881.00",
        "Payable CNY 95,881.00",
        "Of which kept back CNY 4,794.05",
    ]


def test_the_cap_holds_credits_and_deductions_together():
    text = WE_5.replace("  credits:", "  cap_share: 0.1\n  credits:")
    paid = _paid(text, in_a_row={"SL": 2})
    assert (paid.deducted_before_cap.amount, paid.deducted.amount) == (
        Decimal("280800.00"),
        Decimal("240000.00"),
    )
    assert paid.payable.amount == Decimal("2160000.00")


EVERYTHING = """
contract: {code: ALL, version: 1, effective: {from: 2026-01-01}, vendors: [{code: V}]}
clauses: [{code: SL, name: {zh: 服务水平, en: Service level}, indicator: SL, target: 90}]
vetoes: [{code: FRAUD, fee_share: 0.5}]
settlement:
  fee: {kind: monthly, amount: 100000}
  performance_share: 0.3
  tiers: [[80, 0.9], [0, 0.8]]
  deductions: [{code: LOW, name: {zh: 未达标, en: Missed}, basis: miss, clause: SL, share: 0.1}]
  credits: {at_risk: {share: 0.2, allocations: [{clause: SL, share: 1.5}]}}
  cap_share: 0.25
  floor_share: FLOOR
  retention_share: 0.05
"""


@pytest.mark.parametrize(
    ("floor", "payable", "kept_back"), [("0", "51500.00", "2575.00"), ("0.6", "60000.00", "3000.00")]
)
def test_the_order_of_operations_stands_in_the_receipt_step_by_step(floor, payable, kept_back):
    """docs/settlement.md: score, veto, coefficient, deductions and credits, caps, the least, kept back."""
    contract = contract_of(EVERYTHING.replace("FLOOR", floor))
    given = MoneyInput("2026-03", judgements=judged(contract, {"SL": "80"}), events={"FRAUD": 1})
    paid = settle(contract, Decimal("80.00"), given)
    assert [step.en for step in paid.receipt] == [
        "Gross fee CNY 100,000.00",
        "30 % of it paid by score: CNY 70,000.00 + CNY 30,000.00 × 80.00 ÷ 100 = CNY 94,000.00",
        "Limited by a veto: CNY 94,000.00 → CNY 85,000.00",  # 70,000 + 30,000 × 0.5
        "Total 80.00 points, coefficient 0.9: CNY 76,500.00",
        "Missed: Service level 80 %: missed",
        "Missed: CNY 100,000.00 × 10 % × 1 = CNY 10,000.00",
        "Missed −CNY 10,000.00",
        "Amount at risk: CNY 100,000.00 × 20 % = CNY 20,000.00",
        "Service level: service credit: CNY 20,000.00 × 150 % = CNY 30,000.00",
        "Service level: service credit: Capped at CNY 20,000.00, in proportion CNY 20,000.00",
        "Service level: service credit −CNY 20,000.00",
        "Credits capped at the amount at risk: CNY 30,000.00 → CNY 20,000.00",
        "Deductions capped: CNY 30,000.00 → CNY 25,000.00",
        *(["Not less than 60 % of the gross fee: CNY 51,500.00 → CNY 60,000.00"] if floor != "0" else []),
        f"Payable CNY {Decimal(payable):,}",
        f"Of which kept back CNY {Decimal(kept_back):,}",
    ]
    assert all(step.zh and step.zh != step.en for step in paid.receipt)


def test_the_receipt_says_where_deductions_beyond_the_fee_stop():
    text = STEP.replace("amount: 2000, unit: 1, partial: ceil", "amount: 150000").replace("gap", "miss")
    paid = _paid(text, figures={"SL": "80"})
    assert paid.payable.amount == 0
    assert "Not below 0: CNY -50,000.00 → CNY 0.00" in [step.en for step in paid.receipt]


def test_a_name_with_braces_stands_in_the_receipt_as_it_was_written():
    text = EVERYTHING.replace("FLOOR", "0").replace("en: Missed", "en: 'Missed {0}'")
    paid = _paid(text, figures={"SL": "80"})
    assert any(step.en.startswith("Missed {0} −CNY") for step in paid.receipt)
