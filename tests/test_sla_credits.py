"""Service credits: the amount at risk, its cap to the cent, service points and what comes back."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.money import Money, money
from core.period import shifted
from core.verdict import Verdict
from sla.contract_file.plain import contract_as_dict
from sla.follow_up.misses import MonthVerdict, missed_in_a_row
from sla.judging.verdict import Judgement
from sla.load import contract_of, contract_to_yaml, load_contracts
from sla.money.credits import Misses, credits_of
from sla.money.deductions import MoneyInput
from sla.money.earn_back import EarnedBack, earned_back, earned_words, reached_target
from sla.money.service_points import service_points
from sla.money.settlement import settle
from sla.money.shares import in_proportion
from sla.terms.contract import Comparison
from sla.terms.credits import (
    Allocation,
    AtRisk,
    Band,
    EarnBack,
    PointBands,
    RootCause,
    Rung,
    ServicePoints,
)
from sla.terms.indicator import Unit
from tests.sla_month import judged

POOL = {"SL": "0.45", "ABN": "0.30", "CCA": "0.40", "CMPL": "0.50", "RPT": "0.35"}
FACTORS = (Fraction(1), Fraction("1.5"), Fraction(2))
CHARGES = money(2_400_000)
MET, BELOW, MISSED, NONE = Verdict.MET, Verdict.BELOW_TARGET, Verdict.MISSED, Verdict.NO_VOLUME


def _judgement(clause, verdict=Verdict.MISSED, value="79"):
    figure = Fraction(value)
    return Judgement(
        clause, verdict, frozenset(), figure, figure, None, None, 100, Unit.PERCENT,
        Comparison.AT_LEAST, Fraction(99), None,
    )  # fmt: skip


def _misses(*clauses, **known):
    return Misses({clause: _judgement(clause) for clause in clauses}, **known)


def _pool(root_cause=RootCause.ALL):
    shares = tuple(Allocation(clause, Fraction(share)) for clause, share in POOL.items())
    return AtRisk(Fraction("0.12"), shares, Fraction(2), FACTORS, root_cause)


def test_we_1_a_share_of_a_category_of_the_amount_at_risk():
    rules = AtRisk(Fraction("0.1"), (Allocation("SL", Fraction("0.4"), Fraction("0.5")),))
    found = credits_of(rules, money(100_000), _misses("SL"))
    assert found.amount == money(2_000)
    assert found.lines[0].trace[0].en == "CNY 10,000.00 × 50 % × 40 % = CNY 2,000.00"


def test_at_64_two_misses_draw_their_shares():
    shares = (Allocation("A", Fraction("0.3")), Allocation("B", Fraction("0.25")))
    found = credits_of(AtRisk(Fraction("0.12"), shares), money(1_000_000), _misses("A", "B"))
    assert found.amount == money(66_000)


@pytest.mark.parametrize(
    ("missed", "in_a_row", "before", "amount"),
    [
        (("SL", "ABN", "CCA"), {}, "331200.00", "288000.00"),  # month A
        (("SL", "CCA"), {"SL": 2}, "309600.00", "288000.00"),  # month B
        (("SL", "ABN", "CCA"), {"SL": 2}, "396000.00", "288000.00"),  # month C
        (("SL",), {"SL": 2}, "194400.00", "194400.00"),  # month D
        (("SL",), {"SL": 3}, "259200.00", "259200.00"),
        (("SL",), {"SL": 7}, "259200.00", "259200.00"),  # the last factor holds on
        ((), {}, "0.00", "0.00"),
    ],
)
def test_we_5_a_pool_of_200_percent_capped_at_the_amount_at_risk(missed, in_a_row, before, amount):
    found = credits_of(_pool(), CHARGES, _misses(*missed, in_a_row=in_a_row))
    assert found.at_risk == money(288_000)
    assert (found.before_cap.amount, found.amount.amount) == (Decimal(before), Decimal(amount))


def test_we_5_month_c_is_cut_in_proportion_to_the_cent():
    found = credits_of(_pool(), CHARGES, _misses("SL", "ABN", "CCA", in_a_row={"SL": 2}))
    assert {line.clause: str(line.amount.amount) for line in found.lines} == {
        "SL": "141381.82",
        "ABN": "62836.36",
        "CCA": "83781.82",
    }


def test_we_5_one_incident_draws_only_its_highest_credit():
    misses = _misses("SL", "ABN", "CCA", causes={"SL": "outage", "ABN": "outage"})
    found = credits_of(_pool(RootCause.HIGHEST), CHARGES, misses)
    assert found.amount == money(244_800)
    abandoned = found.lines[1]
    assert abandoned.amount == money(0)
    assert abandoned.trace[-1].en == "Same cause as SL: only the highest counts"


def test_a_waived_credit_is_not_drawn_and_a_repeated_default_is():
    judgements = {
        "SL": _judgement("SL"),
        "ABN": _judgement("ABN", Verdict.BELOW_TARGET),
        "CCA": _judgement("CCA", Verdict.BELOW_TARGET),
    }
    misses = Misses(judgements, defaults=frozenset({"ABN"}), waived=frozenset({"SL"}))
    found = credits_of(_pool(), CHARGES, misses)
    assert {line.clause: line.amount for line in found.lines} == {"ABN": money(86_400)}


@given(
    st.lists(st.integers(0, 10**9), min_size=1, max_size=8).filter(lambda cents: sum(cents) > 0),
    st.integers(0, 10**9),
)
def test_parts_add_up_to_the_whole_to_the_cent(weights, total):
    parts = in_proportion(Money(total), [Money(cents) for cents in weights])
    assert sum(part.cents for part in parts) == total


@given(
    st.lists(st.fractions(0, 3), min_size=1, max_size=6),
    st.fractions(0, 1),
    st.integers(0, 10**9),
    st.integers(1, 5),
)
def test_credits_never_exceed_the_amount_at_risk_and_add_up(shares, at_risk, cents, nth):
    rules = AtRisk(at_risk, tuple(Allocation(f"C{i}", s) for i, s in enumerate(shares)), None, FACTORS)
    names = [item.clause for item in rules.allocations]
    found = credits_of(rules, Money(cents), _misses(*names, in_a_row=dict.fromkeys(names, nth)))
    assert found.amount <= found.at_risk
    assert sum(line.amount.cents for line in found.lines) == found.amount.cents


WE_2 = ServicePoints(
    (
        PointBands(
            "KPI", tuple(Band(Fraction(v), Fraction(p)) for v, p in ((98, 1), (97, 2), (96, 3), (0, 4)))
        ),
    ),
    (Fraction(1), Fraction(2)),
    amount=Fraction(100),
)


@pytest.mark.parametrize(
    ("value", "nth", "points"),
    [
        ("96.5", 1, 3),
        ("98.5", 2, 2),
        ("96.5", 3, 6),
        ("98.5", 1, 1),  # after a good month it is no repetition
        ("98.95", 1, 1),  # the printed table has a hole here; half-open bands have none
        ("95.99", 1, 4),
    ],
)
def test_we_2_points_by_severity_doubled_when_missed_again(value, nth, points):
    misses = Misses({"KPI": _judgement("KPI", value=value)}, {"KPI": nth})
    found = service_points(WE_2, CHARGES, misses)
    assert (found.points, found.amount) == (points, money(100 * points))


def test_we_2_a_kept_target_brings_no_points():
    misses = Misses({"KPI": _judgement("KPI", Verdict.MET, "99.2")})
    assert service_points(WE_2, CHARGES, misses).points == 0


#: Five months of WE-2, the last after a good one: figure, points.
WE_2_YEAR = [("96.5", 3), ("98.5", 2), ("96.5", 6), ("99.2", 0), ("98.5", 1)]


def test_we_2_the_sequence_of_the_agreement_and_what_a_good_month_between_does():
    contract = contract_of("""
