"""The raw sheets of a received file: tokens in their Excel coordinates, whatever the container."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import polars as pl

from core.finding import Finding, Place
from core.privacy import masked, sheet_names
from core.text import Text
from importers.containers.caps import Caps
from importers.containers.delimited import read_text
from importers.containers.look import Merge, Span, column_letters
from importers.containers.reading_process import ReaderDied, ReaderTooSlow, lines_of
from importers.containers.sheet_rows import Row, SheetRows
from importers.containers.sniff import Container, sniff
from importers.draft import ReceivedFile

#: How many cells or spans a sentence names before it only counts them.
_NAMED = 5


@dataclass(frozen=True)
class RawSheet:
    """One sheet as it lies in the file: `rows[i]` is Excel's row i + 1, each a list of tokens."""

    name: str
    rows: Sequence[Row]
    #: ((first row, first column), (last row, last column)), counted from 0.
    merges: tuple[Merge, ...] = ()
    #: Whether the sheet itself is shown. A hidden one is read like any other.
    visible: bool = True
    #: Hidden rows and columns among the filled ones, counted from 1.
    hidden_rows: tuple[Span, ...] = ()
    hidden_columns: tuple[Span, ...] = ()
    #: (row, column), counted from 1, of the formulas that were never calculated.
    uncalculated: tuple[tuple[int, int], ...] = ()
    #: Whether bare numbers that are dates count from 1904.
    epoch_1904: bool = False
    #: The received file whose marked copy its workbook says it is; '' for any other.
    returned_for: str = ""
    #: What was worked out of its rows while a header was looked for: (row, whether it is the last of a
    #: header) → the row in words, and (first row, depth) → the different names that stand there.
    header_rows: dict[tuple[int, bool], list[str]] = field(
        init=False, default_factory=dict, compare=False, repr=False
    )
    header_names: dict[tuple[int, int], frozenset[tuple[str, ...]]] = field(
        init=False, default_factory=dict, compare=False, repr=False
    )

    @property
    def width(self) -> int:
        """How many columns its longest row has."""
        if isinstance(self.rows, SheetRows):
            return self.rows.width
        return max(map(len, self.rows), default=0)


def read_sheets(file: ReceivedFile, caps: Caps) -> tuple[list[RawSheet], list[Finding], Container | None]:
    """Every sheet with its values, hidden ones too, or the findings that say why there are none."""
    container, findings = sniff(file, caps)
    if container is None:
        return [], findings, None
    if container is Container.TEXT:
        rows, trouble = read_text(file, caps)
        return ([RawSheet("", rows)] if rows else []), findings + trouble, container
    sheets, trouble = _read_workbook(file, container, caps)
    if container is Container.HTML and not sheets:
        findings = []
    return sheets, findings + trouble, container


def _read_workbook(
    file: ReceivedFile, container: Container, caps: Caps
) -> tuple[list[RawSheet], list[Finding]]:
    with tempfile.TemporaryDirectory(prefix="plumbline-") as into:
        return _read_into(file, container, caps, Path(into))


def _read_into(
    file: ReceivedFile, container: Container, caps: Caps, into: Path
) -> tuple[list[RawSheet], list[Finding]]:
    place = Place(file.name)
    try:
        *lines, last = lines_of(file.path, container, caps, into)
    except ReaderTooSlow:
        return [], [Finding("reader_timeout", place, {"seconds": caps.read_seconds})]
    except ReaderDied:
        return [], [Finding("reader_died", place)]
    end = json.loads(last)["end"]
    if trouble := end.get("trouble"):
        at = Place(file.name, masked(end.get("sheet", "")))
        return [], [Finding(trouble, at, end.get("facts", {}))]
    sheets = [s for s in _sheets_of(lines, end) if _holds_anything(s)]
    if not sheets:
        return [], [Finding("html_without_table" if container is Container.HTML else "file_empty", place)]
    macros = [Finding("macros_not_run", place)] if end.get("macros") else []
    return sheets, macros + [finding for sheet in sheets for finding in _remarks(file, sheet)]


def _sheets_of(lines: Sequence[bytes], end: dict[str, Any]) -> list[RawSheet]:
    sheets, at = [], 0
    while at < len(lines):
        head = json.loads(lines[at])
        rows: Sequence[Row] = [json.loads(line) for line in lines[at + 1 : at + 1 + head["rows"]]]
        if "file" in head:
            with Path(head["file"]).open("rb") as stream:
                rows = SheetRows(pl.read_ipc(stream))
        at += 1 + head["rows"]
        sheets.append(_sheet(head, rows, end))
    names = sheet_names([sheet.name for sheet in sheets])
    return [replace(sheet, name=name) for sheet, name in zip(sheets, names, strict=True)]


def _holds_anything(sheet: RawSheet) -> bool:
    return isinstance(sheet.rows, SheetRows) or any(any(row) for row in sheet.rows)


def _sheet(head: dict[str, Any], rows: Sequence[Row], end: dict[str, Any]) -> RawSheet:
    return RawSheet(
        head["sheet"],
        rows,
        tuple((tuple(first), tuple(last)) for first, last in head["merges"]),
        head["visible"],
        tuple(Span(*span) for span in head["hidden_rows"]),
        tuple(Span(*span) for span in head["hidden_columns"]),
        tuple((row, column) for row, column in head["uncalculated"]),
        end.get("epoch_1904", False),
        end.get("returned_for", ""),
    )


def _remarks(file: ReceivedFile, sheet: RawSheet) -> list[Finding]:
    """What is hidden is read like all else, and the person should know that it is there."""
    place, found = Place(file.name, sheet.name), []
    if not sheet.visible:
        found.append(Finding("hidden_sheet", place))
    if sheet.hidden_rows or sheet.hidden_columns:
        rows, columns = _said(sheet.hidden_rows, str), _said(sheet.hidden_columns, column_letters)
        found.append(Finding("hidden_cells", place, {"rows": rows, "columns": columns}))
    if sheet.uncalculated:
        cells = [f"{column_letters(column)}{row}" for row, column in sheet.uncalculated[:_NAMED]]
        facts = {"count": len(sheet.uncalculated), "cells": cells}
        found.append(Finding("formula_uncalculated", place, facts))
    return found


def _said(spans: Sequence[Span], name: Callable[[int], str]) -> list[Text]:
    """Hidden spans by number or letters; where there are many, the first ones and how many more."""
    said = []
    for span in spans[:_NAMED]:
        cells = name(span.first) if span.first == span.last else f"{name(span.first)}:{name(span.last)}"
        zh, en = ("（折叠的分组）", " (a collapsed group)") if span.folded else ("", "")
        said.append(Text(cells + zh, cells + en))
    if more := len(spans) - len(said):
        said.append(Text(f"另有 {more} 处", f"{more} more"))
    return said or [Text("无", "none")]
