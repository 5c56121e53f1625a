"""Certificates that go with a person from one vendor to another, where the course says so; never from where.

What is read here is every vendor's. What leaves is the course, the day, the result and until when: no vendor,
no code, no list, no trainer, and a key that leads nowhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from core.canonical import content_hash
from qa.training.course import Course
from qa.training.record import TrainingRecord
from services.roster.roster_lists import OF_ROSTERS
from services.training.list_records import records_in
from services.training.unsupported import unsupported_in
from store.lake import people_rows
from store.lake.lake import Lake
from store.records.people_lists import PeopleListRecord
from store.unit_of_work import UnitOfWork


def carried_over(
    uow: UnitOfWork,
    lake: Lake,
    vendor: str,
    people: Mapping[str, Collection[str]],
    courses: Mapping[str, Course],
    known: datetime | None = None,
) -> list[TrainingRecord]:
    """What these people of a vendor did elsewhere, under their marks here, in courses that carry over.

    `people`: mark of the id number → marks here. People are the same by it, as records or rosters elsewhere
    tell it (`known`: told it then); somebody without one is known here only. Records that an evidence audit
    found nothing behind stay where they are.
    """
    carrying = {code: course for code, course in courses.items() if course.carries_over}
    if not carrying or not people:
        return []
    found: list[TrainingRecord] = []
    # Whoever asks may see one vendor only: the books of the others are read apart, and nothing names them.
    every = uow.of_everybody()
    for other in (one.code for one in every.directory.all_vendors() if one.code != vendor):
        persons = dict(_persons(every, lake, other, people, known))
        bare = unsupported_in(every, other, known)
        for record in records_in(every, lake, other, courses.values()):
            person = record.person or persons.get(record.mark)
            if (
                person is not None
                and person in people
                and record.course in carrying
                and record.key not in bare
            ):
                found += [_nameless(record, mark, person) for mark in sorted(people[person])]
    return found


def _persons(
    uow: UnitOfWork, lake: Lake, other: str, wanted: Collection[str], known: datetime | None
) -> Iterator[tuple[str, str]]:
    """Mark there → person, as rosters of that vendor tell it."""
    for record in uow.people_lists.all(vendor=other):
        if record.kind not in OF_ROSTERS or not _stood(record, known):
            continue
        rows = people_rows.rows_of(lake, record)
        for mark, person in rows.select("mark", "person").unique().iter_rows() if rows is not None else ():
            if person in wanted:
                yield mark, person


def _stood(record: PeopleListRecord, known: datetime | None) -> bool:
    """Whether a list was known then and not withdrawn; None: stands now."""
    since, until = record.committed_at, record.withdrawn_at
    if since is None or known is None:
        return since is not None and until is None
    return since <= known and not (until and until <= known)


def _nameless(record: TrainingRecord, mark: str, person: str | None) -> TrainingRecord:
    return replace(
        record, key=f"elsewhere/{_hidden(record.key)}", vendor="", mark=mark, agent="",
        person=person, number=_hidden(record.number), trainer="", material="", list_id="", sheet="", row=None,
    )  # fmt: skip


def _hidden(said: str) -> str:
    """The same for the same, and nothing else of it."""
    return content_hash([said])[:16] if said else ""
