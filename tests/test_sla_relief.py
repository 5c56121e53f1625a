"""Exclusions and relief: each mechanism by hand, raw and adjusted side by side."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import WrongInputError
from core.tally import Flag
from core.text import Text
from core.verdict import Verdict
from sla.judging.relief import beyond_forecast, relieved
from sla.judging.two_numbers import typed_in
from sla.judging.verdict import judge
from sla.load import catalogue
from sla.money.credits import Misses
from sla.points.item import item_points
from sla.terms.contract import Clause, Comparison
from sla.terms.indicator import formula
from sla.terms.relief import Counts, Excess, Mechanism, Relief
from sla.terms.scoring import Linear

REASON = Text("甲方系统中断", "甲方系统中断")
SL = formula(catalogue()["SL"])
CLAUSE = Clause(
    "SL",
    Text("服务水平", "Service level"),
    "SL",
    Comparison.AT_LEAST,
    target=Fraction(80),
    weight=Fraction(10),
    score=Linear(((Fraction(70), Fraction(0)), (Fraction(80), Fraction(10)))),
)
#: GT-18: 39,600 of 50,000 in time is 79.20 %, short of 80 %.
RAW = judge(CLAUSE, SL, typed_in(SL, Fraction(39600), Fraction(50000)))


def counts(top, below) -> Counts:
    return Counts(Fraction(top), Fraction(below))


def asked(mechanism: Mechanism, **more) -> Relief:
    return Relief(f"R-{mechanism}", mechanism, REASON, **more)


def outage(top=310, below=1400) -> Relief:
    return asked(Mechanism.REMOVE_CELLS, removed=counts(top, below))


def flagged(below) -> Relief:
    return asked(Mechanism.REMOVE_CONTACTS, removed=counts(0, below))


TO_79 = asked(Mechanism.REPLACE_TARGET, target=Fraction(79))


def test_where_nothing_is_removed_the_trace_speaks_of_the_first_verdict():
    assert relieved(CLAUSE, SL, RAW, [TO_79]).trace[0].zh.startswith("原判定 39,600 ÷ 50,000 = 79.2%")
    assert relieved(CLAUSE, SL, RAW, [outage(), TO_79]).trace[0].zh.startswith("剔除前 39,600")


def test_GT_18_without_the_outage_the_month_is_met_and_the_raw_figure_stands_beside_it():
    found = relieved(CLAUSE, SL, RAW, [outage()])
    assert (RAW.value, RAW.verdict) == (Fraction("79.2"), Verdict.MISSED)
    assert found.judgement.value == Fraction(39290, 48600) * 100  # 80.8436 %
    assert (found.judgement.verdict, found.judgement.n) == (Verdict.MET, 48600)
    assert [step.en for step in found.trace] == [
        "Before relief 39,600 ÷ 50,000 = 79.2 %, target ≥ 80 %: missed",
        "Removed (甲方系统中断): 310 from the numerator, 1,400 from the denominator",
        "(39,600 − 310) ÷ (50,000 − 1,400) = 39,290 ÷ 48,600 = 80.84 %",
        "After relief 80.84 %, target ≥ 80 %: met",
    ]
    assert found.trace[2].zh == "(39,600 − 310) ÷ (50,000 − 1,400) = 39,290 ÷ 48,600 = 80.84%"


# What each mechanism leaves: value, verdict, points of 10, whether its money is waived.
TABLE = [
    ("nothing", [], "79.2", Verdict.MISSED, "9.2", False),
    ("a: cells", [outage()], "3929000/48600", Verdict.MET, "10", False),
    ("b: contacts", [flagged(500)], "80", Verdict.MET, "10", False),
    ("c: deemed met", [asked(Mechanism.DEEM_MET)], "79.2", Verdict.MET, "10", False),
    ("d: money only", [asked(Mechanism.WAIVE_CREDIT)], "79.2", Verdict.MISSED, "9.2", True),
    ("f: target 79", [TO_79], "79.2", Verdict.MET, "9.2", False),
    ("failed", [asked(Mechanism.DEEM_FAILED)], "79.2", Verdict.MISSED, "0", False),
    # Exactly 80.00 after a small removal is met: the comparison is ≥ and exact.
    ("one short", [flagged(499)], "3960000/49501",
     Verdict.MISSED, "494930/49501", False),
]  # fmt: skip


@pytest.mark.parametrize(("reliefs", "value", "verdict", "points", "waived"), [r[1:] for r in TABLE],
                         ids=[r[0] for r in TABLE])  # fmt: skip
def test_what_each_mechanism_leaves(reliefs, value, verdict, points, waived):
    found = relieved(CLAUSE, SL, RAW, reliefs)
    assert found.judgement.value == Fraction(value)
    assert (found.judgement.verdict, found.waived) == (verdict, waived)
    earned = item_points(CLAUSE, found.judgement)
    assert earned is not None
    assert earned.earned == Fraction(points)


def test_a_figure_by_decision_is_marked_as_such_and_has_no_gap():
    met = relieved(CLAUSE, SL, RAW, [asked(Mechanism.DEEM_MET)]).judgement
    assert Flag.DEEMED in met.flags
    assert met.gap is None
    assert RAW.gap == Fraction("-0.8")


def test_a_relief_outweighs_a_failure_by_decision():
    both = [asked(Mechanism.DEEM_FAILED), asked(Mechanism.DEEM_MET)]
    assert relieved(CLAUSE, SL, RAW, both).judgement.verdict is Verdict.MET


def test_a_report_that_never_came_is_deemed_failed_without_a_figure():
    silent = judge(CLAUSE, SL, None)
    found = relieved(CLAUSE, SL, silent, [asked(Mechanism.DEEM_FAILED)])
    assert (silent.verdict, found.judgement.verdict) == (Verdict.NOT_REPORTED, Verdict.MISSED)
    points = item_points(CLAUSE, found.judgement)
    assert points is not None
    assert points.earned == 0


def test_a_waived_miss_draws_no_credit():
    misses = Misses({"SL": RAW}, waived=frozenset({"SL"}))
    assert not misses.strikes("SL")


# One interval of 600 against a forecast of 500: with 10 % borne, 550 of 600 count, 50 do not.
def test_volume_beyond_the_forecast_goes_in_proportion():
    excess = Excess("14:00", Fraction(500), Fraction(600), counts(300, 600))
    assert beyond_forecast(excess, Fraction(1, 10)) == counts(25, 50)
    assert beyond_forecast(excess, Fraction(1, 5)) == counts(0, 0)  # at the tolerance exactly


def test_interval_by_interval_the_worst_hours_weigh_less_and_as_a_whole_nothing_moves():
    hour = Excess("14:00", Fraction(1000), Fraction(2000), counts(600, 2000))
    by_interval = asked(Mechanism.CAP_VOLUME, excess=(hour,))
    found = relieved(CLAUSE, SL, RAW, [by_interval]).judgement
    assert found.value == Fraction(39300, 49000) * 100  # 80.2041 %
    whole = Excess("2026-05", Fraction(40000), Fraction(50000), counts(39600, 50000))
    as_whole = relieved(CLAUSE, SL, RAW, [asked(Mechanism.CAP_VOLUME, excess=(whole,))]).judgement
    assert (as_whole.value, as_whole.denominator) == (RAW.value, Fraction(40000))


@pytest.mark.parametrize(
    "part",
    [
        (39601, 39601),  # more in time than there is
        (0, 50001),  # more calls than there are
        (0, 20000),  # leaves more in time than calls
        (-1, 0),  # nothing is removed that adds
        (0, -1),
    ],
)
def test_more_than_there_is_cannot_be_removed(part):
    with pytest.raises(WrongInputError) as refused:
        relieved(CLAUSE, SL, RAW, [outage(*part)])
    assert refused.value.reason == "relief_too_much"


def test_nothing_is_removed_from_a_figure_without_counts():
    with pytest.raises(WrongInputError) as refused:
        relieved(CLAUSE, SL, judge(CLAUSE, SL, None), [outage()])
    assert refused.value.reason == "relief_no_counts"


def test_everything_removed_is_no_volume():
    found = relieved(CLAUSE, SL, RAW, [outage(39600, 50000)])
    assert found.judgement.verdict is Verdict.NO_VOLUME


cells = st.integers(0, 12000).flatmap(lambda below: st.tuples(st.integers(0, below), st.just(below)))


@given(st.lists(cells, min_size=1, max_size=4))
def test_removing_never_takes_more_than_there_is_and_its_order_does_not_matter(parts):
    reliefs = [outage(top, below) for top, below in parts]
    answers = set()
    for order in permutations(reliefs):
        try:
            after = relieved(CLAUSE, SL, RAW, order).judgement
        except WrongInputError:
            answers.add("refused")
            continue
        assert after.numerator is not None and after.denominator is not None
        assert 0 <= after.numerator <= after.denominator <= 50000
        answers.add((after.value, after.verdict))
    assert len(answers) == 1


def test_a_plain_count_loses_only_its_count():
    form = next(f for code in catalogue() if (f := formula(catalogue()[code])).is_count and not f.compounded)
    clause = Clause("N", Text("件数", "Count"), form.indicator, Comparison.AT_MOST, target=Fraction(2))
    raw = judge(clause, form, typed_in(form, Fraction(3), None))
    found = relieved(clause, form, raw, [outage(1, 0)])
    assert (raw.verdict, found.judgement.verdict) == (Verdict.MISSED, Verdict.MET)
    assert found.trace[2].en.startswith("3 − 1 = 2")
