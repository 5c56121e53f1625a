"""The lake folder: immutable Parquet files, one per vendor, dataset, source and calendar month.

A file is written aside, forced to disk and renamed into place only inside the write transaction that
lists it. What the list does not name does not exist, and is swept away.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from time import time
from typing import Literal

import polars as pl

from core.batch import Dataset
from core.errors import NotFoundError
from core.facts import COMMIT_COLUMNS
from core.ulid import new_ulid
from importers.columnar.coded import worded
from store.files import force_folder

#: What a process that is still alive may have lying in tmp/.
_IN_FLIGHT = timedelta(days=1)


@dataclass(frozen=True)
class Written:
    """A Parquet file written aside, not yet in its place."""

    aside: Path
    sha256: str
    rows: int


@dataclass(frozen=True)
class Lake:
    """The facts of one data folder."""

    folder: Path

    def path(self, relative: str) -> Path:
        """Where a listed file stands."""
        return self.folder / relative

    def place_of(self, dataset: Dataset, vendor: str, month: str, name: str) -> str:
        """The path below the data folder: lake/<dataset>/vendor=CODE/month=YYYY-MM/<name>.parquet."""
        return f"lake/{dataset.value}/vendor={vendor}/month={month}/{name}.parquet"

    def read(self, relative: str) -> pl.DataFrame:
        """All rows of a listed file; refused where the file is gone."""
        found = self.path(relative)
        if not found.exists():
            raise NotFoundError("lake_file_missing", code=relative)
        return self._rows(found)

    def write_aside(self, frame: pl.DataFrame) -> Written:
        """Write rows to tmp/ and force them to disk."""
        return _written(frame, self.folder / "tmp" / "lake" / f"{new_ulid()}.parquet")

    def put_in_place(self, written: Written, relative: str) -> None:
        """Rename a file written aside to where the list says it is. Only inside a write transaction."""
        target = self.path(relative)
        target.parent.mkdir(parents=True, exist_ok=True)
        written.aside.replace(target)
        force_folder(target.parent)

    def put_aside(self, key: str, frame: pl.DataFrame) -> None:
        """Keep the rows of a batch to be staged."""
        # Read once more and then gone: written fast rather than small.
        _write(frame, self._staged(key), "lz4")

    def put_ready(self, key: str, month: str, frame: pl.DataFrame) -> None:
        """Keep a batch's rows of one month as the file of that month, should nothing else be in it."""
        _write(frame, self._ready(key, month), level=1)

    def staged(self, batch_id: str) -> pl.DataFrame:
        """The rows of a staged batch; refused where they are gone."""
        if months := self.ready(batch_id):
            parts = [self._rows(self._ready(batch_id, month)).drop(COMMIT_COLUMNS) for month in months]
            return pl.concat(parts)
        if not self._staged(batch_id).exists():
            raise NotFoundError("staged_rows", code=batch_id)
        return self._rows(self._staged(batch_id))

    def ready(self, batch_id: str) -> list[str]:
        """The months whose files lie ready for a staged batch; none where its rows lie together."""
        found = (self.folder / "tmp" / "staged").glob(f"{batch_id}.*.parquet")
        return sorted(path.name.split(".")[1] for path in found)

    def taken(self, batch_id: str, month: str) -> Written:
        """A file that lies ready as one written aside, without writing it again; the staged one stays."""
        found = self._ready(batch_id, month)
        target = self.folder / "tmp" / "lake" / f"{new_ulid()}.parquet"
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(found, target)
        except OSError:
            # Not every file system lets two names stand for one file.
            return _written(pl.read_parquet(found, hive_partitioning=False), target)
        return Written(target, file_hash(target), pl.scan_parquet(found).select(pl.len()).collect().item())

    def drop_staged(self, batch_ids: Iterable[str]) -> None:
        """Forget staged rows: committed, discarded, or never shown."""
        for batch_id in batch_ids:
            for month in self.ready(batch_id):
                self._ready(batch_id, month).unlink(missing_ok=True)
            self._staged(batch_id).unlink(missing_ok=True)

    def drop_aside(self, written: Iterable[Written]) -> None:
        """Forget files written aside that nobody will put in place."""
        for each in written:
            each.aside.unlink(missing_ok=True)

    def files(self) -> set[str]:
        """Every Parquet file in the lake, listed or not, by its path below the data folder."""
        found = (self.folder / "lake").rglob("*.parquet")
        return {path.relative_to(self.folder).as_posix() for path in found}

    def remove(self, relatives: Iterable[str]) -> None:
        """Take files away that no list names."""
        for relative in relatives:
            self.path(relative).unlink(missing_ok=True)

    def sweep_aside(self, staged_now: set[str]) -> None:
        """Clear tmp/ of files no living process can still want, and of rows that are no longer staged."""
        oldest = time() - _IN_FLIGHT.total_seconds()
        for path in (self.folder / "tmp").rglob("*.parquet"):
            waits = path.parent.name == "staged" and path.name.split(".")[0] in staged_now
            if not waits and path.stat().st_mtime < oldest:
                path.unlink(missing_ok=True)

    def _staged(self, batch_id: str) -> Path:
        return self.folder / "tmp" / "staged" / f"{batch_id}.parquet"

    def _ready(self, batch_id: str, month: str) -> Path:
        return self.folder / "tmp" / "staged" / f"{batch_id}.{month}.parquet"

    def _rows(self, path: Path) -> pl.DataFrame:
        """All rows of a file, their texts as texts."""
        return worded(pl.read_parquet(path, hive_partitioning=False))


def file_hash(path: Path) -> str:
    """SHA-256 of a file's bytes, in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _written(frame: pl.DataFrame, target: Path) -> Written:
    _write(frame, target)
    return Written(target, file_hash(target), frame.height)


def _write(
    frame: pl.DataFrame, target: Path, compression: Literal["zstd", "lz4"] = "zstd", level: int | None = None
) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as stream:
        frame.write_parquet(stream, compression=compression, compression_level=level)
        stream.flush()
        os.fsync(stream.fileno())
