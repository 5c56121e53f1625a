"""Two versions of a contract side by side: every clause and rule that does not say the same, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.principal import Action, Principal, authorize
from core.text import Text
from services.contracts.contract_changes import RULES, Change, Kind, changes
from services.contracts.contract_versions import rebuilt
from services.contracts.said_terms import said_of
from services.contracts.term_words import NOTHING, label_of, value_words
from sla.contract_file.plain import contract_as_dict
from sla.load import indicators_of
from sla.terms.contract import Clause, Contract
from sla.terms.indicator import formula, formula_text
from sla.terms.usual_variant import usual_variant

if TYPE_CHECKING:
    from services.house.bootstrap import House

#: What decides which figure a clause is about: told together, as its formula.
_DEFINES = ("indicator", "variant", "params", "definition")
#: Lists that stand beside the contract's head in its file.
_BESIDE_THE_HEAD = frozenset({"adjustments", "vetoes", "promises"})
_HEAD = Text("合同本身", "The contract itself")


@dataclass(frozen=True)
class Line:
    """One thing that is said otherwise."""

    key: str
    label: Text
    before: Text
    after: Text

    def as_dict(self) -> dict[str, Any]:
        """The --json form."""
        return {
            "key": self.key,
            "label": self.label.as_dict(),
            "before": self.before.as_dict(),
            "after": self.after.as_dict(),
        }


@dataclass(frozen=True)
class Difference:
    """One clause, the rules beside the clauses, or the contract itself, with everything said otherwise."""

    #: The clause's code; empty where it is none.
    clause: str
    name: Text
    kind: Kind
    lines: tuple[Line, ...]

    def as_dict(self) -> dict[str, Any]:
        """The --json form."""
        return {
            "clause": self.clause or None,
            "name": self.name.as_dict(),
            "kind": self.kind.value,
            "lines": [line.as_dict() for line in self.lines],
        }


def between(house: House, who: Principal, code: str, number: str, other: str) -> tuple[Difference, ...]:
    """What version `other` of a contract says otherwise than version `number`."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        authorize(who, Action.VIEW, uow.contracts.by_code(code).vendor)
        before, after = (rebuilt(uow.contracts.version(code, each)) for each in (number, other))
    return differences(before, after)


def differences(before: Contract, after: Contract) -> tuple[Difference, ...]:
    """Everything that is not the same: the contract itself, its clauses as `after` has them, its rules."""
    found = {change.clause: change for change in changes(before, after)}
    rules = found.pop(RULES, None)
    head = _head(before, after)
    return (
        *([Difference("", _HEAD, Kind.RULES, head)] if head else []),
        *_clauses(before, after, found),
        *([Difference("", rules.name, Kind.RULES, tuple(_rules(rules)))] if rules else []),
    )


def _head(before: Contract, after: Contract) -> tuple[Line, ...]:
    """Names and days; a version's number is no difference."""
    was, becomes = (contract_as_dict(each)["contract"] for each in (before, after))
    keys = ("name", "effective", "vendors")
    return tuple(
        Line(key, label_of(key), value_words(key, was.get(key)), value_words(key, becomes.get(key)))
        for key in keys
        if was.get(key) != becomes.get(key)
    )


def _clauses(before: Contract, after: Contract, found: Mapping[str, Change]) -> Iterator[Difference]:
    for clause in after.clauses:
        was, change = before.clause(clause.code), found.get(clause.code)
        lines = tuple(_clause_lines(before, after, was, clause, change))
        if change or lines:
            yield Difference(clause.code, clause.name, change.kind if change else Kind.CHANGED, lines)
    for change in found.values():
        if change.kind is Kind.GONE:
            gone = before.clause(change.clause)
            yield Difference(
                change.clause, change.name, Kind.GONE, tuple(_clause_lines(before, after, gone, None, change))
            )


def _clause_lines(
    before: Contract, after: Contract, was: Clause | None, becomes: Clause | None, change: Change | None
) -> Iterator[Line]:
    if was and becomes and was.name != becomes.name:
        yield Line("name", label_of("name"), was.name, becomes.name)
    keys = [term.key for term in change.terms] if change and change.kind is Kind.CHANGED else []
    if change and change.kind is not Kind.CHANGED:
        keys = ["indicator", "target", "minimum", "weight", "score", "source", "owner"]
    if set(keys) & set(_DEFINES):
        yield Line("definition", label_of("definition"), _formula(before, was), _formula(after, becomes))
    sides = (_said(before, was), _said(after, becomes))
    for key in dict.fromkeys("target" if key == "comparison" else key for key in keys):
        if key not in _DEFINES and (sides[0].get(key), sides[1].get(key)) != (None, None):
            yield _clause_line(key, *sides)


def _clause_line(key: str, was: Mapping[str, Any], becomes: Mapping[str, Any]) -> Line:
    """A target is told with its comparison, and with the unit of its own side."""
    return Line(key, label_of(key), _worded(key, was), _worded(key, becomes))


def _worded(key: str, said: Mapping[str, Any]) -> Text:
    words = value_words(key, said.get(key), said.get("unit", ""))
    if key != "target" or words is NOTHING:
        return words
    sign = value_words("comparison", said["comparison"])
    return Text(f"{sign.zh}{words.zh}", f"{sign.en} {words.en}")


def _said(contract: Contract, clause: Clause | None) -> Mapping[str, Any]:
    """The clause as its file has it, with its indicator's unit."""
    if clause is None:
        return {}
    said = next(each for each in contract_as_dict(contract)["clauses"] if each["code"] == clause.code)
    return {**said, "unit": indicators_of(contract)[clause.indicator].unit.value}


def _formula(contract: Contract, clause: Clause | None) -> Text:
    if clause is None:
        return NOTHING
    indicator = indicators_of(contract)[clause.indicator]
    spoken = formula_text(formula(indicator, usual_variant(indicator, clause), clause.params))
    return Text(f"{indicator.name.zh}：{spoken.zh}", f"{indicator.name.en}: {spoken.en}")


def _rules(change: Change) -> Iterator[Line]:
    """Money is told part by part."""
    for term in change.terms:
        if term.key != "settlement":
            path = term.key if term.key in _BESIDE_THE_HEAD else f"contract.{term.key}"
            yield _line(path, term.before, term.after)
            continue
        was, becomes = (_money(each) for each in (term.before, term.after))
        for key in dict.fromkeys((*becomes, *was)):
            if was.get(key) != becomes.get(key):
                yield _line(key, was.get(key), becomes.get(key))


def _money(settlement: Mapping[str, Any] | None) -> dict[str, Any]:
    """A settlement's parts, those of its fee among them, each by its path."""
    parts = dict(settlement or {})
    fee = parts.pop("fee", {})
    return {
        **{f"settlement.fee.{key}": value for key, value in fee.items()},
        **{f"settlement.{key}": value for key, value in parts.items()},
    }


def _line(path: str, before: Any, after: Any) -> Line:
    key = path.rpartition(".")[2]
    return Line(key, label_of(key), said_of(path, before), said_of(path, after))
