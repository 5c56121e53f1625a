"""Where a clause stands between its two levels, as page and workbook say it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.text import Text
from sla.follow_up.defaults import Default, DefaultKind, below_target, defaults_of, until_default
from sla.follow_up.misses import MonthVerdict
from sla.terms.defaults import TargetRule


@dataclass(frozen=True)
class TargetStanding:
    """How often a clause was below target within its rule's span, and how far it is from a default."""

    rule: TargetRule
    #: The months that count, oldest first.
    months: tuple[str, ...]
    #: How many more below target on end would make a default; 0 where this month is one.
    until: int
    #: What this month is.
    default: Default | None

    @property
    def words(self) -> Text | None:
        """One sentence; None where no month counts, or the month is below the minimum anyway."""
        if not self.months or (self.default and self.default.kind is DefaultKind.MINIMUM):
            return None
        n, of, rule = len(self.months), self.rule.months, self.rule
        zh = f"最近{of}个月有{n}个月低于目标值（{'、'.join(self.months)}）"
        en = f"Below target in {n} of the last {of} months ({', '.join(self.months)})"
        if self.default:
            known = Text(f"{of}个月内{rule.times}次", f"{rule.times} within {of} months")
            return Text(
                f"{zh}：按合同（{known.zh}），本月计为违反目标值。",
                f"{en}: by the contract ({known.en}) this month is a default.",
            )
        more = Text(
            f"再有{self.until}个月低于目标值", "one more" if self.until == 1 else f"{self.until} more"
        )
        verb = "is" if self.until == 1 else "would be"
        return Text(f"{zh}：{more.zh}，即按合同计为违反目标值。", f"{en}: {more.en} {verb} a default.")


def target_standing(months: Sequence[MonthVerdict], rule: TargetRule) -> TargetStanding:
    """The standing after the last of these months, oldest first, one a calendar month."""
    last = defaults_of(months, rule)[-1:]
    default = last[0] if last and last[0].label == months[-1].label else None
    return TargetStanding(rule, below_target(months, rule), until_default(months, rule), default)
