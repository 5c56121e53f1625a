"""Where a contract's month stands: draft, final, corrected; a final month takes no more figures."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.errors import ConflictError, WrongInputError
from core.month import MonthState, moved
from core.period import parse_label
from core.principal import Action, Principal, authorize
from core.text import Text
from services.contracts.contract_versions import must_govern
from services.house.writing import reasoned, writing
from services.months.figures_hash import figures_hash
from services.months.month_review import must_be_closable
from store.records import MonthRecord, PaperKind, StateChangeRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

#: States that settle something: they take an approver.
_APPROVED = frozenset({MonthState.FINAL, MonthState.SIGNED, MonthState.SETTLED, MonthState.CORRECTED})
_ASSESSMENT = Text("本月考核结果", "The month's assessment")


def month_state(house: House, who: Principal, contract: str, label: str) -> MonthState:
    """Where the month stands; collecting where nobody has touched it yet."""
    record = month_record(house, who, contract, label)
    return MonthState.COLLECTING if record is None else record.state


def month_record(house: House, who: Principal, contract: str, label: str) -> MonthRecord | None:
    """The month with its edition and the run it rests on; None where nobody has touched it yet."""
    authorize(who, Action.VIEW)
    parse_label(label)
    with house.database.read(who) as uow:
        return uow.months.of(contract, label)


def month_history(house: House, who: Principal, contract: str, label: str) -> list[StateChangeRecord]:
    """Every change of the month's state, oldest first."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        record = uow.months.of(contract, label)
        return [] if record is None else uow.journal.states_of("month", record.id)


def set_state(
    house: House,
    who: Principal,
    contract: str,
    label: str,
    to: MonthState,
    why: str = "",
    run_id: str | None = None,
) -> MonthRecord:
    """Take the month to a state that may follow.

    Final needs an approver and an assessment, which is frozen with it, and an appeal window that no longer
    holds it open. `run_id` names the assessment the person looked at: where the month was judged anew since,
    the move is refused. Signed needs the signed copy, a correction a reason.
    """
    parse_label(label)
    with writing(house, who, Action.APPROVE if to in _APPROVED else Action.MANAGE) as uow:
        owner = uow.contracts.by_code(contract)
        month = uow.months.opened(contract, owner.vendor, label)
        # The wrong order is said before what else is missing.
        moved(month.state, to)
        said = reasoned(why) if to is MonthState.CORRECTED else why.strip()
        if to is MonthState.FINAL:
            month = _closed(house, uow, month, run_id)
        if to is MonthState.SIGNED:
            _must_be_signed(uow, month)
        after = uow.months.move(month, to, said)
        uow.journal.note(
            "month_state", "month", month.id,
            before=month.state, after={"state": to, "edition": after.edition, "run": after.run_id},
            why=said, vendor=owner.vendor,
        )  # fmt: skip
    return after


def ensure_open(uow: UnitOfWork, contract: str, label: str) -> None:
    """Refused (FrozenMonthError) where the month is final: only a corrected edition changes it."""
    uow.months.must_be_open(contract, label)


def _closed(house: House, uow: UnitOfWork, month: MonthRecord, seen: str | None) -> MonthRecord:
    """The month as it is closed: with its run, and the hash of every figure in it."""
    terms = must_govern(uow, month.contract, month.period)
    must_be_closable(uow, terms, month, house.today(terms.timezone))
    resting = _with_run(uow, month, seen)
    assert resting.run_id
    rows, scores = uow.runs.found_by([resting.run_id]), uow.runs.scores_of([resting.run_id])
    return replace(resting, figures_hash=figures_hash(rows, next(iter(scores), None)))


def _must_be_signed(uow: UnitOfWork, month: MonthRecord) -> None:
    if uow.month_papers.of_kind(PaperKind.SIGNED, month.contract, month.period, month.edition) is None:
        raise WrongInputError("not_signed", period=month.period)


def _with_run(uow: UnitOfWork, month: MonthRecord, seen: str | None) -> MonthRecord:
    """The month resting on its latest assessment, if that is the one the person saw."""
    latest = uow.runs.latest(month.contract, month.period)
    if latest is None:
        raise WrongInputError("needed", what=_ASSESSMENT)
    if seen is not None and seen != latest.id:
        raise ConflictError(entity="assessment_runs", id=latest.id, seen=seen)
    return replace(month, run_id=latest.id)
