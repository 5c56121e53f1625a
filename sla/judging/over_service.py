"""Over-service as a hint on cost, never a penalty: a clause served far better than was bought, months on end.

Two readings of the same sentence of a source (china_practice S4-09, T38): the figure lies far beyond its
target, or most calls are answered in a small part of the target time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from core.text import Text
from sla.spoken import difference_words, percent_words, value_words
from sla.terms.definition import Unit
from sla.terms.over_service import OverService


class Reading(StrEnum):
    """How a clause is found to be served too well."""

    BEYOND = "beyond"
    FAST = "fast"


@dataclass(frozen=True)
class MonthServed:
    """One month of a clause: its figure, the target it was held against, and how far it lies beyond it."""

    label: str
    #: Beyond the target, or the share of calls within the part of the target time, in the unit.
    value: Fraction | None
    n: int | None
    target: Fraction | None = None
    #: How far beyond the target; only where that is asked.
    gap: Fraction | None = None


@dataclass(frozen=True)
class OverServed:
    """A clause that was served too well in every one of these months, with the sentences that say so."""

    reading: Reading
    months: tuple[MonthServed, ...]
    steps: tuple[Text, ...]


def beyond_target(rule: OverService, unit: Unit, months: Sequence[MonthServed]) -> OverServed | None:
    """Whether every month lies `by` or more beyond its own target; None where one does not, or is missing."""
    if len(months) < rule.months or any(each.gap is None or each.gap < rule.by for each in months):
        return None
    limit = difference_words(rule.by, unit)
    why = Text(
        f"连续 {len(months)} 个月优于目标 {limit.zh}及以上。",
        f"{limit.en} or more beyond the target in {len(months)} months on end.",
    )
    return OverServed(Reading.BEYOND, tuple(months), (*(_beyond(each, unit) for each in months), why))


def far_faster(
    rule: OverService, threshold_s: int, within_s: int, months: Sequence[MonthServed]
) -> OverServed | None:
    """Whether in every month `share` of the calls were answered within `within_s` of the target time."""
    if rule.share is None or len(months) < rule.months:
        return None
    least = rule.share * 100
    if any(each.value is None or each.value < least for each in months):
        return None
    share, part = percent_words(rule.share), percent_words(Fraction(within_s, threshold_s))
    why = Text(
        f"连续 {len(months)} 个月有 {share.zh}及以上的来电在目标时间 {threshold_s} 秒的 {part.zh}"
        f"（{within_s} 秒）以内接起。",
        f"{share.en} or more answered within {within_s} s, {part.en} of the target time of {threshold_s} s, "
        f"in {len(months)} months on end.",
    )
    return OverServed(Reading.FAST, tuple(months), (*(_fast(each, within_s) for each in months), why))


def within_seconds(rule: OverService, threshold_s: int) -> int | None:
    """The whole seconds that are that part of the target time, rounded down so that no call is counted that
    took longer; None where nothing is left."""
    return (int(threshold_s * rule.within) or None) if rule.within is not None else None


def _beyond(month: MonthServed, unit: Unit) -> Text:
    assert month.value is not None and month.target is not None and month.gap is not None
    value, target = value_words(month.value, unit), value_words(month.target, unit)
    gap, n = difference_words(month.gap, unit), _n(month)
    return Text(
        f"{month.label}：{value.zh}，目标 {target.zh}，优于目标 {gap.zh}{n.zh}",
        f"{month.label}: {value.en}, target {target.en}, {gap.en} beyond it{n.en}",
    )


def _fast(month: MonthServed, within_s: int) -> Text:
    assert month.value is not None
    value, n = value_words(month.value, Unit.PERCENT), _n(month)
    return Text(
        f"{month.label}：{value.zh} 在 {within_s} 秒内接起{n.zh}",
        f"{month.label}: {value.en} answered within {within_s} s{n.en}",
    )


def _n(month: MonthServed) -> Text:
    if month.n is None:
        return Text("", "")
    return Text(f"（样本量 {month.n:,}）", f" (n = {month.n:,})")
