"""The rows of people lists are in the lake's books; what is written down of training is kept from change."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from os import utime
from time import time

import polars as pl
import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from core.batch import Source
from core.people_lists import ListKind, ListState, RecordKind
from core.principal import Principal, Role
from core.text import Text
from qa.training.evidence import EvidenceKind
from store.database import Database
from store.lake.lake import Lake
from store.lake.verify import orphans, sweep, verify
from store.records import (
    CourseDeliveryRecord,
    CourseRecord,
    DueSnapshotRecord,
    MatrixVersionRecord,
    PeopleListRecord,
    RecordRetractionRecord,
    SnapshotKind,
    TrainingChangeRecord,
    TrainingEntryRecord,
    TrainingEvidenceRecord,
    VendorRecord,
)
from store.tables import courses, training, training_changes
from store.unit_of_work import UnitOfWork

LI = Principal("01LI", "李静", Role.MANAGER)
AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
MARK = "0123456789abcdef"
APPEND_ONLY = (*courses.APPEND_ONLY, *training.APPEND_ONLY, *training_changes.APPEND_ONLY)


@pytest.fixture
def lake(data_folder) -> Lake:
    return Lake(data_folder)


def roster(**more) -> PeopleListRecord:
    said = {"vendor": "YUNDA", "kind": ListKind.ROSTER, "source": Source.VENDOR, "name": "花名册.xlsx"}
    days = {"sha256": "a" * 64, "day": date(2026, 11, 1), "day_end": date(2026, 12, 1)}
    return PeopleListRecord(**{**said, **days, "received_at": AT, "received_by": "李静", **more})


def with_vendors(uow: UnitOfWork) -> None:
    for code in ("YUNDA", "HUAXIN"):
        uow.directory.vendors.add(VendorRecord(code=code, name=Text(code, code), created_at=AT))


def taken_in(database: Database, lake: Lake) -> PeopleListRecord:
    """A committed list whose rows lie where its record says."""
    written = lake.write_aside(pl.DataFrame({"mark": [MARK]}))
    record = roster(state=ListState.COMMITTED, committed_at=AT, committed_by="李静")
    place = f"lake/people/vendor=YUNDA/{record.id}.parquet"
    record = replace(record, rows_file=place, rows_sha256=written.sha256, rows=1)
    with database.write(LI) as uow:
        with_vendors(uow)
        uow.people_lists.add(record)
        lake.put_in_place(written, place)
        uow.commit()
    return record


def test_the_rows_of_a_list_are_no_orphans_withdrawn_or_not(database: Database, lake: Lake) -> None:
    """Else the doctor would delete them: who was on the roster then is still asked for."""
    record = taken_in(database, lake)
    with database.write(LI) as uow:
        assert orphans(uow, lake) == [] == verify(uow, lake) == sweep(uow, lake)
        uow.people_lists.update(replace(record, state=ListState.WITHDRAWN, withdrawn_at=AT))
        assert sweep(uow, lake) == [] and lake.read(record.rows_file or "").height == 1


def test_rows_that_are_gone_or_changed_are_found(database: Database, lake: Lake) -> None:
    record = taken_in(database, lake)
    lake.path(record.rows_file or "").write_bytes(b"other")
    with database.read() as uow:
        assert [finding.code for finding in verify(uow, lake)] == ["lake_file_changed"]
        lake.path(record.rows_file or "").unlink()
        assert [finding.code for finding in verify(uow, lake)] == ["lake_file_missing"]


def test_rows_that_no_list_names_any_more_are_swept(database: Database, lake: Lake) -> None:
    record = taken_in(database, lake)
    with database.write(LI) as uow:
        uow.people_lists.update(replace(record, state=ListState.DISCARDED, rows_file=None, rows_sha256=None))
        assert [finding.code for finding in sweep(uow, lake)] == ["lake_file_orphan"]
        assert lake.files() == set()


def test_rows_put_aside_wait_as_long_as_their_list_is_staged(database: Database, lake: Lake) -> None:
    waiting = roster()
    for key in (waiting.id, "forgotten"):
        lake.put_aside(key, pl.DataFrame({"mark": [MARK]}))
        old = time() - timedelta(days=2).total_seconds()
        utime(lake.folder / "tmp" / "staged" / f"{key}.parquet", (old, old))
    with database.write(LI) as uow:
        with_vendors(uow)
        uow.people_lists.add(waiting)
        sweep(uow, lake)
    assert [path.stem for path in (lake.folder / "tmp" / "staged").iterdir()] == [waiting.id]


def test_a_list_that_is_taken_in_raises_the_data_version(database: Database, lake: Lake) -> None:
    taken_in(database, lake)
    with database.read() as uow:
        assert uow.settings.data_version() == 1


def test_a_vendors_own_people_see_changes_for_everybody_and_their_own(database: Database) -> None:
    body = {"courses": ["PRIVACY"], "within": 5}
    with database.write(LI) as uow:
        with_vendors(uow)
        for vendor in (None, "YUNDA", "HUAXIN"):
            uow.changes.changes.add(change(vendor, body))
        uow.commit()
    with database.read(Principal("01", "客人", Role.VIEWER, vendors=frozenset({"YUNDA"}))) as uow:
        assert [each.vendor for each in uow.changes.changes.all()] == [None, "YUNDA"]
        assert uow.changes.changes.all()[0].body == body


def change(vendor: str | None, body: dict) -> TrainingChangeRecord:
    what = {"name": Text("促销退换", "Returns"), "product": "RETURNS", "number": 2, "why": "促销"}
    when = {"published_at": AT, "effective_from": date(2026, 11, 20), "entered_at": AT, "entered_by": "李静"}
    return TrainingChangeRecord(vendor=vendor, body=body, **what, **when)


def test_a_score_is_kept_digit_for_digit(database: Database) -> None:
    """59.95 is no 59.9500000001: passing hangs on it."""
    who = {"vendor": "YUNDA", "mark": MARK, "agent": "0071", "course": "HOTLINE", "kind": RecordKind.EXAM}
    known = {"day": date(2026, 11, 16), "known_at": AT, "entered_by": "李静", "why": "纸质试卷"}
    with database.write(LI) as uow:
        with_vendors(uow)
        uow.training.entries.add(TrainingEntryRecord(**who, **known, score=Decimal("59.95")))
        (kept,) = uow.training.entries.all()
    assert str(kept.score) == "59.95" and kept.passed is None and kept.full_mark is None


@pytest.mark.parametrize("change", ["update", "delete"])
@pytest.mark.parametrize("name", APPEND_ONLY)
def test_what_is_only_added_to_is_never_rewritten(database: Database, name: str, change: str) -> None:
    with database.write(LI) as uow:
        with_vendors(uow)
        _one_of_each(uow)
        uow.commit()
    table = next(t for m in (courses, training, training_changes) for t in vars(m).values() if is_(t, name))
    statement = update(table).values(id="other") if change == "update" else delete(table)
    with database.write(LI) as uow, pytest.raises(DBAPIError, match="append-only"):
        uow.connection.execute(statement)


def is_(value: object, name: str) -> bool:
    return getattr(value, "name", None) == name


def _one_of_each(uow: UnitOfWork) -> None:
    version = {
        "number": 1,
        "body": {},
        "hash": "b" * 64,
        "why": "首版",
        "published_at": AT,
        "published_by": "李",
    }
    uow.courses.add(CourseRecord(code="PRIVACY", name=Text("隐私", "Privacy"), **version))
    uow.matrix.add(MatrixVersionRecord(effective_from=date(2026, 10, 1), **version))
    held = roster()
    uow.people_lists.add(held)
    uow.training.retractions.add(
        RecordRetractionRecord(
            list_id=held.id, sheet="表1", row=3, vendor="YUNDA", why="串号", at=AT, by_whom="李静"
        )
    )
    paper = {
        "kind": EvidenceKind.QUIZ,
        "sha256": "c" * 64,
        "name": "答卷.pdf",
        "kept_at": AT,
        "kept_by": "李静",
    }
    uow.training.evidence.add(
        TrainingEvidenceRecord(vendor="YUNDA", course="PRIVACY", day=date(2026, 11, 16), **paper)
    )
    uow.changes.deliveries.add(
        CourseDeliveryRecord(
            change_key="RETURNS/2", course="PRIVACY", day=date(2026, 11, 13), noted_at=AT, noted_by="李静"
        )
    )
    taken = {"due": date(2026, 11, 16), "known_at": AT, "body": {}, "hash": "d" * 64, "taken_at": AT}
    uow.changes.snapshots.add(
        DueSnapshotRecord(kind=SnapshotKind.CHANGE, subject="RETURNS/2", vendor="YUNDA", **taken)
    )
