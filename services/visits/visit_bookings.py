"""What was found and waits as a draft: booked in the daily ledger under a contract's code, or not, with why.

A clause counts it only from there: where the contract has a clause that counts events, an adjustment, a veto
or a deduction for it, and once somebody else has approved the line.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from core.errors import WrongInputError
from core.principal import Action, Principal, authorize
from core.text import Text
from qa.visit.states import Booking
from services.contracts.contract_versions import rebuilt
from services.house.writing import reasoned, writing
from services.records.daily_events import Line, bookable, record_in
from services.visits.visit_standing import VisitView, standing
from sla.terms.contract import Contract
from store.records import EventState, VisitFindingRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

_WHAT = Text("现场检查 {day} 问题{n}：{what}", "Site visit {day}, finding {n}: {what}")
#: A line that does not count any more leaves what was found to be booked again.
_GONE = (EventState.REJECTED, EventState.WITHDRAWN)


@dataclass(frozen=True)
class Booked:
    """Where it is booked: a contract, one of its codes, and what the contract leaves open."""

    contract: str
    code: str
    #: Each time, below nothing for a deduction; None where the contract says what it is worth.
    points: Decimal | None = None
    cents: int | None = None
    times: int = 1


def drafts_to_book(house: House, who: Principal) -> list[VisitFindingRecord]:
    """What was found on visits that stand and nobody has decided on yet; a line of the ledger that was
    rejected or withdrawn leaves its finding here again."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        stand = {record.id for record in uow.visits.all() if record.state.stands}
        return [each for each in uow.visits.every_finding() if each.visit in stand and _waits(uow, each)]


def contracts_to_book(house: House, who: Principal, visit: str) -> list[Contract]:
    """The vendor's contracts that book events on the day of a visit, in the version in force that day."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        record = uow.visits.get(visit)
        versions = [
            uow.contracts.governing(each.code, record.day) for each in uow.contracts.listed(record.vendor)
        ]
    return [terms for each in versions if each and bookable(terms := rebuilt(each))]


def event_state(house: House, who: Principal, finding: VisitFindingRecord) -> EventState | None:
    """Where its line of the ledger stands; None where it is not booked."""
    authorize(who, Action.VIEW, finding.vendor)
    with house.database.read(who) as uow:
        return uow.events.get(finding.event).state if finding.event else None


def book_finding(house: House, who: Principal, id: str, booked: Booked, version: int) -> VisitFindingRecord:
    """Book it in the daily ledger on the day of the visit, with its first photograph; it counts once somebody
    else has approved the line. Refused: before the visit is submitted, booked already, and whatever the
    ledger refuses: another vendor's contract, a final month, a code the contract does not book."""
    with writing(house, who, Action.RECORD) as uow:
        before, visit = _waiting(uow, who, id)
        picture = next(iter(visit.photos_of(id)), None)
        line = Line(
            contract=booked.contract,
            day=visit.record.day,
            code=booked.code,
            what=_words(visit, before).in_(who.lang),
            times=booked.times,
            points=booked.points,
            cents=booked.cents,
            evidence_sha256=picture.sha256 if picture else None,
            evidence_name=picture.name if picture else "",
        )
        event = record_in(house, uow, who, line)
        if event.vendor != before.vendor:
            raise WrongInputError("visit_contract", contract=booked.contract)
        after = replace(before, booking=Booking.BOOKED, event=event.id, booking_why="", version=version)
        return _moved(uow, before, after)


def drop_booking(house: House, who: Principal, id: str, why: str, version: int) -> VisitFindingRecord:
    """It is not booked, with the reason; it still has to be put right."""
    reason = reasoned(why)
    with writing(house, who, Action.RECORD) as uow:
        before, _visit = _waiting(uow, who, id)
        after = replace(before, booking=Booking.DROPPED, booking_why=reason, version=version)
        return _moved(uow, before, after)


def book_after_all(house: House, who: Principal, id: str, version: int) -> VisitFindingRecord:
    """Undo that it is not booked: it waits as a draft again."""
    with writing(house, who, Action.RECORD) as uow:
        before = uow.visits.findings.get(id)
        authorize(who, Action.RECORD, before.vendor)
        if before.booking is not Booking.DROPPED or not before.grade.is_booked:
            raise WrongInputError("already_state", state=before.booking.words)
        return _moved(uow, before, replace(before, booking=Booking.DRAFT, booking_why="", version=version))


def _waiting(uow: UnitOfWork, who: Principal, id: str) -> tuple[VisitFindingRecord, VisitView]:
    found = uow.visits.findings.get(id)
    authorize(who, Action.RECORD, found.vendor)
    visit = standing(uow, found.visit)
    if not _waits(uow, found):
        raise WrongInputError("already_state", state=found.booking.words)
    return found, visit


def _waits(uow: UnitOfWork, found: VisitFindingRecord) -> bool:
    if found.booking is Booking.BOOKED and found.event:
        return uow.events.get(found.event).state in _GONE
    return found.booking is Booking.DRAFT


def _words(visit: VisitView, found: VisitFindingRecord) -> Text:
    facts = {"day": visit.record.day, "n": found.number, "what": found.what}
    return Text(_WHAT.zh.format(**facts), _WHAT.en.format(**facts))


def _moved(uow: UnitOfWork, before: VisitFindingRecord, after: VisitFindingRecord) -> VisitFindingRecord:
    kept = uow.visits.findings.update(after)
    why = kept.booking_why
    uow.journal.moved("visit_finding", kept.id, before.booking, kept.booking, why, what="booking")
    said = {"booking": kept.booking, "event": kept.event}
    uow.journal.note("finding_booking", "visit_finding", kept.id, after=said, why=why, vendor=kept.vendor)
    return kept
