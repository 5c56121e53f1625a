"""Days from 06:00 to 06:00: a night's calls belong to the day before, and to its month."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest

from core.text import Text
from exports.contract_template import template
from exports.contract_template_read import read_template
from services.contracts.term_fields.settings import settings
from services.judging.assess_month import current
from services.known import directory
from services.results.follow import days, rows
from sla.contract_file.plain import contract_as_dict
from sla.load import catalogue, contract_to_yaml, load_contracts, read_contracts
from tests.reports_example import bring, choice, line_house

CODE = "LINE-2026"
HEAD = """
contract:
  code: LINE-2026
  version: '1'
  effective: {from: 2026-01-01, to: 2026-12-31}
  day_start: "06:00"
  vendors: [{code: YUNHE}]
clauses:
"""
CLAUSES = {
    "SL": "target: 80",
    "CAL": "target: 80, day_start: '00:00'",  # calendar days after all
    "HALF": "target: 80, day_start: '05:30'",
    "DAYS": "target: 50, each: {grain: day, target: 80}",
    "SLOTS": "target: 50, each: {grain: interval, target: 80}",
    "WEEK": "target: 80, weekdays: [1, 2, 3, 4, 5]",
    "OPEN": 'target: 80, hours: {weekdays: "00:00-24:00", weekend: closed, holidays: closed}',
    "ROLL": "target: 80, window: rolling_2",
    "SITE": "target: 80, aggregate: worst",
    "CAMP": "target: 80, window: {days: 30, from: 2026-09-10}",
}
#: Slot → calls of a day, and how many of them in time: the nights are the poor hours.
SLOTS = {"05:00-05:30": (10, 0), "05:30-06:00": (20, 0), "06:00-06:30": (100, 100), "23:30-24:00": (200, 190)}
TITLES = "日期,时段,职场,人工请求量,人工接通量,放弃量,20秒接通量"


def contract(codes=tuple(CLAUSES)):
    told = [f"  - {{code: {c}, indicator: SL, variant: SL-OFFERED, {CLAUSES[c]}}}" for c in codes]
    return HEAD + "\n".join(told) + "\n"


def half_hours(first: date, last: date, only=lambda day, slot: True) -> str:
    found = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    told = [
        f"{day},{slot},HF,{n},{n},0,{hit}"
        for day in found
        for slot, (n, hit) in SLOTS.items()
        if only(day, slot)
    ]
    return "\n".join([TITLES, *told]) + "\n"


def a_house(folder, codes=tuple(CLAUSES)):
    house, who = line_house(folder / "data", contract=contract(codes))
    directory.save_site(house, who, "YUNHE", "HF", Text("合肥", "Hefei"))
    return house, who


@pytest.fixture(scope="module")
def autumn(tmp_path_factory):
    """September to the first days of November, every half hour of them."""
    house, who = a_house(tmp_path_factory.mktemp("production"))
    for first, last in (("09-01", "09-30"), ("10-01", "10-31"), ("11-01", "11-05")):
        span = [date.fromisoformat(f"2026-{day}") for day in (first, last)]
        # The night of 1 October is September's, that of 1 November October's: both are one busy half hour.
        bring(house, who, half_hours(*span), f"{first}.csv", choice(f"2026-{first[:2]}"))
    yield house, who, current(house, who, CODE, "2026-10")
    house.close()


@pytest.mark.parametrize(
    ("code", "n"),
    [
        ("SL", 31 * 330),
        ("CAL", 31 * 330),
        ("WEEK", 22 * 330),  # October 2026 has 22 weekdays, each with its own night
        ("OPEN", 18 * 330),  # off on 1–7, worked on Saturday 10
        ("ROLL", 61 * 330),
        ("DAYS", 31),
        ("SLOTS", 31 * 4),
        ("SITE", 31 * 330),
        ("CAMP", 30 * 330),  # to 9 October, and the night after it
    ],
)
def test_every_day_has_one_night_whatever_it_is_counted_by(autumn, code, n):
    found = autumn[2].line(code).judgement
    assert found.n == n
    assert found.coverage.have == found.coverage.expected


#: Only the night of the 1st and the evening of the last day: what belongs to which month.
EDGES = {
    "the night of the 1st is the month before's": ("2026-10-01", "05:00-05:30", {"SL": None, "CAL": 10}),
    "half past five is no night at 05:30": ("2026-10-01", "05:30-06:00", {"SL": None, "HALF": 20}),
    "the first hour of the 1st": ("2026-10-01", "06:00-06:30", {"SL": 100, "CAL": 100}),
    "the last evening": ("2026-10-31", "23:30-24:00", {"SL": 200, "CAL": 200}),
    "the night after the last day": ("2026-11-01", "05:00-05:30", {"SL": 10, "CAL": None}),
}


@pytest.mark.parametrize(("day", "slot", "counted"), EDGES.values(), ids=EDGES)
def test_the_edges_of_a_month(tmp_path, day, slot, counted):
    house, who = a_house(tmp_path, ("SL", "CAL", "HALF"))
    at = date.fromisoformat(day)
    bring(house, who, half_hours(at, at, lambda _day, each: each == slot), said=choice(day[:7]))
    month = current(house, who, CODE, "2026-10")
    assert {code: month.line(code).judgement.n for code in counted} == counted
    house.close()


def test_the_last_night_is_missing_until_the_next_month_comes(tmp_path):
    house, who = a_house(tmp_path, ("SL", "CAL"))
    bring(house, who, half_hours(date(2026, 9, 1), date(2026, 9, 30)), "sep.csv", choice("2026-09"))
    short = current(house, who, CODE, "2026-09")
    found = short.line("SL").judgement
    assert (found.coverage.have, found.coverage.expected, found.n) == (29, 30, 30 * 330 - 30)
    assert found.steps[-1].en == "Nothing yet of the last night, 2026-10-01 before 06:00"
    assert short.line("CAL").judgement.coverage.have == 30
    # A file of the month after is news of this one: it is judged again, the last night with it.
    bring(house, who, half_hours(date(2026, 10, 1), date(2026, 10, 2)), "oct.csv", choice("2026-10"))
    whole = current(house, who, CODE, "2026-09").line("SL").judgement
    assert (whole.n, whole.coverage.have, len(whole.steps)) == (30 * 330, 30, 1)
    assert whole.steps[0] == Text(
        "一天自 06:00 起至次日 06:00 止，此前的夜间计入前一天",
        "A day runs from 06:00 to 06:00: the night before it belongs to the day before",
    )
    house.close()


def test_figures_of_whole_days_stay_with_their_calendar_day_and_that_is_said(tmp_path):
    house, who = a_house(tmp_path, ("SL",))
    days_of = [date(2026, 10, 1) + timedelta(days=n) for n in range(31)]
    titles = "日期,人工请求量,人工接通量,放弃量,20秒接通量"
    daily = "\n".join([titles, *(f"{day},100,100,0,90" for day in days_of)])
    bring(house, who, daily + "\n", said=choice("2026-10"))
    found = current(house, who, CODE, "2026-10").line("SL").judgement
    assert (found.n, found.value, found.coverage.have) == (3100, Fraction(90), 31)
    assert found.steps[1].zh == "数据都按整天报送，无法按此拆分，仍按自然日计"
    house.close()


def test_a_day_and_the_rows_behind_it_are_those_of_its_night(autumn):
    house, who, _ = autumn
    found = {each.day: each for each in days(house, who, CODE, "2026-10", "SL")}
    assert (len(found), min(found), max(found)) == (31, date(2026, 10, 1), date(2026, 10, 31))
    last = found[date(2026, 10, 31)]
    assert (last.numerator, last.denominator) == (290, 330)
    behind = rows(house, who, CODE, "2026-10", "SL", date(2026, 10, 31))
    assert behind.total == 4
    assert [(line.day, line.slot) for line in behind.lines] == [
        (date(2026, 10, 31), 360),
        (date(2026, 10, 31), 1410),
        (date(2026, 11, 1), 300),
        (date(2026, 11, 1), 330),
    ]
    assert rows(house, who, CODE, "2026-10", "SL").total == 31 * 4


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_hour_goes_out_and_comes_in_again(lang):
    loaded = load_contracts(contract())[0]
    assert loaded[0].day_start == 360 and loaded[0].clause("HALF").day_start == 330
    assert load_contracts(contract_to_yaml(loaded[0]))[0] == loaded
    book = template(lang, catalogue(), datetime(2026, 1, 1), contract_as_dict(loaded[0]), settings())
    node, _ = read_template(book, "合同.xlsx", catalogue(), settings())
    assert read_contracts(node)[0] == loaded
