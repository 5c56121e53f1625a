"""A supplementary agreement of both sides for some months of a contract, from record to approval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sla.terms.supplement import Effect
from store.records.base import Editable


class SupplementState(StrEnum):
    """Where an agreement stands; only an approved one counts."""

    RECORDED = "recorded"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True)
class SupplementRecord(Editable):
    """One agreement (补充约定), made once, mostly by mail, for some months, clauses or days."""

    contract: str
    vendor: str
    #: How it is cited; unique in its contract.
    number: str
    periods: tuple[str, ...]
    #: Empty where it is about the month as a whole.
    clauses: tuple[str, ...] = ()
    effect: Effect
    #: As services.judging.supplement_terms writes them; exact numbers as text.
    terms: Mapping[str, Any] = field(default_factory=dict)
    #: What was agreed, in a sentence.
    subject: str
    #: (SHA-256, name) of each file.
    evidence: Sequence[Sequence[str]] = ()
    agreed_on: date
    agreed_client: str
    agreed_vendor: str
    recorded_at: datetime
    recorded_by: str
    state: SupplementState = SupplementState.RECORDED
    approved_at: datetime | None = None
    approved_by: str | None = None
