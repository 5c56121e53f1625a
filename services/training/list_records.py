"""Training records as the books have them: rows of lists that were taken in, and entries by hand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from core.people_lists import ListKind, ListState, RecordKind
from qa.training.course import Course
from qa.training.record import TrainingRecord, in_order
from store.lake.lake import Lake
from store.records.people_lists import PeopleListRecord
from store.records.training import TrainingEntryRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    import polars as pl

#: Kinds of lists whose rows are training records.
KINDS = (ListKind.ATTENDANCE, ListKind.EXAMS, ListKind.CERTIFICATES)
#: (list, sheet, row) → when it was taken back.
_TakenBack = Mapping[tuple[str, str, int], datetime]


def records_in(
    uow: UnitOfWork,
    lake: Lake,
    vendor: str,
    courses: Iterable[Course] = (),
    marks: Collection[str] | None = None,
    lists: Collection[str] | None = None,
    of: Collection[str] | None = None,
) -> list[TrainingRecord]:
    """Every record of a vendor's agents as it happened, those taken back included (they were known once).

    `courses`: names of lists are resolved by them now, so a name entered later makes kept rows count; a name
    that nobody knows stays as the list has it. `marks`: of these agents only. `lists`: what
    these lists tell only. `of`: of these courses only.
    """
    if marks is not None and not marks:
        return []
    codes = codes_of(courses)
    entries = [_entered(each, codes) for each in uow.training.entries.all(vendor=vendor)]
    found = [
        each
        for each in entries
        if lists is None and (marks is None or each.mark in marks) and (of is None or each.course in of)
    ]
    taken_back = _taken_back(uow, vendor)
    for record in (each for each in _lists(uow, vendor) if lists is None or each.id in lists):
        found += _told(record, lake, codes, marks, of, taken_back)
    return sorted(found, key=in_order)


def codes_of(courses: Iterable[Course]) -> dict[str, str]:
    """What lists may call a course, folded → its code: the code itself, its name in both languages, its other
    names."""
    return {
        _folded(name): course.code
        for course in courses
        for name in (course.code, course.name.zh, course.name.en, *course.called)
        if name.strip()
    }


def _lists(uow: UnitOfWork, vendor: str) -> list[PeopleListRecord]:
    known = (ListState.COMMITTED, ListState.WITHDRAWN)
    lists = uow.people_lists.all(vendor=vendor)
    return [each for each in lists if each.kind in KINDS and each.state in known and each.rows_file]


def _taken_back(uow: UnitOfWork, vendor: str) -> _TakenBack:
    """By the first word on each row: nothing is taken back twice."""
    said = sorted(uow.training.retractions.all(vendor=vendor), key=lambda each: each.at, reverse=True)
    return {(each.list_id, each.sheet, each.row): each.at for each in said}


def _told(
    record: PeopleListRecord,
    lake: Lake,
    codes: Mapping[str, str],
    marks: Collection[str] | None,
    of: Collection[str] | None,
    taken_back: _TakenBack,
) -> Iterator[TrainingRecord]:
    frame, known = lake.read(record.rows_file or ""), record.committed_at or record.received_at
    if marks is not None:
        frame = frame.filter(frame["mark"].is_in(list(marks)))
    if of is not None:
        names = [said for said in frame["course_said"].unique() if codes.get(_folded(said), said) in of]
        frame = frame.filter(frame["course_said"].is_in(names))
    for told in rows_told(frame, record.vendor, known, codes, record.id):
        gone = taken_back.get((record.id, told.sheet, told.row or 0))
        ends = min((at for at in (gone, record.withdrawn_at) if at), default=None)
        yield replace(told, withdrawn=ends) if ends else told


def rows_told(
    frame: pl.DataFrame,
    vendor: str,
    known: datetime,
    codes: Mapping[str, str] | None = None,
    list_id: str = "",
) -> Iterator[TrainingRecord]:
    """The rows of one list as records, known at an instant; without `codes` under the names the list has."""
    for row in frame.iter_rows(named=True):
        yield _row(row, vendor, known, codes or {}, list_id)


def _row(
    row: Mapping[str, Any], vendor: str, known: datetime, codes: Mapping[str, str], list_id: str
) -> TrainingRecord:
    said = row["course_said"]
    return TrainingRecord(
        # A row tells at most two attempts, and a revocation beside its certificate.
        key=f"{list_id}/{row['sheet']}/{row['row']}/{row['kind']}/{row['attempt'] or ''}",
        vendor=vendor,
        mark=row["mark"],
        agent=row["agent"],
        person=row["person"],
        course=codes.get(_folded(said), said),
        course_version=row["course_version"],
        kind=RecordKind(row["kind"]),
        day=row["day"],
        at=datetime.fromisoformat(row["at"]) if row["at"] else None,
        attempt=row["attempt"],
        score=Decimal(row["score"]) if row["score"] else None,
        full_mark=Decimal(row["full"]) if row["full"] else None,
        passed=row["passed"],
        absent=bool(row["absent"]),
        minutes=row["minutes"],
        expires=row["expires"],
        number=row["number"] or "",
        trainer=row["trainer"] or "",
        material=row["material"] or "",
        known=known,
        withdrawn=None,
        list_id=list_id,
        sheet=row["sheet"],
        row=row["row"],
    )


def _entered(entry: TrainingEntryRecord, codes: Mapping[str, str]) -> TrainingRecord:
    return TrainingRecord(
        key=entry.id,
        vendor=entry.vendor,
        mark=entry.mark,
        agent=entry.agent,
        person=entry.person,
        course=codes.get(_folded(entry.course), entry.course),
        course_version=entry.course_version,
        kind=entry.kind,
        day=entry.day,
        at=entry.at,
        attempt=entry.attempt,
        score=entry.score,
        full_mark=entry.full_mark,
        passed=entry.passed,
        absent=entry.absent,
        minutes=entry.minutes,
        expires=entry.expires,
        number=entry.number,
        trainer=entry.trainer,
        material=entry.material,
        known=entry.known_at,
        withdrawn=entry.withdrawn_at,
    )


def _folded(name: str) -> str:
    return name.strip().casefold()
