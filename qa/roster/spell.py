"""A spell 在岗段: what a roster says of one agent for the days it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from core.people_lists import AgentRole
from core.period import Period
from core.text import Text


class Standing(StrEnum):
    """How an agent stands on a day; ON_LEAVE is a long leave only, a short one stays LIVE."""

    LIVE = "live"
    NOT_LIVE = "not_live"
    ON_LEAVE = "on_leave"
    LEFT = "left"
    NOT_YET = "not_yet"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return _STANDINGS[self]


#: End of a leave nobody has told the end of.
UNTOLD = date.max
#: A leave of more days than this takes an agent out of scope (open reading 3 of the training design).
LONG_LEAVE = 30


_STANDINGS: dict[Standing, Text] = {
    Standing.LIVE: Text("在岗", "At work"),
    Standing.NOT_LIVE: Text("未上岗", "Not live yet"),
    Standing.ON_LEAVE: Text("长假", "On long leave"),
    Standing.LEFT: Text("已离职", "Left"),
    Standing.NOT_YET: Text("未入职", "Not joined yet"),
}


@dataclass(frozen=True, slots=True)
class Spell:
    """One agent of one vendor as a roster's line has it."""

    vendor: str
    #: Under which lists meet each other (`importers.staff.agent_mark`).
    mark: str
    #: The code as far as the site's rule lets it be kept; under it lists meet calls and audits.
    agent: str
    #: Keyed hash of the id number; None where none was told, or none that can be trusted.
    person: str | None
    site: str | None
    project: str | None
    role: AgentRole
    #: Empty: all of them.
    channels: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()
    joined: date | None = None
    #: First day with live contacts; None: live from joining.
    live: date | None = None
    #: Last working day.
    left: date | None = None
    leaves: tuple[Period, ...] = ()
    #: The name, 张* at most, where the site's rule is to keep it.
    named: str = ""
    #: Where it stands: the list, its sheet and row.
    list_id: str = ""
    sheet: str = ""
    row: int | None = None

    def standing(self, day: date, long_leave: int = LONG_LEAVE) -> Standing:
        """How the agent stands on a day: a leave of more than `long_leave` days takes them out of it.

        Not told when they went live: from joining; not told when they joined: always.
        """
        if self.left is not None and self.left < day:
            return Standing.LEFT
        if self.joined is not None and day < self.joined:
            return Standing.NOT_YET
        if self.long_leave_on(day, long_leave) is not None:
            return Standing.ON_LEAVE
        return Standing.NOT_LIVE if self.live is not None and day < self.live else Standing.LIVE

    def long_leave_on(self, day: date, long_leave: int = LONG_LEAVE) -> Period | None:
        """The long leave that a day lies in; one without an end is as long as it has lasted by that day."""
        return next((one for one in self.leaves if day in one and _days(one, day) > long_leave), None)

    @property
    def at_work(self) -> Period:
        """From joining through the last working day, as far as told."""
        return Period(self.joined or date.min, after(self.left) if self.left else UNTOLD)


def after(day: date) -> date:
    """The day after it."""
    return day + timedelta(days=1)


def _days(leave: Period, day: date) -> int:
    return (day - leave.start).days + 1 if leave.end == UNTOLD else leave.days
