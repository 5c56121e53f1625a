"""Reads a stream out of an OLE2 compound file, the wrapping of xls and WPS et files ([MS-CFB])."""

from __future__ import annotations

import struct
from dataclasses import dataclass

_END = 0xFFFFFFFA
_HEADER_FAT = 109
_ENTRY = 128


@dataclass(frozen=True)
class Entry:
    """A stream or a storage of the directory."""

    name: str
    start: int
    size: int


class Compound:
    """A compound file in memory. ValueError, IndexError or struct.error where it is broken."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._size = 1 << struct.unpack_from("<H", data, 30)[0]
        if self._size not in (512, 4096):
            raise ValueError("sector size")
        self._fat = self._table(self._fat_sectors())
        directory = self._chain(struct.unpack_from("<I", data, 48)[0])
        self.entries = [_entry(directory, at) for at in range(0, len(directory) - _ENTRY + 1, _ENTRY)]

    def stream(self, *names: str) -> bytes | None:
        """The stream under the first of `names` that is there (long streams only, as workbooks are)."""
        for name in names:
            for entry in self.entries:
                if entry.name.casefold() == name.casefold():
                    return self._content(entry)
        return None

    def _content(self, entry: Entry) -> bytes:
        cutoff = struct.unpack_from("<I", self._data, 56)[0]
        if entry.size >= cutoff:
            return self._chain(entry.start)[: entry.size]
        mini = self._table(self._sectors(struct.unpack_from("<I", self._data, 60)[0]))
        short = self._chain(self.entries[0].start)
        return b"".join(short[s * 64 : s * 64 + 64] for s in _followed(mini, entry.start))[: entry.size]

    def _fat_sectors(self) -> list[int]:
        sectors = list(struct.unpack_from(f"<{_HEADER_FAT}I", self._data, 76))
        more, left = struct.unpack_from("<II", self._data, 68)
        per = self._size // 4 - 1
        while more < _END and left > 0:
            *found, more = struct.unpack(f"<{per + 1}I", self._sector(more))
            sectors += found
            left -= 1
        return [sector for sector in sectors if sector < _END]

    def _table(self, sectors: list[int]) -> list[int]:
        joined = b"".join(self._sector(sector) for sector in sectors)
        return list(struct.unpack(f"<{len(joined) // 4}I", joined))

    def _sectors(self, start: int) -> list[int]:
        return _followed(self._fat, start)

    def _chain(self, start: int) -> bytes:
        return b"".join(self._sector(sector) for sector in self._sectors(start))

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        found = self._data[at : at + self._size]
        return found.ljust(self._size, b"\0") if found else _missing()


def _followed(table: list[int], start: int) -> list[int]:
    """The chain from `start`; a chain longer than its table runs in a circle."""
    found: list[int] = []
    while start < _END:
        if len(found) > len(table):
            raise ValueError("a chain runs in a circle")
        found.append(start)
        start = table[start]
    return found


def _entry(directory: bytes, at: int) -> Entry:
    length = struct.unpack_from("<H", directory, at + 64)[0]
    name = directory[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
    start, size = struct.unpack_from("<II", directory, at + 116)
    return Entry(name, start, size)


def _missing() -> bytes:
    raise ValueError("a sector is missing")
