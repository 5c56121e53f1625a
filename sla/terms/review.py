"""How long a vendor may object to a month before it is closed, and what its silence means 申诉期."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.text import Text


class Silence(StrEnum):
    """What it means when a vendor says nothing until the window is over."""

    ACCEPTED = "accepted"
    NOT_ACCEPTED = "not_accepted"


SILENCE_NAMES: dict[Silence, Text] = {
    Silence.ACCEPTED: Text("逾期未提异议视为认可", "silence counts as acceptance"),
    Silence.NOT_ACCEPTED: Text("须书面确认，逾期不视为认可", "only a written answer counts"),
}


@dataclass(frozen=True)
class Review:
    """The appeal window of every month of a contract."""

    #: Working days after the day the figures went out; that day itself does not count.
    days: int = 5
    silence: Silence = Silence.ACCEPTED
