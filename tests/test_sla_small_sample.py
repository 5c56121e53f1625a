"""A clause on a small sample: verdict, what the sample says, whether it is large enough; and the floor."""

from __future__ import annotations

from fractions import Fraction

import pytest

from core.rounding import Rounding, RoundingStage
from core.text import Text
from core.verdict import Verdict
from sla.judging.carried import together
from sla.judging.sample import SampleState
from sla.judging.sample_words import sample_words
from sla.judging.tally import measure
from sla.judging.verdict import Circumstances, judge
from sla.load import catalogue
from sla.points.item import item_points
from sla.terms.contract import Clause, Comparison
from sla.terms.floor import FloorRule
from sla.terms.indicator import formula
from sla.terms.sample import SampleMethod, SampleRule
from sla.terms.scoring import FullOrZero, Step
from tests.sla_month import sums

MET, BELOW, MISSED, FEW = Verdict.MET, Verdict.BELOW_TARGET, Verdict.MISSED, Verdict.INSUFFICIENT_SAMPLE
PASSED = formula(catalogue()["QA_PASS"])
FATAL = formula(catalogue()["CRITICAL_RATE"])


def clause(target, **more):
    more = {"comparison": Comparison.AT_LEAST, **more}
    return Clause("QA", Text("抽检", "Checks"), "QA_PASS", target=Fraction(target), **more)


def figure(form, k, n):
    """`k` of `n`, in whatever counts the indicator is made of."""
    return measure(form, [sums(**{next(iter(form.numerator)): k, next(iter(form.denominator)): n})])


def said(k, n, promise, known=None):
    form = FATAL if promise.comparison is Comparison.AT_MOST else PASSED
    return judge(promise, form, figure(form, k, n), known)


@pytest.mark.parametrize(
    ("k", "n", "target", "verdict", "state", "adequate"),
    [
        (26, 30, 90, MISSED, SampleState.INCONCLUSIVE, True),
        (24, 30, 90, MISSED, SampleState.CONFIRMED, True),
        (9, 10, 95, MISSED, SampleState.INCONCLUSIVE, False),
        (140, 150, 95, MISSED, SampleState.INCONCLUSIVE, True),
        (112, 120, 98, MISSED, SampleState.CONFIRMED, True),
        (30, 30, 95, MET, SampleState.MET_WEAK, True),
        (20, 20, 90, MET, SampleState.MET_WEAK, False),
    ],
)
def test_t3_5_verdict_state_and_adequacy_are_three_things(k, n, target, verdict, state, adequate):
    found = said(k, n, clause(target, sample=SampleRule()))
    assert (found.verdict, found.sample.state, found.sample.is_adequate) == (verdict, state, adequate)
    assert found.steps == ()


@pytest.mark.parametrize(
    ("k", "method", "verdict"),
    [
        (26, SampleMethod.WILSON, BELOW),
        (24, SampleMethod.WILSON, MISSED),
        (24, SampleMethod.EXACT, BELOW),  # GT-07: the methods disagree
        (22, SampleMethod.EXACT, MISSED),
    ],
)
def test_where_a_miss_must_be_confirmed_an_inconclusive_one_is_below_target_and_says_so(k, method, verdict):
    found = said(k, 30, clause(90, sample=SampleRule(method, confirmed_only=True)))
    assert found.verdict is verdict
    assert len(found.steps) == (verdict is BELOW)
    if found.steps:
        assert "90" in found.steps[0].zh and "must be confirmed" in found.steps[0].en


def test_a_miss_is_one_of_the_minimum_where_there_is_one():
    # 24 of 30 are surely short of 90, not surely short of 85.
    promise = clause(90, minimum=Fraction(85), sample=SampleRule(confirmed_only=True))
    found = said(24, 30, promise)
    assert (found.verdict, found.sample.state) == (BELOW, SampleState.CONFIRMED)
    assert "85" in found.steps[0].en


def test_where_less_is_better_the_others_are_the_good_ones():
    promise = clause(10, comparison=Comparison.AT_MOST, sample=SampleRule())
    found = said(6, 30, promise)
    assert (found.sample.k, found.sample.n, found.sample.state) == (24, 30, SampleState.CONFIRMED)
    words = sample_words(found.sample, lower_is_better=True)[0]
    assert words.en.startswith("Sample 6 of 30, 95 % interval 9.51–37.31 %")
    assert "one-sided 95 %: at least 10.71 % against 10 %: below target, confirmed" in words.en


