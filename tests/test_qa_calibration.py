"""Calibration, pure: who is held against whom, agreement and deviation, the measures, the tally."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from core.errors import WrongInputError
from core.text import Text
from qa.agreement.kappa import Weights, cohen
from qa.calibration.compared import Question, compared
from qa.calibration.marks import Mark, Rater, Side, held_against, mark_of, seal
from qa.calibration.measures import measures, of_question, overall
from qa.calibration.tally import calibration_counts
from qa.form.kinds import ItemKind
from qa.form.load import shipped_forms
from qa.form.terms import Choice
from qa.scoring.answers import Answer

FORM = next(form for form in shipped_forms() if form.code == "QUICK_LISTENING")
FULL = {item.code: Answer("full") for _section, item in FORM.items()}
NEEDLESS = FULL | {"NEED": Answer("none")}
LI, ZHOU, WANG = Rater("li", "李"), Rater("zhou", "周", Side.VENDOR), Rater("wang", "王", is_master=True)
CHEN = Rater("chen", "陈", Side.VENDOR)


def of(rater, call, answers=FULL, fatal=()):
    return mark_of(FORM, rater.key, call, answers, fatal)


def session(raters, *marks):
    return compared(FORM, raters, sorted({mark.call for mark in marks}), marks)


@pytest.mark.parametrize(
    ("raters", "pairs"),
    [
        ([LI, WANG, ZHOU], [(LI, WANG), (ZHOU, WANG)]),  # a master: everybody with it, our own too
        ([LI, ZHOU, CHEN], [(ZHOU, LI), (CHEN, LI)]),  # two companies: theirs first, so above 0 is milder
        ([LI, Rater("b", "B"), Rater("c", "C")], 3),  # one company: every two
        ([LI], []),
    ],
)
def test_who_is_held_against_whom(raters, pairs):
    found = held_against(raters)
    assert found == pairs if isinstance(pairs, list) else len(found) == pairs


def test_agreement_and_deviation_come_first():
    found = session([LI, ZHOU], of(LI, "1", NEEDLESS), of(ZHOU, "1"), of(LI, "2"), of(ZHOU, "2"))
    need = next(question for question in found.questions if question.item == "NEED")
    n = len(FULL)
    assert (need.pairs, need.alike, need.talk) == (2, 1, True)
    assert found.agreement == Fraction(2 * n - 1, 2 * n)
    gap = found.of_call("1")["zhou"].total - found.of_call("1")["li"].total
    assert (found.bias, found.deviation, found.largest) == (gap / 2, gap / 2, gap)
    assert found.within(5) == Fraction(1, 2) and found.within(10) == 1
    assert found.goals == {"mean": gap / 2 <= 3, "most": gap <= 5, "agreed": True, "fatal": True}
    assert found.fatal_alike == (2, 2)


@pytest.mark.parametrize(
    ("gaps", "mean", "most"),
    [
        ((3, 3), True, True),  # exactly 3 on average: held
        ((1, 5), True, True),  # exactly 5 at most
        ((Fraction(301, 100), 3), False, True),
        ((0, Fraction(501, 100)), True, False),
    ],
)
def test_three_points_on_average_and_five_at_most_are_held(gaps, mean, most):
    pairs = [(str(n), gap) for n, gap in enumerate(gaps, 1)]
    ours = [replace(of(LI, call), total=Fraction(90)) for call, _gap in pairs]
    theirs = [replace(of(ZHOU, call), total=90 + gap) for call, gap in pairs]
    goals = session([LI, ZHOU], *ours, *theirs).goals
    assert (goals["mean"], goals["most"]) == (mean, most)


def test_inside_one_company_nobody_is_the_standard_and_so_nobody_is_mild():
    other = Rater("b", "B")
    found = session([LI, other], of(LI, "1", NEEDLESS), of(other, "1"))
    assert found.bias is None and found.deviation == found.largest > 0
    # Beside the others each still leans one way.
    assert [(each.rater.key, each.bias > 0) for each in found.leanings] == [("li", False), ("b", True)]


def test_beside_a_master_each_rater_has_a_bias_of_its_own():
    found = session(
        [LI, ZHOU, WANG],
        *(of(r, c) for r in (LI, WANG) for c in "12"),
        of(ZHOU, "1", NEEDLESS),
        of(ZHOU, "2"),
    )
    assert [(each.rater.name, each.calls, each.bias == 0) for each in found.leanings] == [
        ("李", 2, True),
        ("周", 2, False),
    ]


def test_one_who_is_missing_is_left_out_and_nothing_is_guessed():
    found = session([LI, ZHOU], of(LI, "1"), of(LI, "2"), of(ZHOU, "2", NEEDLESS))
    assert len(found.score_pairs) == 1 and found.fatal_alike == (1, 1)
    alone = session([LI, ZHOU], of(LI, "1"))
    assert (alone.agreement, alone.deviation, alone.goals) == (None, None, {})


def test_a_fatal_fault_one_of_them_found_is_no_identical_judgement():
    code = next(iter(FORM.fatal_codes()))
    found = session([LI, ZHOU], of(LI, "1"), of(ZHOU, "1", fatal=(code,)))
    assert found.fatal_alike == (0, 1) and found.goals["fatal"] is False


def test_a_question_left_unanswered_is_refused():
    with pytest.raises(WrongInputError, match="item_unanswered"):
        mark_of(FORM, "li", "1", {"NEED": Answer("full")})


def test_answers_that_differ_in_points_taken_off_differ():
    some = FULL | {"NEED": Answer("full", deductions=(Fraction(2),))}
    found = session([LI, ZHOU], of(LI, "1", some), of(ZHOU, "1"))
    assert found.answers_of_call("1") == (len(FULL) - 1, len(FULL))


def test_measured_answers_are_compared_by_their_step():
    """Two stop-watches a second apart agree; 19 s and 21 s do not where the step ends at 20."""
    steps = (
        Choice("quick", Text("快", "quick"), Fraction(10), Fraction(20)),
        Choice("slow", Text("慢", "slow"), Fraction(0)),
    )
    section = FORM.sections[0]
    items = tuple(
        replace(item, kind=ItemKind.DURATION, choices=steps) if item.code == "NEED" else item
        for item in section.items
    )
    form = replace(FORM, sections=(replace(section, items=items), *FORM.sections[1:]))
    said = [
        mark_of(form, "li", "1", FULL | {"NEED": Answer(number=Fraction(number))}).said["NEED"]
        for number in (18, 19, 21)
    ]
    assert said == ["quick", "quick", "slow"]


# ---- measures: ratings as the sources print them


def _rows(table, answers):
    """The two raters' answers that make up a table."""
    pairs = [
        (answers[i], answers[j]) for i, row in enumerate(table) for j, n in enumerate(row) for _ in range(n)
    ]
    return [[a for a, _b in pairs], [b for _a, b in pairs]]


