"""Agreement as printed in the sources, to the digit; and what is said where a measure says nothing."""

from __future__ import annotations

import json
import os
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rounding import rounded
from core.two_samples import two_samples
from qa.agreement.alpha import Level, krippendorff_alpha
from qa.agreement.believable import Belief, Claim, believable
from qa.agreement.bootstrap import bootstrap
from qa.agreement.cherry_picking import Picked, Trait, cherry_picked
from qa.agreement.deviation import bland_altman, deviation, hit_rates, leniency, within
from qa.agreement.holm import stand_out
from qa.agreement.icc import intraclass
from qa.agreement.kappa import Weights, agreed, by_chance, cohen, fleiss, gwet, pabak, table_of
from qa.agreement.readings import alpha_word, icc_word, kappa_word, undefined_words
from qa.sampling.listed import ListedCall

CASES = {
    case["id"]: case
    for case in json.loads(
        (Path(os.environ.get("PLUMBLINE_SHARED", "/work/shared")) / "data/acceptance_cases.json").read_text()
    )
}


def test_st_01_high_agreement_and_a_mediocre_kappa():
    table = CASES["ST-01"]["matrix"]
    kappa = cohen(table)
    assert (agreed(table), by_chance(table), pabak(table)) == (
        Fraction(90, 100),
        Fraction(82, 100),
        Fraction(80, 100),
    )
    assert rounded(kappa, 4) == rounded(Fraction(str(CASES["ST-01"]["expect"])), 4)
    assert kappa_word(kappa).en == "moderate"
    # Gwet's AC1 of the same table by hand: pe = 2 · 0.9 · 0.1.
    assert gwet(table) == Fraction(90 - 18, 100 - 18)


def test_st_02_the_same_agreement_with_even_answers():
    table = CASES["ST-02"]["matrix"]
    assert (agreed(table), cohen(table)) == (Fraction(90, 100), Fraction(8, 10))
    assert kappa_word(cohen(table)).zh == "较强"


def test_st_04_fleiss_of_fourteen_raters():
    found = fleiss(CASES["ST-04"]["matrix"])
    assert str(rounded(found, 4)) == str(CASES["ST-04"]["expect"])
    assert str(rounded(found, 3)) == "0.210"


def test_gt_14_fifty_items():
    table = [[40, 3], [3, 4]]
    assert (agreed(table), str(rounded(cohen(table), 4))) == (Fraction(88, 100), "0.5017")


def test_edge_one_identical_answer_is_no_figure_and_no_fault():
    """All raters give one answer to everything: κ and α are not defined, and nobody reads 0 or an error."""
    table = [[12, 0], [0, 0]]
    assert (cohen(table), agreed(table)) == (None, 1)
    assert fleiss([[3, 0], [3, 0]]) is None
    assert krippendorff_alpha([[1, 1, 1], [1, 1, 1]], Level.NOMINAL) is None
    assert intraclass([[Fraction(90)] * 2] * 3) is None
    said = undefined_words(Fraction(1), "κ")
    assert (said.zh, said.en) == ("100% 一致，κ 无法定义", "100% agreement, κ not defined")


def test_nothing_rated_is_no_figure():
    assert agreed([[0, 0], [0, 0]]) is None
    assert cohen([[0, 0], [0, 0]]) is None
    assert gwet([[0, 0], [0, 0]]) is None
    assert krippendorff_alpha([[1, None], [None, 2]], Level.NOMINAL) is None
    assert krippendorff_alpha([], Level.NOMINAL) is None
    assert intraclass([]) is None
    assert (within([], 5), leniency([]), deviation([]), bland_altman([])) == (None,) * 4
    with pytest.raises(ValueError):
        fleiss([[2, 1], [1, 1]])


