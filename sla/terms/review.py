"""How long a vendor may object to a month before it is closed, and what its silence means 申诉期."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.text import Text


class Silence(StrEnum):
    """What it means when a vendor says nothing until the window is over."""

    ACCEPTED = "accepted"
    NOT_ACCEPTED = "not_accepted"


@dataclass(frozen=True)
class Review:
    """The appeal window of every month of a contract."""

    #: Working days after the day the figures went out; that day itself does not count.
    days: int = 5
    silence: Silence = Silence.ACCEPTED


class ScoredOn(StrEnum):
    """On whose figures a clause is scored while an objection to it is open."""

    CLIENT = "client"
    VENDOR = "vendor"
    UNDISPUTED = "undisputed"


SCORED_ON_NAMES: dict[ScoredOn, Text] = {
    ScoredOn.CLIENT: Text("甲方数据", "the client's figures"),
    ScoredOn.VENDOR: Text("外包商数据", "the vendor's figures"),
    ScoredOn.UNDISPUTED: Text("双方一致的部分", "what both sides report alike"),
}


@dataclass(frozen=True)
class Disputes:
    """What holds while an objection is neither decided nor withdrawn 争议期间 (domain reference 2.9)."""

    scored_on: ScoredOn = ScoredOn.CLIENT
