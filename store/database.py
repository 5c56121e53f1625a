"""Engine and transactions from a URL: SQLite by default, PostgreSQL for a team; the same promises on both.

A writer is alone from its first statement to its commit (SQLite: BEGIN IMMEDIATE; PostgreSQL: one
transaction-wide advisory lock), so what a unit of work has read is still true when it writes. Readers
never wait and see one state of the books throughout.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import DatabaseError, OperationalError

from core.clock import Clock, SystemClock
from core.errors import PlumblineError
from core.principal import Principal
from store.unit_of_work import UnitOfWork

SQLITE_NAME = "plumbline.sqlite"
_MIGRATIONS = Path(__file__).parent / "migrations"
#: Any constant does, as long as every writer of one database uses the same.
_WRITER_LOCK = 7_586_253
#: Recursive triggers: else INSERT OR REPLACE would take a row out past those that refuse to delete it.
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=NORMAL",
    "foreign_keys=ON",
    "busy_timeout=5000",
    "recursive_triggers=ON",
)


class Database:
    """One database of one data folder."""

    def __init__(self, url: str, clock: Clock | None = None) -> None:
        self.url = url
        self.clock = clock or SystemClock()
        self.engine = _engine(url)

    @contextmanager
    def read(self, principal: Principal | None = None) -> Iterator[UnitOfWork]:
        """A unit of work that only reads, at one state of the books. `principal` limits what lists show."""
        with self._transaction(write=False) as connection:
            yield UnitOfWork(connection, self.clock, principal, writes=False)

    @contextmanager
    def write(self, principal: Principal | None = None) -> Iterator[UnitOfWork]:
        """A unit of work that may write, alone. Leaving it without `commit()` undoes everything."""
        with self._transaction(write=True) as connection:
            yield UnitOfWork(connection, self.clock, principal, writes=True)

    def migrate(self) -> None:
        """Bring the schema to this version; an empty database gets all of it. Safe to call twice at once.

        Refused: a server that does not answer, a schema of a later version.
        """
        with self._connected() as connection, _begun(connection, write=True):
            if MigrationContext.configure(connection).get_current_revision() == _newest():
                return
            try:
                command.upgrade(alembic_config(connection), "head")
            except CommandError as error:
                # The only one there is for a number in the database that no file of ours has.
                raise PlumblineError("database_newer") from error
            connection.commit()

    def is_sound(self) -> bool:
        """Whether the engine finds nothing wrong (SQLite: quick_check; PostgreSQL: it answers)."""
        question = "PRAGMA quick_check" if self.engine.dialect.name == "sqlite" else "SELECT 'ok'"
        try:
            with self.engine.connect() as connection:
                return connection.execute(text(question)).scalar() == "ok"
        except OperationalError:
            raise
        except DatabaseError:
            # SQLite cannot even ask: the file is no database any more, or its pages are.
            return False

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()

    def _connected(self) -> Connection:
        """A connection; a server that cannot be reached is said so, without the password."""
        try:
            return self.engine.connect()
        except OperationalError as error:
            if self.engine.dialect.name == "sqlite":
                raise
            raise PlumblineError("database_unreachable", url=str(self.engine.url)) from error

    @contextmanager
    def _transaction(self, *, write: bool) -> Iterator[Connection]:
        with self.engine.connect() as connection, _begun(connection, write=write):
            yield connection


def open_database(folder: Path, url: str | None = None, clock: Clock | None = None) -> Database:
    """The database at `url`, or the SQLite file of the data folder; brought to this version."""
    folder.mkdir(parents=True, exist_ok=True)
    database = Database(url or f"sqlite:///{(folder / SQLITE_NAME).resolve().as_posix()}", clock)
    database.migrate()
    return database


def alembic_config(connection: Connection) -> Config:
    """Alembic's settings, made here: nothing to install, no ini file."""
    config = Config()
    config.set_main_option("script_location", _MIGRATIONS.as_posix())
    config.attributes["connection"] = connection
    return config


@lru_cache
def _newest() -> str | None:
    """The version our migrations lead to; their files are read once."""
    return ScriptDirectory(_MIGRATIONS.as_posix()).get_current_head()


@contextmanager
def _begun(connection: Connection, *, write: bool) -> Iterator[None]:
    """The transaction both kinds of unit of work run in; rolled back unless it was committed."""
    if connection.dialect.name == "sqlite":
        connection.execution_options(plumbline_write=write)
    elif not write:
        connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    transaction = connection.begin()
    try:
        if write and connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _WRITER_LOCK})
        yield
    finally:
        if transaction.is_active:
            transaction.rollback()


def _engine(url: str) -> Engine:
    engine = create_engine(make_url(url), pool_pre_ping=not url.startswith("sqlite"))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    """Take transactions out of the driver's hands: its own deferred BEGIN loses updates."""
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    write = connection.get_execution_options().get("plumbline_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
