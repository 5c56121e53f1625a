"""It must show 1: the NHS 111 year, imported, judged, and held against what NHS England printed."""

from __future__ import annotations

import csv
import os
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from core.clock import FixedClock
from core.period import labels_between
from core.rounding import rounded
from core.tally import Flag
from core.verdict import Verdict
from services.contracts.contracts import load_contract
from services.house.bootstrap import open_house
from services.judging.assess_month import assess
from services.judging.month_result import MonthResult
from services.known.people import acting
from services.reports.import_report import commit, stage

SHARED = Path(os.environ.get("PLUMBLINE_SHARED", "../shared")) / "data" / "nhs111_2015_16"
CONTRACT = Path(__file__).parent.parent / "sample_data" / "contracts" / "nhs111_contract.yaml"
YEAR = labels_between("2015-04", "2016-03")
pytestmark = [
    pytest.mark.reference,
    pytest.mark.skipif(not SHARED.exists(), reason=f"the NHS data is not at {SHARED}"),
]


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[object, list[MonthResult]]]:
    """The year imported by its profile and judged under the two-clause contract of every provider."""
    folder = tmp_path_factory.mktemp("nhs")
    house = open_house(folder / "data", clock=FixedClock(datetime(2016, 5, 1, 9, tzinfo=UTC)))
    who = acting(house, "王经理")
    load_contract(house, who, CONTRACT.read_text("utf-8"), CONTRACT.name)
    shown = stage(house, who, "NHS_Calls.csv", SHARED / "NHS_Calls.csv")
    commit(house, who, shown.file.id)
    yield shown, [month for month in assess(house, who, YEAR) if month.has_figures]
    house.close()


@pytest.fixture(scope="module")
def whole_year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[MonthResult]]:
    """The same file judged in March 2016 by the same clauses over the last twelve months."""
    folder = tmp_path_factory.mktemp("nhs-year")
    house = open_house(folder / "data", clock=FixedClock(datetime(2016, 5, 1, 9, tzinfo=UTC)))
    who = acting(house, "王经理")
    text = CONTRACT.read_text("utf-8").replace(
        "    source: vendor\n", "    source: vendor\n    window: rolling_12\n"
    )
    load_contract(house, who, text, CONTRACT.name)
    commit(house, who, stage(house, who, "NHS_Calls.csv", SHARED / "NHS_Calls.csv").file.id)
    yield [month for month in assess(house, who, ["2016-03"]) if month.has_figures]
    house.close()


def test_exactly_two_promises_are_made_by_every_provider(year):
    _, months = year
    assert len({month.contract.vendor for month in months}) == 46
    assert {tuple(clause.code for clause in month.contract.clauses) for month in months} == {
        tuple(clause.code for clause in months[0].contract.clauses)
    }
    assert len(months[0].contract.clauses) == 2


def test_all_534_provider_months_are_judged(year):
    _, months = year
    assert len(months) == 534
    verdicts = Counter(line.judgement.verdict for month in months for line in month.lines)
    assert set(verdicts) == {Verdict.MET, Verdict.MISSED}
    assert sum(verdicts.values()) == 2 * 534


def test_impossible_counts_make_exactly_3_and_10_warnings(year):
    shown, _ = year
    found = Counter(f.code for f in shown.findings)
    assert found == {"counts_doubtful": 13}
    assert {finding.severity for finding in shown.findings} == {"warns"}
    pairs = Counter(finding.facts["less"].en for finding in shown.findings)
    assert pairs == {"Calls requesting an agent": 3, "Calls answered": 10}


def test_rates_that_show_as_95_percent_and_miss_it_are_missed(year):
    _, months = year
    lines = [month.lines[0].judgement for month in months]
    shown_95 = [j for j in lines if rounded(j.value, 1) == 95 and j.value < 95]
    assert shown_95
    assert {j.verdict for j in shown_95} == {Verdict.MISSED}


def test_a_rate_that_shows_as_5_percent_and_keeps_it_is_met(year):
    _, months = year
    lines = [month.lines[1].judgement for month in months]
    shown_5 = [j for j in lines if rounded(j.value, 1) == 5 and j.value <= 5]
    assert shown_5
    assert {j.verdict for j in shown_5} == {Verdict.MET}


@pytest.mark.parametrize(("measure", "clause"), [("pct_answered_60s", 0), ("pct_abandoned", 1)])
def test_england_by_month_is_the_ratio_of_sums_as_printed(year, measure, clause):
    """Every printed figure of the two promised measures; June's 94.4 does not follow from the file."""
    _, months = year
    for row in csv.DictReader((SHARED / "published.csv").read_text("utf-8").splitlines()):
        if row["measure"] != measure:
            continue
        lines = [month.lines[clause].judgement for month in months if month.label == row["month"]]
        value = sum(j.numerator for j in lines) / sum(j.denominator for j in lines) * 100
        shown = str(rounded(value, int(row["decimals"])))
        expected = "94.1" if (row["month"], measure) == ("2015-06", "pct_answered_60s") else row["published"]
        assert shown == expected, row


def test_a_providers_year_is_the_ratio_of_its_sums(year, whole_year):
    """The product forms it, by a clause over twelve months: sums over sums, never a mean of rates.

    A provider that began or ended within the year is provisional.
    """
    _, months = year
    assert len(whole_year) == 46  # those that had ended before March included
    for found in whole_year:
        for clause, line in enumerate(found.lines):
            mine = [
                month.lines[clause].judgement
                for month in months
                if month.contract.vendor == found.contract.vendor
            ]
            said, top = line.judgement, sum(each.numerator for each in mine)
            below = sum(each.denominator for each in mine)
            assert (said.numerator, said.denominator) == (top, below)
            assert said.value == Fraction(top, below) * 100
            assert said.value != sum(each.value for each in mine) / len(mine)
            assert (Flag.PROVISIONAL in said.flags) is (len(mine) < 12)
            target = said.value >= 95 if clause == 0 else said.value <= 5
            assert said.verdict is (Verdict.MET if target else Verdict.MISSED)


def test_a_year_in_the_data_is_what_the_sheet_adds_up_to(whole_year):
    """The same for one provider from the file itself, without any code of the product."""
    found = whole_year[0]
    rows = csv.DictReader((SHARED / "NHS_Calls.csv").read_text("utf-8-sig").splitlines())
    mine = [row for row in rows if row["Provider Org Code"] == found.contract.vendor]
    abandoned = sum(int(row["Nhs1 Abandoned Calls SUM"]) for row in mine)
    offered = sum(int(row["Nhs1 Number Calls Offered SUM"]) for row in mine)
    said = found.lines[1].judgement
    assert (said.numerator, said.denominator) == (abandoned, offered)
