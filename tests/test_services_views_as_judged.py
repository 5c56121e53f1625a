"""Views beside the scorecard show the figure the judge used: its hours, days, windows, sites, target rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

import pytest

from core.period import Period
from core.principal import Principal
from core.text import Text
from core.verdict import Verdict
from core.workdays import WorkCalendar
from services.house.bootstrap import House
from services.judging.assess_month import current
from services.judging.month_result import MonthResult
from services.known import directory
from services.results import follow
from services.results.clause_notes import judged_words
from services.results.month_pace import OpenDays, expected_to_come, month_pace
from services.results.other_definitions import other_definitions
from services.results.over_service import over_service
from services.results.same_formula import Reference, same_formula
from sla.judging.over_service import Reading
from sla.load import load_contracts
from tests.reports_example import bring, choice, line_house

CODE, OCTOBER, NOVEMBER = "LINE-2026", "2026-10", "2026-11"
HEAD = """
contract:
  code: LINE-2026
  version: '1'
  effective: {from: 2026-01-01, to: 2026-12-31}
  target_table:
    - {indicator: SL, target: 70}
    - {indicator: SL, scope: {site: HF}, target: 75, to: 2026-10}
    - {indicator: SL, scope: {site: HF}, target: 85, from: 2026-11}
  vendors: [{code: YUNHE, name: {zh: 云禾客服, en: Yunhe Service}}]
