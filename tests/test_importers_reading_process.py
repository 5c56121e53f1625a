"""One reading process serves file after file, is replaced when it ends, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from importers.containers import reading_process
from importers.containers.caps import Caps
from importers.containers.container import Container
from importers.containers.received import receive
from importers.containers.sheets import read_sheets

GOLDEN = Path(__file__).parent / "golden" / "containers"
XLSX = GOLDEN / "daily.xlsx"


@pytest.fixture(autouse=True)
def none_at_hand():
    reading_process.end_all()
    yield
    reading_process.end_all()


def pids() -> list[int]:
    return [reader.pid for reader in reading_process._kept.idle]


def ask(path=XLSX, container=Container.XLSX, caps=None):
    return reading_process.lines_of(path, container, caps or Caps(), GOLDEN)


def test_one_process_reads_file_after_file():
    ask()
    before = pids()
    for name in ("daily.xls", "daily.ods", "daily.xlsb"):
        ask(GOLDEN / name, Container(name[-4:].strip(".")))
    assert len(before) == 1 and pids() == before


def test_a_process_that_was_ended_from_outside_is_replaced_without_a_word():
    ask()
    (pid,) = pids()
    os.kill(pid, signal.SIGKILL)
    sheets, findings, _ = read_sheets(receive("daily.xlsx", XLSX), Caps())
    assert [sheet.name for sheet in sheets] == ["日报", "底稿"]
    assert "reader_died" not in [finding.code for finding in findings]
    assert pids() != [pid]


def test_a_process_is_replaced_after_so_many_files(monkeypatch):
    monkeypatch.setattr(reading_process, "FILES_EACH", 2)
    ask()
    first = pids()
    ask()
    assert pids() == []
    ask()
    assert pids() and pids() != first


def test_a_process_that_took_too_long_is_replaced():
    ask()
    before = pids()
    with pytest.raises(reading_process.ReaderTooSlow):
        ask(caps=Caps(read_seconds=0))
    assert pids() == []
    ask()
    assert pids() != before


def test_only_a_fresh_process_blames_the_file_for_its_death(monkeypatch):
    ask()
    script = "import sys; sys.stdin.readline()"
    monkeypatch.setattr(reading_process, "_COMMAND", (sys.executable, "-c", script))
    reading_process.end_all()
    with pytest.raises(reading_process.ReaderDied):
        ask()


def test_many_threads_read_at_once_and_two_processes_stay():
    answers: list[int] = []
    threads = [threading.Thread(target=lambda: answers.append(len(ask()))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [answers[0]] * 6
    assert 1 <= len(pids()) <= reading_process.KEPT


def test_it_ends_with_the_process_that_asked_even_when_that_is_killed():
    script = (
        "import os, pathlib, signal\n"
        "from importers.containers import reading_process as r\n"
        "from importers.containers.caps import Caps\n"
        f"r.lines_of(pathlib.Path({str(XLSX)!r}), r.Container.XLSX, Caps(), pathlib.Path())\n"
        "print(r._kept.idle[0].pid, flush=True)\n"
    )
    for end in ("", "os.kill(os.getpid(), signal.SIGKILL)"):
        asked = subprocess.run([sys.executable, "-c", script + end], capture_output=True, text=True)
        assert _gone(int(asked.stdout))


def test_a_forked_process_does_not_ask_its_parents_reader():
    if not hasattr(os, "fork"):
        pytest.skip("this system does not fork")
    ask()
    child = os.fork()
    if child == 0:
        os._exit(len(pids()))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert len(pids()) == 1


def test_no_process_is_left_as_a_zombie():
    ask()
    (pid,) = pids()
    reading_process.end_all()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def _gone(pid: int) -> bool:
    """Whether the process ends within five seconds."""
    for _ in range(100):
        try:
            os.kill(pid, 0)
            state = Path(f"/proc/{pid}/stat")
            if state.exists() and state.read_text().rsplit(")", 1)[1].split()[0] == "Z":
                return True  # ended; its new parent has not asked yet
        except ProcessLookupError:
            return True
        threading.Event().wait(0.05)
    return False


def test_one_wrong_byte_that_aborts_the_reader_ends_only_its_process():
    # Found by the fuzz test: calamine 0.9.1 asks for 112 GB and aborts.
    sheets, findings, _ = read_sheets(receive("aborts.xls", GOLDEN / "aborts.xls"), Caps())
    assert (sheets, [finding.code for finding in findings]) == ([], ["reader_died"])
    assert [len(line) > 0 for line in ask()]


def test_a_process_started_by_a_large_server_is_not_tired_from_the_first():
    """On Linux a new process counts as its own the most its starter ever held."""
    script = (
        "from pathlib import Path\nfrom importers.containers import reading_process\n"
        "from importers.containers.caps import Caps\n"
        "from importers.containers.container import Container\n"
        "if __name__ == '__main__':\n"
        "    held = bytearray(b'x') * (700 * 1024**2)\n"
        f"    reading_process.lines_of(Path({str(XLSX)!r}), Container.XLSX, Caps(), Path())\n"
        "    print(len(reading_process._kept.idle))\n"
    )
    root = Path(__file__).resolve().parent.parent
    said = subprocess.run(
        [sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "1"
