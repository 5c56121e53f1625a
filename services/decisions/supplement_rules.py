"""What a supplementary agreement must say, and that it fits the contract and its months."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import combinations

from core.errors import IllegalTransitionError, NotAllowedError, NotFoundError, WrongInputError
from core.principal import Principal
from core.text import Text
from services.contracts.asked import days_behind
from services.contracts.contract_versions import must_govern
from services.decisions.relief_rules import check_clauses
from services.house.writing import needed
from services.judging.cuts import cuts_in_force
from services.judging.relief_terms import Cell
from services.judging.supplement_terms import SupplementTerms, supplement_of
from services.months.month import ensure_open
from sla.terms.contract import Contract
from sla.terms.supplement import EFFECT_NAMES, OF_CLAUSES, Effect
from store.records import SupplementRecord, SupplementState
from store.unit_of_work import UnitOfWork

SUPPLEMENT_STATE_NAMES: dict[SupplementState, Text] = {
    SupplementState.RECORDED: Text("待审批", "To be approved"),
    SupplementState.APPROVED: Text("已生效", "In force"),
    SupplementState.WITHDRAWN: Text("已撤回", "Withdrawn"),
}
_SUBJECT = Text("约定内容", "What was agreed")
_CLIENT = Text("委托方同意人", "Who agreed for the client")
_VENDOR = Text("外包商同意人", "Who agreed for the vendor")
_EVIDENCE = Text("附件（邮件或签字件）", "The mail or paper as an attachment")
_MONTHS = Text("至少一个月份", "At least one month")
_TARGET = Text("另定的目标值", "The other target")
_POINTS = Text("加减的分数", "The points to add or take")
_AMOUNT = Text("增减的金额", "The amount to add or take off")


def effects() -> dict[str, Effect]:
    """By its code, what an agreement can do."""
    return {each.value: each for each in Effect}


def check_words(record: SupplementRecord, today: date) -> None:
    """That it says what was agreed, by whom on both sides, when, and proves it."""
    said = (record.subject, _SUBJECT), (record.agreed_client, _CLIENT), (record.agreed_vendor, _VENDOR)
    for value, what in said:
        needed(value, what)
    if not record.evidence:
        raise WrongInputError("needed", what=_EVIDENCE)
    if record.agreed_on > today:
        raise WrongInputError("future", day=record.agreed_on.isoformat())


def check_fits(uow: UnitOfWork, record: SupplementRecord) -> list[Contract]:
    """Every month's governing version; refused where a month is final, or where what was agreed makes
    nothing of the contract of that month."""
    if not record.periods:
        raise WrongInputError("needed", what=_MONTHS)
    governing = [must_govern(uow, record.contract, label) for label in record.periods]
    for version, label in zip(governing, record.periods, strict=True):
        ensure_open(uow, record.contract, label)
        _check_effect(version, record, supplement_of(record.terms))
    _check_days(governing, record)
    return governing


def check_approval(uow: UnitOfWork, who: Principal, record: SupplementRecord) -> None:
    """Only what was recorded is approved, once, by another person, and no day for the second time."""
    if record.state is not SupplementState.RECORDED:
        was, to = SUPPLEMENT_STATE_NAMES[record.state], SUPPLEMENT_STATE_NAMES[SupplementState.APPROVED]
        raise IllegalTransitionError(state=was, to=to)
    if record.recorded_by == who.name:
        raise NotAllowedError("supplement_own", name=who.name)
    check_fits(uow, record)
    for label in record.periods:
        _check_overlap(uow, record, label)


def _check_effect(contract: Contract, record: SupplementRecord, terms: SupplementTerms) -> None:
    if record.effect in OF_CLAUSES:
        check_clauses(contract, record.clauses)
    for code in record.clauses:
        if contract.clause(code) is None:
            raise NotFoundError(code=code)
    if record.effect is Effect.OTHER_TARGET and terms.target is None:
        raise WrongInputError("needed", what=_TARGET)
    if record.effect is Effect.POINTS:
        _check_points(contract, terms)
    if record.effect is Effect.AMOUNT:
        if not terms.cents:
            raise WrongInputError("needed", what=_AMOUNT)
        if contract.settlement is None:
            raise _no_effect(Effect.AMOUNT)


def _check_points(contract: Contract, terms: SupplementTerms) -> None:
    if not terms.points:
        raise WrongInputError("needed", what=_POINTS)
    if (terms.points * 100).denominator != 1:
        raise WrongInputError("number", value=str(terms.points))
    if all(clause.weight is None for clause in contract.clauses):
        raise _no_effect(Effect.POINTS)


def _no_effect(effect: Effect) -> WrongInputError:
    return WrongInputError("supplement_no_effect", effect=EFFECT_NAMES[effect])


def _check_days(governing: Sequence[Contract], record: SupplementRecord) -> None:
    """Days in their order, none named twice, each looked at by a clause in one of the months."""
    cells = supplement_of(record.terms).cells
    for cell in cells:
        if cell.last < cell.first:
            raise WrongInputError("period_order", first=cell.first, last=cell.last)
        if not all(_within(governing, record, code, cell) for code in record.clauses):
            months = ", ".join(record.periods)
            codes = ", ".join(record.clauses)
            raise WrongInputError("relief_outside", clause=codes, cells=cell.words, period=months)
    for cell, other in combinations(cells, 2):
        if cell.overlaps(other):
            raise WrongInputError("relief_twice", cells=cell.words, other=other.words)


def _within(governing: Sequence[Contract], record: SupplementRecord, code: str, cell: Cell) -> bool:
    """Whether each of the days lies in what the clause looks at in one of the months."""
    looked = [
        period
        for contract, label in zip(governing, record.periods, strict=True)
        for period in days_behind(contract, code, label)
    ]
    return all(any(day in period for period in looked) for day in cell.period.each_day())


def _check_overlap(uow: UnitOfWork, record: SupplementRecord, label: str) -> None:
    cells = supplement_of(record.terms).cells
    for other in cuts_in_force(uow, record.contract, label):
        for clause in set(other.clauses) & set(record.clauses):
            for cell in other.cells:
                if any(cell.overlaps(mine) for mine in cells):
                    raise WrongInputError("relief_overlaps", clause=clause, cells=cell.words)
