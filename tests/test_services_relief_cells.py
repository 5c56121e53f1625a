"""The cells of a relief: named once, inside the month, of what the clause really looks at."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from core.clock import FixedClock
from core.errors import WrongInputError
from core.principal import Role
from core.verdict import Verdict
from services.contracts.contracts import load_contract
from services.decisions import relief
from services.house.bootstrap import open_house
from services.judging.assess_month import current
from services.judging.relief_terms import Cell, ReliefTerms
from services.known.people import add_person
from sla.judging.sample import SampleState
from sla.terms.relief import Mechanism
from store.records import ReliefState
from tests.reports_example import CONTRACT, bring, daily_report, report

LINE, OCTOBER = "LINE-2026", "2026-10"


class Office:
    """The line's house, with another contract where a test wants one."""

    def __init__(self, folder, text=CONTRACT, now=datetime(2026, 11, 5, 2, tzinfo=UTC)):
        self.house = open_house(folder, None, FixedClock(now))
        self.manager = add_person(self.house, "王经理", Role.MANAGER)
        self.approver = add_person(self.house, "赵总", Role.APPROVER)
        load_contract(self.house, self.manager, text, "line.yaml")

    def ask(self, *cells, clauses=("SL20",)):
        terms = ReliefTerms(cells=cells)
        return relief.request_relief(
            self.house, self.manager, LINE, OCTOBER, clauses, Mechanism.REMOVE_CELLS, terms, "甲方系统中断"
        )

    def grant(self, *cells, **more):
        asked = self.ask(*cells, **more)
        return relief.decide_relief(self.house, self.approver, asked.id, ReliefState.GRANTED, "属实")

    def line(self, clause="SL20"):
        return current(self.house, self.manager, LINE, OCTOBER).line(clause)


@pytest.fixture
def office(tmp_path):
    found = Office(tmp_path / "data")
    yield found
    found.house.close()


def day(number, last=None, **more):
    return Cell(date(2026, 10, number), date(2026, 10, last or number), **more)


TWICE = [
    ("the same day", (day(3), day(3))),
    ("a day inside of others", (day(3, 9), day(5))),
    ("hours of a day that is named whole", (day(3), day(3, hours=(9, 12)))),
    ("one hour of two", (day(3, hours=(9, 12)), day(3, hours=(11, 14)))),
    ("a site of a day that is named for all sites", (day(3), day(3, scope={"site": "SHA"}))),
]


@pytest.mark.parametrize("cells", [each[1] for each in TWICE], ids=[each[0] for each in TWICE])
def test_within_one_request_nothing_is_removed_twice(office, cells):
    with pytest.raises(WrongInputError) as refused:
        office.ask(*cells)
    assert refused.value.reason == "relief_twice"


def test_hours_that_touch_and_sites_apart_are_no_overlap(office):
    assert office.ask(day(3, hours=(9, 12)), day(3, hours=(12, 14)))
    assert office.ask(day(4, scope={"site": "SHA"}), day(4, scope={"site": "HEF"}))


@pytest.mark.parametrize(
    "cell", [Cell(date(2026, 9, 30), date(2026, 10, 2)), Cell(date(2026, 11, 1), date(2026, 11, 2))]
)
def test_days_of_another_month_are_refused(office, cell):
    with pytest.raises(WrongInputError) as refused:
        office.ask(cell)
    assert refused.value.reason == "relief_outside"


# A quarter's figure looks at its three months: the outage of August may go from it in October.
def test_a_longer_window_takes_relief_for_any_of_its_months(tmp_path):
    text = CONTRACT.replace("target: 80,", "target: 80, window: rolling_3,")
    office = Office(tmp_path / "data", text)
    for label in ("2026-08", "2026-09", OCTOBER):
        bring(office.house, office.manager, daily_report(label), f"{label}.csv")
    office.grant(Cell(date(2026, 8, 30), date(2026, 9, 2)))
    line = office.line()
    assert (line.raw.denominator, line.judgement.denominator) == (92000, 88000)
    office.house.close()


@pytest.mark.parametrize(
    ("zone", "late"),
    [("Asia/Shanghai", True), ("America/New_York", False)],
)
def test_the_deadline_ends_where_the_contract_is_at_home(tmp_path, zone, late):
    """Midnight has passed in Shanghai, and not in New York; the last day is 6 November."""
    text = CONTRACT.replace(
        "clauses:", f"  timezone: {zone}\n  relief: {{within_working_days: 5}}\nclauses:", 1
    )
    office = Office(tmp_path / "data", text, datetime(2026, 11, 6, 17, tzinfo=UTC))
    bring(office.house, office.manager, daily_report(OCTOBER, within=700))
    if late:
        with pytest.raises(WrongInputError) as refused:
            office.grant(day(3))
        assert (refused.value.reason, refused.value.facts["day"]) == ("relief_late", date(2026, 11, 7))
    else:
        assert office.grant(day(3)).state is ReliefState.GRANTED
    office.house.close()


