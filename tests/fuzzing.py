"""Byte-mutated copies of small reports of every container, the same for the same seed."""

from __future__ import annotations

import io
import random
import re
import zipfile
from functools import cache
from pathlib import Path

CONTAINERS = Path(__file__).parent / "golden" / "containers"
_TEXT = "日期,职场,人工请求量,人工接通量,接通率,通话时长\n" + "".join(
    f"2024-01-{day:02},南昌,{100 + day},{90 + day},9{day % 10}.5%,00:03:{day:02}\n" for day in range(1, 16)
)
_PAGE = (
    "<html><table><caption>日报</caption>"
    + "".join(
        "<tr>" + "".join(f"<td rowspan=1>{cell}</td>" for cell in line.split(",")) + "</tr>"
        for line in _TEXT.split()
    )
    + "</table></html>"
)
#: What a hostile or careless writer may put where a number or a word stands.
_WORDS = (
    b"4294967295", b"-1", b"0", b"1e309", b"NaN", b"XFD1048576", b"\xff\xfe", b"\0\0\0\0",
    b"\xff\xff\xff\xff", b"999999999",
    b'"', b"<", b"&#0;", b"<table>", b"=1/0", b"", b"\x80", b"2024-13-45", b"9" * 400,
)  # fmt: skip
_NUMBER = re.compile(rb"\d+")


@cache
def originals() -> tuple[tuple[str, bytes], ...]:
    """(name, bytes) of the whole files."""
    kinds = ("daily.xlsx", "daily.xlsb", "daily.xls", "daily.ods", "daily_1904.xls", "bare_1904.xlsx")
    files = [(name, (CONTAINERS / name).read_bytes()) for name in kinds]
    texts = [(f"日报 {encoding}.csv", _TEXT.encode(encoding)) for encoding in ("utf-8", "gb18030", "utf-16")]
    tabs = ("日报.xls", _TEXT.replace(",", "\t").encode("utf-16-le"))
    return (*files, *texts, tabs, ("导出.xls", _PAGE.encode()), ("导出 gbk.xls", _PAGE.encode("gb18030")))


#: What a cell of a sheet rests on.
_CELLS = ("xl/worksheets/sheet", "xl/sharedStrings", "xl/styles")


def mutated(seed: int) -> tuple[str, bytes]:
    """One file under its own name: damaged as a whole, or soundly packed with a damaged part inside."""
    chance = random.Random(seed)
    name, data = chance.choice(originals())
    if data.startswith(b"PK") and chance.random() < 0.75:
        return name, _repacked(data, chance)
    return name, _damaged(data, chance)


def mutated_cells(seed: int) -> tuple[str, bytes]:
    """A file of a kind that is read by columns where it is large, damaged mostly where its cells stand."""
    chance = random.Random(seed)
    name, data = chance.choice([each for each in originals() if each[0].endswith((".xlsx", ".csv"))])
    if data.startswith(b"PK") and chance.random() < 0.95:
        return name, _repacked(data, chance, _CELLS)
    return name, _damaged(data, chance)


def _repacked(data: bytes, chance: random.Random, within: tuple[str, ...] = ("",)) -> bytes:
    stream = io.BytesIO()
    parts = _parts(data)
    apart = ("Thumbnails", "docProps", "Configurations2")
    worth = [name for name in parts if name.startswith(within) and not name.startswith(apart)]
    chosen = chance.choice(worth)
    with zipfile.ZipFile(stream, "w") as target:
        for name, content in parts.items():
            target.writestr(name, _damaged(content, chance) if name == chosen else content)
    return stream.getvalue()


@cache
def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return {name: source.read(name) for name in source.namelist()}


def _damaged(data: bytes, chance: random.Random) -> bytes:
    content = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        if content:
            chance.choice((_flip, _flip, _cut, _repeat, _insert, _renumber))(content, chance)
    return bytes(content)


def _flip(content: bytearray, chance: random.Random) -> None:
    content[chance.randrange(len(content))] = chance.randrange(256)


def _cut(content: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(content))
    del content[at : at + chance.choice((1, 4, 64, len(content)))]


def _repeat(content: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(content))
    content[at:at] = content[at : at + chance.choice((1, 8, 200))] * chance.choice((1, 3))


def _insert(content: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(content))
    content[at:at] = chance.choice(_WORDS)


def _renumber(content: bytearray, chance: random.Random) -> None:
    """A number somewhere becomes something else: the likeliest way to a wrong size, place or date."""
    found = _NUMBER.search(content, chance.randrange(len(content)))
    if found:
        content[found.start() : found.end()] = chance.choice(_WORDS)
