"""Numerator and denominator, never the rate: what every figure is until it is shown.

A source of figures answers in `Sums`: exact totals of base counts for a scope and a period. An
indicator turns sums into a `Tally`; tallies add up, and the ratio is formed last (ratio of sums).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Protocol

from core.light_value import light_value
from core.period import Period
from core.scope import Scope


class Flag(StrEnum):
    """What is added to a verdict without changing it."""

    PROVISIONAL = "provisional"
    IN_PROGRESS = "in_progress"
    OVER_SERVED = "over_served"
    BY_HAND = "by_hand"
    RESTATED = "restated"
    DISPUTED = "disputed"
    ASSERTED = "asserted"
    CORRECTED = "corrected"
    #: Met or failed by a decision, whatever the figure says.
    DEEMED = "deemed"


@dataclass(frozen=True)
class Have:
    """How many days are there, of how many that should be."""

    have: int
    expected: int

    @property
    def complete(self) -> bool:
        """Whether nothing is missing."""
        return self.have >= self.expected


@light_value
class Sums:
    """What one source holds on some base counts for a scope and a period."""

    scope: Scope
    period: Period
    source: str
    #: Exact totals in the smallest unit; a count nobody reported is absent, not 0.
    totals: Mapping[str, int] = field(default_factory=dict)
    #: How many rows carried each count.
    rows: Mapping[str, int] = field(default_factory=dict)
    coverage: Have = Have(0, 0)
    flags: frozenset[Flag] = frozenset()
    #: The received files (batch keys) or records the totals come from.
    origins: tuple[str, ...] = ()
    #: Whether, within one dataset, some rows carry one of these counts and lack another.
    uneven: bool = False


class TallySource(Protocol):
    """Where counts come from: the lake, audits, training, cases, or figures typed by hand."""

    def tallies(self, base_counts: Sequence[str], scope: Scope, period: Period, as_of: date) -> list[Sums]:
        """The sums for a scope and a period; one entry for each narrower scope where a clause asks for
        the worst or the mean of its sites, else one entry. Empty where nothing was received."""
        ...


@light_value
class Tally:
    """A numerator over a denominator with its scale: value = numerator / denominator × scale."""

    numerator: int
    denominator: int
    scale: Fraction = Fraction(1)
    #: The number of contacts, calls or people it rests on: the denominator before any scaling.
    n: int = 0
    coverage: Have = Have(0, 0)
    flags: frozenset[Flag] = frozenset()
    origins: tuple[str, ...] = ()

    @property
    def value(self) -> Fraction | None:
        """The exact figure in the indicator's unit; None where there is nothing to divide by."""
        if not self.denominator:
            return None
        scale = self.scale
        return Fraction(self.numerator * scale.numerator, self.denominator * scale.denominator)


def combine(tallies: Iterable[Tally]) -> Tally | None:
    """The ratio of sums: numerators added, denominators added. None where there is nothing to add."""
    parts = list(tallies)
    if not parts:
        return None
    return Tally(
        sum(part.numerator for part in parts),
        sum(part.denominator for part in parts),
        parts[0].scale,
        sum(part.n for part in parts),
        Have(sum(p.coverage.have for p in parts), sum(p.coverage.expected for p in parts)),
        frozenset().union(*(part.flags for part in parts)),
        tuple(sorted({origin for part in parts for origin in part.origins})),
    )
