"""What credits are a share of, the notice new service levels need, and bonuses beyond what can be lost."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from services.contracts.credit_words import credit_words
from sla.contract_file.plain import contract_as_dict
from sla.load import contract_of, contract_to_yaml, load_contracts
from sla.money.deductions import MoneyInput
from sla.money.settlement import settle
from tests.sla_month import judged

CONTRACT = """
contract:
  code: WE5
  version: '1'
  effective: {from: 2026-01-01}
  vendors: [{code: V}]
clauses:
  - {code: SL, indicator: SL, target: 80}
  - {code: ABN, indicator: ABANDON_RATE, target: 5}
settlement:
  fee: {kind: monthly, amount: 2400000}
  tax_rate: 0.06
  prices_include_tax: true
  credits:
    at_risk: {share: 0.12, allocations: [{clause: SL, share: 0.45}, {clause: ABN, share: 0.3}]}
"""
POINTS = "    service_points: {clauses: [{clause: SL, bands: [[79, 5], [70, 10]]}], ladder: [[5, 0.02]]}\n"
FIGURES = {"SL": "79", "ABN": "4"}


def with_base(base: str, text: str = CONTRACT) -> str:
    return text.replace("  credits:\n", f"  credits:\n    base: {base}\n") if base else text


@pytest.mark.parametrize(
    ("base", "at_risk", "drawn", "said"),
    [
        ("", "288000.00", "129600.00", None),  # WE-5, month A: 45 % of 12 % of the whole fee
        (
            "{pass_through_amount: 200000}", "264000.00", "118800.00",
            "CNY 2,400,000.00 − passed through CNY 200,000.00 = CNY 2,200,000.00",
        ),
        (
            "{pass_through_share: 0.1}", "259200.00", "116640.00",
            "CNY 2,400,000.00 − passed through 10 % = CNY 2,160,000.00",
        ),
        (
            "{pass_through_amount: 280000, without_tax: true}", "240000.00", "108000.00",
            "(CNY 2,400,000.00 − passed through CNY 280,000.00) ÷ 106 % (without tax) = CNY 2,000,000.00",
        ),
        ("{pass_through_amount: 9000000}", "0.00", "0.00", "= CNY 0.00"),  # never below nothing
    ],
)  # fmt: skip
def test_credits_are_a_share_of_the_fee_without_what_is_passed_through_and_tax(base, at_risk, drawn, said):
    contract = contract_of(with_base(base))
    paid = settle(contract, None, MoneyInput("2026-03", judgements=judged(contract, FIGURES)))
    assert str(paid.credits.at_risk.amount) == at_risk
    assert [str(line.amount.amount) for line in paid.credits.lines] == [drawn]
    told = [step.en for step in paid.receipt if step.en.startswith("Base of the credits")]
    assert len(told) == bool(said) and (not said or said in told[0])
    # What is paid is still the whole fee less the credit.
    assert paid.payable.amount == Decimal("2400000.00") - Decimal(drawn)


def test_service_points_are_a_share_of_the_same_base():
    contract = contract_of(with_base("{pass_through_amount: 200000}", CONTRACT + POINTS))
    paid = settle(contract, None, MoneyInput("2026-03", judgements=judged(contract, FIGURES)))
    (points,) = [line for line in paid.deductions if line.code == "SERVICE_POINTS"]
    assert str(points.amount.amount) == "44000.00"


def test_the_base_comes_back_as_it_was_and_is_said_on_the_page():
    contract = contract_of(with_base("{pass_through_share: 0.1, without_tax: true}"))
    assert contract_of(contract_to_yaml(contract)) == contract
    assert credit_words(contract)[0].en == "Base of the credits: the fee without 10 % passed through, tax"
    assert "base" not in contract_as_dict(contract_of(CONTRACT))["settlement"]["credits"]


V1 = CONTRACT.replace("  vendors:", "  notice_days: 90\n  vendors:", 1)
V2 = V1.replace("version: '1'", "version: '2'").replace("from: 2026-01-01", "from: 2026-07-01")
LATER = V2.replace("target: 80", "target: 85")
LESS = V2.replace("  - {code: ABN, indicator: ABANDON_RATE, target: 5}\n", "")
MORE = V2.replace("settlement:", "  - {code: NEW, indicator: FCR, target: 80}\nsettlement:", 1)
MAY = date(2026, 5, 20)


@pytest.mark.parametrize(
    ("text", "today", "asked"),
    [
        (LATER, MAY, True),
        (LATER, date(2026, 4, 2), False),  # exactly ninety days
        (LATER, date(2026, 4, 3), True),
        (LESS.replace(", {clause: ABN, share: 0.3}", ""), MAY, True),  # dropped
        (MORE, MAY, True),  # added
        (V2.replace("amount: 2400000", "amount: 1"), MAY, False),  # money is no service level
        # The version in force says how much notice it takes.
        (LATER.replace("notice_days: 90", "notice_days: 1"), MAY, True),
    ],
)
def test_a_new_version_that_touches_a_service_level_too_soon_is_asked_about(text, today, asked):
    known = [contract_of(V1)]
    found = {each.code for each in load_contracts(text, existing=known, today=today)[2]}
    assert ("contract_notice_short" in found) is asked
    assert "contract_notice_short" not in {each.code for each in load_contracts(text, existing=known)[2]}


def _version(number: int, start: str, target: int, *, months: int = 3, amount: int = 2400000) -> str:
    text = CONTRACT.replace("  vendors:", f"  change_months: {months}\n  vendors:", 1)
    text = text.replace("version: '1'", f"version: '{number}'").replace("from: 2026-01-01", f"from: {start}")
    return text.replace("target: 80", f"target: {target}").replace("amount: 2400000", f"amount: {amount}")


FIRST, QUARTERLY = _version(1, "2026-01-01", 80), _version(2, "2026-05-31", 82)
FEE, NINE = _version(3, "2026-07-01", 82, amount=1), _version(2, "2026-05-31", 82, months=9)


@pytest.mark.parametrize(
    ("known", "text", "earliest"),
    [
        ([FIRST], _version(2, "2026-02-01", 82), None),  # the first version changed nothing
        ([FIRST, QUARTERLY], _version(3, "2026-08-30", 85), "2026-08-31"),
        ([FIRST, QUARTERLY], _version(3, "2026-08-31", 85), None),  # exactly three months
        ([FIRST, QUARTERLY], _version(3, "2026-07-01", 82, amount=1), None),  # money is no service level
        # A version that only changed the fee between them is no change either.
        ([FIRST, QUARTERLY, FEE], _version(4, "2026-08-01", 85), "2026-08-31"),
        ([FIRST, _version(2, "2026-03-01", 80, amount=1)], _version(3, "2026-04-01", 85), None),
        # The version in force says how often; nine months after the last of May is the last of February.
        ([FIRST, NINE], _version(3, "2026-08-31", 85, months=1), "2027-02-28"),
    ],
)
def test_service_levels_that_change_again_too_soon_are_asked_about(known, text, earliest):
    versions = [contract_of(each) for each in known]
    found = load_contracts(text, existing=versions, today=MAY)[2]
    said = [each.facts["earliest"] for each in found if each.code == "contract_changed_too_soon"]
    assert said == ([earliest] if earliest else [])
    assert contract_of(contract_to_yaml(versions[0])).change_months == 3
    assert "change_months" not in contract_as_dict(contract_of(CONTRACT))["contract"]


@pytest.mark.parametrize(
    ("rules", "asked"),
    [
        ("tiers: [[95, 1.1], [90, 1], [0, 0.95]]", True),  # 10 % to win, 5 % to lose
        ("tiers: [[95, 1.05], [90, 1], [0, 0.95]]", False),
        ("tiers: [[95, 1.1], [90, 1], [0, 0.95]]\n  performance_share: 0.2", False),
        ("tiers: [[95, 1.1], [90, 1], [0, 0.95]]\n  cap_share: 0.05", False),
        ("tiers: [[90, 1], [0, 0.95]]", False),
    ],
)
def test_more_to_win_than_to_lose_is_asked_about(rules, asked):
    plain = CONTRACT.split("settlement:", maxsplit=1)[0]
    text = f"{plain}settlement:\n  fee: {{kind: monthly, amount: 100}}\n  {rules}\n"
    found = {each.code for each in load_contracts(text, advise=True)[2]}
    assert ("contract_bonus_pool" in found) is asked
