"""The published scoring cases AT-01 … AT-54 of audits_and_scoring, by name and exact, and those of
acceptance_cases.json that are about scores."""

from fractions import Fraction as F

import pytest

from core.errors import WrongInputError
from core.rounding import rounded
from core.text import Text
from qa.form.conditions import Comparator, Condition, Joined, Test
from qa.form.kinds import ErrorClass, ItemKind
from qa.form.load import load_form
from qa.form.policies import (
    Aggregate,
    Band,
    CountRules,
    FatalDisplay,
    FatalTrigger,
    NaPolicy,
    Unanswered,
    WeightMode,
    band_of,
)
from qa.form.terms import Choice, FatalFault, FatalRule
from qa.scoring.aggregate import Pooled, aggregated, pass_points, pooled
from qa.scoring.answers import Answer
from qa.scoring.engine import score, unanswered
from qa.scoring.receipt import LeftOut
from qa.scoring.weighing import effective_shares, section_shares
from tests.scored_forms import NA, answered, form, item, scored, section

HALVES = (1, F(1, 2))


def two(percent):
    return None if percent is None else rounded(percent, 2)


def one_section(*items, **policies):
    return form(section("A", *items), **policies)


def weighed(*rows, **policies):
    """Items with a weight each: (points, weight)."""
    items = [item(f"I{n}", p, (p / 2,), weight=F(w)) for n, (p, w) in enumerate(rows, 1)]
    return one_section(*items, weights=WeightMode.QUESTION, **policies)


def by_section(**options):
    """A = 60 over three questions, B = 40 over two."""
    a = [item(f"A{n}", 100, **options) for n in (1, 2, 3)]
    b = [item(f"B{n}", 100, (50,)) for n in (1, 2)]
    return form(section("A", *a, weight=F(60)), section("B", *b, weight=F(40)), weights=WeightMode.SECTION)


def groups():
    """The official example: two 1-point questions × 40, one × 20."""
    return form(
        section("G1", item("Q1", 1), item("Q2", 1), weight=F(40)),
        section("G2", item("Q3", 1), weight=F(20)),
        weights=WeightMode.MULTIPLIER,
    )


def gqm(na):
    """Q1 10/10, Q2 5/10, Q3 does not apply (options 0, 5, 10); a second group scores 4/10."""
    first = section("G1", item("Q1", 10), item("Q2", 10, (5,)), item("Q3", 10, (5,)))
    return scored(form(first, section("G2", item("Q4", 10, (4,))), na=na), 10, 5, None, 4)


def test_at_01_every_question_has_its_weight():
    assert scored(weighed((10, 50), (10, 5), (10, 45)), 10, 0, 5).total == F("72.5")


def test_at_03_a_section_spreads_its_weight_evenly_over_its_questions():
    receipt = scored(by_section(), 100, 100, 0, 100, 50)
    assert receipt.total == 70
    assert [two(line.percent) for line in receipt.sections] == [two(F("66.67")), 75]


def test_at_04_what_does_not_apply_leaves_its_section_the_whole_weight():
    receipt = scored(by_section(), 100, 100, None, 100, 50)
    assert (receipt.sections[0].percent, receipt.total) == (100, 90)
    assert [line.applied_weight for line in receipt.items] == [30, 30, 0, 20, 20]


def test_at_05_a_section_that_does_not_apply_gives_its_weight_away():
    receipt = scored(by_section(), 100, 100, 0, None, None)
    assert (two(receipt.total), receipt.sections[1].percent) == (two(F("66.67")), None)
    assert receipt.sections[0].applied_weight == 100


def test_at_06_a_fatal_answer_zeroes_the_form_and_the_sections_keep_their_percentages():
    receipt = scored(by_section(fatal=FatalRule(FatalTrigger.BELOW_MAXIMUM)), 100, 100, 0, 100, 50)
    assert (receipt.total, receipt.fatal, receipt.passed) == (0, ("A3",), False)
    assert [two(line.percent) for line in receipt.sections] == [two(F("66.67")), 75]
    assert receipt.arithmetic == 70


def test_at_08_bonus_points_are_earned_and_not_possible():
    found = one_section(item("I1", 10), item("I2", 20, (10,)), item("I3", 10), item("B", 5, bonus=True))
    assert scored(found, 10, 10, 10, 5).total == F("87.5")


@pytest.mark.parametrize(("total", "band"), [("87.5", "MIDDLE"), ("90", "EXCEEDS"), ("75", "NEEDS")])
def test_at_10_thresholds_that_hold_on_both_ends(total, band):
    none = Text("", "")
    bands = (
        Band("NEEDS", none, F(0), F(75), closed=True),
        Band("MIDDLE", none, F(75), F(90)),
        Band("EXCEEDS", none, F(90), F(100)),
    )
    assert band_of(bands, F(total)).code == band


