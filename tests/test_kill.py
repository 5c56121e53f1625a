"""kill -9 at any moment of an import leaves the whole batch or none of it, and doctor says all is well."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from services.bootstrap import open_house
from services.contracts import load_contract
from services.doctor import examine, is_well
from services.people import acting

ROOT = Path(__file__).resolve().parent.parent
REPORT = ROOT / "sample_data" / "reports" / "hengxin_2025-10.xlsx"
CONTRACT = ROOT / "sample_data" / "contracts" / "hengxin_telecom.yaml"
TIMES = 20


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the vendor and its contract, and nothing received yet."""
    folder = tmp_path_factory.mktemp("ready") / "data"
    house = open_house(folder)
    load_contract(house, acting(house, "周明"), CONTRACT.read_text("utf-8"), CONTRACT.name)
    house.close()
    return folder


@pytest.fixture(scope="module")
def whole(ready: Path) -> tuple[dict[str, int], float]:
    """What an undisturbed import brings, and how long it takes."""
    folder = ready.with_name("whole")
    shutil.copytree(ready, folder)
    start = time.monotonic()
    done = subprocess.run(_command(folder), capture_output=True)
    seconds = time.monotonic() - start
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout)["files"][0]["result"] == "committed"
    return _visible(folder), seconds


def test_a_killed_import_leaves_the_whole_batch_or_none(
    ready: Path, whole: tuple[dict[str, int], float], tmp_path: Path
) -> None:
    """Twenty kills, spread at random over an import's duration; each on a folder of its own."""
    everything, seconds = whole
    chance = random.Random(20261122)
    landed = set()
    for turn in range(TIMES):
        folder = tmp_path / f"killed-{turn}"
        shutil.copytree(ready, folder)
        # Every part of the duration gets its turn; the last ones often find the import done.
        _killed_after(folder, seconds * (turn + chance.random()) / TIMES)
        visible = _visible(folder)
        assert visible in ({}, everything), f"half an import is visible after kill {turn}"
        landed.add(bool(visible))
    assert False in landed


def test_after_a_kill_the_same_file_comes_in(
    ready: Path, whole: tuple[dict[str, int], float], tmp_path: Path
) -> None:
    """What the killed process left is no obstacle."""
    everything, seconds = whole
    folder = tmp_path / "again"
    shutil.copytree(ready, folder)
    _killed_after(folder, seconds * 0.6)
    assert subprocess.run(_command(folder), capture_output=True).returncode == 0
    assert _visible(folder) == everything


def _killed_after(folder: Path, seconds: float) -> None:
    process = subprocess.Popen(_command(folder), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        # SIGKILL on POSIX, TerminateProcess on Windows: the process has no say in it.
        process.kill()
        process.wait()


def _command(folder: Path) -> list[str]:
    words = ["import", str(REPORT), "--vendor", "HENGXIN", "--period", "2025-10", "--json"]
    return [sys.executable, str(ROOT / "cli.py"), "--data", str(folder), *words]


def _visible(folder: Path) -> dict[str, int]:
    """Dataset → rows sums would read, after doctor has looked the folder over and found all well."""
    house = open_house(folder)
    try:
        assert is_well(examine(house))
        # What a kill left is swept away at once: a second look finds nothing at all.
        assert examine(house) == []
        with house.database.read() as uow:
            listed = uow.lake_files.current()
            live = {batch.id for batch in uow.batches.live()}
        assert {batch for file in listed for batch in file.batches} == live
        assert {file.path for file in listed} == house.lake.files()
        return {file.dataset.value: file.rows for file in listed}
    finally:
        house.close()
