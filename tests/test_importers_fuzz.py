"""Ten thousand byte-mutated files of every container: a sentence or drafts each time, never a traceback.

All of them are opened; every fifth is also recognised, read and checked. Two thousand more are read by
columns, as large files are: they give what reading them cell by cell gives, or one way refuses them in words.
PLUMBLINE_FUZZ=whole pytest tests/test_importers_fuzz.py    does that with every one
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from core.finding import Finding
from importers.containers.caps import Caps
from importers.containers.sheets import read_sheets
from importers.draft import Choice, Directory, Known, ReceivedFile
from importers.read import read
from tests.fuzzing import mutated
from tests.received_file import received

FILES, PARTS = 10_000, 20
COLUMNAR_FILES, COLUMNAR_PARTS = 2_000, 4
ROOT = Path(__file__).resolve().parent.parent
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
    became: dict[int, str] = {}
    while (first := part + COLUMNAR_PARTS * len(became)) < COLUMNAR_FILES:
        words = [str(word) for word in (first, COLUMNAR_FILES, COLUMNAR_PARTS)]
        ran = subprocess.run(
            [sys.executable, "-m", "tests.fuzz_columns", *words],
            cwd=ROOT, capture_output=True, text=True, timeout=600,
        )  # fmt: skip
        assert "Traceback" not in ran.stderr, f"{ran.stdout[-40:]} {ran.stderr[-2000:]}"
        said = [line.partition(" ") for line in ran.stdout.splitlines()]
        became |= {int(seed): outcome or "ended its reader" for seed, _, outcome in said}
    counted = Counter(became.values())
    each = COLUMNAR_FILES / COLUMNAR_PARTS
    assert not counted["differs"], [seed for seed, outcome in became.items() if outcome == "differs"]
    assert counted["by columns"] > each / 5, counted
    assert counted["refused by one"] < each / 20 and counted["ended its reader"] < each / 50, counted


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
