"""Received files and evidence are kept as they came, once."""

from __future__ import annotations

import hashlib
import io
import os
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


def test_a_file_is_read_while_it_is_forced_to_disk_and_bears_its_name_only_then(
    data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, steps = FileStore(data_folder), []
    forced, renamed = os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda handle: (steps.append("forced"), forced(handle)))
    monkeypatch.setattr(Path, "replace", lambda one, to: (steps.append("named"), renamed(one, to))[1])
    with store.keeping(b"a,b\n") as coming:
        assert (coming.size, coming.aside.read_bytes()) == (4, b"a,b\n")
        assert not (data_folder / "files").exists()
    assert steps[:2] == ["forced", "named"]
    assert coming.kept == store.keep(b"a,b\n")
    assert coming.kept.path.read_bytes() == b"a,b\n"


def test_a_file_whose_reading_fails_is_kept_all_the_same(data_folder: Path) -> None:
    store = FileStore(data_folder)
    with pytest.raises(ZeroDivisionError), store.keeping(b"x") as coming:
        raise ZeroDivisionError
    assert store.has(coming.kept.sha256)
    assert list((data_folder / "tmp").iterdir()) == []


@pytest.mark.parametrize("size", [0, 1, 6, 7, 8, 100])
@pytest.mark.parametrize("come", ["bytes", "path", "stream"])
def test_a_file_that_comes_in_pieces_is_hashed_whole(
    data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int, come: str
) -> None:
    monkeypatch.setattr("store.files._CHUNK", 3)
    monkeypatch.setattr("store.files._STRETCH", 7)
    data = bytes(range(size))
    (tmp_path / "四月.csv").write_bytes(data)
    ways = {"bytes": data, "path": tmp_path / "四月.csv", "stream": io.BytesIO(data)}
    kept = FileStore(data_folder).keep(ways[come])
    assert (kept.sha256, kept.size) == (hashlib.sha256(data).hexdigest(), size)
    assert kept.path.read_bytes() == data


def test_a_file_that_stops_coming_is_not_kept(data_folder: Path) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell():
                raise OSError("the connection is gone")
            return super().read(1)

    with pytest.raises(OSError, match="gone"):
        FileStore(data_folder).keep(Broken(b"ab"))
    assert not (data_folder / "files").exists()
