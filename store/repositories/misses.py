"""Misses and breaches."""

from __future__ import annotations

from typing import Any

from store.records.misses import BreachRecord, MissRecord
from store.repositories.base import Desk, Repository, Shelf
from store.tables.misses import breaches, misses


class Misses(Repository[MissRecord]):
    """Missed clauses; `breaches` is the shelf of those the contract's rule made a breach."""

    TABLE = misses
    RECORD = MissRecord
    VENDOR = "vendor"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.breaches = Shelf(desk, breaches, BreachRecord, vendor="vendor")

    def of_contract(self, contract: str, clause: str | None = None) -> list[MissRecord]:
        """A contract's misses, newest month first; of one clause where one is named."""
        equal: dict[str, Any] = {"contract": contract} | ({} if clause is None else {"clause": clause})
        return self.all(order=misses.c.last_period.desc(), **equal)

    def in_state(self, *states: str) -> list[MissRecord]:
        """The misses in one of these states, newest month first."""
        return self.all(misses.c.state.in_(states), order=misses.c.last_period.desc())

    def breaches_of(self, contract: str | None = None, miss_id: str | None = None) -> list[BreachRecord]:
        """The breaches this person may see, newest month first."""
        equal: dict[str, Any] = {
            k: v for k, v in {"contract": contract, "miss_id": miss_id}.items() if v is not None
        }
        return self.breaches.all(order=breaches.c.period.desc(), **equal)
