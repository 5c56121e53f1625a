"""Whoever listens hears how many rows of a file are through, never fewer than before, and may stop it."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import xlsxwriter

from core.errors import CancelledError
from importers.containers import heard_archive, reading_process
from importers.containers.caps import Caps
from importers.containers.heard_archive import HeardArchive
from importers.containers.received import receive
from importers.containers.rows_heard import Pass, listening, tell
from importers.containers.sheets import read_sheets

ROWS = 30_000
COLUMNAR = replace(Caps(), columnar_bytes=1)


def text(tmp_path: Path, encoding: str, cell: str = "成都") -> Path:
    """A table of so many rows; `cell` stands in one of them."""
    lines = ["日期,职场,呼入量,接通量", *(f"2026-04-{at % 28 + 1:02d},长沙,{at},{at}" for at in range(ROWS))]
    lines[ROWS // 2] = f"2026-04-02,{cell},10,9"
    found = tmp_path / "calls.csv"
    found.write_bytes("\n".join(lines).encode(encoding))
    return found


def workbook(tmp_path: Path, sheets: int = 1, rows: int = ROWS) -> Path:
    found = tmp_path / "calls.xlsx"
    found.write_bytes(_written(sheets, rows))
    return found


@cache
def _written(sheets: int, rows: int) -> bytes:
    """The file, written once for all tests that read it."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"constant_memory": True}) as book:
        for _ in range(sheets):
            sheet = book.add_worksheet()
            for row in range(rows):
                sheet.write_row(row, 0, [row, row, row, row])
    return content.getvalue()


def said_to_reach(path: Path, dimension: str | None) -> Path:
    """The same workbook with another word about its extent, or none."""
    changed = io.BytesIO()
    with zipfile.ZipFile(path) as book, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in book.namelist():
            content = book.read(name)
            if name.startswith("xl/worksheets/sheet"):
                said = f'<dimension ref="{dimension}"/>'.encode() if dimension else b""
                content, n = re.subn(rb"<dimension [^>]*/>", said, content)
                assert n == 1
            target.writestr(name, content)
    path.write_bytes(changed.getvalue())
    return path


def heard_of(path: Path, caps: Caps) -> list[tuple[Pass, int, int]]:
    heard: list[tuple[Pass, int, int]] = []
    with listening(lambda *said: heard.append(said)):
        sheets, _, _ = read_sheets(receive(path.name, path), caps)
    assert sum(len(sheet.rows) for sheet in sheets) >= ROWS
    return heard


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
@pytest.mark.parametrize("cell", ["成都", '"成\n都"'], ids=["by columns", "record by record"])
def test_a_text_says_its_rows(tmp_path, encoding, cell):
    heard = heard_of(text(tmp_path, encoding, cell), COLUMNAR)
    assert {which for which, _, _ in heard} == {Pass.READ}
    assert max(done for _, done, _ in heard) in range(ROWS, ROWS + 3)
    assert all(0.9 * ROWS < expected < 1.1 * ROWS for _, _, expected in heard)


@pytest.mark.parametrize(
    "dimension",
    [
        f"A1:D{ROWS}",
        None,
        "A1",  # as libraries that do not know write it
        "A1:XFD1048576",  # a format laid over whole columns
        "A1:D12",  # not brought up to date
    ],
)
@pytest.mark.parametrize("sheets", [1, 3])
def test_a_workbook_says_its_rows_whatever_it_says_of_its_extent(tmp_path, monkeypatch, dimension, sheets):
    monkeypatch.setattr(heard_archive, "_EVERY_SECONDS", 0)
    heard: list[tuple[int, int]] = []
    path = said_to_reach(workbook(tmp_path, sheets), dimension)
    with HeardArchive(path, lambda *said: heard.append(said)) as book:
        for name in (name for name in book.namelist() if name.startswith("xl/worksheets/")):
            with book.open(name) as stream:
                while stream.read(200_000):
                    pass
            book.read(name)
    rows = [done for done, _ in heard]
    assert rows == sorted(rows) and rows[-1] == ROWS * sheets
    assert all(0.8 * ROWS * sheets < expected < 1.2 * ROWS * sheets for _, expected in heard)


def test_the_rows_of_a_workbook_are_heard_beyond_its_reading_process(tmp_path):
    heard = heard_of(workbook(tmp_path, rows=150_000), COLUMNAR)
    assert heard and all(0 < done <= expected for _, done, expected in heard)


@pytest.mark.parametrize("kind", ["workbook", "by columns", "record by record"])
def test_who_stops_it_is_obeyed_and_the_next_file_is_read(tmp_path, kind):
    made = {
        "workbook": lambda: workbook(tmp_path, rows=150_000),
        "by columns": lambda: text(tmp_path, "utf-8"),
        "record by record": lambda: text(tmp_path, "utf-8", '"成\n都"'),
    }
    path = made[kind]()
    reading_process.end_all()

    def stop(_which: Pass, _done: int, _expected: int) -> None:
        raise CancelledError

    with listening(stop), pytest.raises(CancelledError):
        read_sheets(receive(path.name, path), COLUMNAR)
    assert reading_process._kept.idle == []  # what was stopped within a file is asked for no other
    sheets, findings, _ = read_sheets(receive(path.name, path), COLUMNAR)
    assert sheets and "reader_died" not in [finding.code for finding in findings]


def test_where_nobody_listens_any_more_nothing_is_told():
    heard = []
    with listening(lambda *said: heard.append(said)):
        tell(Pass.SORTED, 7, 5)
    tell(Pass.SORTED, 8, 9)
    assert heard == [(Pass.SORTED, 7, 7)]
