"""The objections open on a month's clauses, where the contract says whose figures count meanwhile.

One that came after the last day moves no figure.
"""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from services.months.month_review import review_of
from sla.terms.contract import ClauseSource, Contract
from store.records import MonthPaperRecord, PaperKind, PaperState
from store.unit_of_work import UnitOfWork


def open_disputes(uow: UnitOfWork, contract: Contract, label: str) -> dict[str, MonthPaperRecord]:
    """Clause → the first objection open on it in the month's present edition; one that names no clause is
    about all of them. None where the contract says nothing of disputes."""
    if contract.disputes is None:
        return {}
    said = uow.month_papers.all(
        contract=contract.code, period=label, kind=PaperKind.OBJECTION, state=PaperState.RECORDED
    )
    if not said:
        return {}
    month = uow.months.of(contract.code, label)
    review = review_of(uow, contract, month, uow.now.astimezone(ZoneInfo(contract.timezone)).date())
    in_time = [p for p in review.undecided if contract.review is None or not review.is_late(p)]
    found: dict[str, MonthPaperRecord] = {}
    for paper in in_time:
        for code in paper.clauses or [clause.code for clause in contract.clauses]:
            found.setdefault(code, paper)
    return found


def as_contested(uow: UnitOfWork, contract: Contract, label: str) -> Contract:
    """The contract with each clause on the source the month was really judged on."""
    month = uow.months.of(contract.code, label) if contract.disputes else None
    if month is None or month.run_id is None:
        return contract
    used = {row.clause: ClauseSource(row.source) for row in uow.runs.verdicts_of(month.run_id)}
    clauses = tuple(replace(each, source=used.get(each.code, each.source)) for each in contract.clauses)
    return replace(contract, clauses=clauses)
