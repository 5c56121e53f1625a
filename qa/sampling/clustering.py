"""Several calls of one agent are alike, and say less than as many of different agents (domain ref. 3.3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from math import ceil

#: How alike one agent's calls usually are; domain reference 3.3 reckons with it.
USUAL_LIKENESS = Fraction(1, 10)


def design_effect(per_agent: Fraction | int, likeness: Fraction = USUAL_LIKENESS) -> Fraction:
    """How many times more calls are needed: 1 + (m − 1)ρ; 1.7 for 8 calls an agent at 0.10. At least 1."""
    return max(1 + (Fraction(per_agent) - 1) * likeness, Fraction(1))


def effective(n: int, effect: Fraction) -> Fraction:
    """As many independent calls as `n` clustered ones are worth: 200 at 1.7 are about 118."""
    return n / effect


def inflated(n: int, effect: Fraction) -> int:
    """The clustered calls that are worth `n` independent ones, rounded up."""
    return ceil(n * effect)


def calls_an_agent(agents: Iterable[str | None]) -> Fraction:
    """The mean number of calls an audited call shares its agent with, itself included: Σm² / Σm.

    Unequal agents weigh as they should: ten calls of one and one of another are not 5.5 each. A call whose
    agent is unknown stands alone.
    """
    known = Counter(agents)
    alone = known.pop(None, 0)
    calls = sum(known.values()) + alone
    return Fraction(sum(m * m for m in known.values()) + alone, calls) if calls else Fraction(1)


def clustered(n: int, agents: int, likeness: Fraction = USUAL_LIKENESS) -> int | None:
    """The calls, spread evenly over the agents, that are worth `n` independent ones.

    More calls are more of each agent, so it solves n' = n·(1 + (n'/agents − 1)ρ). None where no number of
    calls of so few agents is worth as much.
    """
    if n <= agents or not agents:
        return n
    left = 1 - n * likeness / agents
    return ceil(n * (1 - likeness) / left) if left > 0 else None
