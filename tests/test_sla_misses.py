"""Misses over months, breaches by rule, plans with their states, and the pace of a month."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from core.errors import IllegalTransitionError, WrongInputError
from core.period import shifted
from core.rounding import rounded
from core.text import Text
from core.verdict import Verdict
from core.workdays import WorkCalendar
from sla.follow_up.misses import MissState, MonthVerdict, follow, follow_total, is_breach, misses_until_breach
from sla.follow_up.plans import (
    NEEDED,
    PLAN_STATUS_NAMES,
    ImprovementPlan,
    PlanStatus,
    advance,
    due_date,
    next_statuses,
)
from sla.judging.pace import Outlook, pace
from sla.judging.tally import measure
from sla.load import catalogue
from sla.terms.contract import BreachLevel, BreachRule, Clause, Comparison, Gaps, TotalRule
from sla.terms.indicator import formula
from tests.sla_month import sums

_LETTERS = {
    "m": Verdict.MET,
    "b": Verdict.BELOW_TARGET,
    "x": Verdict.MISSED,
    ".": Verdict.NOT_REPORTED,
    "-": Verdict.NO_VOLUME,
    "?": Verdict.INSUFFICIENT_SAMPLE,
}


def _months(letters: str) -> list[MonthVerdict]:
    """m met, b below target, x missed, others without a judgement; from January 2026."""
    return [MonthVerdict(shifted("2026-01", i), _LETTERS[letter]) for i, letter in enumerate(letters)]


@pytest.mark.parametrize(
    ("months", "records"),
    [
        ("mmm", []),
        ("mx", [(1, MissState.OPEN, None)]),
        ("xx", [(2, MissState.CONTINUED, None)]),
        ("xm", [(1, MissState.RECOVERED, "2026-02")]),
        ("xb", [(1, MissState.RECOVERED, "2026-02")]),  # below target keeps the minimum
        ("x.x", [(2, MissState.CONTINUED, None)]),  # silence neither counts nor resets
        ("x-?", [(1, MissState.OPEN, None)]),
        ("xmxx", [(1, MissState.RECOVERED, "2026-02"), (2, MissState.CONTINUED, None)]),
    ],
)
def test_a_miss_opens_continues_and_recovers(months, records):
    found = follow("C", _months(months))
    assert [(miss.consecutive, miss.state, miss.recovered) for miss in found] == records
    assert not any(miss.breach for miss in found)


@pytest.mark.parametrize(
    ("months", "rule", "breached"),
    [
        ("x", BreachRule(consecutive=1), "2026-01"),
        ("xx", BreachRule(consecutive=2), "2026-02"),
        ("xmx", BreachRule(consecutive=2), None),
        ("x.x", BreachRule(consecutive=2), "2026-03"),
        ("x.x", BreachRule(consecutive=2, gaps=Gaps.RESET), None),
        ("xmxmx", BreachRule(of=(3, 6)), "2026-05"),
        ("xmxmmmmx", BreachRule(of=(3, 6)), None),  # the first two have left the window of six
        ("xm.xm.x", BreachRule(of=(3, 5)), "2026-07"),  # n counts judged months only
        ("xmxx", BreachRule(consecutive=2, of=(3, 12)), "2026-04"),
    ],
)
def test_the_contracts_rule_makes_a_breach(months, rule, breached):
    found = follow("C", _months(months), rule, BreachLevel.SERIOUS)
    assert [miss.breached for miss in found if miss.breach] == ([breached] if breached else [])
    assert is_breach(_months(months), rule) is (breached is not None)


def test_every_change_says_what_from_to_and_why():
    (miss,) = follow("C", _months("xx"), BreachRule(consecutive=2), BreachLevel.MAJOR)
    rows = [(change.what, change.before, change.after, change.label) for change in miss.changes]
    assert rows == [
        ("miss", None, "open", "2026-01"),
        ("miss", "open", "continued", "2026-02"),
        ("breach", None, "major", "2026-02"),
    ]
    assert miss.changes[-1].why == Text("合同规定：连续2个月未达标", "The contract's rule: 2 misses in a row")


def test_a_month_that_is_not_over_is_not_counted():
    months = [*_months("x"), MonthVerdict("2026-02", Verdict.MISSED, in_progress=True)]
    assert follow("C", months, BreachRule(consecutive=2))[0].months == ("2026-01",)


@pytest.mark.parametrize(("months", "left"), [("m", 2), ("x", 1), ("xx", 0)])
def test_how_far_from_a_breach(months, left):
    assert misses_until_breach(_months(months), BreachRule(consecutive=2)) == left


def test_e2_a_total_below_80_twice_may_end_the_contract():
    rule = TotalRule(Fraction(80), BreachRule(consecutive=2))
    totals = [("2026-01", Decimal("79.99")), ("2026-02", None), ("2026-03", Decimal("70"))]
    assert follow_total(rule, totals)[0].breached == "2026-03"
    assert follow_total(rule, [("2026-01", Decimal("80.00"))]) == ()


PLAN = ImprovementPlan(
    "P1",
    "V",
    "C",
    ("M1",),
    "15秒接通率未达标",
    "早班排班不足",
    "增加早班",
    "按时段排班",
    "李明",
    date(2026, 4, 10),
)
_PATH = [
    PlanStatus.SUBMITTED,
    PlanStatus.RETURNED,
    PlanStatus.SUBMITTED,
    PlanStatus.APPROVED,
    PlanStatus.UNDERWAY,
    PlanStatus.TO_VERIFY,
    PlanStatus.CLOSED,
    PlanStatus.REOPENED,
    PlanStatus.UNDERWAY,
]


def test_a_plan_goes_its_way_and_no_other():
    plan = PLAN
    for status in _PATH:
        for other in set(PlanStatus) - set(next_statuses(plan.status)):
            with pytest.raises(IllegalTransitionError):
                advance(plan, other, "reason", "result")
        plan, change = advance(plan, status, "reason", "effective")
        assert change.after is plan.status is status


def test_closing_without_a_verification_result_is_refused():
    plan = replace(PLAN, status=PlanStatus.TO_VERIFY)
    with pytest.raises(WrongInputError, match="plan_unverified"):
        advance(plan, PlanStatus.CLOSED, "done", "  ")
    closed, _ = advance(plan, PlanStatus.CLOSED, "", "4月达标 96.1%")
    assert closed.verification == "4月达标 96.1%"


@pytest.mark.parametrize(
    "field", ["problem", "root_cause", "corrective", "preventive", "owner", "due", "misses"]
)
def test_an_incomplete_plan_cannot_be_handed_in(field):
    empty = {"due": None, "misses": ()}.get(field, " ")
    with pytest.raises(WrongInputError, match="plan_incomplete") as refusal:
        advance(replace(PLAN, **{field: empty}), PlanStatus.SUBMITTED)
    assert refusal.value.facts == {"missing": NEEDED[field]}


def test_returning_needs_a_reason():
    with pytest.raises(WrongInputError, match="reason_needed"):
        advance(replace(PLAN, status=PlanStatus.SUBMITTED), PlanStatus.RETURNED)


@pytest.mark.parametrize(
    ("as_of", "status", "overdue"),
    [
        (date(2026, 4, 10), PlanStatus.UNDERWAY, False),  # the due day itself is in time
        (date(2026, 4, 11), PlanStatus.UNDERWAY, True),
        (date(2026, 4, 11), PlanStatus.CLOSED, False),
    ],
)
def test_overdue_is_a_question_of_the_day_of_the_data(as_of, status, overdue):
    assert replace(PLAN, status=status).is_overdue(as_of) is overdue


def test_a_due_date_counts_working_days_over_the_spring_festival():
    assert due_date(WorkCalendar("CN"), date(2024, 2, 8), 5).day == date(2024, 2, 21)


def test_every_status_has_its_words():
    assert set(PLAN_STATUS_NAMES) == set(PlanStatus)


def _clause(indicator: str, comparison: str, target: str) -> Clause:
    return Clause("C", Text("条款", "C"), indicator, Comparison(comparison), target=Fraction(target))


def _pace(comparison: str, target: str, hit: int, n: int, to_come: int):
    figure = measure(formula(catalogue()["SL"], "SL-5"), [sums(answered_within_20=hit, answered=n)])
    return pace(_clause("SL", comparison, target), figure, to_come)


def test_46200_of_49000_with_21000_to_come_need_20300():
    found = _pace(">=", "95", 46_200, 49_000, 21_000)
    assert (found.needed, found.to_come, found.outlook) == (20_300, 21_000, Outlook.POSSIBLE)
    assert str(rounded(found.rate, 2)) == "96.67"


@pytest.mark.parametrize(
    ("comparison", "target", "hit", "needed", "outlook"),
    [
        (">=", "95", 1, 95 * 2 - 1, Outlook.OUT_OF_REACH),
        (">=", "50", 100, 0, Outlook.SAFE),
        (">", "50", 100, 1, Outlook.POSSIBLE),  # exactly half is not more than half
        (">=", "50.2", 100, 1, Outlook.POSSIBLE),  # 0.4 of a call is a call
        ("<=", "5", 3, 7, Outlook.POSSIBLE),
        ("<", "5", 3, 6, Outlook.POSSIBLE),
        ("<=", "5", 11, -1, Outlook.OUT_OF_REACH),
        ("<=", "60", 3, 117, Outlook.SAFE),
    ],
)
def test_pace_of_200_with_half_to_come(comparison, target, hit, needed, outlook):
    found = _pace(comparison, target, hit, 100, 100)
    assert (found.needed, found.outlook) == (needed, outlook)


def test_no_pace_for_plain_counts():
    figure = measure(formula(catalogue()["SECURITY"]), [sums(security_incidents=0)])
    assert pace(_clause("SECURITY", "<=", "0"), figure, 10) is None
