"""Received files and evidence are kept as they came, once."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pytest

from core.errors import NotFoundError
from store.files import FileStore


@pytest.mark.parametrize("shelf", ["files", "evidence"])
def test_a_file_is_kept_under_its_hash(data_folder: Path, shelf: str) -> None:
    kept = FileStore(data_folder, shelf).keep(b"answered,offered\n95,100\n")
    assert kept.sha256 == hashlib.sha256(b"answered,offered\n95,100\n").hexdigest()
    assert kept.path == data_folder / shelf / kept.sha256[:2] / kept.sha256
    assert (kept.size, kept.path.read_bytes()) == (24, b"answered,offered\n95,100\n")


def test_the_same_bytes_are_stored_once_however_they_come(data_folder: Path, tmp_path: Path) -> None:
    store = FileStore(data_folder)
    (tmp_path / "四月.csv").write_bytes(b"x")
    kept = {store.keep(b"x"), store.keep(tmp_path / "四月.csv"), store.keep(io.BytesIO(b"x"))}
    assert len(kept) == 1
    assert [p for p in data_folder.rglob("*") if p.is_file()] == [kept.pop().path]


def test_a_purged_file_is_gone_and_asking_for_it_is_refused(data_folder: Path) -> None:
    store = FileStore(data_folder)
    kept = store.keep(b"x")
    store.purge(kept.sha256)
    assert not store.has(kept.sha256)
    with pytest.raises(NotFoundError):
        store.opened(kept.sha256)
