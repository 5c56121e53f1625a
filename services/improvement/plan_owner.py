"""Who answers for a plan where nobody is named: whoever the contract says answers for the missed clause."""

from __future__ import annotations

from collections.abc import Sequence

from services.contracts.contract_versions import governs
from store.records import MissRecord
from store.unit_of_work import UnitOfWork


def accountable(uow: UnitOfWork, misses: Sequence[MissRecord]) -> str:
    """The owner of the first of these clauses that has one, in the terms of its last month; else nobody."""
    for miss in misses:
        contract = governs(uow, miss.contract, miss.last_period)
        clause = contract.clause(miss.clause) if contract else None
        if clause is not None and clause.owner:
            return clause.owner
    return ""
