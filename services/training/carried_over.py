"""Certificates that go with a person from one vendor to another, where the course says so; never from where.

What is read here is every vendor's. What leaves is the course, the day, the result and until when: no vendor,
no code, no list, no trainer, and a key that leads nowhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from core.canonical import content_hash
from core.people_lists import ListState
from qa.roster.spell import Spell
from qa.training.course import Course
from qa.training.record import TrainingRecord
from services.roster.roster_lists import OF_ROSTERS
from services.training.list_records import records_in
from services.training.unsupported import unsupported_in
from store.lake import people_rows
from store.lake.lake import Lake
from store.unit_of_work import UnitOfWork


def carried_over(
    uow: UnitOfWork, lake: Lake, vendor: str, spells: Iterable[Spell], courses: Mapping[str, Course]
) -> list[TrainingRecord]:
    """What these people of a vendor did elsewhere, under their marks here, in courses that carry over.

    People are the same by the mark of their id number, as records or rosters elsewhere tell it; somebody
    without one is known here only. Records that an evidence audit found nothing behind stay where they are.
    """
    carrying = {code: course for code, course in courses.items() if course.carries_over}
    here = {spell.person: spell.mark for spell in spells if spell.person}
    if not carrying or not here:
        return []
    found: list[TrainingRecord] = []
    # Whoever asks may see one vendor only: the books of the others are read apart, and nothing names them.
    every = uow.of_everybody()
    for other in (one.code for one in every.directory.all_vendors() if one.code != vendor):
        found += _from(every, lake, other, here, carrying)
    return found


def _from(
    uow: UnitOfWork, lake: Lake, other: str, here: Mapping[str, str], courses: Mapping[str, Course]
) -> Iterator[TrainingRecord]:
    persons = dict(_persons(uow, lake, other, here))
    bare = unsupported_in(uow, other)
    for record in records_in(uow, lake, other, courses.values()):
        person = record.person or persons.get(record.mark)
        if person and person in here and record.course in courses and record.key not in bare:
            yield _nameless(record, here[person], person)


def _persons(uow: UnitOfWork, lake: Lake, other: str, wanted: Collection[str]) -> Iterator[tuple[str, str]]:
    """Mark there → person, as rosters of that vendor tell it."""
    for record in uow.people_lists.all(vendor=other, state=ListState.COMMITTED):
        rows = people_rows.rows_of(lake, record) if record.kind in OF_ROSTERS else None
        for mark, person in rows.select("mark", "person").unique().iter_rows() if rows is not None else ():
            if person in wanted:
                yield mark, person


def _nameless(record: TrainingRecord, mark: str, person: str | None) -> TrainingRecord:
    return replace(
        record, key=f"elsewhere/{_hidden(record.key)}", vendor="", mark=mark, agent="",
        person=person, number=_hidden(record.number), trainer="", material="", list_id="", sheet="", row=None,
    )  # fmt: skip


def _hidden(said: str) -> str:
    """The same for the same, and nothing else of it."""
    return content_hash([said])[:16] if said else ""
