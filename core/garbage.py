"""Bulk work without the search for reference cycles: judging makes many small values and no cycle."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


class _Pauses:
    """How many threads work in bulk now; the search is the process's, so the last of them lets it go on."""

    def __init__(self) -> None:
        self.lock, self.running, self.was_on = Lock(), 0, False

    def begin(self) -> None:
        """The first to come notes how the search stood."""
        with self.lock:
            if self.running == 0:
                self.was_on = gc.isenabled()
                gc.disable()
            self.running += 1

    def end(self) -> None:
        """The last to leave puts it back."""
        with self.lock:
            self.running -= 1
            if self.running == 0 and self.was_on:
                gc.enable()


_pauses = _Pauses()


@contextmanager
def search_paused() -> Iterator[None]:
    """No search for cycles inside; a third of the time of judging 14,400 clauses goes into it.

    Threads may overlap and calls may nest: the search goes on once all of them are through.
    """
    _pauses.begin()
    try:
        yield
    finally:
        _pauses.end()
