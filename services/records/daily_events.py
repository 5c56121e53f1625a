"""The daily ledger (日常事项): what happened, on which day, its points or money, evidence and approval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from core.errors import NotAllowedError, NotFoundError, WrongInputError
from core.principal import Action, Principal, authorize
from core.text import Text
from services.contracts.contract_versions import governing, month_of_day, must_govern
from services.house.evidence import Evidence, keep_evidence, read_evidence
from services.house.writing import needed, reasoned, writing
from services.known.exit_days import must_work
from services.months.month import ensure_open
from sla.terms.contract import ClauseSource, Contract
from sla.terms.fee import DeductionBasis
from sla.terms.reporting import ERRONEOUS_REPORT, REPORT_COST_NAMES
from sla.terms.scoring import Manual
from store.records import DailyEventRecord, EventState
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

_WHAT = Text("事项说明", "What happened")
_TIMES = Text("次数（至少1次）", "A number of times (at least 1)")
_WORTH = Text("分值", "The points")
_AMOUNT = Text("金额（不小于0）", "The amount (not below 0)")
EVENT_STATE_NAMES: dict[EventState, Text] = {
    EventState.RECORDED: Text("待审批", "To be approved"),
    EventState.APPROVED: Text("已批准", "Approved"),
    EventState.REJECTED: Text("已驳回", "Rejected"),
    EventState.WITHDRAWN: Text("已撤回", "Withdrawn"),
}


class EventKind(StrEnum):
    """What a booked event does."""

    ADJUSTMENT = "adjustment"
    CLAUSE = "clause"
    VETO = "veto"
    DEDUCTION = "deduction"
    REPORT = "report"


class EventCode(NamedTuple):
    """Something the ledger may book under a contract."""

    code: str
    name: Text
    kind: EventKind


@dataclass(frozen=True)
class Line:
    """What is booked: the day, the code, what happened, and what the contract leaves open."""

    contract: str
    day: date
    code: str
    what: str
    times: int = 1
    points: Decimal | None = None
    cents: int | None = None
    evidence_sha256: str | None = None
    evidence_name: str = ""


EVENT_KIND_NAMES: dict[EventKind, Text] = {
    EventKind.ADJUSTMENT: Text("加减分", "Bonus or penalty points"),
    EventKind.CLAUSE: Text("条款计次", "Counted by a clause"),
    EventKind.VETO: Text("一票否决", "Veto"),
    EventKind.DEDUCTION: Text("结算扣款", "Deduction from the fee"),
    EventKind.REPORT: Text("报送有误", "Wrong report"),
}


def events(
    house: House, who: Principal, contract: str | None = None, label: str | None = None
) -> list[DailyEventRecord]:
    """The ledger by day, rejected and withdrawn lines included; of one contract and its month where named."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        equal: dict[str, Any] = {} if contract is None else {"contract": contract}
        found = [line for line in uow.events.all(**equal) if label is None or _is_in(uow, line, label)]
    return sorted(found, key=lambda line: (line.day, line.id))


def codes(house: House, who: Principal, contract: str, label: str) -> list[EventCode]:
    """What may be booked in a contract's month: adjustments, clauses that count events, vetoes, deductions
    from the fee."""
    version = governing(house, who, contract, label)
    if version is None:
        raise NotFoundError("contract_gap", contract=contract, period=label)
    return bookable(version)


def bookable(contract: Contract) -> list[EventCode]:
    """The codes of one contract version, in its order."""
    clauses = [clause for clause in contract.clauses if clause.source is ClauseSource.EVENTS]
    deductions = contract.settlement.deductions if contract.settlement else ()
    booked = [item for item in deductions if item.basis is DeductionBasis.EVENTS]
    wrong = [ERRONEOUS_REPORT] if contract.erroneous_report else []
    return [
        *(EventCode(item.code, item.name, EventKind.ADJUSTMENT) for item in contract.adjustments),
        *(EventCode(clause.code, clause.name, EventKind.CLAUSE) for clause in clauses),
        *(EventCode(item.code, item.name, EventKind.VETO) for item in contract.vetoes),
        *(EventCode(item.code, item.name, EventKind.DEDUCTION) for item in booked),
        *(EventCode(code, REPORT_COST_NAMES[code], EventKind.REPORT) for code in wrong),
    ]


def record_event(
    house: House,
    who: Principal,
    contract: str,
    day: date,
    code: str,
    what: str,
    times: int = 1,
    points: Decimal | None = None,
    cents: int | None = None,
    evidence: Evidence | None = None,
) -> DailyEventRecord:
    """Book an event; it counts once it is approved.

    Refused: a day in the future or in a final month, a code the contract does not book, an adjustment whose
    points neither the contract nor the person states.
    """
    sha256, name = keep_evidence(house, who, evidence)
    with writing(house, who, Action.RECORD) as uow:
        return record_in(house, uow, who, Line(contract, day, code, what, times, points, cents, sha256, name))


