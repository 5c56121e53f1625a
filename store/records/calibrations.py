"""Calibration sessions 校准会: their calls, who scores them, every score, and what was decided afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from qa.calibration.marks import Side
from store.records.base import Editable, Record


class CalibrationState(StrEnum):
    """Where a session stands."""

    #: Everybody scores; nobody sees anybody else's.
    SCORING = "scoring"
    OPENED = "opened"
    #: Given up: what was scored stays sealed for good.
    CANCELLED = "cancelled"


@dataclass(frozen=True, kw_only=True)
class CalibrationRecord(Editable):
    """One session over calls of one vendor, scored on one version of a form."""

    vendor: str
    title: str
    form: str
    form_version: str
    state: CalibrationState = CalibrationState.SCORING
    #: Key and name of who leads it, and may open it early.
    leader: str
    leader_name: str
    #: The day everybody should have scored by.
    due: date
    planned_at: datetime
    ended_at: datetime | None = None
    #: The business date it was opened on: the day its deviation counts for.
    opened_on: date | None = None
    #: Why it was opened before all scores were in, or cancelled.
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class CalibrationCallRecord(Record):
    """A call of a session; never changed."""

    session: str
    vendor: str
    number: int
    at: datetime
    recording: str = ""
    agent: str | None = None
    project: str | None = None
    site: str | None = None
    queue: str | None = None
    channel: str | None = None
    wait_s: int | None = None
    #: The audit or the line of a sample it was taken from.
    audit: str | None = None
    line: str | None = None


@dataclass(frozen=True, kw_only=True)
class CalibrationRaterRecord(Record):
    """Somebody who scores every call of a session; never changed."""

    session: str
    vendor: str
    number: int
    name: str
    side: Side
    master: bool = False
    #: The key of the person; None of the vendor's, for whom somebody of ours enters it.
    person: str | None = None


@dataclass(frozen=True, kw_only=True)
class CalibrationMarkRecord(Record):
    """One rater's score of one call; never changed, and shown to nobody else before the session is opened."""

    session: str
    vendor: str
    rater: str
    call: str
    answers: Mapping[str, Any] = field(default_factory=dict)
    fatal: tuple[str, ...] = ()
    points: Decimal | None = None
    receipt: str
    #: What is told of it while it is sealed.
    seal: str
    given_at: datetime
    #: Who entered it.
    given_by: str


@dataclass(frozen=True, kw_only=True)
class CalibrationDecisionRecord(Record):
    """What a session decided of one question; never changed, only followed by another."""

    session: str
    vendor: str
    form: str
    item: str
    title: str
    #: How the item is read from then on.
    reading: str
    #: Whether it stands in the case library.
    in_library: bool = True
    kept_at: datetime
    kept_by: str
