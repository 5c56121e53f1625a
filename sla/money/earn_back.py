"""Which credits come back: enough good months after a miss that was neither grave nor repeated (AT-66)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from core.period import parse_label
from core.text import Text
from core.verdict import Verdict
from sla.follow_up.misses import MonthVerdict
from sla.judging.verdict import as_compared, holds
from sla.spoken import value_words
from sla.terms.contract import Clause
from sla.terms.credits import EarnBack
from sla.terms.definition import Unit


@dataclass(frozen=True)
class EarnedBack:
    """The credit of one month, and the month in which it comes back."""

    credit_of: str
    earned_in: str
    #: The months that brought it back, the last of them `earned_in`.
    months: tuple[str, ...] = field(default=(), compare=False)


def earned_back(
    months: Sequence[MonthVerdict],
    rule: EarnBack,
    below_minimum: frozenset[str] = frozenset(),
    reached: frozenset[str] | None = None,
) -> list[EarnedBack]:
    """The credits of a clause that were earned back, from its months in order, oldest first.

    `below_minimum` are the months whose figure fell below the minimum: their credits stay. `reached` are the
    months that reached the higher target, where the contract asks for one. Months without a judgement neither
    count nor interrupt; credits of a month that is carved out stay.
    """
    counted = [month for month in months if month.counts]
    failed = [at for at, month in enumerate(counted) if month.verdict is not Verdict.MET]
    found = []
    for at in failed:
        after = counted[at + 1 : at + 1 + rule.months]
        good = len(after) == rule.months and all(_is_good(month, reached) for month in after)
        label = counted[at].label
        kept = label in below_minimum or parse_label(label)[1] in (rule.except_months or ())
        if good and not kept and not _again(counted, failed, at, rule.within):
            found.append(EarnedBack(label, after[-1].label, tuple(month.label for month in after)))
    return found


def reached_target(clause: Clause, target: Fraction, values: Mapping[str, Fraction | None]) -> frozenset[str]:
    """The months whose figure keeps a higher target, compared as the clause compares its own."""
    return frozenset(
        label
        for label, value in values.items()
        if value is not None and holds(clause.comparison, as_compared(clause, value), target)
    )


def earned_words(
    found: EarnedBack, target: Fraction | None, values: Mapping[str, Fraction | None], unit: Unit
) -> Text:
    """Which months brought it back, each with its figure, and what they were held against."""
    there = [
        (label, value_words(value, unit))
        for label in found.months
        if (value := values.get(label)) is not None
    ]
    zh = "、".join(f"{label} {said.zh}" for label, said in there) or "、".join(found.months)
    en = ", ".join(f"{label} {said.en}" for label, said in there) or ", ".join(found.months)
    if target is None:
        return Text(
            f"此后连续 {len(found.months)} 个月达标：{zh}", f"{len(found.months)} months on end met: {en}"
        )
    higher = value_words(target, unit)
    return Text(
        f"此后连续 {len(found.months)} 个月达到返还目标 {higher.zh}：{zh}",
        f"{len(found.months)} months on end reached the higher target of {higher.en}: {en}",
    )


def _is_good(month: MonthVerdict, reached: frozenset[str] | None) -> bool:
    """Whether a month counts towards giving back."""
    return month.verdict is Verdict.MET and (reached is None or month.label in reached)


def _again(months: Sequence[MonthVerdict], failed: Sequence[int], at: int, within: int) -> bool:
    """Whether another miss lies within so many months before."""
    here = _number(months[at].label)
    return any(0 < here - _number(months[other].label) < within for other in failed if other < at)


def _number(label: str) -> int:
    year, month = parse_label(label)
    return year * 12 + month
