"""The database keeps its promises: schema, exactness, alone while writing, nothing half done."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Float, Numeric, delete, text, update
from sqlalchemy.exc import DBAPIError

from core.clock import FixedClock
from core.errors import ConflictError, NotFoundError, PlumblineError, WrongInputError
from core.principal import Principal, Role
from core.refusals import sentence
from core.text import Text
from store import records
from store.append_only import trigger_statements
from store.database import Database, alembic_config, open_database
from store.records import PersonRecord, SettingRecord, VendorRecord
from store.repositories.base import Desk, Shelf
from store.tables import journal, metadata
from store.tables.types import ExactDecimal, ExactFraction, Instant, stored_json
from store.unit_of_work import UnitOfWork

LI = Principal("01LI", "李静", Role.MANAGER)


def vendor(code: str, uow: UnitOfWork) -> VendorRecord:
    return VendorRecord(code=code, name=Text(f"{code}公司", f"{code} Ltd"), created_at=uow.now)


def test_an_empty_database_becomes_exactly_what_the_tables_say(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_migrating_again_changes_nothing(database: Database) -> None:
    database.migrate()
    assert database.is_sound()


def test_no_column_is_a_float_or_a_numeric() -> None:
    inexact = [c for t in metadata.tables.values() for c in t.columns if isinstance(c.type, Float | Numeric)]
    assert inexact == []


def test_every_column_has_a_comment() -> None:
    assert [str(c) for t in metadata.tables.values() for c in t.columns if not c.comment] == []


def test_a_downgrade_is_refused_with_what_to_do_instead(database: Database) -> None:
    with (
        database.engine.begin() as connection,
        pytest.raises(PlumblineError, match="forward_only") as refused,
    ):
        command.downgrade(alembic_config(connection), "-1")
    assert "restore the backup" in sentence(refused.value, "en") and "备份" in sentence(refused.value, "zh")
    with database.read() as uow:
        assert uow.people.active() == []


def test_a_database_of_a_later_version_is_left_alone(database: Database) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(PlumblineError, match="database_newer"):
        database.migrate()
    with database.engine.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "9999"


def test_a_server_that_does_not_answer_is_named_without_its_password(data_folder) -> None:
    url = "postgresql+psycopg://team:secret@127.0.0.1:1/plumbline"
    with pytest.raises(PlumblineError, match="database_unreachable") as refused:
        open_database(data_folder, url)
    assert "127.0.0.1:1" in sentence(refused.value, "en") and "secret" not in str(refused.value)


def test_every_record_class_has_exactly_the_columns_of_its_table(sqlite_database: Database) -> None:
    with sqlite_database.read() as uow:
        shelves = _shelves(uow)
        assert {shelf.record.__name__ for shelf in shelves} == set(records.__all__) - _ENUMS
        for shelf in shelves:
            columns = set(shelf.table.columns.keys())
            names = {field.name for field in fields(shelf.record)}
            # Verdicts of the past and audits are read by thousands of rows: without what is most of each.
            narrow = shelf.record in (records.PastVerdict, records.AuditHead)
            assert names < columns if narrow else names == columns, shelf.table.name


def test_leaving_without_commit_undoes_everything(database: Database) -> None:
    with database.write(LI) as uow:
        uow.directory.vendors.add(vendor("YUNDA", uow))
    with database.read() as uow:
        assert uow.directory.all_vendors() == []


def test_an_exception_undoes_everything(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.write(LI) as uow:
        uow.directory.vendors.add(vendor("YUNDA", uow))
        raise ZeroDivisionError
    with database.read() as uow:
        assert uow.directory.all_vendors() == []


def test_a_reading_unit_of_work_cannot_write(database: Database) -> None:
    with database.read() as uow, pytest.raises(RuntimeError, match=r"Database\.write"):
        uow.settings.put("first_run", "done")


def test_no_update_is_lost_when_eight_threads_change_one_record(database: Database) -> None:
    """streamlit_practice finding 3: the driver's own transactions kept 45 of 240."""
    with database.write() as uow:
        uow.settings.put("counter", 0)
        uow.commit()

    def thirty_changes(_: int) -> None:
        for _ in range(30):
            with database.write() as uow:
                uow.settings.put("counter", uow.settings.value("counter") + 1)
                uow.commit()

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(thirty_changes, range(8)))
    with database.read() as uow:
        assert uow.settings.value("counter") == 240


def test_a_reader_sees_one_state_of_the_books_while_a_writer_commits(database: Database) -> None:
    with database.read() as reader:
        assert reader.settings.value("lang") is None
        with database.write() as writer:
            writer.settings.put("lang", "en")
            writer.commit()
        assert reader.settings.value("lang") is None
    with database.read() as reader:
        assert reader.settings.value("lang") == "en"


def test_an_update_of_a_version_no_longer_there_is_a_conflict(database: Database) -> None:
    with database.write() as uow:
        seen = uow.settings.add(SettingRecord(name="lang", value="zh"))
        uow.settings.update(replace(seen, value="en"))
        uow.commit()
    with database.write() as uow, pytest.raises(ConflictError) as conflict:
        uow.settings.update(replace(seen, value="zh"))
    assert (conflict.value.facts["seen"], conflict.value.facts["now"]) == (1, 2)


