"""Gets ready for a file before one comes: the dictionary of headers, the layouts, a process to read it in."""

from __future__ import annotations

from functools import lru_cache
from threading import Thread

from importers.containers.reading_process import start_ahead
from importers.layouts.profile import shipped_layouts


@lru_cache
def expect_files() -> Thread:
    """Begin, once in the life of a server and beside all else, what its first file would have to wait for."""
    beside = Thread(target=_get_ready, name="reading-ahead")
    beside.start()
    return beside


def _get_ready() -> None:
    shipped_layouts()
    start_ahead()
