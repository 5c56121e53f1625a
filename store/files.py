"""Received files and evidence by their SHA-256: kept as they came, stored once, never changed."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
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
        if isinstance(source, Path):
            with source.open("rb") as stream:
                return self._keep(stream)
        if isinstance(source, bytes):
            return self._keep(_Bytes(source))
        return self._keep(source)

    def purge(self, sha256: str) -> None:
        """Delete the bytes (deletion duty); the record keeps hash and findings."""
        self.path(sha256).unlink(missing_ok=True)

    def _keep(self, stream: BinaryIO | _Bytes) -> Kept:
        aside = self.folder / "tmp" / f"{new_ulid()}.part"
        aside.parent.mkdir(parents=True, exist_ok=True)
        sha256, size = _copied(stream, aside)
        target = self.path(sha256)
        if target.exists():
            aside.unlink()
            return Kept(sha256, size, target)
        target.parent.mkdir(parents=True, exist_ok=True)
        aside.replace(target)
        force_folder(target.parent)
        return Kept(sha256, size, target)


def force_folder(folder: Path) -> None:
    """Force a folder's entries to disk, where the system can (Windows does so by itself)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class _Bytes:
    """Bytes read once, in one piece."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def read(self, _size: int = -1) -> bytes:
        content, self._content = self._content, b""
        return content


def _copied(stream: BinaryIO | _Bytes, target: Path) -> tuple[str, int]:
    """Copy a stream to disk, forced; gives its hash and size."""
    digest, size = hashlib.sha256(), 0
    with target.open("wb") as out:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    return digest.hexdigest(), size
