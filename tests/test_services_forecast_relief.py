"""Volume beyond the client's own forecast is left out of what the vendor answers for, day by day (2.6)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.batch import Source
from core.finding import blocking
from core.principal import Principal
from core.verdict import Verdict
from services.house.bootstrap import House
from services.judging.assess_month import current
from sla.contract_file.plain import contract_as_dict
from sla.load import contract_to_yaml, load_contracts
from tests.reports_example import CONTRACT, bring, choice, line_house, report

RULE = "  relief: {forecast: {clauses: [SL20], tolerance: 0.1%s}}\n"
FORECAST = CONTRACT.replace("clauses:\n", RULE % "" + "clauses:\n", 1)
#: The second day 1,600 came where 1,000 were forecast, and half of them waited.
DAYS = [("2026-10-01", 1000, 1000, 0, 850), ("2026-10-02", 1600, 1600, 0, 800)]


@pytest.fixture
def line(tmp_path: Path) -> Iterator[tuple[House, Principal]]:
    house, who = line_house(tmp_path / "data", None, FORECAST)
    bring(house, who, report(DAYS), "days.csv", choice("2026-10"))
    yield house, who
    house.close()


def forecast(house: House, who: Principal, *calls: int, source: Source = Source.CLIENT) -> None:
    rows = [f"2026-10-{i:02},{each}" for i, each in enumerate(calls, start=1)]
    text = "\n".join(["日期,预测量", *rows]) + "\n"
    bring(house, who, text, f"forecast-{source}.csv", choice("2026-10", source))


def found(house: House, who: Principal):
    return current(house, who, "LINE-2026", "2026-10").line("SL20")


def test_the_part_of_a_day_beyond_the_forecast_and_its_tolerance_is_left_out_in_proportion(line):
    forecast(*line, 1000, 1000)
    got = found(*line)
    # 1,100 of 1,600 are allowed: 500 of the 1,600 and 250 of the 800 are left out.
    assert (got.raw.numerator, got.raw.denominator) == (1650, 2600)
    assert (got.judgement.numerator, got.judgement.denominator) == (1400, 2100)
    assert any("250" in step.en and "500" in step.en for step in got.relief)


@pytest.mark.parametrize("calls", [(1000, 1455), (1000,), ()], ids=["in tolerance", "no forecast", "none"])
def test_days_within_the_tolerance_or_without_a_forecast_stand_as_they_are(line, calls):
    if calls:
        forecast(*line, *calls)
    got = found(*line)
    assert got.raw is None and (got.judgement.numerator, got.judgement.denominator) == (1650, 2600)


def test_the_vendors_own_forecast_gives_no_relief_unless_the_contract_says_so(line, tmp_path):
    forecast(*line, 1000, 1000, source=Source.VENDOR)
    assert found(*line).raw is None
    house, who = line_house(tmp_path / "own", None, CONTRACT.replace(
        "clauses:\n", RULE % ", source: vendor" + "clauses:\n", 1))  # fmt: skip
    bring(house, who, report(DAYS), "days.csv", choice("2026-10"))
    forecast(house, who, 1000, 1000, source=Source.VENDOR)
    assert found(house, who).judgement.denominator == 2100
    house.close()


def test_a_month_that_was_met_is_left_alone(line):
    house, who = line
    forecast(house, who, 1000, 1000)
    better = [DAYS[0], ("2026-10-02", 1600, 1600, 0, 1500)]
    bring(house, who, report(better), "again.csv", choice("2026-10"))
    got = found(house, who)
    assert got.judgement.verdict is Verdict.MET and got.raw is None


def test_the_key_names_clauses_of_the_contract_and_reads_back():
    _, _, findings = load_contracts(FORECAST.replace("[SL20]", "[NONE]"))
    assert [each.code for each in blocking(findings)] == ["contract_unknown_clause"]
    [contract], _, _ = load_contracts(FORECAST)
    assert load_contracts(contract_to_yaml(contract))[0] == [contract]
    [bare], _, _ = load_contracts(
        CONTRACT.replace("clauses:\n", "  relief: {within_working_days: 5}\nclauses:\n", 1)
    )
    assert "forecast" not in contract_as_dict(bare)["contract"]["relief"]
