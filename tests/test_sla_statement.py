"""The settlement statement: price × volume to what is paid, tax, carried entries, corrected editions."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.money import Money, money
from core.text import Text
from sla.load import contract_of, load_contracts
from sla.money.deductions import LineKind, MoneyInput
from sla.money.ledger import Account, CreditState, Move, dues_of
from sla.money.settlement import settle
from sla.money.statement import Before, statement_of
from sla.money.statement_lines import Part, Standing
from sla.money.tax import taxed
from sla.terms.fee import Fee, FeeKind, Settlement

S = CreditState
NONE = Before(*[money(0)] * 4)
CALLS = """
contract: {code: CALLS, version: 1, effective: {from: 2026-01-01}, vendors: [{code: V}]}
clauses: [{code: SL, indicator: SL, target: 80}]
settlement:
  fee: {kind: per_call, amount: 3.15, volume: valid_calls}
  tiers: [[90, 1], [0, 0.9]]
  deductions:
    - {code: LEAK, name: {zh: 泄密, en: Leak}, basis: events, amount: 1000}
  tax_rate: 0.06
  prices_include_tax: true
  retention_share: 0.05
  contract_total: 400000
"""
SEATS = """
contract: {code: SEATS, version: 1, effective: {from: 2026-01-01}, vendors: [{code: V}]}
clauses: [{code: SL, indicator: SL, target: 80}]
settlement: {fee: {kind: per_seat, amount: 8000, volume: headcount_on_duty}}
"""


def _entries(paid, state=S.ACCRUED, taken=0, label="2026-06", claim=False):
    return [
        Standing(due.code, due.kind, due.code, due.name, label,
                 Account((Move(S.ACCRUED, due.amount, 1), Move(state, due.amount)), claim), money(taken))
        for due in dues_of(paid)
    ]  # fmt: skip


def _made(text=CALLS, volume=100_000, total=85, before=NONE, entries=None, label="2026-06", **events):
    contract = contract_of(text)
    paid = settle(contract, Decimal(total), MoneyInput(label, volume, events=events))
    return statement_of(contract, label, paid, volume, entries or _entries(paid), before)


def test_a_statement_from_price_and_volume_to_what_is_paid():
    made = _made(LEAK=2)
    assert [(line.part, line.amount.amount) for line in made.lines] == [
        (Part.FEE, Decimal("315000.00")),
        (Part.COEFFICIENT, Decimal("-31500.00")),
        (Part.ENTRY, Decimal("-2000.00")),
    ]
    fee = made.lines[0]
    assert (fee.quantity, fee.price, fee.quantity_name) == (
        100_000,
        Fraction("3.15"),
        Text("有效通话量", "Billable calls"),
    )
    assert made.amount.amount == Decimal("281500.00")
    # 281,500 holds 6 %: 265,566.04 and 15,933.96.
    assert (made.tax.net.amount, made.tax.tax.amount) == (Decimal("265566.04"), Decimal("15933.96"))
    assert (made.retained.amount, made.payable.amount) == (Decimal("14075.00"), Decimal("267425.00"))
    assert (made.cumulated, made.left) == (made.amount, money("118500"))


def test_each_deduction_names_its_clause_and_how_it_was_reckoned():
    line = _made(LEAK=2).lines[-1]
    assert (line.code, line.name.en) == ("LEAK", "Leak")
    assert [step.en for step in line.steps] == ["2 × CNY 1,000.00 = CNY 2,000.00"]


@pytest.mark.parametrize(
    ("seat_days", "label", "quantity", "gross"),
    [
        (1_500, "2026-06", 50, "400000.00"),
        # Fifty the whole month, two from the 16th: 1,530 seat-days of 30.
        (1_530, "2026-06", 51, "408000.00"),
        (1_001, "2026-06", Fraction(1001, 30), "266933.33"),
        (1_550, "2026-07", 50, "400000.00"),
    ],
)
def test_seats_are_paid_by_the_days_they_were_on_duty(seat_days, label, quantity, gross):
    fee = _made(SEATS, seat_days, label=label).lines[0]
    assert (fee.quantity, fee.price, fee.amount.amount) == (quantity, 8_000, Decimal(gross))


def test_a_contract_may_say_how_many_days_a_full_seat_month_has():
    fee = _made(SEATS.replace("8000,", "8000, days: 30,"), 1_550, label="2026-07").lines[0]
    assert fee.amount.amount == Decimal("413333.33")
    assert fee.steps[0].en == (
        "1550 seat-days on duty ÷ 30 days = 51.6667 seat-months; 1550 ÷ 30 × CNY 8,000.00 = CNY 413,333.33"
    )


def test_what_is_contested_is_held_back_and_stands_apart():
    contract = contract_of(CALLS)
    paid = settle(contract, Decimal(95), MoneyInput("2026-06", 100_000, events={"LEAK": 2}))
    made = _made(total=95, LEAK=2, entries=_entries(paid, S.DISPUTED))
    assert made.amount.amount == Decimal("313000.00")
    assert (made.disputed_sum, [line.code for line in made.disputed]) == (money(2_000), ["LEAK"])


def test_what_nobody_claimed_yet_is_not_taken_off_and_stands_apart():
    contract = contract_of(CALLS)
    paid = settle(contract, Decimal(95), MoneyInput("2026-06", 100_000, events={"LEAK": 2}))
    made = _made(total=95, LEAK=2, entries=_entries(paid, S.ACCRUED, claim=True))
    assert (made.amount, made.unclaimed_sum, made.takes) == (money(315_000), money(2_000), ())


def _earlier(state, amount, taken):
    rows = (Move(S.ACCRUED, money(1_000), 1), Move(state, money(amount)))
    return Standing(
        "E", LineKind.DEDUCTION, "LEAK", Text("泄密", "Leak"), "2026-05", Account(rows), money(taken)
    )


@pytest.mark.parametrize(
    ("state", "amount", "taken", "carried"),
    [
        (S.INVOICED, 1_000, 1_000, None),  # settled then
        (S.AGREED, 400, 1_000, 600),  # the dispute gave 600 back
        (S.EARNED_BACK, 1_000, 1_000, 1_000),
        (S.TRUED_UP, 1_300, 1_000, -300),
        (S.AGREED, 1_000, 0, -1_000),  # claimed after its month was settled
        (S.LAPSED, 1_000, 0, None),
    ],
)
def test_entries_of_earlier_months_are_carried_with_the_difference_only(state, amount, taken, carried):
    made = _made(total=95, entries=[_earlier(state, amount, taken)])
    found = [line.amount for line in made.lines if line.part is Part.CARRIED]
    assert found == ([] if carried is None else [money(carried)])
    assert made.amount == money(315_000 + (carried or 0))


def test_a_corrected_edition_settles_the_difference_to_the_edition_before():
    first = _made(LEAK=2)
    before = Before(first.fee, first.amount, first.retained, money(0))
    contract = contract_of(CALLS)
    paid = settle(contract, Decimal(95), MoneyInput("2026-06", 100_000, events={"LEAK": 3}))
    rows = (
        Move(S.ACCRUED, money(2_000), 1),
        Move(S.INVOICED, money(2_000)),
        Move(S.TRUED_UP, money(3_000), 2),
    )
    entry = Standing(
        "LEAK", LineKind.DEDUCTION, "LEAK", Text("泄密", "Leak"), "2026-06", Account(rows), money(2_000)
    )
    second = statement_of(contract, "2026-06", paid, 100_000, [entry], before)
    # 31,500 more by the coefficient, 1,000 less by the deduction.
    assert second.amount == money(30_500)
    whole = _made(total=95, LEAK=3)
    assert (second.cumulated, second.fee) == (whole.amount, whole.fee)
    assert second.retained_sum == whole.retained


@pytest.mark.parametrize(
    ("rules", "net", "tax", "gross"),
    [
        ("", "100.00", "0.00", "100.00"),
        ("tax_rate: 0.06, prices_include_tax: true", "94.34", "5.66", "100.00"),
        ("tax_rate: 0.06, prices_include_tax: false", "100.00", "6.00", "106.00"),
        ("tax_rate: 0, prices_include_tax: true", "100.00", "0.00", "100.00"),
    ],
)
def test_tax_is_split_to_the_cent_by_what_the_prices_hold(rules, net, tax, gross):
    text = f"settlement: {{fee: {{kind: monthly, amount: 1}}, {rules}}}"
    settlement = contract_of(CALLS[: CALLS.index("settlement")] + text).settlement
    found = taxed(money(100), settlement)
    assert [str(each.amount) for each in (found.net, found.tax, found.gross)] == [net, tax, gross]


@given(st.integers(-(10**12), 10**12), st.fractions(0, 1), st.booleans())
def test_net_and_tax_always_add_up_to_the_gross(cents, rate, included):
    rules = Settlement(Fee(FeeKind.MONTHLY, Fraction(1)), tax_rate=rate, prices_include_tax=included)
    found = taxed(Money(cents), rules)
    assert found.net.cents + found.tax.cents == found.gross.cents
    assert (found.gross if included else found.net) == Money(cents)


def test_a_rate_without_a_word_on_the_prices_is_no_contract():
    found = load_contracts(CALLS.replace("  prices_include_tax: true\n", ""))[2]
    assert [finding.code for finding in found] == ["contract_tax"]
