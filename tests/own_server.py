"""A server of a test's own on a port nobody else has, ready when it is given and gone afterwards."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: Seconds it may take to answer, and to end once it is told to.
READY_S, END_S = 120, 60
#: A port that was free a moment ago may be another program's by now: then once more.
_TRIES = 5


@contextmanager
def running(folder: Path, ready: str, database: str = "") -> Iterator[str]:
    """`uvicorn app:app` over a data folder, once it answers at the address `ready`; gives host and port."""
    environment = {**os.environ, "PLUMBLINE_DATA": str(folder), "PLUMBLINE_DATABASE": database}
    process, place = _started(environment, ready)
    try:
        yield place
    finally:
        process.terminate()
        try:
            process.wait(END_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _started(environment: dict[str, str], ready: str) -> tuple[subprocess.Popen[bytes], str]:
    for _ in range(_TRIES):
        port = _free_port()
        command = [sys.executable, "-m", "uvicorn", "app:app", "--port", str(port), "--log-level", "warning"]
        process = subprocess.Popen(command, cwd=ROOT, env=environment)
        if _answers(f"http://127.0.0.1:{port}{ready}", process):
            return process, f"127.0.0.1:{port}"
    raise AssertionError(f"no server after {_TRIES} tries, exit code {process.poll()}")


def _answers(address: str, process: subprocess.Popen[bytes]) -> bool:
    """Whether it comes to answer; False where it ended instead. Fails where it does neither in time."""
    # Past any proxy of this machine.
    direct, until = urllib.request.build_opener(urllib.request.ProxyHandler({})), time.monotonic() + READY_S
    while process.poll() is None:
        try:
            direct.open(address, timeout=10).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
        else:
            # Where it ended, whoever has the port answered.
            return process.poll() is None
        if time.monotonic() > until:
            process.kill()
            raise AssertionError(f"no answer from {address}")
    return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
