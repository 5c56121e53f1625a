"""Targets by scope, a clause's own or the contract's table of them: the nearest specific row holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

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


@dataclass(frozen=True)
class SharedTarget(TargetRow):
    """A row of the contract's table: an indicator's target, for every clause that states none itself."""

    indicator: str = ""
    #: The months it holds in, both included; None for from the start, and until further notice.
    since: str | None = None
    until: str | None = None
    #: What brought it in, as the papers name it.
    amendment: str | None = None

    def holds_in(self, label: str) -> bool:
        """Whether it holds in a month."""
        return (self.since or label) <= label <= (self.until or label)


_Row = TypeVar("_Row", bound=TargetRow)


def nearest(rows: Iterable[_Row], scope: Mapping[str, str]) -> _Row | None:
    """The row that holds for a scope; None where none does. No two are equally near (checked on loading)."""
    return max((row for row in rows if row.holds_for(scope)), key=lambda row: row.nearness, default=None)
