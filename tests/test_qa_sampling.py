"""Sampling: sizes as printed, strata that add up, a draw anybody can repeat, weights that bring it back."""

from __future__ import annotations

import json
import os
from datetime import date
from fractions import Fraction
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.chance import at_most, sample_needed, wilson
from core.rounding import rounded
from qa.sampling.acceptance import AcceptancePlan
from qa.sampling.clustering import calls_an_agent, design_effect, effective, inflated
from qa.sampling.draw import drawn, fingerprint, in_turn, rank
from qa.sampling.listed import ListedCall
from qa.sampling.no_fault import calls_to_find, found_chance, most_unseen
from qa.sampling.sizes import calls_for, calls_for_wilson, calls_to_see, precision_of
from qa.sampling.strata import Allocation, Dimension, parted, shared_out
from qa.sampling.weights import Heard, estimate

CASES = {
    case["id"]: case
    for case in json.loads(
        (Path(os.environ.get("PLUMBLINE_SHARED", "/work/shared")) / "data/acceptance_cases.json").read_text()
    )
}
FIVE, THREE = Fraction(5, 100), Fraction(3, 100)


def percent(value, digits=1):
    return str(rounded(Fraction(value) * 100, digits))


@pytest.mark.parametrize(("k", "n", "low", "high"), CASES["ST-07"]["cases"])
def test_st_07_wilson(k, n, low, high):
    found = wilson(Fraction(k, n), n)
    assert [percent(bound, 2) for bound in found] == [f"{low:.2f}", f"{high:.2f}"]


@pytest.mark.parametrize(
    ("precision", "rate", "population", "n"),
    [
        (FIVE, "0.5", None, 385),
        (FIVE, "0.5", 1000, 278),  # the published check: 277.74
        (FIVE, "0.5", 20_000, 377),
        (FIVE, "0.9", 20_000, 138),
        (FIVE, "0.9", None, 139),
        (THREE, "0.5", None, 1068),
        (THREE, "0.9", None, 385),
        (FIVE, "0.5", 12, 12),  # never more than there are
        (FIVE, "0.5", 0, 0),
    ],
)
def test_st_08_calls_for_a_precision(precision, rate, population, n):
    assert calls_for(precision, Fraction(rate), population) == n


def test_st_08_as_the_case_file_has_it():
    expect = CASES["ST-08"]["expect"]
    assert [calls_for(FIVE, population=size) for size in (None, 1000, 20_000)] == list(expect.values())


@pytest.mark.parametrize("case", ["ST-09", "ST-10"])
def test_st_09_and_st_10_binomial_tails(case):
    case = CASES[case]
    found = at_most(case["k"], case["n"], Fraction(str(case["p"])))
    assert str(rounded(found, 4)) == str(case["expect"])


@pytest.mark.parametrize(("bad", "chance"), CASES["ST-12"]["expect"].items())
def test_st_12_operating_curve(bad, chance):
    plan = AcceptancePlan(CASES["ST-12"]["n"], CASES["ST-12"]["c"])
    assert plan.curve([Fraction(bad)]) == [(Fraction(bad), rounded(Fraction(str(chance)), 4))]


def test_st_12_the_client_is_told_what_still_passes_one_time_in_ten():
    plan = AcceptancePlan(80, 2)
    limit = plan.passes_one_in_ten()
    assert (plan.reject, str(limit)) == (3, "0.0652")
    assert (
        plan.chance(Fraction(limit)) <= Fraction(1, 10) < plan.chance(Fraction(limit) - Fraction(1, 10_000))
    )


@pytest.mark.parametrize(("n", "chance"), [(60, "0.7134"), (138, "0.9503")])
def test_st_13_a_rare_fault_is_found(n, chance):
    assert str(rounded(found_chance(1000, 20, n), 4)) == chance


def test_st_13_the_calls_that_find_it():
    n = calls_to_find(1000, 20)
    assert found_chance(1000, 20, n - 1) < Fraction(95, 100) <= found_chance(1000, 20, n)
    assert n <= 138


def test_rule_of_three():
    assert percent(most_unseen(60)) == "5.0"
    assert most_unseen(2) == 1


@pytest.mark.parametrize(("target", "n"), [("0.90", 29), ("0.95", 59), ("0.98", 149), ("0.99", 299)])
def test_gt_08_zero_failure_plans(target, n):
    assert sample_needed(Fraction(target)) == n


