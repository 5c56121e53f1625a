"""Targets of one clause by scope: the nearest specific row holds, the clause's own where none does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

#: From the widest dimension to the nearest: line of business, channel, queue, language, site, segment.
NEARNESS = ("project", "channel", "queue", "language", "site", "segment")


@dataclass(frozen=True)
class TargetRow:
    """The target of some part of what a clause is about."""

    scope: Mapping[str, str]
    target: Fraction
    minimum: Fraction | None = None
    #: The upper ends, where the clause compares 'between'.
    target_high: Fraction | None = None
    minimum_high: Fraction | None = None

    def holds_for(self, scope: Mapping[str, str]) -> bool:
        """Whether everything in the scope is inside the row's."""
        return all(scope.get(name) == value for name, value in self.scope.items())

    @property
    def nearness(self) -> tuple[bool, ...]:
        """Greater the nearer it is: by its nearest dimension first, then by the one before that."""
        return tuple(name in self.scope for name in reversed(NEARNESS))


def nearest(rows: Iterable[TargetRow], scope: Mapping[str, str]) -> TargetRow | None:
    """The row that holds for a scope; None where none does. No two are equally near (checked on loading)."""
    return max((row for row in rows if row.holds_for(scope)), key=lambda row: row.nearness, default=None)
