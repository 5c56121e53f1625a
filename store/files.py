"""Received files and evidence by their SHA-256: kept as they came, stored once, never changed."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from core.errors import NotFoundError
from core.ulid import new_ulid

_CHUNK = 1 << 20


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
        _copy(source, aside)
        coming = Coming(aside, aside.stat().st_size)
        with ThreadPoolExecutor(1) as meanwhile:
            sha256 = meanwhile.submit(_forced, aside)
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


def _copy(source: Path | bytes | BinaryIO, target: Path) -> None:
    if isinstance(source, Path):
        # Left to the system where it can copy by itself: ten million rows take a fifth of a second then.
        shutil.copyfile(source, target)
    elif isinstance(source, bytes):
        target.write_bytes(source)
    else:
        with target.open("wb") as out:
            shutil.copyfileobj(source, out, _CHUNK)


def _forced(copy: Path) -> str:
    """The hash of a copy that is forced to disk: what is named by it is whole, whenever power fails."""
    with copy.open("rb+") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
        os.fsync(stream.fileno())
    return sha256
