"""How much memory a process and those it started hold together, watched while something runs."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_EVERY_S = 0.02
_PAGE = os.sysconf("SC_PAGE_SIZE")


class Peak:
    """The most that was held at one moment, in MB."""

    mb = 0


@contextmanager
def watched() -> Iterator[Peak]:
    """The peak of this process and its children while the block runs; read from /proc, so on Linux only."""
    peak, over = Peak(), threading.Event()

    def watch() -> None:
        while not over.wait(_EVERY_S):
            peak.mb = max(peak.mb, _held(os.getpid()) >> 20)

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield peak
    finally:
        over.set()
        thread.join()


def _held(pid: int) -> int:
    """Bytes held by a process and all below it."""
    held = 0
    with suppress(OSError):
        held = int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
        for task in Path(f"/proc/{pid}/task").iterdir():
            held += sum(_held(int(child)) for child in (task / "children").read_text().split())
    return held
