"""Time is passed in: a clock is an argument, read once at the edge."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Says what time it is."""

    def now(self) -> datetime:
        """This instant, in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """This instant, in UTC."""
        return datetime.now(UTC)


@dataclass
class FixedClock:
    """A clock that stands still: tests, demo data, rebuilding an old month."""

    at: datetime

    def now(self) -> datetime:
        """The instant it was set to."""
        return self.at
