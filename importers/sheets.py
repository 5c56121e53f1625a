"""The raw sheets of a received file: tokens in their Excel coordinates, whatever the container."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from core.finding import Finding, Place
from importers.caps import Caps
from importers.delimited import read_text
from importers.draft import ReceivedFile
from importers.extent import Extent, measure
from importers.reader import DAMAGED, LOCKED
from importers.sniff import Container, sniff

_ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class RawSheet:
    """One sheet as it lies in the file: `rows[i]` is Excel's row i + 1, each a list of tokens."""

    name: str
    rows: list[list[str | None]]
    #: ((first row, first column), (last row, last column)), counted from 0.
    merges: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()
    hidden_rows: int = 0
    hidden_columns: int = 0


def read_sheets(file: ReceivedFile, caps: Caps) -> tuple[list[RawSheet], list[Finding], Container | None]:
    """Every visible sheet with its values, or the findings that say why there are none."""
    container, findings = sniff(file, caps)
    if container is None:
        return [], findings, None
    if container is Container.TEXT:
        rows, trouble = read_text(file)
        return ([RawSheet("", rows)] if rows else []), findings + trouble, container
    sheets, trouble = _read_workbook(file, container, caps)
    return sheets, findings + trouble, container


def _read_workbook(
    file: ReceivedFile, container: Container, caps: Caps
) -> tuple[list[RawSheet], list[Finding]]:
    extents: dict[str, Extent] = {}
    if container is Container.XLSX:
        extents, findings = measure(file, caps)
        if findings:
            return [], findings
    lines, findings = _ask_reader(file, caps)
    if findings:
        return [], findings
    sheets = [sheet for sheet in _sheets_of(lines, extents) if any(any(row) for row in sheet.rows)]
    return (sheets, _hidden(file, sheets)) if sheets else ([], [Finding("file_empty", Place(file.name))])


def _ask_reader(file: ReceivedFile, caps: Caps) -> tuple[list[str], list[Finding]]:
    """The reading process's answer; its death or silence is a finding."""
    command = [sys.executable, "-m", "importers.reader", str(file.path.resolve())]
    place = Place(file.name)
    try:
        answer = subprocess.run(
            command, cwd=_ROOT, capture_output=True, timeout=caps.read_seconds, check=False
        )
    except subprocess.TimeoutExpired:
        return [], [Finding("reader_timeout", place, {"seconds": caps.read_seconds})]
    if answer.returncode:
        codes = {DAMAGED: "file_damaged", LOCKED: "password_protected"}
        return [], [Finding(codes.get(answer.returncode, "reader_died"), place)]
    return answer.stdout.decode("utf-8").split("\n"), []


def _sheets_of(lines: list[str], extents: dict[str, Extent]) -> list[RawSheet]:
    sheets, at = [], 0
    while at < len(lines) and lines[at]:
        head = json.loads(lines[at])
        rows = [json.loads(line) for line in lines[at + 1 : at + 1 + head["rows"]]]
        at += 1 + head["rows"]
        if not head["visible"]:
            continue
        extent = extents.get(head["sheet"], Extent())
        _fill_hollow(rows, extent)
        merges = tuple((tuple(first), tuple(last)) for first, last in head["merges"])
        hidden = (len(extent.hidden_rows), len(extent.hidden_columns))
        sheets.append(RawSheet(head["sheet"], rows, merges, *hidden))
    return sheets


def _fill_hollow(rows: list[list[str | None]], extent: Extent) -> None:
    """What stands in cells that a reader gives as empty: an error, or a formula without its result."""
    for (row, column), token in extent.hollow.items():
        if row <= len(rows) and column <= len(rows[row - 1]) and rows[row - 1][column - 1] is None:
            rows[row - 1][column - 1] = token


def _hidden(file: ReceivedFile, sheets: list[RawSheet]) -> list[Finding]:
    """Hidden rows and columns are read like all others; the person should know that they are there."""
    return [
        Finding(
            "hidden_cells",
            Place(file.name, sheet.name),
            {"rows": sheet.hidden_rows, "columns": sheet.hidden_columns},
        )
        for sheet in sheets
        if sheet.hidden_rows or sheet.hidden_columns
    ]
