"""Who was at work on a day, as it was known when: the rosters of a vendor, read from the lake."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from core.finding import Finding
from core.people_lists import ListKind, ListState
from core.period import Period
from core.principal import Action, Principal, authorize
from importers.draft import Directory
from qa.roster import watch
from qa.roster.history import Dated, RosterList, bases_on, carried_days, history_of, known_at, roster_on
from qa.roster.spell import Spell, Standing
from services.known.directory import known_names
from services.roster.roster_lists import OF_ROSTERS, roster_list
from store.lake import people_rows
from store.lake.lake import Lake
from store.records.people_lists import PeopleListRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House


class WithLake(Protocol):
    """Whatever has the lake that rows of lists lie in."""

    @property
    def lake(self) -> Lake:
        """The lake."""
        ...


@dataclass(frozen=True)
class RosterDay:
    """Everybody the rosters name on a day."""

    day: date
    #: By mark; `Spell.standing` says who is at work.
    spells: dict[str, Spell]
    #: How many days old the oldest roster is it rests on.
    carried_days: int
    #: The rosters it rests on.
    lists: tuple[str, ...]
    findings: tuple[Finding, ...] = ()

    def standing(self) -> dict[Standing, int]:
        """How many stand how."""
        found = dict.fromkeys(Standing, 0)
        for spell in self.spells.values():
            found[spell.standing(self.day)] += 1
        return found


def day_of(house: House, who: Principal, vendor: str, day: date, known: datetime | None = None) -> RosterDay:
    """Who was on the rosters of a vendor on a day; `known`: as it was known then."""
    authorize(who, Action.VIEW, vendor)
    with house.database.read(who) as uow:
        lists = lists_in(uow, house, vendor, Period(day, date.fromordinal(day.toordinal() + 1)), known)
    live = known_at(lists, known)
    return RosterDay(
        day,
        roster_on(lists, day, known),
        carried_days(live, day),
        tuple(one.id for one in bases_on(live, day)),
        tuple(watch.carried(live, day)),
    )


def history(
    house: House, who: Principal, vendor: str, mark: str, known: datetime | None = None
) -> tuple[Dated, ...]:
    """Everything the rosters know of one agent, stretch by stretch."""
    authorize(who, Action.VIEW, vendor)
    with house.database.read(who) as uow:
        return history_in(uow, house, vendor, mark, known)


def history_in(
    uow: UnitOfWork, house: House, vendor: str, mark: str, known: datetime | None = None
) -> tuple[Dated, ...]:
    """The same inside another service's transaction; of years of rosters this agent's lines only are read."""
    names = known_names(uow)
    lists = [_read(uow, house, one, names, mark) for one in _committed(uow, vendor, known)]
    return history_of(lists, mark, known)


def overlapping(house: House, who: Principal, id: str) -> Finding | None:
    """What a list that waits changes where its days were told before; None where it changes nothing."""
    with house.database.read(who) as uow:
        record = uow.people_lists.get(id)
        authorize(who, Action.VIEW, record.vendor)
        if record.kind is not ListKind.ROSTER or record.state is not ListState.STAGED:
            return None
        heads = [one for one in _committed(uow, record.vendor, None) if one.days.overlaps(record.days)]
        lists = [_read(uow, house, one) for one in heads]
        rows = people_rows.kept_aside(house.lake, id)
        new = roster_list(record, rows, known_names(uow), uow.now)
    return watch.overlap(lists, new, {one.id: one.name for one in [*heads, record]})


def in_books(
    uow: UnitOfWork,
    house: House,
    vendor: str,
    day: date,
    known: datetime | None = None,
    project: str | None = None,
) -> dict[str, Spell]:
    """The same inside another service's transaction, by mark; of one project, where it is named."""
    days = Period(day, date.fromordinal(day.toordinal() + 1))
    found = roster_on(lists_in(uow, house, vendor, days, known), day, known)
    return {mark: one for mark, one in found.items() if project is None or one.project in (None, project)}


def lists_in(
    uow: UnitOfWork, house: WithLake, vendor: str, days: Period, known: datetime | None = None
) -> list[RosterList]:
    """The lists that any of the days may rest on. By their heads first: rows of years are never read for a
    month. Of rosters those that reach into the days, and of each project all of the latest span before them;
    of changes whatever is not later than the days."""
    heads = _committed(uow, vendor, known)
    wanted = [one for one in heads if one.kind is ListKind.CHANGES and one.day < days.end]
    rosters = [one for one in heads if one.kind is ListKind.ROSTER and one.day < days.end]
    reaching = [one for one in rosters if one.day_end > days.start]
    wanted += reaching
    # Where one of a project tells the first of the days, nothing before it is carried into them.
    told = {one.project for one in reaching if one.day <= days.start}
    before = [one for one in rosters if one.day_end <= days.start and one.project not in told]
    for project in {one.project for one in before}:
        mine = [one for one in before if one.project == project]
        last = max(one.day_end for one in mine)
        wanted += [one for one in mine if one.day_end == last]
    names = known_names(uow)
    return [_read(uow, house, one, names) for one in wanted]


def _committed(uow: UnitOfWork, vendor: str, known: datetime | None) -> Sequence[PeopleListRecord]:
    """The lists of rosters that were known at an instant, or stand now."""
    found = uow.people_lists.all(vendor=vendor)
    kept = [one for one in found if one.kind in OF_ROSTERS and one.committed_at is not None]
    if known is None:
        return [one for one in kept if one.withdrawn_at is None]
    return [
        one
        for one in kept
        if one.committed_at and one.committed_at <= known
        and not (one.withdrawn_at and one.withdrawn_at <= known)
    ]  # fmt: skip


def _read(
    uow: UnitOfWork,
    house: WithLake,
    record: PeopleListRecord,
    names: Directory | None = None,
    mark: str | None = None,
) -> RosterList:
    rows = people_rows.rows_of(house.lake, record)
    assert rows is not None  # a list that was taken in has its rows
    mine = rows if mark is None else rows.filter(rows["mark"] == mark)
    return roster_list(record, mine, names or known_names(uow))
