"""Peak and end of calls (S0-05), parts of the contact (S0-24), behaviours (S2-07), speed (S2-06)."""

from fractions import Fraction

import pytest

from qa.form.kinds import Phase
from qa.form.load import shipped_forms
from qa.moments import NO_WORST, Call, Ending, Moments, moments_of, remembered, worst_of
from qa.scoring.answers import Answer
from qa.scoring.engine import score
from qa.speed_and_errors import Pace, Timed, pairs

FORM = next(form for form in shipped_forms() if form.code == "F1")


def call(moments=Moments(), **wrong):  # noqa: B008
    """Everything done, but for the items named: DONE's other choices by their place."""
    answers = {}
    for _section, item in FORM.items():
        choice = item.choices[wrong.get(item.code, 0)]
        answers[item.code] = Answer(choice.code)
    return Call(FORM, score(FORM, answers, (), True), answers, moments)


@pytest.mark.parametrize(
    ("one", "worst"),
    [
        (call(), NO_WORST),
        (call(VOICE=1), "VOICE"),
        # The largest share of its own points, not the most points: 5 of 5 beside 12.5 of 25.
        (call(ACCURACY=1, VOICE=2), "VOICE"),
        # Equal shares: the first in the form's order.
        (call(CLOSING=2, OPENING=2), "OPENING"),
        # What the auditor says holds, also that nothing stood out.
        (call(Moments(worst="LISTENING"), VOICE=2), "LISTENING"),
        (call(Moments(worst=NO_WORST), VOICE=2), NO_WORST),
    ],
)
def test_the_worst_point_of_a_call(one, worst):
    assert worst_of(one) == worst


def test_the_ending_is_pooled_over_the_items_tagged_after():
    """RECORD 5 and CLOSING 5 of each call; one closing is missing: 15 of 20."""
    found = remembered([call(), call(CLOSING=2)])
    assert found.phases[Phase.AFTER] == (Fraction(15), Fraction(20))
    assert set(found.phases) == set(Phase)


def test_behaviours_are_counted_once_a_call_wherever_they_were_noted():
    noted = call(Moments(behaviours=("COLDNESS", "CONTEMPT"), other="叹气"))
    noted.answers["ATTITUDE"] = Answer("none", behaviours=("COLDNESS",))
    found = remembered([noted, call()])
    assert found.behaviours == {"COLDNESS": 1, "CONTEMPT": 1}
    assert (found.misbehaved, found.others) == (1, ["叹气"])


def test_endings_and_worst_points_add_up():
    found = remembered(
        [call(Moments(ending=Ending.BAD), VOICE=2), call(Moments(ending=Ending.BAD), VOICE=1), call()]
    )
    assert found.endings == {Ending.BAD: 2}
    assert (found.worst, found.even) == ({("F1", "VOICE"): 2}, 1)


def test_no_calls_leave_nothing():
    assert remembered([]).calls == 0


@pytest.mark.parametrize(
    "moments", [Moments(), Moments("VOICE", Ending.GOOD, ("COLDNESS",), "叹气"), Moments(NO_WORST)]
)
def test_what_was_noted_comes_back_as_it_was(moments):
    assert moments_of(moments.stored()) == moments


@pytest.mark.parametrize(
    ("april", "may", "pace"),
    [
        (([200, 100], 0), ([100, 100], 1), Pace.FASTER_WORSE),
        (([200, 100], 1), ([100, 100], 1), Pace.FASTER_NO_WORSE),
        (([100, 100], 0), ([100, 100], 2), Pace.NOT_FASTER),
        (([100], 0), ([160], 0), Pace.NOT_FASTER),
        # Rates, not numbers of errors: 1 of 2 before, 1 of 4 after.
        (([200, 200], 1), ([100] * 4, 1), Pace.FASTER_NO_WORSE),
    ],
)
def test_fast_is_no_merit_where_errors_grow_with_it(april, may, pace):
    calls = [
        Timed(label, seconds, at < wrong)
        for label, (lengths, wrong) in (("2026-05", may), ("2026-04", april))
        for at, seconds in enumerate(lengths)
    ]
    first, second = pairs(calls)
    assert (first.label, first.pace, second.pace) == ("2026-04", Pace.NO_PAIR, pace)


def test_a_month_without_calls_is_skipped_not_taken_for_zero():
    found = pairs([Timed("2026-03", 90, False), Timed("2026-05", 60, True)])
    assert [month.pace for month in found] == [Pace.NO_PAIR, Pace.FASTER_WORSE]
