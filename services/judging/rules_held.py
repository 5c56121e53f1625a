"""Which of our rules a month is judged by: a closed one by those it was closed under."""

from __future__ import annotations

from core.month import FROZEN
from sla.rules import PRESENT, RULES, Rules
from store.unit_of_work import UnitOfWork


def rules_of_month(uow: UnitOfWork, contract: str, label: str) -> Rules:
    """The rules its figures follow: for views that reckon a part of it once more."""
    month = uow.months.of(contract, label)
    if month is None or month.state not in FROZEN or month.run_id is None:
        return PRESENT
    return rules_known(uow.runs.get(month.run_id).rules_version)


def rules_known(version: str) -> Rules:
    """The rules of a version; those of today in place of rules the program no longer has."""
    return RULES.get(version, PRESENT)
