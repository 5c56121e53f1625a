"""What an agent promised on a call 承诺: a follow-up check with a due time, kept or broken (T4.9)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from core.text import Text


class CommitmentState(StrEnum):
    """How a promise stands at a time."""

    #: Its time is not over.
    OPEN = "open"
    #: Its time is over, and nobody has said what became of it.
    DUE = "due"
    KEPT = "kept"
    BROKEN = "broken"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return COMMITMENT_NAMES[self]


COMMITMENT_NAMES: dict[CommitmentState, Text] = {
    CommitmentState.OPEN: Text("未到期", "Not due yet"),
    CommitmentState.DUE: Text("已到期，待核实", "Due: to be checked"),
    CommitmentState.KEPT: Text("已兑现", "Kept"),
    CommitmentState.BROKEN: Text("未兑现", "Broken"),
}


@dataclass(frozen=True)
class Commitment:
    """One promise heard on a call."""

    key: str
    shop: str
    vendor: str
    what: str
    due: datetime
    #: When it was kept; None: not (yet).
    done: datetime | None = None
    #: Somebody found that it was not kept.
    failed: bool = False

    def state(self, now: datetime) -> CommitmentState:
        """How it stands now. Kept a second late is broken; broken needs somebody to have looked."""
        if self.done is not None:
            return CommitmentState.KEPT if self.done <= self.due else CommitmentState.BROKEN
        if self.failed:
            return CommitmentState.BROKEN
        return CommitmentState.DUE if self.due <= now else CommitmentState.OPEN


def kept_rate(commitments: Iterable[Commitment], now: datetime) -> tuple[int, int, Fraction | None]:
    """Kept, looked at, and the share in percent; what nobody has looked at is in neither."""
    states = [each.state(now) for each in commitments]
    kept = states.count(CommitmentState.KEPT)
    seen = kept + states.count(CommitmentState.BROKEN)
    return kept, seen, Fraction(kept * 100, seen) if seen else None
