"""A target measured first: the own figure of a named past period and a change (domain reference 2.5)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from core.principal import Principal
from core.verdict import Verdict
from services.house.bootstrap import House
from services.judging.assess_month import current
from services.results.follow import days
from services.results.other_definitions import other_definitions
from sla.contract_file.plain import contract_as_dict
from sla.load import contract_to_yaml, load_contracts
from tests.reports_example import CONTRACT, bring, choice, line_house, report

BASED = CONTRACT.replace(
    "target: 80, weight: 60", "baseline: {from: 2026-07, to: 2026-08, change: 2}, weight: 60"
)


@pytest.fixture
def line(tmp_path: Path) -> Iterator[tuple[House, Principal]]:
    house, who = line_house(tmp_path / "data", None, BASED)
    # 700 of 1,000 and 2,700 of 3,000 within 20 s: 85 % together, not the mean of 70 and 90 %.
    bring(house, who, report([("2026-07-01", 1000, 1000, 0, 700)]), "7.csv", choice("2026-07"))
    bring(house, who, report([("2026-08-01", 3000, 3000, 0, 2700)]), "8.csv", choice("2026-08"))
    yield house, who
    house.close()


def judged(house: House, who: Principal, label: str):
    return current(house, who, "LINE-2026", label).line("SL20").judgement


@pytest.mark.parametrize(
    ("within", "verdict"), [(870, Verdict.MET), (869, Verdict.MISSED)], ids=["at 87 %", "one call less"]
)
def test_later_months_are_held_against_the_figure_of_both_months_and_two_points(line, within, verdict):
    house, who = line
    bring(house, who, report([("2026-09-01", 1000, 1000, 0, within)]), "9.csv", choice("2026-09"))
    found = judged(house, who, "2026-09")
    assert (found.target, found.verdict) == (87, verdict)
    assert [step.en for step in found.steps[:2]] == [
        "Baseline period 2026-07–2026-08: 3400 ÷ 4000 = 85 %",
        "Target = 85 % + 2 pp = 87 %",
    ]
    own = next(e for e in other_definitions(house, who, "LINE-2026", "2026-09", "SL20") if e.is_own)
    assert own.verdict is verdict
    assert [day.verdict for day in days(house, who, "LINE-2026", "2026-09", "SL20")] == [verdict]


def test_the_months_of_the_baseline_are_measured_and_not_judged(line):
    found = judged(*line, "2026-08")
    assert (found.value, found.verdict, found.target) == (90, Verdict.NOT_APPLICABLE, None)
    assert found.steps[0].zh == "基准期 2026-07–2026-08：只测量，不判定"


def test_without_all_of_the_baseline_there_is_no_target(tmp_path):
    house, who = line_house(tmp_path / "half", None, BASED)
    bring(house, who, report([("2026-08-01", 3000, 3000, 0, 2700)]), "8.csv", choice("2026-08"))
    bring(house, who, report([("2026-09-01", 1000, 1000, 0, 10)]), "9.csv", choice("2026-09"))
    found = judged(house, who, "2026-09")
    assert found.verdict is Verdict.NOT_APPLICABLE and "no target yet" in found.steps[0].en
    house.close()


def test_a_corrected_baseline_is_another_input_and_moves_the_target(line):
    house, who = line
    bring(house, who, report([("2026-09-01", 1000, 1000, 0, 870)]), "9.csv", choice("2026-09"))
    before = current(house, who, "LINE-2026", "2026-09").run_hash
    bring(house, who, report([("2026-07-01", 1000, 1000, 0, 900)]), "7b.csv", choice("2026-07"))
    after = current(house, who, "LINE-2026", "2026-09")
    assert after.run_hash != before and after.line("SL20").judgement.target == 92


@pytest.mark.parametrize(
    ("digits", "target"), [("", Fraction(2, 3) * 100 + 2), (", digits: 1", Fraction("68.7"))]
)
def test_the_target_is_exact_unless_the_contract_rounds_it(tmp_path, digits, target):
    text = BASED.replace("2026-07, to: 2026-08, change: 2", f"2026-08, to: 2026-08, change: 2{digits}")
    house, who = line_house(tmp_path / "third", None, text)
    bring(house, who, report([("2026-08-01", 300, 300, 0, 200)]), "8.csv", choice("2026-08"))
    bring(house, who, report([("2026-09-01", 300, 300, 0, 206)]), "9.csv", choice("2026-09"))
    assert judged(house, who, "2026-09").target == target
    house.close()


def test_the_key_reads_back_and_a_contract_without_it_stays_as_it_was():
    [contract], _, _ = load_contracts(BASED)
    [again], _, _ = load_contracts(contract_to_yaml(contract))
    assert again == contract
    [bare], _, _ = load_contracts(CONTRACT)
    assert "baseline" not in contract_as_dict(bare)["clauses"][0]
