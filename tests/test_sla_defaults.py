"""The two levels of a promise: every month below the minimum, and below target the fourth time in twelve."""

from __future__ import annotations

import pytest

from core.verdict import Verdict
from sla.follow_up.defaults import Default, DefaultKind, defaults_of, until_default
from sla.follow_up.misses import MonthVerdict
from sla.terms.defaults import TargetRule

MET, BELOW, MISSED, NONE = Verdict.MET, Verdict.BELOW_TARGET, Verdict.MISSED, Verdict.NO_VOLUME


def _held(value):
    return MET if value >= 80 else BELOW if value >= 75 else MISSED


def _months(*verdicts, first=1):
    return [MonthVerdict(f"m{at}", verdict) for at, verdict in enumerate(verdicts, start=first)]


WE_10 = _months(*(_held(value) for value in (82, 79, 81, 78, 84, 79.5, 83, 79, 85, 86, 74.9, 79)))


def test_we_10_the_fourth_below_target_in_twelve_months_is_the_first_default():
    assert defaults_of(WE_10, TargetRule()) == [
        Default("m8", DefaultKind.TARGET, ("m2", "m4", "m6", "m8")),
        Default("m11", DefaultKind.MINIMUM, ("m11",)),
        Default("m12", DefaultKind.TARGET, ("m2", "m4", "m6", "m8", "m12")),
    ]


def test_we_10_where_the_clause_counts_the_minimum_too():
    last = defaults_of(WE_10, TargetRule(counts_minimum=True))[-1]
    assert last.months == ("m2", "m4", "m6", "m8", "m11", "m12")


def test_without_a_rule_only_the_minimum_is_a_default():
    assert [default.label for default in defaults_of(WE_10, None)] == ["m11"]


def test_a_month_without_volume_takes_its_place_in_the_twelve_and_counts_nothing():
    # The first of the four has left the window when the fourth comes.
    months = _months(BELOW, NONE, BELOW, BELOW, *[NONE] * 8, BELOW)
    assert defaults_of(months, TargetRule()) == []


@pytest.mark.parametrize(
    ("verdicts", "more"),
    [
        ((), 4),
        ((BELOW, BELOW, BELOW), 1),  # one miss away
        ((BELOW, BELOW, BELOW, BELOW), 0),
        ((MISSED,), 0),
        ((BELOW, BELOW, BELOW, *[MET] * 9), 4),  # the old ones leave as months go by
    ],
)
def test_how_many_more_would_make_a_default(verdicts, more):
    assert until_default(_months(*verdicts), TargetRule()) == more
