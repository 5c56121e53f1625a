"""What small samples say: the Wilson table of the domain reference, zero-failure plans, bounds."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.chance import at_most, sample_needed
from core.two_samples import two_samples
from sla.judging.sample import SampleState, sample_view
from sla.terms.sample import SampleMethod, SampleRule

WILSON, EXACT = SampleRule(), SampleRule(SampleMethod.EXACT)


@pytest.mark.parametrize(
    ("k", "n", "target", "low", "high", "most", "tail", "state"),
    [
        (26, 30, 90, "70.32", "94.69", "93.87", "0.353", "inconclusive"),
        (24, 30, 90, "62.69", "90.49", "89.29", "0.073", "confirmed"),
        (22, 30, 90, "55.55", "85.82", "84.27", "0.008", "confirmed"),
        (9, 10, 95, "59.58", "98.21", "97.74", "0.401", "inconclusive"),
        (44, 50, 95, "76.20", "94.38", "93.67", "0.038", "confirmed"),
        (140, 150, 95, "88.16", "96.34", "95.97", "0.219", "inconclusive"),
        (171, 200, 90, "79.95", "89.71", "89.12", "0.027", "confirmed"),
        (255, 300, 90, "80.52", "88.60", "88.08", "0.004", "confirmed"),
        (266, 300, 90, "84.58", "91.78", "91.34", "0.246", "inconclusive"),
        (112, 120, 98, "87.39", "96.58", "96.20", "0.003", "confirmed"),
        (30, 30, 95, "88.65", "100.00", "100.00", "1.000", "met_weak"),  # it would take 59
    ],
)
def test_gt_07_the_wilson_table(k, n, target, low, high, most, tail, state):
    view = sample_view(k, n, Fraction(target, 100), WILSON)
    shown = [f"{100 * bound:.2f}" for bound in (view.low, view.high, view.most)]
    assert [*shown, f"{view.tail:.3f}", view.state] == [low, high, most, tail, state]


def test_gt_07_the_two_methods_disagree_on_24_of_30():
    assert sample_view(24, 30, Fraction(9, 10), EXACT).state is SampleState.INCONCLUSIVE


def test_gt_07_all_of_30_leave_the_true_rate_open_down_to_91_73():
    assert f"{100 * sample_view(30, 30, Fraction(95, 100), WILSON).least:.2f}" == "91.73"


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [
        (56, 60, "84.07", "97.38"),
        (5, 5, "56.55", "100.00"),
        (573, 600, "93.53", "96.89"),
        (8, 1200, "0.34", "1.31"),
    ],
)
def test_wilson_intervals_of_the_contract_examples(k, n, low, high):
    view = sample_view(k, n, Fraction(9, 10), WILSON)
    assert [f"{100 * bound:.2f}" for bound in (view.low, view.high)] == [low, high]


@pytest.mark.parametrize(("target", "n"), [(90, 29), (95, 59), (98, 149), (99, 299)])
def test_gt_08_how_many_must_all_be_good(target, n):
    assert sample_needed(Fraction(target, 100)) == n


@pytest.mark.parametrize(
    ("one", "other", "z", "differs"),
    [
        ((485, 500), (51, 60), "4.3366", True),  # GT-15: the vendor's own checks are not credible
        ((1140, 1200), (44, 52), "3.2349", True),  # ST-14
        ((51, 60), (485, 500), "-4.3366", True),
        ((95, 100), (90, 100), "1.3423", False),
        ((90, 100), (90, 100), "0.0000", False),
    ],
)
def test_gt_15_two_samples_lie_so_many_standard_errors_apart(one, other, z, differs):
    found = two_samples(one, other)
    assert (str(found.z(4)), found.differs) == (z, differs)


@pytest.mark.parametrize(("one", "other"), [((0, 0), (1, 2)), ((5, 5), (9, 9)), ((0, 5), (0, 9))])
def test_two_samples_without_volume_or_without_any_difference_say_nothing(one, other):
    assert two_samples(one, other) is None


@pytest.mark.parametrize(("k", "n", "target"), [(1, 0, 90), (5, 4, 90), (-1, 4, 90), (1, 2, 0), (1, 2, 101)])
def test_what_is_no_sample_or_no_share_is_refused(k, n, target):
    with pytest.raises(ValueError, match="against"):
        sample_view(k, n, Fraction(target, 100), WILSON)


@given(st.integers(1, 400), st.data(), st.sampled_from([80, 90, 95, 98, 100]))
def test_a_good_one_more_never_makes_a_sample_look_worse(n, data, target):
    k = data.draw(st.integers(0, n))
    order = [SampleState.CONFIRMED, SampleState.INCONCLUSIVE, SampleState.MET_WEAK, SampleState.MET]
    before = sample_view(k, n, Fraction(target, 100), WILSON).state
    after = sample_view(k + 1, n + 1, Fraction(target, 100), WILSON).state
    assert order.index(after) >= order.index(before)


@given(st.integers(1, 300), st.data(), st.sampled_from([20, 70, 80, 90, 95, 98, 100]))
def test_what_is_decided_in_fractions_is_what_the_library_says(n, data, target):
    """Away from the bound itself, where the library's last digits mean nothing."""
    k, share = data.draw(st.integers(0, n)), Fraction(target, 100)
    view = sample_view(k, n, share, WILSON)
    if Fraction(k, n) < share and abs(Fraction(view.most) - share) > Fraction(1, 10**9):
        assert (view.state is SampleState.CONFIRMED) == (Fraction(view.most) < share)
    if Fraction(k, n) >= share and abs(Fraction(view.least) - share) > Fraction(1, 10**9):
        assert (view.state is SampleState.MET) == (Fraction(view.least) >= share)
    assert abs(at_most(k, n, share) - Fraction(view.tail)) < Fraction(1, 10**9)
