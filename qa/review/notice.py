"""当日即时通报: the draft that tells a vendor the same day what was fatal in a call of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.text import Text


class NoticeState(StrEnum):
    """Whether the vendor was told."""

    DRAFT = "draft"
    SENT = "sent"
    #: Not sent, with the reason why.
    DROPPED = "dropped"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return _STATES[self]


_STATES = {
    NoticeState.DRAFT: Text("待发出", "to be sent"),
    NoticeState.SENT: Text("已发出", "sent"),
    NoticeState.DROPPED: Text("不发出", "not sent"),
}


@dataclass(frozen=True)
class Told:
    """What a notice says. Neither the caller nor a number is in it: they never leave the client's side."""

    vendor: Text
    #: When the call was, as the clock on the wall showed it.
    when: str
    faults: Sequence[Text]
    agent: str = ""
    recording: str = ""


def notice_text(told: Told) -> Text:
    """The draft in both languages, to be read and changed before it is sent."""
    zh = [
        f"【即时通报】{told.vendor.zh}：",
        f"{told.when} 的通话{_part('，坐席 ', told.agent)}{_part('，录音 ', told.recording)}，"
        "质检发现致命问题：",
        *(f"{n}. {fault.zh}" for n, fault in enumerate(told.faults, 1)),
        "请当日核实、停止该行为并回复处理措施。评分将按流程发布，可在申诉期内逐项申诉。",
    ]
    en = [
        f"Immediate notice to {told.vendor.en}:",
        f"In the call of {told.when}{_part(', agent ', told.agent)}{_part(', recording ', told.recording)} "
        "the audit found fatal:",
        *(f"{n}. {fault.en}" for n, fault in enumerate(told.faults, 1)),
        "Please verify it today, stop it and answer what was done. The score is released as agreed; each "
        "item can be appealed within the window.",
    ]
    return Text("\n".join(zh), "\n".join(en))


def _part(before: str, value: str) -> str:
    return f"{before}{value}" if value else ""
