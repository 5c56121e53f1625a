"""Whether a course changed anything 培训效果: error rates of what it teaches, before and after passing it.

Each agent is held against themselves: calls before the day they passed, and calls from that day on. Who
passed nothing in the window is in neither. Completion is not competence (domain reference 5.2).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from core.two_samples import TwoSamples, two_samples


@dataclass(frozen=True)
class Asked:
    """One item of one audit that a course teaches."""

    agent: str
    day: date
    failed: bool


@dataclass(frozen=True)
class Part:
    """Failed, of all that was asked."""

    failed: int
    n: int

    @property
    def rate(self) -> Fraction | None:
        """In percent; None where nothing was asked."""
        return Fraction(100 * self.failed, self.n) if self.n else None


@dataclass(frozen=True)
class Effect:
    """A course before and after; how many agents each side rests on."""

    before: Part
    after: Part
    agents: int
    #: Asked of agents who passed nothing in the window: shown beside, in neither part.
    untrained: Part

    @property
    def test(self) -> TwoSamples | None:
        """Whether the gap is more than chance; None where a part is empty, or all of both are alike."""
        return two_samples((self.after.failed, self.after.n), (self.before.failed, self.before.n))


def effect(asked: Iterable[Asked], passed: Mapping[str, date]) -> Effect:
    """`passed`: agent → the day of the first pass in the window."""
    before, after, rest = [0, 0], [0, 0], [0, 0]
    agents: set[str] = set()
    for one in asked:
        day = passed.get(one.agent)
        part = rest if day is None else before if one.day < day else after
        part[0] += one.failed
        part[1] += 1
        if day is not None:
            agents.add(one.agent)
    return Effect(Part(*before), Part(*after), len(agents), Part(*rest))
