"""Bytes as a received file that is gone again when it has been read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from importers.containers.received import receive
from importers.draft import ReceivedFile


@contextmanager
def received(name: str, data: bytes) -> Iterator[ReceivedFile]:
    """`data` received under `name`."""
    with TemporaryDirectory(prefix="plumbline-test-") as folder:
        yield receive(name, data, Path(folder))
