"""Lists of training records at the door for people lists: attendance, exams and certificates."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from core.finding import Finding, Place, worst_first
from core.people_lists import ListState
from core.period import Period
from core.principal import Action, Principal, authorize
from core.privacy import masked
from core.text import Lang
from importers.containers.caps import Caps
from importers.containers.celltoken import Cell
from importers.containers.sheets import read_sheets
from importers.draft import Directory, ReceivedFile, folded
from importers.people.id_numbers import person_mark, read_id
from importers.people.record_asked import Asked
from importers.people.record_rows import RecordReading, read
from importers.people.said import ListReading, ListSaid
from services.roster import lists
from services.roster.lists import Reader, StagedList
from services.roster.roster_lists import OF_ROSTERS
from services.training.courses import courses_in
from services.training.doubts import beside
from services.training.list_records import KINDS, codes_of, rows_told
from store.lake import people_rows
from store.lake.record_rows import agents_of, new_beside
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House


#: Stands for the list while it has no place in the books: its rows are nobody's entries by hand.
_WAITS = "waits"


@dataclass(frozen=True)
class Preview:
    """What taking a list in would change; every line of it is in one of them."""

    new: int
    #: Rows that a list tells already: they count once.
    already: int
    held_back: int


@dataclass(frozen=True)
class _Known:
    """What the house knows a list by."""

    names: frozenset[str]
    #: By mark; None: no roster is in.
    joined: dict[str, date | None] | None
    #: Of the same agents the site as their roster says it.
    at_site: dict[str, str]


def stage_records(house: House, who: Principal, name: str, data: bytes, said: ListSaid) -> StagedList:
    """Read a list of training records; nothing counts before `services.roster.lists.commit`."""
    authorize(who, Action.IMPORT, said.vendor)
    return lists.stage(house, who, name, data, said, _reader(house, who, said.vendor))


def records_again(house: House, who: Principal, id: str) -> StagedList:
    """A list that waits, read once more from its file as it was read, as after a reload of the page."""
    return lists.staged_again(house, who, id, _reader(house, who, _vendor(house, who, id)))


def rejected_records(house: House, who: Principal, id: str, lang: Lang) -> tuple[str, bytes]:
    """The name and the bytes of a workbook with the lines that stay out, to be sent back."""
    return lists.rejected_file(house, who, id, lang, _reader(house, who, _vendor(house, who, id)))


def preview(house: House, who: Principal, id: str) -> Preview:
    """What taking a list in that waits would change, beside what is in the books now."""
    with house.database.read(who) as uow:
        record = uow.people_lists.get(id)
        authorize(who, Action.IMPORT, record.vendor)
        rows = people_rows.kept_aside(house.lake, id)
        before = [
            people_rows.rows_of(house.lake, each)
            for each in uow.people_lists.all(vendor=record.vendor, state=ListState.COMMITTED)
            if each.kind in KINDS
        ]
    new = new_beside(rows, [frame for frame in before if frame is not None])
    return Preview(new, rows.height - new, record.rejected)


def _vendor(house: House, who: Principal, id: str) -> str:
    with house.database.read(who) as uow:
        vendor = uow.people_lists.get(id).vendor
    authorize(who, Action.IMPORT, vendor)
    return vendor


def _reader(house: House, who: Principal, vendor: str) -> Reader:
    with house.database.read(who) as uow:
        known = _known(uow, house, vendor)

    def reader(
        file: ReceivedFile, said: ListSaid, directory: Directory, today: date, caps: Caps
    ) -> ListReading:
        sheets, trouble, _container = read_sheets(file, caps)
        asked = Asked(
            said.vendor, today, said.kind, said.zone, said.zone_told, said.course,
            said.days.start if said.days and said.days.days == 1 else None,
            said.retake_day, known.names, known.joined, *_sites(directory, vendor, known), directory.privacy,
            person=lambda cell: _person(cell, directory),
        )  # fmt: skip
        told = read(masked(file.name), sheets, asked, caps.header_rows)
        return _reading(told, [*trouble, *_odd(house, who, told, said, file)], said, file)

    return reader


def _known(uow: UnitOfWork, house: House, vendor: str) -> _Known:
    courses = courses_in(uow)
    names = {each for c in courses.values() for each in (c.code, c.name.zh, c.name.en, *c.called) if each}
    agents = _agents(uow, house, vendor)
    joined = None if agents is None else {mark: day for mark, (day, _site) in agents.items()}
    at_site = {mark: site for mark, (_day, site) in (agents or {}).items() if site}
    return _Known(frozenset(names), joined, at_site)


def _sites(directory: Directory, vendor: str, known: _Known) -> tuple[dict[str, str], dict[str, str]]:
    """The vendor's sites by name, and where the rosters have each agent, by code."""
    named = {name: code for (owner, name), code in directory.named("sites").items() if owner == vendor}
    return named, {mark: named.get(folded(said), said) for mark, said in known.at_site.items()}


def _agents(uow: UnitOfWork, house: House, vendor: str) -> dict[str, tuple[date | None, str | None]] | None:
    """The first day of joining that a roster tells of each agent, who comes back was hired before; and the
    site the last one says."""
    lists = uow.people_lists.all(vendor=vendor, state=ListState.COMMITTED)
    rosters = [
        frame
        for each in sorted(lists, key=lambda one: (one.committed_at or one.received_at, one.id))
        if each.kind in OF_ROSTERS and (frame := people_rows.rows_of(house.lake, each)) is not None
    ]
    return agents_of(rosters)


def _odd(
    house: House, who: Principal, told: RecordReading, said: ListSaid, file: ReceivedFile
) -> list[Finding]:
    """What looks made up in the list, alone or beside the lists that are in, and which of its passes do not
    count."""
    if told.questions:
        return []
    with house.database.read(who) as uow:
        codes = codes_of(courses_in(uow).values())
        rows = list(rows_told(told.frame, said.vendor, house.clock.now(), codes, _WAITS))
        found = list(beside(uow, house, said.vendor, rows))
    return [replace(each, place=Place(masked(file.name))) for each in found]


def _person(cell: Cell, directory: Directory) -> str | None:
    """Nobody is known by a number that lost digits or does not add up."""
    digits = read_id(cell).digits
    return person_mark(directory.privacy, digits) if digits else None


def _reading(told: RecordReading, trouble: list[Finding], said: ListSaid, file: ReceivedFile) -> ListReading:
    place = Place(masked(file.name))
    asked = [Finding("list_day_missing", place)] if "day" in told.questions else []
    if told.frame.is_empty() and not told.questions:
        asked.append(Finding("nothing_left", place))
    days: Period | None = said.days or told.days
    found = tuple(worst_first([*trouble, *asked, *told.findings]))
    return ListReading(told.kind, days, told.frame, found, told.rejected)
