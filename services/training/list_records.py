"""Training records as the books have them: rows of lists that were taken in, and entries by hand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from core.people_lists import ListKind, ListState, RecordKind
from qa.training.course import Course
from qa.training.record import TrainingRecord, in_order
from store.lake.lake import Lake
from store.records.people_lists import PeopleListRecord
from store.records.training import TrainingEntryRecord
from store.unit_of_work import UnitOfWork

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
) -> list[TrainingRecord]:
    """Every record of a vendor's agents as it happened, those taken back included (they were known once).

    `courses`: names of lists are resolved by them now, so a name entered later makes kept rows count; a name
    that nobody knows stays as the list has it. `marks`: of these agents only.
    """
    codes = codes_of(courses)
    entries = [_entered(each) for each in uow.training.entries.all(vendor=vendor)]
    found = [each for each in entries if marks is None or each.mark in marks]
    taken_back = _taken_back(uow, vendor)
    for record in _lists(uow, vendor):
        found += _told(record, lake, codes, marks, taken_back)
    return sorted(found, key=in_order)


def codes_of(courses: Iterable[Course]) -> dict[str, str]:
    """What lists may call a course, folded → its code: the code itself, its name in both languages, its other
    names."""
    return {
        name.strip().casefold(): course.code
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
    taken_back: _TakenBack,
) -> Iterator[TrainingRecord]:
    for row in lake.read(record.rows_file or "").iter_rows(named=True):
        if marks is None or row["mark"] in marks:
            gone = taken_back.get((record.id, row["sheet"], row["row"]))
            yield _row(
                record, row, codes, min((at for at in (gone, record.withdrawn_at) if at), default=None)
            )


def _row(
    record: PeopleListRecord, row: Mapping[str, Any], codes: Mapping[str, str], withdrawn: datetime | None
) -> TrainingRecord:
    said = row["course_said"]
    return TrainingRecord(
        # A row tells at most two attempts, and a revocation beside its certificate.
        key=f"{record.id}/{row['sheet']}/{row['row']}/{row['kind']}/{row['attempt'] or ''}",
        vendor=record.vendor,
        mark=row["mark"],
        agent=row["agent"],
        person=row["person"],
        course=codes.get(said.strip().casefold(), said),
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
        known=record.committed_at or record.received_at,
        withdrawn=withdrawn,
        list_id=record.id,
        sheet=row["sheet"],
        row=row["row"],
    )


def _entered(entry: TrainingEntryRecord) -> TrainingRecord:
    return TrainingRecord(
        key=entry.id,
        vendor=entry.vendor,
        mark=entry.mark,
        agent=entry.agent,
        person=entry.person,
        course=entry.course,
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
