"""How far a missed clause is from a breach, counted by the contract's own rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.principal import Action, Principal, authorize
from services.contracts.contract_versions import rebuilt
from services.judging.past import Past
from sla.follow_up.misses import misses_until_breach

if TYPE_CHECKING:
    from services.house.bootstrap import House


def misses_to_breach(house: House, who: Principal, contract: str) -> dict[str, int]:
    """Clause → how many more misses in a row from here would make a breach; 0 where the last judged month
    is one already. Clauses without a rule, and clauses nobody has judged yet, are left out."""
    with house.database.read(who) as uow:
        authorize(who, Action.VIEW, uow.contracts.by_code(contract).vendor)
        versions = uow.contracts.versions_of(contract)
        if not versions:
            return {}
        terms = rebuilt(versions[-1])
        judged = Past.of(uow, [contract]).verdicts(contract, terms.counters)
    return {
        clause.code: misses_until_breach(judged[clause.code], clause.breach_rule)
        for clause in terms.clauses
        if clause.breach_rule and judged.get(clause.code)
    }
