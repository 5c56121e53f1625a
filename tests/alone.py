"""Nothing else runs while something is measured: test processes share a hall, and one may have it to itself.

A test is in the hall as long as it runs. One that measures leaves it, closes the door behind those who come
next, waits until the hall is empty, and measures. Without several processes there is nobody to wait for.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

if sys.platform != "win32":
    import fcntl


class Hall:
    """The hall and its door as locks on two files: whoever opens them anew is somebody of their own."""

    def __init__(self, folder: Path) -> None:
        self._door: IO[str] = (folder / "door").open("w")
        self._hall: IO[str] = (folder / "hall").open("w")

    @contextmanager
    def among_others(self) -> Iterator[None]:
        """In the hall with whoever else is there; waits while somebody wants it to themselves."""
        self._lock(self._door, exclusive=True)
        self._lock(self._hall)
        self._let_go(self._door)
        try:
            yield
        finally:
            self._let_go(self._hall)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Alone in it, from within `among_others`. One's own place is given up first: two who both wanted the
        hall to themselves would else wait for each other for ever."""
        self._let_go(self._hall)
        self._lock(self._door, exclusive=True)
        self._lock(self._hall, exclusive=True)
        try:
            yield
        finally:
            self._lock(self._hall)
            self._let_go(self._door)

    def _lock(self, file: IO[str], *, exclusive: bool = False) -> None:
        if sys.platform != "win32":
            fcntl.flock(file, fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH)

    def _let_go(self, file: IO[str]) -> None:
        if sys.platform != "win32":
            fcntl.flock(file, fcntl.LOCK_UN)


_halls: dict[Path, Hall] = {}


@contextmanager
def running(config: pytest.Config) -> Iterator[None]:
    """Around every test (conftest.py)."""
    hall = _hall(config)
    if hall is None:
        yield
        return
    with hall.among_others():
        yield


@contextmanager
def alone(config: pytest.Config) -> Iterator[None]:
    """Around what is measured within a test: no other test of this run goes on meanwhile."""
    hall = _hall(config)
    if hall is None:
        yield
        return
    with hall.alone():
        yield


def _hall(config: pytest.Config) -> Hall | None:
    """The one of this run, in the folder its processes share; None where there is only one process."""
    base = config.getoption("basetemp")
    if "PYTEST_XDIST_WORKER" not in os.environ or not base:
        return None
    folder = Path(str(base)).parent
    if folder not in _halls:
        _halls[folder] = Hall(folder)
    return _halls[folder]
