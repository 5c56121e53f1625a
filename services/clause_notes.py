"""What stands beside a clause's figure in words: layer, relief, sample, and how far it is from a default."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.principal import Action, Principal, authorize
from core.text import Text
from services.contract_versions import governs
from services.month_result import ClauseLine
from services.past import Past
from services.target_defaults import target_standings
from sla.judging.sample_words import sample_words
from sla.terms.contract import Clause, Comparison
from sla.terms.layer import CLAUSE_LAYER_REMARKS

if TYPE_CHECKING:
    from services.bootstrap import House


def clause_notes(house: House, who: Principal, contract: str, label: str) -> dict[str, tuple[Text, ...]]:
    """Clause → its sentences, as the month's page and the workbook print them; clauses without any are left
    out, and so is everything where no version governs the month."""
    with house.database.read(who) as uow:
        authorize(who, Action.VIEW, uow.contracts.by_code(contract).vendor)
        found = governs(uow, contract, label)
        past = Past.of(uow, [contract]) if found else Past()
    if found is None:
        return {}
    standing = target_standings(past, found, label)
    said = {
        clause.code: (
            *_layer(clause),
            *_words(standing[clause.code].words if clause.code in standing else None),
        )
        for clause in found.clauses
    }
    return {code: words for code, words in said.items() if words}


def judged_words(line: ClauseLine) -> tuple[Text, ...]:
    """What relief and the clause's rules for small samples did to its verdict, and what the sample says."""
    said = line.judgement
    lower = said.comparison in (Comparison.AT_MOST, Comparison.LESS)
    return (*line.relief, *said.steps, *(sample_words(said.sample, lower) if said.sample else ()))


def _layer(clause: Clause) -> tuple[Text, ...]:
    return (CLAUSE_LAYER_REMARKS[clause.layer],) if clause.layer else ()


def _words(said: Text | None) -> tuple[Text, ...]:
    return (said,) if said else ()
