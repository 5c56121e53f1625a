"""What the rosters of a vendor show beside who took its contacts: ghosts, zombies, one person twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from core.finding import Finding
from core.period import Period
from core.principal import Action, Principal, authorize
from importers.staff import agent_key, agent_mark
from qa.roster import watch
from qa.roster.history import bases_on, known_at, roster_on
from qa.roster.identity import Link, heads
from qa.roster.spell import Spell, Standing
from qa.roster.watch import Contacts
from services.house.privacy import privacy
from services.roster.agent_links import links_in
from services.roster.cleared_out import cleared_among
from services.roster.roster import lists_in
from services.roster.roster_lists import keys_of
from store.lake.agent_contacts import agent_contacts, shared_logins

if TYPE_CHECKING:
    from core.privacy import Privacy
    from services.house.bootstrap import House


@dataclass(frozen=True)
class Watched:
    """What was found over some days, and on what it rests."""

    findings: tuple[Finding, ...]
    #: The last day of which contacts name their agents; None: none of the days does.
    contacts_until: date | None
    #: Days that name agents, and are told by no roster at all.
    without_roster: int = 0


def watched(
    house: House, who: Principal, vendor: str, period: Period, known: datetime | None = None
) -> Watched:
    """Who took contacts and was on no roster, or had left; one person under several codes; codes that several
    share; who may not work here. Of days whose contacts name nobody nothing follows."""
    authorize(who, Action.VIEW, vendor)
    rules = privacy(house, who)
    last = min(period.last_day, house.today())
    with house.database.read(who) as uow:
        lists = lists_in(uow, house, vendor, period, known)
        links = links_in(uow, vendor, known)
        told = agent_contacts(uow, house.lake, vendor, period)
        shared = shared_logins(uow, house.lake, vendor, period)
        spells = roster_on(lists, last, known)
        cleared = cleared_among(uow, spells.values(), last)
    live = known_at(lists, known)
    keys = keys_of(lists)
    contacts = [_contacts(one, vendor, keys, links, rules) for one in told]
    found = [
        *cleared,
        *watch.strangers(lists, contacts, keys, known),
        *_twice(spells, links, last),
        *(watch.shared(one.agent, one.sites, one.day, one.minute, one.times) for one in shared),
    ]
    days = {one.day for one in contacts}
    return Watched(tuple(found), max(days, default=None), sum(not bases_on(live, day) for day in days))


def watched_month(house: House, who: Principal, vendor: str, day: date) -> Watched:
    """The same of the month of a day, and of the one before it while that one's lists still come in."""
    first = (day.replace(day=1) - timedelta(days=1)).replace(day=1)
    return watched(house, who, vendor, Period(first, day + timedelta(days=1)))


def _contacts(
    told: tuple[str, date, int], vendor: str, keys: Mapping[str, str], links: tuple[Link, ...], rules: Privacy
) -> Contacts:
    """Contacts under the code that is counted, where somebody said that two codes are one person."""
    agent, day, n = told
    key = agent_key(agent)
    mark = agent_mark(rules, vendor, key)
    counted = next((one.same_as for one in links if one.mark == mark and one.holds(day)), mark)
    return Contacts(keys.get(counted, key) if counted != mark else key, agent, day, n)


def _twice(spells: Mapping[str, Spell], links: tuple[Link, ...], day: date) -> Iterator[Finding]:
    """Two codes at work that are one person by the id number, and that nobody has linked yet."""
    at_work = {mark: one for mark, one in spells.items() if one.standing(day) is Standing.LIVE}
    said = heads({}, links, day)
    for mark, head in heads(at_work, (), day).items():
        if said.get(mark, mark) != said.get(head, head):
            yield Finding("roster_person_twice", facts={"a": at_work[head].agent, "b": at_work[mark].agent})
