"""Text that stays text: in a workbook's cell, in a CSV that Excel opens, in a file's name."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence

#: A cell that begins so is a formula to a spreadsheet (OWASP, CSV injection).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
#: Excel keeps no more characters in a cell.
CELL_LIMIT = 32_767
#: Most file systems allow 255 bytes; the folder the reader saves into needs some.
NAME_LIMIT_BYTES = 180

_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_PLAIN_NUMBER = re.compile(r"[+-]?\d[\d,]*(\.\d+)?%?")


def is_hazardous(text: str) -> bool:
    """Whether a spreadsheet could take the text for a formula."""
    return text.startswith(FORMULA_STARTS)


def cell_text(text: str) -> str:
    """`text` as a workbook can hold it: no half characters, no controls, cut at Excel's limit with '…'."""
    whole = text.encode("utf-8", "replace").decode()
    kept = "".join(ch for ch in whole if ch in "\n\t" or unicodedata.category(ch) != "Cc")
    return kept if len(kept) <= CELL_LIMIT else kept[: CELL_LIMIT - 1] + "…"


def csv_cell(text: str) -> str:
    """`text` for a CSV field: what could run as a formula gets an apostrophe; a plain number stays one."""
    return f"'{text}" if is_hazardous(text) and not _PLAIN_NUMBER.fullmatch(text) else text


def csv_table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A CSV that Excel opens rightly in either language: UTF-8 with a mark, CRLF, every cell safe."""
    out = io.StringIO(newline="")
    write = csv.writer(out).writerow
    write([csv_cell(cell) for cell in header])
    for row in rows:
        write(["" if cell is None else csv_cell(str(cell)) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def name_part(text: str) -> str:
    """`text` as part of a file name on any system: no separators, no reserved signs, no edge dots."""
    return re.sub(r"\s+", " ", _NOT_IN_NAMES.sub("-", text)).strip(" .-_")


def joined_name(parts: Iterable[str], suffix: str) -> str:
    """Name parts joined by '_', shortened to what every file system takes, with the suffix kept."""
    name = "_".join(part for part in map(name_part, parts) if part)
    room = NAME_LIMIT_BYTES - len(suffix.encode())
    return name.encode()[:room].decode("utf-8", "ignore").rstrip(" .") + suffix
