"""What the staff lists of a vendor's files say of its agents, as it is held against later files (C8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core.finding import Place
from core.period import Period
from core.privacy import Privacy


@dataclass(frozen=True)
class StaffSaid:
    """What the lists of one file say of one agent of one vendor."""

    vendor: str
    #: The same for 0012 and 12; it tells nobody who the agent is (`agent_mark`).
    mark: str
    #: The code as far as the rule of the agent's site lets it be kept.
    agent: str
    #: The last working day; None where the agent has not left, or is back.
    left: date | None
    joined: date | None
    #: Whether they list the agent as working.
    works: bool
    #: The days that the file has figures for.
    days: Period
    place: Place


#: Vendor → mark → what the files that count say of an agent, in the order in which they were committed.
StaffTold = Mapping[str, Mapping[str, Sequence[StaffSaid]]]


def agent_key(code: str) -> str:
    """A code however a list and a report may write it: 0012 is 12."""
    folded = "".join(code.split()).casefold()
    return folded.lstrip("0") or folded


def agent_mark(privacy: Privacy, vendor: str, key: str) -> str:
    """The mark under which an agent of a vendor is met again; of another vendor's same code it is another."""
    return privacy.mark(f"{vendor}/agent/{key}")


def last_day(said: Sequence[StaffSaid]) -> StaffSaid | None:
    """What says an agent's last day; None where nothing does, or the agent has come back since.

    A file takes back what an earlier one of the same days said of the agent. One of other days does not: it
    has to tell a day on which the agent joined again.
    """
    stand = [one for at, one in enumerate(said) if not _taken_back(one, said[at + 1 :])]
    last: StaffSaid | None = None
    for one in stand:
        if one.left and (last is None or last.left is None or one.left >= last.left):
            last = one
    if last is None or last.left is None:
        return None
    left = last.left
    return None if any(one.joined and one.joined > left for one in stand) else last


def _taken_back(said: StaffSaid, later: Sequence[StaffSaid]) -> bool:
    return any((one.left or one.works) and one.days.overlaps(said.days) for one in later)
