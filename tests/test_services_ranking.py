"""Several vendors under one ranking rule (E6): places and shares month by month, for the client's eyes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from core.errors import NotAllowedError
from core.principal import Principal
from services.contracts.contract_beside import beside
from services.contracts.contracts import load_contract
from services.house.bootstrap import House
from services.results.ranking import RankedGroup, ranking
from services.workbooks.client_book import client_book
from services.workbooks.export_month import export, report
from sla.contract_file.plain import contract_as_dict
from sla.load import contract_to_yaml, load_contracts
from tests.reports_example import CONTRACT, bring, choice, line_house

#: The score of a month is the share of calls answered.
RACE = """
contract:
  code: RACE
  version: '1'
  effective: {from: 2026-06-01, to: 2026-12-31}
  ranking: {group: HOT, below: 85}
  vendors:
    - {code: AAA, name: {zh: 甲云, en: Alpha}, share: 40}
    - {code: BBB, name: {zh: 乙云, en: Beta}, share: 35}
    - {code: CCC, name: {zh: 丙云, en: Gamma}, share: 25}
clauses:
  - {code: ANS, indicator: ANSWER_RATE, target: 95, weight: 100, curve: [[0, 0], [100, 100]]}
  - {code: ABN, indicator: ABANDON_RATE, target: 50}
"""
E6 = {"AAA": 9342, "BBB": 8815, "CCC": 7960}


@pytest.fixture
def race(tmp_path: Path) -> Iterator[tuple[House, Principal]]:
    house, who = line_house(tmp_path / "data")
    load_contract(house, who, RACE, "race.yaml")
    yield house, who
    house.close()


def month(house: House, who: Principal, label: str, answered: dict[str, int] = E6) -> None:
    """One day of 10,000 calls a vendor."""
    for vendor, calls in answered.items():
        text = f"日期,人工请求量,人工接通量,放弃量\n{label}-01,10000,{calls},{10000 - calls}\n"
        said = replace(choice(label), vendor=vendor)
        bring(house, who, text, f"{vendor}{label}.csv", said)


def found(house: House, who: Principal, label: str = "2026-06") -> RankedGroup:
    [group] = ranking(house, who, label)
    return group


def shares(group: RankedGroup) -> list[Fraction]:
    return [group.shares[f"RACE-{vendor}"] for vendor in E6]


def test_e6_the_last_below_85_gives_five_points_of_the_volume_to_the_first(race):
    month(*race, "2026-06")
    group = found(*race)
    assert [(p.vendor, str(p.total), p.placed.place) for p in group.last.places] == [
        ("AAA", "93.42", 1),
        ("BBB", "88.15", 2),
        ("CCC", "79.60", 3),
    ]
    assert shares(group) == [45, 35, 20]
    assert [step.en for step in group.last.places[0].placed.trace] == ["First: share 40 % + 5 pp = 45 %"]


def test_e6_the_second_time_in_a_row_costs_ten_and_after_the_third_it_may_be_ended(race):
    for label in ("2026-06", "2026-07", "2026-08"):
        month(*race, label)
    group = found(*race, "2026-08")
    assert shares(found(*race, "2026-07")) == [55, 35, 10]
    assert shares(group) == [55, 35, 10]  # nobody goes below 10
    assert [m.places[-1].placed.leaves for m in group.months] == [False, False, True]


def test_a_good_month_between_starts_the_count_anew(race):
    month(*race, "2026-06")
    month(*race, "2026-07", {**E6, "CCC": 8600})
    month(*race, "2026-08")
    assert shares(found(*race, "2026-08")) == [50, 35, 15]


def test_a_month_in_which_one_has_no_total_ranks_nobody_and_says_whose_is_missing(race):
    month(*race, "2026-06", {"AAA": 9342, "BBB": 8815})
    group = found(*race)
    assert (group.last.places, [name.en for name in group.last.missing]) == ((), ["Gamma"])
    assert shares(group) == [40, 35, 25]


def test_the_named_clause_decides_between_equal_totals(tmp_path):
    house, who = line_house(tmp_path / "tie")
    text = RACE.replace("below: 85}", "below: 85, tie: ABN}")
    load_contract(house, who, text, "race.yaml")
    month(house, who, "2026-06", {"AAA": 9342, "BBB": 7960, "CCC": 7960})
    assert {p.vendor: p.placed.place for p in found(house, who).last.places} == {"AAA": 1, "BBB": 2, "CCC": 2}
    assert shares(found(house, who)) == [40, 35, 25]  # equal there too: nobody loses by a guess
    house.close()


@pytest.mark.parametrize(
    ("changed", "said"),
    [(("below: '85'", "below: '80'"), "differ"), (("share: '25'", "share: '30'"), "105 %")],
)
def test_contracts_that_do_not_fit_together_rank_nobody_and_say_why(tmp_path, changed, said):
    house, who = line_house(tmp_path / "odd")
    for contract in load_contracts(RACE)[0]:
        text = contract_to_yaml(contract)
        own = text.replace(*changed) if contract.vendor == "CCC" else text
        assert (own == text) is (contract.vendor != "CCC")
        load_contract(house, who, own, "one.yaml")
    group = found(house, who)
    assert said in group.trouble.en and not group.months
    house.close()


def test_a_vendors_workbook_has_its_own_place_and_no_other_name(race):
    house, who = race
    month(house, who, "2026-06")
    told = [words.en for words in report(house, who, "RACE-BBB", "2026-06").about.remarks]
    assert told == ["Ranking: place 2 of 3; share of the volume 35 % → 35 %"]
    one_vendor = replace(who, vendors=frozenset({"BBB"}))
    assert report(house, one_vendor, "RACE-BBB", "2026-06").about.remarks[0].en == told[0]
    export(house, who, "RACE-CCC", "2026-06", "zh")  # the guard of other vendors' names lets it pass


def test_the_whole_ranking_is_for_whoever_sees_every_vendor(race):
    house, who = race
    with pytest.raises(NotAllowedError):
        ranking(house, replace(who, vendors=frozenset({"BBB"})), "2026-06")
    month(house, who, "2026-06")
    [sheet] = [each for each in client_book(house, who, "2026-06").sheets if each.name == "Ranking"]
    assert [row[3].en for row in sheet.rows] == ["Alpha", "Beta", "Gamma"]


def test_the_contracts_page_says_the_ranking_in_words():
    said = [line.zh for line in beside(load_contracts(RACE)[0][0])]
    (ranked,) = [line for line in said if line.startswith("外包商排名：")]
    assert "低于 85" in ranked and "业务份额：40%" in said
    alone = [line.zh for line in beside(load_contracts(CONTRACT)[0][0])]
    assert not [line for line in alone if "排名" in line or "份额" in line]


def test_the_key_reads_back_as_it_was_written_and_a_contract_without_it_stays_as_it_was():
    contracts, _, findings = load_contracts(RACE)
    assert not findings
    for contract in contracts:
        [again], _, _ = load_contracts(contract_to_yaml(contract))
        assert again.ranking == contract.ranking and again == contract
    bare, _, _ = load_contracts(RACE.replace("  ranking: {group: HOT, below: 85}\n", ""))
    written = contract_as_dict(bare[0])["contract"]
    assert "ranking" not in written and written["vendors"] == [
        {"code": "AAA", "name": {"zh": "甲云", "en": "Alpha"}}
    ]
