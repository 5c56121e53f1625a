"""A workbook's zip archive whose sheets are heard as they are read: row so-and-so of so many.

A sheet's XML says in its first bytes how far it reaches, and each row its own number. Where the one is far
from what the bytes so far let expect (a format laid over a million empty rows), the bytes are believed.
"""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Callable
from typing import IO, Any, cast

_DIMENSION = re.compile(rb'<dimension ref="[A-Z]+[0-9]+:[A-Z]+([0-9]+)"')
_ROW = re.compile(rb'<row [^>]*?\br="([0-9]+)"')
#: Bytes at the end of a piece among which its last row is looked for.
_TAIL = 64 * 1024
#: Sheets smaller than this are read before anybody could look.
_LEAST = 1024 * 1024
_EVERY_SECONDS = 0.2
#: Up to so many times more or fewer rows than the bytes let expect, what the sheet says holds.
_FAR = 2


class HeardArchive(zipfile.ZipFile):
    """Tells `heard` how many rows of how many were read out of its large sheets."""

    def __init__(self, path: Any, heard: Callable[[int, int], None]) -> None:
        super().__init__(path)
        self._heard, self._last = heard, 0.0
        self._sizes = {
            info.filename: info.file_size
            for info in self.infolist()
            if info.filename.startswith("xl/worksheets/") and info.file_size >= _LEAST
        }
        #: Of each large sheet opened, the rows read and those expected; what is read twice counts once.
        self._rows: dict[str, tuple[int, int]] = {}

    def open(self, name: Any, *args: Any, **kwargs: Any) -> IO[bytes]:
        """As ever; a large sheet's stream is heard."""
        stream = super().open(name, *args, **kwargs)
        if name not in self._sizes:
            return stream
        heard = _Listened(stream, self._sizes[name], lambda done, of: self._note(name, done, of))
        return cast("IO[bytes]", heard)

    def _note(self, name: str, done: int, expected: int) -> None:
        before, _ = self._rows.get(name, (0, 0))
        self._rows[name] = max(before, done), max(before, done, expected)
        now = time.monotonic()
        if now - self._last >= _EVERY_SECONDS:
            self._last = now
            self._heard(sum(done for done, _ in self._rows.values()), self._expected())

    def _expected(self) -> int:
        """Of the sheets not yet opened as many rows for their bytes as of the others."""
        opened = sum(expected for _, expected in self._rows.values())
        return opened * sum(self._sizes.values()) // sum(self._sizes[name] for name in self._rows)


class _Listened(io.BufferedIOBase):
    """One way through a sheet's XML."""

    def __init__(self, stream: IO[bytes], size: int, note: Callable[[int, int], None]) -> None:
        self._stream, self._size, self._note = stream, size, note
        self._at = self._said = 0

    def read(self, size: int | None = -1) -> bytes:
        """The next piece, told of."""
        piece = self._stream.read(-1 if size is None else size)
        if not self._at and (found := _DIMENSION.search(piece)):
            self._said = int(found[1])
        self._at += len(piece)
        if rows := _ROW.findall(piece[-_TAIL:]):
            self._note(int(rows[-1]), self._expected(int(rows[-1])))
        return piece

    def close(self) -> None:
        """Close what it reads from."""
        self._stream.close()
        super().close()

    def _expected(self, row: int) -> int:
        by_bytes = max(row, row * self._size // self._at)
        return self._said if by_bytes <= self._said * _FAR and self._said <= by_bytes * _FAR else by_bytes
