"""Every sum a receipt prints, reckoned again as a vendor would: with the numbers that stand in it."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.money import money
from sla.judging.verdict import Circumstances, judge
from sla.load import contract_of
from sla.money.credits import Misses
from sla.money.deductions import MoneyInput
from sla.money.settlement import settle
from sla.money.statement import Before, statement_of
from tests.sla_month import formula_of
from tests.test_sla_statement import _entries

CHAT = """
contract: {code: E4, version: 1, effective: {from: 2026-01-01}, vendors: [{code: V}]}
clauses:
  - {code: CSAT, name: {zh: 满意率, en: Satisfaction}, indicator: CSAT, target: 95}
  - {code: SL, name: {zh: 服务水平, en: Service level}, indicator: SL, target: 80}
settlement:
  fee: {kind: monthly, amount: AMOUNT}
  deductions:
    - {code: LOW, name: {zh: 满意度, en: Low}, basis: gap, clause: CSAT, share: 0.013, partial: PARTIAL}
    - {code: LATE, name: {zh: 迟报, en: Late}, basis: events, amount: 0.125}
  credits: {at_risk: {share: 0.12, allocations: [{clause: SL, share: 0.45}], multipliers: [1, 1.5]}}
"""


def _reckoned(words: str) -> tuple[Fraction, Fraction]:
    """Both sides of the last equation of a step."""
    plain = re.sub(r"\([^)]*\)", "", words).replace("CNY", "").replace(",", "")
    left, right = plain.split("=")[-2:]
    left = re.split(r"[:;]", left)[-1]
    worth = Fraction(0)
    for part in left.split("+"):
        value, op = Fraction(1), "×"
        for token in re.findall(r"[×÷]|[\d.]+ %|[\d.]+", part):
            if token in "×÷":
                op = token
                continue
            number = Fraction(token.rstrip(" %")) / (100 if token.endswith("%") else 1)
            value = value * number if op == "×" else value / number
        worth += value
    return worth, Fraction(re.findall(r"[\d.]+", right)[0])


def _cents(value: Fraction) -> Decimal:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _contract(amount="144106.26", partial="ceil"):
    return contract_of(CHAT.replace("AMOUNT", amount).replace("PARTIAL", partial))


def _judged(contract, **figures):
    return {
        code: judge(contract.clause(code), formula_of(contract, code), None, Circumstances(asserted=value))
        for code, value in figures.items()
    }


@pytest.mark.parametrize(
    ("partial", "counted", "priced"),
    [
        ("ceil", "a begun step counts: 3", "CNY 480,000.00 × 1.3 % × 3 = CNY 18,720.00"),
        ("floor", "only full steps count: 2", "CNY 480,000.00 × 1.3 % × 2 = CNY 12,480.00"),
        # 2.36 points short, in proportion: four decimals of it would lose 23 fen.
        (
            "proportional",
            "parts of a step count in proportion: 2.3626",
            "CNY 480,000.00 × 1.3 % × 215 ÷ 91 = CNY 14,742.86",
        ),
    ],
)
def test_e4_a_deduction_says_how_far_which_clause_was_short_and_what_it_counts(partial, counted, priced):
    contract = _contract("480000", partial)
    figures = _judged(contract, CSAT=Fraction(8430, 91))
    line = settle(contract, None, MoneyInput("2026-03", judgements=figures)).deductions[0]
    assert [step.en for step in line.trace] == [
        f"Satisfaction 92.6374 %, target 95 %, 2.3626 pp short; in steps of 1 pp, {counted}",
        priced,
    ]


def test_a_share_is_printed_as_it_stands_and_never_as_a_rounded_price():
    """1.3 % of 144,106.26 is 1,873.38138: six times the rounded 1,873.38 would be a cent less."""
    figures = _judged(contract := _contract(), CSAT=Fraction("89.5"))
    line = settle(contract, None, MoneyInput("2026-03", judgements=figures)).deductions[0]
    assert line.amount == money("11240.29")
    assert line.trace[-1].zh == "144,106.26 元 × 1.3% × 6 = 11,240.29 元"


def test_a_price_below_a_cent_is_told_whole():
    contract = _contract()
    line = settle(contract, None, MoneyInput("2026-03", events={"LATE": 5})).deductions[1]
    assert [step.en for step in line.trace] == ["5 × CNY 0.125 = CNY 0.63"]


@settings(deadline=None, max_examples=60)
@given(
    st.decimals("1000", "9999999", places=2),
    st.fractions(60, 94, max_denominator=977),
    st.sampled_from(["ceil", "floor", "proportional"]),
    st.integers(1, 40),
)
def test_every_printed_sum_comes_out_by_hand(amount, value, partial, events):
    contract = _contract(str(amount), partial)
    known = MoneyInput(
        "2026-03",
        judgements=_judged(contract, CSAT=value, SL=Fraction(70)),
        events={"LATE": events},
        misses=Misses(in_a_row={"SL": 2}),
    )
    sums = [step.en for step in settle(contract, None, known).receipt if " = " in step.en]
    assert len(sums) >= 3
    for words in sums:
        worth, said = _reckoned(words)
        assert _cents(worth) == Decimal(str(float(said))).quantize(Decimal("0.01")), words


WE_6 = """
contract: {code: WE6, version: 1, effective: {from: 2026-01-01}, vendors: [{code: V}]}
clauses: [{code: CMP, name: {zh: 合规, en: Compliance}, indicator: COMPLIANCE_ACC, target: 98}]
settlement:
  fee: {kind: monthly, amount: 1860000}
  tiers: [[98, 1.02], [95, 1.01], [90, 1], [85, 0.98], [0, 0.95]]
  gates: [CMP]
