"""Improvement plans and the misses they answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import delete, insert, select

from store.records.misses import MissRecord, PlanRecord
from store.repositories.base import Repository
from store.repositories.misses import Misses
from store.tables.misses import misses, plan_misses, plans


class Plans(Repository[PlanRecord]):
    """Plans, and which misses each of them answers."""

    TABLE = plans
    RECORD = PlanRecord
    VENDOR = "vendor"

    def open(self, plan: PlanRecord, miss_ids: Iterable[str]) -> PlanRecord:
        """Keep a new plan together with the misses it answers."""
        self.add(plan)
        self.answer(plan.id, miss_ids)
        return plan

    def answer(self, plan_id: str, miss_ids: Iterable[str]) -> None:
        """Say which misses a plan answers; this replaces what was said before."""
        self.desk.write(delete(plan_misses).where(plan_misses.c.plan_id == plan_id))
        rows = [{"plan_id": plan_id, "miss_id": miss} for miss in sorted(set(miss_ids))]
        if rows:
            self.desk.write(insert(plan_misses), rows)

    def misses_of(self, plan_id: str) -> list[MissRecord]:
        """The misses a plan answers."""
        answered = select(plan_misses.c.miss_id).where(plan_misses.c.plan_id == plan_id)
        return Misses(self.desk).all(misses.c.id.in_(answered))

    def of_miss(self, miss_id: str) -> list[PlanRecord]:
        """The plans that answer a miss."""
        answering = select(plan_misses.c.plan_id).where(plan_misses.c.miss_id == miss_id)
        return self.all(plans.c.id.in_(answering))

    def listed(self, *states: str, contract: str | None = None) -> list[PlanRecord]:
        """The plans this person may see, by due date; in these states where some are named."""
        only = (plans.c.state.in_(states),) if states else ()
        equal: dict[str, Any] = {} if contract is None else {"contract": contract}
        return self.all(*only, order=plans.c.due, **equal)
