"""The stop-watch of a call: a mark at each turn it takes, and the seconds between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from core.text import Text


class Turn(StrEnum):
    """What begins at a mark."""

    RING = "ring"
    MENU = "menu"
    QUEUE = "queue"
    TALK = "talk"
    HOLD = "hold"
    END = "end"


TURNS: Mapping[Turn, Text] = {
    Turn.RING: Text("振铃", "Ringing"),
    Turn.MENU: Text("语音菜单", "Menu"),
    Turn.QUEUE: Text("排队", "Queue"),
    Turn.TALK: Text("通话", "Talk"),
    Turn.HOLD: Text("保持", "Hold"),
    Turn.END: Text("挂机", "Hung up"),
}
#: The turns that last.
LASTING = (Turn.RING, Turn.MENU, Turn.QUEUE, Turn.TALK, Turn.HOLD)


@dataclass(frozen=True)
class Mark:
    """The moment a turn began, in milliseconds since 1970."""

    turn: Turn
    at: int


@dataclass(frozen=True)
class Timed:
    """Whole seconds of each turn, cut off (12.9 s is 12), and how often the caller was put on hold."""

    seconds: Mapping[Turn, int]
    holds: int
    #: From the choice of an agent (or the dial, where there was neither menu nor queue) to the answer;
    #: None where nobody answered.
    wait: int | None

    def facts(self) -> dict[str, int]:
        """As an audit keeps it: ring_s, menu_s, queue_s, talk_s, hold_s, holds."""
        return {f"{turn.value}_s": seconds for turn, seconds in self.seconds.items()} | {"holds": self.holds}


def timed(marks: Sequence[Mark]) -> Timed:
    """The seconds of a call's turns; the turn after the last mark is still going on and counts nothing."""
    ordered = sorted(marks, key=lambda mark: mark.at)
    spent = dict.fromkeys(LASTING, 0)
    for mark, following in pairwise(ordered):
        if mark.turn is not Turn.END:
            spent[mark.turn] += following.at - mark.at
    seconds = {turn: ms // 1000 for turn, ms in spent.items() if any(m.turn is turn for m in ordered)}
    return Timed(seconds, sum(mark.turn is Turn.HOLD for mark in ordered), _wait(ordered))


def _wait(ordered: Sequence[Mark]) -> int | None:
    """From where the queue began, else from the dial, to the first word."""
    answered = next((mark.at for mark in ordered if mark.turn is Turn.TALK), None)
    if answered is None:
        return None
    before = [mark for mark in ordered if mark.at <= answered and mark.turn is not Turn.TALK]
    queued = [mark.at for mark in before if mark.turn is Turn.QUEUE]
    begun = queued[:1] or [mark.at for mark in before if mark.turn is Turn.RING][:1]
    return (answered - begun[0]) // 1000 if begun else None
