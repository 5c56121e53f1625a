"""Volume beyond the client's own forecast is left out of what the vendor answers for, day by day (2.6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from core.batch import Source
from core.errors import WrongInputError
from core.finding import blocking
from core.principal import Principal
from core.verdict import Verdict
from services.contracts.contract_beside import beside
from services.decisions.relief import request_relief
from services.house.bootstrap import House
from services.judging.assess_month import current, months_with_figures
from services.judging.relief_terms import ReliefTerms
from sla.contract_file.plain import contract_as_dict
from sla.load import contract_to_yaml, load_contracts
from sla.terms.relief import Counts, Excess, Mechanism
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


def house_of(tmp_path: Path, key: str, url: str | None = None) -> tuple[House, Principal]:
    """The line with these keys in its rule."""
    text = CONTRACT.replace("clauses:\n", RULE % key + "clauses:\n", 1)
    return line_house(tmp_path / "data", url, text)


SLOTS = "日期,时段,人工请求量,人工接通量,放弃量,20秒接通量"
#: 200 came at 9:00 where 100 were forecast; at 14:00 fewer than forecast: the day itself lies within 10 %.
HALF_HOURS = [("09:00", 200, 200, 0, 100), ("14:00", 100, 100, 0, 90)]


def by_interval(house: House, who: Principal, forecast_at: Sequence[str] = ("09:00", "14:00")) -> None:
    rows = [",".join(map(str, ("2026-10-02", *row))) for row in HALF_HOURS]
    bring(house, who, "\n".join([SLOTS, *rows]) + "\n", "slots.csv", choice("2026-10"))
    calls = dict(zip(("09:00", "14:00", "09:30", "14:30"), (100, 200, 0, 0), strict=True))
    rows = [f"2026-10-02,{at},{calls[at]}" for at in forecast_at]
    said = choice("2026-10", Source.CLIENT)
    bring(house, who, "\n".join(["日期,时段,预测量", *rows]) + "\n", "forecast.csv", said)


def test_by_interval_each_is_held_against_its_own_forecast_with_its_own_tolerance(tmp_path, database_url):
    house, who = house_of(tmp_path, ", interval_tolerance: 0.2", database_url)
    by_interval(house, who)
    got = found(house, who)
    # 120 of 200 are allowed at 9:00: 80 of the 200 and 40 of the 100 are left out; the day alone gave none.
    assert (got.raw.numerator, got.raw.denominator) == (190, 300)
    assert (got.judgement.numerator, got.judgement.denominator) == (150, 220)
    assert "2026-10-02 09:00: 200 came, forecast 100 × (1 + 20 %) = 120, beyond it 80 ÷ 200" in {
        step.en for step in got.relief
    }
    house.close()


@pytest.mark.parametrize("key", ["", ", interval_tolerance: 0.2"], ids=["by day", "other intervals"])
def test_a_day_stands_where_its_intervals_are_not_told_alike(tmp_path, key):
    house, who = house_of(tmp_path, key)
    by_interval(house, who, ("09:00", "09:30", "14:00", "14:30") if key else ("09:00", "14:00"))
    assert found(house, who).raw is None
    house.close()


def test_calls_again_after_the_vendors_own_abandons_are_no_volume_beyond_the_forecast(tmp_path):
    house, who = house_of(tmp_path, ", net_of_repeats: true")
    head = "日期,人工请求量,人工接通量,放弃量,20秒接通量,放弃后再来电量"
    rows = ["2026-10-01,1000,1000,0,850,0", "2026-10-02,1600,1600,0,800,300"]
    bring(house, who, "\n".join([head, *rows]) + "\n", "days.csv", choice("2026-10"))
    forecast(house, who, 1000, 1000)
    got = found(house, who)
    # Net 1,300 against 1,100: 200 of the 1,600, an eighth, and 100 of the 800.
    assert (got.judgement.numerator, got.judgement.denominator) == (1550, 2400)
    assert "1,600 came − 300 again after an abandon = 1,300" in got.relief[1].en
    house.close()


@pytest.mark.parametrize(
    ("key", "calls", "expected"),
    [
        # The forecasts come on 22 November: long after 1 September.
        (", locked_days: 30", (1000,), (800, 1600)),  # 1 October is left out, 2 October had no forecast
        (", locked_days: 30, late: no_tolerance", (1000, 1000), (1350, 2000)),  # 600 of 1,600 beyond 1,000
        (", locked_days: 0, late: no_tolerance", (1000, 1000), (1350, 2000)),
    ],
)
def test_a_forecast_that_came_after_its_lock_day_is_none(tmp_path, key, calls, expected):
    house, who = house_of(tmp_path, key)
    bring(house, who, report(DAYS), "days.csv", choice("2026-10"))
    forecast(house, who, *calls)
    got = found(house, who)
    assert (got.judgement.numerator, got.judgement.denominator) == expected
    assert "the forecast of 2026-10-01 came on 2026-11-22" in {step.en for step in got.relief}
    house.close()


def test_a_forecast_in_time_stays_one_and_one_changed_after_the_lock_day_does_not(tmp_path):
    house, who = house_of(tmp_path, ", locked_days: 30")
    house.clock.at = datetime(2026, 9, 1, 2, tzinfo=UTC)
    forecast(house, who, 1000, 1000)
    house.clock.at = datetime(2026, 11, 22, 2, tzinfo=UTC)
    bring(house, who, report(DAYS), "days.csv", choice("2026-10"))
    assert found(house, who).judgement.denominator == 2100  # beyond 1,100 on the second day alone
    forecast(house, who, 1000, 1700)
    changed = found(house, who)
    # The second file speaks for both days, on 22 November: neither has a locked forecast any more.
    assert (changed.judgement.denominator, changed.judgement.verdict) == (0, Verdict.NO_VOLUME)
    house.close()


def test_who_forecasts_itself_has_no_relief_by_it_asked_for_or_not(tmp_path):
    house, who = house_of(tmp_path, ", forecaster: vendor")
    bring(house, who, report(DAYS), "days.csv", choice("2026-10"))
    forecast(house, who, 1000, 1000)
    assert found(house, who).raw is None
    asked = ReliefTerms(
        excess=(Excess("2026-10", Fraction(2000), Fraction(2600), Counts(Fraction(1650), Fraction(2600))),)
    )
    with pytest.raises(WrongInputError) as refused:
        request_relief(house, who, "LINE-2026", "2026-10", ["SL20"], Mechanism.CAP_VOLUME, asked, "超预测")
    assert refused.value.reason == "relief_not_admitted"
    house.close()


def test_every_key_of_the_forecast_reads_back():
    key = (
        ", interval_tolerance: 0.15, locked_days: 30, interval_locked_days: 14, late: no_tolerance, "
        "net_of_repeats: true, forecaster: client"
    )
    [contract], _, _ = load_contracts(CONTRACT.replace("clauses:\n", RULE % key + "clauses:\n", 1))
    assert load_contracts(contract_to_yaml(contract))[0] == [contract]
    assert any("by interval 0.15" in line.en for line in beside(contract))


def test_a_forecast_comes_before_its_days_and_makes_no_month_of_them(line):
    house, who = line
    rows = ["日期,预测量", *(f"2027-01-{day:02},1000" for day in range(1, 32))]
    bring(house, who, "\n".join(rows) + "\n", "ahead.csv", choice("2027-01", Source.CLIENT))
    assert months_with_figures(house, who, "LINE-2026") == ["2026-10"]
    with pytest.raises(WrongInputError):
        # Figures of days to come are as wrong as ever.
        bring(house, who, report([("2027-01-01", 10, 9, 1, 8)]), "future.csv", choice("2027-01"))
