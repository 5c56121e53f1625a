"""What was found on a visit: noted while it is open, then answered by the vendor and looked at again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from core.errors import WrongInputError
from core.principal import Action, Principal, authorize
from core.text import Text
from qa.visit.states import FindingState, Grade
from services.house.writing import needed, reasoned, writing
from services.visits.visit_standing import VisitView, standing, still_open
from store.records import VisitFindingRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

WHAT = Text("问题描述", "what was found")
_DONE = Text("外包商的整改说明", "what the vendor did")
_SEEN = Text("复核所见", "what was seen when looking again")
_MOST = Decimal(100)


@dataclass(frozen=True)
class Found:
    """What the auditor notes of one thing found."""

    what: str
    grade: Grade = Grade.GENERAL
    #: The item of the checklist; empty for none.
    item: str = ""
    #: Points meant to be taken off.
    points: Decimal | None = None
    #: The day it has to be put right by.
    due: date | None = None
    #: Never leaves the client's side.
    remark: str = ""
    #: Names of pictures taken on the road.
    photo_names: tuple[str, ...] = ()


def add_finding(house: House, who: Principal, visit: str, found: Found) -> VisitFindingRecord:
    """Note one thing found. Refused: nothing said, an item the checklist lacks, points below nothing or for
    an observation, and a day before the visit."""
    with writing(house, who, Action.AUDIT) as uow:
        return noted(uow, still_open(uow, who, visit), found)


def change_finding(house: House, who: Principal, id: str, version: int, found: Found) -> VisitFindingRecord:
    """Say it otherwise while the visit is open; refused where somebody changed it since `version`."""
    with writing(house, who, Action.AUDIT) as uow:
        before = uow.visits.findings.get(id)
        fields = said(still_open(uow, who, before.visit), found)
        return uow.visits.findings.update(replace(before, **fields, version=version))


def remove_finding(house: House, who: Principal, id: str, version: int) -> VisitFindingRecord:
    """Take it off an open visit; it stays on record, and its number is not used again."""
    with writing(house, who, Action.AUDIT) as uow:
        before = uow.visits.findings.get(id)
        still_open(uow, who, before.visit)
        return uow.visits.findings.update(replace(before, removed_at=uow.now, version=version))


def put_back_finding(house: House, who: Principal, id: str) -> VisitFindingRecord:
    """Undo that it was taken off."""
    with writing(house, who, Action.AUDIT) as uow:
        before = uow.visits.findings.get(id)
        still_open(uow, who, before.visit)
        return uow.visits.findings.update(replace(before, removed_at=None))


def answer_finding(
    house: House, who: Principal, id: str, answer: str, on: date, version: int
) -> VisitFindingRecord:
    """Enter for the vendor what it did about it, on the day it said so. Refused: before the visit is
    submitted, a day to come or before the visit, and what is put right already."""
    done = needed(answer, _DONE)
    with writing(house, who, Action.RECORD) as uow:
        before, visit = _standing(uow, who, Action.RECORD, id)
        if on > house.today() or on < visit.record.day:
            reason = "future" if on > house.today() else "visit_due"
            raise WrongInputError(reason, day=on, visit=visit.record.day)
        after = replace(before, state=FindingState.ANSWERED, answer=done, answered_on=on, version=version)
        return _moved(uow, before, after, done)


def close_finding(house: House, who: Principal, id: str, seen: str, version: int) -> VisitFindingRecord:
    """The client looked again: it is put right, and what was seen is kept."""
    looked = needed(seen, _SEEN)
    with writing(house, who, Action.AUDIT) as uow:
        before, _visit = _standing(uow, who, Action.AUDIT, id)
        after = replace(
            before,
            state=FindingState.CLOSED,
            checked=looked,
            closed_at=uow.now,
            closed_by=who.name,
            version=version,
        )
        return _moved(uow, before, after, looked)


def open_again(house: House, who: Principal, id: str, why: str, version: int) -> VisitFindingRecord:
    """It is not put right after all, with the reason; the vendor's answer stays."""
    reason = reasoned(why)
    with writing(house, who, Action.AUDIT) as uow:
        before = uow.visits.findings.get(id)
        authorize(who, Action.AUDIT, before.vendor)
        if before.state is FindingState.OPEN:
            raise WrongInputError("already_state", state=before.state.words)
        after = replace(
            before, state=FindingState.OPEN, checked=reason, closed_at=None, closed_by=None, version=version
        )
        return _moved(uow, before, after, reason)


def noted(uow: UnitOfWork, visit: VisitView, found: Found) -> VisitFindingRecord:
    """The same as `add_finding` within a write that does more."""
    record = VisitFindingRecord(
        visit=visit.record.id,
        vendor=visit.record.vendor,
        number=uow.visits.next_number(visit.record.id),
        **said(visit, found),
    )
    return uow.visits.findings.add(record)


def said(visit: VisitView, found: Found) -> dict[str, Any]:
    """What is noted, checked against the visit."""
    if found.item and visit.form.item(found.item) is None:
        raise WrongInputError("draft_what", what=found.item)
    if not found.grade.is_booked and (found.points or found.due):
        raise WrongInputError("visit_observation")
    points = found.points
    if points is not None and not (0 <= points <= _MOST and points == round(points, 2)):
        raise WrongInputError("visit_points", value=points)
    if found.due is not None and found.due < visit.record.day:
        raise WrongInputError("visit_due", day=found.due, visit=visit.record.day)
    return {
        "item": found.item,
        "what": needed(found.what, WHAT),
        "grade": found.grade,
        "points": points,
        "due": found.due,
        "remark": found.remark.strip(),
        "photo_names": found.photo_names,
    }


def _standing(
    uow: UnitOfWork, who: Principal, action: Action, id: str
) -> tuple[VisitFindingRecord, VisitView]:
    """What is not put right yet, of a visit that stands."""
    found = uow.visits.findings.get(id)
    authorize(who, action, found.vendor)
    visit = standing(uow, found.visit)
    if found.state is FindingState.CLOSED:
        raise WrongInputError("already_state", state=found.state.words)
    return found, visit


def _moved(
    uow: UnitOfWork, before: VisitFindingRecord, after: VisitFindingRecord, why: str
) -> VisitFindingRecord:
    kept = uow.visits.findings.update(after)
    uow.journal.moved("visit_finding", kept.id, before.state, kept.state, why)
    uow.journal.note(
        f"finding_{kept.state.value}", "visit_finding", kept.id,
        before=before.state, after=kept.state, why=why, vendor=kept.vendor,
    )  # fmt: skip
    return kept
