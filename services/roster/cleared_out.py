"""Who may not work on our programmes any more 红线清退: known by the mark of the id number, at every vendor.

No record of it names a vendor. Who sees one vendor only learns that a code on its roster may not work here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from core.errors import ConflictError, WrongInputError
from core.finding import Finding
from core.principal import Action, Principal, authorize_everywhere
from importers.people.id_numbers import person_mark, read_id
from importers.staff import agent_key
from qa.roster import watch
from qa.roster.spell import Spell
from services.house.evidence import Evidence, keep_evidence
from services.house.privacy import privacy
from services.house.writing import reasoned, writing
from services.roster.roster import in_books
from store.records.people_lists import ClearedOutRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House


@dataclass(frozen=True)
class Cleared:
    """Who it is: by the id number, or by a code whose roster tells it."""

    #: First day on which the person may not work here.
    day: date
    id_number: str = ""
    vendor: str = ""
    agent: str = ""


def clear_out(
    house: House, who: Principal, given: Cleared, why: str, evidence: Evidence | None = None
) -> ClearedOutRecord:
    """Put a person on the list; the number itself is not kept. Refused: no whole id number, a code whose
    number no roster tells, somebody who is on it, no reason, and whoever does not see every vendor."""
    authorize_everywhere(who, Action.MANAGE)
    said = reasoned(why)
    person = _person(house, who, given)
    sha256, name = keep_evidence(house, who, evidence, Action.MANAGE)
    with writing(house, who, Action.MANAGE) as uow:
        if any(one.person == person for one in _standing(uow)):
            raise ConflictError("cleared_already")
        kept = uow.cleared_out.add(
            ClearedOutRecord(
                person=person, day=given.day, why=said, evidence_sha256=sha256, evidence_name=name,
                recorded_at=uow.now, recorded_by=who.name,
            )
        )  # fmt: skip
        uow.journal.note(
            "cleared_out", "cleared_out", kept.id, after={"day": given.day.isoformat()}, why=said
        )
    return kept


def lift(house: House, who: Principal, id: str, why: str) -> ClearedOutRecord:
    """Let somebody work here again. Refused: one that is lifted, and no reason."""
    authorize_everywhere(who, Action.MANAGE)
    said = reasoned(why)
    with writing(house, who, Action.MANAGE) as uow:
        record = uow.cleared_out.get(id)
        if record.lifted_at is not None:
            raise ConflictError("clearing_lifted")
        kept = uow.cleared_out.update(replace(record, lifted_at=uow.now, lifted_by=who.name, lifted_why=said))
        uow.journal.note("clearing_lifted", "cleared_out", id, why=said)
    return kept


def cleared(house: House, who: Principal) -> list[ClearedOutRecord]:
    """Everybody on the list, lifted ones too, the latest first; for who sees every vendor."""
    authorize_everywhere(who, Action.MANAGE)
    with house.database.read(who) as uow:
        return sorted(uow.cleared_out.all(), key=lambda one: (one.day, one.id), reverse=True)


def persons_cleared(uow: UnitOfWork) -> dict[str, date]:
    """Mark of the person → the first day on which they may not work here."""
    return {one.person: one.day for one in _standing(uow)}


def cleared_among(uow: UnitOfWork, spells: Iterable[Spell], day: date) -> list[Finding]:
    """Who of these is on the list and still at work, or on leave, on a day: their codes, and nothing else."""
    return [watch.said_cleared(one) for one in cleared_spells(uow, spells, day)]


def cleared_spells(uow: UnitOfWork, spells: Iterable[Spell], day: date) -> list[Spell]:
    """The same as the roster has them, in the order of their codes."""
    return watch.cleared(spells, persons_cleared(uow), day)


def _standing(uow: UnitOfWork) -> list[ClearedOutRecord]:
    return [one for one in uow.cleared_out.all() if one.lifted_at is None]


def _person(house: House, who: Principal, given: Cleared) -> str:
    if given.id_number.strip():
        digits = read_id(given.id_number).digits
        if digits is None:
            raise WrongInputError("id_number_unread")
        return person_mark(privacy(house, who), digits)
    with house.database.read(who) as uow:
        spells = in_books(uow, house, given.vendor, house.today())
    mine = [one.person for one in spells.values() if agent_key(one.agent) == agent_key(given.agent)]
    person = next(filter(None, mine), None)
    if person is None:
        raise WrongInputError("person_untold", agent=given.agent or "—")
    return person