def test_weighted_kappa_forgives_near_misses():
    """Three answers in order, six hits and one near miss: Σwo is 1 of 7, Σwe what the margins make of it."""
    table = [[2, 1, 0], [0, 2, 0], [0, 0, 2]]
    rows, columns, n = (3, 2, 2), (2, 3, 2), 7
    for weights, power in ((Weights.LINEAR, 1), (Weights.QUADRATIC, 2)):
        by_habit = sum(abs(i - j) ** power * rows[i] * columns[j] for i in range(3) for j in range(3))
        assert cohen(table, weights) == 1 - Fraction(n, by_habit)
    assert cohen(table) < cohen(table, Weights.LINEAR) < cohen(table, Weights.QUADRATIC)


@given(st.lists(st.lists(st.integers(0, 9), min_size=2, max_size=2), min_size=2, max_size=2))
def test_of_two_answers_all_weights_are_one(table):
    assert cohen(table) == cohen(table, Weights.LINEAR) == cohen(table, Weights.QUADRATIC)
    kappa = cohen(table)
    assert kappa is None or -1 <= kappa <= agreed(table) <= 1


def test_a_table_from_two_raters():
    assert table_of(["是", "是", "否"], ["是", "否", "否"], ["是", "否"]) == [[1, 1], [0, 1]]
    with pytest.raises(KeyError):
        table_of(["也许"], ["是"], ["是", "否"])


def test_krippendorff_with_gaps():
    """The table of the method's own reference (Hayes and Krippendorff 2007), as the library prints it."""
    none = None
    ratings = [
        [none, none, none, none, none, 3, 4, 1, 2, 1, 1, 3, 3, none, 3],
        [1, none, 2, 1, 3, 3, 4, 3, none, none, none, none, none, none, none],
        [none, none, 2, 1, 3, 4, 4, none, 2, 1, 1, 3, 3, none, 4],
    ]
    assert str(krippendorff_alpha(ratings, Level.NOMINAL)) == "0.691358"
    assert str(krippendorff_alpha(ratings, Level.INTERVAL)) == "0.810845"
    assert Level.ORDINAL and krippendorff_alpha(ratings, Level.ORDINAL)


def test_icc_of_shrout_and_fleiss():
    """Six targets, four judges: ICC(2,1) = .29, ICC(2,4) = .62."""
    scores = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
    found = intraclass(scores)
    assert (str(rounded(found.single, 2)), str(rounded(found.panel, 2))) == ("0.29", "0.62")
    assert (icc_word(found.single).en, icc_word(found.panel).en) == ("poor", "moderate")


PAIRS = [(Fraction(a), Fraction(b)) for a, b in [(92, 88), (85, 84), (97, 90), (78, 70), (88, 85)]]


def test_two_organisations_on_the_same_calls():
    found = bland_altman(PAIRS)
    assert found.bias == leniency(PAIRS) == Fraction(23, 5)
    # s² = ((4−4.6)² + (1−4.6)² + (7−4.6)² + (8−4.6)² + (3−4.6)²) / 4 = 8.3
    assert (str(found.low), str(found.high)) == ("-1.046705", "10.246705")
    # t = 4.6 / √(8.3/5)
    assert (str(rounded(found.t, 4)), found.is_biased) == ("3.5703", True)
    assert str(rounded(found.p, 4)) == "0.0234"


def test_a_bias_that_is_the_same_in_every_call_needs_no_test():
    found = bland_altman([(Fraction(90), Fraction(87))] * 3)
    assert (found.t, found.p, found.is_biased, found.low) == (None, None, True, found.high)
    assert not bland_altman([(Fraction(90), Fraction(90))] * 3).is_biased


def test_within_so_many_points_and_how_far():
    assert (within(PAIRS, 5), within(PAIRS, 10)) == (Fraction(3, 5), 1)
    even = [(Fraction(80), Fraction(90)), (Fraction(90), Fraction(80))]
    assert (leniency(even), deviation(even)) == (0, 10)


def test_hits_question_by_question():
    given_answers = [{"Q1": "yes", "Q2": "no"}, {"Q1": "no"}]
    master = [{"Q1": "yes", "Q2": "yes"}, {"Q1": "no", "Q2": "no"}]
    assert hit_rates(given_answers, master) == {"Q1": (2, 2), "Q2": (0, 1)}


