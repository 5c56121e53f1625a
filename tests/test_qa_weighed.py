"""Figures of audits weighed back to all calls: the reckoning by hand, and when there is none."""

from __future__ import annotations

from fractions import Fraction

import pytest

from qa.sampling.weighed import Drawn, Part, Told, weighed

#: 100 calls of a month: 10 at night, 90 by day; two of either were heard.
NIGHT = Drawn("2026-10-01 2026-11-01 daypart", ("night",), 10, 2, likeness=Fraction(0))
DAY = Drawn("2026-10-01 2026-11-01 daypart", ("morning",), 90, 2, likeness=Fraction(0))


def told(passed, drawn, **more):
    return Told(int(passed), 1, drawn, **more)


HEARD = [told(False, NIGHT), told(False, NIGHT), told(True, DAY), told(True, DAY)]


def test_each_audit_stands_for_the_calls_of_its_stratum():
    """Two nights stand for 5 calls each and failed, two days for 45 each and passed: 90 of 100."""
    found = weighed(HEARD)
    assert (found.value, found.n, found.unheard) == (Fraction(90, 100), 4, 0)
    assert found.parts == (Part(("morning",), 90, 2, 2, 2), Part(("night",), 10, 2, 0, 2))
    # Kish: (5 + 5 + 45 + 45)² ÷ (2·5² + 2·45²).
    assert found.n_effective == Fraction(100**2, 2 * 25 + 2 * 2025)


@pytest.mark.parametrize(
    "audits",
    [
        [*HEARD, told(True, None)],  # one that was not drawn stands for nobody knows how many
        [Told(0, 0, NIGHT), Told(0, 0, DAY)],  # the class of errors applied to none of them
        [told(True, DAY, units=0)],  # it tells of nothing
        [],
    ],
)
def test_without_a_weight_for_each_there_is_no_weighed_figure(audits):
    assert weighed(audits) is None


def test_only_the_contacts_a_class_applies_to_are_divided_by():
    """It applied to one night that failed and to both days, one of which failed: 45 of 5 + 45 + 45."""
    found = weighed([Told(0, 1, NIGHT), Told(0, 0, NIGHT, units=0), Told(1, 1, DAY), Told(0, 1, DAY)])
    assert (found.value, found.n) == (Fraction(45, 95), 3)


def test_what_no_call_was_heard_of_is_said():
    third = Drawn(DAY.frame, ("evening",), 30, 1, unheard=Fraction(1, 4))
    assert weighed([*HEARD, told(True, third)]).unheard == Fraction(1, 4)


def test_several_calls_of_one_agent_are_worth_less_than_of_several():
    alike = [Drawn(DAY.frame, ("morning",), 40, 4, likeness=Fraction(1, 2))] * 4
    one, four = (weighed([told(True, each, agent=name) for each, name in zip(alike, names, strict=True)])
                 for names in ("AAAA", "ABCD"))  # fmt: skip
    # Four calls of an agent at ρ = 0.5: 4 ÷ (1 + 3·0.5).
    assert (one.n_effective, four.n_effective) == (Fraction(8, 5), 4)
