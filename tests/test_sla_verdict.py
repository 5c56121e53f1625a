"""Clauses are judged exactly, and silence is not zero."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from core.rounding import Rounding, RoundingMode, RoundingStage, rounded
from core.scope import Scope
from core.tally import Flag, Have, Sums
from core.text import Text
from core.verdict import Verdict
from sla.judging.tally import measure, over_window
from sla.judging.two_numbers import typed_in
from sla.judging.verdict import Circumstances, judge
from sla.load import catalogue
from sla.terms.contract import Aggregate, Clause, Comparison
from sla.terms.indicator import formula
from sla.terms.over_service import OverService
from tests.sla_month import MONTH, sums

# GT-01: one day's counts, six service levels.
GT01 = {
    "answered": 1000,
    "abandoned": 60,
    "answered_within_20": 860,
    "abandoned_within_20": 20,
    "abandoned_after_20": 40,
    "abandoned_within_5": 10,
}
# The four formulas of one month (51callcenter.com); F1 is SL-4, F2 SL-5, F3 SL-1, F4 SL-3W.
FOUR = {"answered": 9300, "abandoned": 700, "answered_within_20": 8000, "abandoned_within_20": 150}
# AT-62
AT62 = {"offered": 1000, "answered": 900, "answered_within_20": 760, "abandoned": 100, "short_abandoned": 30}


def _sl(variant: str | None = None, **params: str):
    return formula(catalogue()["SL"], variant, params)


def _clause(target: str = "80", comparison: Comparison = Comparison.AT_LEAST, **more) -> Clause:
    minimum = more.pop("minimum", None)
    return Clause(
        "C",
        Text("条款", "Clause"),
        "SL",
        comparison,
        target=Fraction(target),
        minimum=Fraction(minimum) if minimum else None,
        **more,
    )


def _sl1(hit: int, n: int, **flags):
    return measure(_sl("SL-5"), [sums(answered_within_20=hit, answered=n, **flags)])


@pytest.mark.parametrize(
    ("variant", "percent", "verdict"),
    [
        ("SL-1", "81.1321", Verdict.MISSED),
        ("SL-2", "81.9048", Verdict.MISSED),  # shows as 82 without decimals
        ("SL-3", "82.6923", Verdict.MET),
        ("SL-3W", "82.6923", Verdict.MET),
        ("SL-4", "83.0189", Verdict.MET),
        ("SL-5", "86.0000", Verdict.MET),
        ("SL-6", "82.0755", Verdict.MET),
    ],
)
def test_gt_01_service_level_by_variant(variant, percent, verdict):
    judgement = judge(_clause("82.00"), _sl(variant), measure(_sl(variant), [sums(**GT01)]))
    assert str(rounded(judgement.value, 4)) == percent
    assert judgement.verdict is verdict


@pytest.mark.parametrize(
    ("digits", "shown", "verdict"), [(0, "82", Verdict.MET), (1, "81.9", Verdict.MISSED)]
)
def test_gt_01_sl_2_would_keep_82_percent_if_the_clause_rounded_to_whole_percents_first(
    digits, shown, verdict
):
    clause = _clause("82.00", rounding=Rounding(RoundingStage.COMPARE, digits))
    judgement = judge(clause, _sl("SL-2"), measure(_sl("SL-2"), [sums(**GT01)]))
    assert (judgement.compared, judgement.verdict) == (Fraction(shown), verdict)


@pytest.mark.parametrize(
    ("counts", "variant", "percent"),
    [
        (FOUR, "SL-4", "81.50"),
        (FOUR, "SL-5", "86.02"),
        (FOUR, "SL-1", "80.00"),
        (FOUR, "SL-3W", "81.22"),
    ],
)
def test_t02_the_four_service_levels_of_one_month(counts, variant, percent):
    value = measure(_sl(variant), [sums(**counts)]).value
    assert str(rounded(value, 2)) == percent


@pytest.mark.parametrize(
    ("variant", "percent", "verdict"),
    [
        ("SL-OFFERED", "76.0000", Verdict.MISSED),
        ("SL-5", "84.4444", Verdict.MET),
        ("SL-2R", "78.3505", Verdict.MISSED),
        ("SL-6R", "79.0000", Verdict.MISSED),
    ],
)
def test_at_62_one_of_four_definitions_keeps_80_percent(variant, percent, verdict):
    judgement = judge(_clause("80"), _sl(variant), measure(_sl(variant), [sums(**AT62)]))
    assert (str(rounded(judgement.value, 4)), judgement.verdict) == (percent, verdict)


def test_gt_02_a_month_is_the_ratio_of_sums():
    days = [(2000, 1300), (1800, 1260), (1500, 1200), (900, 810), (700, 650), (300, 291), (200, 196)]
    parts = [sums(offered=offered, answered_within_20=hit) for offered, hit in days]
    pooled = measure(_sl("SL-OFFERED"), parts)
    mean = measure(_sl("SL-OFFERED"), parts, Aggregate.MEAN)

    assert (pooled.numerator, pooled.denominator) == (5707, 7400)
    assert str(rounded(pooled.value, 4)) == "77.1216"
    assert str(rounded(mean.value, 4)) == "84.6939"  # what a mean of days would have claimed
    assert sum(tally.value >= 80 for _, tally in pooled.parts) == 5


def test_at_63_days_of_unequal_volume():
    parts = [sums(answered=1000, answered_within_20=700), sums(answered=100, answered_within_20=95)]
    assert str(rounded(measure(_sl("SL-5"), parts).value, 4)) == "72.2727"
    assert measure(_sl("SL-5"), parts, Aggregate.MEAN).value == Fraction("82.5")


def test_gt_04_one_minus_950_of_1000_keeps_five_percent():
    abandoned = formula(catalogue()["ABANDON_RATE"], "ABN-E")
    figure = measure(abandoned, [sums(offered=1000, answered=950)])
    assert judge(_clause("5", Comparison.AT_MOST), abandoned, figure).verdict is Verdict.MET


def test_gt_04_281_of_400_shows_half_up():
    assert str(rounded(_sl1(281, 400).value, 1)) == "70.3"


def test_gt_06_defective_calls_are_counted_not_errors():
    accuracy = formula(catalogue()["CRITICAL_ACC"])
    assert measure(accuracy, [sums(audits=120, audits_critical=9)]).value == Fraction("92.5")


def test_gt_09_monthly_attrition():
    attrition = formula(catalogue()["ATTRITION"])
    figure = measure(attrition, [sums(leavers=14, headcount_begin=180, headcount_end=172)])
    assert (figure.numerator, figure.denominator) == (14, 176)
    assert str(rounded(figure.value, 4)) == "7.9545"


def test_rolling_attrition_is_over_the_mean_headcount():
    months = [sums(leavers=1, headcount_avg=50_000 + i * 1000) for i in range(12)]
    rolling, total = over_window(formula(catalogue()["ATTRITION_12"]), months)
    figure = measure(rolling, [total])
    assert (figure.numerator, figure.denominator) == (12, Fraction("55.5"))


def test_rolling_attrition_with_a_month_missing_is_provisional():
    months = [None, *(sums(leavers=1, headcount_avg=50_000) for _ in range(11))]
    rolling, total = over_window(formula(catalogue()["ATTRITION_12"]), months)
    figure = measure(rolling, [total])
    assert (figure.numerator, figure.denominator) == (11, 50)
    judgement = judge(_clause("25", Comparison.AT_MOST), rolling, figure)
    assert (judgement.verdict, Flag.PROVISIONAL in judgement.flags) == (Verdict.MET, True)


def _sites(one: str, two: str, *counts: tuple[int, int]) -> list[Sums]:
    scopes = [Scope("V", site="A"), Scope("V", site="B")]
    return [sums(scope, **{one: hit, two: n}) for scope, (hit, n) in zip(scopes, counts, strict=True)]


@pytest.mark.parametrize(
    ("aggregate", "percent", "site"),
    [
        (Aggregate.POOLED, "78.3333", None),
        (Aggregate.WORST, "70.0000", "B"),
        (Aggregate.MEAN, "75.0000", None),
    ],
)
def test_gt_16_two_sites_three_answers(aggregate, percent, site):
    parts = _sites("answered_within_20", "answered", (8000, 10_000), (1400, 2000))
    judgement = judge(_clause(), _sl("SL-5"), measure(_sl("SL-5"), parts, aggregate))
    assert str(rounded(judgement.value, 4)) == percent
    assert (judgement.scope and judgement.scope.site) == site


@pytest.mark.parametrize(("aggregate", "percent"), [("pooled", "92.0290"), ("worst", "77.5000")])
def test_gt_20_training_of_two_sites(aggregate, percent):
    parts = _sites("trainees_attended", "trainees_required", (96, 98), (31, 40))
    figure = measure(formula(catalogue()["TRAIN_COVERAGE"]), parts, Aggregate(aggregate))
    assert str(rounded(figure.value, 4)) == percent


@pytest.mark.parametrize(
    ("comparison", "hit", "verdict"),
    [
        (">=", 800, Verdict.MET),
        (">", 800, Verdict.MISSED),  # the target itself is not more than the target
        ("<=", 800, Verdict.MET),
        ("<", 800, Verdict.MISSED),
        (">=", 799, Verdict.MISSED),
    ],
)
def test_a_tie_is_decided_by_the_comparison(comparison, hit, verdict):
    assert judge(_clause("80", Comparison(comparison)), _sl("SL-5"), _sl1(hit, 1000)).verdict is verdict


@pytest.mark.parametrize(
    ("hit", "verdict"),
    [
        (800, Verdict.MET),
        (799, Verdict.BELOW_TARGET),
        (750, Verdict.BELOW_TARGET),  # the minimum itself is kept
        (749, Verdict.MISSED),
    ],
)
def test_two_levels(hit, verdict):
    assert judge(_clause("80", minimum="75"), _sl("SL-5"), _sl1(hit, 1000)).verdict is verdict


@pytest.mark.parametrize(
    ("value", "verdict"),
    [("199", "below_target"), ("200", "met"), ("300", "met"), ("301", "below_target"), ("321", "missed")],
)
def test_a_band_has_two_ends(value, verdict):
    clause = _clause("200", Comparison.BETWEEN, minimum="180")
    clause = replace(clause, target_high=Fraction(300), minimum_high=Fraction(320))
    aht = formula(catalogue()["AHT"])
    assert judge(clause, aht, None, Circumstances(asserted=Fraction(value))).verdict == verdict


@pytest.mark.parametrize(
    ("stage", "digits", "mode", "verdict"),
    [
        (RoundingStage.DISPLAY, 1, RoundingMode.HALF_UP, Verdict.MISSED),  # 94.96 shows as 95.0 and misses
        (RoundingStage.COMPARE, 1, RoundingMode.HALF_UP, Verdict.MET),
        (RoundingStage.COMPARE, 2, RoundingMode.HALF_UP, Verdict.MISSED),
        (RoundingStage.COMPARE, 1, RoundingMode.TRUNCATE, Verdict.MISSED),
    ],
)
def test_rounding_counts_only_where_the_clause_says_so(stage, digits, mode, verdict):
    clause = _clause("95", rounding=Rounding(stage, digits, mode))
    assert judge(clause, _sl("SL-5"), _sl1(9496, 10_000)).verdict is verdict


def test_six_answers_that_are_not_judgements():
    clause = _clause(volume_floor=100)
    sl = _sl("SL-5")
    excused = Circumstances(waived=Verdict.EXCUSED)
    answers = {
        Verdict.NOT_REPORTED: judge(clause, sl, None),
        Verdict.NO_VOLUME: judge(clause, sl, _sl1(0, 0)),
        Verdict.INSUFFICIENT_SAMPLE: judge(clause, sl, _sl1(99, 99)),
        Verdict.INVALID: judge(clause, sl, _sl1(101, 100)),  # more answered in time than answered
        Verdict.EXCUSED: judge(clause, sl, _sl1(10, 100), excused),
        Verdict.NOT_APPLICABLE: judge(clause, sl, None, Circumstances(waived=Verdict.NOT_APPLICABLE)),
    }
    assert all(judgement.verdict is verdict for verdict, judgement in answers.items())
    assert not any(judgement.is_judged or judgement.gap for judgement in answers.values())


def test_a_count_nobody_reported_is_not_zero():
    assert measure(_sl("SL-1"), [sums(answered_within_20=1, answered=2)]) is None


def test_none_of_it_is_a_figure_where_events_are_counted():
    security = formula(catalogue()["SECURITY"])
    clause = _clause("0", Comparison.AT_MOST)
    assert judge(clause, security, measure(security, [sums(security_incidents=0)])).verdict is Verdict.MET
    assert judge(clause, security, None).verdict is Verdict.NOT_REPORTED


def test_days_missing_make_it_provisional():
    part = sums(answered_within_20=90, answered=100)
    short = measure(_sl("SL-5"), [replace(part, coverage=Have(30, 31))])
    assert judge(_clause(), _sl("SL-5"), short).flags == {Flag.PROVISIONAL}


def test_counts_on_uneven_rows_are_provisional():
    part = replace(sums(answered_within_20=90, answered=100), uneven=True)
    assert judge(_clause(), _sl("SL-5"), measure(_sl("SL-5"), [part])).flags == {Flag.PROVISIONAL}


@pytest.mark.parametrize(("as_of", "flags"), [(31, {Flag.IN_PROGRESS}), (15, {Flag.IN_PROGRESS})])
def test_a_month_is_in_progress_until_it_is_over(as_of, flags):
    known = Circumstances(MONTH, date(2026, 3, as_of))
    assert judge(_clause(), _sl("SL-5"), _sl1(90, 100), known).flags == flags
    over = Circumstances(MONTH, date(2026, 4, 1))
    assert judge(_clause(), _sl("SL-5"), _sl1(90, 100), over).flags == frozenset()


def test_a_rate_without_counts_is_judged_as_claimed():
    judgement = judge(_clause("95"), _sl("SL-5"), None, Circumstances(asserted=Fraction("95.0")))
    assert (judgement.verdict, judgement.flags, judgement.n) == (Verdict.MET, {Flag.ASSERTED}, None)


def test_a_figure_typed_by_hand_says_so():
    judgement = judge(_clause(), _sl("SL-5"), typed_in(_sl("SL-5"), Fraction(81), Fraction(100)))
    assert (judgement.verdict, judgement.flags, judgement.n) == (Verdict.MET, {Flag.BY_HAND}, 100)


@pytest.mark.parametrize(
    ("earlier", "flagged"),
    [
        (("86", "85"), True),
        (("86", "84.9"), False),  # one of the three months was less than 5 points above
        (("86",), False),  # two months are not three
        (("86", None), False),
    ],
)
def test_over_served_needs_three_months_five_points_above(earlier, flagged):
    values = [Fraction(value) if value else None for value in earlier]
    known = Circumstances(earlier=values)
    asked = judge(_clause("80", over_service=OverService()), _sl("SL-5"), _sl1(85, 100), known)
    assert (Flag.OVER_SERVED in asked.flags) is flagged
    assert Flag.OVER_SERVED not in judge(_clause("80"), _sl("SL-5"), _sl1(85, 100), known).flags


def test_an_exclusive_threshold_takes_other_counts():
    assert _sl("SL-5", threshold_s="20", inclusive="false").base_counts == ("answered", "answered_under_20")
