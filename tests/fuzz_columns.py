"""Reads damaged files by columns and cell by cell, in one process, and says whether both ways agree.

python -m tests.fuzz_columns FIRST AFTER STEP    a line for each file: its seed and what became of it

A reading process is replaced after each file read by columns, which takes far longer than reading it; here
all are read in this one. Where a file ends it, as a wrong size can, whoever asked begins again after it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from core.finding import Finding
from importers.containers import reader, sheets
from importers.containers.caps import Caps
from importers.containers.container import Container
from importers.containers.sheet_rows import SheetRows
from importers.containers.sheets import RawSheet, read_sheets
from tests.fuzzing import mutated_cells
from tests.received_file import received

BY_COLUMNS, BY_CELLS = Caps(columnar_bytes=0), Caps(columnar_bytes=10**12)


def outcome(seed: int) -> str:
    """'by columns' or 'not' where both ways agree, 'refused by one', 'refused by both', else 'differs'."""
    name, data = mutated_cells(seed)
    with received(name, data) as file:
        (fast, said, _), (slow, also, _) = read_sheets(file, BY_COLUMNS), read_sheets(file, BY_CELLS)
    if bool(fast) != bool(slow):
        # A size that only one of them believes (<dimension ref="A2024-13-45:C2">): the other refuses it.
        refused = said if not fast else also
        return "refused by one" if _blocks(refused) else "differs"
    if said != also or list(map(_content, fast)) != list(map(_content, slow)):
        return "differs"
    if not fast:
        return "refused by both" if _blocks(said) else "differs"
    return "by columns" if any(isinstance(sheet.rows, SheetRows) for sheet in fast) else "not"


def _blocks(said: list[Finding]) -> bool:
    return any(each.severity == "blocks" and each.sentence("zh") and each.sentence("en") for each in said)


def _content(sheet: RawSheet) -> list[object]:
    """All that was read of a sheet; empty cells at the ends of rows and of the sheet say nothing."""
    rows = [list(row) for row in sheet.rows]
    for row in rows:
        while row and row[-1] is None:
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    return [rows, *(getattr(sheet, name) for name in sheet.__dataclass_fields__ if name != "rows")]


def _here(path: Path, container: Container, caps: Caps, into: Path) -> list[bytes]:
    """The lines of a reading process, without one."""
    return [json.dumps(line).encode() for line in reader.answer(path, container, caps, into)]


def main(first: int, after: int, step: int) -> None:
    """Every `step`-th file from `first` on; each is named before it is read."""
    reader._limit_memory(reader.LARGE_BYTES)
    reader._limit_memory = lambda most: None
    sheets.lines_of = _here
    for seed in range(first, after, step):
        print(seed, end=" ", flush=True)
        print(outcome(seed), flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
