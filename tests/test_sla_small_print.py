"""The small print of credits: persistent failure, limits of one category, dead bands around a target."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.money import Money, money
from core.period import shifted
from core.verdict import Verdict
from sla.judging.verdict import Judgement
from sla.load import contract_of, contract_to_yaml, load_contracts
from sla.money.credits import Misses, credits_of
from sla.money.deductions import MoneyInput
from sla.money.persistent import persistent_failure
from sla.money.settlement import settle
from sla.points.month import Booking, MonthInput, month_score
from sla.terms.contract import Comparison
from sla.terms.credits import Allocation, AtRisk
from sla.terms.indicator import Unit
from sla.terms.persistent import Persistent
from tests.sla_month import judged

WE = Persistent(Fraction("0.05"), annual_fee=Fraction(126_000))
FEE = money(126_000)


def _judgement(clause, verdict=Verdict.MISSED):
    return Judgement(
        clause, verdict, frozenset(), Fraction(79), Fraction(79), None, None, 100, Unit.PERCENT,
        Comparison.AT_LEAST, Fraction(80), None,
    )  # fmt: skip


def _misses(now, **failed):
    return Misses(
        {f"C{n}": _judgement(f"C{n}") for n in range(now)},
        failed={clause: tuple(f"2026-{month}" for month in months) for clause, months in failed.items()},
    )


@pytest.mark.parametrize(
    ("failed", "now", "times", "amount"),
    [
        ({}, 0, 0, "0.00"),
        ({}, 9, 0, "0.00"),
        ({}, 10, 1, "6300.00"),  # the published clause: 0.05 × 126,000
        ({"A": ("01", "02", "03", "04", "05"), "B": ("02", "03", "04", "05")}, 1, 1, "6300.00"),
        ({"A": ("01", "02", "03", "04", "05"), "B": ("02", "03", "04", "05")}, 0, 0, "0.00"),
        # The ten of May made one charge: they are not among the next ten.
        ({"A": ("01", "02", "03", "04", "05"), "B": ("01", "02", "03", "04", "05")}, 9, 0, "0.00"),
        ({"A": ("01", "02", "03", "04", "05"), "B": ("01", "02", "03", "04", "05")}, 10, 1, "6300.00"),
        ({}, 20, 2, "12600.00"),
        ({"A": ("01",) * 9}, 11, 2, "12600.00"),
    ],
)
def test_s41_every_tenth_failure_within_twelve_months_costs_5_percent_of_the_annual_fee(
    failed, now, times, amount
):
    found = persistent_failure(WE, FEE, "2026-12", _misses(now, **failed))
    assert (found.times, found.amount.amount) == (times, Decimal(amount))


def test_s41_a_month_that_is_twelve_months_old_counts_no_more():
    nine = Misses({"C": _judgement("C")}, failed={"A": ("2026-01",) * 9})
    assert persistent_failure(WE, FEE, "2026-12", nine).times == 1
    assert persistent_failure(WE, FEE, "2027-01", nine).times == 0


def test_s41_the_calculation_is_said_line_by_line():
    told = persistent_failure(WE, FEE, "2026-12", _misses(3, A=("10",) * 4, B=("11",) * 4)).trace
    assert [line.en for line in told] == [
        "miss 10 within 12 months (2026-10: 4, 2026-11: 4, 2026-12: 2): "
        "annual fee CNY 126,000.00 × 5 % = CNY 6,300.00",
        "misses within 12 months so far: 1 (2026-12: 1); charged at 10",
    ]
    assert told[0].zh == (
        "12 个月内第 10 次未达标（2026-10 4 次，2026-11 4 次，2026-12 2 次）："
        "年费 126,000.00 元 × 5% = 6,300.00 元"
    )


def test_s41_only_the_clauses_named_and_the_months_since_count():
    misses = Misses(
        {"A": _judgement("A"), "B": _judgement("B")}, failed={"A": ("2026-01",) * 9, "B": ("2026-02",) * 9}
    )
    narrowed = Persistent(Fraction("0.05"), clauses=("A",), annual_fee=Fraction(126_000))
    later = Persistent(Fraction("0.05"), since="2026-02", annual_fee=Fraction(126_000))
    assert [persistent_failure(rule, FEE, "2026-03", misses).times for rule in (narrowed, later)] == [1, 1]
    assert persistent_failure(later, FEE, "2026-03", misses).open == ("2026-03",)


def test_s41_a_waived_credit_leaves_the_failure_standing_and_a_month_below_target_counts_as_a_default():
    judgements = {f"C{n}": _judgement(f"C{n}") for n in range(9)}
    judgements["T"] = _judgement("T", Verdict.BELOW_TARGET)
    waived = Misses(judgements, defaults=frozenset({"T"}), waived=frozenset(judgements))
    assert persistent_failure(WE, FEE, "2026-03", waived).times == 1
    assert persistent_failure(WE, FEE, "2026-03", Misses(judgements)).times == 0


@settings(deadline=None)
@given(st.lists(st.integers(0, 12), min_size=1, max_size=14), st.integers(1, 12), st.integers(1, 12))
def test_each_miss_counts_towards_one_charge_only(missed, every, months):
    """Over any run of months no more charges than full numbers, and each month is charged as if it were the
    last on file: the whole is the sum of its months."""
    rule = Persistent(Fraction(1, 100), every, months)
    labels = [shifted("2024-01", at) for at in range(len(missed))]
    times = 0
    for at, label in enumerate(labels):
        before = {f"A{i}": (labels[i],) * missed[i] for i in range(at) if missed[i]}
        now = {f"C{n}": _judgement(f"C{n}") for n in range(missed[at])}
        times += persistent_failure(rule, FEE, label, Misses(now, failed=before)).times
    assert times <= sum(missed) // every
    if months >= len(missed):
        assert times == sum(missed) // every


# One category: access may draw at most half of what is at risk, whatever its clauses are allocated.
SHARES = {"SL": ("0.5", "access"), "ABN": ("0.4", "access"), "CCA": ("0.3", "quality")}


def _pool(cap):
    found = tuple(
        Allocation(clause, Fraction(share), category_name=name) for clause, (share, name) in SHARES.items()
    )
    return AtRisk(Fraction("0.1"), found, category_cap=None if cap is None else Fraction(cap))


@pytest.mark.parametrize(
    ("missed", "cap", "before", "amounts"),
    [
        (("SL", "ABN"), None, "9000.00", ["5000.00", "4000.00"]),
        (("SL", "ABN"), "0.5", "5000.00", ["2777.78", "2222.22"]),  # 50,000/9 and 40,000/9
        (("SL", "ABN", "CCA"), "0.5", "8000.00", ["2777.78", "2222.22", "3000.00"]),
        (("SL",), "0.5", "5000.00", ["5000.00"]),  # exactly at the limit: nothing is cut
        (("SL", "ABN", "CCA"), "0.8", "11000.00", ["4040.40", "3232.33", "2727.27"]),  # then the whole pool
    ],
)
def test_one_category_draws_at_most_its_share_of_the_amount_at_risk(missed, cap, before, amounts):
    found = credits_of(_pool(cap), money(100_000), Misses({code: _judgement(code) for code in missed}))
    assert found.before_cap.amount == Decimal(before)
    assert [str(line.amount.amount) for line in found.lines] == amounts


def test_the_cut_of_a_category_is_said_before_the_cut_of_the_whole():
    misses = Misses({code: _judgement(code) for code in SHARES})
    told = credits_of(_pool("0.8"), money(100_000), misses).lines[0].trace
    assert [line.en for line in told] == [
        "CNY 10,000.00 × 50 % = CNY 5,000.00",
        "Category “access” capped at CNY 8,000.00, in proportion CNY 4,444.44",
        "Capped at CNY 10,000.00, in proportion CNY 4,040.40",
    ]


@given(
    st.lists(st.tuples(st.fractions(0, 2), st.sampled_from("XYZ")), min_size=1, max_size=8),
    st.fractions(0, 1), st.fractions(0, 1), st.integers(0, 10**9),
)  # fmt: skip
def test_no_category_and_no_month_ever_exceeds_its_cap_and_cents_add_up(shares, at_risk, cap, cents):
    items = tuple(Allocation(f"C{n}", share, category_name=name) for n, (share, name) in enumerate(shares))
    rules = AtRisk(at_risk, items, category_cap=cap)
    found = credits_of(rules, Money(cents), Misses({i.clause: _judgement(i.clause) for i in items}))
    names = {item.clause: item.category_name for item in items}
    for name in set(names.values()):
        drawn = sum(line.amount.cents for line in found.lines if names[line.clause] == name)
        assert drawn <= found.at_risk.times(cap).cents
    assert found.amount <= found.at_risk
    assert sum(line.amount.cents for line in found.lines) == found.amount.cents


TERMS = """
contract: {code: SP, version: 1, effective: {from: 2026-01-01}, vendors: [{code: V}]}
clauses:
  - {code: SL, name: {zh: 服务水平, en: Service level}, indicator: SL, target: 80}
  - {code: ABN, name: {zh: 放弃率, en: Abandonment}, indicator: ABANDON_RATE, target: 5}
