"""By when a relief is asked for, what can be asked for, and when it can be decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import combinations

from core.errors import IllegalTransitionError, NotAllowedError, NotFoundError, WrongInputError
from core.period import Period, business_date
from core.principal import Principal
from core.text import Text
from core.workdays import WorkCalendar
from services.contracts.asked import days_behind
from services.contracts.contract_versions import must_govern
from services.judging.cuts import cuts_in_force
from services.judging.relief_terms import Cell, ReliefTerms, terms_of
from sla.terms.contract import Contract
from sla.terms.relief import MECHANISM_NAMES, RELIEFS, Mechanism
from store.records import ReliefRecord, ReliefState
from store.records.relief import IN_FORCE
from store.unit_of_work import UnitOfWork

_CLAUSES = Text("至少一项条款", "At least one clause")
_PART = Text("同意的部分", "The part that is granted")
_PARTS: dict[Mechanism, tuple[str, Text]] = {
    Mechanism.REMOVE_CELLS: ("cells", Text("剔除的日期或时段", "The days or hours to remove")),
    Mechanism.REMOVE_CONTACTS: ("counts", Text("剔除的分子和分母", "The counts to remove")),
    Mechanism.CAP_VOLUME: ("excess", Text("预测量和实际量", "Forecast and actual volume")),
    Mechanism.REPLACE_TARGET: ("target", Text("替换后的目标值", "The other target")),
}
RELIEF_STATE_NAMES: dict[ReliefState, Text] = {
    ReliefState.REQUESTED: Text("待审批", "To be decided"),
    ReliefState.GRANTED: Text("已同意", "Granted"),
    ReliefState.PART: Text("部分同意", "Granted in part"),
    ReliefState.REFUSED: Text("未同意", "Refused"),
    ReliefState.WITHDRAWN: Text("已撤回", "Withdrawn"),
}


def mechanisms() -> dict[str, Mechanism]:
    """By its code, what a contract can admit."""
    return {each.value: each for each in RELIEFS}


def decision(code: str) -> ReliefState:
    """The state a decision leads to: granted, part or refused."""
    found = next((state for state in (*IN_FORCE, ReliefState.REFUSED) if state.value == code), None)
    if found is None:
        raise NotFoundError(code=code)
    return found


def due_of(contract: Contract, label: str) -> date | None:
    """The last day to ask for relief of a month; None where the contract sets none."""
    if contract.relief is None or contract.relief.within_working_days is None:
        return None
    last = contract.month_rule.month(label).last_day
    return WorkCalendar(contract.calendar).add(last, contract.relief.within_working_days).day


def is_late(record: ReliefRecord, contract: Contract) -> bool:
    """Whether it was asked for after its deadline, by the contract's own clock."""
    return record.due is not None and asked_on(record, contract) > record.due


def asked_on(record: ReliefRecord, contract: Contract) -> date:
    """The day it was asked for, where the contract is at home."""
    return business_date(record.requested_at, contract.timezone)


def check_request(
    contract: Contract, label: str, clauses: Sequence[str], mechanism: Mechanism, terms: ReliefTerms
) -> None:
    check_clauses(contract, clauses)
    admitted = contract.relief.admits if contract.relief else RELIEFS
    if mechanism not in admitted or mechanism is Mechanism.DEEM_FAILED:
        raise WrongInputError("relief_not_admitted", mechanism=MECHANISM_NAMES[mechanism])
    forecast = contract.relief.forecast if contract.relief else None
    if mechanism is Mechanism.CAP_VOLUME and forecast and not forecast.holds:
        # Who forecasts answers for what was not forecast.
        raise WrongInputError("relief_not_admitted", mechanism=MECHANISM_NAMES[mechanism])
    if mechanism in _PARTS:
        name, what = _PARTS[mechanism]
        if getattr(terms, name) in ((), {}, None):
            raise WrongInputError("needed", what=what)
    if mechanism is Mechanism.REMOVE_CONTACTS and set(terms.counts) != set(clauses):
        raise WrongInputError("needed", what=_PARTS[mechanism][1])
    if mechanism is Mechanism.REMOVE_CELLS:
        check_cells(contract, label, clauses, terms.cells)


def check_cells(contract: Contract, label: str, clauses: Sequence[str], cells: Sequence[Cell]) -> None:
    """Days in their order, of the months the clauses look at, and none of them named twice."""
    for cell in cells:
        if cell.last < cell.first:
            raise WrongInputError("period_order", first=cell.first, last=cell.last)
        for code in clauses:
            if not _within(days_behind(contract, code, label), cell):
                raise WrongInputError("relief_outside", clause=code, cells=cell.words, period=label)
    for cell, other in combinations(cells, 2):
        if cell.overlaps(other):
            raise WrongInputError("relief_twice", cells=cell.words, other=other.words)


def check_clauses(contract: Contract, clauses: Sequence[str]) -> None:
    """At least one, and each of the contract."""
    if not clauses:
        raise WrongInputError("needed", what=_CLAUSES)
    for code in clauses:
        if contract.clause(code) is None:
            raise NotFoundError(code=code)


def check_decision(
    uow: UnitOfWork,
    who: Principal,
    record: ReliefRecord,
    to: ReliefState,
    granted: ReliefTerms | None,
    admit_late: bool,
) -> None:
    """Only what was asked for is decided, once, by another person; late only where that is said."""
    if record.state is not ReliefState.REQUESTED or to not in (*IN_FORCE, ReliefState.REFUSED):
        raise IllegalTransitionError(state=RELIEF_STATE_NAMES[record.state], to=RELIEF_STATE_NAMES[to])
    if record.requested_by == who.name:
        raise NotAllowedError("relief_own", name=who.name)
    if to is ReliefState.REFUSED:
        return
    version = must_govern(uow, record.contract, record.period)
    if is_late(record, version) and not admit_late:
        raise WrongInputError("relief_late", day=asked_on(record, version), due=record.due)
    terms = terms_of(record.terms)
    if to is ReliefState.PART:
        if granted is None:
            raise WrongInputError("needed", what=_PART)
        terms = granted
    check_request(version, record.period, record.clauses, record.mechanism, terms)
    _check_overlap(uow, record, terms)


def _within(months: Sequence[Period], cell: Cell) -> bool:
    return bool(months) and months[0].start <= cell.first and cell.last < months[-1].end


def _check_overlap(uow: UnitOfWork, record: ReliefRecord, terms: ReliefTerms) -> None:
    """The same calls are not removed by two decisions either."""
    for other in cuts_in_force(uow, record.contract, record.period):
        for clause in set(other.clauses) & set(record.clauses):
            for cell in other.cells:
                if any(cell.overlaps(mine) for mine in terms.cells):
                    raise WrongInputError("relief_overlaps", clause=clause, cells=cell.words)
