"""What relief does to service credits: by the verdicts that count, with defaults, causes and waivers."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from core.clock import FixedClock
from core.principal import Role
from core.verdict import Verdict
from services.contracts.contracts import load_contract
from services.decisions import relief
from services.house.bootstrap import open_house
from services.improvement import miss_causes
from services.improvement.chronic_triggers import chronic_triggers
from services.judging.assess_month import assess, current
from services.judging.relief_terms import Cell, ReliefTerms
from services.known.people import add_person
from sla.follow_up.chronic import TriggerState
from sla.terms.relief import Mechanism
from store.records import ReliefState
from tests.reports_example import CONTRACT, bring, daily_report

LINE = "LINE-2026"
CREDITS = """
settlement:
  fee: {kind: monthly, amount: 100000}
  credits:
    at_risk:
      share: 0.12
      allocations: [{clause: SL20, share: 0.5}, {clause: ABN, share: 0.3}]
      multipliers: [1, 1.5, 2]
      root_cause: highest
"""
LATE, SHORT, FINE = 700, 780, 850


class Office:
    """A line with service credits whose contract counts one kind of verdict, on 22 November 2026."""

    def __init__(self, folder, counters, terms="target: 80,", head="\nclauses:"):
        self.house = open_house(folder, None, FixedClock(datetime(2026, 11, 22, 2, tzinfo=UTC)))
        self.manager = add_person(self.house, "王经理", Role.MANAGER)
        self.approver = add_person(self.house, "赵总", Role.APPROVER)
        said = f"  relief: {{counters: {counters}}}{head}"
        text = CONTRACT.replace("clauses:", said, 1).replace("target: 80,", terms)
        load_contract(self.house, self.manager, text + CREDITS, "line.yaml")

    def report(self, **within):
        for label, figure in within.items():
            bring(self.house, self.manager, daily_report(_label(label), within=figure), f"{label}.csv")

    def relieve(self, label, mechanism=Mechanism.DEEM_MET, terms=None, clauses=("SL20",)):
        asked = relief.request_relief(
            self.house, self.manager, LINE, _label(label), clauses, mechanism, terms or ReliefTerms(), "断电"
        )
        relief.decide_relief(self.house, self.approver, asked.id, ReliefState.GRANTED, "属实")

    def credits(self, *labels):
        """What SL20 draws in each month."""
        months = assess(self.house, self.manager, [_label(label) for label in labels])
        return [
            next((str(x.amount.amount) for x in month.settled.deductions if x.code == "SL20"), None)
            for month in months
        ]


def _label(label):
    return label.replace("m", "2026-")


@pytest.fixture
def office(tmp_path, request):
    found = Office(tmp_path / "data", *request.param)
    yield found
    found.house.close()


def counting(*each, terms="target: 80,"):
    """The test once for each kind of verdict that can be counted."""
    cases = [((counters, terms), *expected) for counters, *expected in each]
    return pytest.mark.parametrize(("office", "expected"), cases, indirect=["office"])


@counting(("adjusted", [None, "6000.00"]), ("raw", ["6000.00", "9000.00"]))
def test_a_relieved_miss_costs_nothing_and_raises_nothing_unless_raw_verdicts_count(office, expected):
    office.report(m09=LATE, m10=LATE)
    assert office.credits("m09", "m10") == ["6000.00", "9000.00"]
    office.relieve("m09")
    assert office.credits("m09", "m10") == expected


@counting(("adjusted", [None]), ("raw", [None]))
def test_waived_money_is_waived_whatever_counts(office, expected):
    office.report(m10=LATE)
    office.relieve("m10", Mechanism.WAIVE_CREDIT)
    assert office.credits("m10") == expected


RULED = "target: 80, minimum: 75, target_rule: {times: 2},"


@counting(
    ("adjusted", [None, None, "6000.00"]),
    ("raw", [None, "6000.00", "6000.00"]),
    terms=RULED,
)
def test_below_target_once_too_often_draws_a_credit_and_a_relieved_month_is_counted_as_agreed(
    office, expected
):
    office.report(m08=SHORT, m09=SHORT, m10=SHORT)
    assert office.credits("m08", "m09", "m10") == [None, "6000.00", "6000.00"]
    office.relieve("m09")
    assert office.credits("m08", "m09", "m10") == expected


@counting(("adjusted", ["6000.00", "9000.00"]), ("raw", ["6000.00", "9000.00"]))
def test_a_failure_by_decision_is_no_relief_and_counts_either_way(office, expected):
    office.report(m09=FINE, m10=LATE)
    relief.deem_failed(office.house, office.manager, LINE, "2026-09", ["SL20"], "整月数据被证实造假")
    assert office.credits("m09", "m10") == expected


@counting(("adjusted", "6000.00"), ("raw", "6000.00"))
def test_misses_of_one_incident_draw_the_highest_credit_alone(office, expected):
    bring(
        office.house,
        office.manager,
        daily_report("2026-10", within=LATE).replace(",960,40,", ",900,100,"),
    )
    both = ["SL20", "ABN"]
    before = current(office.house, office.manager, LINE, "2026-10").settled.deducted
    miss_causes.lay_to_incident(office.house, office.manager, LINE, "2026-10", both, "INC-7", "断电")
    after = current(office.house, office.manager, LINE, "2026-10").settled.deducted
    assert (str(before.amount), str(after.amount)) == ("9600.00", expected)


@counting(("adjusted", "6000.00"), ("raw", "9600.00"))
def test_of_one_incident_a_relieved_miss_leaves_the_other_one(office, expected):
    """Without an incident each miss draws its own; SL20 keeps its 6,000, ABN is relieved of its 3,600."""
    bring(
        office.house,
        office.manager,
        daily_report("2026-10", within=LATE).replace(",960,40,", ",900,100,"),
    )
    office.relieve("m10", clauses=("ABN",))
    month = current(office.house, office.manager, LINE, "2026-10")
    assert month.line("ABN").judgement.verdict is Verdict.MET
    assert str(month.settled.deducted.amount) == expected


CHRONIC = """
  chronic:
    - {code: RUN, name: {zh: 连续两月, en: Two in a row}, clause: SL20, rule: {consecutive: 2}}
clauses:"""


@pytest.mark.parametrize(("counters", "reached"), [("adjusted", False), ("raw", True)])
def test_chronic_triggers_count_what_the_contract_says(tmp_path, counters, reached):
    office = Office(tmp_path / "data", counters, head=CHRONIC)
    office.report(m09=LATE, m10=LATE)
    office.relieve("m09")
    office.credits("m09", "m10")
    found = chronic_triggers(office.house, office.manager, LINE)
    assert any(each.state is TriggerState.TRIGGERED for each in found) is reached
    office.house.close()


@counting(("adjusted", "2026-10-03"))
def test_a_month_with_relief_is_read_back_to_the_cent(office, expected):
    office.report(m10=LATE)
    day = date.fromisoformat(expected)
    office.relieve("m10", Mechanism.REMOVE_CELLS, ReliefTerms(cells=(Cell(day, day),)))
    first = current(office.house, office.manager, LINE, "2026-10")
    assert current(office.house, office.manager, LINE, "2026-10") == first
