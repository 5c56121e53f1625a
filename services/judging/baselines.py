"""The targets of a month that clauses do not state: measured first, or taken from the contract's table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from core.text import Text
from services.contracts.asked import Asked
from services.judging.sources import Sources
from sla.judging.baseline import is_over, target_from, words
from sla.judging.inherited import inherited, missing_words, takes_shared
from sla.terms.contract import Clause


@dataclass(frozen=True)
class Based:
    """The month with every target it is held against, and how those came about that no clause states."""

    asked: Asked
    steps: Mapping[str, tuple[Text, ...]]

    def lacks_target(self, clause: Clause) -> bool:
        """Whether it waits for its baseline, or no shared target holds: it is measured, not judged."""
        return clause.target is None and (
            clause.baseline is not None or takes_shared(self.asked.contract, clause)
        )


def based(asked: Asked, sources: Sources) -> Based:
    """The same contract where every clause states its target."""
    contract = inherited(asked.contract, asked.label)
    asked = replace(asked, contract=contract)
    steps = {each.code: said for each in contract.clauses if (said := missing_words(contract, each))}
    if not any(clause.baseline for clause in contract.clauses):
        return Based(asked, steps)
    told = {each.code: _told(asked, each, sources) for each in contract.clauses if each.baseline}
    clauses = tuple(told[each.code][0] if each.code in told else each for each in contract.clauses)
    steps |= {code: said for code, (_, said) in told.items()}
    return Based(replace(asked, contract=replace(contract, clauses=clauses)), steps)


def _told(asked: Asked, clause: Clause, sources: Sources) -> tuple[Clause, tuple[Text, ...]]:
    assert clause.baseline is not None
    form = asked.formula(clause)
    found = None
    if is_over(clause.baseline, asked.label):
        found = sources.measuring(asked, clause).baseline()
    said = words(clause.baseline, form, asked.label, found)
    if found is None or found.value is None:
        return clause, said
    return replace(clause, target=target_from(clause.baseline, found.value)), said
