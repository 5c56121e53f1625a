"""Days, months and sites become one figure by the aggregation code, or the answer says why not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.period import Period, calendar_month
from core.rounding import rounded
from core.scope import Scope
from core.tally import Flag, Have, Sums
from core.text import Text
from core.verdict import Verdict
from sla.judging.hindrance import HINDRANCES, Hindrance
from sla.judging.rollup import done_on, rolled, share_meeting, spread_between
from sla.judging.tally import add_up, measure, over_window
from sla.judging.two_numbers import typed_in
from sla.judging.verdict import Circumstances, final_on, is_contradictory, judge
from sla.load import catalogue
from sla.terms.contract import Clause, Comparison
from sla.terms.definition import Direction, Rollup
from sla.terms.each import Each, Slice
from sla.terms.indicator import Formula, formula
from tests.sla_month import MONTH, sums

SL = formula(catalogue()["SL"], "SL-OFFERED")
# 1.11: (offered, answered within 20 s) of six intervals.
INTERVALS = [(100, 95), (120, 110), (150, 140), (40, 20), (30, 14), (60, 52)]
# GT-02
DAYS = [(2000, 1300), (1800, 1260), (1500, 1200), (900, 810), (700, 650), (300, 291), (200, 196)]


def _day(number: int, site: str | None = None, **totals: int) -> Sums:
    """One row of one day of March."""
    start = date(2026, 3, number)
    scope = Scope("V", site=site) if site else Scope("V")
    rows = dict.fromkeys(totals, 1)
    return Sums(scope, Period(start, start + timedelta(days=1)), "vendor", totals, rows, Have(1, 1))


def _month(number: int, **totals: int) -> Sums:
    return replace(sums(**totals), period=calendar_month(2026, number))


def _sl_days(days: list[tuple[int, int]]) -> list[Sums]:
    return [_day(i + 1, offered=n, answered_within_20=hit) for i, (n, hit) in enumerate(days)]


def _clause(target: str, comparison: Comparison = Comparison.AT_LEAST, **more) -> Clause:
    return Clause("C", Text("条款", "Clause"), "X", comparison, target=Fraction(target), **more)


def _of(code: str, rollup: Rollup | None = None, variant: str | None = None) -> Formula:
    chosen = formula(catalogue()[code], variant)
    return replace(chosen, rollup=rollup) if rollup else chosen


# ---- R, T, S, Z, SM: sums


@pytest.mark.parametrize(
    ("code", "days", "value"),
    [
        (
            "SL",
            [
                {"answered_within_20": 8, "answered": 9, "abandoned": 1},
                {"answered_within_20": 0, "answered": 9, "abandoned": 1},
            ],
            "40",
        ),
        ("ASA", [{"wait_s": 100, "answered": 10}, {"wait_s": 900, "answered": 30}], "25"),
        ("COMPLAINT_COUNT", [{"valid_complaints": 2}, {"valid_complaints": 1}], "3"),
        ("DNC", [{"dnc_calls": 0}, {"dnc_calls": 1}], "1"),
        ("QA_PASS", [{"audits_passed": 9, "audits": 10}, {"audits_passed": 30, "audits": 30}], "97.5"),
    ],
)
def test_r_t_s_z_and_sm_are_formed_from_sums(code, days, value):
    parts = [_day(i + 1, **counts) for i, counts in enumerate(days)]
    assert rolled(_of(code), parts).value == Fraction(value)


def test_gt_02_by_ratio_by_mean_of_percentages_and_by_days_kept():
    parts = _sl_days(DAYS)
    assert str(rounded(rolled(SL, parts).value, 4)) == "77.1216"
    literal = rolled(replace(SL, rollup=Rollup.MEAN_PERCENT), parts)
    assert (str(rounded(literal.value, 4)), str(rounded(literal.pooled, 4))) == ("84.6939", "77.1216")
    kept = share_meeting(SL, parts, Each(Slice.DAY, Fraction(80)))
    assert (kept.numerator, kept.denominator) == (5, 7)


# ---- P: the share of intervals or days


@pytest.mark.parametrize(("floor", "met", "valid", "percent"), [(0, 4, 6, "66.7"), (50, 4, 4, "100.0")])
def test_1_11_intervals_that_keep_their_target_with_and_without_a_floor(floor, met, valid, percent):
    share = share_meeting(SL, _sl_days(INTERVALS), Each(Slice.INTERVAL, Fraction(80), floor))
    assert (share.numerator, share.denominator) == (met, valid)
    assert str(rounded(share.value, 1)) == percent


def test_1_11_the_same_intervals_pooled():
    pooled = rolled(SL, _sl_days(INTERVALS))
    assert (pooled.numerator, pooled.denominator, str(rounded(pooled.value, 1))) == (431, 500, "86.2")


def test_an_interval_without_volume_is_neither_kept_nor_missed():
    parts = _sl_days([(100, 90), (0, 0)])
    share = share_meeting(SL, parts, Each(Slice.INTERVAL, Fraction(80)))
    assert (share.numerator, share.denominator) == (1, 1)
    empty = share_meeting(SL, _sl_days([(0, 0)]), Each(Slice.INTERVAL, Fraction(80)))
    assert empty.value is None and share_meeting(SL, [], Each(Slice.DAY, Fraction(80))) is None


def test_where_less_is_better_a_day_is_kept_from_below_and_a_band_from_both_sides():
    days = [_day(i + 1, abandoned=n, offered=100) for i, n in enumerate((3, 5, 8))]
    share = share_meeting(_of("ABANDON_RATE"), days, Each(Slice.DAY, Fraction(5)))
    assert (share.numerator, share.denominator) == (2, 3)
    handled = [
        _day(i + 1, talk_s=s, hold_s=0, wrap_s=0, answered=1) for i, s in enumerate((179, 180, 300, 301))
    ]
    inside = share_meeting(_of("AHT"), handled, Each(Slice.DAY, Fraction(180), 0, Fraction(300)))
    assert (inside.numerator, inside.denominator) == (2, 4)


def test_a_clause_on_a_share_is_judged_on_the_share_and_on_nothing_else():
    each = Each(Slice.INTERVAL, Fraction(80), 50)
    clause = _clause("90", each=each)
    share = share_meeting(SL, _sl_days(INTERVALS), each)
    judged = judge(clause, SL, share)
    assert (judged.verdict, judged.value, judged.n, judged.unit) == (Verdict.MET, 100, 4, "percent")
    pooled = judge(clause, SL, rolled(SL, _sl_days(INTERVALS)))
    assert (pooled.verdict, pooled.value, pooled.hindrance) == (
        Verdict.NOT_REPORTED,
        None,
        Hindrance.NO_SHARE,
    )
    typed = judge(clause, SL, typed_in(SL, Fraction(86), Fraction(100)))
    assert (typed.verdict, typed.hindrance) == (Verdict.MISSED, None)


# ---- Q: never put together


def test_a_percentile_is_taken_as_stated_for_its_scope_and_period():
    p95 = _of("ANSWER_P95")
    assert measure(p95, [sums(wait_p95_s=110)]).value == rolled(p95, [sums(wait_p95_s=110)]).value == 110


@pytest.mark.parametrize(
    "parts",
    [
        [_day(1, wait_p95_s=110), _day(2, wait_p95_s=90)],
        [_day(1, "A", wait_p95_s=110), _day(1, "B", wait_p95_s=90)],
        [_month(2, wait_p95_s=110), _month(3, wait_p95_s=90)],
    ],
    ids=["days", "sites", "months"],
)
def test_percentiles_of_parts_are_no_percentile(parts):
    p95 = _of("ANSWER_P95")
    for measured in (rolled(p95, parts), measure(p95, parts)):
        judged = judge(_clause("120", Comparison.AT_MOST), p95, measured)
        assert (judged.verdict, judged.value) == (Verdict.NOT_REPORTED, None)
        assert judged.hindrance is Hindrance.NOT_AGGREGABLE


def test_percentiles_that_were_summed_on_the_way_are_refused_too():
    total = replace(sums(wait_p95_s=200), rows={"wait_p95_s": 2})
    assert measure(_of("ANSWER_P95"), [total]).hindrance is Hindrance.NOT_AGGREGABLE
    over, quarter = over_window(_of("ANSWER_P95"), [_month(2, wait_p95_s=110), _month(3, wait_p95_s=90)])
    assert measure(over, [quarter]).hindrance is Hindrance.NOT_AGGREGABLE


def test_every_hindrance_is_said_in_both_languages():
    assert set(HINDRANCES) == set(Hindrance)


# ---- W, E, AV, B, MEANPCT


def test_the_longest_wait_is_the_longest_of_any_site_and_day():
    parts = [_day(1, "A", wait_max_s=300), _day(1, "B", wait_max_s=610), _day(2, "A", wait_max_s=90)]
    longest = rolled(_of("LONGEST_WAIT"), parts)
    assert (longest.value, longest.scope.site) == (610, "B")
    assert measure(_of("LONGEST_WAIT"), parts).value == 610
    # Of three rows the lake keeps the greatest, so that it is nobody's sum.
    kept = replace(sums(wait_max_s=610), rows={"wait_max_s": 3})
    assert measure(_of("LONGEST_WAIT"), [kept]).value == 610
    assert add_up([sums(wait_max_s=300), sums(wait_max_s=610)]).totals == {"wait_max_s": 610}


def test_the_worst_of_what_is_better_higher_is_the_least():
    assert rolled(replace(SL, rollup=Rollup.WORST), _sl_days(DAYS)).value == 65


def test_a_snapshot_is_the_last_of_each_site_and_sites_add_up():
    parts = [
        _day(1, "A", tickets_open=50),
        _day(31, "A", tickets_open=20),
        _day(31, "B", tickets_open=5),
        _day(2, "B", tickets_open=90),
    ]
    end = rolled(_of("BACKLOG"), parts)
    assert end.value == 25 and Flag.PROVISIONAL not in end.tally.flags
    earlier = rolled(_of("BACKLOG"), parts[:2] + parts[3:])
    assert earlier.value == 110 and Flag.PROVISIONAL in earlier.tally.flags  # B's is of the 2nd


def test_a_share_at_the_end_is_of_the_last_snapshot():
    parts = [_day(1, tickets_overdue=40, tickets_open=50), _day(31, tickets_overdue=1, tickets_open=20)]
    assert rolled(_of("OVERDUE_SHARE"), parts).value == 5
    summed = replace(sums(tickets_open=70), rows={"tickets_open": 2})
    assert measure(_of("BACKLOG"), [summed]).hindrance is Hindrance.NEEDS_PARTS


def test_an_average_is_of_the_snapshots_that_are_there():
    """Silence is not zero: B reported two days of three, and its mean is of these."""
    heads = replace(
        formula(catalogue()["BACKLOG"]), numerator={"headcount_on_duty": 1}, rollup=Rollup.AVERAGE
    )
    parts = [_day(d, "A", headcount_on_duty=n) for d, n in ((1, 50), (2, 52), (3, 51))]
    assert rolled(heads, parts).value == 51
    both = rolled(heads, [*parts, _day(1, "B", headcount_on_duty=10), _day(2, "B", headcount_on_duty=11)])
    assert both.value == Fraction("61.5") and Flag.PROVISIONAL in both.tally.flags


def test_an_average_level_is_the_mean_heads_over_the_mean_contracted():
    days = [
        _day(d, headcount_on_duty=n, headcount_contracted=c)
        for d, n, c in ((1, 48, 50), (2, 50, 50), (3, 60, 60))
    ]
    level = rolled(_of("STAFFING_LEVEL"), days)
    assert (level.numerator, level.denominator) == (158, 160) and level.value == Fraction("98.75")


def test_a_level_may_be_formed_from_sums_but_a_mean_count_may_not():
    """Two sites' monthly rows: 49 of 50 heads and 10 of 9. Their sums are no mean of heads."""
    rows = dict.fromkeys(("headcount_on_duty", "headcount_contracted"), 2)
    total = replace(sums(headcount_on_duty=59, headcount_contracted=59), rows=rows)
    assert measure(_of("STAFFING_LEVEL"), [total]).value == 100
    heads = replace(_of("BACKLOG"), numerator={"headcount_on_duty": 1}, rollup=Rollup.AVERAGE)
    assert measure(heads, [total]).hindrance is Hindrance.NEEDS_PARTS


