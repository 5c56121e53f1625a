"""Auditors beside each other, pure: mildness against the same mix, Holm over all, drift by months."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.auditors.drift import Trend, drift
from qa.auditors.leniency import Cell, Lean, leniencies, within_cells

EASY, HARD = ("YUNHE", "F1", "1", "random"), ("YUNHE", "F4", "1", "random")


def cell(auditor, scores, mix=EASY, month="2026-05"):
    exact = [Fraction(score) for score in scores]
    return Cell(
        auditor, mix, month, len(exact), sum(exact, Fraction(0)), sum((s * s for s in exact), Fraction(0))
    )


def spread(mean, n=20):
    """`n` scores around a mean, 2 points to either side in turn."""
    return [mean + (2 if i % 2 else -2) for i in range(n)]


def test_who_listens_to_hard_calls_is_not_strict_for_it():
    """Li scores 80 and 95 as the others do; the bare means lie 10 points apart."""
    cells = [
        cell("李", spread(80, 30), HARD), cell("李", spread(95, 10), EASY),
        cell("周", spread(80, 10), HARD), cell("周", spread(95, 30), EASY),
    ]  # fmt: skip
    found = leniencies(cells)
    assert {name: (each.lean, each.bias) for name, each in found.items()} == {
        "李": (Lean.ALIKE, 0),
        "周": (Lean.ALIKE, 0),
    }


def test_three_points_above_the_others_is_milder_with_its_interval():
    found = leniencies([cell("李", spread(93)), cell("周", spread(90)), cell("陈", spread(90))])
    assert found["李"].lean is Lean.MILDER and found["李"].bias == 3
    assert found["李"].low > 0 and found["李"].low + found["李"].high == 6
    # By hand: s² = 80·3/57 within cells, 1/20 + 1/40 of it.
    variance = Fraction(240, 57) * Fraction(3, 40)
    assert abs(
        Fraction(found["李"].high) - 3 - Fraction(196, 100) * Fraction(float(variance) ** 0.5)
    ) < Fraction(1, 1000)
    assert {found[name].lean for name in ("周", "陈")} == {Lean.STRICTER}


@pytest.mark.parametrize(
    ("cells", "n"),
    [
        ([cell("李", spread(99))], 0),  # nobody beside him
        ([cell("李", spread(99), HARD), cell("周", spread(90), EASY)], 0),  # nobody on the same mix
        ([cell("李", spread(99, 19)), cell("周", spread(90))], 19),  # one too few
    ],
)
def test_too_little_beside_him_says_nothing(cells, n):
    found = leniencies(cells)["李"]
    assert (found.lean, found.n, found.low) == (Lean.TOO_FEW, n, None)


def test_of_many_auditors_one_out_of_twenty_is_no_alarm():
    """An interval without 0 is no verdict yet among twenty-one who are asked about: Holm."""
    crowd = [cell(f"质检{i:02d}", spread(90)) for i in range(20)]
    found = leniencies([cell("李", spread(Fraction(911, 10))), *crowd])
    assert found["李"].lean is Lean.ALIKE and found["李"].low > 0


def test_scores_without_any_spread_differ_or_do_not():
    assert leniencies([cell("李", [90] * 20), cell("周", [90] * 20)])["李"].lean is Lean.ALIKE
    assert leniencies([cell("李", [91] * 20), cell("周", [90] * 20)])["李"].lean is Lean.MILDER
    assert within_cells([cell("李", [90])]) is None


WINTER = (("2026-11", 88), ("2026-12", 90), ("2027-01", 92))


def months(name, *means):
    return [cell(name, spread(mean), month=f"2026-{3 + i:02d}") for i, mean in enumerate(means)]


@pytest.mark.parametrize(
    ("means", "trend", "slope"),
    [
        ((88, 90, 92), Trend.MILDER, 2),
        ((92, 90, 88), Trend.STRICTER, -2),
        ((90, 90, 90), Trend.STEADY, 0),
        ((88, 92), Trend.TOO_FEW, None),
    ],
)
def test_the_months_lead_somewhere_or_nowhere(means, trend, slope):
    found = drift([*months("李", *means), *months("周", 90, 90, 90)], "李")
    assert (found.trend, found.slope) == (trend, slope)
    assert [each.bias for each in found.months] == [mean - 90 for mean in means]


def test_the_others_drift_is_not_his():
    found = drift([*months("李", 90, 90, 90), *months("周", 94, 90, 86)], "李")
    assert found.trend is Trend.STEADY


def test_a_month_with_four_scores_is_shown_and_not_reckoned_with():
    thin = cell("李", spread(70, 4), month="2026-06")
    found = drift([*months("李", 90, 90, 90), thin, *months("周", 90, 90, 90)], "李")
    assert len(found.months) == 4 and found.trend is Trend.STEADY


def test_five_scores_make_a_month_to_reckon_with():
    few = [cell("李", spread(mean, 5), month=f"2026-{n:02d}") for n, mean in ((3, 70), (4, 90), (5, 110))]
    assert drift([*few, *months("周", 90, 90, 90)], "李").trend is not Trend.TOO_FEW


def test_from_december_to_january_is_one_month():
    """2 points a month over the turn of the year, as in the middle of it."""
    mine = [cell("李", spread(mean), month=at) for at, mean in WINTER]
    found = drift([*mine, *[cell("周", spread(90), month=at) for at, _mean in WINTER]], "李")
    assert found.slope == 2


@given(st.lists(st.integers(0, 100), min_size=20, max_size=40), st.integers(-20, 20))
def test_who_gives_everybody_so_many_points_more_is_so_much_milder(scores, more):
    found = leniencies([cell("李", [score + more for score in scores]), cell("周", scores)])
    assert found["李"].bias == more == -found["周"].bias
