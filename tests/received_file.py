"""Bytes as a received file that is gone again when it has been read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import gettempdir

from importers.containers.received import receive
from importers.draft import ReceivedFile


@contextmanager
def received(name: str, data: bytes) -> Iterator[ReceivedFile]:
    """`data` received under `name`. It gets no folder of its own: to make and remove one takes longer than
    most of these files take to be opened."""
    file = receive(name, data, Path(gettempdir()))
    try:
        yield file
    finally:
        file.path.unlink()