"""


@pytest.mark.parametrize(
    ("total", "value", "said"),
    [
        ("98.4", 97, ["Compliance missed: coefficient 1 instead of 1.02"]),
        ("98.4", 99, []),
        # No bonus was reached: the gate takes nothing, and nothing is said of it.
        ("91", 97, []),
        # Nothing was reported: a bonus is paid all the same, and that is said.
        ("98.4", None, ["Compliance has no verdict: only a miss takes the bonus, so it stays"]),
    ],
)
def test_we_6_the_receipt_says_which_gate_took_the_bonus(total, value, said):
    contract = contract_of(WE_6)
    figure = None if value is None else Fraction(value)
    known = MoneyInput("2026-03", judgements=_judged(contract, CMP=figure))
    paid = settle(contract, Decimal(total), known)
    assert [step.en for step in paid.receipt if step.en.startswith("Compliance")] == said


FEES = """
contract: {code: F, version: 1, effective: {from: 2026-01-01}, vendors: [{code: V}]}
clauses: [{code: SL, indicator: SL, target: 80}]
settlement: {fee: {FEE}}
"""


@pytest.mark.parametrize(
    ("fee", "volume", "said"),
    [
        (
            "kind: per_call, amount: 0.85, volume: valid_calls",
            412_650,
            "Billable calls: 412,650 × CNY 0.85 = CNY 350,752.50",
        ),
        (
            "kind: per_seat, amount: 6738, volume: headcount_on_duty",
            663,
            "663 seat-days on duty ÷ 31 days × CNY 6,738.00 = CNY 144,106.26",
        ),
        (
            "kind: seat_month, amount: 1684500, months: 7",
            None,
            "CNY 1,684,500.00 in 7 instalments, the last takes what is left: CNY 240,642.86 this month",
        ),
    ],
)
def test_the_receipt_begins_with_what_the_fee_is_of(fee, volume, said):
    paid = settle(contract_of(FEES.replace("FEE", fee)), None, MoneyInput("2026-03", volume))
    assert paid.receipt[0].en == said


@pytest.mark.parametrize(
    ("included", "kept_back", "said"),
    [
        ("true", "5000.00", "Of which kept back CNY 5,000.00"),
        # As the statement does: of 106,000 with tax, not of the price without it.
        ("false", "5300.00", "CNY 106,000.00 with tax, of which kept back CNY 5,300.00"),
    ],
)
def test_the_scorecard_keeps_back_what_the_statement_does(included, kept_back, said):
    rules = f"retention_share: 0.05, tax_rate: 0.06, prices_include_tax: {included}"
    contract = contract_of(FEES.replace("{FEE}", f"{{kind: monthly, amount: 100000}}, {rules}"))
    paid = settle(contract, None, MoneyInput("2026-03"))
    made = statement_of(contract, "2026-03", paid, None, (), Before(*[money(0)] * 4))
    assert (paid.retained, made.retained) == (money(kept_back), money(kept_back))
    assert paid.receipt[-1].en == said


def test_a_statement_says_what_the_cap_leaves_of_each_entry():
    text = (
        CHAT.replace("AMOUNT", "480000")
        .replace("PARTIAL", "ceil")
        .replace("  credits", "  cap_share: 0.05\n  credits")
    )
    contract = contract_of(text)
    known = MoneyInput("2026-03", judgements=_judged(contract, CSAT=Fraction(90), SL=Fraction(70)))
    paid = settle(contract, None, known)
    entries = _entries(paid, label="2026-03")
    lines = statement_of(contract, "2026-03", paid, None, entries, Before(*[money(0)] * 4)).lines[1:]
    assert sum(-line.amount.cents for line in lines) == 2_400_000
    assert [line.steps[-1].en for line in lines] == [
        "CNY 57,120.00 in all, CNY 24,000.00 after the cap or the least payment; "
        f"of it in proportion CNY {amount}"
        for amount in ("13,109.24", "10,890.76")
    ]
    assert lines[1].steps[0].en == "Amount at risk: CNY 480,000.00 × 12 % = CNY 57,600.00"
