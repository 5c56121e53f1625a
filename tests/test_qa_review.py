"""Review, release and appeal, pure: which state may follow which, the clocks, who may, what a ruling does."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import product

import pytest
from scored_forms import answered, form, item, section

from core.errors import IllegalTransitionError, WrongInputError
from core.text import Text
from qa.form.kinds import ItemKind
from qa.form.load import shipped_forms
from qa.form.terms import Item
from qa.review.appeal_rates import Appealed, appeal_rates
from qa.review.clocks import ReviewRules, days_left, is_late
from qa.review.notice import Told, notice_text
from qa.review.rulings import Claim, Ruling, Scored, changes, check_claim, ruled
from qa.review.second import differences, drawn
from qa.review.states import ReviewState, after_rulings, followed, standing
from qa.review.who import must_be_other, must_rule
from qa.scoring.answers import Answer
from qa.scoring.engine import score

FORM = next(form for form in shipped_forms() if form.code == "QUICK_LISTENING")
FULL = {item.code: Answer("full") for _section, item in FORM.items()}
S = ReviewState
MAY_FOLLOW = {
    (S.SUBMITTED, S.TO_ADJUDICATE), (S.SUBMITTED, S.REVIEWED), (S.SUBMITTED, S.RELEASED),
    (S.TO_ADJUDICATE, S.REVIEWED),
    (S.REVIEWED, S.RELEASED),
    (S.RELEASED, S.ACKNOWLEDGED), (S.RELEASED, S.DISPUTED),
    # A second item is appealed while the first one waits.
    (S.DISPUTED, S.DISPUTED), (S.DISPUTED, S.UPHELD), (S.DISPUTED, S.REVISED),
    # Another item, or the next level.
    (S.UPHELD, S.DISPUTED), (S.UPHELD, S.ACKNOWLEDGED),
    (S.REVISED, S.DISPUTED), (S.REVISED, S.ACKNOWLEDGED),
}  # fmt: skip


@pytest.mark.parametrize(("state", "to"), list(product(S, S)))
def test_the_table_of_transitions(state, to):
    if (state, to) in MAY_FOLLOW:
        assert followed(state, to) is to
        return
    with pytest.raises(IllegalTransitionError):
        followed(state, to)


@pytest.mark.parametrize(
    ("state", "over", "said"),
    [
        (S.RELEASED, False, S.RELEASED),
        (S.RELEASED, True, S.FINAL),  # silence is acceptance
        (S.ACKNOWLEDGED, False, S.FINAL),
        (S.DISPUTED, True, S.DISPUTED),  # an open appeal is never final by time
        (S.REVISED, False, S.REVISED),
        (S.REVISED, True, S.FINAL),
        (S.UPHELD, True, S.FINAL),
        (S.SUBMITTED, True, S.SUBMITTED),
    ],
)
def test_silence_makes_final_and_nothing_else_does(state, over, said):
    assert standing(state, over) is said


def test_a_vendor_sees_a_score_from_its_release_on():
    assert [state for state in S if not state.is_released] == [S.SUBMITTED, S.TO_ADJUDICATE, S.REVIEWED]


@pytest.mark.parametrize(
    ("changed", "waiting", "to"),
    [([False], False, S.UPHELD), ([False, True], False, S.REVISED), ([True], True, S.DISPUTED)],
)
def test_where_rulings_leave_an_audit(changed, waiting, to):
    assert after_rulings(changed, waiting) is to


@pytest.mark.parametrize(
    ("step", "start", "due"),
    [
        ("release", "2026-05-12", "2026-05-13"),  # T+1
        ("release", "2026-05-15", "2026-05-18"),  # over a weekend
        ("release", "2026-05-08", "2026-05-09"),  # the Saturday is worked for the May break
        ("appeal", "2026-05-08", "2026-05-11"),  # … and so counts here
        ("appeal", "2026-04-30", "2026-05-07"),  # the break of 1 to 5 May does not
        ("appeal", "2026-09-30", "2026-10-09"),  # National Day, 1 to 7 October
        ("ruling 1", "2026-10-08", "2026-10-10"),  # 10 October is a Saturday that is worked
        ("ruling 2", "2026-10-08", "2026-10-12"),
    ],
)
def test_clocks_run_in_working_days_with_make_up_days(step, start, due):
    rules, day = ReviewRules(), date.fromisoformat(start)
    found = {
        "release": lambda: rules.release_due(day),
        "appeal": lambda: rules.appeal_due(day),
        "ruling 1": lambda: rules.ruling_due(day, 1),
        "ruling 2": lambda: rules.ruling_due(day, 2),
    }[step]()
    assert (found.day, found.certain) == (date.fromisoformat(due), True)


@pytest.mark.parametrize(
    ("today", "due", "left"),
    [
        ("2026-05-08", "2026-05-11", 2),
        ("2026-05-11", "2026-05-11", 0),
        ("2026-05-12", "2026-05-11", -1),
        ("2026-05-18", "2026-05-15", -1),  # Monday after Friday
        ("2026-05-15", "2026-05-16", 0),  # on Friday, until Saturday: no working day is left
        ("2026-05-18", "2026-05-16", -1),  # on Monday, until Saturday
    ],
)
def test_days_left_count_the_last_day_and_go_below_nothing(today, due, left):
    assert days_left("CN", date.fromisoformat(today), date.fromisoformat(due)) == left


def test_an_appeal_is_late_the_day_after_its_last_day():
    assert [is_late(date(2026, 5, day), date(2026, 5, 11)) for day in (10, 11, 12)] == [False, False, True]


def test_rules_come_back_as_they_were_kept():
    rules = ReviewRules(2, 5, (1, 2, 3), 100, "GB", "Europe/London")
    assert ReviewRules.from_dict(rules.as_dict()) == rules and rules.levels == 3


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"release_days": -1}, "review_days"),
        ({"ruling_days": (2, 61)}, "review_days"),
        ({"ruling_days": ()}, "review_levels"),
        ({"ruling_days": (1, 1, 1, 1)}, "review_levels"),
        ({"second_percent": 101}, "review_percent"),
    ],
)
def test_rules_that_cannot_be_are_refused(said, reason):
    with pytest.raises(WrongInputError) as refused:
        ReviewRules(**said)
    assert refused.value.reason == reason


def test_the_draw_is_the_audits_own_and_near_its_share():
    keys = [f"01J{n:023d}" for n in range(2000)]
    share = sum(drawn(key, 30) for key in keys)
    assert 520 <= share <= 680
    # By SHA-256 of the key, modulo 100: whoever draws again, whenever and wherever, draws the same.
    assert [drawn(f"01J{n}", 50) for n in range(4)] == [False, True, True, True] and share == 572
    assert not any(drawn(key, 0) for key in keys) and all(drawn(key, 100) for key in keys)
    # What a share of 30 draws, one of 50 draws too.
    assert all(drawn(key, 50) for key in keys if drawn(key, 30))


def test_scorers_differ_by_what_scores_and_by_fatal_faults():
    other = FULL | {"NEED": Answer("none"), "OPENING": Answer("full", comment="语速快")}
    assert differences(FORM, FULL, other) == ["NEED"]
    assert differences(FORM, FULL, FULL, ["LEAK"], []) == ["LEAK"]
    assert differences(FORM, FULL, FULL, ["LEAK"], ["LEAK"]) == []
    assert differences(FORM, FULL, FULL | {"NEED": Answer(not_applicable=True)}) == ["NEED"]
    assert differences(FORM, FULL, dict(FULL)) == []


def test_a_note_that_only_one_of_them_wrote_is_no_difference():
    note = Item("NOTE", Text("备注", "Note"), Fraction(0), (), kind=ItemKind.TEXT)
    found = form(section("A", item("NEED", 10), note))
    first, second = {"NEED": answered(10)}, {"NEED": answered(10), "NOTE": Answer(text="语速快")}
    assert differences(found, first, second) == []


def test_a_ruling_keeps_ours_takes_theirs_or_sets_a_third_value():
    """90 with the need not confirmed; theirs 100; half of it 95."""
    said, claim = Scored(FULL | {"NEED": Answer("none")}), Claim("NEED", Answer("full"))
    found = {
        ruling: ruled(FORM, said, claim, ruling, Answer("full", deductions=(Fraction(5),)))
        for ruling in Ruling
    }
    totals = {ruling: score(FORM, after.answers).total for ruling, after in found.items()}
    assert totals == {Ruling.KEEP: 90, Ruling.TAKE: 100, Ruling.THIRD: 95}
    assert [changes(said, found[ruling]) for ruling in Ruling] == [False, True, True]


def test_a_fatal_fault_goes_or_stays_and_has_no_third_value():
    fault = FORM.fatal_faults[0].code
    said, claim = Scored(FULL, frozenset({fault})), Claim(fault)
    check_claim(FORM, said, claim)
    assert ruled(FORM, said, claim, Ruling.TAKE).fatal == frozenset()
    assert ruled(FORM, said, claim, Ruling.KEEP) == said
    with pytest.raises(WrongInputError, match="ruling_no_third"):
        ruled(FORM, said, claim, Ruling.THIRD, Answer("full"))


@pytest.mark.parametrize(
    ("ruling", "fatal"),
    [
        (Ruling.KEEP, {"NEED"}),
        (Ruling.TAKE, set()),
        (Ruling.THIRD, {"NEED"}),  # another answer says nothing of what was fatal in it
    ],
)
def test_what_was_fatal_in_an_item_goes_where_theirs_is_taken(ruling, fatal):
    said = Scored(FULL | {"NEED": Answer("none")}, frozenset({"NEED"}))
    after = ruled(FORM, said, Claim("NEED", Answer("full")), ruling, Answer("partial"))
    assert after.fatal == fatal


def test_a_ruling_that_takes_only_the_fatal_fault_away_changes_the_score():
    assert changes(Scored(FULL, frozenset({"LEAK"})), Scored(FULL))
    assert not changes(Scored(FULL, frozenset({"LEAK"})), Scored(dict(FULL), frozenset({"LEAK"})))


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        (Claim("NOBODY"), "appeal_unknown"),
        (Claim("LEAK"), "appeal_unknown"),  # a fault of the form that was not found
        (Claim("NEED", Answer("full")), "appeal_same"),
        (Claim("NEED", Answer("superb")), "item_choice"),
        # The item can always be told.
        (Claim("NEED", Answer(undetermined=True)), "item_not_applicable"),
    ],
)
def test_an_appeal_that_says_nothing_is_refused(claim, reason):
    with pytest.raises(WrongInputError) as refused:
        check_claim(FORM, Scored(FULL), claim)
    assert refused.value.reason == reason


def test_of_a_fatal_item_the_same_answer_may_be_claimed_without_the_fault():
    check_claim(FORM, Scored(FULL, frozenset({"NEED"})), Claim("NEED", Answer("full")))


def test_taking_theirs_needs_an_answer_of_theirs():
    with pytest.raises(WrongInputError, match="needed"):
        ruled(FORM, Scored(FULL), Claim("NEED"), Ruling.TAKE)


def test_nobody_judges_what_they_scored_or_ruled_before():
    must_be_other("王", ["李"])
    must_rule("王", ["李"], ["陈"])
    with pytest.raises(WrongInputError, match="review_own"):
        must_be_other("李", ["李", "陈"])
    with pytest.raises(WrongInputError, match="ruling_twice"):
        must_rule("陈", ["李"], ["陈"])


def test_rates_by_vendor_and_the_fifth_that_is_not_more_than_a_fifth():
    audits = [
        Appealed("A", appeals=6, ruled=6, succeeded=3),
        Appealed("A", appeals=1, ruled=0),
        *[Appealed("A")] * 6,
        *[Appealed("B", appeals=1, ruled=1)] * 4,
        Appealed("B", appeals=1, ruled=1, succeeded=1),
        Appealed("C"),
        # One lost of one is no habit.
        Appealed("D", appeals=1, ruled=1, succeeded=1),
        # Two of five are more than a fifth, and five are enough; two of four are not.
        *[Appealed("E", appeals=1, ruled=1, succeeded=1)] * 2,
        *[Appealed("E", appeals=1, ruled=1)] * 3,
        *[Appealed("F", appeals=1, ruled=1, succeeded=1)] * 2,
        *[Appealed("F", appeals=1, ruled=1)] * 2,
    ]
    a, b, c, d, e, f = appeal_rates(audits)
    assert (a.appeal_rate, a.success_rate, a.retrain) == (Fraction(1, 4), Fraction(1, 2), True)
    assert (b.appeal_rate, b.success_rate, b.retrain) == (1, Fraction(1, 5), False)
    assert (c.appeal_rate, c.success_rate, c.retrain) == (0, None, False)
    assert (d.success_rate, d.retrain) == (1, False)
    assert (e.retrain, f.retrain) == (True, False)
    # Nothing ruled on is no share at all; of one to four the share says nothing yet.
    assert [each.is_too_few for each in (a, b, c, d, e, f)] == [False, False, False, True, False, True]
    # The same from the appealed ones alone, and how many each has.
    appealed = [each for each in audits if each.appeals]
    assert appeal_rates(appealed, {"A": 8, "B": 5, "C": 1, "D": 1, "E": 5, "F": 4}) == [
        a, b, c, d, e, f,
    ]  # fmt: skip


def test_a_notice_says_what_was_fatal_in_both_languages():
    told = Told(Text("云禾", "Yunhe"), "2026-05-11 11:00", [Text("辱骂客户", "Abuse")], "0123", "R-1")
    text = notice_text(told)
    assert all(each in text.zh for each in ("云禾", "2026-05-11 11:00", "坐席 0123", "1. 辱骂客户"))
    assert all(each in text.en for each in ("Yunhe", "agent 0123", "recording R-1", "1. Abuse"))
