"""A call as the vendor's list has it: what it can be told apart and told by, never whose number it was."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

#: Days on the job below which an agent is new: three months.
NEW_AGENT_DAYS = 90
#: The first hour of each part of the day; the night begins at 22 and ends at 8.
_MORNING, _NOON, _EVENING, _NIGHT = 8, 12, 18, 22


class ListedCall(NamedTuple):
    """One answered call of a call list. A tuple, for a month has a million of them."""

    #: Tells the call from every other of its vendor, in whatever order and file it stands.
    key: str
    day: date
    #: Minutes from midnight; None where the list says none.
    minute: int | None = None
    #: Seconds from midnight, where the list tells them.
    second: int | None = None
    project: str | None = None
    site: str | None = None
    queue: str | None = None
    language: str | None = None
    #: The agent's code as far as the rule of the site lets it be kept.
    agent: str | None = None
    #: The call's own number in the list, where it has one.
    number: str | None = None
    #: Talk and hold in seconds.
    length: int | None = None
    #: The agent's days on the job that day, where a staff list tells them.
    tenure_days: int | None = None

    @property
    def daypart(self) -> str | None:
        """morning, afternoon, evening or night."""
        if self.minute is None:
            return None
        hour = self.minute // 60
        if not _MORNING <= hour < _NIGHT:
            return "night"
        return "morning" if hour < _NOON else "afternoon" if hour < _EVENING else "evening"

    @property
    def tenure(self) -> str | None:
        """new or settled; None where nothing tells when the agent joined."""
        if self.tenure_days is None:
            return None
        return "new" if self.tenure_days < NEW_AGENT_DAYS else "settled"
