"""Two organisations' audits side by side: mean scores by Welch's test, the same calls, calls picked."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction as F

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import ttest_ind

from core.audit_answer import AuditAnswer
from qa.agreement.believable import Belief, Claim, believable
from qa.agreement.cherry_picking import Picked, Trait, cherry_picked
from qa.agreement.means import MeanClaim, scores_of
from qa.agreement.same_calls import Audited, same_calls

POINTS = st.lists(st.integers(0, 100), min_size=2, max_size=30)


def of(points):
    return scores_of([F(each) for each in points])


@given(ours=POINTS, theirs=POINTS)
def test_the_chance_is_welchs(ours, theirs):
    claim = MeanClaim(of(ours), of(theirs))
    assume(claim.is_testable)
    chance, _z = claim.chance()
    assert float(chance) == pytest.approx(ttest_ind(ours, theirs, equal_var=False, alternative="less").pvalue)


@pytest.mark.parametrize(
    ("ours", "theirs", "word"),
    [
        # Ours 50 on the whole, theirs 93.
        ([100, 0] * 6, [93, 94] * 6, Belief.CONTRADICTED),
        ([93, 94] * 30, [93, 94] * 30, Belief.CONSISTENT),
        # Three calls that lie far apart say nothing of 93.
        ([100, 60, 95], [93, 94] * 6, Belief.TOO_LITTLE),
        # Only what is too good is doubted.
        ([93, 94] * 6, [100, 0] * 6, Belief.TOO_LITTLE),
    ],
)
def test_a_mean_score_has_one_of_three_words(ours, theirs, word):
    assert believable({"": MeanClaim(of(ours), of(theirs))})[""].belief is word


def test_how_many_more_calls_would_do_is_said():
    """Ours vary by s² = 475, theirs by 3/11: 475 / ((5/2.4865)² − 3/132) makes 119, three are there."""
    claim = MeanClaim(of([100, 60, 95]), of([93, 94] * 6))
    assert believable({"": claim})[""].more == 116


def test_two_samples_all_alike_cannot_be_told_apart():
    assert not MeanClaim(of([90, 90]), of([95, 95])).is_testable
    assert not MeanClaim(of([90]), of([95, 96])).is_testable


def test_rates_and_means_are_asked_together():
    """A mean that alone would stand out (p = 0.03) does not beside one more question, by Holm's rule."""
    ours, theirs = [88, 96, 90, 92, 86, 94], [94, 96, 93, 95, 97, 92]
    alone = believable({"score": MeanClaim(of(ours), of(theirs))})
    both = believable({"score": MeanClaim(of(ours), of(theirs)), "passed": Claim((9, 10), counts=(95, 100))})
    assert (alone["score"].belief, both["score"].belief) == (Belief.CONTRADICTED, Belief.CONSISTENT)
    assert alone["score"].chance == both["score"].chance < Decimal("0.05")


def test_the_same_calls_are_held_score_by_score_and_mark_by_mark():
    theirs = [Audited(F(each), each >= 90, False) for each in (95, 90, 92)]
    ours = [Audited(F(85), False, True), Audited(F(90), True, False), Audited(None, None, None)]
    found = same_calls(list(zip(theirs, ours, strict=True)))
    assert (found.n, found.scored, found.bias.bias, found.mean_off) == (3, 2, 5, 5)
    assert (found.within_5, found.within_10, found.is_little) == (F(1, 2), 1, True)
    assert (found.passed.n, found.passed.share, found.passed.milder) == (2, F(1, 2), 1)
    # They saw no fatal error where we did: that is milder too.
    assert (found.fatal_free.milder, found.fatal_free.stricter) == (1, 0)


def test_a_call_only_one_of_the_two_gave_points_is_no_pair_of_scores():
    both = (Audited(F(90)), Audited(F(80)))
    found = same_calls([(Audited(None, True, False), Audited(F(80))), both, both])
    assert (found.n, found.scored, found.bias.bias) == (3, 2, 10)


def test_an_answer_of_n_a_is_neither_milder_nor_stricter():
    full, none, na = AuditAnswer.FULL, AuditAnswer.NONE, AuditAnswer.NOT_APPLICABLE
    pairs = [(na, none), (full, na), (full, none), (none, AuditAnswer.FATAL)]
    said = same_calls(
        [(Audited(answers={"F1/X": one}), Audited(answers={"F1/X": other})) for one, other in pairs]
    )
    marks = said.items["F1/X"]
    assert (marks.n, marks.share, marks.milder, marks.stricter) == (4, 0, 2, 0)


def test_everybody_alike_has_no_kappa():
    pair = (Audited(F(90), True, False), Audited(F(90), True, False))
    assert same_calls([pair] * 3).passed.kappa is None


def test_no_call_in_common_says_nothing():
    found = same_calls([])
    assert (found.n, found.bias, found.passed, found.items) == (0, None, None, {})


@pytest.mark.parametrize(
    ("checked", "others", "picked"),
    [
        ([F(95)] * 30, [F(60)] * 30, Picked.DIFFERENT),
        ([F(95), F(60)] * 20, [F(60), F(95)] * 20, Picked.ALIKE),
        ([F(95)] * 5, [F(60)] * 30, Picked.TOO_FEW),
    ],
)
def test_good_calls_may_be_picked_by_what_we_scored_of_them(checked, others, picked):
    (found,) = [each for each in cherry_picked([], [], (checked, others)) if each.trait is Trait.SCORE]
    assert found.picked is picked