def test_eight_audits_an_agent_are_worth_fewer():
    """Domain reference 3.3: 8 an agent at 0.10 → 1.7 → 200 audits are about 118."""
    effect = design_effect(8)
    assert effect == Fraction(17, 10)
    assert rounded(effective(200, effect), 0) == 118
    assert inflated(118, effect) == 201
    assert calls_an_agent(["A", "A", "A", "B", None]) == Fraction(9 + 1 + 1, 5)
    assert calls_an_agent([]) == 1


@given(
    st.integers(10, 2000),
    st.integers(2, 30),
    st.fractions(Fraction(1, 20), Fraction(19, 20), max_denominator=50),
)
def test_so_many_calls_are_so_precise(population, percent, rate):
    wanted = Fraction(percent, 100)
    n = calls_for(wanted, rate, population)
    assert Fraction(precision_of(n, rate, population)) <= wanted + Fraction(1, 10**6)
    if n > 1:
        assert Fraction(precision_of(n - 1, rate, population)) >= wanted - Fraction(1, 10**6)


def test_near_the_end_of_the_scale_wilson_says_how_many():
    n = calls_for_wilson(Fraction(2, 100), Fraction(98, 100))
    widths = [
        Fraction(high) - Fraction(low) for low, high in (wilson(Fraction(98, 100), m) for m in (n, n - 1))
    ]
    assert widths[0] <= Fraction(4, 100) < widths[1]
    assert calls_for_wilson(FIVE, Fraction(1)) > 1


def test_a_gap_may_be_too_small_for_any_number_of_ours():
    assert calls_to_see(Fraction(95, 100), FIVE) == 150
    assert calls_to_see(Fraction(95, 100), FIVE, 40) is None
    assert calls_to_see(Fraction(97, 100), Fraction(10, 100), 500) < 100


@pytest.mark.parametrize("wrong", [(Fraction(0), FIVE), (FIVE, Fraction(0)), (FIVE, Fraction(1))])
def test_nothing_can_be_planned_for_a_rate_of_none_or_all(wrong):
    with pytest.raises(ValueError):
        calls_for(*wrong)


def test_nothing_is_found_where_there_is_nothing():
    for wrong in (lambda: calls_to_find(10, 0), lambda: found_chance(10, 11, 1), lambda: most_unseen(0)):
        with pytest.raises(ValueError):
            wrong()
    with pytest.raises(ValueError):
        wilson(Fraction(1), 0)


VOLUMES = st.dictionaries(
    st.text("ABC", min_size=1, max_size=3).map(lambda name: (name,)), st.integers(0, 500)
)


@given(VOLUMES, st.integers(0, 600), st.sampled_from(Allocation), st.integers(1, 4))
def test_strata_give_what_is_asked_and_never_more_than_they_have(volumes, n, allocation, times):
    more = {stratum: Fraction(times) for stratum in list(volumes)[:1]}
    given_out = shared_out(n, volumes, allocation, more)
    assert sum(given_out.values()) == min(n, sum(volumes.values()))
    assert all(given_out[stratum] <= size for stratum, size in volumes.items())
    if n >= sum(bool(size) for size in volumes.values()):
        assert all(given_out[stratum] for stratum, size in volumes.items() if size)


def test_shares_in_proportion_the_same_or_some_more_often():
    volumes = {("day",): 900, ("night",): 100}
    assert shared_out(50, volumes) == {("day",): 45, ("night",): 5}
    assert shared_out(50, volumes, Allocation.EQUAL) == {("day",): 25, ("night",): 25}
    # 900 against 5 × 100 of the night.
    assert shared_out(56, volumes, times={("night",): Fraction(5)}) == {("day",): 36, ("night",): 20}
    assert shared_out(400, volumes, Allocation.EQUAL) == {("day",): 300, ("night",): 100}


def call(number, **told):
    return ListedCall(f"K{number}", date(2026, 11, 2), minute=number * 37 % 1440, **told)


MONTH = [call(n, site="ABC"[n % 3], queue=None if n % 5 else "VIP") for n in range(300)]
DIMENSIONS = [Dimension.SITE, Dimension.QUEUE]


def draw_of(seed, calls, n=40):
    volumes = {stratum: len(members) for stratum, members in parted(calls, DIMENSIONS).items()}
    return drawn(seed, calls, DIMENSIONS, shared_out(n, volumes))


@given(st.text(min_size=1, max_size=20), st.randoms(use_true_random=False))
def test_the_same_seed_draws_the_same_calls_in_whatever_order_they_stand(seed, random):
    shuffled = list(MONTH)
    random.shuffle(shuffled)
    assert draw_of(seed, MONTH) == draw_of(seed, shuffled + shuffled[:10])
    assert fingerprint(MONTH) == fingerprint(shuffled)


