"""Every contract to start from loads without a word but its price, judges a month, scores and settles it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import pytest

from core.verdict import Verdict
from sla.catalogue.ready_made import READY_MADE
from sla.load import contract_of, contract_to_yaml, load_contracts, plain_node, read_contracts
from sla.money.deductions import MoneyInput
from sla.money.ranking import Standing, ranked
from sla.money.settlement import settle
from sla.points.month import MonthInput, month_score
from sla.terms.bounds import target_of
from sla.terms.contract import Clause, Comparison, Contract
from sla.terms.ranking import RankingRule
from sla.terms.scoring import Manual
from tests.sla_month import formula_of, judged

NAMES = list(READY_MADE)
MANY = 100_000
_HIGHER = (Comparison.AT_LEAST, Comparison.MORE)


def contracts_of(name: str, *, amount: str = "0") -> list[Contract]:
    text = READY_MADE[name].text.replace("amount: 0", f"amount: {amount}")
    contracts, _, findings = load_contracts(text, f"{name}.yaml", advise=True)
    assert [finding.code for finding in findings] == (["contract_fee_zero"] if amount == "0" else [])
    return contracts


def figures(contract: Contract, aim: Mapping[str, Fraction] | Fraction) -> dict[str, dict[str, int]]:
    """A month generated clause by clause: base counts whose ratio lies `aim` beyond (or short of) target."""
    return {clause.code: _counts(contract, clause, aim) for clause in contract.clauses}


def _counts(contract: Contract, clause: Clause, aim: Fraction) -> dict[str, int]:
    """Every count of the denominator is many; the first of the numerator alone is set for the figure."""
    formula = formula_of(contract, clause.code)
    target = target_of(clause) or Fraction(0)
    wanted = target * (1 + aim) if clause.comparison in _HIGHER else target * (1 - aim)
    counts = dict.fromkeys(formula.denominator, MANY)
    below = sum(weight * MANY for weight in formula.denominator.values()) or 1
    first = next((name for name in formula.numerator if name not in counts), None)
    if first is None:  # those dropped are among those who answered: n of n + many
        (dropped,) = formula.numerator
        share = wanted / formula.tally_scale
        return {**counts, dropped: int(share * MANY / (1 - share))}
    fixed = sum(weight * counts[name] for name, weight in formula.numerator.items() if name in counts)
    exact = (wanted * below / formula.tally_scale - fixed) / formula.numerator[first]
    # Towards the good side: a whole count never quite hits a target.
    up = (clause.comparison in _HIGHER) is (formula.numerator[first] > 0)
    counts[first] = max(0, -(-exact.numerator // exact.denominator) if up else int(exact // 1))
    return {**dict.fromkeys(formula.numerator, 0), **counts}


def scored(contract: Contract, aim: Fraction):
    found = judged(contract, figures(contract, aim))
    by_hand = {clause.code: clause.weight for clause in contract.clauses if isinstance(clause.score, Manual)}
    triggers = {clause.code: Fraction(100) for clause in contract.clauses if clause.cap_if}
    return found, month_score(contract, MonthInput(found, triggers, by_hand))


@pytest.mark.parametrize("name", NAMES)
def test_it_loads_without_a_word_but_of_the_price_that_nobody_typed_yet(name):
    contracts = contracts_of(name)
    assert len(contracts) == (3 if name == "ranking" else 1)
    assert contracts == read_contracts(plain_node(READY_MADE[name].record))[0]
    assert all(contract_of(contract_to_yaml(contract)) == contract for contract in contracts)
    for contract in contracts:
        assert sum(clause.weight or 0 for clause in contract.clauses) == contract.full_mark == 100
        assert all(clause.owner for clause in contract.clauses)


@pytest.mark.parametrize("name", NAMES)
def test_a_good_month_is_met_and_a_bad_one_missed_and_earns_and_pays_less(name):
    contract = contracts_of(name, amount="120000")[0]
    good, best = scored(contract, Fraction(0))
    bad, worst = scored(contract, Fraction(-1, 5))
    assert {each.verdict for each in good.values()} == {Verdict.MET}
    missed = {code for code, each in bad.items() if each.verdict is not Verdict.MET}
    # What must never happen: a fifth more than never is never.
    spared = {clause.code for clause in contract.clauses if target_of(clause) == 0}
    assert missed == set(bad) - spared
    assert best.is_complete and best.total >= 80 > worst.total + 10
    paid = [
        settle(contract, score.total, MoneyInput("2026-03", judgements=found, volume=1000))
        for found, score in ((good, best), (bad, worst))
    ]
    assert paid[0].payable.amount > paid[1].payable.amount or name == "ranking"
    assert all(each.payable.amount >= 0 for each in paid)


def test_e4_the_shop_s_deductions_come_to_the_cent_and_stop_at_a_fifth():
    [contract] = contracts_of("shop", amount="480000")
    found = judged(contract, {"CSAT": {"satisfied": 8430, "survey_replied": 9100}})
    given = MoneyInput("2026-03", judgements=found, events={"LATE_MIN": 37})
    paid = settle(contract, Decimal("90"), given)
    assert sorted(line.amount.amount for line in paid.deductions) == [
        Decimal("28800.00"),
        Decimal("88800.00"),
    ]
    assert (paid.deducted.amount, paid.payable.amount) == (Decimal("96000.00"), Decimal("384000.00"))


def test_e1_s_cap_strikes_in_the_telecom_template():
    [contract] = contracts_of("telecom", amount="0.85")
    found = judged(contract, {"CSAT": "97.86"})
    [item] = [
        item
        for item in month_score(contract, MonthInput(found, {"CSAT": Fraction("71.2")})).items
        if item.clause == "CSAT"
    ]
    assert str(item.earned) == "12.00"


def test_e6_three_vendors_under_the_same_clauses_are_ranked_by_their_scores():
    shares, aims = (40, 35, 25), (Fraction(0), Fraction(-1, 50), Fraction(-1, 10))
    standings = [
        Standing(contract.vendor, scored(contract, aim)[1].total, Fraction(share))
        for contract, share, aim in zip(contracts_of("ranking"), shares, aims, strict=True)
    ]
    placed = ranked(standings, RankingRule(below=Fraction(85)))
    assert [(each.vendor, each.place, each.next_share) for each in placed] == [
        ("VENDOR-A", 1, 45),
        ("VENDOR-B", 2, 35),
        ("VENDOR-C", 3, 20),
    ]


def test_gb_t_33358_s_preset_is_in_the_government_hotline():
    [contract] = contracts_of("hotline")
    answered, within = contract.clause("ANS"), contract.clause("SL15")
    assert (answered.target, within.params["threshold_s"], within.target) == (95, "15", 80)
    assert [promise.clause for promise in contract.promises] == ["SL15"]


def test_compliance_and_risk_weigh_half_of_the_bank_s_points():
    [contract] = contracts_of("bank")
    risk = {"CRIT", "COMPLY", "VERIFY", "RECORD"}
    assert sum(clause.weight for clause in contract.clauses if clause.code in risk) == 50
