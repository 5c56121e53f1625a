"""Mystery-call programmes 拨测计划: campaigns, waves, briefs, calls of a wave, promises, guesses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from core.text import Text
from store.records.audits import EntryState
from store.records.base import Editable


@dataclass(frozen=True, kw_only=True)
class MysteryCampaignRecord(Editable):
    """A programme of calls that goes on over waves."""

    code: str
    name: Text
    zone: str
    #: Rules switched on → their numbers.
    rules: Mapping[str, Any] = field(default_factory=dict)
    #: peak, night: [[from, to)] in minutes; open: [from, to).
    parts: Mapping[str, Any] = field(default_factory=dict)
    shared_line: bool = False
    created_at: datetime
    created_by: str


@dataclass(frozen=True, kw_only=True)
class MysteryWaveRecord(Editable):
    """One round of calls."""

    code: str
    campaign: str
    since: date
    until: date
    least_n: int
    seed: str
    #: [{vendor, site, brief, part, planned}].
    quotas: Sequence[Mapping[str, Any]] = ()
    #: [{start, end, why, vendor}], by the clock of the place.
    blackouts: Sequence[Mapping[str, Any]] = ()
    closed_at: datetime | None = None
    closed_by: str | None = None
    created_at: datetime
    created_by: str


@dataclass(frozen=True, kw_only=True)
class MysteryBriefRecord(Editable):
    """One version of a brief; once approved it is only followed by another."""

    code: str
    number: int
    name: Text
    since: date
    until: date | None = None
    body: Mapping[str, Any]
    approved_at: datetime | None = None
    approved_by: str | None = None
    created_at: datetime
    created_by: str


@dataclass(frozen=True, kw_only=True)
class MysteryShopRecord(Editable):
    """A logged call as part of a wave. Caller and number are the client's own and leave in no export."""

    #: The audit's key.
    audit: str
    vendor: str
    wave: str
    brief: str
    brief_number: int
    caller: str = ""
    number_mark: str = ""
    number_shown: str = ""
    talk_s: int | None = None
    checked_at: datetime | None = None
    checked_by: str | None = None
    ruled_out: str = ""
    placed_at: datetime
    placed_by: str


@dataclass(frozen=True, kw_only=True)
class MysteryPromiseRecord(Editable):
    """What an agent promised on a call."""

    audit: str
    vendor: str
    what: str
    due_at: datetime
    done_at: datetime | None = None
    failed: bool = False
    note: str = ""
    noted_at: datetime
    noted_by: str
    settled_by: str | None = None


@dataclass(frozen=True, kw_only=True)
class MysteryGuessRecord(Editable):
    """A call the vendor takes for one of ours."""

    vendor: str
    wave: str
    at: datetime
    agent: str = ""
    state: EntryState = EntryState.LIVE
    noted_at: datetime
    noted_by: str
