"""A real PostgreSQL server for one test process, and databases of it that are empty for each test."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, Table, create_engine, make_url, select, text

from store.database import open_database
from store.tables import metadata

#: The parameters of a fixture that stands for both databases.
BOTH = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]
#: Nobody needs what a test server held when the machine stops: a new database takes a third of the time.
_NEED_NOT_SURVIVE = ("fsync", "synchronous_commit", "full_page_writes")
#: Linux keeps files in memory here.
_MEMORY = Path("/dev/shm")
#: Bytes that must be free there: a server holds a tenth of it, and there is one for each test process.
_ROOM = 2 * 2**30


class PostgresServer:
    """A running server. Its databases are copies of one that our migrations brought to this version."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._numbers = count(1)
        self._engine: Engine = create_engine(url, isolation_level="AUTOCOMMIT")
        self._do(*(f"ALTER SYSTEM SET {name} = off" for name in _NEED_NOT_SURVIVE), "SELECT pg_reload_conf()")
        self._do("CREATE DATABASE migrated")
        with tempfile.TemporaryDirectory() as folder:
            open_database(Path(folder), self._at("migrated")).close()

    @contextmanager
    def database(self, like: str = "", *, bare: bool = False) -> Iterator[str]:
        """The URL of a database, dropped afterwards: migrated and empty, a copy of the one at `like`, or as
        the server makes one (`bare`)."""
        model = "template1" if bare else make_url(like).database if like else "migrated"
        name = f"test_{next(self._numbers)}"
        self._do(f"CREATE DATABASE {name} TEMPLATE {model} STRATEGY FILE_COPY")
        yield self._at(name)
        self._do(f"DROP DATABASE {name} WITH (FORCE)")

    def close(self) -> None:
        """Give the connection back."""
        self._engine.dispose()

    def _at(self, name: str) -> str:
        return make_url(self._url).set(database=name).render_as_string(hide_password=False)

    def _do(self, *statements: str) -> None:
        with self._engine.connect() as connection:
            for statement in statements:
                connection.execute(text(statement))


@contextmanager
def running(wheel: object) -> Iterator[PostgresServer]:
    """A server of the wheel in a scratch folder with a short path, as its sockets need."""
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())
    scratch = Path(tempfile.mkdtemp(prefix="plumbline-pg-", dir=_in_memory()))
    started = wheel.get_server(str(scratch / "data"), cleanup_mode="delete")  # type: ignore[attr-defined]
    server = PostgresServer(started.get_uri().replace("postgresql://", "postgresql+psycopg://"))
    yield server
    server.close()
    started.cleanup()
    shutil.rmtree(scratch, ignore_errors=True)


def _in_memory() -> Path | None:
    """A folder that lies in memory, where there is one with room: each database is a copy of six hundred
    files, which takes a disk ten times as long. None: the system's temp."""
    return _MEMORY if os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM else None


@contextmanager
def database_for(request: pytest.FixtureRequest) -> Iterator[str | None]:
    """For a fixture with parameters BOTH: None (the folder's SQLite file) or a PostgreSQL database."""
    if request.param == "sqlite":
        yield None
    else:
        with request.getfixturevalue("postgres_server").database() as url:
            yield url


@contextmanager
def copy_of(url: str | None, request: pytest.FixtureRequest) -> Iterator[str | None]:
    """A database that holds what the one at `url` does. A SQLite file is copied with its folder: None."""
    if url is None:
        yield None
    else:
        with request.getfixturevalue("postgres_server").database(like=url) as copy:
            yield copy


def fill(url: str, sqlite: Path) -> None:
    """Put every record of a SQLite file into the PostgreSQL database at `url`, as it stands there."""
    source, target = create_engine(f"sqlite:///{sqlite.as_posix()}"), create_engine(url)
    with source.connect() as old, target.begin() as new:
        # Records arrive table by table; that they fit one another was checked where they were made.
        new.execute(text("SET LOCAL session_replication_role = replica"))
        for table in metadata.sorted_tables:
            new.execute(table.delete())
            if rows := [dict(row) for row in old.execute(select(table)).mappings()]:
                new.execute(table.insert(), rows)
        for table in metadata.sorted_tables:
            _count_on(new, table)
    source.dispose()
    target.dispose()


def _count_on(connection: Connection, table: Table) -> None:
    """The database's own numbers go on after the largest that came."""
    number = table.autoincrement_column
    if number is not None:
        sequence = f"pg_get_serial_sequence('{table.name}', '{number.name}')"
        largest = f"(SELECT coalesce(max({number.name}), 0) + 1 FROM {table.name})"
        connection.execute(text(f"SELECT setval({sequence}, {largest}, false) WHERE {sequence} IS NOT NULL"))
