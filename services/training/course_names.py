"""Names in lists that no course goes by yet: how many rows wait for each, and saying which course it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.errors import NotFoundError
from core.people_lists import ListState
from core.principal import Action, Principal, authorize, authorize_everywhere
from core.text import Text
from services.house.writing import needed, reasoned, writing
from services.training.courses import courses_in, kept
from services.training.list_records import KINDS, codes_of
from store.lake import people_rows
from store.lake.record_rows import names_beside
from store.records.courses import CourseRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from polars import DataFrame

    from services.house.bootstrap import House

_NAME = Text("课程名称", "The name of the course")


@dataclass(frozen=True)
class UnknownName:
    """A name no course goes by: its rows are kept and count once somebody says which course it is."""

    said: str
    rows: int
    agents: int
    #: The files that call it so.
    files: tuple[str, ...]


def unknown_names(house: House, who: Principal, vendor: str) -> list[UnknownName]:
    """The names in a vendor's lists that no course goes by, the one with most rows first."""
    authorize(who, Action.VIEW, vendor)
    with house.database.read(who) as uow:
        codes = codes_of(courses_in(uow).values())
        names = list(names_beside(_lists(uow, house, vendor), codes))
    found = [UnknownName(said, n, agents, tuple(files)) for said, n, agents, files in names]
    return sorted(found, key=lambda each: (-each.rows, each.said))


def name_course(house: House, who: Principal, said: str, code: str, why: str) -> CourseRecord:
    """Let a course go by one more name, in its next version: kept rows under it count from now on. Refused: a
    name another course goes by, a course that is not published, and no reason."""
    authorize_everywhere(who, Action.MANAGE)
    name, reason = needed(said, _NAME), reasoned(why)
    with writing(house, who, Action.MANAGE) as uow:
        course = courses_in(uow).get(code)
        if course is None:
            raise NotFoundError(code=code)
        called = course.called if name in course.called else (*course.called, name)
        return kept(uow, who, replace(course, called=called), reason)


def _lists(uow: UnitOfWork, house: House, vendor: str) -> list[tuple[str, DataFrame]]:
    return [
        (each.name, frame)
        for each in uow.people_lists.all(vendor=vendor, state=ListState.COMMITTED)
        if each.kind in KINDS and (frame := people_rows.rows_of(house.lake, each)) is not None
    ]
