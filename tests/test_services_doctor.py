"""Doctor: what is missing or changed is trouble, what a killed process left is swept away and told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from services.house import jobs
from services.house.jobs import JobKind
from services.reports.import_files import bring_in, choice
from services.work.doctor import examine, is_well
from tests.services_example import Cast, house_with_contract

REPORT = """日期,职场,人工请求量,人工接通量,20秒内接通量
2026-04-01,长沙,1000,950,900
2026-04-02,长沙,1000,960,910
"""


@pytest.fixture
def cast(tmp_path: Path, database_url: str | None) -> Iterator[Cast]:
    """A house with one committed report."""
    found = house_with_contract(tmp_path / "data", database_url)
    file = tmp_path / "四月.csv"
    file.write_text(REPORT, "utf-8-sig")
    said = choice(found.house, found.manager, "YUNHE", "HOTLINE", period="2026-04")
    assert bring_in(found.house, found.manager, file, said).outcome == "committed"
    yield found
    found.house.close()


def _lake_file(cast: Cast) -> Path:
    (file,) = cast.house.lake.files()
    return cast.house.folder / file


def test_a_sound_folder_has_no_findings(cast: Cast) -> None:
    """Twice the same answer: looking changes nothing."""
    assert examine(cast.house, cast.manager) == examine(cast.house, cast.manager) == []


def test_a_lake_file_that_is_gone_is_trouble(cast: Cast) -> None:
    """The list names it, the folder has not got it."""
    _lake_file(cast).unlink()
    found = examine(cast.house, cast.manager)
    assert [finding.code for finding in found] == ["lake_file_missing"] and not is_well(found)


def test_a_lake_file_that_changed_is_trouble(cast: Cast) -> None:
    """One byte is enough."""
    _lake_file(cast).write_bytes(_lake_file(cast).read_bytes() + b"x")
    assert [finding.code for finding in examine(cast.house, cast.manager)] == ["lake_file_changed"]


def test_a_received_file_that_is_gone_is_trouble(cast: Cast) -> None:
    """Its name as the person knows it."""
    with cast.house.database.read() as uow:
        (file,) = uow.files.all()
    cast.house.files.path(file.sha256).unlink()
    (finding,) = examine(cast.house, cast.manager)
    assert finding.code == "received_file_missing" and "四月.csv" in finding.sentence("zh")


def test_a_file_nobody_lists_is_swept_away_and_told(cast: Cast) -> None:
    """What a killed commit left; only told where nothing is to be repaired."""
    orphan = _lake_file(cast).with_name("01ORPHAN.parquet")
    orphan.write_bytes(b"left behind")
    assert [f.code for f in examine(cast.house, cast.manager, repair=False)] == [
        "lake_file_orphan"
    ] and orphan.exists()
    found = examine(cast.house, cast.manager)
    assert [f.code for f in found] == ["lake_file_orphan"] and is_well(found)
    assert not orphan.exists() and examine(cast.house, cast.manager) == []


def test_a_job_whose_process_is_gone_is_told(cast: Cast) -> None:
    """It is marked as failed; nothing of it stays half done."""
    jobs.submit(cast.house, cast.manager, JobKind.ASSESS, {"labels": ["2026-04"]})
    with cast.house.database.write() as uow:
        uow.jobs.claim()
        uow.commit()
    cast.clock.at += jobs.SILENCE + timedelta(seconds=1)
    found = examine(cast.house, cast.manager)
    assert [f.code for f in found] == ["job_stale"] and is_well(found)
