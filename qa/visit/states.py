"""Where a site visit stands, where each thing found on it stands, and how grave that is."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from core.text import Text


class VisitState(StrEnum):
    """From the plan to the vendor's counter-signature."""

    #: Planned or under way: answers, findings and photographs still change.
    OPEN = "open"
    #: Submitted: what was found stands and waits for the vendor's signature.
    SUBMITTED = "submitted"
    #: The vendor's person signed the paper.
    SIGNED = "signed"
    #: They would not sign, with the reason; they still may.
    REFUSED = "refused"
    CALLED_OFF = "called_off"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return _VISITS[self]

    @property
    def stands(self) -> bool:
        """Whether what was found on it is told the vendor and changed no more."""
        return self in (VisitState.SUBMITTED, VisitState.SIGNED, VisitState.REFUSED)


class Grade(StrEnum):
    """How grave what was found is."""

    #: Worth noting, nothing to put right by a day.
    OBSERVATION = "observation"
    GENERAL = "general"
    SERIOUS = "serious"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return GRADES[self]

    @property
    def is_booked(self) -> bool:
        """Whether somebody has to say if it goes into the daily ledger."""
        return self is not Grade.OBSERVATION


class FindingState(StrEnum):
    """How far the vendor is with putting it right."""

    OPEN = "open"
    #: The vendor says what it did; nobody looked yet.
    ANSWERED = "answered"
    #: The client looked: it is put right.
    CLOSED = "closed"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return _FINDINGS[self]


class Booking(StrEnum):
    """Whether it goes into the daily ledger, from where a clause may count it."""

    #: Nobody has said yet: the draft.
    DRAFT = "draft"
    BOOKED = "booked"
    #: It is not booked, with the reason.
    DROPPED = "dropped"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return _BOOKINGS[self]


GRADES: Mapping[Grade, Text] = {
    Grade.OBSERVATION: Text("观察项", "Observation"),
    Grade.GENERAL: Text("一般问题", "General"),
    Grade.SERIOUS: Text("严重问题", "Serious"),
}
_VISITS = {
    VisitState.OPEN: Text("待检查", "open"),
    VisitState.SUBMITTED: Text("待签认", "to be signed"),
    VisitState.SIGNED: Text("已签认", "signed"),
    VisitState.REFUSED: Text("拒绝签认", "signature refused"),
    VisitState.CALLED_OFF: Text("已取消", "called off"),
}
_FINDINGS = {
    FindingState.OPEN: Text("待整改", "to be put right"),
    FindingState.ANSWERED: Text("已回复，待复核", "answered, to be checked"),
    FindingState.CLOSED: Text("已销项", "put right"),
}
_BOOKINGS = {
    Booking.DRAFT: Text("待定是否登记", "to be decided"),
    Booking.BOOKED: Text("已登记日常事项", "booked"),
    Booking.DROPPED: Text("不登记", "not booked"),
}
