"""Audit forms and the calls scored on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from core.text import Text
from store.records.base import Editable, Record


class EntryState(StrEnum):
    """Whether something typed in counts."""

    LIVE = "live"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True)
class AuditFormRecord(Record):
    """One version of an audit form; never edited, only followed by another."""

    code: str
    number: str
    name: Text
    body: Any
    created_at: datetime
    created_by: str


@dataclass(frozen=True, kw_only=True)
class FormDraftRecord(Editable):
    """A form being written, as the text of its file."""

    code: str
    body: str
    based_on: str = ""
    changed_at: datetime
    changed_by: str
    ended_at: datetime | None = None
    published: str | None = None


@dataclass(frozen=True, kw_only=True)
class HalfFilledRecord(Record):
    """A call somebody began to fill in; its key is the token the finished call is logged under."""

    vendor: str
    person: str
    body: Any
    saved_at: datetime


@dataclass(frozen=True, kw_only=True)
class AuditHead(Editable):
    """One scored call without its answers, which are nine tenths of it: what lists and counts need."""

    form: str
    form_version: str
    contract: str | None = None
    vendor: str
    project: str | None = None
    site: str | None = None
    queue: str | None = None
    channel: str | None = None
    agent: str | None = None
    #: mystery, recording, live.
    kind: str
    at: datetime
    business_date: date
    #: Masked before it comes here.
    dialled: str = ""
    connected: bool = True
    outcome: str = ""
    wait_s: int | None = None
    fatal: tuple[str, ...] = ()
    points: Decimal | None = None
    passed: bool | None = None
    critical: bool = False
    remark: str = ""
    recording: str = ""
    logged_at: datetime
    logged_by: str
    #: random, risk, targeted, mystery, calibration; None of calls logged before it was asked.
    sample_type: str | None = None
    #: The line of a drawn sample it answers.
    sample: str | None = None
    wave: str | None = None
    brief: str | None = None
    brief_version: int | None = None
    #: Seconds of ring, menu, queue, talk and holds.
    outcome_facts: Mapping[str, Any] | None = None
    #: What it adds to the base counts, reckoned when it was logged.
    counts: Mapping[str, int] | None = None
    receipt: str | None = None
    state: EntryState = EntryState.LIVE


@dataclass(frozen=True, kw_only=True)
class AuditRecord(AuditHead):
    """One scored call."""

    answers: Mapping[str, Any] = field(default_factory=dict)
    #: Worst point, ending, forbidden behaviours (qa.moments).
    moments: Mapping[str, Any] | None = None
