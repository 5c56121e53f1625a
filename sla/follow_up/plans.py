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

    @property
    def words(self) -> Text:
        """Its name for people."""
        return PLAN_STATUS_NAMES[self]


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
NEEDED: dict[str, Text] = {
    "misses": Text("所针对的未达标项", "the misses it answers"),
    "problem": Text("问题描述", "the problem"),
    "root_cause": Text("根本原因", "the root cause"),
    "corrective": Text("整改措施", "the corrective action"),
    "preventive": Text("预防措施", "the preventive action"),
    "owner": Text("责任人", "the owner"),
    "due": Text("完成时限", "the due date"),
}
_VERIFICATION = Text("验证结果", "the verification result")


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
        raise IllegalTransitionError(entity="plan", state=plan.status, to=to)
    if to is PlanStatus.SUBMITTED:
        _complete(plan)
    if to in (PlanStatus.RETURNED, PlanStatus.REOPENED) and not why.strip():
        raise WrongInputError("reason_needed")
    if to is PlanStatus.CLOSED and not verification.strip():
        raise WrongInputError("plan_unverified", missing=_VERIFICATION)
    kept = verification.strip() or ("" if to is PlanStatus.REOPENED else plan.verification)
    return replace(plan, status=to, verification=kept), PlanChange(plan.status, to, why.strip())


def due_date(calendar: WorkCalendar, start: date, working_days: int) -> DueDate:
    """The day so many working days after `start`, and whether the calendar on the way is published."""
    return calendar.add(start, working_days)


def _complete(plan: ImprovementPlan) -> None:
    missing = [words for name, words in NEEDED.items() if _is_empty(getattr(plan, name))]
    if missing:
        zh, en = "、".join(words.zh for words in missing), ", ".join(words.en for words in missing)
        raise WrongInputError("plan_incomplete", missing=Text(zh, en))


def _is_empty(value: object) -> bool:
    return not value.strip() if isinstance(value, str) else not value
