"""A spell 在岗段: what a roster says of one agent for the days it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
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