def test_st_01_two_raters_with_skewed_answers_get_pabak_and_ac1_beside_kappa():
    found = measures(_rows([[85, 5], [5, 5]], ("yes", "no")), ("yes", "no"))
    assert (found.n, found.one_answer) == (100, False)
    assert (found.cohen, found.pabak, found.ac1) == (Fraction(8, 18), Fraction(4, 5), Fraction(72, 82))
    assert found.fleiss is None and found.alpha is not None


def test_gt_14_fifty_items_of_a_calibration():
    """GT-14: both pass 40, both fail 4, 3 and 3 split: 88 % agreement, κ about one half."""
    found = measures(_rows([[40, 3], [3, 4]], ("pass", "fail")), ("pass", "fail"))
    assert round(found.cohen * 100) == 50


def test_everybody_gave_one_answer_and_nothing_is_defined():
    found = measures([["full"] * 3, ["full"] * 3], ("full", "none"))
    assert (found.one_answer, found.cohen, found.alpha) == (True, None, None)
    # Nothing at all is judged twice.
    assert measures([["full"], [None]], ("full",)).n == 0


def test_ordered_answers_get_weighted_kappa_and_na_is_left_out_of_it():
    order, table = ("none", "some", "full"), [[1, 1, 0], [0, 2, 1], [0, 0, 3]]
    rows = _rows(table, order)
    found = measures([[*rows[0], "n/a"], [*rows[1], "full"]], (*order, "n/a"), order)
    assert (found.linear, found.quadratic) == (cohen(table, Weights.LINEAR), cohen(table, Weights.QUADRATIC))
    assert found.n == 9 and found.pabak is None


def test_three_raters_get_fleiss_and_with_a_gap_only_alpha():
    rows = [["a", "b", "a"], ["a", "b", "b"], ["a", "b", "a"]]
    whole = measures(rows, ("a", "b"))
    assert whole.cohen is None and whole.fleiss == Fraction(11, 20)
    gap = measures([*rows[:2], ["a", None, "a"]], ("a", "b"))
    assert gap.fleiss is None and isinstance(gap.alpha, Decimal)


