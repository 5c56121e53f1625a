"""Who did what, and every change of state; both can only be added to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from store.records.base import Record


@dataclass(frozen=True, kw_only=True)
class JournalRecord(Record):
    """Somebody did something to something."""

    at: datetime
    who_id: str
    who: str
    action: str
    entity: str
    entity_id: str
    vendor: str | None = None
    before: Any = None
    after: Any = None
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class StateChangeRecord(Record):
    """A state became another."""

    at: datetime
    who_id: str
    who: str
    entity: str
    entity_id: str
    #: Which of its states, mostly 'state'.
    what: str
    from_state: str | None
    to_state: str
    why: str = ""
