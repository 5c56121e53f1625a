"""Lists of training records at the door for people lists: attendance, exams and certificates."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from core.finding import Finding, Place, worst_first
from core.period import Period
from core.principal import Principal
from core.privacy import masked
from importers.containers.caps import Caps
from importers.containers.celltoken import Cell
from importers.containers.sheets import read_sheets
from importers.draft import Directory, ReceivedFile
from importers.people.id_numbers import person_mark, read_id
from importers.people.record_asked import Asked
from importers.people.record_rows import RecordReading, read
from importers.people.said import ListReading, ListSaid
from services.roster.lists import StagedList, stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from qa.training.course import Course
    from services.house.bootstrap import House


def stage_records(
    house: House,
    who: Principal,
    name: str,
    data: bytes,
    said: ListSaid,
    courses: Iterable[Course] = (),
    joined: Mapping[str, date | None] | None = None,
) -> StagedList:
    """Read a list of training records; nothing counts before `services.roster.lists.commit`."""
    names = frozenset(each for c in courses for each in (c.code, c.name.zh, c.name.en, *c.called) if each)

    def reader(
        file: ReceivedFile, said: ListSaid, directory: Directory, today: date, caps: Caps
    ) -> ListReading:
        sheets, trouble, _container = read_sheets(file, caps)
        asked = Asked(
            said.vendor, today, said.kind, said.zone, course=said.course, courses=names, joined=joined,
            day=said.days.start if said.days and said.days.days == 1 else None, privacy=directory.privacy,
            person=lambda cell: _person(cell, directory),
        )  # fmt: skip
        return _reading(read(masked(file.name), sheets, asked, caps.header_rows), trouble, said, file)

    return stage(house, who, name, data, said, reader)


def _person(cell: Cell, directory: Directory) -> str | None:
    """Nobody is known by a number that lost digits or does not add up."""
    digits = read_id(cell).digits
    return person_mark(directory.privacy, digits) if digits else None


def _reading(told: RecordReading, trouble: list[Finding], said: ListSaid, file: ReceivedFile) -> ListReading:
    code = {"kind": "list_kind_unclear", "day": "list_day_missing"}
    asked = [Finding(code[each], Place(file.name)) for each in told.questions if each in code]
    days: Period | None = said.days or told.days
    found = tuple(worst_first([*trouble, *asked, *told.findings]))
    return ListReading(told.kind, days, told.frame, found, told.rejected)
