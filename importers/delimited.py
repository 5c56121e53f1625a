"""Reads delimited text: encoding by BOM, strict UTF-8, then GB18030; delimiter by what the lines share."""

from __future__ import annotations

import csv
import io

from core.finding import Finding, Place
from importers.celltoken import encode
from importers.draft import ReceivedFile

_DELIMITERS = (",", "\t", ";", "|")
_SAMPLE_LINES = 50
#: A single field may be long, but not a whole file swallowed by one stray quotation mark.
_FIELD_LIMIT = 1_000_000


def read_text(file: ReceivedFile) -> tuple[list[list[str | None]], list[Finding]]:
    """The records of a delimited text file, empty fields as None, or the finding that says why not."""
    text = decoded(file.path.read_bytes())
    if text is None:
        return [], [Finding("encoding_unknown", Place(file.name))]
    csv.field_size_limit(_FIELD_LIMIT)
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text)))
    except csv.Error:
        return [], [Finding("file_damaged", Place(file.name))]
    width = max(map(len, records), default=0)
    return [_padded(record, width) for record in records], []


def decoded(data: bytes) -> str | None:
    """Text of `data`, or None. GB18030 never comes first: it turns most UTF-8 headers into nonsense."""
    for bom, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(bom):
            return _strictly(data, encoding)
    text = _strictly(data, "utf-8")
    return text if text is not None else _strictly(data, "gb18030")


def delimiter_of(text: str) -> str:
    """The delimiter that parts the most lines of the sample into equally many fields; a comma if none."""
    lines = [line for line in text.splitlines()[:_SAMPLE_LINES] if line.strip()]
    return max(_DELIMITERS, key=lambda sign: _agreement(lines, sign))


def _agreement(lines: list[str], sign: str) -> int:
    counts = [len(row) for row in csv.reader(lines, delimiter=sign) if len(row) > 1]
    return max((counts.count(n) * (n - 1) for n in set(counts)), default=0)


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _padded(record: list[str], width: int) -> list[str | None]:
    return [encode(field) for field in record] + [None] * (width - len(record))
