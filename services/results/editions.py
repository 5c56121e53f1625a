"""What a corrected edition of a month changes of the edition before it: figures, verdicts, points, money."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from core.month import FROZEN, MonthState
from core.period import business_date
from core.principal import Action, Principal, authorize
from services.contracts.asked import Asked
from services.contracts.contract_versions import of_run, rebuilt
from services.judging.month_result import MonthResult
from services.judging.moved import JudgedMonth, MovedMonth, moved_month
from services.judging.past import Past
from services.judging.run_inputs import RunInputs
from services.judging.runs_kept import result_of
from services.reports.restating import restating
from store.records import MonthRecord, RunRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House


def against_edition_before(house: House, who: Principal, contract: str, label: str) -> MovedMonth | None:
    """The month as its last edition was closed, beside the month as it stands.

    None for a month that was never corrected.
    """
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        uow.contracts.by_code(contract)
        month = uow.months.of(contract, label)
        before = _closed_with(uow, month) if month and month.edition > 1 else None
        if month is None or before is None or month.run_id is None:
            return None
        runs = [uow.runs.get(before), uow.runs.get(month.run_id)]
        past = Past.of(uow, [contract], [run.id for run in runs])
        opened = _opened_on(uow, month, rebuilt(uow.contracts.versions_of(contract)[-1]).timezone)
        was, now = (_result(uow, past, run, house.today()) for run in runs)
    found = moved_month(now.contract, label, _judged(was), _judged(now), is_final=month.state in FROZEN)
    return replace(found, restated=restating(now.contract, label, opened, found))


def _closed_with(uow: UnitOfWork, month: MonthRecord) -> str | None:
    """The run the edition before was closed with, as noted then."""
    notes = uow.journal.all(action="month_state", entity="month", entity_id=month.id)
    closed = [note.after for note in notes if note.after["state"] == MonthState.FINAL]
    return next((str(a["run"]) for a in reversed(closed) if a["edition"] == month.edition - 1), None)


def _opened_on(uow: UnitOfWork, month: MonthRecord, zone: str) -> date:
    """The day the month was opened again for this edition."""
    moves = [
        each for each in uow.journal.states_of("month", month.id) if each.to_state == MonthState.CORRECTED
    ]
    return business_date(moves[-1].at, zone)


def _result(uow: UnitOfWork, past: Past, run: RunRecord, today: date) -> MonthResult:
    terms = of_run(uow, run)
    return result_of(past, RunInputs(Asked(terms, run.period), {}, run.hash), run, today)


def _judged(result: MonthResult) -> JudgedMonth:
    return JudgedMonth(result.lines, result.score, result.settled)
