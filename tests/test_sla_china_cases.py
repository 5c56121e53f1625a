"""The Chinese practice's acceptance list (T…) and its ways of settling (S…), where they are a contract's."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from core.period import calendar_month
from core.rounding import rounded
from core.verdict import Verdict
from sla.judging.tally import measure
from sla.load import catalogue, contract_of, contract_to_yaml
from sla.money.deductions import MoneyInput
from sla.money.settlement import settle
from sla.points.month import Booking, MonthInput, Standing, month_score
from sla.terms.contract import Aggregate, governing
from sla.terms.indicator import formula
from tests.sla_month import contract_in, judged, sums

HEAD = "contract: {code: C, version: 1, effective: {from: 2026-01-01}, vendors: [{code: V}]KEYS}\n"
ANSWERED = "clauses: [{code: A, indicator: ANSWER_RATE, target: 95, weight: 20, SCORE}]\n"


def _contract(clauses, money="", keys=""):
    settlement = f"settlement: {{{money}}}\n" if money else ""
    return contract_of(HEAD.replace("KEYS", keys) + clauses + settlement)


@pytest.mark.parametrize(
    ("partial", "points"), [("ceil", "18.00"), ("floor", "20.00"), ("proportional", "19.20")]
)
def test_t06_a_begun_point_short_of_the_target_counts_whole_not_or_in_part(partial, points):
    score = f"score: {{method: step, unit: 1, deduct: 2, partial: {partial}}}"
    contract = _contract(ANSWERED.replace("SCORE", score))
    found = judged(contract, {"A": {"answered": 93_105, "offered": 98_420}})
    assert str(rounded(found["A"].value, 4)) == "94.5997"
    [item] = month_score(contract, MonthInput(found)).items
    assert item.earned == Decimal(points)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("95", "与目标值持平，未超过目标值；差 0，不计档，得 20 分"),  # missed: it had to be passed
        ("95.01", "达到目标值，得满分 20 分"),
    ],
)
def test_t06_a_receipt_never_says_kept_of_a_target_that_was_missed(value, said):
    text = ANSWERED.replace("target", "comparison: '>', target")
    contract = _contract(text.replace("SCORE", "score: {method: step, unit: 1, deduct: 2}"))
    [item] = month_score(contract, MonthInput(judged(contract, {"A": value}))).items
    assert (item.trace[0].zh, item.earned) == (said, 20)


def test_t07_a_veto_leaves_the_items_as_they_are_and_no_total():
    score = "score: {method: full_or_zero}"
    contract = _contract(ANSWERED.replace("SCORE", score) + "vetoes: [{code: LEAK, name: 泄密}]\n")
    found = judged(contract, {"A": "96"})
    month = month_score(contract, MonthInput(found, bookings=[Booking("LEAK")]))
    assert ([item.earned for item in month.items], month.base, month.total) == ([20], 20, 0)
    assert "一票否决：泄密" in [step.zh for step in month.receipt]


def test_t08_caps_of_an_item_and_of_the_fee():
    contract = contract_in("sla_e1.yaml")
    found = judged(contract, {"SMS_CSAT": "97.86"})
    for trigger, points in (("71.2", "12.00"), ("75", "12.30")):
        month = month_score(contract, MonthInput(found, {"SMS_CSAT": Fraction(trigger)}))
        assert next(i for i in month.items if i.clause == "SMS_CSAT").earned == Decimal(points)


def test_t09_two_days_are_10_79_percent_and_not_the_mean_of_90_and_10():
    answered = formula(catalogue()["ANSWER_RATE"])
    days = [sums(answered=9, offered=10), sums(answered=100, offered=1000)]
    assert str(rounded(measure(answered, days).value, 2)) == "10.79"
    assert measure(answered, days, Aggregate.MEAN).value == 50


@pytest.mark.parametrize(
    ("rule", "standing"), [("redistribute", Standing.REDISTRIBUTED), ("full", Standing.FULL)]
)
def test_t36_and_method_11_five_replies_are_not_assessed(rule, standing):
    clauses = "clauses: [{code: C, indicator: CSAT, target: 95, volume_floor: 30, weight: 10}]\n"
    contract = _contract(clauses, keys=f", unscored: {rule}")
    found = judged(contract, {"C": {"satisfied": 1, "survey_replied": 5}})
    assert found["C"].verdict is Verdict.INSUFFICIENT_SAMPLE
    assert month_score(contract, MonthInput(found)).items[0].standing is standing


@pytest.mark.parametrize(
    ("counts", "verdict", "earned"),
    [
        ({"answered": 0, "offered": 0}, Verdict.NO_VOLUME, None),  # T45: neither 0 nor 100 %
        (None, Verdict.NOT_REPORTED, Decimal("0.00")),  # missing scores 0
        ({"answered": 0, "offered": 50}, Verdict.MISSED, Decimal("0.00")),  # none of fifty is a figure
    ],
)
def test_t40_t45_and_method_13_nothing_to_count_is_not_missing_is_not_zero(counts, verdict, earned):
    contract = _contract(ANSWERED.replace("SCORE", "score: {method: full_or_zero}"))
    found = judged(contract, {"A": counts}) if counts else {}
    [item] = month_score(contract, MonthInput(found)).items
    assert (item.verdict, item.earned) == (verdict, earned)
    assert item.value == (0 if verdict is Verdict.MISSED else None)


AMENDED = """
contract: {code: C, version: VERSION, effective: {from: FROM, to: TO}, vendors: [{code: V}]KEYS}
clauses: [{code: A, indicator: ANSWER_RATE, target: TARGET}]
"""


def _version(number, start, to, target, keys=""):
    text = AMENDED.replace("VERSION", number).replace("FROM", start).replace("TO", to)
    return contract_of(text.replace("TARGET", target).replace("KEYS", keys))


@pytest.mark.parametrize(
    ("keys", "start", "march", "april"),
    [
        ("", "2026-03-02", "95", "90"),  # as it always was: the version of the first day
        (", cut_month: first_day", "2026-03-02", "95", "90"),
        (", cut_month: last_day", "2026-03-31", "90", "90"),
        (", cut_month: most_days", "2026-03-16", "90", "90"),  # 16 days of 31
        (", cut_month: most_days", "2026-03-17", "95", "90"),  # 15 of 31
        (", cut_month: last_day", "2026-04-02", "95", "90"),  # not before it starts
        (
            ", cut_month: by_day",
            "2026-03-16",
            "95",
            "90",
        ),  # what a month has once is the first day's version's
    ],
)
def test_t31_an_amendment_says_which_version_judges_the_month_it_cuts(keys, start, march, april):
    first = _version("1", "2026-01-01", "2026-12-31", "95")
    second = _version("2", start, "2026-12-31", "90", keys)
    assert contract_of(contract_to_yaml(second)) == second
    found = [governing([second, first], calendar_month(2026, month)).clause("A") for month in (3, 4)]
    assert [str(clause.target) for clause in found] == [march, april]


def test_t31_a_version_that_ends_within_the_month_judges_none_of_it_by_its_last_day():
    first = _version("1", "2026-01-01", "2026-12-31", "95")
    short = _version("2", "2026-03-10", "2026-03-12", "90", ", cut_month: last_day")
    assert governing([first, short], calendar_month(2026, 3)) is first


def test_t32_a_month_from_the_26th_to_the_25th_is_cut_by_its_own_days():
    rule = ", period: {kind: settlement, first_day: 26}, cut_month: last_day"
    first = _version("1", "2026-01-01", "2026-12-31", "95")
    second = _version("2", "2026-03-26", "2026-12-31", "90", rule)
    month = second.month_rule.month("2026-03")
    assert (month.start.isoformat(), month.end.isoformat()) == ("2026-02-26", "2026-03-26")
    assert governing([first, second], month) is first  # the new version starts with the next month


def test_t42_the_last_instalment_takes_the_remainder():
    contract = contract_in("sla_e2.yaml")
    months = [settle(contract, Decimal(100), MoneyInput(f"2026-{m:02}")).gross.amount for m in range(1, 8)]
    assert months == [Decimal("240642.86")] * 6 + [Decimal("240642.84")]
    assert sum(months) == Decimal("1684500.00")


VACANT = "clauses: [{code: SEATS, indicator: VACANT_SEATS, target: 0}]\n"


@pytest.mark.parametrize(
    ("attended", "verdict", "paid"),
    [
        (740, Verdict.MISSED, "92500.00"),  # 10 of 750 vacant, a daily price of 500 × 1.5 each
        (750, Verdict.MET, "100000.00"),
        (760, Verdict.MET, "100000.00"),  # more than contracted is no small sample and no bonus
    ],
)
def test_s5_a_vacant_seat_day_costs_one_and_a_half_daily_prices(attended, verdict, paid):
    money = (
        "fee: {kind: monthly, amount: 100000}, "
        "deductions: [{code: EMPTY, basis: value, clause: SEATS, unit: 1, amount: 750}]"
    )
    contract = _contract(VACANT, money)
    found = judged(contract, {"SEATS": {"seats_contracted": 750, "seats_filled": attended}})
    settled = settle(contract, None, MoneyInput("2026-03", judgements=found))
    assert (found["SEATS"].verdict, str(settled.payable.amount)) == (verdict, paid)


def test_s6_and_m9_a_fixed_amount_for_each_event():
    money = (
        "fee: {kind: monthly, amount: 100000}, deductions: [{code: LATE, basis: events, amount: 500}, "
        "{code: LEAK, basis: events, share: 0.03}]"
    )
    contract = _contract(ANSWERED.replace("SCORE", "score: {method: manual}"), money)
    settled = settle(contract, None, MoneyInput("2026-03", events={"LATE": 3, "LEAK": 1}))
    assert [str(line.amount.amount) for line in settled.deductions] == ["1500.00", "3000.00"]


@pytest.mark.parametrize(("answer_rate", "paid"), [("96", "103000.00"), ("94", "100000.00")])
def test_s9_an_incentive_is_paid_only_behind_its_gate(answer_rate, paid):
    money = "fee: {kind: monthly, amount: 100000}, tiers: [[95, 1.03], [0, 0.9]], gates: [A]"
    contract = _contract(ANSWERED.replace("SCORE", "score: {method: manual}"), money)
    given = MoneyInput("2026-03", judgements=judged(contract, {"A": answer_rate}))
    assert str(settle(contract, Decimal("95.00"), given).payable.amount) == paid


@pytest.mark.parametrize(
    ("value", "off"), [("95", "0.00"), ("94.5", "2000.00"), ("93", "4000.00"), ("92.99", "6000.00")]
)
def test_s4_and_m11_each_begun_point_of_satisfaction_takes_two_percent_of_the_month(value, off):
    money = (
        "fee: {kind: monthly, amount: 100000}, "
        "deductions: [{code: LOW, basis: gap, clause: C, unit: 1, partial: ceil, share: 0.02}]"
    )
    contract = _contract("clauses: [{code: C, indicator: CSAT, target: 95}]\n", money)
    given = MoneyInput("2026-03", judgements=judged(contract, {"C": value}))
    assert str(settle(contract, None, given).deducted.amount) == off
