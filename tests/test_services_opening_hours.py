"""Opening hours by kind of day: weekends, State Council holidays and worked Saturdays, by site."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from core.period import Period
from core.text import Text
from core.verdict import Verdict
from core.workdays import WorkCalendar
from exports.contract_template import template
from exports.contract_template_read import read_template
from services.contracts.term_fields.settings import settings
from services.contracts.term_words import value_words
from services.judging.assess_month import current
from services.known import directory
from sla.contract_file.plain import contract_as_dict
from sla.judging.opening import opening_text, words
from sla.load import catalogue, contract_to_yaml, load_contracts, read_contracts
from sla.terms.opening import CLOSED, Opening
from tests.reports_example import bring, choice, line_house

CONTRACT = """
contract:
  code: LINE-2026
  version: '1'
  effective: {from: 2026-01-01, to: 2027-12-31}
  vendors: [{code: YUNHE}]
clauses:
"""
#: Code → how the clause spells its hours.
HOURS = {
    "PAIR": "[8, 20]",
    "TEXT": '"08:00-20:00"',
    "HALF": '"08:30－20:00"',  # full-width dash
    "NOHOL": '{weekdays: "08:00-20:00", holidays: closed}',
    "WORK": "{weekdays: [8, 20], weekend: closed, holidays: closed}",
    "THREE": '{weekdays: "08:00-20:00", weekend: "09:00-18:00", holidays: closed}',
    "BYDAY": "{weekdays: [8, 20], weekend: closed}",  # a holiday goes by its day of the week
    "ONLYHOL": '{weekdays: closed, holidays: "09:00-12:00"}',
    "ROUND": "{weekdays: [0, 24], holidays: closed}",
    "SITES": "{weekdays: [8, 20], holidays: closed, sites: {HF: {weekdays: [9, 18]}}}",
}
#: Calls of every day by the half hour they came in.
SLOTS = {"07:30-08:00": 1, "08:00-08:30": 10, "09:00-09:30": 100, "20:00-20:30": 1000}
#: October 2026: off on 1–7, worked on Saturday 10, 18 working days and 6 days of weekends in all.
COUNTED = {
    "PAIR": 31 * 110,
    "TEXT": 31 * 110,
    "HALF": 31 * 100,
    "NOHOL": 24 * 110,
    "WORK": 18 * 110,
    "THREE": 18 * 110 + 6 * 100,
    "BYDAY": 23 * 110,  # 18, and the five weekdays of the holiday
    "ONLYHOL": 7 * 100,
    "ROUND": 24 * 1111,
}
OCTOBER = [date(2026, 10, 1) + timedelta(days=n) for n in range(31)]
HEAD = "日期,时段,人工请求量,人工接通量,放弃量,20秒接通量"


def contract(codes=tuple(HOURS), extra=""):
    clauses = [
        f"  - {{code: {c}, indicator: SL, variant: SL-OFFERED, target: 80, hours: {HOURS[c]}{extra}}}"
        for c in codes
    ]
    return CONTRACT + "\n".join(clauses) + "\n"


def half_hours(days=OCTOBER):
    rows = [f"{day},{slot},{n},{n},0,{n}" for day in days for slot, n in SLOTS.items()]
    return "\n".join([HEAD, *rows]) + "\n"


@pytest.fixture(scope="module")
def october(tmp_path_factory):
    """Every clause judged on half hours of the whole month."""
    house, who = line_house(tmp_path_factory.mktemp("hours") / "data", contract=contract())
    bring(house, who, half_hours())
    yield current(house, who, "LINE-2026", "2026-10")
    house.close()


@pytest.mark.parametrize(("code", "n"), COUNTED.items())
def test_each_kind_of_day_counts_its_own_hours(october, code, n):
    assert october.line(code).judgement.n == n


def test_the_trace_says_which_days_were_holidays_and_which_were_worked(october):
    said = [step.en for step in october.line("THREE").judgement.steps]
    assert said[:3] == [
        "Opening hours: weekdays 08:00–20:00, weekends 09:00–18:00, public holidays closed",
        "Counted as holidays: 2026-10-01–2026-10-07",
        "Weekend days counted as worked: 2026-10-10",
    ]
    assert [step.zh for step in october.line("WORK").judgement.steps][:2] == [
        "服务时段：工作日 08:00–20:00，周末 不开放，法定假期 不开放",
        "按假期计：2026-10-01–2026-10-07",
    ]
    assert october.line("PAIR").judgement.steps == ()


def test_days_that_are_closed_are_not_missing(tmp_path):
    house, who = line_house(tmp_path / "data", contract=contract(("NOHOL", "PAIR")))
    bring(house, who, half_hours(OCTOBER[7:]), said=choice("2026-10"))
    month = current(house, who, "LINE-2026", "2026-10")
    found = {code: month.line(code).judgement.coverage for code in ("NOHOL", "PAIR")}
    assert {code: (each.have, each.expected) for code, each in found.items()} == {
        "NOHOL": (24, 24),
        "PAIR": (24, 31),
    }
    house.close()


def test_figures_of_days_count_only_where_whole_days_are_open(tmp_path):
    house, who = line_house(tmp_path / "data", contract=contract(("ROUND", "NOHOL")))
    rows = [f"{day},100,100,0,100" for day in OCTOBER]
    bring(house, who, "\n".join(["日期,人工请求量,人工接通量,放弃量,20秒接通量", *rows]) + "\n")
    month = current(house, who, "LINE-2026", "2026-10")
    assert month.line("ROUND").judgement.n == 2400
    assert month.line("NOHOL").judgement.verdict is Verdict.NOT_REPORTED
    house.close()


def test_a_site_may_have_hours_of_its_own(tmp_path):
    house, who = line_house(tmp_path / "data", contract=contract(("SITES",)))
    for code, name in {"HF": Text("合肥", "Hefei"), "CD": Text("成都", "Chengdu")}.items():
        directory.save_site(house, who, "YUNHE", code, name)
    rows = [
        f"{day},{slot},{site},{n},{n},0,{n}"
        for day in OCTOBER
        for slot, n in SLOTS.items()
        for site in ("HF", "CD")
    ]
    bring(house, who, "\n".join([HEAD.replace("时段,", "时段,职场,"), *rows]) + "\n")
    found = current(house, who, "LINE-2026", "2026-10").line("SITES").judgement
    assert found.n == 24 * 110 + 31 * 100  # CD off on holidays; HF from nine, every day
    house.close()


def test_a_year_without_published_holidays_is_said_to_be_open():
    opening = Opening((480, 1200), holidays=CLOSED)
    said = words(opening, WorkCalendar("CN"), [Period(date(2031, 1, 1), date(2031, 2, 1))])
    assert [step.zh for step in said][1:] == ["待核：2031 年放假安排尚未公布，按星期计，不含假期"]
    assert words(opening, WorkCalendar("DE"), [Period(date(2031, 1, 1), date(2031, 2, 1))])[1:] == (
        Text("按假期计：2031-01-01", "Counted as holidays: 2031-01-01"),
    )


@pytest.mark.parametrize("code", HOURS)
def test_hours_go_out_and_come_in_again_as_yaml_and_as_excel(code):
    loaded = load_contracts(contract((code,)))[0]
    assert load_contracts(contract_to_yaml(loaded[0]))[0] == loaded
    book = template("zh", catalogue(), datetime(2026, 1, 1), contract_as_dict(loaded[0]), settings())
    node, _ = read_template(book, "合同.xlsx", catalogue(), settings())
    assert read_contracts(node)[0] == loaded


#: Code → hours past midnight, and how many calls of October 2026 they hold.
NIGHTS = {
    # 31 nights from the evening of the 1st to the morning of 1 November.
    "NIGHT": ('"20:00-06:00"', 31 * (1000 + 20)),
    "PAIR": ("[20, 6]", 31 * (1000 + 20)),
    "LATE": ('"20:00-02:00"', 31 * 1000),
    # 18 working days; Friday's night counts into Saturday, Sunday's does not, and the night of 30 September
    # (a working day) is September's.
    "WORK": ('{weekdays: "20:00-06:00", weekend: closed, holidays: closed}', 18 * 1020),
    # The night of the 7th, a holiday, is none, though the 8th is worked; that of the 31st is a Saturday's.
    "EVES": ('{weekdays: closed, weekend: closed, holidays: "20:00-06:00"}', 7 * 1020),
    # Whole days run from six to six: every call of 13 days, and 18 nights.
    "COVER": (
        '{weekdays: "20:00-06:00", weekend: "00:00-24:00", holidays: "00:00-24:00"}',
        18 * 1020 + 13 * (10 + 1000 + 20),
    ),
    "ROUND": ('"06:00-06:00"', 31 * 1030),
    "SITES": ('{weekdays: "08:00-20:00", sites: {HF: {weekdays: "20:00-06:00"}}}', 31 * 10),
    "DAYS": ('"20:00-06:00", each: {grain: day, target: 80}', 31),
}
NIGHT_SLOTS = {"05:00-05:30": 20, "08:00-08:30": 10, "20:00-20:30": 1000}


def night_calls(first: date, last: date) -> str:
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return "\n".join([HEAD, *(f"{d},{s},{n},{n},0,{n}" for d in days for s, n in NIGHT_SLOTS.items())]) + "\n"


def nights_contract(codes=tuple(NIGHTS)):
    told = [
        f"  - {{code: {c}, indicator: SL, variant: SL-OFFERED, target: 80, hours: {NIGHTS[c][0]}}}"
        for c in codes
    ]
    return CONTRACT + "\n".join(told) + "\n"


@pytest.fixture(scope="module")
def nights(tmp_path_factory):
    house, who = line_house(tmp_path_factory.mktemp("nights") / "data", contract=nights_contract())
    for label, last in (("2026-09", 30), ("2026-10", 31), ("2026-11", 3)):
        span = (date.fromisoformat(f"{label}-01"), date.fromisoformat(f"{label}-{last:02}"))
        bring(house, who, night_calls(*span), f"{label}.csv", choice(label))
    yield house, who
    house.close()


@pytest.mark.parametrize("code", NIGHTS)
def test_a_night_belongs_to_the_day_it_began_on(nights, code):
    found = current(*nights, "LINE-2026", "2026-10").line(code).judgement
    assert (found.n, found.coverage.have) == (NIGHTS[code][1], found.coverage.expected)


@pytest.mark.parametrize(
    ("day", "slot", "label", "counted"),
    [
        ("2026-10-01", "05:00-05:30", "2026-10", {"NIGHT": None, "WORK": None}),  # September's night
        ("2026-11-01", "05:00-05:30", "2026-10", {"NIGHT": 20, "WORK": None}),  # of a Saturday
        ("2026-11-01", "05:00-05:30", "2026-11", {"NIGHT": None}),
        ("2026-10-31", "20:00-20:30", "2026-10", {"NIGHT": 1000, "COVER": 1000, "EVES": None}),
        ("2026-10-08", "05:00-05:30", "2026-10", {"EVES": 20, "WORK": None, "COVER": 20}),  # the 7th's
        ("2026-10-09", "05:00-05:30", "2026-10", {"EVES": None, "WORK": 20}),
        ("2026-10-11", "05:00-05:30", "2026-10", {"WORK": 20}),  # the night of Saturday 10, which is worked
        ("2026-10-12", "05:00-05:30", "2026-10", {"WORK": None, "COVER": 20}),  # Sunday's
    ],
)
def test_the_edges_of_nights(tmp_path, day, slot, label, counted):
    house, who = line_house(tmp_path / "data", contract=nights_contract(tuple(counted)))
    n = NIGHT_SLOTS[slot]
    bring(house, who, f"{HEAD}\n{day},{slot},{n},{n},0,{n}\n", said=choice(day[:7]))
    month = current(house, who, "LINE-2026", label)
    assert {code: month.line(code).judgement.n for code in counted} == counted
    house.close()


def test_the_trace_says_the_night_and_when_its_days_begin(nights):
    said = list(current(*nights, "LINE-2026", "2026-10").line("NIGHT").judgement.steps)
    assert said[:2] == [
        Text(
            "一天自 06:00 起至次日 06:00 止，此前的夜间计入前一天",
            "A day runs from 06:00 to 06:00: the night before it belongs to the day before",
        ),
        Text("服务时段：20:00–次日06:00", "Opening hours: 20:00–06:00 of the next day"),
    ]


@pytest.mark.parametrize(
    ("hours", "blocked"),
    [
        ('"20:00-06:00"', False),
        ('"20:00-06:00", day_start: "06:00"', False),
        ('"20:00-06:00", day_start: "07:00"', False),
        ('"20:00-06:00", day_start: "05:00"', True),  # the night would be cut
        ('"20:00-06:00", day_start: "00:00"', True),
        ('"20:00-12:00"', True),  # written backwards, most likely
        ('"20:00-00:00"', False),  # until midnight is no night
        ('{weekdays: "20:00-06:00", weekend: "05:00-12:00"}', True),  # Saturday at five: which day's?
        ('{weekdays: "20:00-06:00", weekend: "06:00-12:00"}', False),
        ('{weekdays: "20:00-06:00", weekend: "00:00-24:00"}', False),
        ('{weekdays: "08:00-20:00", sites: {HF: {weekdays: "22:00-09:00"}}}', True),
    ],
)
def test_hours_that_a_night_runs_into_keep_the_contract_out(hours, blocked):
    text = f"{CONTRACT}  - {{code: A, indicator: SL, variant: SL-OFFERED, target: 80, hours: {hours}}}\n"
    found = [each.code for part in load_contracts(text) for each in part if hasattr(each, "facts")]
    assert ("contract_hours_night" in found) == blocked


@pytest.mark.parametrize("code", NIGHTS)
def test_nights_go_out_and_come_in_again_as_yaml_and_as_excel(code):
    loaded = load_contracts(nights_contract((code,)))[0]
    assert load_contracts(contract_to_yaml(loaded[0]))[0] == loaded
    book = template("zh", catalogue(), datetime(2026, 1, 1), contract_as_dict(loaded[0]), settings())
    node, _ = read_template(book, "合同.xlsx", catalogue(), settings())
    assert read_contracts(node)[0] == loaded


@pytest.mark.parametrize(
    ("written", "zh", "en"),
    [
        ("20:00-06:00", "20:00–次日06:00", "20:00–06:00 of the next day"),
        (["20", "6"], "20:00–次日06:00", "20:00–06:00 of the next day"),
        (["8", "20"], "08:00–20:00", "08:00–20:00"),
        ("08:30-20:00", "08:30–20:00", "08:30–20:00"),
        (
            {"weekdays": "00:00-24:00", "holidays": "closed", "sites": {"HF": {"weekdays": "closed"}}},
            "工作日 全天，法定假期 不开放；HF：不开放",
            "weekdays all day, public holidays closed; HF: closed",
        ),
    ],
)
def test_a_difference_of_versions_says_the_hours_in_words(written, zh, en):
    assert value_words("hours", written) == Text(zh, en)
    assert opening_text(Opening((480, 1200))).en == "08:00–20:00"
