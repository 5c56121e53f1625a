"""Long work: queued, done by the worker process, stopped, swept when its process is gone."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from core.errors import CancelledError, NotAllowedError
from core.period import MonthRule
from core.principal import Role
from importers.draft import Choice
from services.house import jobs
from services.house.jobs import JobKind
from services.known.people import add_person
from services.reports.import_report import stage
from services.reports.received import received
from services.work import worker
from store.records import JobRecord, JobState
from tests.services_example import Cast, empty_house, house_with_contract

ROOT = Path(__file__).resolve().parent.parent
REPORT = """日期,职场,人工请求量,人工接通量,20秒内接通量
2026-04-01,长沙,1000,950,900
2026-04-02,长沙,1000,960,910
"""


@pytest.fixture
def cast(tmp_path: Path, database_url: str | None) -> Iterator[Cast]:
    """A house with a contract; its clock stands still."""
    found = house_with_contract(tmp_path / "data", database_url)
    yield found
    found.house.close()


def _asked(cast: Cast) -> JobRecord:
    return jobs.submit(cast.house, cast.manager, JobKind.ASSESS, {"labels": ["2026-04"]})


def test_a_file_comes_in_by_two_jobs(cast: Cast) -> None:
    """One reads it to its preview, the next commits exactly that; each says how far it is."""
    said = Choice(vendor="YUNHE", project="HOTLINE", period=MonthRule().month("2026-04"))
    payload = jobs.import_payload(cast.house, cast.manager, "四月.csv", REPORT.encode("utf-8-sig"), said)
    assert jobs.choice_of(payload) == said
    jobs.submit(cast.house, cast.manager, JobKind.IMPORT, payload)
    read = worker.run_next(cast.house)
    assert read is not None and read.state is JobState.DONE, read
    assert read.result is not None and not read.result["blocked"]
    assert (read.done, read.total, read.message) == (100, 100, "正在列出 四月.csv 带来的变化")
    jobs.submit(cast.house, cast.manager, JobKind.COMMIT, {"file_id": read.result["file_id"]}, "en")
    done = worker.run_next(cast.house)
    assert done is not None and (done.state, done.message) == (JobState.DONE, "Judging the months")
    with cast.house.database.read() as uow:
        assert [batch.id for batch in uow.batches.live()] == read.result["batches"]


@pytest.mark.parametrize("last", [1, 2])
def test_reading_stops_between_its_steps_and_keeps_nothing(cast: Cast, last: int) -> None:
    heard: list[tuple[int, int]] = []

    def told(done: int, total: int) -> None:
        heard.append((done, total))
        if done == last:
            raise CancelledError

    said = Choice(vendor="YUNHE", project="HOTLINE", period=MonthRule().month("2026-04"))
    with pytest.raises(CancelledError):
        stage(cast.house, cast.manager, "四月.csv", REPORT.encode(), said, heard=told)
    assert heard == [(done, 3) for done in range(1, last + 1)]
    assert received(cast.house, cast.manager) == []


def test_an_export_job_keeps_its_workbook_until_it_is_fetched(cast: Cast) -> None:
    """Its name and its bytes; a workbook is a zip file."""
    payload = {"contract": "GOV12345", "label": "2026-04", "lang": "en"}
    asked = jobs.submit(cast.house, cast.manager, JobKind.EXPORT, payload)
    assert worker.work(cast.house) == 1
    name, data = jobs.made_file(cast.house, cast.manager, asked.id)
    assert name.endswith(".xlsx") and data.startswith(b"PK")


def test_a_refusal_fails_the_job_in_the_readers_language(cast: Cast) -> None:
    """The reason code for scripts, the sentence for the page."""
    payload = {"contract": "GOV12345", "label": "2019-01"}
    asked = jobs.submit(cast.house, cast.manager, JobKind.EXPORT, payload, "en")
    worker.work(cast.house)
    failed = jobs.job(cast.house, cast.manager, asked.id)
    assert failed.state is JobState.FAILED and failed.result is not None
    assert failed.result["reason"] == "contract_gap"
    assert failed.message == failed.result["sentence"]["en"] != failed.result["sentence"]["zh"]


def test_a_fault_of_ours_has_a_reference_number(cast: Cast) -> None:
    """A payload without its month is nobody's wrong use: the log has the traceback."""
    asked = jobs.submit(cast.house, cast.manager, JobKind.EXPORT, {"contract": "GOV12345"})
    worker.work(cast.house)
    failed = jobs.job(cast.house, cast.manager, asked.id)
    assert failed.result is not None and failed.result["reason"] == "unexpected"
    log = (cast.house.folder / "logs" / "plumbline.log").read_text("utf-8")
    assert failed.result["facts"]["reference"] in log and "KeyError" in log


