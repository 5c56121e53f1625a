"""Improvement plans: what they say, which state may follow which, and when they are overdue."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from core.errors import IllegalTransitionError, WrongInputError
from core.text import Text
from core.workdays import DueDate, WorkCalendar


class PlanStatus(StrEnum):
    """Where an improvement plan 整改方案 stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    RETURNED = "returned"
    UNDERWAY = "underway"
    TO_VERIFY = "to_verify"
    CLOSED = "closed"
    REOPENED = "reopened"


PLAN_STATUS_NAMES: dict[PlanStatus, Text] = {
    PlanStatus.DRAFT: Text("草稿", "Draft"),
    PlanStatus.SUBMITTED: Text("已提交", "Submitted"),
    PlanStatus.APPROVED: Text("已批准", "Approved"),
    PlanStatus.RETURNED: Text("已退回", "Returned"),
    PlanStatus.UNDERWAY: Text("整改中", "Under way"),
    PlanStatus.TO_VERIFY: Text("待验证", "To be verified"),
    PlanStatus.CLOSED: Text("已关闭", "Closed"),
    PlanStatus.REOPENED: Text("重新开启", "Reopened"),
}

_NEXT: dict[PlanStatus, tuple[PlanStatus, ...]] = {
    PlanStatus.DRAFT: (PlanStatus.SUBMITTED,),
    PlanStatus.SUBMITTED: (PlanStatus.APPROVED, PlanStatus.RETURNED),
    PlanStatus.RETURNED: (PlanStatus.SUBMITTED,),
    PlanStatus.APPROVED: (PlanStatus.UNDERWAY,),
    PlanStatus.UNDERWAY: (PlanStatus.TO_VERIFY,),
    PlanStatus.TO_VERIFY: (PlanStatus.CLOSED, PlanStatus.REOPENED),
    PlanStatus.CLOSED: (PlanStatus.REOPENED,),
    PlanStatus.REOPENED: (PlanStatus.UNDERWAY,),
}
#: What a plan must say before it is handed in.
NEEDED = ("problem", "root_cause", "corrective", "preventive", "owner")


@dataclass(frozen=True)
class ImprovementPlan:
    """An answer to one or more misses."""

    code: str
    vendor: str
    contract: str
    #: The records of the misses it answers.
    misses: tuple[str, ...]
    problem: str = ""
    root_cause: str = ""
    corrective: str = ""
    preventive: str = ""
    owner: str = ""
    due: date | None = None
    status: PlanStatus = PlanStatus.DRAFT
    #: What the verification found; needed to close.
    verification: str = ""

    def is_overdue(self, as_of: date) -> bool:
        """Whether it is open after its due day, as of the day of the data."""
        return self.due is not None and self.status is not PlanStatus.CLOSED and as_of > self.due


@dataclass(frozen=True)
class PlanChange:
    """A change of a plan's status and why."""

    before: PlanStatus
    after: PlanStatus
    why: str


def next_statuses(status: PlanStatus) -> tuple[PlanStatus, ...]:
    """The statuses that may follow."""
    return _NEXT[status]


def advance(
    plan: ImprovementPlan, to: PlanStatus, why: str = "", verification: str = ""
) -> tuple[ImprovementPlan, PlanChange]:
    """The plan in its next status, and the row to keep.

    Refused: a status that does not follow; handing in an incomplete plan; returning or reopening without a
    reason; closing without a verification result.
    """
    if to not in _NEXT[plan.status]:
        raise IllegalTransitionError(entity="plan", state=plan.status.value, to=to.value)
    if to is PlanStatus.SUBMITTED:
        _complete(plan)
    if to in (PlanStatus.RETURNED, PlanStatus.REOPENED) and not why.strip():
        raise WrongInputError("reason_needed")
    if to is PlanStatus.CLOSED and not verification.strip():
        raise WrongInputError("needed", what="verification")
    kept = verification.strip() or ("" if to is PlanStatus.REOPENED else plan.verification)
    return replace(plan, status=to, verification=kept), PlanChange(plan.status, to, why.strip())


def due_date(calendar: WorkCalendar, start: date, working_days: int) -> DueDate:
    """The day so many working days after `start`, and whether the calendar on the way is published."""
    return calendar.add(start, working_days)


def _complete(plan: ImprovementPlan) -> None:
    missing = [name for name in NEEDED if not getattr(plan, name).strip()]
    missing += [] if plan.due else ["due"]
    missing += [] if plan.misses else ["misses"]
    if missing:
        raise WrongInputError("needed", what=", ".join(missing))
