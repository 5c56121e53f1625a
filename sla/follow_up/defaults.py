"""Which months are defaults: each below the minimum, and below target the fourth time in twelve months.

The two levels of the classic outsourcing contract (domain reference 2.1): Minimum and Expected.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.verdict import Verdict
from sla.follow_up.misses import MonthVerdict
from sla.terms.defaults import TargetRule


class DefaultKind(StrEnum):
    """Which of the two levels was failed."""

    MINIMUM = "minimum"
    TARGET = "target"


@dataclass(frozen=True)
class Default:
    """A month in which a clause draws a credit, and why."""

    label: str
    kind: DefaultKind
    #: The months below target within the rule's span, this one last; only itself for the minimum.
    months: tuple[str, ...]


def defaults_of(months: Sequence[MonthVerdict], rule: TargetRule | None) -> list[Default]:
    """The defaults of a clause from its months in order, oldest first, one a calendar month.

    Without a rule only months below the minimum are defaults.
    """
    found = (_default(months[: at + 1], rule) for at in range(len(months)))
    return [default for default in found if default]


def below_target(months: Sequence[MonthVerdict], rule: TargetRule) -> tuple[str, ...]:
    """The months that count towards the rule when the last of `months` is looked at."""
    counting = {Verdict.BELOW_TARGET, *([Verdict.MISSED] if rule.counts_minimum else [])}
    return tuple(
        month.label for month in months[-rule.months :] if month.counts and month.verdict in counting
    )


def until_default(months: Sequence[MonthVerdict], rule: TargetRule) -> int:
    """How many more months below target on end would make a default; 0 where the last month is one."""
    if months and _default(months, rule):
        return 0
    row = list(months)
    for more in range(1, rule.times + 1):
        row.append(MonthVerdict("", Verdict.BELOW_TARGET))
        if _default(row, rule):
            return more
    raise AssertionError("so many on end always make one")


def _default(months: Sequence[MonthVerdict], rule: TargetRule | None) -> Default | None:
    """What the last of these months is."""
    last = months[-1]
    if not last.counts:
        return None
    if last.verdict is Verdict.MISSED:
        return Default(last.label, DefaultKind.MINIMUM, (last.label,))
    if rule is None or last.verdict is not Verdict.BELOW_TARGET:
        return None
    counted = below_target(months, rule)
    return Default(last.label, DefaultKind.TARGET, counted) if len(counted) >= rule.times else None
