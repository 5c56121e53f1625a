"""Misses over time: opened, continued, recovered; and when the contract's rule makes them a breach."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from core.text import Text
from core.verdict import JUDGED, Verdict
from sla.terms.contract import BreachLevel, BreachRule, Gaps, TotalRule


class MissState(StrEnum):
    """Where a miss stands 未达标."""

    OPEN = "open"
    CONTINUED = "continued"
    RECOVERED = "recovered"


MISS_STATE_NAMES: dict[MissState, Text] = {
    MissState.OPEN: Text("待整改", "To improve"),
    MissState.CONTINUED: Text("持续未达标", "Missed again"),
    MissState.RECOVERED: Text("已恢复", "Recovered"),
}
BREACH_LEVEL_NAMES: dict[BreachLevel, Text] = {
    BreachLevel.MINOR: Text("一般违约", "Minor breach"),
    BreachLevel.SERIOUS: Text("较重违约", "Serious breach"),
    BreachLevel.MAJOR: Text("重大违约", "Major breach"),
}


@dataclass(frozen=True)
class MonthVerdict:
    """One month's verdict on a clause, in a sequence that runs forward."""

    label: str
    verdict: Verdict
    #: A month that is not over is looked at and not counted.
    in_progress: bool = False

    @property
    def counts(self) -> bool:
        """Whether the month has a judgement that counts."""
        return self.verdict in JUDGED and not self.in_progress


@dataclass(frozen=True)
class Change:
    """A change of state: what, from, to, in which month, why."""

    what: str
    before: str | None
    after: str
    label: str
    why: Text


@dataclass(frozen=True)
class Miss:
    """A run of missed months of one clause, from the month it opened to its recovery."""

    clause: str
    opened: str
    #: Every missed month of the run.
    months: tuple[str, ...]
    state: MissState = MissState.OPEN
    recovered: str | None = None
    #: The level, from the month the contract's rule made it a breach 违约.
    breach: BreachLevel | None = None
    breached: str | None = None
    changes: tuple[Change, ...] = ()

    @property
    def consecutive(self) -> int:
        """How many months it was missed in a row."""
        return len(self.months)


def follow(
    clause: str,
    months: Sequence[MonthVerdict],
    rule: BreachRule | None = None,
    level: BreachLevel | None = None,
) -> tuple[Miss, ...]:
    """The miss records of a clause from its months in order, oldest first.

    Months without a judgement neither count nor reset, unless the rule says they reset. Below target but
    above the minimum recovers a miss: only `missed` is one.
    """
    done: list[Miss] = []
    current: Miss | None = None
    for at, month in enumerate(months):
        if not month.counts:
            if current and rule and rule.gaps is Gaps.RESET and not month.in_progress:
                done.append(_recovered(current, month.label, _RESET))
                current = None
        elif month.verdict is Verdict.MISSED:
            current = _continued(current, month.label) if current else _opened(clause, month.label)
            current = _judged_breach(current, months[: at + 1], rule, level)
        elif current:
            done.append(_recovered(current, month.label, _KEPT))
            current = None
    return tuple([*done, current] if current else done)


def is_breach(months: Sequence[MonthVerdict], rule: BreachRule) -> bool:
    """Whether the rule makes the last of these months a breach."""
    counted = _counted(months, rule.gaps)
    in_a_row = rule.consecutive is not None and _run(counted) >= rule.consecutive
    if rule.of is None:
        return in_a_row
    k, n = rule.of
    return in_a_row or sum(month.verdict is Verdict.MISSED for month in counted[-n:]) >= k


def missed_in_a_row(months: Sequence[MonthVerdict], gaps: Gaps = Gaps.SKIP) -> int:
    """How many of the last months were missed without a good one between them."""
    return _run(_counted(months, gaps))


def misses_until_breach(months: Sequence[MonthVerdict], rule: BreachRule) -> int:
    """How many more misses in a row from now would make a breach; 0 where the last month is one."""
    more = 0
    row = list(months)
    while not is_breach(row, rule):
        more += 1
        row.append(MonthVerdict("", Verdict.MISSED))
    return more


def follow_total(rule: TotalRule, totals: Iterable[tuple[str, Decimal | None]]) -> tuple[Miss, ...]:
    """The same for the month's total: below the rule's limit counts as missed, no total as no judgement."""
    months = [MonthVerdict(label, _held(total, rule.below)) for label, total in totals]
    return follow("TOTAL", months, rule.rule, rule.level)


def rule_words(rule: BreachRule) -> Text:
    """The rule as the contract has it."""
    parts_zh, parts_en = [], []
    if rule.consecutive:
        parts_zh.append(f"连续{rule.consecutive}个月未达标")
        parts_en.append(f"{rule.consecutive} misses in a row")
    if rule.of:
        k, n = rule.of
        parts_zh.append(f"{n}个考核月内{k}次未达标")
        parts_en.append(f"{k} misses within {n} judged months")
    return Text(f"合同规定：{'或'.join(parts_zh)}", f"The contract's rule: {' or '.join(parts_en)}")


def _held(total: Decimal | None, below: Fraction) -> Verdict:
    if total is None:
        return Verdict.NOT_REPORTED
    return Verdict.MISSED if Fraction(total) < below else Verdict.MET


def _opened(clause: str, label: str) -> Miss:
    change = Change("miss", None, MissState.OPEN, label, Text("本月未达标", "Missed this month"))
    return Miss(clause, label, (label,), changes=(change,))


def _continued(miss: Miss, label: str) -> Miss:
    n = miss.consecutive + 1
    why = Text(f"连续第{n}个考核月未达标", f"Missed for month {n} in a row")
    change = Change("miss", miss.state, MissState.CONTINUED, label, why)
    return replace(
        miss, months=(*miss.months, label), state=MissState.CONTINUED, changes=(*miss.changes, change)
    )


_KEPT = Text("本月不再未达标", "No longer missed this month")
_RESET = Text(
    "本月没有考核结果，按合同重新计数", "No judgement this month; the contract starts counting anew"
)


def _recovered(miss: Miss, label: str, why: Text) -> Miss:
    change = Change("miss", miss.state, MissState.RECOVERED, label, why)
    return replace(miss, state=MissState.RECOVERED, recovered=label, changes=(*miss.changes, change))


def _judged_breach(
    miss: Miss, months: Sequence[MonthVerdict], rule: BreachRule | None, level: BreachLevel | None
) -> Miss:
    if rule is None or miss.breach or not is_breach(months, rule):
        return miss
    label, grave = miss.months[-1], level or BreachLevel.MINOR
    change = Change("breach", None, grave, label, rule_words(rule))
    return replace(miss, breach=grave, breached=label, changes=(*miss.changes, change))


def _counted(months: Sequence[MonthVerdict], gaps: Gaps) -> list[MonthVerdict]:
    counted: list[MonthVerdict] = []
    for month in months:
        if month.counts:
            counted.append(month)
        elif gaps is Gaps.RESET and not month.in_progress:
            counted.clear()
    return counted


def _run(months: Sequence[MonthVerdict]) -> int:
    run = 0
    for month in reversed(months):
        if month.verdict is not Verdict.MISSED:
            break
        run += 1
    return run
