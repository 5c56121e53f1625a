"""Improvement plans: opened for misses, written, and taken through their states to a verified close."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from core.errors import WrongInputError
from core.finding import Finding
from core.principal import Action, Principal, authorize
from core.text import Text
from services.house.writing import writing
from services.improvement.plan_dates import as_published, due_on, to_be_checked
from services.improvement.plan_owner import accountable
from sla.follow_up.plans import (
    NEEDED,
    PLAN_STATUS_NAMES,
    ImprovementPlan,
    PlanStatus,
    advance,
    next_statuses,
)
from store.records import MissRecord, PlanRecord, StateChangeRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

#: A plan says what it says while nobody has agreed to it.
_WRITABLE = frozenset({PlanStatus.DRAFT, PlanStatus.RETURNED, PlanStatus.REOPENED})
#: What an approver may do beside those who plan.
_APPROVALS = frozenset({PlanStatus.APPROVED, PlanStatus.RETURNED, PlanStatus.CLOSED, PlanStatus.REOPENED})
_VERIFIED = "verification"
_RESULT = Text("验证结果", "The verification result")
_MISS = Text("至少一项未达标", "At least one miss")
_FIELDS: dict[str, Text] = {
    "problem": Text("问题描述", "the problem"),
    "root_cause": Text("根本原因", "the root cause"),
    "corrective": Text("纠正措施", "the corrective action"),
    "preventive": Text("预防措施", "the preventive action"),
    "owner": Text("责任人", "the owner"),
    "due": Text("完成期限", "the due date"),
}


@dataclass(frozen=True)
class PlanView:
    """A plan with everything around it."""

    record: PlanRecord
    status: PlanStatus
    status_name: Text
    misses: tuple[MissRecord, ...]
    #: Every change of state, oldest first.
    history: tuple[StateChangeRecord, ...]
    next_states: tuple[PlanStatus, ...]
    #: Open after its due day, as of today in the house.
    overdue: bool
    #: What the verification found that closed it.
    verification: str = ""
    #: A due date counted over an unpublished calendar.
    findings: tuple[Finding, ...] = ()

    @property
    def is_writable(self) -> bool:
        """Whether what it says may still be changed."""
        return self.status in _WRITABLE


def plans(house: House, who: Principal, vendor: str | None = None) -> list[PlanView]:
    """The plans this person may see, by due date."""
    authorize(who, Action.VIEW, vendor)
    with house.database.read(who) as uow:
        found = [record for record in uow.plans.listed() if vendor in (None, record.vendor)]
        return [_view(uow, house, record) for record in found]


def plan(house: House, who: Principal, id: str) -> PlanView:
    """One plan."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        return _view(uow, house, uow.plans.get(id))


def steps_for(who: Principal, view: PlanView) -> tuple[PlanStatus, ...]:
    """The states that may follow and that this person may take the plan to."""
    return tuple(to for to in view.next_states if who.may(_action(who, to), view.record.vendor))


def open_plan(
    house: House,
    who: Principal,
    miss_ids: Sequence[str],
    title: str = "",
    problem: str = "",
    root_cause: str = "",
    corrective: str = "",
    preventive: str = "",
    owner: str = "",
    working_days: int | None = None,
    due: date | None = None,
) -> PlanView:
    """A new plan that answers one or more misses of one contract. It is due on `due`, or so many working
    days of the contract's calendar after today."""
    with writing(house, who, Action.PLAN) as uow:
        answered = _answered(uow, miss_ids)
        first = answered[0]
        authorize(who, Action.PLAN, first.vendor)
        due_day = due_on(uow, house, first.contract, working_days, due)
        record = PlanRecord(
            contract=first.contract,
            vendor=first.vendor,
            title=title.strip() or " · ".join(sorted({miss.clause for miss in answered})),
            problem=problem.strip(),
            root_cause=root_cause.strip(),
            corrective=corrective.strip(),
            preventive=preventive.strip(),
            owner=owner.strip() or accountable(uow, answered),
            created_at=uow.now,
            created_by=who.name,
            **(asdict(due_day) if due_day else {}),
        )
        uow.plans.open(record, [miss.id for miss in answered])
        uow.journal.moved("plan", record.id, None, record.state)
        after = {"title": record.title, "misses": [miss.id for miss in answered]}
        uow.journal.note("plan_opened", "plan", record.id, after=after, vendor=record.vendor)
        return _view(uow, house, record)


