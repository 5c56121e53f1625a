"""What waits to be decided about contracts and their money: relief, agreements, months, claims."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from core.month import MonthState
from core.principal import Action, Principal, authorize
from core.text import Text
from services.contracts.contract_versions import governs
from services.money.claim_deadlines import claim_deadlines
from services.months.month_review import review_of
from services.vendors.tasks import Task, TaskKind
from store.records import MonthRecord, PaperKind, PaperState, ReliefState, SupplementState
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House


def contract_tasks(house: House, who: Principal, label: str) -> Iterator[Task]:
    """What an approver, and for claims a manager, has to act on; claims of the months up to `label`."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        found = [
            *_reliefs(uow),
            *_agreements(uow),
            *_objections(uow),
            *_closable(house, uow),
            *_unissued(uow),
        ]
    yield from found
    yield from _claims(house, who, label)


def _reliefs(uow: UnitOfWork) -> Iterator[Task]:
    for each in uow.reliefs.all(state=ReliefState.REQUESTED):
        params = {"relief": each.id}
        yield Task(
            TaskKind.RELIEF_TO_DECIDE, each.vendor, _same(each.reason), each.contract, each.period,
            params=params,
        )  # fmt: skip


def _agreements(uow: UnitOfWork) -> Iterator[Task]:
    for each in uow.supplements.all(state=SupplementState.RECORDED):
        params = {"agreement": each.id}
        yield Task(
            TaskKind.AGREEMENT_TO_APPROVE, each.vendor, _same(each.subject), each.contract, each.periods[0],
            params=params,
        )  # fmt: skip


def _objections(uow: UnitOfWork) -> Iterator[Task]:
    for each in uow.month_papers.all(kind=PaperKind.OBJECTION, state=PaperState.RECORDED):
        yield Task(
            TaskKind.OBJECTION_TO_DECIDE, each.vendor, _same(each.said), each.contract, each.period, each.day
        )


def _closable(house: House, uow: UnitOfWork) -> Iterator[Task]:
    """Months out with the vendor whose window is over; not while a relief is asked for."""
    asked = {(each.contract, each.period) for each in uow.reliefs.all(state=ReliefState.REQUESTED)}
    for month in uow.months.all(state=MonthState.APPEAL):
        if (month.contract, month.period) in asked:
            continue
        terms = governs(uow, month.contract, month.period)
        if terms is not None and review_of(uow, terms, month, house.today(terms.timezone)).may_close:
            yield Task(TaskKind.MONTH_TO_CLOSE, month.vendor, terms.name, month.contract, month.period)


def _unissued(uow: UnitOfWork) -> Iterator[Task]:
    """Closed months of a contract that settles something, whose statement is not out: one line a contract."""
    issued = {(each.contract, each.period, each.edition) for each in uow.ledger.statements.all()}
    closed = [*uow.months.all(state=MonthState.FINAL), *uow.months.all(state=MonthState.SIGNED)]
    waiting = [each for each in closed if (each.contract, each.period, each.edition) not in issued]
    by_contract = sorted(waiting, key=lambda month: (month.contract, month.period))
    for contract, months in groupby(by_contract, key=lambda month: month.contract):
        yield from _to_issue(uow, contract, list(months))


def _to_issue(uow: UnitOfWork, contract: str, months: list[MonthRecord]) -> Iterator[Task]:
    terms = governs(uow, contract, months[0].period)
    if terms is not None and terms.settlement is not None:
        yield Task(
            TaskKind.STATEMENT_TO_ISSUE, terms.vendor, terms.name, contract, months[0].period,
            count=len(months),
        )  # fmt: skip


def _claims(house: House, who: Principal, label: str) -> Iterator[Task]:
    """Service credits whose last day to be claimed is near, or over."""
    for each in claim_deadlines(house, who, label):
        record, until = each.entry.record, each.entry.until
        if each.is_near and until is not None:
            yield Task(
                TaskKind.CREDIT_TO_CLAIM,
                record.vendor,
                each.entry.name,
                each.contract,
                record.period,
                until.day,
            )


def _same(words: str) -> Text:
    """What a person wrote, in whatever language."""
    return Text(words, words)
