"""Two codes of one vendor that are one person 一人多工号, because a named person said so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from core.errors import ConflictError, WrongInputError
from core.period import Period
from core.principal import Action, Principal, authorize
from core.text import Text
from importers.staff import agent_key, agent_mark
from qa.roster.identity import Link
from services.house.privacy import privacy
from services.house.writing import needed, reasoned, writing
from services.roster.roster import lists_in
from services.roster.roster_lists import keys_of
from store.records.people_lists import AgentLinkRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

_CODE = Text("工号", "Agent id")


@dataclass(frozen=True)
class Linked:
    """What a person says: `code` is the same person as `same_as`, which is the one counted."""

    code: str
    same_as: str
    first_day: date
    last_day: date | None = None


def link(house: House, who: Principal, vendor: str, given: Linked, why: str) -> AgentLinkRecord:
    """Count two codes as one person from a day on. Refused: no code, the same one twice, a last day before
    the first, and no reason."""
    authorize(who, Action.MANAGE, vendor)
    said, code, same_as = reasoned(why), needed(given.code, _CODE), needed(given.same_as, _CODE)
    if agent_key(code) == agent_key(same_as):
        raise WrongInputError("link_same_code", agent=code)
    if given.last_day is not None and given.last_day < given.first_day:
        raise WrongInputError("period_order", first=given.first_day, last=given.last_day)
    rules = privacy(house, who)
    with writing(house, who, Action.MANAGE, vendor) as uow:
        uow.directory.vendor(vendor)
        on = Period(given.first_day, max(given.first_day, house.today()) + timedelta(days=1))
        marks = {key: mark for mark, key in keys_of(lists_in(uow, house, vendor, on)).items()}
        mark, head = (
            marks.get(agent_key(each)) or agent_mark(rules, vendor, agent_key(each))
            for each in (code, same_as)
        )
        kept = uow.agent_links.add(
            AgentLinkRecord(
                vendor=vendor, mark=mark, same_as=head, first_day=given.first_day, last_day=given.last_day,
                why=said, linked_at=uow.now, linked_by=who.name,
            )
        )  # fmt: skip
        after = {"mark": mark, "same_as": head, "first_day": given.first_day.isoformat()}
        uow.journal.note("agents_linked", "agent_link", kept.id, after=after, why=said, vendor=vendor)
    return kept


def unlink(house: House, who: Principal, id: str, why: str) -> AgentLinkRecord:
    """Take a link back, as if it had never been said from now on. Refused: one that is taken back."""
    said = reasoned(why)
    with writing(house, who, Action.MANAGE) as uow:
        record = uow.agent_links.get(id)
        authorize(who, Action.MANAGE, record.vendor)
        if record.withdrawn_at is not None:
            raise ConflictError("link_taken_back")
        kept = uow.agent_links.update(replace(record, withdrawn_at=uow.now))
        uow.journal.note("agents_unlinked", "agent_link", id, why=said, vendor=record.vendor)
    return kept


def links(house: House, who: Principal, vendor: str) -> list[AgentLinkRecord]:
    """What was said of a vendor's codes and stands, the latest first."""
    authorize(who, Action.VIEW, vendor)
    with house.database.read(who) as uow:
        found = uow.agent_links.all(vendor=vendor)
    return sorted((one for one in found if one.withdrawn_at is None), key=lambda one: one.id, reverse=True)


def links_in(uow: UnitOfWork, vendor: str, known: datetime | None = None) -> tuple[Link, ...]:
    """The same for other services, as it was known then."""
    return tuple(
        Link(each.mark, each.same_as, each.first_day, each.last_day)
        for each in uow.agent_links.all(vendor=vendor)
        if (known is None and each.withdrawn_at is None)
        or (
            known is not None and each.linked_at <= known
            and (each.withdrawn_at is None or each.withdrawn_at > known)
        )
    )  # fmt: skip