def save_plan(
    house: House,
    who: Principal,
    id: str,
    version: int,
    *,
    title: str | None = None,
    problem: str | None = None,
    root_cause: str | None = None,
    corrective: str | None = None,
    preventive: str | None = None,
    owner: str | None = None,
    working_days: int | None = None,
    due: date | None = None,
    miss_ids: Sequence[str] | None = None,
) -> PlanView:
    """Change what a plan says (None: as it was), while it is a draft, returned or reopened."""
    words = {
        "title": title, "problem": problem, "root_cause": root_cause,
        "corrective": corrective, "preventive": preventive, "owner": owner,
    }  # fmt: skip
    with writing(house, who, Action.PLAN) as uow:
        before = uow.plans.get(id)
        if PlanStatus(before.state) not in _WRITABLE:
            raise WrongInputError("already_state", state=PLAN_STATUS_NAMES[PlanStatus(before.state)])
        changed: dict[str, Any] = {key: value.strip() for key, value in words.items() if value is not None}
        # The day that was shown, handed in again, is still the one that was counted.
        named = None if due == as_published(uow, before).due else due
        if due_day := due_on(uow, house, before.contract, working_days, named):
            changed |= asdict(due_day)
        after = uow.plans.update(replace(before, version=version, **changed))
        if miss_ids is not None:
            uow.plans.answer(id, [miss.id for miss in _answered(uow, miss_ids, before.contract)])
        was = {key: getattr(before, key) for key in changed}
        uow.journal.note("plan_saved", "plan", id, before=was, after=changed, vendor=before.vendor)
        return _view(uow, house, after)


def move_plan(
    house: House,
    who: Principal,
    id: str,
    version: int,
    to: PlanStatus,
    why: str = "",
    verification: str | None = None,
) -> PlanView:
    """Take a plan to a state that may follow. Handing in needs a complete plan, returning and reopening a
    reason, closing the result of its verification."""
    to = PlanStatus(to)
    with writing(house, who, _action(who, to)) as uow:
        before = uow.plans.get(id)
        asked = _pure(uow, before)
        if to in next_statuses(asked.status):
            _complete(asked, to, verification or "")
        _, change = advance(asked, to, why, verification or "")
        after = uow.plans.update(replace(before, state=to.value, version=version))
        uow.journal.moved("plan", id, change.before, change.after, change.why)
        if verification and to is PlanStatus.CLOSED:
            uow.journal.moved("plan", id, None, to, verification.strip(), what=_VERIFIED)
        uow.journal.note(
            "plan_moved", "plan", id, before=before.state, after=to, why=change.why, vendor=before.vendor
        )
        return _view(uow, house, after)


def _action(who: Principal, to: PlanStatus) -> Action:
    """Whoever plans may do everything; an approver may agree, return, close and reopen."""
    return Action.APPROVE if to in _APPROVALS and not who.may(Action.PLAN) else Action.PLAN


def _answered(uow: UnitOfWork, miss_ids: Sequence[str], contract: str | None = None) -> list[MissRecord]:
    """The misses, all of one contract; refused where there is none."""
    found = [uow.misses.get(id) for id in dict.fromkeys(miss_ids)]
    if not found:
        raise WrongInputError("needed", what=_MISS)
    if {miss.contract for miss in found} != {contract or found[0].contract}:
        named = ", ".join(sorted({miss.contract for miss in found}))
        raise WrongInputError("plan_contracts", contracts=named)
    return found


def _pure(uow: UnitOfWork, record: PlanRecord) -> ImprovementPlan:
    return ImprovementPlan(
        code=record.id,
        vendor=record.vendor,
        contract=record.contract,
        misses=tuple(miss.id for miss in uow.plans.misses_of(record.id)),
        problem=record.problem,
        root_cause=record.root_cause,
        corrective=record.corrective,
        preventive=record.preventive,
        owner=record.owner,
        due=record.due,
        status=PlanStatus(record.state),
        verification=_verification(uow.journal.states_of("plan", record.id)),
    )


def _complete(asked: ImprovementPlan, to: PlanStatus, verification: str) -> None:
    """Say in the reader's words what is missing, before the rules refuse it."""
    if to is PlanStatus.SUBMITTED:
        missing = [name for name in NEEDED if not getattr(asked, name)] + ([] if asked.due else ["due"])
        if missing:
            words = [_FIELDS[name] for name in missing]
            named = Text("、".join(word.zh for word in words), ", ".join(word.en for word in words))
            raise WrongInputError("plan_incomplete", missing=named)
    if to is PlanStatus.CLOSED and not verification.strip():
        raise WrongInputError("plan_unverified", missing=_RESULT)


def _view(uow: UnitOfWork, house: House, kept: PlanRecord) -> PlanView:
    record = as_published(uow, kept)
    pure = _pure(uow, record)
    changes = tuple(uow.journal.states_of("plan", record.id))
    unsure = to_be_checked(record)
    return PlanView(
        record=record,
        status=pure.status,
        status_name=PLAN_STATUS_NAMES[pure.status],
        misses=tuple(uow.plans.misses_of(record.id)),
        history=tuple(change for change in changes if change.what != _VERIFIED),
        next_states=next_statuses(pure.status),
        overdue=pure.is_overdue(house.today()),
        verification=pure.verification,
        findings=(unsure,) if unsure else (),
    )


def _verification(changes: Sequence[StateChangeRecord]) -> str:
    """The result the plan stands closed with; reopening sets it aside."""
    last = changes[-1] if changes else None
    return last.why if last is not None and last.what == _VERIFIED else ""
