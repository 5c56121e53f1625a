"""What a fee is billed for: months in part by their days, and a least share of the forecast."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.money import money
from sla.contract_file.plain import contract_as_dict
from sla.judging.part_month import floor_in_part, floor_words
from sla.load import contract_of, contract_to_yaml
from sla.money.deductions import MoneyInput
from sla.money.gross import billed_fee
from sla.money.settlement import settle
from sla.money.statement import Before, statement_of

HEAD = """
contract: {code: BILL, version: 1, effective: {from: 2026-03-01, to: 2027-03-31}, vendors: [{code: V}]}
clauses:
  - {code: SL, name: {zh: 服务水平, en: Service level}, indicator: SL, target: 80, volume_floor: 100}
settlement:
"""
MONTHLY = HEAD + "  fee: {kind: monthly, amount: 60000, part_month: {from: 2026-03-12, to: 2026-12-20}}\n"
CALLS = HEAD + ("  fee: {kind: per_call, amount: 2.5, volume: valid_calls, minimum_billing: {share: 0.9}}\n")
TOTAL = HEAD + (
    "  fee: {kind: seat_month, amount: 1684500, months: 7, part_month: {from: 2026-03-12, to: 2026-09-11}}\n"
)


@pytest.mark.parametrize(
    ("label", "exit_day", "amount"),
    [
        ("2026-02", None, "0.00"),
        ("2026-03", None, "38709.68"),  # go-live on the 12th: 20 of 31 days
        ("2026-04", None, "60000.00"),
        ("2026-12", None, "38709.68"),  # exit on the 20th
        ("2026-09", date(2026, 9, 20), "40000.00"),  # the vendor left early: 20 of 30 days
        ("2026-09", date(2026, 9, 30), "60000.00"),
        ("2027-01", None, "0.00"),
    ],
)
def test_s30b_the_months_of_go_live_and_exit_are_paid_by_their_days(label, exit_day, amount):
    found = billed_fee(contract_of(MONTHLY), label, exit_day=exit_day)
    assert found.amount == money(amount)
    assert bool(found.steps) is (amount != "60000.00")


def test_s30b_without_the_clause_every_month_is_paid_in_full():
    plain = contract_of(MONTHLY.replace(", part_month: {from: 2026-03-12, to: 2026-12-20}", ""))
    assert billed_fee(plain, "2026-03", exit_day=date(2026, 3, 20)).amount == money(60_000)
    assert "part_month" not in contract_as_dict(plain)["settlement"]["fee"]


def test_s30b_a_full_month_may_be_thirty_days_and_is_never_more_than_a_month():
    thirty = contract_of(MONTHLY.replace("amount: 60000", "amount: 60000, days: 30"))
    assert billed_fee(thirty, "2026-03").amount == money(40_000)
    late = contract_of(MONTHLY.replace("amount: 60000", "amount: 60000, days: 15"))
    assert billed_fee(late, "2026-03").amount == money(60_000)


def test_s30b_the_days_stand_in_the_receipt_and_on_the_statement():
    contract = contract_of(MONTHLY)
    paid = settle(contract, None, MoneyInput("2026-03"))
    assert [step.en for step in paid.receipt] == [
        "20 days of service in the month: CNY 60,000.00 × 20 ÷ 31 = CNY 38,709.68",
        "Gross fee CNY 38,709.68",
        "Payable CNY 38,709.68",
    ]
    none = Before(*[money(0)] * 4)
    (line,) = statement_of(contract, "2026-03", paid, None, [], none).lines
    assert (line.amount, line.steps[0].zh) == (
        money("38709.68"),
        "当月服务 20 天：60,000.00 元 × 20 ÷ 31 = 38,709.68 元",
    )


def test_a_total_parted_by_days_adds_up_to_the_cent():
    contract = contract_of(TOTAL)
    parts = [billed_fee(contract, f"2026-{month:02}") for month in range(3, 10)]
    assert sum(part.amount.cents for part in parts) == 168_450_000
    assert parts[0].amount == money("183097.83")  # 1,684,500 × 20 ÷ 184
    assert parts[-1].steps[0].en.endswith("(the last takes what is left)")
    assert billed_fee(contract, "2026-10") is None
    assert billed_fee(contract, "2026-06", exit_day=date(2026, 6, 10)).amount == money("91548.91")


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 10**9), st.integers(0, 400), st.integers(0, 500))
def test_however_a_term_lies_its_parts_add_up_to_the_total(cents, start, days):
    first = date(2026, 1, 1) + timedelta(days=start)
    last = first + timedelta(days=days)
    # In two goes: a first day of 11 September would be replaced as the last one.
    text = TOTAL.replace("2026-03-12", "FIRST").replace("2026-09-11", "LAST")
    text = text.replace("FIRST", str(first)).replace("LAST", str(last))
    contract = contract_of(text.replace("1684500", str(Fraction(cents, 100).limit_denominator(1))))
    total = money(contract.settlement.fee.amount)
    labels, day = [], first
    while day <= last:
        month = contract.month_rule.month_of(day)
        labels.append(month.label)
        day = month.end
    assert sum(billed_fee(contract, label).amount.cents for label in labels) == total.cents


@pytest.mark.parametrize(
    ("actual", "forecast", "quantity", "gross"),
    [
        (8_000, 10_000, "9000", "22500.00"),  # the forum's practice: bill 90 % of the forecast
        (9_000, 10_000, "9000", "22500.00"),
        (9_500, 10_000, "9500", "23750.00"),
        (12_000, 10_000, "12000", "30000.00"),
        (0, 10_000, "9000", "22500.00"),
        (8_000, 10_001, "9000.9", "22502.25"),  # exact, no call is rounded
        (8_000, None, "8000", "20000.00"),  # nothing was forecast
    ],
)
def test_s38b_at_least_90_percent_of_the_forecast_is_billed(actual, forecast, quantity, gross):
    found = billed_fee(contract_of(CALLS), "2026-06", actual, forecast)
    assert (found.quantity, found.amount) == (Fraction(quantity), money(gross))
    assert len(found.steps) == 1


def test_s38b_the_statement_bills_price_times_the_least_volume_and_says_why():
    contract = contract_of(CALLS)
    paid = settle(contract, None, MoneyInput("2026-06", 8_000, forecast=10_000))
    (line,) = statement_of(contract, "2026-06", paid, 8_000, [], Before(*[money(0)] * 4)).lines
    assert (line.quantity, line.price, line.amount) == (Fraction(9_000), Fraction("2.5"), money(22_500))
    assert line.steps[0].en == "Least billed: forecast 10,000 × 90 % = 9,000; actual 8,000, billed 9,000"
    assert line.steps[0].zh == "最低计费量：预测 10,000 × 90% = 9,000；实际 8,000，按 9,000 计费"


@given(st.integers(0, 10**7), st.integers(0, 10**7))
def test_never_less_than_what_came_and_never_less_than_the_share(actual, forecast):
    found = billed_fee(_CALLS, "2026-06", actual, forecast)
    assert found.quantity == max(Fraction(actual), Fraction(9, 10) * forecast)


_CALLS = contract_of(CALLS)


@pytest.mark.parametrize("text", [MONTHLY, CALLS, TOTAL])
def test_the_rules_read_back(text):
    contract = contract_of(text)
    assert contract_of(contract_to_yaml(contract)) == contract


def test_volume_floors_are_taken_by_days_only_where_the_clause_says_so():
    said = contract_of(MONTHLY.replace("to: 2026-12-20", "to: 2026-12-20, floors: true"))
    clause = said.clause("SL")
    now = floor_in_part(said, clause, "2026-03")
    assert now.volume_floor == 65  # 100 × 20 ÷ 31 = 64.5, rounded up
    assert floor_words(clause, now)[0].en == "Part of a month: volume floor by its days, 100 → 65"
    assert floor_in_part(said, clause, "2026-04") is clause or not floor_words(
        clause, floor_in_part(said, clause, "2026-04")
    )
    assert floor_in_part(contract_of(MONTHLY), clause, "2026-03") is clause