def test_at_11_an_item_that_is_no_longer_asked_keeps_its_answer_out_of_the_score():
    asked = Condition(Joined.ALL, (Test("REFUND", Comparator.IN, ("P10",)),))
    found = one_section(item("REFUND", 10), item("PAID", 10, condition=asked))
    yes = score(found, {"REFUND": answered(10), "PAID": answered(0)})
    no = score(found, {"REFUND": answered(0), "PAID": answered(0)})
    assert (yes.total, no.total) == (50, 0)
    assert (no.item("PAID").left_out, no.item("PAID").answer) == (LeftOut.HIDDEN, "P0")
    assert no.item("REFUND").applied_weight == 100


@pytest.mark.parametrize(
    ("case", "points", "total"),
    [("AT-12", (1, 0, 1), 60), ("AT-13", (1, None, 1), 100), ("AT-15", (None, None, None), None)],
)
def test_at_12_13_15_group_weights_multiply_points(case, points, total):
    assert scored(groups(), *points).total == total, case


def test_at_16_a_multiplier_is_no_share():
    assert section_shares(groups()) == {"G1": 80, "G2": 20}
    assert effective_shares(groups()) == {"Q1": 40, "Q2": 40, "Q3": 20}


def test_at_17_half_marks_fail_a_fatal_question_and_its_points_are_kept():
    found = one_section(item("K", 2, (1,), fatal=FatalRule(FatalTrigger.BELOW_MAXIMUM)), item("Q", 8))
    receipt = scored(found, 1, 8)
    assert (receipt.total, receipt.fatal, receipt.item("K").earned) == (0, ("K",), 1)
    assert scored(found, 2, 8).total == 100


def test_at_18_the_critical_score_stands_beside_the_total():
    customer, compliance = ErrorClass.CUSTOMER, ErrorClass.COMPLIANCE
    found = one_section(
        item("C1", 1, error_class=customer),
        item("C2", 3, error_class=compliance),
        item("N", 6, error_class=ErrorClass.NONCRITICAL),
        critical_score=True,
    )
    receipt = scored(found, 1, 0, 6)
    assert (receipt.critical, receipt.total) == (25, 70)


@pytest.mark.parametrize(
    ("case", "na", "group", "whole"),
    [
        ("AT-20: the mean of its own possible answers", NaPolicy.SCALE_MEAN, F(200, 3), F(60)),
        ("AT-21: excluded", NaPolicy.PROPORTIONAL, F(75), F(190, 3)),
        ("AT-22: nothing earned, the base kept", NaPolicy.ZERO, F(50), F(190, 4)),
        # The same group as AT-21, another form: the group keeps its weight.
        ("the group's mean", NaPolicy.GROUP_MEAN, F(75), F("66.25")),
        ("the form's mean", NaPolicy.FORM_MEAN, (15 + F(190, 30)) / 30 * 100, F(190, 3)),
        ("counted in full", NaPolicy.FULL, F(250, 3), F("72.5")),
        # Ten lost points over three others: a third of them each. 10 + 5 × 4/3 … over 40.
        ("AT-21 spread evenly", NaPolicy.EVEN, F(75), F(190, 3)),
    ],
)
def test_at_20_21_22_the_methods_for_what_does_not_apply(case, na, group, whole):
    receipt = gqm(na)
    assert (receipt.sections[0].percent, receipt.total) == (group, whole), case


def test_at_24_a_choice_worth_less_than_nothing():
    def found(**policies):
        return one_section(item("D", 10, (5, -5)), item("Q", 10), **policies)

    assert scored(found(), -5, 10).total == 25
    assert scored(found(), -5, 0).total == -25
    assert scored(found(floor=F(0)), -5, 0).total == 0


def test_at_25_a_bonus_section_adds_and_is_not_divided_by():
    base, extra = section("A", item("Q", 100, (85,))), section("B", item("X", 20, (15,)), bonus=True)
    receipt = scored(form(base, extra), 85, 15)
    assert (receipt.total, receipt.maximum) == (100, 120)
    assert scored(form(base, extra, cap=F(90)), 85, 15).total == 90


def test_at_27_so_many_failed_questions_fail_a_section_and_so_many_sections_the_form():
    sections = [section(f"S{s}", *(item(f"S{s}Q{n}", 10) for n in range(5))) for s in (1, 2, 3)]
    receipt = scored(
        form(*sections, counts=CountRules(items=2, sections=2), mark=60),
        *(0, 0, 10, 10, 10),
        *(0, 10, 10, 10, 10),
        *(0, 0, 10, 10, 10),
    )
    assert [line.failed for line in receipt.sections] == [True, False, True]
    assert (receipt.total >= 60, receipt.passed) == (True, False)


