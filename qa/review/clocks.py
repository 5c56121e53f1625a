"""The time each step has, in working days: release, appeal, ruling by level. Set for each form; these are
the defaults of usual practice in China (T+1, 2, 2, 3 working days)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from core.errors import WrongInputError
from core.text import Text
from core.workdays import DueDate, WorkCalendar

_MOST_DAYS = 60
_DAYS = Text("工作日数", "working days")


@dataclass(frozen=True)
class ReviewRules:
    """The windows and levels of a form's reviews. Days are working days; the day itself never counts."""

    #: From submission to release.
    release_days: int = 1
    #: From release to the last day to appeal; from a ruling to the last day to ask for the next level.
    appeal_days: int = 2
    #: From receipt of the appeal to the ruling, level by level: the client's review, then both managers.
    ruling_days: tuple[int, ...] = (2, 3)
    #: Of a hundred audits so many get a blind second score.
    second_percent: int = 30
    calendar: str = "CN"
    zone: str = "Asia/Shanghai"

    def __post_init__(self) -> None:
        for days in (self.release_days, self.appeal_days, *self.ruling_days):
            if not 0 <= days <= _MOST_DAYS:
                raise WrongInputError("review_days", what=_DAYS, most=_MOST_DAYS, value=days)
        if not 1 <= len(self.ruling_days) <= 3:
            raise WrongInputError("review_levels", value=len(self.ruling_days))
        if not 0 <= self.second_percent <= 100:
            raise WrongInputError("review_percent", value=self.second_percent)

    @property
    def levels(self) -> int:
        """How many times an appeal may be ruled on; the last ruling is final."""
        return len(self.ruling_days)

    def release_due(self, submitted: date) -> DueDate:
        """The last day to release what was submitted on a day: T+1."""
        return self._add(submitted, self.release_days)

    def appeal_due(self, released: date) -> DueDate:
        """The last day to appeal what was released on a day, or to go to the next level after a ruling."""
        return self._add(released, self.appeal_days)

    def ruling_due(self, received: date, level: int) -> DueDate:
        """The last day to rule at a level; the clock runs from receipt, whenever it was entered."""
        return self._add(received, self.ruling_days[level - 1])

    def as_dict(self) -> dict[str, Any]:
        """As it is kept with a form and with every audit it held for."""
        return {
            "release_days": self.release_days,
            "appeal_days": self.appeal_days,
            "ruling_days": list(self.ruling_days),
            "second_percent": self.second_percent,
            "calendar": self.calendar,
            "zone": self.zone,
        }

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> ReviewRules:
        """The same, read back."""
        return cls(**{**kept, "ruling_days": tuple(kept["ruling_days"])})

    def _add(self, start: date, days: int) -> DueDate:
        return WorkCalendar(self.calendar).add(start, days)


@lru_cache(maxsize=4096)
def days_left(calendar: str, today: date, due: date) -> int:
    """Working days from today to the last day, that day included; negative once it is over."""
    work = WorkCalendar(calendar)
    first, last, sign = (today, due, 1) if today <= due else (due, today, -1)
    days = 0
    while first < last:
        first = work.add(first, 1).day
        days += first <= last
    return sign * days


def is_late(received: date, due: date) -> bool:
    """Whether an appeal came after its last day: it is taken only with a reason."""
    return received > due
