"""Whether another bill follows a month, where service points come off the next one's (M8, reference 2.7).

A version's end says so by itself, but for a contract that goes on under another version, and a vendor that
leaves before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from core.period import shifted
from services.contracts.asked import Asked
from services.contracts.contract_versions import governs
from services.judging.credit_facts import credits_later
from store.unit_of_work import UnitOfWork

#: Under which name a run's inputs keep it.
BILL = "bill_follows"


def next_bills(uow: UnitOfWork, asked: Sequence[Asked]) -> dict[tuple[str, str], bool]:
    """(contract, month) → whether any version governs the month after it; only where that is other than the
    end of the month's own version says: other inputs stay as they were."""
    found = {}
    for each in asked:
        contract = each.contract
        if not credits_later(contract):
            continue
        follows = governs(uow, contract.code, shifted(each.label, 1)) is not None
        if follows != (each.period.end < contract.effective.end):
            found[contract.code, each.label] = follows
    return found


def bill_then(inputs: Mapping[str, Any], contract: str, label: str) -> dict[tuple[str, str], bool]:
    """The same as a run's inputs keep it: a closed month is judged again by what was known then."""
    return {(contract, label): bool(inputs[BILL])} if BILL in inputs else {}
