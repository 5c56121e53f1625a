"""Where a month's appeal window stands: open, answered, contested, over; and whether the month may close."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.text import Text
from core.workdays import DueDate, WorkCalendar
from sla.terms.review import Review, Silence


class AppealStanding(StrEnum):
    """What the window comes to so far."""

    NOT_SENT = "not_sent"
    OPEN = "open"
    CONTESTED = "contested"
    ACCEPTED = "accepted"
    DECIDED = "decided"
    SILENT = "silent"
    AWAITED = "awaited"
    CHANGED = "changed"

    @property
    def may_close(self) -> bool:
        """Whether the month may be made final: nothing is open, undecided or still awaited."""
        return self in _CLOSING


_CLOSING = frozenset({AppealStanding.ACCEPTED, AppealStanding.DECIDED, AppealStanding.SILENT})

APPEAL_NAMES: dict[AppealStanding, Text] = {
    AppealStanding.NOT_SENT: Text("尚未开始申诉期", "the appeal window has not begun"),
    AppealStanding.OPEN: Text("申诉期内，外包商尚未答复", "the window is open, the vendor has not answered"),
    AppealStanding.CONTESTED: Text("有异议待裁定", "an objection waits for a decision"),
    AppealStanding.ACCEPTED: Text("外包商已确认", "the vendor has accepted"),
    AppealStanding.DECIDED: Text(
        "申诉期已过，异议均已裁定", "the window is over and every objection decided"
    ),
    AppealStanding.SILENT: Text(
        "申诉期已过，未提异议，按合同视为认可",
        "the window is over without objection, which the contract takes as acceptance",
    ),
    AppealStanding.AWAITED: Text(
        "申诉期已过，合同要求书面确认，尚未收到",
        "the window is over, but the contract asks for a written answer and none has come",
    ),
    AppealStanding.CHANGED: Text(
        "发出之后数据有变，须重新发出", "the figures have changed since they went out: send them again"
    ),
}


@dataclass(frozen=True)
class Answers:
    """What a vendor has said of one edition of a month."""

    #: Of the figures as they are now, not as they were before some change.
    accepted: bool = False
    objections: int = 0
    undecided: int = 0
    #: Whether the figures are still those that went out.
    unchanged: bool = True


def closes(review: Review, calendar: WorkCalendar, sent: date) -> DueDate:
    """The last day on which the vendor may object, counted from the day after the figures went out."""
    return calendar.add(sent, review.days)


def standing(review: Review, last_day: date | None, answers: Answers, today: date) -> AppealStanding:
    """Where the window stands on `today`; `last_day` is None where it has not begun.

    An undecided objection holds the month open whatever else was said. Acceptance ends the window early; a
    decided objection does not: until its last day the vendor may raise another. Silence accepts only what
    was sent; figures changed because of an objection need not go out twice.
    """
    if answers.undecided:
        return AppealStanding.CONTESTED
    if answers.accepted:
        return AppealStanding.ACCEPTED
    if last_day is None:
        return AppealStanding.NOT_SENT
    if today <= last_day:
        return AppealStanding.OPEN
    if answers.objections:
        return AppealStanding.DECIDED
    if not answers.unchanged:
        return AppealStanding.CHANGED
    return AppealStanding.SILENT if review.silence is Silence.ACCEPTED else AppealStanding.AWAITED
