"""kill -9 at any moment of an import leaves the whole batch or none of it, and doctor says all is well."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from services.bootstrap import open_house
from services.contracts import load_contract
from services.doctor import examine, is_well
from services.people import acting
from tests.command_line import CONTRACT, REPORT, ROOT, Place
from tests.postgres import BOTH, copy_of, database_for

#: Over PostgreSQL fewer: the moments differ in the database's own transactions alone.
TIMES = {"sqlite": 20, "postgres": 5}


@pytest.fixture(scope="module", params=BOTH)
def ready(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A house with the vendor and its contract, and nothing received yet."""
    folder = tmp_path_factory.mktemp("ready") / "data"
    with database_for(request) as url:
        house = open_house(folder, url)
        load_contract(house, acting(house, "周明"), CONTRACT.read_text("utf-8"), CONTRACT.name)
        house.close()
        yield Place(folder, url)


@pytest.fixture(scope="module")
def whole(
    ready: Place, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[dict[str, int], float]:
    """What an undisturbed import brings, and how long it takes."""
    with _copied(ready, tmp_path_factory.mktemp("whole") / "data", request) as place:
        start = time.monotonic()
        done = subprocess.run(_command(), env=place.environment(), capture_output=True)
        seconds = time.monotonic() - start
        assert done.returncode == 0, done.stderr.decode()
        assert json.loads(done.stdout)["files"][0]["result"] == "committed"
        return _visible(place), seconds


def test_a_killed_import_leaves_the_whole_batch_or_none(
    ready: Place, whole: tuple[dict[str, int], float], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Kills spread at random over an import's duration; each on a folder and a database of its own."""
    everything, seconds = whole
    chance = random.Random(20261122)
    times = TIMES["postgres" if ready.database else "sqlite"]
    landed = set()
    for turn in range(times):
        with _copied(ready, tmp_path / f"killed-{turn}", request) as place:
            # Every part of the duration gets its turn; the last ones often find the import done.
            _killed_after(place, seconds * (turn + chance.random()) / times)
            visible = _visible(place)
        assert visible in ({}, everything), f"half an import is visible after kill {turn}"
        landed.add(bool(visible))
    assert False in landed


def test_after_a_kill_the_same_file_comes_in(
    ready: Place, whole: tuple[dict[str, int], float], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """What the killed process left is no obstacle."""
    everything, seconds = whole
    with _copied(ready, tmp_path / "again", request) as place:
        _killed_after(place, seconds * 0.6)
        assert subprocess.run(_command(), env=place.environment(), capture_output=True).returncode == 0
        assert _visible(place) == everything


@contextmanager
def _copied(place: Place, folder: Path, request: pytest.FixtureRequest) -> Iterator[Place]:
    """The same house once more, to be spoilt."""
    shutil.copytree(place.folder, folder)
    with copy_of(place.database, request) as url:
        yield Place(folder, url)


def _killed_after(place: Place, seconds: float) -> None:
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(_command(), env=place.environment(), stdout=quiet, stderr=quiet)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        # SIGKILL on POSIX, TerminateProcess on Windows: the process has no say in it.
        process.kill()
        process.wait()


def _command() -> list[str]:
    words = ["import", str(REPORT), "--vendor", "HENGXIN", "--period", "2025-10", "--json"]
    return [sys.executable, str(ROOT / "cli.py"), *words]


def _visible(place: Place) -> dict[str, int]:
    """Dataset → rows sums would read, after doctor has looked the folder over and found all well."""
    house = open_house(place.folder, place.database)
    try:
        assert is_well(examine(house, acting(house, "周明")))
        # What a kill left is swept away at once: a second look finds nothing at all.
        assert examine(house, acting(house, "周明")) == []
        with house.database.read() as uow:
            listed = uow.lake_files.current()
            live = {batch.id for batch in uow.batches.live()}
        assert {batch for file in listed for batch in file.batches} == live
        assert {file.path for file in listed} == house.lake.files()
        return {file.dataset.value: file.rows for file in listed}
    finally:
        house.close()
