"""Keeps reading processes at hand and asks them for files: a small file costs milliseconds, not a start."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path

from importers.containers.caps import Caps
from importers.containers.container import Container
from importers.containers.rows_heard import EACH, Pass, tell

_ROOT = Path(__file__).resolve().parent.parent.parent
_COMMAND = (sys.executable, "-m", "importers.containers.reader", "--serve")
#: A process that has read this many files is replaced by a fresh one.
FILES_EACH = 500
#: How many idle processes are kept; more than these run only while files are read at the same time.
KEPT = 2
_LAST = b'{"end": '
#: A word about how far it is, ahead of the answer.
_AHEAD = b'{"rows_read": '


class ReaderDied(Exception):
    """The reading process ended within a file."""


class ReaderTooSlow(Exception):
    """The reading process was stopped because a file took too long."""


class ReadingProcess:
    """One reading process; used by one thread at a time."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            _COMMAND, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.files = 0
        self._tired = self._too_slow = self._within = False

    @property
    def pid(self) -> int:
        """The operating system's number of the process."""
        return self._process.pid

    @property
    def fit(self) -> bool:
        """Whether it may be asked for another file."""
        spent = self._within or self._tired or self.files >= FILES_EACH
        return not spent and self._process.poll() is None

    def ask(self, path: Path, container: Container, caps: Caps, into: Path) -> list[bytes]:
        """The lines of the answer, the last one its end; large sheets in `into`.

        ReaderDied, ReaderTooSlow.
        """
        self.files += 1
        self._within = True
        request = {
            "path": str(path.resolve()),
            "container": container,
            "caps": asdict(caps),
            "into": str(into.resolve()),
        }
        watch = threading.Timer(caps.read_seconds, self._stop_slow)
        watch.start()
        if not caps.read_seconds:
            self._stop_slow()  # no time at all: the answer must not win a race against the watch
        try:
            return self._answer(json.dumps(request).encode() + b"\n")
        finally:
            watch.cancel()

    def close(self) -> None:
        """End the process, and leave nothing of it behind."""
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                if pipe:
                    pipe.close()
        self._process.kill()
        self._process.wait()

    def _answer(self, request: bytes) -> list[bytes]:
        assert self._process.stdin and self._process.stdout
        lines: list[bytes] = []
        with suppress(OSError):
            self._process.stdin.write(request)
            self._process.stdin.flush()
            heard = (0, 0)
            for line in self._process.stdout:
                if line.startswith(_AHEAD):
                    heard = tuple(json.loads(line)["rows_read"])
                    tell(Pass.READ, *heard)
                    continue
                lines.append(line)
                if not len(lines) % EACH:
                    tell(Pass.READ, *heard)
                if line.startswith(_LAST):
                    self._tired, self._within = b'"tired": true' in line, False
                    return lines
        raise ReaderTooSlow if self._too_slow else ReaderDied

    def _stop_slow(self) -> None:
        self._too_slow = True
        self._process.kill()


class _Kept:
    """The idle reading processes of this process."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.idle: list[ReadingProcess] = []

    @contextmanager
    def borrowed(self, fresh: bool) -> Iterator[ReadingProcess]:
        """A reading process for one file."""
        reader = ReadingProcess() if fresh else self._taken()
        try:
            yield reader
        finally:
            with self.lock:
                keep = reader.fit and len(self.idle) < KEPT
                if keep:
                    self.idle.append(reader)
            if not keep:
                reader.close()

    def close(self) -> None:
        """End all that are idle."""
        with self.lock:
            idle, self.idle = self.idle, []
        for reader in idle:
            reader.close()

    def forget(self) -> None:
        """A forked process must not ask its parent's readers."""
        self.lock, self.idle = threading.Lock(), []

    def _taken(self) -> ReadingProcess:
        while True:
            with self.lock:
                reader = self.idle.pop() if self.idle else None
            if reader is None:
                return ReadingProcess()
            if reader.fit:
                return reader
            reader.close()


_kept = _Kept()
atexit.register(_kept.close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_kept.forget)


def lines_of(path: Path, container: Container, caps: Caps, into: Path) -> list[bytes]:
    """What a reading process says about a file, the rows of large sheets in files of their own in `into`.

    ReaderDied or ReaderTooSlow where it never finished.

    A process that has read other files may die of what they left behind, or have been ended from outside:
    only a fresh one's death is the file's own doing.
    """
    with _kept.borrowed(fresh=False) as reader:
        first = reader.files == 0
        try:
            return reader.ask(path, container, caps, into)
        except ReaderDied:
            if first:
                raise
    with _kept.borrowed(fresh=True) as reader:
        return reader.ask(path, container, caps, into)


def start_ahead() -> None:
    """Have a process ready before the first file comes."""
    with _kept.borrowed(fresh=False):
        pass


def end_all() -> None:
    """End the idle reading processes; the next file starts a new one."""
    _kept.close()
