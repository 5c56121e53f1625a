"""Supplementary agreements of both sides."""

from __future__ import annotations

from collections.abc import Collection

from store.records.supplements import SupplementRecord, SupplementState
from store.repositories.base import Repository
from store.tables.supplements import supplements


class Supplements(Repository[SupplementRecord]):
    """Every agreement; what was withdrawn stays."""

    TABLE = supplements
    RECORD = SupplementRecord
    VENDOR = "vendor"
    FIGURES = True

    def of(self, contract: str) -> list[SupplementRecord]:
        """A contract's agreements in the order they were recorded."""
        return self.all(contract=contract, order=supplements.c.recorded_at)

    def in_force(self, contracts: Collection[str]) -> dict[tuple[str, str], list[SupplementRecord]]:
        """(contract, month) → the agreements that are approved, by the day they were agreed on."""
        c = supplements.c
        approved = c.contract.in_(sorted(contracts)), c.state == SupplementState.APPROVED
        found: dict[tuple[str, str], list[SupplementRecord]] = {}
        for record in self.all(*approved, order=(c.agreed_on, c.number)):
            for period in record.periods:
                found.setdefault((record.contract, period), []).append(record)
        return found