settlement:
  fee: {kind: monthly, amount: 10500}
  deductions: [{code: SHORT, basis: gap, clause: SL, amount: 100, dead_band: 1}]
  credits:
    at_risk:
      share: 0.12
      category_limit: 0.8
      least_allocation: 0.1
      category_cap: 0.5
      allocations: [{clause: SL, share: 0.45, category_name: A}, {clause: ABN, share: 0.3, category_name: A}]
    persistent: {share: 0.05, every: 2, months: 12, since: 2026-01}
"""


def _paid(text, within, **known):
    contract = contract_of(text)
    figures = {
        "SL": {"answered_within_20": within, "answered": 900, "abandoned": 100},
        "ABN": {"abandoned": 100, "offered": 1000},
    }
    return settle(
        contract,
        None,
        MoneyInput("2026-03", judgements=judged(contract, figures), misses=Misses(**known)),
    )


COUNTED = TERMS.replace("dead_band: 1", "dead_band: 1, dead_band_counts: true")


@pytest.mark.parametrize("text", [TERMS, COUNTED])
def test_the_small_print_reads_back(text):
    contract = contract_of(text)
    assert contract_of(contract_to_yaml(contract)) == contract


def test_twelve_monthly_fees_are_the_annual_fee_where_none_is_stated():
    paid = _paid(TERMS, 700)
    # 10,500 × 12 × 5 %: both clauses were missed, which makes two.
    assert {line.code: str(line.amount.amount) for line in paid.deductions} == {
        "SHORT": "900.00", "SL": "378.00", "ABN": "252.00", "PERSISTENT_FAILURE": "6300.00",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("within", "beyond", "all_of_it"),
    [
        (800, 0, 0),
        (795, 0, 0),
        (790, 0, 0),  # the edge of the band still costs nothing
        (789, 100, 200),  # 1.1 points short: 0.1 beyond the band is a begun step; the whole is two
        (780, 100, 200),
        (770, 200, 300),
        (850, 0, 0),  # better than the target
    ],
)
def test_within_the_dead_band_nothing_is_taken_off(within, beyond, all_of_it):
    found = [_paid(text, within).deductions[0].amount for text in (TERMS, COUNTED)]
    assert found == [money(beyond), money(all_of_it)]


BONUS = """
contract: {code: BN, version: 1, effective: {from: 2026-01-01}, vendors: [{code: V}]}
clauses:
  - {code: SL, name: {zh: 服务水平, en: Service level}, indicator: SL, target: 80, weight: 60}
  - {code: ABN, name: {zh: 放弃率, en: Abandonment}, indicator: ABANDON_RATE, target: 5, weight: 40}
