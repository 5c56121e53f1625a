"""Misses, the breaches a contract's rule makes of them, and the plans that answer them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from store.records.base import Editable


@dataclass(frozen=True, kw_only=True)
class MissRecord(Editable):
    """A missed clause: opened by the first month, continued by the next, marked when it recovers."""

    contract: str
    vendor: str
    clause: str
    scope: Mapping[str, str | None] = field(default_factory=dict)
    first_period: str
    last_period: str
    #: Months missed in a row, and the labels of all of them.
    consecutive: int = 1
    periods: tuple[str, ...] = ()
    state: str = "open"
    run_id: str | None = None
    opened_at: datetime
    recovered_period: str | None = None


@dataclass(frozen=True, kw_only=True)
class BreachRecord(Editable):
    """A miss that the contract's own rule makes a breach (违约)."""

    miss_id: str
    contract: str
    vendor: str
    clause: str
    period: str
    level: str
    #: The rule that made it one, as the contract has it.
    rule: Mapping[str, Any] = field(default_factory=dict)
    state: str = "open"
    opened_at: datetime


@dataclass(frozen=True, kw_only=True)
class PlanRecord(Editable):
    """An improvement plan that answers one or more misses."""

    contract: str
    vendor: str
    title: str
    problem: str = ""
    root_cause: str = ""
    corrective: str = ""
    preventive: str = ""
    owner: str = ""
    due: date | None = None
    #: False where the working-day calendar of that year is not yet published.
    due_certain: bool = True
    #: What the due day was counted by, where it was counted: kept to count again.
    working_days: int | None = None
    counted_from: date | None = None
    state: str = "draft"
    created_at: datetime
    created_by: str
