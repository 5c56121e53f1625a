"""Ten thousand byte-mutated files of every container: a sentence or drafts each time, never a traceback.

All of them are opened; every fifth is also recognised, read and checked. Two thousand more are read by
columns, as large files are: they give what reading them cell by cell gives, or one way refuses them in words.
PLUMBLINE_FUZZ=whole pytest tests/test_importers_fuzz.py    does that with every one
"""

from __future__ import annotations

import os
from collections import Counter
from datetime import date

import pytest

from core.finding import Finding
from importers.caps import Caps
from importers.draft import Choice, Directory, Known, ReceivedFile
from importers.read import read
from importers.sheet_rows import SheetRows
from importers.sheets import RawSheet, read_sheets
from tests.fuzzing import mutated, mutated_cells
from tests.received_file import received

FILES, PARTS = 10_000, 20
COLUMNAR_FILES, COLUMNAR_PARTS = 2_000, 8
BY_COLUMNS, BY_CELLS = Caps(columnar_bytes=0), Caps(columnar_bytes=10**12)
WHOLE_EACH = 1 if os.environ.get("PLUMBLINE_FUZZ") == "whole" else 5
DIRECTORY = Directory(vendors=(Known("HX", ("华信",)),), sites=(Known("NC", ("南昌",), "HX"),))


@pytest.mark.parametrize("part", range(PARTS))
def test_a_damaged_file_is_read_or_refused_in_words(part):
    outcomes: Counter[str] = Counter()
    for seed in range(part, FILES, PARTS):
        name, data = mutated(seed)
        with received(name, data) as file:
            try:
                whole = seed // PARTS % WHOLE_EACH == 0
                outcomes[_read_whole(file) if whole else _opened(file)] += 1
            except Exception as trouble:
                raise AssertionError(f"seed {seed}: {name}") from trouble
    # One wrong byte can make the reader of xls files ask for 112 GB: its process ends, and nothing else does.
    assert outcomes["reader_died"] <= 2 and not outcomes["reader_timeout"], outcomes
    assert len(outcomes) > 3 and outcomes["read"] > 100, outcomes  # both sides of the door are visited


@pytest.mark.parametrize("part", range(COLUMNAR_PARTS))
def test_a_damaged_file_is_the_same_by_columns_and_cell_by_cell(part):
    outcomes: Counter[str] = Counter()
    for seed in range(part, COLUMNAR_FILES, COLUMNAR_PARTS):
        name, data = mutated_cells(seed)
        with received(name, data) as file:
            try:
                (fast, said, _), (slow, also, _) = read_sheets(file, BY_COLUMNS), read_sheets(file, BY_CELLS)
                _speak(said)
            except Exception as trouble:
                raise AssertionError(f"seed {seed}: {name}") from trouble
        if bool(fast) != bool(slow):
            # A size that only one of them believes (<dimension ref="A2024-13-45:C2">): the other refuses it.
            assert [finding.code for finding in (*said, *also)].count("file_damaged") == 1, f"seed {seed}"
            outcomes["refused by one"] += 1
            continue
        assert said == also, f"seed {seed}: {name}"
        assert list(map(_content, fast)) == list(map(_content, slow)), f"seed {seed}: {name}"
        outcomes["by columns" if any(isinstance(each.rows, SheetRows) for each in fast) else "not"] += 1
    each = COLUMNAR_FILES / COLUMNAR_PARTS
    assert outcomes["by columns"] > each / 5 and outcomes["refused by one"] < each / 20, outcomes


def _content(sheet: RawSheet) -> list[object]:
    """All that was read of a sheet; empty cells at the ends of rows and of the sheet say nothing."""
    rows = [list(row) for row in sheet.rows]
    for row in rows:
        while row and row[-1] is None:
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    return [rows, *(getattr(sheet, name) for name in sheet.__dataclass_fields__ if name != "rows")]


def _opened(file: ReceivedFile) -> str:
    sheets, findings, _ = read_sheets(file, Caps())
    assert sheets or findings
    _speak(findings)
    return "read" if sheets else findings[0].code


def _read_whole(file: ReceivedFile) -> str:
    result = read(file, Choice(vendor="HX"), DIRECTORY, date(2024, 3, 1))
    assert result.drafts or result.findings or result.questions
    _speak(result.findings)
    return result.findings[0].code if result.blocked and result.findings else "read"


def _speak(findings) -> None:
    for finding in findings:
        assert finding.sentence("zh") and finding.sentence("en")
        assert Finding.from_dict(finding.as_dict()).sentence("zh") == finding.sentence("zh")