adjustments:
  - {code: FAST, name: {zh: 处理提速, en: Faster handling}, points: 2, gates: [SL, ABN]}
settlement:
  fee: {kind: monthly, amount: 100000}
  tiers: [[100, 1.02], [0, 1]]
  no_bonus_beyond: [{clause: SL, by: 5}]
"""


def _bonus(figures, booked=1):
    contract = contract_of(BONUS)
    found = judged(contract, figures)
    score = month_score(contract, MonthInput(found, bookings=(Booking("FAST", None, booked),)))
    return score, settle(contract, score.total, MoneyInput("2026-03", judgements=found))


@pytest.mark.parametrize(
    ("figures", "total", "said"),
    [
        ({"SL": "82", "ABN": "4"}, "102.00", ()),
        ({"SL": "82", "ABN": "6"}, "60.00", ("Only where met, and not met: Abandonment; no bonus",)),
        ({"SL": "82"}, "60.00", ("Only where met, and not met: Abandonment; no bonus",)),  # not reported
    ],
)
def test_a_bonus_counts_only_where_the_clauses_it_hangs_on_are_met(figures, total, said):
    score, _ = _bonus(figures)
    assert str(score.total) == total
    assert tuple(step.en for step in score.adjustments[0].trace)[: len(said)] == said


@pytest.mark.parametrize(
    ("value", "coefficient"),
    [("82", "1.02"), ("85", "1.02"), ("85.01", "1"), ("99", "1")],  # exactly target + 5 is still rewarded
)
def test_no_bonus_is_paid_for_service_far_beyond_the_target(value, coefficient):
    _, paid = _bonus({"SL": value, "ABN": "4"})
    assert paid.coefficient == Fraction(coefficient)
    why = "Service level lies more than 5 pp beyond its target: no bonus, at most 1"
    assert (why in [step.en for step in paid.receipt]) is (coefficient == "1")


def test_the_rules_of_a_bonus_read_back():
    contract = contract_of(BONUS)
    assert contract_of(contract_to_yaml(contract)) == contract
    unknown = load_contracts(BONUS.replace("gates: [SL, ABN]", "gates: [NONE]"))[2]
    assert [finding.code for finding in unknown if finding.severity.value == "blocks"] == [
        "contract_unknown_clause"
    ]
