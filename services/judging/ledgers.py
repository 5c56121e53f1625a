"""What stands beside the received figures: booked events, reports that are owed, months taken over."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from core.period import Period
from qa.tallies import CountSource
from services.judging.report_standing import count_source
from sla.terms.contract import ClauseSource, Contract
from store.records import DailyEventRecord, EventState
from store.unit_of_work import UnitOfWork

#: Events an assessment looks at: those approved count, those waiting make what they concern provisional.
LIVE_EVENTS = frozenset({EventState.RECORDED, EventState.APPROVED})


def events_of(uow: UnitOfWork, span: Period) -> dict[str, tuple[DailyEventRecord, ...]]:
    """The events of these days that an assessment looks at, by contract."""
    found: dict[str, list[DailyEventRecord]] = {}
    for event in uow.events.in_period(span, states=LIVE_EVENTS):
        found.setdefault(event.contract, []).append(event)
    return {contract: tuple(events) for contract, events in found.items()}


def reports_of(uow: UnitOfWork, contracts: Iterable[Contract], span: Period) -> dict[str, CountSource]:
    """The reports of the contracts that judge them; what is overdue depends on this moment."""
    judging = [c for c in contracts if any(e.source is ClauseSource.REPORTS for e in c.clauses)]
    found = {contract.code: count_source(uow, contract, span, uow.now) for contract in judging}
    return {code: source for code, source in found.items() if source}


def taken_over(
    uow: UnitOfWork, contracts: Iterable[Contract]
) -> dict[tuple[str, str, str], tuple[Fraction, Fraction]]:
    """(contract, month, clause) → numerator and denominator of an earlier month that counts."""
    held = uow.history.holding({contract.code for contract in contracts})
    return {
        (record.contract, record.period, record.clause): (
            Fraction(record.numerator),
            Fraction(record.denominator),
        )
        for record, taken in held
        if taken.counted and record.numerator is not None and record.denominator is not None
    }
