"""Received files and evidence by their SHA-256: kept as they came, stored once, never changed."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from io import BytesIO, FileIO
from pathlib import Path
from queue import SimpleQueue
from typing import BinaryIO

from core.errors import NotFoundError
from core.ulid import new_ulid

_CHUNK = 1 << 20
#: What the system copies at a time, before the bytes that came are hashed.
_STRETCH = 1 << 24
#: Said after the last bytes that come.
_ALL = 0


@dataclass(frozen=True)
class Kept:
    """A file that is kept: its hash, its size in bytes, where it stands."""

    sha256: str
    size: int
    path: Path


@dataclass
class Coming:
    """A file on its way in: all of its bytes stand in `aside`."""

    aside: Path
    size: int
    kept: Kept = field(init=False)


@dataclass(frozen=True)
class FileStore:
    """The folders files/ and evidence/ of a data folder, each split by the first two digits of the hash."""

    folder: Path
    #: 'files' for received files, 'evidence' for recordings and screenshots.
    shelf: str = "files"

    def path(self, sha256: str) -> Path:
        """Where a file of that hash stands, whether it is there or not."""
        return self.folder / self.shelf / sha256[:2] / sha256

    def has(self, sha256: str) -> bool:
        """Whether it is here."""
        return self.path(sha256).is_file()

    def opened(self, sha256: str) -> Path:
        """Where it stands; refused where it is not here."""
        if not self.has(sha256):
            raise NotFoundError("file_missing", code=sha256)
        return self.path(sha256)

    def keep(self, source: Path | bytes | BinaryIO) -> Kept:
        """Keep a file; the same bytes again cost nothing. It is whole on disk before this returns."""
        with self.keeping(source) as coming:
            pass
        return coming.kept

    @contextmanager
    def keeping(self, source: Path | bytes | BinaryIO) -> Iterator[Coming]:
        """The same while its copy is read already: meanwhile it is hashed and forced to disk. It is kept, and
        whole on disk, once the block has ended, however it ends."""
        aside = self.folder / "tmp" / f"{new_ulid()}.part"
        aside.parent.mkdir(parents=True, exist_ok=True)
        aside.touch()
        arrived: SimpleQueue[int] = SimpleQueue()
        with ThreadPoolExecutor(1) as meanwhile:
            sha256 = meanwhile.submit(_forced, aside, iter(arrived.get, _ALL))
            try:
                for come in _copied(source, aside):
                    arrived.put(come)
            finally:
                arrived.put(_ALL)
            coming = Coming(aside, aside.stat().st_size)
            try:
                yield coming
            finally:
                coming.kept = self._named(coming, sha256.result())

    def purge(self, sha256: str) -> None:
        """Delete the bytes (deletion duty); the record keeps hash and findings."""
        self.path(sha256).unlink(missing_ok=True)

    def _named(self, coming: Coming, sha256: str) -> Kept:
        """Under its hash, once nobody reads the copy any more: some systems rename no open file."""
        target = self.path(sha256)
        if target.exists():
            coming.aside.unlink()
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            coming.aside.replace(target)
            force_folder(target.parent)
        return Kept(sha256, coming.size, target)


def force_folder(folder: Path) -> None:
    """Force a folder's entries to disk, where the system can (Windows does so by itself)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _copied(source: Path | bytes | BinaryIO, target: Path) -> Iterator[int]:
    """Copy it; gives how many bytes have come each time some have."""
    with ExitStack() as opened:
        out = opened.enter_context(target.open("rb+", buffering=0))
        if isinstance(source, bytes):
            source = BytesIO(source)
        elif isinstance(source, Path):
            source = opened.enter_context(source.open("rb", buffering=0))
        # Where the system can copy by itself, ten million rows take a fifth of a second.
        by_itself = isinstance(source, FileIO) and sys.platform == "linux"
        yield from _poured_by_system(source, out) if by_itself else _poured(source, out)


def _poured_by_system(source: BinaryIO, out: FileIO) -> Iterator[int]:
    while come := os.sendfile(out.fileno(), source.fileno(), None, _STRETCH):
        yield come


def _poured(source: BinaryIO, out: FileIO) -> Iterator[int]:
    while piece := source.read(_CHUNK):
        left = memoryview(piece)
        while left:
            left = left[out.write(left) :]
        yield len(piece)


def _forced(copy: Path, arrived: Iterator[int]) -> str:
    """The hash of a copy, read as it arrives and then forced to disk: what is named by it is whole, whenever
    power fails."""
    digest = hashlib.sha256()
    with copy.open("rb+", buffering=0) as stream:
        for come in arrived:
            for piece in _pieces(stream, come):
                digest.update(piece)
        os.fsync(stream.fileno())
    return digest.hexdigest()


def _pieces(stream: FileIO, size: int) -> Iterator[bytes]:
    while size > 0 and (piece := stream.read(min(size, _CHUNK))):
        size -= len(piece)
        yield piece