clauses:
"""
KINDS = (
    'hours: {weekdays: "08:00-20:00", weekend: "09:00-18:00", holidays: closed, '
    'sites: {HF: {weekdays: "09:00-18:00", holidays: closed}}}'
)
ROWS = "targets: [{scope: {site: HF}, target: 90, minimum: 60}, {scope: {site: CD}, target: 50}]"
#: What says which contacts a clause is about, and against what: one ratio of all of them.
CUTS = {
    "PLAIN": "target: 40",
    "HOURS": "target: 80, hours: [8, 20]",
    "KINDS": f"target: 80, {KINDS}",
    "WEEK": "target: 80, weekdays: [1, 2, 3, 4, 5]",
    "DAY6": "target: 80, day_start: '06:00'",
    "NIGHT": """target: 80, day_start: '06:00', hours: {weekdays: "00:00-24:00", holidays: closed}""",
    "CROSS": """target: 80, hours: {weekdays: "19:00-06:00", weekend: "00:00-24:00"}""",  # past midnight
    "CAMP": "target: 80, window: {days: 30, from: 2026-09-15}",
    "RUN": "target: 80, window: {days: 31, from: 2026-10-15}",  # shown in October, judged in November
    "TWO": "target: 80, window: {days: 10, from: 2026-10-01, to: 2026-10-25}",  # the worst of three
    "ROW": "target: 80, scope: {site: HF}, targets: [{scope: {site: HF}, target: 90, minimum: 60}]",
    "FLOOR": "target: 80, volume_floor: 1000000",
    "MIN": "target: 80, minimum: 40",
}
#: What makes another figure of the same contacts.
FORMED = {
    "WORST": "target: 80, aggregate: worst",
    "ROWS": f"target: 80, aggregate: worst, {ROWS}",
    "MEAN": "target: 80, aggregate: mean",
    "WEIGHED": "target: 80, aggregate: weighted, site_weights: {HF: 70, CD: 30}",
    "DAYS": "target: 50, each: {grain: day, target: 70}",
    "SLOTS": "target: 50, each: {grain: interval, target: 70}",
    "QUARTER": "target: 80, window: quarter_end",
    "ROLL": "target: 80, window: rolling_2",
    "TABLE": "aggregate: worst",  # a row of the contract's table, another from November on
    "WROLL": f"target: 80, window: rolling_2, aggregate: worst, {ROWS}",
}
#: Held against another target than its own; the contacts are those of PLAIN.
HELD = {
    "RAMP": "target: 80, ramp: {since: 2026-09-01, targets: [60, 70, 75]}",
    "BASE": "baseline: {from: 2026-09, to: 2026-09, change: 1, digits: 1}",
    "WAITS": "baseline: {from: 2026-10, to: 2026-12}",
}
EVERY = {**CUTS, **FORMED, **HELD}
#: Slot → calls, and those in time at a site on a weekday; nights are poor, and Hefei at noon.
SLOTS = {
    "05:00-05:30": {"HF": (11, 1), "CD": (13, 2)},
    "08:00-08:30": {"HF": (100, 61), "CD": (50, 47)},
    "12:00-12:30": {"HF": (200, 120), "CD": (70, 60)},
    "19:00-19:30": {"HF": (90, 89), "CD": (40, 11)},
}
TITLES = "日期,时段,职场,人工请求量,人工接通量,放弃量,20秒接通量"


def contract() -> str:
    told = [f"  - {{code: {code}, indicator: SL, variant: SL-1, {said}}}" for code, said in EVERY.items()]
    return HEAD + "\n".join(told) + "\n"


def half_hours(first: date, last: date) -> str:
    rows = []
    for n in range((last - first).days + 1):
        day = first + timedelta(days=n)
        for slot, sites in SLOTS.items():
            for site, (calls, hit) in sites.items():
                # No two days are alike, and weekends are poorer.
                hit = max(0, hit - day.day % 7 - (15 if day.weekday() > 4 else 0))
                rows.append(f"{day},{slot},{site},{calls + day.day},{calls},{day.day},{hit}")
    return "\n".join([TITLES, *rows]) + "\n"


@pytest.fixture(scope="module")
def house_of(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, Principal]]:
    """September and October whole, November under way; the day is 22 November."""
    house, who = line_house(tmp_path_factory.mktemp("views") / "data", contract=contract())
    for code, name in {"HF": Text("合肥", "Hefei"), "CD": Text("成都", "Chengdu")}.items():
        if code not in {each.code for each in directory.sites(house, who, "YUNHE")}:
            directory.save_site(house, who, "YUNHE", code, name)
    for first, last in (("09-01", "09-30"), ("10-01", "10-31"), ("11-01", "11-20")):
        span = [date.fromisoformat(f"2026-{day}") for day in (first, last)]
        bring(house, who, half_hours(*span), f"{first}.csv", choice(f"2026-{first[:2]}"))
    yield house, who
    house.close()


@pytest.fixture(scope="module")
def judged(house_of) -> dict[str, MonthResult]:
    return {label: current(*house_of, CODE, label) for label in (OCTOBER, NOVEMBER)}


@pytest.mark.parametrize("label", [OCTOBER, NOVEMBER])
@pytest.mark.parametrize("code", EVERY)
def test_the_contracts_own_definition_says_what_the_judge_says(house_of, judged, code, label):
    said = judged[label].line(code).judgement
    (own,) = [each for each in other_definitions(*house_of, CODE, label, code) if each.is_own]
    verdict = None if said.value is None else said.verdict
    assert (own.value, own.verdict, own.target) == (
        said.value, verdict, said.target if verdict else own.target
    )  # fmt: skip


def test_october_has_every_kind_of_answer(judged):
    """So that agreeing with the judge is no accident."""
    verdicts = {line.judgement.verdict for line in judged[OCTOBER].lines}
    assert {
        Verdict.MET,
        Verdict.MISSED,
        Verdict.BELOW_TARGET,
        Verdict.NOT_APPLICABLE,
        Verdict.INSUFFICIENT_SAMPLE,
    } <= verdicts
    values = [judged[OCTOBER].line(code).judgement.value for code in CUTS if code not in ("FLOOR", "MIN")]
    assert len(set(values)) == len(values)


@pytest.mark.parametrize("label", [OCTOBER, NOVEMBER])
def test_by_its_own_formula_a_vendor_has_its_own_figure(house_of, judged, label):
    found = same_formula(*house_of, label, Reference("SL", "SL-1", {"threshold_s": "20"}))
    by_clause = {each.clause: each for each in found}
    assert set(by_clause) == set(EVERY)
    for code in (*CUTS, *HELD):
        own = judged[label].line(code).judgement.value
        assert (code, by_clause[code].value, by_clause[code].otherwise) == (code, own, ())
    # What else sets a figure apart is said; by the reference it is one ratio of the month.
    for code in FORMED:
        assert by_clause[code].value == by_clause["PLAIN"].value and by_clause[code].otherwise, code


def test_what_sets_a_figure_apart_from_the_reference_is_said(house_of):
    found = same_formula(*house_of, OCTOBER, Reference("SL", "SL-1", {"threshold_s": "20"}))
    said = {each.clause: [words.en for words in each.otherwise] for each in found}
    assert said["WORST"] == ["the worst site"]
    assert said["DAYS"] == ["a share of intervals or days"]
    assert len(said["WROLL"]) == 2


def test_what_is_still_to_come_is_reckoned_from_the_judged_figure(house_of, judged):
    pace = {each.clause.code: each for each in month_pace(*house_of, NOVEMBER)}
    shown = {*CUTS, *HELD} - {"CAMP", "RUN", "TWO", "WAITS"}
    assert set(pace) == shown
    for code in shown:
        said = judged[NOVEMBER].line(code).judgement
        line = pace[code]
        assert (line.so_far, line.target, line.pace.done, line.pace.so_far) == (
            said.value, said.target, said.numerator, said.denominator
        )  # fmt: skip


def test_days_without_figures_are_those_on_which_a_clause_is_open(house_of):
    """21 to 30 November 2026: six weekdays, four days of weekends."""
    pace = {each.clause.code: each for each in month_pace(*house_of, NOVEMBER)}
    assert {code: pace[code].days_left for code in ("PLAIN", "WEEK", "KINDS")} == {
        "PLAIN": 10, "WEEK": 6, "KINDS": 10
    }  # fmt: skip


def test_what_is_expected_of_holidays_and_of_saturdays_that_are_worked():
    """From 14 September: closed on 25–27 September and 1–7 October, worked on Sunday 20 and Saturday 10."""
    clause = load_contracts(contract())[0][0].clause("KINDS")
    week = {date(2026, 9, 7 + n): 100 if n < 5 else 40 for n in range(7)}
    known = OpenDays(clause, WorkCalendar("CN"))
    span = Period(date(2026, 9, 1), date(2026, 10, 12))
    # Fourteen weekdays, the two worked days like weekdays, Saturday 19 September and Sunday 11 October.
    assert expected_to_come(week, span, known) == 14 * 100 + 2 * 100 + 2 * 40
    assert len(known.after(date(2026, 9, 13), span)) == 18


@pytest.mark.parametrize("code", [*CUTS, "MEAN", "WEIGHED", "WORST", "ROWS", *HELD])
def test_the_days_of_a_clause_add_up_to_its_figure(house_of, judged, code):
    said = judged[OCTOBER].line(code).judgement
    days = follow.days(*house_of, CODE, OCTOBER, code)
    below = sum((day.denominator for day in days), Fraction(0))
    assert (sum((day.numerator for day in days), Fraction(0)), below) == (said.numerator, said.denominator)


@pytest.mark.parametrize("code", ["ROW", "ROWS", "WROLL", "TABLE"])
def test_a_day_is_held_against_the_row_the_judge_used(house_of, judged, code):
    said = judged[OCTOBER].line(code).judgement
    for day in follow.days(*house_of, CODE, OCTOBER, code):
        kept = day.value >= said.target
        assert (day.verdict is Verdict.MET) == kept


def test_the_site_whose_days_are_shown_is_named(judged):
    said = [words.en for words in judged_words(judged[OCTOBER].line("ROWS"))]
    assert "Site HF decides: figure and days are its own" in said
    assert not any("decides" in words.en for words in judged_words(judged[OCTOBER].line("MEAN")))


@pytest.mark.parametrize("code", ["KINDS", "NIGHT", "CROSS", "CAMP", "TWO", "ROW", "ROWS", "WORST"])
def test_the_rows_behind_a_figure_are_those_it_is_the_sum_of(house_of, judged, code):
    said = judged[OCTOBER].line(code).judgement
    found = follow.rows(*house_of, CODE, OCTOBER, code, limit=10_000)
    assert sum(row.counts["answered_within_20"] for row in found.lines) == said.numerator


def test_fast_answers_are_counted_among_the_calls_the_clause_is_about(tmp_path):
    """Within the whole of the target time and of all answered, the fast reading is the clause itself."""
    own = "over_service: {by: 100, months: 1, within: 1, share: 0.1}"
    cuts = {code: said for code, said in CUTS.items() if code not in ("CAMP", "RUN", "TWO", "FLOOR")}
    told = [f"  - {{code: {c}, indicator: SL, variant: SL-5, {said}, {own}}}" for c, said in cuts.items()]
    house, who = line_house(tmp_path / "data", contract=HEAD + "\n".join(told) + "\n")
    directory.save_site(house, who, "YUNHE", "CD", Text("成都", "Chengdu"))
    bring(house, who, half_hours(date(2026, 10, 1), date(2026, 10, 31)), said=choice(OCTOBER))
    month = current(house, who, CODE, OCTOBER)
    served = {
        each.clause: each.found.months[-1].value
        for each in over_service(house, who, OCTOBER)
        if each.found.reading is Reading.FAST
    }
    assert served == {code: month.line(code).judgement.value for code in cuts}
    house.close()


def test_every_clause_of_this_contract_is_fit():
    assert len(load_contracts(contract())[0][0].clauses) == len(EVERY)
