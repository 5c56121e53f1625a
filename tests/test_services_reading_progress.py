"""What a job says while it reads a file: rows, in words, never backwards; stopped, it leaves no bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from importers.containers.rows_heard import Pass
from importers.draft import Choice
from services.house import jobs
from services.house.jobs import JobKind
from services.reports import reading_progress
from services.reports.import_report import stage
from services.reports.reading_progress import WHOLE, ReadingProgress
from services.work import worker
from store.records import JobState
from tests.services_example import Cast, house_with_contract

HEAD = "日期,人工请求量,人工接通量,20秒内接通量\n"
#: A line break within a field: it is read record by record.
RAGGED = HEAD + '2026-04-01,"10\n",9,9\n' + "2026-04-02,10,9,9\n" * 30_000


class Said:
    """What was said, and a clock that moves a second at every look."""

    def __init__(self) -> None:
        self.lines: list[tuple[int, int, str]] = []
        self.at = 0.0

    def say(self, done: int, total: int, words: str) -> None:
        self.lines.append((done, total, words))

    def now(self) -> float:
        self.at += 1
        return self.at


@pytest.fixture
def cast(tmp_path: Path):
    found = house_with_contract(tmp_path / "data")
    yield found
    found.house.close()


def test_rows_are_said_of_rows_expected():
    said = Said()
    progress = ReadingProgress(said.say, "话务.csv", "zh", said.now)
    progress.rows(Pass.READ, 120_000, 298_311)
    progress.rows(Pass.SORTED, 150_000, 300_000)
    progress.steps(1)
    assert said.lines == [
        (20, WHOLE, "正在读取 话务.csv：已读 120,000 行，共约 299,000 行"),
        (60, WHOLE, "正在区分 话务.csv 的数据行与合计行：150,000 / 300,000 行"),
        (75, WHOLE, "正在将 话务.csv 与已有数据核对"),
    ]


@pytest.mark.parametrize(
    ("heard", "shares"),
    [
        # The columns gave up half way, and the records begin at the first row.
        ([(Pass.READ, 50, 100), (Pass.READ, 10, 100), (Pass.READ, 80, 100)], [25, 25, 40]),
        # More rows than the bytes let expect.
        ([(Pass.READ, 50, 60), (Pass.READ, 55, 100)], [41, 41]),
        # The sheet after the first.
        ([(Pass.READ, 9, 9), (Pass.SORTED, 9, 9), (Pass.SORTED, 1, 9), (Pass.READ, 9, 9)], [50, 70, 70, 70]),
    ],
)
def test_it_never_goes_backwards_and_still_gives_signs_of_life(heard, shares):
    said = Said()
    progress = ReadingProgress(said.say, "a.csv", "en", said.now)
    for rows in heard:
        progress.rows(*rows)
    assert [done for done, _, _ in said.lines] == shares


def test_it_says_so_a_few_times_a_second_however_often_it_hears():
    said = Said()
    progress = ReadingProgress(said.say, "a.csv", "en", lambda: 5.0)
    for done in range(1000):
        progress.rows(Pass.READ, done + 1, 1000)
    assert len(said.lines) == 1


def test_a_file_is_stopped_among_its_rows_and_its_bytes_are_gone(cast: Cast, monkeypatch):
    monkeypatch.setattr(reading_progress, "_EVERY_SECONDS", 0)
    choice = Choice(vendor="YUNHE", project="HOTLINE")
    payload = jobs.import_payload(cast.house, cast.manager, "四月.csv", RAGGED.encode(), choice)
    asked = jobs.submit(cast.house, cast.manager, JobKind.IMPORT, payload)
    heard = []
    told = ReadingProgress.rows

    def pressed(self, which, done, expected):
        heard.append((which, done))
        if which is Pass.SORTED:
            jobs.cancel(cast.house, cast.manager, asked.id)
        told(self, which, done, expected)

    monkeypatch.setattr(ReadingProgress, "rows", pressed)
    assert worker.run_next(cast.house).state is JobState.CANCELLED
    assert heard[-1] == (Pass.SORTED, 4096)
    assert not cast.house.files.has(payload["sha256"])


def test_a_file_that_waited_is_gone_as_well_and_one_that_is_kept_stays(cast: Cast):
    choice = Choice(vendor="YUNHE", project="HOTLINE")

    def stopped(data: bytes) -> str:
        payload = jobs.import_payload(cast.house, cast.manager, "四月.csv", data, choice)
        asked = jobs.submit(cast.house, cast.manager, JobKind.IMPORT, payload)
        assert jobs.cancel(cast.house, cast.manager, asked.id).state is JobState.CANCELLED
        return payload["sha256"]

    report = (HEAD + "2026-04-01,10,9,9\n").encode()
    assert not cast.house.files.has(stopped(report))
    stage(cast.house, cast.manager, "四月.csv", report, choice)
    assert cast.house.files.has(stopped(report))


def test_a_file_that_another_waiting_import_needs_stays(cast: Cast):
    choice = Choice(vendor="YUNHE", project="HOTLINE")
    payload = jobs.import_payload(cast.house, cast.manager, "四月.csv", RAGGED.encode(), choice)
    first, _second = (jobs.submit(cast.house, cast.manager, JobKind.IMPORT, payload) for _ in range(2))
    jobs.cancel(cast.house, cast.manager, first.id)
    assert cast.house.files.has(payload["sha256"])
    done = worker.run_next(cast.house)
    assert done.state is JobState.DONE and (done.done, done.total) == (WHOLE, WHOLE)
