"""Chronic failure: whether a trigger of the contract is reached, or one miss away from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from core.text import Text
from core.verdict import Verdict
from sla.follow_up.misses import BREACH_LEVEL_NAMES, MonthVerdict, is_breach, misses_until_breach, rule_words
from sla.judging.verdict import as_compared
from sla.spoken import value_words
from sla.terms.contract import BreachRule, Chronic, Clause, Comparison, Contract
from sla.terms.indicator import Unit
from sla.terms.layer import ClauseLayer


class TriggerState(StrEnum):
    """Where a trigger stands."""

    TRIGGERED = "triggered"
    NEAR = "near"
    CLEAR = "clear"


@dataclass(frozen=True)
class Trigger:
    """A trigger of the contract after some months, with what a person may be told of it."""

    chronic: Chronic
    state: TriggerState
    #: The missed months, oldest first, or the single one worse than the critical floor.
    months: tuple[str, ...] = ()
    #: That month's figure, where the floor triggered it.
    worst: Text | None = None

    @property
    def words(self) -> Text | None:
        """One sentence; None where nothing is near."""
        if self.state is TriggerState.CLEAR:
            return None
        if self.chronic.at_cap:
            return self._at_cap_words()
        name, level = self.chronic.name, _level(self.chronic)
        when = Text("、".join(self.months), ", ".join(self.months))
        if self.worst:
            return Text(
                f"{name.zh}：{when.zh} 实绩 {self.worst.zh}，劣于单月红线，已触发{level.zh}。",
                f"{name.en}: {self.worst.en} in {when.en} is worse than the critical floor: "
                f"triggered{level.en}.",
            )
        assert self.chronic.rule is not None
        rule = rule_words(self.chronic.rule)
        if self.state is TriggerState.TRIGGERED:
            return Text(
                f"{name.zh}：已触发{level.zh}，未达标月份 {when.zh}。{rule.zh}。",
                f"{name.en}: triggered{level.en}, missed in {when.en}. {rule.en}.",
            )
        return Text(
            f"{name.zh}：再有一个月未达标即触发（已未达标：{when.zh}）。{rule.zh}。",
            f"{name.en}: one more missed month triggers it (missed so far: {when.en}). {rule.en}.",
        )

    def _at_cap_words(self) -> Text:
        name, level = self.chronic.name, _level(self.chronic)
        when = Text("、".join(self.months), ", ".join(self.months))
        assert self.chronic.rule is not None
        rule = at_cap_rule(self.chronic.rule)
        if self.state is TriggerState.TRIGGERED:
            return Text(
                f"{name.zh}：已触发{level.zh}，服务抵扣达到风险金额的月份 {when.zh}。{rule.zh}。",
                f"{name.en}: triggered{level.en}, credits at their cap in {when.en}. {rule.en}.",
            )
        return Text(
            f"{name.zh}：再有一个月抵扣达到风险金额即触发（已有：{when.zh}）。{rule.zh}。",
            f"{name.en}: one more month at the cap triggers it (so far: {when.en}). {rule.en}.",
        )


#: The row of months that triggers on credits at their cap look at.
AT_CAP = "#at_cap"


def at_cap_rule(rule: BreachRule) -> Text:
    """The rule as the contract has it, where it counts months at the cap."""
    zh, en = [], []
    if rule.consecutive:
        zh.append(f"连续{rule.consecutive}个月抵扣达到风险金额")
        en.append(f"{rule.consecutive} months in a row at the cap of the credits")
    if rule.of:
        k, n = rule.of
        zh.append(f"{n}个考核月内{k}个月抵扣达到风险金额")
        en.append(f"{k} of {n} judged months at the cap of the credits")
    return Text(f"合同规定：{'或'.join(zh)}", f"The contract's rule: {' or '.join(en)}")


def triggers(
    contract: Contract,
    months: Mapping[str, Sequence[MonthVerdict]],
    values: Mapping[str, tuple[Fraction | None, Unit]],
) -> list[Trigger]:
    """Every trigger of the contract, in its order.

    `months`: clause → its months up to the one looked at, oldest first; `values`: clause → its figure in the
    last of them that counts. Months at the cap of their credits count as missed in the row AT_CAP.
    """
    found = []
    for chronic in contract.chronic:
        others = [AT_CAP] if chronic.at_cap else _critical(contract)
        codes = [chronic.clause] if chronic.clause else others
        row = _any_of([months[code] for code in codes if code in months])
        clause = contract.clause(chronic.clause) if chronic.clause else None
        floor = _floored(chronic, clause, row, values) if clause else None
        found.append(floor or _counted(chronic, row))
    return found


def _level(chronic: Chronic) -> Text:
    """The breach the contract calls it, in brackets; nothing where it calls it none."""
    if chronic.level is None:
        return Text("", "")
    name = BREACH_LEVEL_NAMES[chronic.level]
    return Text(f"（{name.zh}）", f" ({name.en.lower()})")


def _critical(contract: Contract) -> list[str]:
    return [clause.code for clause in contract.clauses if clause.layer is ClauseLayer.CRITICAL]


def _any_of(rows: Sequence[Sequence[MonthVerdict]]) -> list[MonthVerdict]:
    """One row of several: a month is missed where any of them was, and counts where any of them does."""
    every: dict[str, list[MonthVerdict]] = {}
    for month in (each for row in rows for each in row):
        every.setdefault(month.label, []).append(month)
    return [_worst(every[label]) for label in sorted(every)]


def _worst(months: Sequence[MonthVerdict]) -> MonthVerdict:
    counting = [month for month in months if month.counts]
    missed = [month for month in counting if month.verdict is Verdict.MISSED]
    return next(iter((*missed, *counting, *months)))


def _counted(chronic: Chronic, row: Sequence[MonthVerdict]) -> Trigger:
    """By the rule that counts missed months."""
    if chronic.rule is None:
        return Trigger(chronic, TriggerState.CLEAR)
    missed = _missed(chronic, row)
    if is_breach(row, chronic.rule):
        return Trigger(chronic, TriggerState.TRIGGERED, missed)
    near = bool(missed) and misses_until_breach(row, chronic.rule) == 1
    return Trigger(chronic, TriggerState.NEAR if near else TriggerState.CLEAR, missed)


def _missed(chronic: Chronic, row: Sequence[MonthVerdict]) -> tuple[str, ...]:
    """The missed months among those the rule can look at."""
    assert chronic.rule is not None
    span = max(chronic.rule.consecutive or 0, chronic.rule.of[1] if chronic.rule.of else 0)
    counted = [month for month in row if month.counts][-span:]
    return tuple(month.label for month in counted if month.verdict is Verdict.MISSED)


def _floored(
    chronic: Chronic,
    clause: Clause,
    row: Sequence[MonthVerdict],
    values: Mapping[str, tuple[Fraction | None, Unit]],
) -> Trigger | None:
    """By the critical floor of a single month: the last that counts."""
    last = next((month for month in reversed(row) if month.counts), None)
    value, unit = values.get(clause.code, (None, Unit.PERCENT))
    if chronic.below is None or last is None or value is None:
        return None
    lower = clause.comparison in (Comparison.AT_MOST, Comparison.LESS)
    held = as_compared(clause, value)
    worse = held > chronic.below if lower else held < chronic.below
    return (
        Trigger(chronic, TriggerState.TRIGGERED, (last.label,), value_words(value, unit)) if worse else None
    )
