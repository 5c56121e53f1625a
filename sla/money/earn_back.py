"""Which credits come back: enough good months after a miss that was neither grave nor repeated (AT-66)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.period import parse_label
from core.verdict import Verdict
from sla.follow_up.misses import MonthVerdict
from sla.terms.credits import EarnBack


@dataclass(frozen=True)
class EarnedBack:
    """The credit of one month, and the month in which it comes back."""

    credit_of: str
    earned_in: str


def earned_back(
    months: Sequence[MonthVerdict], rule: EarnBack, below_minimum: frozenset[str] = frozenset()
) -> list[EarnedBack]:
    """The credits of a clause that were earned back, from its months in order, oldest first.

    `below_minimum` are the months whose figure fell below the minimum: their credits stay. Months without a
    judgement neither count nor interrupt.
    """
    counted = [month for month in months if month.counts]
    failed = [at for at, month in enumerate(counted) if month.verdict is not Verdict.MET]
    found = []
    for at in failed:
        after = counted[at + 1 : at + 1 + rule.months]
        good = len(after) == rule.months and all(month.verdict is Verdict.MET for month in after)
        label = counted[at].label
        if good and label not in below_minimum and not _again(counted, failed, at, rule.within):
            found.append(EarnedBack(label, after[-1].label))
    return found


def _again(months: Sequence[MonthVerdict], failed: Sequence[int], at: int, within: int) -> bool:
    """Whether another miss lies within so many months before."""
    here = _number(months[at].label)
    return any(0 < here - _number(months[other].label) < within for other in failed if other < at)


def _number(label: str) -> int:
    year, month = parse_label(label)
    return year * 12 + month