def test_a_waiting_job_stops_at_once_and_a_running_one_at_its_next_sign_of_life(cast: Cast) -> None:
    """Nothing is done for the first; the second stops where it notes its progress."""
    waiting = _asked(cast)
    assert jobs.cancel(cast.house, cast.manager, waiting.id).state is JobState.CANCELLED
    running = _asked(cast)
    with cast.house.database.write() as uow:
        uow.jobs.claim()
        uow.commit()
    assert jobs.cancel(cast.house, cast.manager, running.id).cancel_requested
    with pytest.raises(CancelledError), cast.house.database.write() as uow:
        uow.jobs.progress(running.id, 1, 2)


def test_only_one_worker_works_at_a_time(cast: Cast) -> None:
    """While a job runs, a second worker takes nothing."""
    _asked(cast)
    _asked(cast)
    with cast.house.database.write() as uow:
        uow.jobs.claim()
        uow.commit()
    assert worker.run_next(cast.house) is None


def test_a_job_without_a_process_is_marked_and_the_next_one_runs(cast: Cast) -> None:
    """A minute of silence is the end of it; whoever asks sees so."""
    lost, other = _asked(cast), _asked(cast)
    with cast.house.database.write() as uow:
        uow.jobs.claim()
        uow.commit()
    cast.clock.at += jobs.SILENCE + timedelta(seconds=1)
    found = jobs.find(cast.house, cast.manager, lost.id)
    assert found is not None and found.state is JobState.FAILED and lost.id in found.message
    done = worker.run_next(cast.house)
    assert done is not None and (done.id, done.state) == (other.id, JobState.DONE)


def test_jobs_are_their_owners(cast: Cast) -> None:
    """A viewer sees their own; who manages the house sees all."""
    asked = _asked(cast)
    with pytest.raises(NotAllowedError):
        jobs.job(cast.house, cast.viewer, asked.id)
    assert jobs.jobs(cast.house, cast.viewer) == []
    other = add_person(cast.house, "钱经理", Role.MANAGER, who=cast.manager)
    assert jobs.job(cast.house, other, asked.id).id == asked.id


def test_a_viewer_cannot_ask_for_an_import(cast: Cast) -> None:
    """The gate stands before the queue."""
    with pytest.raises(NotAllowedError):
        jobs.submit(cast.house, cast.viewer, JobKind.IMPORT, {})


def test_the_worker_is_a_process_of_its_own(tmp_path: Path, database_url: str | None) -> None:
    """`python -m services.work.worker` does what waits in the database of the settings, and ends."""
    cast = empty_house(tmp_path / "data", database_url)
    asked = jobs.submit(cast.house, cast.manager, JobKind.ASSESS, {"labels": ["2026-04"]})
    command = [sys.executable, "-m", "services.work.worker", "--data", str(cast.house.folder)]
    environment = {**os.environ, "PLUMBLINE_DATABASE": database_url or ""}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, timeout=60)
    assert jobs.job(cast.house, cast.manager, asked.id).state is JobState.DONE
    cast.house.close()
