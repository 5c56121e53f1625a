"""A request for relief from request to decision, and the incident that caused a miss."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sla.terms.relief import Mechanism
from store.records.audits import EntryState
from store.records.base import Editable


class ReliefState(StrEnum):
    """Where a request stands."""

    REQUESTED = "requested"
    GRANTED = "granted"
    PART = "part"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


#: What changes a judgement.
IN_FORCE = (ReliefState.GRANTED, ReliefState.PART)


@dataclass(frozen=True, kw_only=True)
class ReliefRecord(Editable):
    """One request (免责申请) for one or several clauses of a month."""

    contract: str
    vendor: str
    period: str
    clauses: tuple[str, ...]
    mechanism: Mechanism
    #: As services.judging.relief_terms writes them; exact numbers as text. `tests`: what is claimed of cause
    #: and work-around (services.judging.relief_tests).
    terms: Mapping[str, Any] = field(default_factory=dict)
    reason: str
    #: (SHA-256, name) of each file.
    evidence: Sequence[Sequence[str]] = ()
    due: date | None = None
    requested_at: datetime
    requested_by: str
    state: ReliefState = ReliefState.REQUESTED
    #: The terms where only a part was granted; `tests`: what the decision found.
    granted: Mapping[str, Any] = field(default_factory=dict)
    late_admitted: bool = False
    decision: str = ""
    decided_at: datetime | None = None
    decided_by: str | None = None

    @property
    def in_force(self) -> Mapping[str, Any]:
        """The terms that count: as granted, else as asked for."""
        found = {name: each for name, each in self.granted.items() if name != "tests"}
        return found or self.terms


@dataclass(frozen=True, kw_only=True)
class MissCauseRecord(Editable):
    """A missed clause of a month and the incident (同一原因) it goes back to."""

    contract: str
    vendor: str
    period: str
    clause: str
    incident: str
    name: str
    state: EntryState = EntryState.LIVE
    noted_at: datetime
    noted_by: str