def test_an_update_of_what_is_not_there_says_so(database: Database) -> None:
    with database.write() as uow, pytest.raises(NotFoundError):
        uow.settings.update(SettingRecord(name="never", value=1))


@pytest.mark.parametrize("table", [journal.journal, journal.state_changes], ids=lambda t: t.name)
@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_itself_refuses_to_rewrite_history(database: Database, table, change: str) -> None:
    with database.write(LI) as uow:
        uow.journal.note("import", "file", "F1", after={"rows": 3}, why="四月数据")
        uow.journal.moved("month", "M1", "collecting", "draft")
        uow.commit()
    statement = update(table).values(why="") if change == "update" else delete(table)
    with database.write(LI) as uow, pytest.raises(DBAPIError, match="append-only"):
        uow.connection.execute(statement)
    with database.read() as uow:
        (noted,) = uow.journal.of("file", "F1")
        assert (noted.who, noted.why, noted.after) == ("李静", "四月数据", {"rows": 3})
        assert uow.journal.states_of("month", "M1")[0].to_state == "draft"


def test_truncating_the_journal_is_refused_on_postgresql() -> None:
    assert all("TRUNCATE" in s for s in list(trigger_statements("postgresql", ("journal",)))[1:])


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (ExactDecimal(), Decimal("0.10")),  # keeps its zero
        (ExactDecimal(), Decimal("12345678901234567890.123456789")),
        (ExactFraction(), Fraction(52692, 56339)),
        (ExactFraction(), Fraction(-1, 3)),
    ],
)
def test_exact_numbers_come_back_digit_for_digit(kind, value) -> None:
    assert kind.process_result_value(kind.process_bind_param(value, None), None) == value


@pytest.mark.parametrize("kind", [ExactDecimal(), ExactFraction()])
def test_a_float_is_refused_by_exact_columns(kind) -> None:
    with pytest.raises(TypeError):
        kind.process_bind_param(0.1, None)


def test_a_float_is_refused_inside_json() -> None:
    with pytest.raises(TypeError):
        stored_json({"rate": 0.95})


def test_equal_json_is_stored_in_one_spelling() -> None:
    assert stored_json({"b": 1, "a": Decimal("0.10")}) == stored_json({"a": Decimal("0.10"), "b": 1})


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(WrongInputError):
        Instant().process_bind_param(datetime(2025, 5, 3), None)


def test_a_person_is_kept_and_acts_as_principal(database: Database, clock: FixedClock) -> None:
    person = PersonRecord(name="王芳", role=Role.AUDITOR, vendors=("YUNDA",), created_at=clock.now())
    with database.write() as uow:
        uow.people.add(person)
        uow.commit()
    with database.read() as uow:
        assert uow.people.named("王芳") == person
    assert person.principal().vendors == frozenset({"YUNDA"})


def test_lists_show_only_the_vendors_a_person_may_see(database: Database) -> None:
    with database.write() as uow:
        uow.directory.vendors.add_all([vendor("YUNDA", uow), vendor("HUAXIN", uow)])
        uow.commit()
    guest = Principal("01G", "客人", Role.VIEWER, vendors=frozenset({"HUAXIN"}))
    with database.read(guest) as uow:
        assert [v.code for v in uow.directory.all_vendors()] == ["HUAXIN"]
        with pytest.raises(NotFoundError):
            uow.directory.vendor("YUNDA")


def test_foreign_keys_hold_on_both(database: Database) -> None:
    with database.write() as uow, pytest.raises(DBAPIError):
        uow.connection.execute(
            text(
                "INSERT INTO contacts (id, vendor, name, job, phone, email, note, version)"
                " VALUES ('1', 'NOBODY', 'x', '', '', '', '', 1)"
            )
        )


def test_a_second_process_may_open_the_same_folder(sqlite_database: Database, data_folder) -> None:
    other = open_database(data_folder)
    with sqlite_database.write() as uow:
        uow.settings.put("lang", "en")
        uow.commit()
    with other.read() as uow:
        assert uow.settings.value("lang") == "en"
    other.close()


_ENUMS = {
    "ENDED",
    "ActKind",
    "BatchState",
    "CalibrationState",
    "Retirable",
    "DirectoryKind",
    "EntryState",
    "EventState",
    "FactKind",
    "FileState",
    "JobState",
    "LakeState",
    "MembershipKind",
    "PaperKind",
    "PaperState",
    "ReliefState",
    "ReportNoteKind",
    "SampleLineState",
    "SamplePurpose",
    "SnapshotKind",
    "SupplementState",
}


def _shelves(uow: UnitOfWork) -> list[Shelf]:
    found: list[Shelf] = []
    for name in dir(type(uow)):
        if isinstance(getattr(type(uow), name), property) or name.startswith("_"):
            continue
        room = getattr(uow, name)
        found += [s for s in (room, *vars(room).values()) if isinstance(s, Shelf)] if _holds(room) else []
    return found


def _holds(room: object) -> bool:
    return hasattr(room, "__dict__") and any(isinstance(v, Shelf | Desk) for v in vars(room).values())
