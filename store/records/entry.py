"""Choosing a vendor 准入评估: versions of the list of criteria, rounds, candidates and their scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from core.text import Text
from store.records.base import Editable, Record


@dataclass(frozen=True, kw_only=True)
class EntryListRecord(Record):
    """One version of the list of criteria; never changed afterwards."""

    number: int
    #: [{code, name: {zh, en}, weight}], in the order shown.
    criteria: Sequence[Mapping[str, Any]]
    why: str
    published_at: datetime
    published_by: str


@dataclass(frozen=True, kw_only=True)
class EntryRoundRecord(Editable):
    """One choice between candidates, by the list as it was when the round began."""

    name: str
    list_number: int
    opened_at: datetime
    opened_by: str
    #: The candidate chosen; None while it is open.
    chosen: str | None = None
    why: str = ""
    decided_at: datetime | None = None
    decided_by: str | None = None


@dataclass(frozen=True, kw_only=True)
class EntryCandidateRecord(Editable):
    """Somebody who might become a vendor."""

    round: str
    name: Text
    note: str = ""
    #: Set once it is a vendor of the house.
    vendor: str | None = None
    added_at: datetime
    added_by: str


@dataclass(frozen=True, kw_only=True)
class EntryScoreRecord(Record):
    """What one named person gave one candidate on one criterion; the last one counts."""

    round: str
    candidate: str
    criterion: str
    #: 0 to 100, exact.
    score: Decimal
    why: str
    evidence_sha256: str | None = None
    evidence_name: str = ""
    scored_at: datetime
    scored_by: str
