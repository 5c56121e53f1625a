"""Reads delimited text; the delimiter is what the lines share."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from contextlib import suppress
from itertools import islice

from core.finding import Finding, Place
from importers.containers.caps import Caps
from importers.containers.celltoken import encode
from importers.containers.encoding import decoded
from importers.containers.large_text import Ragged, TooPadded, rows_of
from importers.containers.rows_heard import Pass, counted
from importers.containers.sheet_rows import Row
from importers.draft import ReceivedFile

_DELIMITERS = (",", "\t", ";", "|")
_SAMPLE_LINES = 50
#: A single field may be long, but not a whole file swallowed by one stray quotation mark.
_FIELD_LIMIT = 1_000_000


def read_text(file: ReceivedFile, caps: Caps) -> tuple[Sequence[Row], list[Finding]]:
    """The records of a delimited text file, empty fields as None, or the finding that says why not."""
    if file.size >= caps.columnar_bytes:
        with suppress(Ragged):
            return _by_columns(file, caps)
    return _by_records(file, caps)


def _by_columns(file: ReceivedFile, caps: Caps) -> tuple[Sequence[Row], list[Finding]]:
    try:
        rows = rows_of(file.path, delimiter_of, caps.extent_cells)
    except TooPadded as far:
        return [], [_too_far(file, "sheet_too_large", far.cells, caps.extent_cells)]
    if len(rows) > caps.rows or rows.width > caps.columns:
        # Refused in the words of whoever counts records.
        raise Ragged
    return rows, []


def _by_records(file: ReceivedFile, caps: Caps) -> tuple[list[Row], list[Finding]]:
    text = decoded(file.path.read_bytes())
    if text is None:
        return [], [Finding("encoding_unknown", Place(file.name))]
    csv.field_size_limit(_FIELD_LIMIT)
    records: list[list[str]] = []
    width = fields = 0
    try:
        read = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
        for record in counted(read, Pass.READ, text.count("\n")):
            records.append(record)
            width, fields = max(width, len(record)), fields + len(record)
            if len(records) > caps.rows:
                return [], [_too_far(file, "sheet_too_long", len(records), caps.rows)]
            if width > caps.columns:
                return [], [_too_far(file, "sheet_too_wide", width, caps.columns)]
    except csv.Error:
        return [], [Finding("file_damaged", Place(file.name))]
    if (padding := len(records) * width - fields) > caps.extent_cells:
        return [], [_too_far(file, "sheet_too_large", padding + fields, caps.extent_cells)]
    return [_padded(record, width) for record in counted(records, Pass.READ, len(records))], []


def delimiter_of(text: str) -> str:
    """The delimiter that parts the most lines of the sample into equally many fields; a comma if none."""
    lines = [line for line in _first_lines(text) if line.strip()]
    return max(_DELIMITERS, key=lambda sign: _agreement(lines, sign))


def _first_lines(text: str) -> list[str]:
    return list(islice(io.StringIO(text), _SAMPLE_LINES))


def _agreement(lines: list[str], sign: str) -> int:
    counts = [len(row) for row in csv.reader(lines, delimiter=sign) if len(row) > 1]
    return max((counts.count(n) * (n - 1) for n in set(counts)), default=0)


def _padded(record: list[str], width: int) -> Row:
    return [encode(field) for field in record] + [None] * (width - len(record))


def _too_far(file: ReceivedFile, code: str, size: int, cap: int) -> Finding:
    return Finding(code, Place(file.name), {"last": "", "cells": f"{size:,}", "cap": f"{cap:,}"})