def test_too_few_calls_get_no_interval_and_more_get_the_same_every_time():
    two = session([LI, ZHOU], *(of(r, c) for r in (LI, ZHOU) for c in "12"))
    assert overall(two, "seed").interval is None
    marks = [of(LI, c) for c in "123"] + [of(ZHOU, "1", NEEDLESS), of(ZHOU, "2"), of(ZHOU, "3")]
    found = overall(session([LI, ZHOU], *marks), "seed")
    assert found == overall(session([LI, ZHOU], *marks), "seed")
    assert found.interval.low <= Fraction(3 * len(FULL) - 1, 3 * len(FULL)) <= found.interval.high
    assert (found.bland_altman.n, found.measures.n) == (3, 3 * len(FULL)) and found.icc is not None


def test_inside_one_company_there_is_no_bland_altman():
    other = Rater("b", "B")
    found = overall(session([LI, other], *(of(r, c) for r in (LI, other) for c in "123")), "s")
    assert found.bland_altman is None
    # All scores are the same: the intraclass correlation is not defined.
    assert found.icc is None and found.measures.one_answer


def test_of_one_question_the_answers_have_their_order():
    marks = [of(LI, "1"), of(LI, "2"), of(ZHOU, "1", NEEDLESS), of(ZHOU, "2", NEEDLESS)]
    found = session([LI, ZHOU], *marks)
    need = next(question for question in found.questions if question.item == "NEED")
    assert of_question(found, need).cohen == 0


# ---- the tally


def test_a_call_both_sides_scored_counts_once_whoever_scored_it():
    """Two of the vendor's give 100 and what lacks a need; ours, without a master, is the mean of ours."""
    marks = {"zhou": of(ZHOU, "1"), "chen": of(CHEN, "1", NEEDLESS), "li": of(LI, "1", NEEDLESS)}
    counts = calibration_counts([LI, ZHOU, CHEN], marks)
    gap = marks["zhou"].total - marks["li"].total
    assert counts == {
        "calibrations": 1,
        "calibration_gap": gap * 500,
        "calibration_bias": gap * 500,
        "items_calibrated": 2 * len(FULL),
        "items_agreed": 2 * len(FULL) - 1,
    }


def test_the_master_is_our_standard_and_our_others_do_not_count():
    marks = {"zhou": of(ZHOU, "1", NEEDLESS), "li": of(LI, "1", NEEDLESS), "wang": of(WANG, "1")}
    counts = calibration_counts([LI, ZHOU, WANG], marks)
    assert counts["calibration_bias"] < 0 < counts["calibration_gap"]
    assert counts["items_calibrated"] == len(FULL)


@pytest.mark.parametrize(
    ("pairs", "alike", "talk"),
    [
        (10, 10, False),
        (10, 9, False),  # exactly a tenth differ: not more
        (19, 17, True),  # 2 of 19
        (0, 0, False),  # nobody answered it twice
    ],
)
def test_a_question_is_talked_about_where_more_than_a_tenth_differ(pairs, alike, talk):
    assert Question("NEED", pairs, alike, {}).talk is talk


@pytest.mark.parametrize("raters", [[LI], [LI, WANG], [ZHOU]])
def test_one_side_alone_counts_nothing(raters):
    assert calibration_counts(raters, {r.key: of(r, "1") for r in raters}) == {}


def test_a_call_of_which_nothing_applied_has_no_score_and_no_gap():
    none = Mark("zhou", "1", {"NEED": "n/a"}, frozenset(), None)
    assert calibration_counts([LI, ZHOU], {"zhou": none, "li": of(LI, "1")}) == {
        "items_calibrated": 1,
        "items_agreed": 0,
    }


def test_the_seal_is_the_same_for_the_same_answers_and_salt_only():
    """In whatever order they were given: who holds the seal against the score reads them in another one."""
    answers = {"NEED": {"choice": "full"}, "OPENING": {"choice": "none"}}
    one = seal("a", answers, ("HANG_UP", "LEAK"))
    assert one == seal("a", dict(reversed(answers.items())), ("LEAK", "HANG_UP"))
    others = [
        seal("b", answers, ("HANG_UP", "LEAK")), seal("a", answers, ("LEAK",)),
        seal("a", answers | {"NEED": {"choice": "none"}}, ("HANG_UP", "LEAK")),
    ]  # fmt: skip
    assert len({one, *others}) == 4