contract: {code: MSA, version: 1, effective: {from: 2026-01-01}, vendors: [{code: V}]}
clauses: [{code: KPI, indicator: SL, target: 99}]
settlement:
  fee: {kind: monthly, amount: 100000}
  credits:
    service_points:
      clauses: [{clause: KPI, bands: [[98, 1], [97, 2], [96, 3], [0, 4]]}]
      multipliers: [1, 2]
      amount: 100
""")
    months, points = [], []
    for at, (value, _) in enumerate(WE_2_YEAR, 1):
        found = judged(contract, {"KPI": value})
        nth = missed_in_a_row(months) + 1
        paid = settle(
            contract,
            None,
            MoneyInput(f"2026-{at:02}", judgements=found, misses=Misses(in_a_row={"KPI": nth})),
        )
        points.append(paid.deducted.cents // 100_00)
        months.append(MonthVerdict(f"2026-{at:02}", found["KPI"].verdict))
    assert points == [each for _, each in WE_2_YEAR]


@pytest.mark.parametrize(
    ("rounding", "verdict", "points"),
    [("", MISSED, 1), (", rounding: {stage: compare, digits: 1}", MET, 0)],
)
def test_we_2_98_95_is_one_point_unrounded_and_none_where_the_clause_rounds_to_one_digit(
    rounding, verdict, points
):
    contract = contract_of(
        "contract: {code: MSA, version: 1, effective: {from: 2026-01-01}, vendors: [{code: V}]}\n"
        f"clauses: [{{code: KPI, indicator: SL, target: 99{rounding}}}]"
    )
    found = judged(contract, {"KPI": "98.95"})
    assert found["KPI"].verdict is verdict
    assert service_points(WE_2, CHARGES, Misses(found)).points == points


LADDER = tuple(
    Rung(Fraction(points), Fraction(percent, 100))
    for points, percent in ((5, 0), (10, 2), (15, 4), (20, 6), (25, 8), (30, 10))
)


@pytest.mark.parametrize(
    ("points", "amount"), [(4, 0), (9, 0), (10, 2_000), (29, 8_000), (30, 10_000), (99, 10_000)]
)
def test_m8_a_ladder_turns_points_into_a_share_of_the_charges(points, amount):
    rules = ServicePoints((PointBands("KPI", (Band(Fraction(0), Fraction(points)),)),), ladder=LADDER)
    assert service_points(rules, money(100_000), _misses("KPI")).amount == money(amount)


def _months(*verdicts):
    return [MonthVerdict(f"2026-{at:02}", verdict) for at, verdict in enumerate(verdicts, start=1)]


@pytest.mark.parametrize(
    ("verdicts", "back"),
    [
        ((BELOW, MET, MET, MET), [("2026-01", "2026-04")]),
        ((BELOW, MET, MET), []),  # not yet
        ((BELOW, MET, MISSED, MET, MET, MET), []),  # interrupted; the second is a second within twelve
        ((BELOW, NONE, MET, MET, NONE, MET), [("2026-01", "2026-06")]),  # silence does not interrupt
        ((BELOW, MET, MET, MET, BELOW, MET, MET, MET), [("2026-01", "2026-04")]),
    ],
)
def test_at_66_three_good_months_bring_a_credit_back(verdicts, back):
    found = earned_back(_months(*verdicts), EarnBack())
    assert found == [EarnedBack(*each) for each in back]


def test_at_66_a_miss_of_the_minimum_never_comes_back():
    months = _months(MISSED, MET, MET, MET)
    assert earned_back(months, EarnBack(), frozenset({"2026-01"})) == []


HIGHER = """
contract: {code: EB, version: 1, effective: {from: 2026-01-01}, vendors: [{code: V}]}
clauses:
  - {code: SL, indicator: SL, target: 80}
  - {code: ABN, indicator: ABANDON_RATE, target: 5, rounding: {stage: compare, digits: 1}}
