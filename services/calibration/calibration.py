"""A calibration session while it is scored: scores given for good and sealed; then opened, or cancelled.

Until it is opened no service hands out a score to anybody but who gave it (calibration_view).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from core.errors import WrongInputError
from core.period import business_date
from core.principal import Action, Principal, authorize
from core.rounding import rounded
from core.ulid import new_ulid
from qa.calibration.marks import seal
from qa.form.terms import AuditForm
from qa.known import known_answers
from qa.scoring.answers import Answer, check_asked
from qa.scoring.engine import score, unanswered
from services.calibration.calibration_plan import ZONE
from services.forms.audit_forms import form_in
from services.house.writing import reasoned, writing
from services.records.kept_audits import stored_answer
from store.records import (
    CalibrationCallRecord,
    CalibrationMarkRecord,
    CalibrationRaterRecord,
    CalibrationRecord,
    CalibrationState,
)
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House


def give_mark(
    house: House,
    who: Principal,
    rater: str,
    call: str,
    answers: Mapping[str, Answer],
    fatal: Collection[str] = (),
) -> CalibrationMarkRecord:
    """Keep a rater's score of a call, sealed and for good; the last one to come opens the session.

    Refused: for anybody but the rater, or for the vendor's raters by one of ours who has still to score; a
    second score of a call; what the form does not ask, and an item left open.
    """
    with writing(house, who, Action.AUDIT) as uow:
        scorer, heard = uow.calibrations.raters.get(rater), uow.calibrations.calls.get(call)
        authorize(who, Action.AUDIT, scorer.vendor)
        session = _going(uow.calibrations.get(scorer.session))
        if heard.session != session.id:
            raise WrongInputError("calibration_over")
        _may_give(uow, who, scorer)
        if uow.calibrations.marks.find(rater=rater, call=call) is not None:
            raise WrongInputError("calibration_marked", name=scorer.name)
        form = form_in(uow, session.form, int(session.form_version))
        mark = _mark(uow, who, form, scorer, heard, answers, fatal)
        uow.calibrations.marks.add(mark)
        after = {"rater": scorer.name, "call": heard.number, "seal": mark.seal}
        uow.journal.note("calibration_scored", "calibration", session.id, after=after, vendor=session.vendor)
        if not missing(uow, session.id):
            _ended(uow, session, CalibrationState.OPENED)
    return mark


def open_early(
    house: House, who: Principal, id: str, why: str, version: int | None = None
) -> CalibrationRecord:
    """Open a session though scores are missing; who is missing stays visible in it.

    Refused: for anybody but its leader or a manager, and where no call was scored by two.
    """
    said = reasoned(why)
    with writing(house, who, Action.AUDIT) as uow:
        session = _led(uow, who, id, version)
        marks = uow.calibrations.marks_of(id)
        if max(Counter(mark.call for mark in marks).values(), default=0) < 2:
            raise WrongInputError("calibration_nothing")
        return _ended(uow, session, CalibrationState.OPENED, said)


def cancel(house: House, who: Principal, id: str, why: str, version: int | None = None) -> CalibrationRecord:
    """Give a session up: it counts for nothing, and what was scored in it stays sealed."""
    said = reasoned(why)
    with writing(house, who, Action.AUDIT) as uow:
        return _ended(uow, _led(uow, who, id, version), CalibrationState.CANCELLED, said)


def missing(uow: UnitOfWork, id: str) -> dict[str, int]:
    """Rater → calls still to be scored, of those who have any left."""
    calls, marks = uow.calibrations.calls_of(id), uow.calibrations.marks_of(id)
    left = {
        rater.id: len(calls) - sum(mark.rater == rater.id for mark in marks)
        for rater in uow.calibrations.raters_of(id)
    }
    return {rater: n for rater, n in left.items() if n}


def may_give(
    who: Principal,
    scorer: CalibrationRaterRecord,
    all_raters: Sequence[CalibrationRaterRecord],
    left: Mapping[str, int],
) -> bool:
    """Whether this person enters that rater's scores: their own; the vendor's, once none of their own is
    left to give (else they would score knowing the other side's)."""
    if not who.may(Action.AUDIT, scorer.vendor):
        return False
    if scorer.person is not None:
        return scorer.person == who.id
    return not any(rater.person == who.id and rater.id in left for rater in all_raters)


def _may_give(uow: UnitOfWork, who: Principal, scorer: CalibrationRaterRecord) -> None:
    raters = uow.calibrations.raters_of(scorer.session)
    if not may_give(who, scorer, raters, missing(uow, scorer.session)):
        reason = "calibration_own" if scorer.person is not None else "calibration_own_first"
        raise WrongInputError(reason, name=scorer.name)


def _mark(
    uow: UnitOfWork,
    who: Principal,
    form: AuditForm,
    scorer: CalibrationRaterRecord,
    heard: CalibrationCallRecord,
    answers: Mapping[str, Answer],
    fatal: Collection[str],
) -> CalibrationMarkRecord:
    said = {**answers, **known_answers(form, True, heard.wait_s)}
    check_asked(form, said)
    if left := unanswered(form, said, True):
        item = form.item(left[0])
        raise WrongInputError("item_unanswered", item=item.text if item else left[0])
    receipt = score(form, said, frozenset(fatal))
    kept = {code: stored_answer(answer) for code, answer in said.items()}
    id = new_ulid()
    return CalibrationMarkRecord(
        id=id, session=scorer.session, vendor=scorer.vendor, rater=scorer.id, call=heard.id, answers=kept,
        fatal=tuple(sorted(fatal)), points=None if receipt.total is None else rounded(receipt.total, 2),
        receipt=receipt.hash, seal=seal(id, kept, fatal), given_at=uow.now, given_by=who.name,
    )  # fmt: skip


def _going(session: CalibrationRecord) -> CalibrationRecord:
    if session.state is not CalibrationState.SCORING:
        raise WrongInputError("calibration_over")
    return session


def _led(uow: UnitOfWork, who: Principal, id: str, version: int | None) -> CalibrationRecord:
    session = _going(uow.calibrations.get(id))
    authorize(who, Action.AUDIT, session.vendor)
    if who.id != session.leader and not who.may(Action.MANAGE, session.vendor):
        raise WrongInputError("calibration_leader", name=session.leader_name)
    return session if version is None else replace(session, version=version)


def _ended(
    uow: UnitOfWork, session: CalibrationRecord, to: CalibrationState, why: str = ""
) -> CalibrationRecord:
    opened = business_date(uow.now, ZONE) if to is CalibrationState.OPENED else None
    after = uow.calibrations.update(replace(session, state=to, ended_at=uow.now, opened_on=opened, why=why))
    uow.journal.moved("calibration", session.id, session.state, to, why)
    uow.journal.note(f"calibration_{to}", "calibration", session.id, why=why, vendor=session.vendor)
    return after
