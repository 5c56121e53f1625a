"""Requests for relief, and the incidents behind misses."""

from __future__ import annotations

from collections.abc import Collection

from store.records.audits import EntryState
from store.records.relief import IN_FORCE, MissCauseRecord, ReliefRecord
from store.repositories.base import Repository
from store.tables.relief import miss_causes, relief_requests


class Reliefs(Repository[ReliefRecord]):
    """Every request with its decision; what was withdrawn stays."""

    TABLE = relief_requests
    RECORD = ReliefRecord
    VENDOR = "vendor"
    FIGURES = True

    def of(self, contract: str, period: str) -> list[ReliefRecord]:
        """A month's requests in the order they were made."""
        return self.all(contract=contract, period=period, order=relief_requests.c.requested_at)

    def in_force(self, contracts: Collection[str]) -> dict[tuple[str, str], list[ReliefRecord]]:
        """(contract, month) → the decisions that change its judgements, oldest decision first."""
        c = relief_requests.c
        granted = c.contract.in_(sorted(contracts)), c.state.in_(IN_FORCE)
        found: dict[tuple[str, str], list[ReliefRecord]] = {}
        for record in self.all(*granted, order=c.decided_at):
            found.setdefault((record.contract, record.period), []).append(record)
        return found


class MissCauses(Repository[MissCauseRecord]):
    """Which incident a miss goes back to."""

    TABLE = miss_causes
    RECORD = MissCauseRecord
    VENDOR = "vendor"
    FIGURES = True

    def live(self, contracts: Collection[str]) -> dict[tuple[str, str], list[MissCauseRecord]]:
        """(contract, month) → its misses that were laid to an incident."""
        c = miss_causes.c
        live = c.contract.in_(sorted(contracts)), c.state == EntryState.LIVE
        found: dict[tuple[str, str], list[MissCauseRecord]] = {}
        for record in self.all(*live, order=c.noted_at):
            found.setdefault((record.contract, record.period), []).append(record)
        return found
