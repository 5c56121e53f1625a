"""Samples drawn from a vendor's list of calls, and the calls in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction
from typing import Any

from core.period import Period
from store.records.base import Editable, Record


class SamplePurpose(StrEnum):
    """Why calls are listened to. Only what was drawn at random may feed a clause."""

    RANDOM = "random"
    TARGETED = "targeted"


class SampleLineState(StrEnum):
    """What a call of a sample is."""

    #: To be listened to.
    DRAWN = "drawn"
    #: Stands in for an unusable one, in its turn.
    RESERVE = "reserve"
    #: Its recording could not be used; the reason is kept.
    UNUSABLE = "unusable"


@dataclass(frozen=True, kw_only=True)
class SampleRecord(Record):
    """One draw, with all that is needed to draw it again; never edited."""

    vendor: str
    #: [day, day_end), whose calls it was drawn from.
    day: date
    day_end: date
    purpose: SamplePurpose
    #: What a targeted sample is after.
    reason: str = ""
    #: What the calls were narrowed to: dimension → value.
    only: Mapping[str, str] = field(default_factory=dict)
    seed: str
    dimensions: tuple[str, ...] = ()
    allocation: str
    #: Each stratum as {stratum, volume, n}, in the order its lines name it by.
    strata: Any
    #: Calls to listen to.
    size: int
    #: How alike one agent's calls are held to be; for the interval.
    likeness: Fraction
    #: SHA-256 over the keys of all calls it was drawn from.
    list_hash: str
    drawn_at: datetime
    drawn_by: str

    @property
    def period(self) -> Period:
        """The days whose calls it was drawn from."""
        return Period(self.day, self.day_end)


@dataclass(frozen=True, kw_only=True)
class SampleLineRecord(Editable):
    """One call of a sample, as the list had it: no caller and no telephone number."""

    sample: str
    vendor: str
    #: Which of the sample's strata it is in, and its turn there.
    stratum: int
    turn: int
    call_key: str
    day: date
    minute: int | None = None
    second: int | None = None
    project: str | None = None
    site: str | None = None
    queue: str | None = None
    language: str | None = None
    agent: str | None = None
    #: The call's own number in the vendor's list.
    number: str | None = None
    length: int | None = None
    state: SampleLineState
    #: Why the recording could not be used.
    why: str = ""
    #: The line it stands in for.
    replaces: str | None = None
    changed_at: datetime | None = None
    changed_by: str | None = None