def test_a_drill_is_done_or_not_and_when():
    drill = _of("DRILL")
    parts = [_day(3, drills_passed=0), _day(20, drills_passed=1), _day(25, drills_passed=2)]
    assert (rolled(drill, parts).value, done_on(drill, parts)) == (1, date(2026, 3, 20))
    assert (rolled(drill, parts[:1]).value, done_on(drill, parts[:1])) == (0, None)
    assert judge(_clause("1"), drill, rolled(drill, parts)).verdict is Verdict.MET


def test_the_mean_of_monthly_percentages_is_literal_and_the_pooled_figure_stands_beside_it():
    literal = replace(SL, rollup=Rollup.MEAN_PERCENT)
    months = [
        _month(m, offered=n, answered_within_20=hit)
        for m, n, hit in ((1, 1000, 700), (2, 1000, 800), (3, 100, 99))
    ]
    quarter = rolled(literal, months)
    assert (quarter.value, str(rounded(quarter.pooled, 4))) == (83, "76.1429")
    over, total = over_window(literal, months)
    assert measure(over, [total]).hindrance is Hindrance.NEEDS_PARTS


def test_sites_of_one_month_are_pooled_before_months_are_averaged():
    literal = replace(SL, rollup=Rollup.MEAN_PERCENT)
    march = [_day(1, "A", offered=90, answered_within_20=90), _day(1, "B", offered=10, answered_within_20=0)]
    assert rolled(literal, [*march, _day(2, "A", offered=1, answered_within_20=0)]).value == 45