def record_in(house: House, uow: UnitOfWork, who: Principal, said: Line) -> DailyEventRecord:
    """The same within a write that does more; its evidence is kept already."""
    _, label = month_of_day(uow, said.contract, said.day)
    version = must_govern(uow, said.contract, label)
    authorize(who, Action.RECORD, version.vendor)
    must_work(uow, said.contract, said.day)
    ensure_open(uow, said.contract, label)
    _check(house, version, said.day, said.code, said.times, said.points, said.cents)
    line = DailyEventRecord(
        contract=said.contract,
        vendor=version.vendor,
        day=said.day,
        code=said.code,
        what=needed(said.what, _WHAT),
        times=said.times,
        points=said.points,
        cents=said.cents,
        evidence_sha256=said.evidence_sha256,
        evidence_name=said.evidence_name,
        recorded_at=uow.now,
        recorded_by=who.name,
    )
    uow.events.add(line)
    uow.journal.moved("event", line.id, None, line.state)
    after = {
        "day": said.day,
        "code": said.code,
        "times": said.times,
        "points": said.points,
        "cents": said.cents,
    }
    uow.journal.note("event_recorded", "event", line.id, after=after, vendor=line.vendor)
    return line


def approve_event(house: House, who: Principal, id: str, version: int, why: str = "") -> DailyEventRecord:
    """Let an event count. Whoever booked it does not approve it."""
    return _decide(house, who, id, version, EventState.APPROVED, why.strip())


def reject_event(house: House, who: Principal, id: str, version: int, why: str) -> DailyEventRecord:
    """Keep an event from counting, with the reason."""
    return _decide(house, who, id, version, EventState.REJECTED, reasoned(why))


def withdraw_event(house: House, who: Principal, id: str, version: int, why: str) -> DailyEventRecord:
    """Take an event back, approved or not; it stays in the ledger with the reason."""
    reason = reasoned(why)
    with writing(house, who, Action.RECORD) as uow:
        states = (EventState.RECORDED, EventState.APPROVED)
        line = _in_state(uow, id, states)
        return _moved(uow, replace(line, version=version), EventState.WITHDRAWN, reason)


def event_evidence(house: House, who: Principal, id: str) -> Evidence:
    """The evidence of an event, as it was handed in; refused where there is none."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        line = uow.events.get(id)
    if line.evidence_sha256 is None:
        raise NotFoundError(code=id)
    return line.evidence_name, read_evidence(house, who, line.vendor, line.evidence_sha256)


def _decide(
    house: House, who: Principal, id: str, version: int, to: EventState, why: str
) -> DailyEventRecord:
    with writing(house, who, Action.APPROVE) as uow:
        line = _in_state(uow, id, (EventState.RECORDED,))
        if line.recorded_by == who.name:
            raise NotAllowedError(action=Action.APPROVE, role=who.role, name=who.name)
        decided = replace(line, version=version, approved_at=uow.now, approved_by=who.name)
        return _moved(uow, decided, to, why)


def _in_state(uow: UnitOfWork, id: str, states: Sequence[EventState]) -> DailyEventRecord:
    """The line, its month still open; refused where it is past these states."""
    line = uow.events.get(id)
    if line.state not in states:
        raise WrongInputError("already_state", state=EVENT_STATE_NAMES[line.state])
    ensure_open(uow, line.contract, month_of_day(uow, line.contract, line.day)[1])
    return line


def _moved(uow: UnitOfWork, line: DailyEventRecord, to: EventState, why: str) -> DailyEventRecord:
    after = uow.events.update(replace(line, state=to))
    uow.journal.moved("event", line.id, line.state, to, why)
    uow.journal.note(
        f"event_{to.value}", "event", line.id, before=line.state, after=to, why=why, vendor=line.vendor
    )
    return after


def _check(
    house: House,
    contract: Contract,
    day: date,
    code: str,
    times: int,
    points: Decimal | None,
    cents: int | None,
) -> None:
    if day > house.today(contract.timezone):
        raise WrongInputError("future", day=day.isoformat())
    if code not in {item.code for item in bookable(contract)}:
        raise NotFoundError(code=code)
    if times < 1:
        raise WrongInputError("needed", what=_TIMES)
    if points is None and _is_worthless(contract, code):
        raise WrongInputError("needed", what=_WORTH)
    if (cents is None or cents < 0) and names_amount(contract, code):
        raise WrongInputError("needed", what=_AMOUNT)


def names_amount(contract: Contract, code: str) -> bool:
    """Whether each such event names its own amount of money, because the contract states none."""
    deductions = contract.settlement.deductions if contract.settlement else ()
    return any(item.code == code and item.is_open for item in deductions)


def _is_worthless(contract: Contract, code: str) -> bool:
    """Whether the contract does not say what it is worth, so that the person has to."""
    adjustment = next((item for item in contract.adjustments if item.code == code), None)
    clause = contract.clause(code)
    return (adjustment is not None and adjustment.points is None) or (
        clause is not None and isinstance(clause.score, Manual)
    )


def _is_in(uow: UnitOfWork, line: DailyEventRecord, label: str) -> bool:
    return month_of_day(uow, line.contract, line.day)[1] == label
