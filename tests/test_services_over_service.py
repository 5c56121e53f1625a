"""Over-service is a hint on cost by either reading (china_practice S4-09, T38): it never takes a point."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from core.money import money
from core.period import MonthRule
from core.principal import Principal
from services.house.bootstrap import House
from services.judging.assess_month import current
from services.results.over_service import over_service
from services.workbooks.export_month import report
from sla.contract_file.plain import contract_as_dict
from sla.judging.over_service import Reading
from sla.load import load_contracts
from tests.reports_example import CONTRACT, bring, choice, line_house

LABELS = ("2026-08", "2026-09", "2026-10")
SEATS = "settlement:\n  fee: {kind: per_seat, amount: 9000, volume: headcount_on_duty}\n"
MONTHLY = "settlement:\n  fee: {kind: monthly, amount: 100000}\n"
LINE = CONTRACT.replace("target: 80", "target: 90")
AGREED = CONTRACT.replace("target: 80, weight", "target: 80, over_service: {by: 8, months: 2}, weight")


def days(label: str, within_4: int, within_20: int = 800) -> str:
    """A month of equal days: 1,000 answered, so many within 4 and within 20 seconds."""
    month = MonthRule().month(label)
    head = "日期,人工请求量,人工接通量,放弃量,4秒接通量,20秒接通量"
    dates = (month.start + timedelta(days=each) for each in range(month.days))
    return "\n".join([head, *(f"{day},1000,1000,0,{within_4},{within_20}" for day in dates)]) + "\n"


@pytest.fixture
def line(tmp_path: Path) -> Iterator[tuple[House, Principal]]:
    house, who = line_house(tmp_path / "data", None, LINE + MONTHLY)
    yield house, who
    house.close()


def filled(house: House, who: Principal, *shares: int, within_20: int = 900) -> None:
    for label, share in zip(LABELS, shares, strict=False):
        bring(house, who, days(label, share, within_20), f"{label}.csv", choice(label))


def readings(house: House, who: Principal, label: str = "2026-10") -> list[Reading]:
    return [each.found.reading for each in over_service(house, who, label)]


def test_t38_88_percent_within_4_of_20_seconds_for_three_months_is_a_hint_and_no_penalty(line):
    house, who = line
    filled(house, who, 880, 880, 880, within_20=930)
    [found] = over_service(house, who, "2026-10")
    assert (found.found.reading, found.is_agreed) == (Reading.FAST, False)
    assert [step.en for step in found.found.steps] == [
        "2026-08: 88 % answered within 4 s (n = 31,000)",
        "2026-09: 88 % answered within 4 s (n = 30,000)",
        "2026-10: 88 % answered within 4 s (n = 31,000)",
        "85 % or more answered within 4 s, 20 % of the target time of 20 s, in 3 months on end.",
    ]
    scored = current(house, who, "LINE-2026", "2026-10")
    assert scored.line("SL20").judgement.flags == frozenset()
    assert scored.settled.payable == money(100000)


@pytest.mark.parametrize(
    ("shares", "within_20", "expected"),
    [
        ((880, 880), 930, []),  # two months only
        ((880, 840, 880), 930, []),  # one month below 85 %
        ((850, 850, 850), 930, [Reading.FAST]),  # at it
        ((500, 500, 500), 950, [Reading.BEYOND]),  # exactly 5 points beyond 90 %
        ((500, 500, 500), 949, []),
        ((900, 900, 900), 960, [Reading.BEYOND, Reading.FAST]),
    ],
)
def test_either_reading_needs_three_months_on_end(line, shares, within_20, expected):
    filled(*line, *shares, within_20=within_20)
    last = LABELS[len(shares) - 1]
    assert readings(*line, last) == expected


def test_a_contract_of_two_months_says_nothing_yet(tmp_path):
    house, who = line_house(tmp_path / "young", None, LINE.replace("from: 2026-01-01", "from: 2026-09-01"))
    filled(house, who, 900, 900, 900, within_20=960)
    assert readings(house, who) == []
    house.close()


def test_the_other_reading_says_its_figures_too(line):
    filled(*line, 500, 500, 500, within_20=972)
    [found] = over_service(*line, "2026-10")
    assert found.found.steps[0].zh == "2026-08：97.2%，目标 90%，优于目标 7.2 个百分点（样本量 31,000）"
    assert found.found.steps[-1].en == "5 pp or more beyond the target in 3 months on end."


def test_what_the_contract_agreed_takes_the_place_of_what_is_usual(tmp_path):
    house, who = line_house(tmp_path / "agreed", None, AGREED)
    filled(house, who, 500, 500, within_20=881)
    [found] = over_service(house, who, "2026-09")
    assert (found.found.reading, found.is_agreed, len(found.found.months)) == (Reading.BEYOND, True, 2)
    assert found.saving.amount is None and "no price" in found.saving.words.en
    house.close()


def test_a_month_that_runs_says_nothing_yet(line):
    house, who = line
    filled(house, who, 900, 900, 900)
    bring(house, who, days("2026-11", 900, 900), "2026-11.csv", choice("2026-11"))
    assert readings(house, who, "2026-11") == []


def test_nobody_who_counted_only_to_20_seconds_is_told_of_4(line):
    house, who = line
    for label in LABELS:
        text = days(label, 0, 930).replace("4秒接通量,", "").replace(",0,930", ",930")
        bring(house, who, text, f"{label}.csv", choice(label))
    assert readings(house, who) == []


@pytest.mark.parametrize(
    ("settlement", "amount", "said"),
    [
        (MONTHLY, money(1000), "1 % off the price saves CNY 1,000.00 a month"),
        (
            "settlement:\n  fee: {kind: per_call, amount: 0.85, volume: answered}\n",
            "260.67",
            "Paid by volume",
        ),
    ],
)
def test_the_saving_follows_the_kind_of_price(tmp_path, settlement, amount, said):
    house, who = line_house(tmp_path / "priced", None, LINE + settlement)
    filled(house, who, 880, 880, 880, within_20=930)
    [found] = over_service(house, who, "2026-10")
    # 0.85 × 92,000 calls in three months ÷ 3 ÷ 100 = 260.666…
    assert found.saving.amount == (amount if not isinstance(amount, str) else money(amount))
    assert said in found.saving.words.en
    house.close()


def test_the_vendors_workbook_does_not_say_a_word_of_it(line):
    house, who = line
    filled(house, who, 900, 900, 900)
    made = str(report(house, who, "LINE-2026", "2026-10"))
    assert readings(house, who) and "months on end" not in made and "off the price" not in made


@pytest.mark.parametrize(
    ("stated", "within", "share"),
    [
        ("{by: 5}", None, None),
        ("{by: 5, within: 0.1}", Fraction(1, 10), Fraction(17, 20)),
        ("{share: 0.9}", Fraction(1, 5), Fraction(9, 10)),
    ],
)
def test_the_key_reads_back_as_it_was_written(stated, within, share):
    text = CONTRACT.replace("target: 80, weight", f"target: 80, over_service: {stated}, weight")
    [contract], _, _ = load_contracts(text)
    rule = contract.clause("SL20").over_service
    assert (rule.within, rule.share) == (within, share)
    kept = contract_as_dict(contract)["clauses"][0]["over_service"]
    assert ("within" in kept) is (within is not None)