def test_consistency_is_how_far_the_sites_lie_apart():
    parts = [
        _day(1, "A", offered=100, answered_within_20=90),
        _day(2, "A", offered=100, answered_within_20=80),
        _day(1, "B", offered=10, answered_within_20=7),
    ]
    assert spread_between(SL, parts) == 15
    assert spread_between(SL, parts[:2]) is None


def test_parts_without_their_counts_are_left_out_and_said():
    parts = [*_sl_days([(100, 90)]), _day(2, offered=50)]
    assert rolled(SL, parts).value == 90 and Flag.PROVISIONAL in rolled(SL, parts).tally.flags
    assert rolled(SL, parts[1:]) is None


# ---- late figures


@pytest.mark.parametrize(
    ("code", "variant", "params", "days"),
    [
        ("REPEAT_RATE", "REPEAT-7D", {}, 7),
        ("REPEAT_RATE", "REPEAT-W", {"window_s": "172800"}, 2),
        ("REPEAT_RATE", "REPEAT-W", {"window_s": "7200"}, 1),  # who calls late on the last day
        ("FCR", "FCR-W", {}, 7),
        ("FCR", "FCR-1", {}, 0),
        ("RECOMPLAINT", None, {}, 30),
        ("CONVERSION", "CONV-1", {}, 0),
        ("CONVERSION", "CONV-NET", {}, 15),
        ("EARLY_ATTRITION", "EARLY-30", {}, 30),
        ("SL", None, {}, 0),
    ],
)
def test_a_figure_is_final_when_its_window_has_closed(code, variant, params, days):
    late = formula(catalogue()[code], variant, params)
    assert final_on(late, MONTH) == date(2026, 4, 1) + timedelta(days=days)


