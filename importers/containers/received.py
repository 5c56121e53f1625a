"""Takes a file in as it was received: its name, its hash, its size, a place to read it from."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

from core.privacy import masked
from importers.draft import ReceivedFile

_CHUNK = 1024 * 1024


def receive(name: str, data: bytes | Path, folder: Path | None = None) -> ReceivedFile:
    """`data` as a received file. Bytes are written to `folder`, and whoever named it clears them away."""
    path = data if isinstance(data, Path) else _written(data, folder)
    return received_as(name, sha256_of(path), path.stat().st_size, path)


def received_as(name: str, sha256: str, size: int, path: Path) -> ReceivedFile:
    """A file whose hash and size are known, as it was received.

    Only the last part of `name` is kept, without personal numbers: a browser or an archive may send a whole
    path.
    """
    return ReceivedFile(masked(name.replace("\\", "/").rsplit("/", 1)[-1]), sha256, size, path)


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's bytes, in hex."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _written(data: bytes, folder: Path | None) -> Path:
    if folder is None:
        raise ValueError("bytes need a folder to be written to")
    with tempfile.NamedTemporaryFile(dir=folder, prefix="received-", delete=False) as target:
        target.write(data)
    return Path(target.name)