EACH = "each: {grain: day, target: 80},"
BY_DAY = CONTRACT.replace("target: 80,", f"target: 80, {EACH}")
LEDGER = CONTRACT.replace("indicator: REPORT_TIMELY, source: by_hand", "indicator: SECURITY, source: events")
REFUSED = [
    ("typed by hand", CONTRACT, "RPT", day(3), "relief_no_cells"),
    ("days without hours", CONTRACT, "SL20", day(3, hours=(9, 12)), "relief_no_cells"),
    ("the worst site", CONTRACT.replace("target: 80,", "target: 80, aggregate: worst,"), "SL20", day(3),
     "relief_no_counts"),
    ("a part of a day of which only whole ones count", BY_DAY, "SL20", day(3, hours=(9, 12)),
     "relief_no_parts"),
    ("events", LEDGER, "RPT", day(3), "relief_no_cells"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "clause", "cell", "reason"), [r[1:] for r in REFUSED],
                         ids=[r[0] for r in REFUSED])  # fmt: skip
def test_what_nothing_can_be_removed_from_is_refused_in_words(tmp_path, text, clause, cell, reason):
    office = Office(tmp_path / "data", text)
    bring(office.house, office.manager, daily_report(OCTOBER, within=700))
    with pytest.raises(WrongInputError) as refused:
        office.grant(cell, clauses=(clause,))
    assert refused.value.reason == reason
    office.house.close()


def test_of_a_share_of_days_whole_days_are_removed(tmp_path):
    """28 of 31 days keep 80 %: without two of the three poor ones 28 of 29 do."""
    office = Office(tmp_path / "data", CONTRACT.replace("target: 80,", f"target: 95, {EACH}"))
    days = [date(2026, 10, number) for number in range(1, 32)]
    poor = report([(d, 1000, 960, 40, 700 if d.day in (3, 4, 20) else 850) for d in days])
    bring(office.house, office.manager, poor)
    office.grant(day(3, 4))
    line = office.line()
    assert (line.raw.numerator, line.raw.denominator, line.raw.verdict) == (28, 31, Verdict.MISSED)
    assert line.judgement.value == Fraction(28, 29) * 100
    assert line.judgement.verdict is Verdict.MET
    assert line.relief[2].en == "(28 − 0) ÷ (31 − 2) = 28 ÷ 29 = 96.55 %"
    office.house.close()


def test_what_is_left_below_the_volume_floor_is_not_judged(tmp_path):
    office = Office(tmp_path / "data", CONTRACT.replace("target: 80,", "target: 80, volume_floor: 30000,"))
    bring(office.house, office.manager, daily_report(OCTOBER, within=700))
    office.grant(day(3, 4))
    line = office.line()
    assert (line.raw.verdict, line.judgement.verdict) == (Verdict.MISSED, Verdict.INSUFFICIENT_SAMPLE)
    assert line.judgement.n == 29000
    office.house.close()


SAMPLED = "target: 80, sample: {method: exact, confirmed_only: true},"


def test_a_small_sample_is_looked_at_again_and_the_one_before_is_kept(tmp_path):
    """911 of 1,240 are surely below 80 %; of 1,160 without the outage they are not surely so."""
    office = Office(tmp_path / "data", CONTRACT.replace("target: 80,", SAMPLED))
    days = [date(2026, 10, number) for number in range(1, 32)]
    rows = [(d, 40, 38, 2, 0 if d.day in (3, 4) else 32 if d.day < 15 else 31) for d in days]
    bring(office.house, office.manager, report(rows))
    office.grant(day(3, 4))
    line = office.line()
    assert (line.raw.sample.state, line.raw.sample.n) == (SampleState.CONFIRMED, 1240)
    assert (line.judgement.sample.state, line.judgement.sample.n) == (SampleState.INCONCLUSIVE, 1160)
    assert (line.raw.verdict, line.judgement.verdict) == (Verdict.MISSED, Verdict.BELOW_TARGET)
    assert line.raw.steps == ()
    assert line.judgement.steps[0].en.startswith("By the contract a miss must be confirmed")
    office.house.close()


def test_months_carried_together_lose_the_days_of_any_of_them(tmp_path):
    carried = "target: 80, volume_floor: 50000, floor_rule: carry_forward,"
    office = Office(tmp_path / "data", CONTRACT.replace("target: 80,", carried))
    for label in ("2026-09", OCTOBER):
        bring(office.house, office.manager, daily_report(label, within=790), f"{label}.csv")
    office.grant(Cell(date(2026, 9, 29), date(2026, 10, 1)))
    line = office.line()
    assert (line.raw.denominator, line.judgement.denominator) == (61000, 58000)
    assert line.raw.steps[0].en.startswith("Below the volume floor of 50000 so far")
    office.house.close()
