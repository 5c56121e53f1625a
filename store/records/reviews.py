"""What becomes of a submitted audit: its review, versions, appeals, rulings, notices, and ruled cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from core.text import Text
from qa.review.appeals import AppealState, Channel, VersionKind
from qa.review.notice import NoticeState
from qa.review.rulings import Ruling
from qa.review.states import ReviewState
from store.records.base import Editable, Record


@dataclass(frozen=True, kw_only=True)
class ReviewRulesRecord(Record):
    """The windows and levels of a form's reviews from then on; never edited, only followed by another."""

    form: str
    #: None: audits of the form count as they are logged, as long as nobody reviews them.
    rules: Mapping[str, Any] | None
    set_at: datetime
    set_by: str


@dataclass(frozen=True, kw_only=True)
class AuditReviewRecord(Editable):
    """Where one submitted audit stands."""

    audit: str
    vendor: str
    state: ReviewState = ReviewState.SUBMITTED
    #: As they held when it was submitted; later ones do not move its clocks.
    rules: Mapping[str, Any]
    #: Whether it was drawn for a blind second score.
    second: bool = False
    #: Who scored it, and who scored it again.
    scorers: tuple[str, ...]
    submitted_at: datetime
    release_due: date
    released_at: datetime | None = None
    released_by: str | None = None
    #: The last day to appeal, or, after a ruling, to go to the next level.
    appeal_due: date | None = None


@dataclass(frozen=True, kw_only=True)
class AuditVersionRecord(Record):
    """One set of answers to an audit, scored; never changed."""

    audit: str
    vendor: str
    number: int
    kind: VersionKind
    answers: Mapping[str, Any] = field(default_factory=dict)
    fatal: tuple[str, ...] = ()
    points: Decimal | None = None
    passed: bool | None = None
    receipt: str
    why: str = ""
    made_at: datetime
    made_by: str


@dataclass(frozen=True, kw_only=True)
class AppealRecord(Editable):
    """What a vendor says against one item of a released audit, as the client entered it."""

    audit: str
    vendor: str
    #: The item or fatal fault; there is one appeal for each.
    item: str
    level: int = 1
    state: AppealState = AppealState.OPEN
    channel: Channel
    #: Who said it on the vendor's side.
    caller: str
    #: When it reached the client: the clock runs from here.
    received_at: datetime
    reason: str
    #: The answer the vendor holds right; None where it gave none.
    claimed: Mapping[str, Any] | None = None
    #: (SHA-256, name) of each file.
    evidence: Sequence[Sequence[str]] = ()
    #: 待书面确认.
    unconfirmed: bool = False
    #: Why it was taken after its last day.
    late_reason: str = ""
    due: date
    #: The last day to go to the next level once it is ruled; None where there is none.
    next_due: date | None = None
    entered_at: datetime
    entered_by: str


@dataclass(frozen=True, kw_only=True)
class RulingRecord(Record):
    """One ruling on an appeal at a level, with the versions before and after; never changed."""

    appeal: str
    audit: str
    vendor: str
    level: int
    ruling: Ruling
    why: str
    #: The vendor's manager, where both sides rule.
    with_vendor: str = ""
    changed: bool
    version_before: int
    version_after: int
    receipt_before: str
    receipt_after: str
    ruled_at: datetime
    ruled_by: str


@dataclass(frozen=True, kw_only=True)
class AuditNoticeRecord(Editable):
    """当日即时通报: what was fatal in a call, to be told the vendor the same day."""

    audit: str
    vendor: str
    text: Text
    state: NoticeState = NoticeState.DRAFT
    due: date
    opened_at: datetime
    ended_at: datetime | None = None
    ended_by: str | None = None
    #: How and to whom it was sent, or why not.
    how: str = ""


@dataclass(frozen=True, kw_only=True)
class AuditCaseRecord(Record):
    """典型案例: how an item is read since a ruling; never changed, only followed by another."""

    ruling: str
    audit: str
    vendor: str
    form: str
    item: str
    title: str
    reading: str
    kept_at: datetime
    kept_by: str
