"""A clause in its first months: held against the target of that month, its misses without money."""

from __future__ import annotations

from dataclasses import replace

from core.period import parse_label
from core.text import Text
from sla.judging.verdict import holds
from sla.spoken import value_words
from sla.terms.bounds import target_of
from sla.terms.contract import Clause, Comparison, Contract
from sla.terms.indicator import Formula
from sla.terms.relief import Mechanism, Relief

_INCLUSIVE = {Comparison.MORE: Comparison.AT_LEAST, Comparison.LESS: Comparison.AT_MOST}


def month_of_ramp(contract: Contract, clause: Clause, label: str) -> int | None:
    """1 in the month the clause's ramp starts in; None before it and without one."""
    if clause.ramp is None:
        return None
    first = contract.month_rule.month_of(clause.ramp.since or contract.effective.start).label
    (year, month), (from_year, from_month) = parse_label(label), parse_label(first)
    at = (year - from_year) * 12 + month - from_month + 1
    return at if at >= 1 else None


def ramped(contract: Contract, clause: Clause, label: str) -> Clause:
    """The clause as the month is held against it. A minimum beyond the easier target is that target."""
    at = month_of_ramp(contract, clause, label)
    if at is None or clause.ramp is None or at > len(clause.ramp.targets):
        return clause
    target = clause.ramp.targets[at - 1]
    kept = _INCLUSIVE.get(clause.comparison, clause.comparison)
    minimum = clause.minimum
    if minimum is not None and not holds(kept, target, minimum):
        minimum = target
    return replace(clause, target=target, minimum=minimum)


def ramp_words(contract: Contract, clause: Clause, formula: Formula, label: str) -> tuple[Text, ...]:
    """Which month of the ramp it is, and from which target to which; nothing where the own target holds."""
    at, now = month_of_ramp(contract, clause, label), ramped(contract, clause, label)
    usual = target_of(clause)
    if now is clause or now.target is None or usual is None:
        return ()
    easier, own = value_words(now.target, formula.unit), value_words(usual, formula.unit)
    return (
        Text(
            f"爬坡期第 {at} 个月：目标 {easier.zh}（此后 {own.zh}）",
            f"Month {at} of the ramp-up: target {easier.en} ({own.en} after it)",
        ),
    )


def is_free(contract: Contract, clause: Clause, label: str) -> bool:
    """Whether a miss of the month costs nothing by the contract."""
    at = month_of_ramp(contract, clause, label)
    return at is not None and clause.ramp is not None and at <= clause.ramp.no_credit_months


def short_words(contract: Contract, clause: Clause, label: str) -> Text:
    """Behind a target of a ramp-up: which month of it; nothing where the own target holds."""
    if ramped(contract, clause, label) is clause:
        return Text("", "")
    at = month_of_ramp(contract, clause, label)
    return Text(f"（爬坡期第 {at} 个月）", f" (month {at} of its ramp-up)")


def grace(contract: Contract, clause: Clause, label: str) -> tuple[Relief, ...]:
    """That a miss of this month costs nothing by the contract; nothing once these months are over."""
    at = month_of_ramp(contract, clause, label)
    if clause.ramp is None or not is_free(contract, clause, label):
        return ()
    first = clause.ramp.no_credit_months
    reason = Text(
        f"合同约定前 {first} 个月不扣款，本月为第 {at} 个月",
        f"by the contract the first {first} months cost nothing, and this is month {at}",
    )
    return (Relief(f"RAMP-{clause.code}", Mechanism.WAIVE_CREDIT, reason),)
