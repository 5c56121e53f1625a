"""Whether a course changed anything: error rates before and after each agent's pass, tested as shares."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from qa.training.effect import Asked, Part, effect

PASSED = date(2026, 11, 10)


def asked(agent: str, day: int, *, failed: int, n: int) -> list[Asked]:
    return [Asked(agent, date(2026, 11, day), at < failed) for at in range(n)]


def test_forty_of_two_hundred_before_and_twenty_after() -> None:
    """20 % against 10 %: pooled 15 %, z = -0.10 / sqrt(0.15 × 0.85 × 2/200) = -2.80."""
    found = effect([*asked("1", 3, failed=40, n=200), *asked("1", 20, failed=20, n=200)], {"1": PASSED})
    assert (found.before, found.after) == (Part(40, 200), Part(20, 200))
    assert (found.before.rate, found.after.rate) == (Fraction(20), Fraction(10))
    assert found.test and found.test.z() == Decimal("-2.80") and found.test.differs


def test_a_small_sample_is_chance() -> None:
    found = effect([*asked("1", 3, failed=2, n=10), *asked("1", 20, failed=1, n=10)], {"1": PASSED})
    assert found.test and not found.test.differs


def test_the_day_of_passing_is_after_and_each_agent_has_their_own() -> None:
    calls = asked("1", 10, failed=1, n=1) + asked("2", 10, failed=1, n=1) + asked("3", 10, failed=1, n=1)
    found = effect(calls, {"1": PASSED, "2": date(2026, 11, 12)})
    assert (found.before, found.after, found.untrained) == (Part(1, 1), Part(1, 1), Part(1, 1))
    assert found.agents == 2


def test_nothing_is_tested_where_a_side_is_empty() -> None:
    found = effect(asked("1", 20, failed=1, n=5), {"1": PASSED})
    assert found.before.rate is None and found.test is None


@given(st.lists(st.tuples(st.sampled_from("123"), st.integers(1, 28), st.booleans())))
def test_every_item_is_in_one_part(rows: list[tuple[str, int, bool]]) -> None:
    calls = [Asked(agent, date(2026, 11, day), bad) for agent, day, bad in rows]
    found = effect(calls, {"1": PASSED, "2": date(2026, 11, 20)})
    parts = (found.before, found.after, found.untrained)
    assert sum(part.n for part in parts) == len(rows)
    assert sum(part.failed for part in parts) == sum(bad for *_rest, bad in rows)