def test_the_words_of_a_sample():
    view = said(26, 30, clause(90, sample=SampleRule(adequate=50))).sample
    assert sample_words(view) == (
        Text(
            "样本 26/30，95% 置信区间 70.32–94.69%；Wilson 单侧 95%：不高于 93.87%，目标值 90%："
            "低于目标，样本不足以下结论。",
            "Sample 26 of 30, 95 % interval 70.32–94.69 %; Wilson, one-sided 95 %: at most 93.87 % "
            "against 90 %: below target, inconclusive.",
        ),
        Text("样本量不足（约定至少 50）。", "The sample is too small (50 asked for)."),
    )


def test_the_words_of_the_exact_test():
    words = sample_words(said(24, 30, clause(90, sample=SampleRule(SampleMethod.EXACT))).sample)[0]
    assert "the chance of this would be 0.073: below target, inconclusive" in words.en


def test_a_figure_that_is_no_share_of_whole_ones_has_no_sample():
    known = Circumstances(asserted=Fraction(80))
    assert judge(clause(90, sample=SampleRule()), PASSED, None, known).sample is None


def test_what_is_waived_is_not_touched():
    known = Circumstances(waived=Verdict.EXCUSED)
    promise = clause(
        90, sample=SampleRule(confirmed_only=True), volume_floor=50, floor_rule=FloorRule.ONE_MISS
    )
    assert said(26, 30, promise, known).verdict is Verdict.EXCUSED


@pytest.mark.parametrize(
    ("k", "n", "rule", "verdict"),
    [
        (18, 19, None, FEW),
        (18, 19, FloorRule.NOT_SCORED, FEW),
        (18, 19, FloorRule.ONE_MISS, MET),  # 94.7 %: one failure of 19 cannot keep 95 %
        (19, 19, FloorRule.ONE_MISS, MET),
        (17, 19, FloorRule.ONE_MISS, MISSED),
        (0, 1, FloorRule.ONE_MISS, MET),
        (18, 20, FloorRule.ONE_MISS, MISSED),  # at the floor nothing is allowed
        (0, 0, FloorRule.ONE_MISS, Verdict.NO_VOLUME),
    ],
)
def test_below_the_floor_one_failure_may_be_allowed(k, n, rule, verdict):
    found = said(k, n, clause(95, volume_floor=20, floor_rule=rule))
    assert found.verdict is verdict
    assert bool(found.steps) == (rule is FloorRule.ONE_MISS and 0 < n < 20)


def test_an_allowed_failure_says_what_was_allowed():
    assert said(18, 19, clause(95, volume_floor=20, floor_rule=FloorRule.ONE_MISS)).steps == (
        Text(
            "起评量 20，本月 19：允许 1 次不合格；不合格 1 次，视为达标。",
            "Volume floor 20, 19 this month: one failure is allowed; 1 failed, so it is met.",
        ),
    )


@pytest.mark.parametrize("score", [FullOrZero(), Step(Fraction(1), Fraction(2))])
def test_an_allowed_failure_costs_no_points(score):
    promise = clause(95, volume_floor=20, floor_rule=FloorRule.ONE_MISS, weight=Fraction(30), score=score)
    assert item_points(promise, said(18, 19, promise)).earned == 30


@pytest.mark.parametrize(
    ("volumes", "counted"),
    [
        ([40], [1]),
        ([10, 40], [1, 2]),
        ([10, 15, 10], [1, 2, 3]),  # 35 of 30
        ([10, 20, 10], [3]),  # the first two made the floor together
        ([40, 10], [2]),  # nothing is taken from a month that was judged
        ([10, None, 25], [1, 3]),  # silence counts nothing
        ([10, None], []),
        ([None], []),
        ([0, 10], [1, 2]),
    ],
)
def test_months_below_the_floor_wait_for_later_ones(volumes, counted):
    below, above = next(iter(PASSED.denominator)), next(iter(PASSED.numerator))
    months = [
        (str(at), None if n is None else sums(**{above: n, below: n})) for at, n in enumerate(volumes, 1)
    ]
    assert [int(label) for label, _ in together(PASSED, months, 30)] == counted


def test_rounding_before_comparing_leaves_the_sample_as_it_is():
    rounding = Rounding(RoundingStage.COMPARE, 0)
    found = said(179, 200, clause(90, rounding=rounding, sample=SampleRule()))
    assert (found.verdict, found.sample.state) == (MET, SampleState.INCONCLUSIVE)
