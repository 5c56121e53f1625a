"""The hall of the tests: shared, emptied for whoever measures, and nobody waits for ever."""

import os
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest

from tests.alone import Hall, alone

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.skipif(sys.platform == "win32", reason="there is no flock")
def test_who_measures_is_alone_and_nobody_waits_for_ever(tmp_path):
    """Five at work all the time, three of whom measure now and then; each with the files opened anew, as
    processes have them."""
    inside, measured, broken = set(), [], []

    def works(name):
        hall = Hall(tmp_path)
        for turn in range(12):
            with hall.among_others():
                inside.add(name)
                time.sleep(0.002)
                inside.discard(name)
                if name < 3 and turn % 4 == 0:
                    with hall.alone():
                        inside.add(name)
                        time.sleep(0.005)
                        broken.extend(inside - {name})
                        inside.discard(name)
                        measured.append(name)

    threads = [threading.Thread(target=works, args=(name,), daemon=True) for name in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not any(thread.is_alive() for thread in threads)
    assert broken == [] and sorted(measured) == [0, 0, 0, 1, 1, 1, 2, 2, 2]


def test_a_run_of_several_processes_stops_for_who_measures(tmp_path):
    """Through pytest itself, three processes: the spans written down by the tests do not overlap the measured
    one."""
    (tmp_path / "conftest.py").write_text(
        textwrap.dedent(
            """
            import pytest
            from tests import alone

            @pytest.hookimpl(wrapper=True)
            def pytest_runtest_protocol(item):
                with alone.running(item.config):
                    return (yield)
            """
        )
    )
    (tmp_path / "test_spans.py").write_text(
        textwrap.dedent(
            f"""
            import pytest, time
            from tests.alone import alone

            @pytest.mark.parametrize("n", range(12))
            def test_span(n, pytestconfig):
                begun = time.monotonic()
                time.sleep(0.1)
                said = "other"
                if n % 5 == 2:
                    with alone(pytestconfig):
                        begun, said = time.monotonic(), "alone"
                        time.sleep(0.3)
                        ended = time.monotonic()
                else:
                    ended = time.monotonic()
                open(r"{tmp_path}/span-" + str(n), "w").write(f"{{said}} {{begun}} {{ended}}")
            """
        )
    )
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-n3",
        "-p",
        "no:cacheprovider",
        "--rootdir",
        str(tmp_path),
    ]
    done = subprocess.run(
        [*command, f"--basetemp={tmp_path / 'base'}", str(tmp_path / "test_spans.py")],
        cwd=tmp_path, env={**environment, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
        timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    spans = [file.read_text().split() for file in tmp_path.glob("span-*")]
    found = [(said, float(begun), float(ended)) for said, begun, ended in spans]
    measured = [span for span in found if span[0] == "alone"]
    assert len(found) == 12 and len(measured) == 2
    if sys.platform != "win32":
        others = [(one, span) for one in measured for span in found if span is not one]
        assert all(span[2] <= one[1] or span[1] >= one[2] for one, span in others)


def test_one_process_waits_for_nobody(pytestconfig, monkeypatch):
    monkeypatch.delenv("PYTEST_XDIST_WORKER", raising=False)
    with alone(pytestconfig), alone(pytestconfig):
        pass
