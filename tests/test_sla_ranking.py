"""Ranking of vendors and the share of the volume that follows."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sla.money.ranking import Standing, ranked
from sla.terms.ranking import RankingRule

RULE = RankingRule(below=Fraction(85))
E6 = {"A": ("93.42", 40), "B": ("88.15", 35), "C": ("79.60", 25)}


def _vendors(scores=E6, **known):
    return [
        Standing(vendor, Fraction(score) if score else None, Fraction(share), **known.get(vendor, {}))
        for vendor, (score, share) in scores.items()
    ]


def _shares(vendors):
    return {placed.vendor: placed.next_share for placed in ranked(vendors, RULE)}


def test_e6_the_last_below_85_gives_five_points_to_the_first():
    assert _shares(_vendors()) == {"A": 45, "B": 35, "C": 20}


@pytest.mark.parametrize(
    ("before", "shares", "leaves"),
    [(0, (45, 20), False), (1, (50, 15), False), (2, (50, 15), True)],  # the third time it may leave
)
def test_e6_the_second_time_in_a_row_costs_ten_and_the_third_the_contract(before, shares, leaves):
    placed = {each.vendor: each for each in ranked(_vendors(C={"before": before}), RULE)}
    assert (placed["A"].next_share, placed["C"].next_share, placed["C"].leaves) == (*shares, leaves)
    assert placed["C"].last_in_a_row == before + 1


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        # The last place alone costs nothing.
        ({"A": ("93", 40), "B": ("90", 35), "C": ("85", 25)}, {"A": 40, "B": 35, "C": 25}),
        ({"A": ("93", 60), "B": ("90", 28), "C": ("80", 12)}, {"A": 62, "B": 28, "C": 10}),  # the floor
        ({"A": ("93", 60), "B": ("90", 35), "C": ("80", 5)}, {"A": 60, "B": 35, "C": 5}),  # below it already
        ({"A": ("93", 60), "B": ("90", 30), "C": (None, 10)}, {"A": 60, "B": 30, "C": 10}),  # no score
        ({"A": ("80", 100)}, {"A": 100}),  # alone it is not ranked
        ({"A": ("93", 40), "B": ("80", 35), "C": ("80", 25)}, {"A": 40, "B": 35, "C": 25}),  # a tie stays
    ],
)
def test_shares_that_stay_or_stop_at_the_floor(scores, expected):
    assert _shares(_vendors(scores)) == expected


def test_a_tie_is_decided_by_the_named_clause():
    scores = {"A": ("93", 40), "B": ("80", 35), "C": ("80", 25)}
    ties = {"B": {"tie": Fraction(98)}, "C": {"tie": Fraction(99)}}
    placed = ranked(_vendors(scores, **ties), RULE)
    assert [each.vendor for each in placed] == ["A", "C", "B"]
    assert {each.vendor: each.next_share for each in placed} == {"A": 45, "C": 25, "B": 30}


def test_a_tie_clause_whose_less_is_better_is_still_better_than_no_figure():
    scores = {"A": ("93", 40), "B": ("80", 35), "C": ("80", 25)}
    placed = ranked(_vendors(scores, C={"tie": Fraction(-2)}), RULE)
    assert [each.vendor for each in placed] == ["A", "C", "B"]


def test_the_trace_can_be_followed_by_hand():
    last = ranked(_vendors(), RULE)[-1]
    assert [step.en for step in last.trace] == [
        "Last, and 79.6 points are below 85: time 1 in a row",
        "Share 25 % − 5 pp = 20 %",
    ]


def test_shares_that_do_not_add_up_are_refused():
    with pytest.raises(ValueError, match="100"):
        ranked([Standing("A", Fraction(90), Fraction(50))], RULE)


@given(st.lists(st.fractions(0, 100, max_denominator=100), min_size=1, max_size=6), st.integers(0, 5))
def test_no_volume_is_made_or_lost(scores, before):
    share = Fraction(100, len(scores))
    vendors = [Standing(f"V{n}", score, share, before=before) for n, score in enumerate(scores)]
    assert sum(placed.next_share for placed in ranked(vendors, RULE)) == 100
