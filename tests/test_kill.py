"""kill -9 at any moment of an import leaves the whole batch or none of it, and doctor says all is well."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

import pytest

from services.contracts.contracts import load_contract
from services.house.bootstrap import House, open_house
from services.known.people import acting
from services.work.doctor import examine, is_well
from tests.command_line import CONTRACT, Place
from tests.killed_import import brought_in, started
from tests.postgres import BOTH, copy_of, database_for

#: Over PostgreSQL fewer: the moments differ in the database's own transactions alone.
TIMES = {"sqlite": 20, "postgres": 5}


#: How often a kill may miss its stage.
TRIES = 8


class Stage(StrEnum):
    """How far an import has come."""

    #: The months' new files are written aside.
    ASIDE = "aside"
    #: Files are in their places, the rows that list them not yet committed.
    MOVED = "moved"
    #: The rows are committed, the months not yet judged.
    COMMITTED = "committed"
    #: Not there yet, and past it: where a kill lands that missed.
    BEFORE, JUDGED = "before", "judged"


#: The stages a kill is aimed at.
AIMS = (Stage.ASIDE, Stage.MOVED, Stage.COMMITTED)


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
    said = tmp_path_factory.mktemp("said") / "said.json"
    with _copied(ready, tmp_path_factory.mktemp("whole") / "data", request) as place:
        # The first one also waits for what the others find in memory.
        brought_in(place, said)
    with _copied(ready, tmp_path_factory.mktemp("whole") / "data", request) as place:
        start = time.monotonic()
        done = brought_in(place, said)
        seconds = time.monotonic() - start
        assert done["files"][0]["result"] == "committed"
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


@pytest.mark.parametrize("large", [False, True], ids=["small", "large"])
@pytest.mark.parametrize("stage", AIMS)
def test_a_kill_inside_the_commit_leaves_the_whole_batch_or_none(
    stage: Stage,
    large: bool,
    ready: Place,
    whole: tuple[dict[str, int], float],
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    """The import is watched from outside and killed in the very moment it reaches a stage.

    Where it landed is read off the folder before anybody looks it over. A kill may come too late for its
    stage (the process goes on until the signal arrives): then once more, on a house of its own.
    """
    everything, _seconds = whole
    landed = []
    for turn in range(TRIES):
        with _copied(ready, tmp_path / f"{stage}-{turn}", request) as place:
            _killed_at(place, stage, large)
            landed.append(_stage_of(place))
            visible = _visible(place)
            assert visible == (everything if landed[-1] in _COUNTS else {}), landed
            if landed[-1] is stage:
                # What it left is no obstacle: the same file comes in, or is known to be in.
                brought_in(place, tmp_path / "said.json")
                assert _visible(place) == everything
                return
    pytest.fail(f"no kill landed at {stage}: {landed}")


def test_after_a_kill_the_same_file_comes_in(
    ready: Place, whole: tuple[dict[str, int], float], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """What the killed process left is no obstacle."""
    everything, seconds = whole
    with _copied(ready, tmp_path / "again", request) as place:
        _killed_after(place, seconds * 0.6)
        brought_in(place, tmp_path / "said.json")
        assert _visible(place) == everything


def _killed_at(place: Place, stage: Stage, large: bool) -> None:
    """Start an import and kill it as soon as `stage` shows."""
    house = open_house(place.folder, place.database)
    process = started(place, large)
    try:
        while process.is_alive() and not _SHOWS[stage](house):
            time.sleep(0.0002)
    finally:
        process.kill()
        process.join()
        house.close()


def _stage_of(place: Place) -> Stage:
    """How far the killed import had come, before anything is swept away."""
    house = open_house(place.folder, place.database)
    try:
        reached = [stage for stage, shows in _SHOWS.items() if shows(house)]
        return reached[-1] if reached else Stage.BEFORE
    finally:
        house.close()


def _is_aside(house: House) -> bool:
    return any((house.folder / "tmp" / "lake").glob("*.parquet"))


def _is_moved(house: House) -> bool:
    return bool(house.lake.files())


def _counts(house: House) -> bool:
    with house.database.read() as uow:
        return bool(uow.batches.live())


def _is_judged(house: House) -> bool:
    with house.database.read() as uow:
        return uow.runs.latest("HENGXIN-2025", "2025-10") is not None


#: How each stage shows from outside, in their order.
_SHOWS: dict[Stage, Callable[[House], bool]] = {
    Stage.ASIDE: _is_aside,
    Stage.MOVED: _is_moved,
    Stage.COMMITTED: _counts,
    Stage.JUDGED: _is_judged,
}
_COUNTS = frozenset({Stage.COMMITTED, Stage.JUDGED})


@contextmanager
def _copied(place: Place, folder: Path, request: pytest.FixtureRequest) -> Iterator[Place]:
    """The same house once more, to be spoilt."""
    shutil.copytree(place.folder, folder)
    with copy_of(place.database, request) as url:
        yield Place(folder, url)


def _killed_after(place: Place, seconds: float) -> None:
    process = started(place)
    process.join(seconds)
    # SIGKILL on POSIX, TerminateProcess on Windows: the process has no say in it.
    process.kill()
    process.join()


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
