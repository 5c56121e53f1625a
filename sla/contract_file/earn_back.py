"""Earn-back in a contract file: its keys, what is made of them, what contradicts itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sla.contract_file.node import Report
from sla.contract_file.shape import Got, Key, ListOf, Record
from sla.contract_file.values import Code, Number
from sla.exact import exact_text
from sla.terms.contract import Comparison
from sla.terms.credits import EarnBack, EarnTarget
from sla.terms.definition import Direction
from sla.terms.indicator import Indicator

_POSITIVE = Number(whole=True, least=1)
_USUAL = {
    Direction.HIGHER: Comparison.AT_LEAST,
    Direction.LOWER: Comparison.AT_MOST,
    Direction.ZERO: Comparison.AT_MOST,
    Direction.BAND: Comparison.BETWEEN,
}

_TARGET = Record(
    {
        "clause": Key(Code(), required=True),
        "target": Key(Number(percent=True), required=True, meaning="Better than the clause's own target"),
    }
)
EARN_BACK = Record(
    {
        "months": Key(_POSITIVE, meaning="So many months at the target on end bring a credit back"),
        "within": Key(_POSITIVE, meaning="A second miss within so many months never comes back"),
        "targets": Key(ListOf(_TARGET), meaning="Clauses that must reach a higher target in these months"),
        "except_months": Key(
            ListOf(Number(whole=True, least=1, most=12)),
            meaning="Credits of these calendar months never come back, such as [11, 12] for a peak",
        ),
    }
)


def build_earn_back(got: Got | None) -> EarnBack | None:
    """The rule; None where the file has none."""
    if got is None:
        return None
    targets = tuple(EarnTarget(item.get("clause"), item.get("target")) for item in got.get("targets", ()))
    peak = tuple(int(month) for month in got.get("except_months", ()))
    return EarnBack(int(got.get("months", 3)), int(got.get("within", 12)), targets or None, peak or None)


@dataclass(frozen=True)
class EarnBackChecks:
    """Checks of the rule against the clauses of its contract."""

    clauses: Sequence[Got]
    indicators: Mapping[str, Indicator]
    report: Report

    def rule(self, got: Got) -> None:
        """A higher target is better than the clause's own; of a band nothing is."""
        known = {clause.get("code"): clause for clause in self.clauses}
        for item in got.get("targets", []):
            clause = known.get(item.get("clause"))
            if clause is None:
                self.report.add("contract_unknown_clause", item.at("clause"), clause=item.get("clause"))
            elif not self._is_better(clause, item):
                own = clause.get("target", (None, None))[0]
                said = {
                    "target": exact_text(item.get("target")),
                    "own": "—" if own is None else exact_text(own),
                }
                place = item.at("target")
                self.report.add("contract_earn_back_target", place, clause=item.get("clause"), **said)

    def _is_better(self, clause: Got, item: Got) -> bool:
        """Whether the higher target asks for more; a target by a curve or a baseline is not compared here."""
        asked, (own, high) = item.get("target"), clause.get("target", (None, None))
        indicator = self.indicators.get(clause.get("indicator"))
        if indicator is None or asked is None:
            return True
        comparison = clause.get("comparison", _USUAL[indicator.direction])
        if comparison is Comparison.BETWEEN or high is not None:
            return False
        if own is None:
            return True
        return asked < own if comparison in (Comparison.AT_MOST, Comparison.LESS) else asked > own