def test_an_interval_is_the_same_wherever_its_seed_is():
    calls = [Fraction(score) for score in (4, 1, 7, 8, 3)]

    def mean(drawn):
        return sum(drawn, Fraction(0)) / len(drawn)

    found = bootstrap(calls, mean, "2026-11")
    assert found == bootstrap(calls, mean, "2026-11")
    assert (str(found.low), str(found.high), found.defined) == ("2.400000", "6.800000", 1000)
    assert found != bootstrap(calls, mean, "2026-12")
    assert found.low < mean(calls) < found.high


def test_too_few_calls_have_no_interval():
    assert bootstrap([1, 2], sum, "s") is None
    assert bootstrap([1, 2, 3], lambda drawn: None, "s") is None


@pytest.mark.parametrize(
    ("kappa", "word"),
    [("-0.1", "none"), ("0", "none"), ("0.01", "slight"), ("0.20", "slight"), ("0.204", "slight"),
     ("0.21", "fair"), ("0.40", "fair"), ("0.60", "moderate"), ("0.80", "substantial"),
     ("0.81", "almost perfect"), ("1", "almost perfect")],
)  # fmt: skip
def test_words_of_landis_and_koch(kappa, word):
    assert kappa_word(Fraction(kappa)).en == word


@pytest.mark.parametrize(
    ("alpha", "word"),
    [("0.8", "can be relied on"), ("0.7", "tentative"), ("0.667", "tentative"), ("0.666", "not reliable")],
)
def test_words_of_krippendorff(alpha, word):
    assert alpha_word(Fraction(alpha)).en == word


@pytest.mark.parametrize(
    ("icc", "word"),
    [("0.49", "poor"), ("0.5", "moderate"), ("0.75", "good"), ("0.9", "good"), ("0.91", "excellent")],
)
def test_words_of_icc(icc, word):
    assert icc_word(Fraction(icc)).en == word


def one(claim, **known):
    return believable({"": claim}, **known)[""]


def test_st_09_seven_of_ten_contradict_95_percent():
    found = one(Claim((7, 10), rate=Fraction(95, 100)))
    assert (found.belief, str(rounded(found.chance, 4))) == (Belief.CONTRADICTED, "0.0115")


def test_st_10_eighteen_of_twenty_do_not_and_say_little():
    found = one(Claim((18, 20), rate=Fraction(95, 100)))
    assert (found.belief, str(rounded(found.chance, 3))) == (Belief.TOO_LITTLE, "0.264")
    assert found.more == 130
    assert (found.words.zh, found.words.en) == (
        "证据不足（再抽 130 通）",
        "too little evidence (audit 130 more)",
    )


def test_st_14_two_samples():
    case = CASES["ST-14"]
    assert str(two_samples(tuple(case["a"]), tuple(case["b"])).z(4)) == str(case["expect"])
    found = one(Claim(tuple(case["b"]), counts=tuple(case["a"])))
    assert (found.belief, str(rounded(found.z, 2))) == (Belief.CONTRADICTED, "3.23")
    assert found.words.en == "contradicted"


def test_gt_15_the_vendors_own_checks_are_not_credible():
    found = one(Claim((51, 60), counts=(485, 500)))
    assert (found.belief, str(found.z)) == (Belief.CONTRADICTED, "4.3366")


def test_a_large_sample_that_agrees_is_consistent():
    found = one(Claim((285, 300), rate=Fraction(95, 100)))
    assert (found.belief, found.words.zh) == (Belief.CONSISTENT, "相符")


@pytest.mark.parametrize(
    ("claim", "belief", "more"),
    [
        (Claim((0, 0), rate=Fraction(95, 100)), Belief.TOO_LITTLE, 150),
        # Ours is better than the claim: no reason to doubt it.
        (Claim((200, 200), rate=Fraction(95, 100)), Belief.CONSISTENT, None),
        (Claim((60, 60), counts=(30, 30)), Belief.TOO_LITTLE, None),
        (Claim((50, 60), counts=(18, 30)), Belief.TOO_LITTLE, None),
    ],
)
def test_what_is_said_at_the_ends(claim, belief, more):
    found = one(claim)
    assert (found.belief, found.more) == (belief, more)


