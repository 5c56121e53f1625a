"""A training record 培训记录 of one agent, the days it makes a course held, and why one is not held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum

from core.people_lists import RecordKind
from core.text import Text


@dataclass(frozen=True, slots=True)
class TrainingRecord:
    """One row of a list, or one entry by hand; known from its commit until it was taken back."""

    key: str
    vendor: str
    #: As in `qa.roster.spell.Spell`.
    mark: str
    agent: str
    person: str | None
    #: Code of the course, or what the list calls it where no course has that name.
    course: str
    course_version: int | None
    kind: RecordKind
    #: Business day at the vendor; `at` the instant, where the list tells one.
    day: date
    at: datetime | None
    attempt: int | None
    score: Decimal | None
    full_mark: Decimal | None
    #: As told; None: the score decides.
    passed: bool | None
    absent: bool
    minutes: int | None
    #: Last day, as told.
    expires: date | None
    #: Of the certificate.
    number: str
    trainer: str
    material: str
    known: datetime
    withdrawn: datetime | None
    list_id: str = ""
    sheet: str = ""
    row: int | None = None

    @property
    def by_hand(self) -> bool:
        """Whether somebody here typed it in; everything else stands in a list."""
        return not self.list_id

    def known_at(self, known: datetime | None) -> bool:
        """Whether it was known then and not taken back yet; None: whether it is known now."""
        if known is None:
            return self.withdrawn is None
        return self.known <= known and (self.withdrawn is None or self.withdrawn > known)


@dataclass(frozen=True)
class Held:
    """The days through which a record makes a course held."""

    #: Key of the record.
    record: str
    first_day: date
    #: None: without an end.
    last_day: date | None
    #: Passed at another vendor, which is never named.
    elsewhere: bool = False


class Lack(StrEnum):
    """Why a course is not held."""

    NONE = "none"
    NO_RECORD = "no_record"
    ATTENDED_ONLY = "attended_only"
    FAILED = "failed"
    TOO_OLD = "too_old"
    EXPIRED = "expired"
    TRAINER_UNCERTIFIED = "trainer_uncertified"
    ATTEMPTS_OVER = "attempts_over"
    REVOKED = "revoked"
    UNSUPPORTED = "unsupported"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return _LACKS[self]


_LACKS: dict[Lack, Text] = {
    Lack.NONE: Text("有效", "Held"),
    Lack.NO_RECORD: Text("无记录", "No record"),
    Lack.ATTENDED_ONLY: Text("已参训未通过考核", "Attended only"),
    Lack.FAILED: Text("考核未通过", "Not passed"),
    Lack.TOO_OLD: Text("早于本次变更", "Older than the change"),
    Lack.EXPIRED: Text("已过期", "Expired"),
    Lack.TRAINER_UNCERTIFIED: Text("讲师未认证", "Trainer not certified"),
    Lack.ATTEMPTS_OVER: Text("超过考试次数", "Attempts used up"),
    Lack.REVOKED: Text("已吊销", "Revoked"),
    Lack.UNSUPPORTED: Text("无佐证", "Unsupported"),
}


def in_order(record: TrainingRecord) -> tuple[date, bool, str, datetime, int, int]:
    """Sorts records as they happened; within a day one without an instant comes first."""
    at = record.at.astimezone(UTC).isoformat() if record.at else ""
    return record.day, record.at is not None, at, record.known, record.row or 0, record.attempt or 0
