"""Audits being scored: the draft, every answer as it was given, and the evidence beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from store.records.base import Editable, Record


@dataclass(frozen=True, kw_only=True)
class AuditDraftRecord(Editable):
    """One audit being scored; its key is the token the finished audit is logged under."""

    vendor: str
    form: str
    form_version: str
    contract: str | None = None
    #: Key and name of whoever submits it.
    owner: str
    owner_name: str
    opened_at: datetime
    saved_at: datetime
    #: Spent on it with the page in sight and somebody at the keys.
    seconds: int = 0
    ended_at: datetime | None = None
    #: The audit it became; none where it was let go.
    audit: str | None = None


@dataclass(frozen=True, kw_only=True)
class DraftAnswerRecord(Record):
    """What one person said about one thing at one time; never changed."""

    draft: str
    #: Code of the item, @fact of the call, !code of something fatal.
    what: str
    number: int
    saw: int
    value: Any
    person: str
    name: str
    said_at: datetime


@dataclass(frozen=True, kw_only=True)
class DraftEvidenceRecord(Editable):
    """A kept file, or a place in the recording, that proves an answer."""

    draft: str
    vendor: str
    #: Code of the item or fatal fault; empty for the call.
    item: str = ""
    #: None where it is a place in the recording only.
    sha256: str | None = None
    name: str = ""
    media: str = ""
    size: int = 0
    #: Seconds from the beginning.
    mark_s: int | None = None
    note: str = ""
    added_at: datetime
    added_by: str
    removed_at: datetime | None = None
