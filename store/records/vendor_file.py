"""A vendor's file: dated facts, certificates, and the recorded acts of renaming, succession and exit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from store.records.audits import EntryState
from store.records.base import Editable, Record


class FactKind(StrEnum):
    """What a dated fact is about; the in-house costs are the client's own and name no vendor."""

    STRENGTH = "strength"
    STAFF = "staff"
    SEATS = "seats"
    EQUIPMENT = "equipment"
    COST_PER_CALL = "cost_per_call"
    COST_PER_SEAT_MONTH = "cost_per_seat_month"
    INHOUSE_PER_CALL = "inhouse_per_call"
    INHOUSE_PER_SEAT_MONTH = "inhouse_per_seat_month"


class ActKind(StrEnum):
    """What was done about a vendor as a whole."""

    RENAMED = "renamed"
    SUCCEEDED = "succeeded"
    EXIT = "exit"
    EXIT_UNDONE = "exit_undone"
    DELETION_PROOF = "deletion_proof"


@dataclass(frozen=True, kw_only=True)
class VendorFactRecord(Editable):
    """One fact as of a day, with who says so."""

    #: None: the client's own (in-house cost).
    vendor: str | None
    kind: FactKind
    day: date
    #: Exact: people, seats, or an amount in whole units of `currency`; None where it is words only.
    amount: Decimal | None = None
    currency: str | None = None
    said: str = ""
    source: str
    evidence_sha256: str | None = None
    evidence_name: str = ""
    state: EntryState = EntryState.LIVE
    recorded_at: datetime
    recorded_by: str


@dataclass(frozen=True, kw_only=True)
class VendorCertificateRecord(Editable):
    """A certificate (资质证书) as it was handed in."""

    vendor: str
    name: str
    number: str
    issuer: str
    issued: date | None = None
    #: The last day it holds; None: without an end.
    expires: date | None = None
    #: The certificate it renews, which then no longer has to hold.
    renews: str | None = None
    evidence_sha256: str | None = None
    evidence_name: str = ""
    state: EntryState = EntryState.LIVE
    recorded_at: datetime
    recorded_by: str


@dataclass(frozen=True, kw_only=True)
class VendorActRecord(Record):
    """A recorded act; never changed afterwards."""

    vendor: str
    kind: ActKind
    #: Renamed: the first day of the new name; exit: the last day of work; succession: the first day of the
    #: successor; proof: the day of the certificate.
    day: date
    contract: str | None = None
    successor: str | None = None
    #: The exit that a proof or an undoing is about.
    about: str | None = None
    #: Until when the proof of deletion is due.
    due: date | None = None
    #: Names before and after, or the list of what was open.
    body: Mapping[str, Any] = field(default_factory=dict)
    why: str
    evidence_sha256: str | None = None
    evidence_name: str = ""
    recorded_at: datetime
    recorded_by: str