@pytest.mark.parametrize(
    ("case", "na", "total", "passed"),
    [
        ("AT-28", NaPolicy.PROPORTIONAL, F(600, 7), False),
        ("AT-29", NaPolicy.FULL, F(90), True),
        ("what was lost is spread evenly", NaPolicy.EVEN, F(85), False),
    ],
)
def test_at_28_29_the_same_call_and_two_verdicts(case, na, total, passed):
    receipt = scored(weighed((1, 10), (1, 20), (1, 30), (1, 40), na=na, mark=88), 1, F(1, 2), None, 1)
    assert (receipt.total, receipt.passed) == (total, passed), case
    assert receipt.policies["na"] == na.value, "the policy is stored with every score"


def test_at_31_a_fatal_answer_set_to_zero_fails_with_nothing():
    fatal = FatalRule(FatalTrigger.BELOW_MAXIMUM)
    found = one_section(item("A", 10), item("B", 90, (45,), fatal=fatal), mark=50)
    assert (scored(found, 10, 45).total, scored(found, 10, 45).passed) == (0, False)


def test_at_32_another_version_of_the_form_leaves_the_old_score_alone():
    old = weighed((1, 10), (1, 90))
    new = weighed((1, 90), (1, 10))
    assert (scored(old, 1, 0).total, scored(new, 1, 0).total) == (10, 90)
    assert scored(old, 1, 0).hash == scored(old, 1, 0).hash != scored(new, 1, 0).hash


@pytest.mark.parametrize("code", ["form_top_short", "form_fail_above_pass", "form_colour_twice"])
def test_at_33_a_scale_that_cannot_reach_the_full_mark_or_contradicts_itself_is_refused(code):
    from tests.museum import MUSEUM

    found, findings = load_form((MUSEUM / code / "form.yaml").read_text("utf-8"))
    assert (found, [finding.code for finding in findings]) == (None, [code])


@pytest.mark.parametrize(("display", "total"), [(FatalDisplay.KEEP, 92), (FatalDisplay.ZERO, 0)])
def test_at_34_fail_all_with_and_without_the_zero(display, total):
    found = one_section(
        item("Q", 100, (92,)), faults=(FatalFault("FAIL_ALL", Text("", "")),), fatal_display=display
    )
    receipt = scored(found, 92, fatal=["FAIL_ALL"])
    assert (receipt.total, receipt.passed, receipt.arithmetic) == (total, False, 92)


def test_at_36_what_is_left_open_blocks_the_score_and_not_the_draft():
    found = one_section(item("REFERENCE", 10), item("Q", 10))
    assert unanswered(found, {"Q": answered(10)}) == ["REFERENCE"]
    with pytest.raises(WrongInputError):
        score(found, {"Q": answered(10)})
    for policy, total in ((Unanswered.ZERO, 50), (Unanswered.NOT_APPLICABLE, 100)):
        lenient = one_section(item("REFERENCE", 10), item("Q", 10), unanswered=policy)
        assert score(lenient, {"Q": answered(10)}).total == total


def steps(n):
    """The choices of an n-point scale as a file without shares has them, the highest first."""
    listed = ", ".join(f"{{code: '{step}', text: x}}" for step in range(n, 0, -1))
    text = (
        "form: {code: F, version: 1, name: x, kind: listening, pass_mark: 0}\n"
        f"sections: [{{code: A, text: x, items: [{{code: Q, text: x, points: 100, choices: [{listed}]}}]}}]"
    )
    found, findings = load_form(text)
    assert findings == []
    return {choice.code: choice.points for choice in found.item("Q").choices}


@pytest.mark.parametrize(("n", "step", "worth"), [(4, 2, F(100, 3)), (3, 2, F(50)), (5, 2, F(25))])
def test_at_38_the_values_of_a_scale(n, step, worth):
    assert steps(n)[str(step)] == worth


def test_at_37_ratings_on_scales_of_different_lengths():
    rows = [(5, 4, 68), (2, 2, 30), (3, 2, 100), (5, None, 50), (2, 2, 20)]
    items = [
        item(
            f"R{i}", 100, weight=F(w), choices=tuple(Choice(c, Text("", ""), p) for c, p in steps(n).items())
        )
        for i, (n, _rating, w) in enumerate(rows)
    ]
    answers = {
        f"R{i}": NA if rating is None else Answer(str(rating)) for i, (_n, rating, _w) in enumerate(rows)
    }
    assert score(one_section(*items, weights=WeightMode.QUESTION), answers).total == F(15100, 218)


