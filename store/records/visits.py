"""Site visits 现场检查: the visit, what was found on it, its photographs, and its forms on the road."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from qa.visit.states import Booking, FindingState, Grade, VisitState
from store.records.base import Editable


@dataclass(frozen=True, kw_only=True)
class SiteVisitRecord(Editable):
    """One visit to a site of a vendor's, answered on a version of a checklist."""

    vendor: str
    #: None: the vendor as a whole.
    site: str | None = None
    day: date
    #: The checklist.
    form: str
    form_version: str
    #: What it is for, told the vendor.
    purpose: str = ""
    #: Who goes for the client; stays on its side.
    auditors: tuple[str, ...] = ()
    #: Who was there for the vendor.
    attendees: tuple[str, ...] = ()
    #: Item → answer, as services/records/kept_audits.py keeps one.
    answers: Mapping[str, Any] = field(default_factory=dict)
    fatal: tuple[str, ...] = ()
    #: What the vendor is told of it all.
    summary: str = ""
    #: Never leaves the client's side.
    remark: str = ""
    state: VisitState = VisitState.OPEN
    #: The checklist's score once submitted; None where nothing applied.
    points: Decimal | None = None
    passed: bool | None = None
    #: SHA-256 of the receipt.
    receipt: str | None = None
    planned_at: datetime
    planned_by: str
    submitted_at: datetime | None = None
    submitted_by: str | None = None
    #: Who signed or refused for the vendor, their position, and when.
    signer: str = ""
    signer_job: str = ""
    signed_at: datetime | None = None
    #: The photograph of the signed paper.
    paper: str | None = None
    paper_name: str = ""
    #: Why it is not signed, or why the visit was called off.
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class VisitFindingRecord(Editable):
    """One thing found on a visit."""

    visit: str
    vendor: str
    #: 1 first; a number is never used again.
    number: int
    #: The item of the checklist it belongs to; empty for none.
    item: str = ""
    what: str
    grade: Grade
    #: Points the client means to take off for it; None: none said.
    points: Decimal | None = None
    #: The day it has to be put right by.
    due: date | None = None
    #: Never leaves the client's side.
    remark: str = ""
    #: Names of pictures taken on the road that are still to be added.
    photo_names: tuple[str, ...] = ()
    state: FindingState = FindingState.OPEN
    #: What the vendor says it did, and when it said so.
    answer: str = ""
    answered_on: date | None = None
    #: What the client saw when it looked, when, and who.
    checked: str = ""
    closed_at: datetime | None = None
    closed_by: str | None = None
    booking: Booking = Booking.DRAFT
    #: The line of the daily ledger.
    event: str | None = None
    #: Why it is not booked.
    booking_why: str = ""
    #: Taken off before the visit was submitted.
    removed_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class VisitPhotoRecord(Editable):
    """A photograph of a visit."""

    visit: str
    vendor: str
    #: What it shows; empty: the visit as a whole.
    finding: str = ""
    sha256: str
    name: str
    media: str
    size: int
    note: str = ""
    added_at: datetime
    added_by: str
    removed_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class VisitFormRecord(Editable):
    """One Excel form handed out for the road, with what stood in it, and its return."""

    visit: str
    vendor: str
    #: The answers and findings it was filled with, to tell later who changed what.
    base: Mapping[str, Any]
    issued_at: datetime
    issued_by: str
    returned_at: datetime | None = None
    returned_by: str | None = None
    file: str | None = None
    file_name: str = ""