def test_anybody_can_draw_again_with_the_seed_and_a_hash():
    """Written down: the order is that of SHA-256 over seed, line feed, key."""
    assert [each.key for each in in_turn("2026-11", MONTH[:4])] == sorted(
        ["K0", "K1", "K2", "K3"], key=lambda key: sha256(f"2026-11\n{key}".encode()).hexdigest()
    )
    assert rank("2026-11", "K0")[:8] == "aae778b0"


def test_nothing_is_drawn_twice_and_reserves_follow_in_turn():
    for part in draw_of("seed", MONTH):
        turn = [*part.calls, *part.reserve]
        assert len({each.key for each in turn}) == len(turn) <= part.volume
        assert turn == in_turn("seed", turn)
        assert len(part.reserve) == min(max(len(part.calls), 5), part.volume - len(part.calls))


def test_each_call_of_a_stratum_is_equally_likely():
    """500 draws of 40 of 300: each call is drawn about 67 times; none is left out, none preferred."""
    hits = dict.fromkeys((each.key for each in MONTH), 0)
    for number in range(500):
        for part in draw_of(f"seed {number}", MONTH):
            for each in part.calls:
                hits[each.key] += 1
    wanted = {}
    for part in draw_of("seed 0", MONTH):
        expected = Fraction(500 * len(part.calls), part.volume)
        members = [each for each in MONTH if (each.site, each.queue) == part.stratum]
        wanted |= {each.key: expected for each in members}
    # Chi-square with 294 degrees of freedom (300 calls in 6 strata): 99.9 % lie below 376.
    spread = sum((hits[key] - mean) ** 2 / mean / (1 - mean / 500) for key, mean in wanted.items())
    assert spread < 376
    assert sum(hits.values()) == 500 * 40


@pytest.mark.parametrize(
    ("minute", "part"),
    [(0, "night"), (479, "night"), (480, "morning"), (720, "afternoon"), (1080, "evening"), (1320, "night"),
     (None, None)],
)  # fmt: skip
def test_parts_of_the_day(minute, part):
    assert ListedCall("K", date(2026, 11, 2), minute).daypart == part


@pytest.mark.parametrize(("days", "tenure"), [(None, None), (0, "new"), (89, "new"), (90, "settled")])
def test_new_agents(days, tenure):
    assert ListedCall("K", date(2026, 11, 2), tenure_days=days).tenure == tenure


def test_an_over_sampled_night_is_weighted_back():
    """900 by day at 90 %, 100 by night at 50 %, heard 50 and 50: 86 %, not the pooled 70 %."""
    found = estimate([Heard(("day",), 900, 50, 45), Heard(("night",), 100, 50, 25)])
    assert (found.share, found.pooled) == (Fraction(86, 100), Fraction(70, 100))
    assert found.variance == Fraction(81, 100) * Fraction(9, 100) / 50 + Fraction(1, 100) / 4 / 50
    assert found.n == 100
    assert rounded(found.n_effective, 1) == rounded(Fraction(50 * 100, 82), 1)
    assert Fraction(found.low) < found.share < Fraction(found.high)
    assert found.unheard == 0


def test_in_proportion_weights_change_nothing():
    found = estimate([Heard(("day",), 900, 90, 81), Heard(("night",), 100, 10, 5)])
    assert found.share == found.pooled == Fraction(86, 100)
    assert found.n_effective == 100


def test_a_stratum_nobody_has_heard_of_is_said_and_not_guessed():
    found = estimate([Heard(("day",), 900, 10, 9), Heard(("night",), 100, 0, 0)])
    assert (found.share, found.unheard) == (Fraction(9, 10), Fraction(1, 10))
    assert estimate([Heard(("day",), 900, 0, 0)]) is None


def test_agents_heard_several_times_widen_the_interval():
    heard = [Heard(("day",), 1000, 200, 180)]
    plain, clustered = estimate(heard), estimate(heard, design_effect(8))
    assert rounded(clustered.n_effective, 0) == 118
    assert clustered.low < plain.low < plain.high < clustered.high


@given(
    st.lists(st.tuples(st.integers(1, 1000), st.integers(1, 60), st.integers(0, 60)), min_size=1, max_size=6)
)
def test_an_estimate_lies_among_its_strata(parts):
    heard = [Heard((str(i),), volume, n, min(good, n)) for i, (volume, n, good) in enumerate(parts)]
    found = estimate(heard)
    rates = [Fraction(each.good, each.n) for each in heard]
    assert min(rates) <= found.share <= max(rates)
    assert 0 < found.n_effective <= found.n
    assert Fraction(found.low) <= found.share <= Fraction(found.high)
