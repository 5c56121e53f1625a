"""Ramp-up: easier targets and months without credits at the start, by the contract alone."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from core.verdict import Verdict
from services.judging.assess_month import assess, current
from sla.contract_file.plain import contract_as_dict
from sla.judging.ramp import grace, month_of_ramp, ramped
from sla.load import contract_of, contract_to_yaml, load_contracts
from tests.reports_example import CONTRACT, bring, daily_report, line_house

LINE = "LINE-2026"
CREDITS = """
settlement:
  fee: {kind: monthly, amount: 100000}
  credits: {at_risk: {share: 0.12, allocations: [{clause: SL20, share: 0.5}], multipliers: [1, 1.5, 2]}}
"""
#: The graduated targets of domain reference 2.5, from September, when the site went live.
RAMP = "ramp: {targets: [60, 70], no_credit_months: 3, since: 2026-08-12}"


def text(ramp: str = RAMP, target: str = "target: 80,") -> str:
    return CONTRACT.replace("target: 80,", f"{target} {ramp},") + CREDITS


def clause_of(said: str):
    found, _, findings = load_contracts(said, "line.yaml")
    assert [each for each in findings if each.code.startswith("contract_ramp")] == []
    return found[0], found[0].clause("SL20")


# (month, its number in the ramp, target, whether a miss costs nothing)
MONTHS = [
    ("2026-07", None, 80, False),
    ("2026-08", 1, 60, True),
    ("2026-09", 2, 70, True),
    ("2026-10", 3, 80, True),
    ("2026-11", 4, 80, False),
]


@pytest.mark.parametrize(("label", "at", "target", "free"), MONTHS)
def test_each_month_has_its_target_and_the_first_cost_nothing(label, at, target, free):
    contract, clause = clause_of(text())
    assert month_of_ramp(contract, clause, label) == at
    assert ramped(contract, clause, label).target == target
    assert bool(grace(contract, clause, label)) is free


def test_it_starts_with_the_contract_where_nothing_else_is_said():
    contract, clause = clause_of(text("ramp: {targets: [60]}"))
    assert ramped(contract, clause, "2026-01").target == 60
    assert ramped(contract, clause, "2026-02") is clause


def test_a_month_from_the_26th_is_counted_as_the_contract_counts_months():
    said = text().replace("contract:", "contract:\n  period: {first_day: 26}", 1)
    contract, clause = clause_of(said.replace("since: 2026-08-12", "since: 2026-08-27"))
    assert month_of_ramp(contract, clause, "2026-09") == 1


@pytest.mark.parametrize(
    ("minimum", "in_ramp"),
    [
        (75, 60),  # no minimum above the target of the month
        (50, 50),
    ],
)
def test_the_minimum_never_asks_for_more_than_the_target(minimum, in_ramp):
    contract, clause = clause_of(text(target=f"target: 80, minimum: {minimum},"))
    assert ramped(contract, clause, "2026-08").minimum == in_ramp


def test_less_is_better_ramps_downwards():
    said = CONTRACT.replace("target: 5,", "target: 5, minimum: 8, ramp: {targets: [12, 4]},")
    contract, _ = clause_of(said)
    clause = contract.clause("ABN")
    months = [ramped(contract, clause, label) for label in ("2026-01", "2026-02")]
    assert [(each.target, each.minimum) for each in months] == [(12, 12), (4, 8)]


def test_the_file_is_read_back_equal_and_old_contracts_keep_their_identity():
    contract, clause = clause_of(text())
    assert (clause.ramp.targets, clause.ramp.since) == ((60, 70), date(2026, 8, 12))
    assert contract_of(contract_to_yaml(contract)) == contract
    plain, _ = clause_of(CONTRACT)
    assert "ramp" not in str(contract_as_dict(plain))


@pytest.fixture
def line(tmp_path):
    """A line that started in August, 65 % in time in each month since."""
    house, who = line_house(tmp_path / "data", None, text())
    for label in ("2026-08", "2026-09", "2026-10"):
        bring(house, who, daily_report(label, within=650), f"{label}.csv")
    assess(house, who, ["2026-08", "2026-09", "2026-10"])
    yield house, who
    house.close()


def test_the_months_are_judged_by_their_own_targets_and_say_so(line):
    house, who = line
    found = [current(house, who, LINE, label).line("SL20").judgement for label in ("2026-08", "2026-09")]
    assert [(each.verdict, each.target) for each in found] == [
        (Verdict.MET, Fraction(60)),
        (Verdict.MISSED, Fraction(70)),
    ]
    assert [each.steps[0].en for each in found] == [
        "Month 1 of the ramp-up: target 60 % (80 % after it)",
        "Month 2 of the ramp-up: target 70 % (80 % after it)",
    ]
    assert found[0].steps[0].zh == "爬坡期第 1 个月：目标 60%（此后 80%）"


def test_a_miss_in_the_first_months_costs_nothing_and_counts_for_the_next(line):
    house, who = line
    free = current(house, who, LINE, "2026-10")
    assert (free.line("SL20").waived, free.settled.deducted.cents) == (True, 0)
    assert "by the contract the first 3 months cost nothing" in free.line("SL20").relief[-1].en
    house.clock.at = house.clock.at.replace(month=12)
    bring(house, who, daily_report("2026-11", within=650), "11.csv")
    due = current(house, who, LINE, "2026-11")
    # The third miss in a row (September, October, November): 12 % × 50 % × 2.
    assert due.settled.deducted.cents == 1_200_000


def test_read_back_the_month_is_the_same(line):
    house, who = line
    assert current(house, who, LINE, "2026-10") == current(house, who, LINE, "2026-10")
