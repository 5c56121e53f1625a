"""Windows of successive days from a start date, judged once each when they are complete 活动期."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from core.period import Period


@dataclass(frozen=True)
class Campaign:
    """So many days from the first one on; where it has a last day, again and again until then."""

    days: int
    first: date
    #: None: one window alone. The last of several may be shorter.
    last: date | None = None

    def window_of(self, day: date) -> Period | None:
        """The window a day belongs to; None outside all of them."""
        number = (day - self.first).days // self.days
        start = self.first + timedelta(days=number * self.days)
        after = start + timedelta(days=self.days)
        if day < self.first or (number and (self.last is None or day > self.last)):
            return None
        return Period(start, after if self.last is None else min(after, self.last + timedelta(days=1)))

    def ending_in(self, month: Period) -> list[Period]:
        """The windows whose last day lies in these days, oldest first."""
        found = dict.fromkeys(window for day in month.each_day() if (window := self.window_of(day)))
        return [window for window in found if window.last_day in month]

    def looked_at(self, month: Period) -> list[Period]:
        """What a month is about: the windows that end in it, else the one that runs on beyond it."""
        running = self.window_of(month.last_day)
        return self.ending_in(month) or ([running] if running else [])
