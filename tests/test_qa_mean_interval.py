"""Student's interval of means: by hand, against the textbook, and never narrower for what is less worth."""

from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.sampling.mean_interval import Part, mean_interval


def of(*scores):
    return [Part(F(score), F(1)) for score in scores]


def test_five_reviews_by_hand():
    """AT-40: mean 52.972; Σ(x−m)² = 8 375.0..., s = 45.76, t(4) = 2.776 445, so 52.972 ± 56.8."""
    found = mean_interval(of(100, F("9.91"), F("63.96"), F("90.99"), 0))
    scores = [F(100), F("9.91"), F("63.96"), F("90.99"), F(0)]
    squares = sum((each - F("52.972")) ** 2 for each in scores)
    assert (found.value, found.n, found.freedom) == (F("52.972"), 5, 4)
    assert abs(found.deviation**2 - squares / 4) < F(1, 10**9)
    half = F("2.776445105198") * found.deviation / F("2.2360679774997896964")
    assert abs(found.high - found.value - half) < F(1, 10**9)
    assert found.low == 2 * found.value - found.high


@pytest.mark.parametrize(
    ("parts", "worth"),
    [
        (of(80), None),
        # All alike: no sample can promise that nothing else is to be heard.
        (of(80, 80, 80), None),
        (of(80, 90, 100), F(3, 2)),
        ([], None),
        # Nothing to divide by is no call of the figure.
        ([Part(F(80), F(1)), Part(F(0), F(0))], None),
    ],
)
def test_too_few_or_all_alike_have_none(parts, worth):
    assert mean_interval(parts, worth) is None


def test_pooled_points_spread_about_the_pooled_figure():
    """AT-41: 1 of 1 and 9 of 18: R = 10/19, off by 9/19 and −9/19; s² = 2·(9/19)²/9.5², t(1)."""
    found = mean_interval([Part(F(1), F(1)), Part(F(9), F(18))])
    assert found.value == F(10, 19)
    assert abs(found.deviation**2 - 2 * F(9, 19) ** 2 / F(19, 2) ** 2) < F(1, 10**9)
    assert found.freedom == 1


def test_weights_are_those_of_the_calls_they_stand_for():
    """Two strata, nine calls each and one: the mean is theirs, the spread is about it, and worth less."""
    parts = [Part(F(100), F(1), F(9)), Part(F(90), F(1), F(9)), Part(F(0), F(1)), Part(F(10), F(1))]
    found = mean_interval(parts, F(200, 82) ** 1)
    mean = F(9 * 190 + 10, 20)
    assert found.value == mean
    off = (9 * (100 - mean) ** 2 + 9 * (90 - mean) ** 2 + mean**2 + (10 - mean) ** 2) / 20
    assert abs(found.deviation**2 - F(4, 3) * off) < F(1, 10**9)
    assert found.freedom == 1


@given(st.lists(st.integers(0, 100), min_size=3, max_size=12), st.integers(2, 12))
def test_what_is_worth_less_is_told_less_surely(scores, worth):
    """The figure lies in the middle, and fewer independent calls never make a narrower interval."""
    plain, less = mean_interval(of(*scores)), mean_interval(of(*scores), F(min(worth, len(scores))))
    if plain is None:
        assert less is None
        return
    assert plain.low + plain.high == less.low + less.high == 2 * plain.value
    assert less.high >= plain.high
