"""A month's clauses with the targets they do not state themselves: the rows of the contract's table."""

from __future__ import annotations

from dataclasses import replace

from core.scope import Scope
from core.text import Text
from sla.judging.targets import bound, held_by
from sla.terms.contract import Clause, Contract, scope_of
from sla.terms.scoring import Linear
from sla.terms.targets import nearest

_NONE = Text(
    "合同目标表中没有适用于本月的行，只测量，不判定",
    "No row of the contract's table of targets holds in this month: measured, not judged",
)


def takes_shared(contract: Contract, clause: Clause) -> bool:
    """Whether a clause takes its target from the table: by a target, a curve or a baseline it has its own."""
    stated = clause.target is not None or clause.baseline or clause.each or isinstance(clause.score, Linear)
    return not stated and any(row.indicator == clause.indicator for row in contract.target_table)


def inherited(contract: Contract, label: str) -> Contract:
    """The same contract where no clause takes a target; else with the rows that hold in the month."""
    if not any(takes_shared(contract, each) for each in contract.clauses):
        return contract
    clauses = tuple(
        _with_rows(contract, each, label) if takes_shared(contract, each) else each
        for each in contract.clauses
    )
    return replace(contract, clauses=clauses)


def missing_words(contract: Contract, clause: Clause) -> tuple[Text, ...]:
    """That no row holds, for a clause that `inherited` could give none."""
    return (_NONE,) if takes_shared(contract, clause) else ()


def lasting(contract: Contract, clause: Clause) -> Clause:
    """The clause with its target of every month, where all months of the contract have the same one."""
    rows = [row for row in contract.target_table if row.indicator == clause.indicator]
    own = nearest(rows, scope_of(contract, clause).narrowed()) if takes_shared(contract, clause) else None
    changing = any(row.since or row.until for row in rows)
    return held_by(own, clause) if own and not changing else clause


def has_minimum(contract: Contract, clause: Clause) -> bool:
    """Whether a clause has a minimum beside its target, in some scope or month."""
    shared = contract.target_table if takes_shared(contract, clause) else ()
    rows = [*clause.targets, *(row for row in shared if row.indicator == clause.indicator)]
    return clause.minimum is not None or any(row.minimum is not None for row in rows)


def as_held(contract: Contract, clause: Clause, label: str, scope: Scope) -> Clause:
    """The clause with the target that a figure of this scope is held against in the month."""
    with_rows = _with_rows(contract, clause, label) if takes_shared(contract, clause) else clause
    return bound(with_rows, scope)


def _with_rows(contract: Contract, clause: Clause, label: str) -> Clause:
    """Of several sites each takes its own row: all rows go along, the nearest to the whole in the middle."""
    rows = [row for row in contract.target_table if row.indicator == clause.indicator and row.holds_in(label)]
    own = nearest(rows, scope_of(contract, clause).narrowed())
    return held_by(own, replace(clause, targets=tuple(rows))) if own else clause