settlement:
  fee: {kind: monthly, amount: 100000}
  credits:
    at_risk: {share: 0.1, allocations: [{clause: SL, share: 0.45}, {clause: ABN, share: 0.3}]}
    earn_back:
      months: 3
      targets: [{clause: SL, target: 85}, {clause: ABN, target: 4}]
      except_months: [11, 12]
"""


@pytest.mark.parametrize(
    ("code", "values", "back"),
    [
        ("SL", ("79", "85", "86", "90"), ["2026-04"]),
        ("SL", ("79", "85", "84.99", "90"), []),  # the target was met every month, the higher one was not
        ("SL", ("79", "86", "87", "88", "81"), ["2026-04"]),  # what follows no longer matters
        ("ABN", ("6", "4", "3", "4.04"), ["2026-04"]),  # compared at one decimal, as the clause itself: 4.0
        ("ABN", ("6", "4", "3", "4.05"), []),
    ],
)
def test_s37_a_credit_comes_back_by_a_base_metric_and_a_higher_target(code, values, back):
    contract = contract_of(HIGHER)
    clause, rule = contract.clause(code), contract.settlement.credits.earn_back
    figures = {f"2026-{at:02}": Fraction(value) for at, value in enumerate(values, start=1)}
    reached = reached_target(clause, rule.target_of(code), figures)
    found = earned_back(_months(MISSED, *[MET] * (len(values) - 1)), rule, reached=reached)
    assert [each.earned_in for each in found] == back


def test_s37_how_it_came_back_names_every_month_and_the_higher_target():
    figures = {"2026-02": Fraction(85), "2026-03": Fraction(86), "2026-04": Fraction("90.25")}
    (found,) = earned_back(_months(MISSED, MET, MET, MET), EarnBack())
    assert earned_words(found, Fraction(85), figures, Unit.PERCENT).en == (
        "3 months on end reached the higher target of 85 %: 2026-02 85 %, 2026-03 86 %, 2026-04 90.25 %"
    )
    assert earned_words(found, None, figures, Unit.PERCENT).zh == (
        "此后连续 3 个月达标：2026-02 85%、2026-03 86%、2026-04 90.25%"
    )


@pytest.mark.parametrize(("missed", "back"), [("2026-10", 1), ("2026-11", 0), ("2026-12", 0), ("2027-01", 1)])
def test_s37b_credits_of_the_peak_are_carved_out_and_its_months_still_count_as_good_ones(missed, back):
    labels = [shifted(missed, at) for at in range(4)]
    months = [MonthVerdict(label, MISSED if label == missed else MET) for label in labels]
    assert len(earned_back(months, contract_of(HIGHER).settlement.credits.earn_back)) == back


def test_s37_the_rule_reads_back_and_a_plain_one_is_written_as_before():
    contract = contract_of(HIGHER)
    assert contract_of(contract_to_yaml(contract)) == contract
    plain = contract_of(HIGHER[: HIGHER.index("      targets")])
    assert contract_as_dict(plain)["settlement"]["credits"]["earn_back"] == {"months": "3", "within": "12"}


def test_s37_a_higher_target_asks_for_more_by_the_clauses_own_direction():
    found = load_contracts(HIGHER.replace("target: 4}", "target: 6}"))[2]
    assert [finding.code for finding in found] == ["contract_earn_back_target"]