@pytest.mark.parametrize(
    ("as_of", "provisional"),
    [("2026-04-01", True), ("2026-04-07", True), ("2026-04-08", False), ("2026-05-01", False)],
)
def test_repeats_within_a_week_are_provisional_until_the_week_is_over(as_of, provisional):
    repeats = formula(catalogue()["REPEAT_RATE"], "REPEAT-7D")
    figure = measure(repeats, [sums(repeat_calls_within_604800=10, answered=100)])
    known = Circumstances(MONTH, date.fromisoformat(as_of))
    judged = judge(_clause("12", Comparison.AT_MOST), repeats, figure, known)
    assert (judged.verdict, Flag.PROVISIONAL in judged.flags) == (Verdict.MET, provisional)


def test_nothing_reported_is_not_provisional():
    repeats = formula(catalogue()["REPEAT_RATE"], "REPEAT-7D")
    judged = judge(_clause("12"), repeats, None, Circumstances(MONTH, date(2026, 4, 2)))
    assert (judged.verdict, judged.flags) == (Verdict.NOT_REPORTED, frozenset())


# ---- whatever the counts

_COUNTS = st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 10_000)), min_size=1, max_size=12)


#: Every formula of the catalogue that is a ratio of sums or a mean time.
RATIOS = [
    form
    for each in catalogue().values()
    if each.rollup in (Rollup.RATIO, Rollup.TIME)
    for variant in each.variants
    if not (form := formula(each, variant.code)).is_count
]
#: Those where more is better and a part is counted of a whole: the counts that one good contact adds to.
GOOD = [
    (form, {next(iter(form.numerator)), next(iter(form.denominator))})
    for form in RATIOS
    if form.part
    and form.direction is Direction.HIGHER
    and len(form.numerator) == len(form.denominator) == 1
    and form.indicator != "SL"
]
CALL = {"answered_within_20", "answered", "offered"}
SERVICE_LEVELS = [(formula(catalogue()["SL"], each.code), CALL) for each in catalogue()["SL"].variants]
_AMOUNT = st.integers(0, 10_000)


