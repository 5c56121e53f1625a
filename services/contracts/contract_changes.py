"""What a draft says otherwise than the contract in force: clause by clause, and in its rules beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from core.text import Text
from sla.contract_file.plain import contract_as_dict
from sla.load import indicators_of
from sla.terms.contract import Clause, Contract
from sla.terms.indicator import Indicator

#: What a contract is called and when it is in force: it moves no figure of a month.
_NAMES = frozenset({"code", "version", "name", "effective", "vendors"})
#: Stands in for a clause's code where the rules beside the clauses changed: no clause can be called so.
RULES = ""


class Kind(StrEnum):
    """What became of a clause in the draft."""

    CHANGED = "changed"
    ADDED = "added"
    GONE = "gone"
    #: Not a clause: points, bonuses, money, what becomes of items without a figure.
    RULES = "rules"


@dataclass(frozen=True)
class Term:
    """One key that says something else; None where it is not said."""

    key: str
    before: Any
    after: Any

    def as_dict(self) -> dict[str, Any]:
        """The --json form."""
        return {"key": self.key, "before": self.before, "after": self.after}


@dataclass(frozen=True)
class Change:
    """One clause of the draft that is not as it was, or its rules."""

    clause: str
    name: Text
    kind: Kind
    terms: tuple[Term, ...] = ()


_RULES_NAME = Text("条款之外的计分与结算规则", "Rules of points and money beside the clauses")


def changes(before: Contract, after: Contract) -> tuple[Change, ...]:
    """Everything that is not the same, clauses in the draft's order, the rules beside them last."""
    return (*_clauses(before, after), *_rules(before, after))


def with_one(before: Contract, after: Contract, change: Change) -> Contract:
    """The contract as it was but for one change of the draft."""
    if change.kind is Kind.RULES:
        own = _own(before, before.clauses)
        return replace(after, clauses=before.clauses, indicators=_merged(after.indicators, own))
    mine = after.clause(change.clause)
    others = [clause for clause in before.clauses if clause.code != change.clause]
    if mine is None:
        return replace(before, clauses=tuple(others))
    put = [mine if clause.code == change.clause else clause for clause in before.clauses]
    clauses = tuple(put if change.kind is Kind.CHANGED else [*others, mine])
    return replace(before, clauses=clauses, indicators=_merged(before.indicators, _own(after, [mine])))


def _clauses(before: Contract, after: Contract) -> Iterator[Change]:
    was, becomes = _by_code(before), _by_code(after)
    for clause in after.clauses:
        if before.clause(clause.code) is None:
            yield Change(clause.code, clause.name, Kind.ADDED)
        elif terms := _terms(was[clause.code], becomes[clause.code]):
            yield Change(clause.code, clause.name, Kind.CHANGED, terms)
    for clause in before.clauses:
        if after.clause(clause.code) is None:
            yield Change(clause.code, clause.name, Kind.GONE)


def _rules(before: Contract, after: Contract) -> Iterator[Change]:
    if terms := _terms(_beside(before), _beside(after)):
        yield Change(RULES, _RULES_NAME, Kind.RULES, terms)


def _by_code(contract: Contract) -> dict[str, dict[str, Any]]:
    """Each clause as its file has it, with the definition of its own that it refers to."""
    said = contract_as_dict(contract)
    own = {each["code"]: each for each in said.get("indicators", ())}
    return {
        each["code"]: {**_silent_variant(contract, each), "definition": own.get(each["indicator"])}
        for each in said["clauses"]
    }


def _silent_variant(contract: Contract, said: Mapping[str, Any]) -> dict[str, Any]:
    """The clause with the variant it means where it names none: naming it changes nothing."""
    first = indicators_of(contract)[said["indicator"]].variants[0].code
    return {"variant": first, **{key: value for key, value in said.items() if key != "name"}}


def _beside(contract: Contract) -> dict[str, Any]:
    said = contract_as_dict(contract)
    head = {key: value for key, value in said["contract"].items() if key not in _NAMES}
    return {**head, **{key: value for key, value in said.items() if key not in _APART}}


def _terms(was: Mapping[str, Any], becomes: Mapping[str, Any]) -> tuple[Term, ...]:
    keys = dict.fromkeys((*becomes, *was))
    return tuple(
        Term(key, was.get(key), becomes.get(key)) for key in keys if was.get(key) != becomes.get(key)
    )


def _own(contract: Contract, clauses: Sequence[Clause]) -> list[Indicator]:
    """The contract's own definitions that these clauses, or their caps, refer to."""
    named = {clause.indicator for clause in clauses}
    named |= {clause.cap_if.indicator for clause in clauses if clause.cap_if}
    return [indicator for indicator in contract.indicators if indicator.code in named]


def _merged(known: Sequence[Indicator], over: Sequence[Indicator]) -> tuple[Indicator, ...]:
    return tuple({indicator.code: indicator for indicator in (*known, *over)}.values())


_APART = frozenset({"contract", "clauses", "indicators"})
