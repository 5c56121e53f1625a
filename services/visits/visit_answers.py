"""Answering the checklist of a visit, item by item, and submitting it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from core.errors import ConflictError, RefusedError, WrongInputError
from core.finding import Finding
from core.principal import Action, Principal
from core.rounding import rounded
from qa.form.terms import AuditForm
from qa.scoring.answers import Answer, answered, check_asked
from qa.scoring.engine import score
from qa.visit.states import Booking, VisitState
from services.house.writing import writing
from services.records.kept_audits import stored_answer
from services.visits.visit_standing import VisitView, still_open
from store.records import SiteVisitRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

#: The places a score is kept with; it is reckoned exactly from the answers wherever it matters.
_PLACES = 12


def answer_item(
    house: House,
    who: Principal,
    id: str,
    item: str,
    answer: Answer | None,
    seen: Mapping[str, Any] | None,
) -> SiteVisitRecord:
    """Keep one answer as it is given; None takes it away. `seen`: what stood there when it was given.

    Refused: an answer the item does not offer, and where somebody else answered it meanwhile: theirs stays.
    """
    with house.database.write(who) as uow:
        found = still_open(uow, who, id)
        kept = None if answer is None else _kept(found.form, item, answer)
        if found.record.answers.get(item) not in (seen, kept):
            raise ConflictError("answer_differs", item=_item(found.form, item).text)
        answers = {code: said for code, said in found.record.answers.items() if code != item}
        after = uow.visits.update(replace(found.record, answers=answers | ({item: kept} if kept else {})))
        uow.settings.bump_data_version()
        uow.commit()
    return after


def tick_fatal(
    house: House, who: Principal, id: str, fatal: Collection[str], seen: Collection[str]
) -> SiteVisitRecord:
    """Which fatal faults were found; refused where somebody ticked otherwise since `seen`."""
    with house.database.write(who) as uow:
        found = still_open(uow, who, id)
        if unknown := sorted(set(fatal) - found.form.fatal_codes().keys()):
            raise WrongInputError("draft_what", what=unknown[0])
        if set(found.record.fatal) not in (set(seen), set(fatal)):
            raise ConflictError
        ordered = tuple(code for code in found.form.fatal_codes() if code in fatal)
        after = uow.visits.update(replace(found.record, fatal=ordered))
        uow.settings.bump_data_version()
        uow.commit()
    return after


def submit_visit(house: House, who: Principal, id: str, version: int) -> SiteVisitRecord:
    """Submit a visit: from then on it stands, and waits for the vendor's signature. Each finding that is more
    than an observation waits as a draft for somebody to book it or not.

    Refused: before its day, an item without an answer, nobody named on either side, and where somebody
    changed it since `version`.
    """
    with writing(house, who, Action.AUDIT) as uow:
        found = still_open(uow, who, id)
        _check(house, found)
        before = found.record
        receipt = score(found.form, found.answers, before.fatal)
        after = uow.visits.update(
            replace(
                before,
                state=VisitState.SUBMITTED,
                points=None if receipt.total is None else rounded(receipt.total, _PLACES),
                passed=receipt.passed,
                receipt=receipt.hash,
                submitted_at=uow.now,
                submitted_by=who.name,
                version=version,
            )
        )
        _drop_observations(uow, found)
        uow.journal.moved("site_visit", id, before.state, after.state)
        said = {"points": after.points, "findings": len(found.findings), "receipt": after.receipt}
        uow.journal.note("visit_submitted", "site_visit", id, after=said, vendor=before.vendor)
    return after


def _check(house: House, found: VisitView) -> None:
    if found.record.day > house.today():
        raise WrongInputError("future", day=found.record.day)
    if found.open_items:
        names = [found.form.item(code) for code in found.open_items]
        facts = {"n": len(names), "items": [item.text for item in names if item]}
        raise RefusedError([Finding("audit_unanswered", facts=facts)])


def _drop_observations(uow: UnitOfWork, found: VisitView) -> None:
    """What is only worth noting is nothing to book."""
    for finding in found.findings:
        if not finding.grade.is_booked:
            uow.visits.findings.update(replace(finding, booking=Booking.DROPPED))


def _kept(form: AuditForm, item: str, answer: Answer) -> Mapping[str, Any]:
    check_asked(form, [item])
    answered(_item(form, item), answer)
    return stored_answer(answer)


def _item(form: AuditForm, code: str) -> Any:
    found = form.item(code)
    if found is None:
        raise WrongInputError("draft_what", what=code)
    return found