@settings(deadline=None, max_examples=50)
@given(st.data())
def test_a_good_contact_more_never_lowers_a_higher_better_ratio(data):
    for form, adds in [*GOOD, *SERVICE_LEVELS]:
        before = {name: data.draw(_AMOUNT) for name in form.base_counts}
        whole = [name for name in form.denominator if name in adds]
        for name in set(form.numerator) & adds:  # the part is no more than its whole
            before[name] = min(before[name], *(before[each] for each in whole))
        after = {name: count + (name in adds) for name, count in before.items()}
        fewer, more = (measure(form, [sums(**totals)]) for totals in (before, after))
        if is_contradictory(fewer) or fewer.value is None:
            continue
        assert more.value >= fewer.value, form.variant


@settings(deadline=None, max_examples=25)
@given(st.randoms(use_true_random=False), st.integers(2, 4))
def test_splitting_a_day_into_intervals_changes_nothing_for_r_and_t(random, intervals):
    for form in RATIOS:
        split = [
            _day(1, **{name: random.randint(0, 900) for name in form.base_counts}) for _ in range(intervals)
        ]
        names = form.base_counts
        whole = _day(1, **{name: sum(part.totals[name] for part in split) for name in names})
        assert rolled(form, split).value == rolled(form, [whole]).value, form.variant
        assert measure(form, split).value == measure(form, [whole]).value, form.variant


@settings(deadline=None, max_examples=50)
@given(_COUNTS, st.randoms(use_true_random=False), st.sampled_from(list(Rollup)))
def test_the_order_of_parts_does_not_matter(counts, random, rollup):
    parts = [
        _day(i + 1, "AB"[i % 2], offered=max(c), answered_within_20=min(c)) for i, c in enumerate(counts)
    ]
    mixed = random.sample(parts, len(parts))
    form, each = replace(SL, rollup=rollup), Each(Slice.DAY, Fraction(80), 50)
    assert rolled(form, mixed).value == rolled(form, parts).value
    assert share_meeting(form, mixed, each).tally == share_meeting(form, parts, each).tally
    assert spread_between(form, mixed) == spread_between(form, parts)


@settings(deadline=None, max_examples=50)
@given(_COUNTS)
def test_the_worst_part_is_never_better_than_the_pooled_figure_nor_the_best_worse(counts):
    parts = _sl_days([(max(c), min(c)) for c in counts])
    pooled = rolled(SL, parts).value
    worst = rolled(replace(SL, rollup=Rollup.WORST), parts).value
    assert pooled is None or worst <= pooled
