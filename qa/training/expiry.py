"""What runs out 证书到期: 60, 30 and 7 days ahead, what has run out, and the forecast of a month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from core.period import Period
from core.text import Text
from qa.training.held import held_on
from qa.training.record import Held


class Bucket(StrEnum):
    """How near the last day is; each day belongs to the nearest window only."""

    EXPIRED = "expired"
    TODAY = "today"
    WITHIN_7 = "within_7"
    WITHIN_30 = "within_30"
    WITHIN_60 = "within_60"
    LATER = "later"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return _BUCKETS[self]


_BUCKETS: dict[Bucket, Text] = {
    Bucket.EXPIRED: Text("已过期", "Expired"),
    Bucket.TODAY: Text("今天是最后一天", "Today is the last day"),
    Bucket.WITHIN_7: Text("7天内到期", "Within 7 days"),
    Bucket.WITHIN_30: Text("30天内到期", "Within 30 days"),
    Bucket.WITHIN_60: Text("60天内到期", "Within 60 days"),
    Bucket.LATER: Text("60天后", "Later"),
}
_WINDOWS = ((0, Bucket.TODAY), (7, Bucket.WITHIN_7), (30, Bucket.WITHIN_30), (60, Bucket.WITHIN_60))


@dataclass(frozen=True)
class Expiring:
    """A course that an agent has to hold, and its last day."""

    mark: str
    site: str | None
    course: str
    #: Of privacy and the like: no green while it has run out.
    compliance: bool
    last_day: date

    def bucket(self, today: date) -> Bucket:
        """How near the last day is."""
        return bucket_of(self.last_day, today)


def bucket_of(last_day: date, today: date) -> Bucket:
    """The window of a last day; on the last day itself the course is still held."""
    ahead = (last_day - today).days
    if ahead < 0:
        return Bucket.EXPIRED
    return next((bucket for most, bucket in _WINDOWS if ahead <= most), Bucket.LATER)


def holds_until(spans: Sequence[Held], today: date) -> date | None:
    """The last day a course is held without a gap from today; where it is not held today, the last day it
    was. None: without an end, or never held yet."""
    now = held_on(spans, today)
    if now is None:
        ended = [span.last_day for span in spans if span.last_day and span.last_day < today]
        return max(ended, default=None)
    last = now.last_day
    while last is not None:
        onward = [span.last_day for span in spans if span.first_day <= last + timedelta(days=1)]
        if None in onward:
            return None
        longest = max(day for day in onward if day is not None)
        if longest <= last:
            return last
        last = longest
    return None


def forecast(lines: Iterable[Expiring], month: Period) -> dict[tuple[str | None, str], int]:
    """How many run out in a month, by site and course: the seats a make-up class needs."""
    return dict(Counter((line.site, line.course) for line in lines if line.last_day in month))


def no_green(lines: Iterable[Expiring], today: date) -> tuple[Expiring, ...]:
    """The expired compliance certificates because of which nothing is green, whatever the coverage."""
    return tuple(line for line in lines if line.compliance and line.last_day < today)