def test_the_vendors_own_sample_may_be_too_small_for_any_number_of_ours():
    assert "自己的样本也太小" in one(Claim((55, 60), counts=(29, 30))).words.zh


def test_many_figures_tested_at_once_are_not_doubted_by_chance():
    """P = 0.034 alone contradicts; among ten figures it is what chance brings."""
    alone = Claim((8, 10), rate=Fraction(96, 100))
    assert one(alone).belief is Belief.TOO_LITTLE  # 0.0577
    doubtful = Claim((16, 20), rate=Fraction(95, 100))
    assert one(doubtful).belief is Belief.CONTRADICTED  # 0.0159
    others = {str(i): Claim((19, 20), rate=Fraction(95, 100)) for i in range(9)}
    assert believable({"": doubtful, **others})[""].belief is Belief.TOO_LITTLE


def test_holm_steps_down_and_stops():
    found = stand_out(
        {"a": Fraction(1, 100), "b": Fraction(2, 100), "c": Fraction(4, 100), "d": Fraction(1, 1000)}
    )
    assert found == {"a", "b", "c", "d"}
    assert stand_out({"a": Fraction(1, 100), "b": Fraction(3, 100), "c": Fraction(4, 100)}) == {"a"}
    assert stand_out({}) == set()


def call(number, length=None, **told):
    spread = 120 + number * 53 % 400
    return ListedCall(
        f"K{number}", date(2026, 11, 2), minute=(8 + number * 7 % 12) * 60, length=length or spread, **told
    )


MONTH = [call(n, queue="AB"[n % 2], tenure_days=10 if n % 4 == 1 else 400) for n in range(1200)]


def test_a_sample_taken_as_the_calls_came_is_like_them():
    found = {pick.trait: pick.picked for pick in cherry_picked(MONTH[::13], MONTH)}
    assert set(found) == {Trait.LENGTH, Trait.HOUR, Trait.QUEUE, Trait.TENURE}
    assert set(found.values()) == {Picked.ALIKE}


def test_short_calls_of_settled_agents_are_seen():
    short = [each for each in MONTH if each.length < 250 and each.tenure == "settled"][:60]
    found = {pick.trait: pick for pick in cherry_picked(short, MONTH)}
    assert found[Trait.LENGTH].picked is found[Trait.TENURE].picked is Picked.DIFFERENT
    assert found[Trait.LENGTH].checked < found[Trait.LENGTH].others
    assert (found[Trait.TENURE].value, found[Trait.TENURE].checked) == ("new", 0)


def test_too_few_checked_calls_are_said_to_be_too_few():
    found = cherry_picked(MONTH[:19], MONTH)
    assert {pick.picked for pick in found} == {Picked.TOO_FEW}
    assert {pick.chance for pick in found} == {None}


def test_what_the_list_does_not_tell_is_left_out():
    bare = [ListedCall(f"K{n}", date(2026, 11, 2)) for n in range(100)]
    assert cherry_picked(bare[:30], bare) == []


def test_rare_values_are_taken_together():
    rare = [call(n, queue=f"Q{n}" if n < 12 else "A") for n in range(600)]
    found = {pick.trait: pick for pick in cherry_picked(rare[:60], rare)}
    assert found[Trait.QUEUE].picked in (Picked.DIFFERENT, Picked.TOO_FEW)


def test_a_wish_for_thousands_of_calls_says_what_those_heard_would_show():
    """40 of 54 beside 1,350 of 1,800: a gap of 5 points would take far more than anybody hears."""
    found = one(Claim((40, 54), counts=(1350, 1800)))
    assert found.belief is Belief.TOO_LITTLE and found.more is not None and found.more > 300
    assert found.shown is not None and 5 < found.shown < 20
    claim = Claim((40, 54), counts=(1350, 1800))
    assert (
        (claim.needed(Fraction(found.shown, 100)) or 99)
        <= 54
        < (claim.needed(Fraction(found.shown - 1, 100)) or 0)
    )
    assert f"看出虚高约 {found.shown} 个百分点" in found.words.zh
    assert f"about {found.shown} points too many" in found.words.en
