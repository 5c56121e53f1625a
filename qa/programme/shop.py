"""A mystery call of a wave as the programme's checks see it; callers and numbers only as codes and marks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.text import Text
from qa.programme.kinds import Outcome


@dataclass(frozen=True)
class Shop:
    """One call. It is a sample only where an agent was reached; else it is an attempt."""

    key: str
    #: By the clock of the place.
    at: datetime
    vendor: str
    brief: str
    brief_version: int
    site: str = ""
    agent: str = ""
    #: The caller's code 拨测员代号, never a name.
    caller: str = ""
    #: A mark of the number used: equal numbers meet, none can be read from it.
    number: str = ""
    #: The number dialled, masked.
    dialled: str = ""
    outcome: Outcome | None = Outcome.CONNECTED
    wait_s: int | None = None
    talk_s: int | None = None
    recording: str = ""
    #: When a second person checked it.
    checked_at: datetime | None = None
    #: Why somebody ruled it out; empty: nobody did.
    ruled_out: str = ""
    #: The vendor's name where it is known; a finding says it rather than the code.
    vendor_name: Text | None = None

    @property
    def reached(self) -> bool:
        """Whether an agent was spoken to."""
        return self.outcome is not None and self.outcome.reached

    @property
    def named(self) -> Text:
        """The call in a finding: when, and whom it reached."""
        when, by = f"{self.at:%Y-%m-%d %H:%M}", self.by
        if not self.agent:
            return Text(f"{when} {by.zh}", f"{when} {by.en}")
        return Text(f"{when} {by.zh} 工号 {self.agent}", f"{when} {by.en} agent {self.agent}")

    @property
    def by(self) -> Text:
        """Whose agent it reached: the vendor's name, else its code."""
        return self.vendor_name or Text(self.vendor, self.vendor)