def test_at_40_the_mean_of_scores():
    scores = [F(str(each)) for each in (100, 9.91, 63.96, 90.99, 0)]
    audits = [Pooled(each, each, F(100)) for each in scores]
    assert aggregated(audits, Aggregate.MEAN_OF_SCORES) == F("52.972")


def test_at_41_the_mean_of_scores_is_not_the_pooled_points():
    audits = [pooled(scored(one_section(item("Q", p)), p)) for p in (1,)]
    audits += [pooled(scored(one_section(item("Q", 18, (9,))), 9), "B")]
    assert aggregated(audits, Aggregate.MEAN_OF_SCORES) == 75
    assert aggregated(audits, Aggregate.POOLED_POINTS) == F(1000, 19)
    assert aggregated(audits, Aggregate.VOLUME_WEIGHTED, {"": 300, "B": 100}) == F("87.5")


@pytest.mark.parametrize(
    ("case", "rows", "total"),
    [
        ("AT-42", [(75, 10), (50, 5), (100, 5)], 75),
        ("AT-43", [(85, 10), (50, 15), (100, 5)], 70),
    ],
)
def test_at_42_43_weighted_means(case, rows, total):
    items = [item(f"I{n}", 100, (p,), weight=F(w)) for n, (p, w) in enumerate(rows)]
    found = one_section(*items, weights=WeightMode.QUESTION)
    assert scored(found, *(points for points, _weight in rows)).total == total, case


def test_at_45_several_choices_earn_what_they_are_worth_together():
    choices = tuple(Choice(f"C{n}", Text("", ""), F(p)) for n, p in enumerate((100, 50, 0), 1))
    found = one_section(item("M", 150, choices=choices, kind=ItemKind.MULTI))
    assert two(score(found, {"M": Answer(choices=("C2", "C3"))}).total) == two(F("33.33"))
    assert score(found, {"M": Answer(choices=("C3", "C2"))}) == score(
        found, {"M": Answer(choices=("C2", "C3"))}
    )


def test_at_47_standard_points_and_a_bonus_and_any_auto_fail():
    fatal = FatalRule(FatalTrigger.CHOSEN)
    no = (
        Choice("P80", Text("", ""), F(80)),
        Choice("P60", Text("", ""), F(60)),
        Choice("X", Text("", ""), F(0), fatal=True),
    )
    found = one_section(item("Q", 80, choices=no, fatal=fatal), item("B", 10, bonus=True))
    assert scored(found, 60, 10).total == F("87.5")
    assert score(found, {"Q": Answer("X"), "B": answered(10)}).total == 0


def test_at_48_what_does_not_apply_leaves_the_base():
    assert scored(one_section(item("A", 1), item("B", 1, HALVES), item("C", 2)), 1, F(1, 2), None).total == 75


def test_at_49_a_failed_kpi_zeroes_the_form_and_everything_else_must_still_be_answered():
    kpi = item("KPI", 10, fatal=FatalRule(FatalTrigger.BELOW, below=F(100)))
    found = one_section(kpi, item("Q", 90))
    with pytest.raises(WrongInputError):
        score(found, {"KPI": answered(0)})
    receipt = scored(found, 0, 90)
    assert (receipt.total, receipt.item("Q").earned) == (0, 90)


def test_at_50_the_pass_score_is_a_ceiling_reckoned_exactly():
    assert pass_points(F("0.7"), F(70)) == 49
    assert pass_points(F("0.55"), F(100)) == 55
    assert pass_points(F("0.555"), F(100)) == 56


@pytest.mark.parametrize(("total", "band"), [(0, "VERY_POOR"), (30, "POOR"), (80, "BEST"), (100, "BEST")])
def test_at_52_a_band_is_half_open_and_the_top_one_closed(total, band):
    ends = {"VERY_POOR": (0, 30), "POOR": (30, 50), "AVERAGE": (50, 80), "BEST": (80, 100)}
    bands = tuple(Band(name, Text("", ""), F(a), F(b)) for name, (a, b) in ends.items())
    assert band_of(bands, F(total)).code == band


def test_at_53_no_data_is_no_data():
    assert aggregated([], Aggregate.MEAN_OF_SCORES) is None
    assert band_of((Band("ALL", Text("", ""), F(0), F(100)),), None) is None


@pytest.mark.parametrize("na", list(NaPolicy))
def test_at_54_everything_not_applicable_is_no_score_under_any_policy(na):
    receipt = scored(form(section("A", item("X", 10)), section("B", item("Y", 10)), na=na), None, None)
    assert (receipt.total, receipt.passed, receipt.band, receipt.flawless) == (None, None, None, False)
